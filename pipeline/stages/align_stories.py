"""The alignment of some stories: their articles are cut into sentences, these embedded, and each story aligned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.core.alignment import find_alignments, find_claims, nearest_in_articles, score_pairs
from pipeline.core.sentences import sentences_of
from pipeline.model import Alignment, Article, Claim, Sentence
from pipeline.ports import Encoder, Vectors

Version = tuple[str, int, str]  # article_id, version, content_hash


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Stories with the articles that are compared in each, and articles that are only cut into sentences."""

    stories: Sequence[tuple[str, Sequence[Article]]] = ()
    origins: Mapping[str, str] = field(default_factory=dict)  # of the stories' articles
    only_cut: Sequence[Article] = ()

    @property
    def articles(self) -> int:
        """How many articles it holds."""
        return len(self.only_cut) + sum(len(members) for _, members in self.stories)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedPiece:
    """What was found in a piece, story by story."""

    sentences: dict[Version, list[Sentence]] = field(default_factory=dict)
    alignments: list[Alignment] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    nearest: dict[tuple[str, str], float] = field(default_factory=dict)
    embedded: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedStories:
    """What aligns the stories of a piece; it can be handed to another process."""

    encoder: Encoder
    threshold: float

    def __call__(self, piece: Piece) -> AlignedPiece:
        sentences = {_name(a): sentences_of(a) for a in piece.only_cut}
        if not piece.stories:
            return AlignedPiece(sentences=sentences)
        rows_of = {}
        for story_id, members in piece.stories:
            sentences |= {_name(a): sentences_of(a) for a in members}
            rows_of[story_id] = [s for a in members for s in sentences[_name(a)]]
        vectors = self.encoder.encode([s.text for rows in rows_of.values() for s in rows])
        found = AlignedPiece(sentences=sentences, embedded=len(vectors))
        start = 0
        for story_id, members in piece.stories:
            rows = rows_of[story_id]
            self._align(found, story_id, members, rows, vectors[start : start + len(rows)], piece.origins)
            start += len(rows)
        return found

    def _align(
        self,
        found: AlignedPiece,
        story_id: str,
        members: Sequence[Article],
        rows: Sequence[Sentence],
        vectors: Vectors,
        origins: Mapping[str, str],
    ) -> None:
        scored = score_pairs(story_id, rows, vectors)
        articles = {a.article_id: a for a in members}
        claims = find_claims(story_id, rows, scored, articles, origins, threshold=self.threshold)
        found.alignments.extend(find_alignments(scored, self.threshold))
        found.claims.extend(claims)
        told = (i for claim in claims for i in claim.sentence_ids)
        found.nearest.update(nearest_in_articles(told, rows, vectors))


def _name(article: Article) -> Version:
    return article.article_id, article.version, article.content_hash
