"""Stories into sentences, alignments and claims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.core.stories import is_comparable, latest_versions, origin_count
from pipeline.model import Alignment, Article, Claim, Sentence, Story
from pipeline.ports import Encoder, Progress, Spreader
from pipeline.settings import Comparison
from pipeline.stages.align_stories import AlignedStories, Piece
from pipeline.stages.group import Grouped
from pipeline.stages.pieces import InThisProcess, cut

VERSION = "1"
ENOUGH = 1_000_000  # characters of a piece: some 8,000 sentences, so that batches of the encoder are full
ENOUGH_TO_CUT = 8_000_000  # characters that are only cut into sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Aligned:
    """What was found: rows sorted by their ids; sentences by article and position."""

    sentences: tuple[Sentence, ...]  # of every version given, in the order of articles and versions
    alignments: tuple[Alignment, ...]
    claims: tuple[Claim, ...]
    nearest: Mapping[tuple[str, str], float]  # (sentence_id of a claim, article_id) -> highest cosine
    embedded: int  # sentences that were embedded


def run(
    articles: Sequence[Article],
    grouped: Grouped,
    encoder: Encoder,
    comparison: Comparison,
    languages: Sequence[str],
    progress: Progress | None = None,
    spread: Spreader | None = None,
) -> Aligned:
    """Splits every version; embeds and aligns the latest of stories of two or more origins, story by story.

    `progress` advances with the articles. `spread` shares out the work; without it, it is done here.
    """
    latest = {article.article_id: article for article in latest_versions(articles)}
    work = AlignedStories(encoder=encoder, threshold=comparison.alignment_threshold)
    pieces = _pieces(articles, latest, list(compared(grouped, latest, languages)), grouped.origins)
    sentences: dict[tuple[str, int, str], list[Sentence]] = {}
    alignments: list[Alignment] = []
    claims: list[Claim] = []
    nearest: dict[tuple[str, str], float] = {}
    embedded = 0
    for piece, found in zip(pieces, (spread or InThisProcess()).each(work, pieces), strict=True):
        sentences |= found.sentences
        alignments += found.alignments
        claims += found.claims
        nearest |= found.nearest
        embedded += found.embedded
        if progress:
            progress.advance(piece.articles)
    return Aligned(
        sentences=tuple(s for key in sorted(sentences) for s in sentences[key]),
        alignments=tuple(sorted(alignments, key=lambda a: (a.story_id, a.sentence_a, a.sentence_b))),
        claims=tuple(sorted(claims, key=lambda claim: claim.claim_id)),
        nearest=nearest,
        embedded=embedded,
    )


def compared(
    grouped: Grouped, latest: Mapping[str, Article], languages: Sequence[str]
) -> Iterator[tuple[Story, list[Article]]]:
    """The stories that are compared, with their comparable articles: two origins or more among these."""
    for story in grouped.stories:
        members = [
            latest[article_id]
            for article_id in story.article_ids
            if article_id in latest and is_comparable(latest[article_id], languages)
        ]
        if origin_count((article.article_id for article in members), grouped.origins) > 1:
            yield story, members


def _pieces(
    articles: Sequence[Article],
    latest: Mapping[str, Article],
    stories: Sequence[tuple[Story, list[Article]]],
    origins: Mapping[str, str],
) -> list[Piece]:
    """The stories that are compared, in the order given, and then the versions that are only cut into sentences."""
    inside = {a.article_id for _, members in stories for a in members}
    only_cut = [
        a
        for a in articles
        if a.article_id not in inside or a.content_hash != latest[a.article_id].content_hash
    ]
    pieces = [
        Piece(
            stories=[(story.story_id, members) for story, members in together],
            origins={a.article_id: origins[a.article_id] for _, members in together for a in members},
        )
        for together in cut(stories, lambda row: sum(len(a.text) for a in row[1]), ENOUGH)
    ]
    others = cut(only_cut, lambda a: len(a.text), ENOUGH_TO_CUT)
    return [*pieces, *(Piece(only_cut=together) for together in others)]
