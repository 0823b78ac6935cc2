"""Stories into sentences, alignments and claims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.core.alignment import find_alignments, find_claims, nearest_in_articles, score_pairs
from pipeline.core.sentences import sentences_of
from pipeline.core.stories import is_comparable, latest_versions, origin_count
from pipeline.model import Alignment, Article, Claim, Sentence, Story
from pipeline.ports import Encoder, Progress, Vectors
from pipeline.settings import Comparison
from pipeline.stages.group import Grouped

VERSION = "1"
AT_ONCE = 8_000  # sentences encoded at a time: full batches, bounded memory


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
) -> Aligned:
    """Splits every version; embeds and aligns the latest of stories of two or more origins, story by story."""
    latest = {article.article_id: article for article in latest_versions(articles)}
    sentences = {article_id: sentences_of(article) for article_id, article in latest.items()}
    alignments: list[Alignment] = []
    claims: list[Claim] = []
    nearest: dict[tuple[str, str], float] = {}
    embedded = 0
    for story, members, rows, vectors in _embedded(compared(grouped, latest, languages), sentences, encoder):
        scored = score_pairs(story.story_id, rows, vectors)
        found = find_claims(
            story.story_id,
            rows,
            scored,
            latest,
            grouped.origins,
            threshold=comparison.alignment_threshold,
        )
        alignments.extend(find_alignments(scored, comparison.alignment_threshold))
        claims.extend(found)
        nearest.update(nearest_in_articles((i for claim in found for i in claim.sentence_ids), rows, vectors))
        embedded += len(rows)
        if progress:
            progress.advance(len(members))
    older = [
        (a.article_id, a.version, sentences_of(a))
        for a in articles
        if a.content_hash != latest[a.article_id].content_hash
    ]
    told = [(key, latest[key].version, rows) for key, rows in sentences.items()]
    return Aligned(
        sentences=tuple(s for _, _, rows in sorted([*older, *told], key=lambda row: row[:2]) for s in rows),
        alignments=tuple(sorted(alignments, key=lambda a: (a.story_id, a.sentence_a, a.sentence_b))),
        claims=tuple(sorted(claims, key=lambda claim: claim.claim_id)),
        nearest=nearest,
        embedded=embedded,
    )


def _embedded(
    stories: Iterator[tuple[Story, list[Article]]], sentences: Mapping[str, list[Sentence]], encoder: Encoder
) -> Iterator[tuple[Story, list[Article], list[Sentence], Vectors]]:
    """Each story with its sentences and their vectors; those of many stories are encoded at once, in full batches."""
    waiting: list[tuple[Story, list[Article], list[Sentence]]] = []
    count = 0
    for story, members in stories:
        rows = [s for article in members for s in sentences[article.article_id]]
        waiting.append((story, members, rows))
        count += len(rows)
        if count >= AT_ONCE:
            yield from _with_vectors(waiting, encoder)
            waiting, count = [], 0
    yield from _with_vectors(waiting, encoder)


def _with_vectors(
    waiting: Sequence[tuple[Story, list[Article], list[Sentence]]], encoder: Encoder
) -> Iterator[tuple[Story, list[Article], list[Sentence], Vectors]]:
    vectors = encoder.encode([s.text for _, _, rows in waiting for s in rows])
    start = 0
    for story, members, rows in waiting:
        yield story, members, rows, vectors[start : start + len(rows)]
        start += len(rows)


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
