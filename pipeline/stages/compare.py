"""compare: what each sentence says, and where the sentences of a story part.

All sentences are read for figures. Sentences that are aligned, that hold figures, or that stand by their
headline are parsed, then read by every finder; the judges look at the aligned groups of each story. Stories are
handed out in pieces, so that several processes may share the work.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pipeline.model import Alignment, Article, Claim, Sentence, Story, Window
from pipeline.ports import Judge, PairModel, Parser, Progress, Spreader, WordingReader
from pipeline.stages.compare_stories import Compared, ComparedStories, Piece
from pipeline.stages.pieces import InThisProcess, cut
from pipeline.stages.reading import Finders

T = TypeVar("T")

VERSION = "1"
ENOUGH = 4_000  # sentences of a piece: some seconds of work, and a small part of what a night holds


@dataclass(frozen=True, slots=True, kw_only=True)
class StoriesAligned:
    """What compare needs of the stages before it."""

    sentences: Sequence[Sentence]
    stories: Sequence[Story]
    origins: Mapping[str, str]
    alignments: Sequence[Alignment]
    claims: Sequence[Claim]
    nearest: Mapping[tuple[str, str], float]


def run(
    articles: Sequence[Article],
    aligned: StoriesAligned,
    *,
    finders: Finders,
    judges: Sequence[Judge],
    parser: Parser,
    languages: Sequence[str],
    progress: Progress,
    wording: WordingReader | None = None,
    pair_model: PairModel | None = None,
    window: Window | None = None,
    spread: Spreader | None = None,
) -> Compared:
    """Reads every sentence and judges every story; `progress` advances with the stories.

    `wording` reads the sentences that have a counterpart elsewhere, `pair_model` pairs of them that may contradict one
    another, and sentences that may carry a claim. `spread` shares out the work; without it, it is done here.

    Articles in other languages than `languages` are left alone, since neither finders nor judges read them.
    Older versions of an article are judged against the next; where all of a change was fetched before `window`,
    the comparison of an earlier window told it. A finder or judge that breaks costs its own findings there: it is
    logged, and counted in the result's account.
    """
    work = ComparedStories(
        finders=finders,
        judges=tuple(judges),
        parser=parser,
        languages=tuple(languages),
        wording=wording,
        pair_model=pair_model,
        window=window,
    )
    pieces = _pieces(articles, aligned)
    result = Compared()
    for piece, found in zip(pieces, (spread or InThisProcess()).each(work, pieces), strict=True):
        result.add(found)
        for failure in found.account.failures:
            failure.log()
        progress.advance(len(piece.stories))
    return result


def _pieces(articles: Iterable[Article], aligned: StoriesAligned) -> list[Piece]:
    """The stories in the order of their ids, with all that is known of each."""
    stories = sorted(aligned.stories, key=lambda s: s.story_id)
    home = {a: story.story_id for story in stories for a in story.article_ids}
    versions = _by_story((home.get(a.article_id), a) for a in articles)
    sentences = _by_story((home.get(s.article_id), s) for s in aligned.sentences)
    alignments = _by_story((a.story_id, a) for a in aligned.alignments)
    claims = _by_story((c.story_id, c) for c in aligned.claims)
    nearest = _by_story((home.get(key[1]), (key, value)) for key, value in aligned.nearest.items())

    def piece(together: Sequence[Story]) -> Piece:
        ids = [s.story_id for s in together]
        held = [a for key in ids for a in versions[key]]
        return Piece(
            stories=tuple(together),
            articles=held,
            sentences=[s for key in ids for s in sentences[key]],
            origins={
                a.article_id: aligned.origins[a.article_id] for a in held if a.article_id in aligned.origins
            },
            alignments=[a for key in ids for a in alignments[key]],
            claims=[c for key in ids for c in claims[key]],
            nearest=dict(row for key in ids for row in nearest[key]),
        )

    return [piece(run) for run in cut(stories, lambda s: len(sentences[s.story_id]), ENOUGH)]


def _by_story(rows: Iterable[tuple[str | None, T]]) -> dict[str | None, list[T]]:
    found: dict[str | None, list[T]] = defaultdict(list)
    for story_id, row in rows:
        found[story_id].append(row)
    return found
