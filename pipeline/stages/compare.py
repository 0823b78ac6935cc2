"""compare: what each sentence says, and where the sentences of a story part.

All sentences are read for figures. Sentences that are aligned, that hold figures, or that stand by their
headline are parsed, then read by every finder; the judges look at the aligned groups of each story.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC
from functools import partial
from types import MappingProxyType
from typing import Any, TypeVar

from pipeline.core.attributions import resolve_article
from pipeline.core.attributions.stance import stance_of
from pipeline.core.divergence.merge import merge
from pipeline.core.framing.wording import with_read
from pipeline.core.groups import build_groups, content_words, speaks_of_headline
from pipeline.core.stories import is_comparable, latest_versions
from pipeline.ids import content_id
from pipeline.model import (
    AlignedGroup,
    Alignment,
    Article,
    Attribution,
    Claim,
    ClaimSentence,
    Divergence,
    Figure,
    FramingSignal,
    Parse,
    Sentence,
    Statement,
    Story,
    StoryCoverage,
    Window,
)
from pipeline.ports import (
    AttributionFinder,
    FigureFinder,
    FramingFinder,
    Judge,
    Parser,
    Progress,
    WordingReader,
)
from pipeline.stages.compare_versions import Edits, find_edits, groups_of, touching

VERSION = "1"
PARSE_CHUNK = 2_000  # sentences parsed at a time: bounds memory


T = TypeVar("T")
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finders:
    """The finders of each kind, in the order of their names."""

    figures: tuple[FigureFinder, ...]
    attributions: tuple[AttributionFinder, ...]
    framing: tuple[FramingFinder, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the finders read in one sentence; offsets into the sentence."""

    figures: tuple[Figure, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    framing: tuple[FramingSignal, ...] = ()
    parse: Parse | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoriesAligned:
    """What compare needs of the stages before it."""

    sentences: Sequence[Sentence]
    stories: Sequence[Story]
    origins: Mapping[str, str]
    alignments: Sequence[Alignment]
    claims: Sequence[Claim]
    nearest: Mapping[tuple[str, str], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """All that compare found; offsets of signals are lifted to the article's title or text."""

    figures: list[Figure] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    framing: list[FramingSignal] = field(default_factory=list)
    claim_sentences: list[ClaimSentence] = field(default_factory=list)
    divergences: list[Divergence] = field(default_factory=list)


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
    window: Window | None = None,
) -> Compared:
    """Reads every sentence and judges every story; `progress` advances once a story.

    `wording` reads the sentences that have a counterpart elsewhere.

    Articles in other languages than `languages` are left alone, since neither finders nor judges read them.
    Older versions of an article are judged against the next; where all of a change was fetched before `window`,
    the comparison of an earlier window told it.
    """
    latest = {a.article_id: a for a in latest_versions(articles) if is_comparable(a, languages)}
    sentences = _by_article(aligned.sentences, latest)
    edits = find_edits(articles, aligned.sentences, languages)
    parses = _parse(_worth_parsing(sentences, latest, aligned, finders) | edits.worth_parsing(), parser)
    charged = _charged(sentences, aligned, wording)
    fresh = {(a.article_id, a.version) for a in articles if window is None or window.saw(a)}
    claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in aligned.claims:
        claims[claim.story_id].append(claim)
    pairs: dict[str, dict[tuple[str, str], float]] = defaultdict(dict)
    for pair in aligned.alignments:
        pairs[pair.story_id][pair.sentence_a, pair.sentence_b] = pair.score
    result = Compared()
    for story in sorted(aligned.stories, key=lambda s: s.story_id):
        covered = [latest[a] for a in sorted(story.article_ids) if a in latest]
        scores = pairs[story.story_id]
        coverage = _coverage(story, covered, sentences, parses, scores, aligned, finders, charged)
        _keep(result, coverage, claims[story.story_id])
        changed = _changed(result, coverage, edits, parses, finders, fresh)
        found = judge_story(coverage, claims[story.story_id], judges, changed)
        result.divergences.extend(touching(found, fresh))
        progress.advance()
    return result


def judge_story(
    coverage: StoryCoverage,
    claims: Iterable[Claim],
    judges: Sequence[Judge],
    changed: Sequence[AlignedGroup] = (),
) -> list[Divergence]:
    """The divergences of a story, one for each thing disagreed on, sorted by kind and id.

    `changed` are the groups of what its articles changed between their versions.
    """
    groups = (*build_groups(coverage, claims), *changed)
    found: list[Divergence] = []
    for judge in sorted(judges, key=lambda j: j.name):
        raw = [d for group in groups for d in judge.judge(group)]
        found.extend(merge(raw, judge.summarise))
    return found


def _read_by(finders: Iterable[Callable[..., Iterable[T]]], text: str, **known: Any) -> list[T]:
    """What the finders find; a sentence on which one breaks loses that, and not the night. It is logged."""
    found: list[T] = []
    for find in finders:
        try:
            found.extend(find(text, **known))
        except Exception:  # whatever a finder, perhaps of another package, stumbles over
            _LOG.exception("finder_failed finder=%s text=%r", find, text[:200])
    return found


def read_sentence(text: str, article: Article, parse: Parse | None, finders: Finders) -> Found:
    """Everything the finders see in one sentence, with a figure's speaker and date filled in."""
    when = article.published_at or article.fetched_at
    figures = _read_by(finders.figures, text, published_at=when, parse=parse)
    attributions = _read_by(finders.attributions, text, parse=parse)
    framing = _read_by(finders.framing, text, parse=parse)
    return Found(
        figures=tuple(_dated(f, article) for f in sorted(figures, key=lambda f: (f.char_start, f.char_end))),
        attributions=tuple(
            sorted(attributions, key=lambda a: (a.content_start, a.content_end, a.source or ""))
        ),
        framing=tuple(sorted(framing, key=lambda s: (s.char_start, s.char_end, s.type))),
        parse=parse,
    )


def _dated(figure: Figure, article: Article) -> Figure:
    if figure.as_of is not None:
        return replace(figure, as_of=figure.as_of.astimezone(UTC), as_of_basis="stated")
    if article.published_at is not None:
        return replace(figure, as_of=article.known_at, as_of_basis="published")
    if article.fetched_at is not None:
        return replace(figure, as_of=article.fetched_at, as_of_basis="fetched")
    return figure


def _by_article(sentences: Iterable[Sentence], latest: Mapping[str, Article]) -> dict[str, list[Sentence]]:
    chosen: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        article = latest.get(sentence.article_id)
        if article is not None and article.content_hash == sentence.content_hash:
            chosen[sentence.article_id].append(sentence)
    for rows in chosen.values():
        rows.sort(key=lambda s: s.position)
    return chosen


def _worth_parsing(
    sentences: Mapping[str, list[Sentence]],
    latest: Mapping[str, Article],
    aligned: StoriesAligned,
    finders: Finders,
) -> dict[str, str]:
    """sentence_id -> text of the sentences whose grammar a judge may need."""
    in_pairs = {s for pair in aligned.alignments for s in (pair.sentence_a, pair.sentence_b)}
    compared = {a for pair in aligned.stories if pair.origin_count > 1 for a in pair.article_ids}
    chosen: dict[str, str] = {}
    for article_id, rows in sentences.items():
        when = latest[article_id].published_at
        headline = content_words(rows[0].text) if rows else frozenset()
        for row in rows:
            near = article_id in compared and (
                row.section == "headline" or speaks_of_headline(headline, content_words(row.text))
            )
            if (
                row.sentence_id in in_pairs
                or near
                or _read_by(finders.figures, row.text, published_at=when, parse=None)
            ):
                chosen[row.sentence_id] = row.text
    return chosen


def _charged(
    sentences: Mapping[str, list[Sentence]], aligned: StoriesAligned, wording: WordingReader | None
) -> dict[str, list[FramingSignal]]:
    """sentence_id -> charged words, of the sentences that can be set against another outlet's."""
    if wording is None:
        return {}
    in_pairs = {s for pair in aligned.alignments for s in (pair.sentence_a, pair.sentence_b)}
    rows = [s for found in sentences.values() for s in found if s.sentence_id in in_pairs]
    read = wording.find([s.text for s in rows])
    return {s.sentence_id: found for s, found in zip(rows, read, strict=True)}


def _parse(texts: Mapping[str, str], parser: Parser) -> dict[str, Parse]:
    keys = sorted(texts)
    parses: dict[str, Parse] = {}
    for start in range(0, len(keys), PARSE_CHUNK):
        chunk = keys[start : start + PARSE_CHUNK]
        parses.update(zip(chunk, parser.parse([texts[k] for k in chunk]), strict=True))
    return parses


def _coverage(
    story: Story,
    articles: Sequence[Article],
    sentences: Mapping[str, list[Sentence]],
    parses: Mapping[str, Parse],
    scores: Mapping[tuple[str, str], float],
    aligned: StoriesAligned,
    finders: Finders,
    charged: Mapping[str, Sequence[FramingSignal]],
) -> StoryCoverage:
    statements: dict[str, Statement] = {}
    by_article: dict[str, tuple[str, ...]] = {}
    for article in articles:
        rows = sentences.get(article.article_id, [])
        origin = aligned.origins.get(article.article_id, article.article_id)
        statements |= _read(article, rows, parses, finders, origin, charged)
        by_article[article.article_id] = tuple(s.sentence_id for s in rows)
    return StoryCoverage(
        story_id=story.story_id,
        articles=tuple(articles),
        origins={a.article_id: aligned.origins.get(a.article_id, a.article_id) for a in articles},
        statements=statements,
        by_article=by_article,
        scores=scores,
        nearest=aligned.nearest,
    )


def _read(
    article: Article,
    rows: Sequence[Sentence],
    parses: Mapping[str, Parse],
    finders: Finders,
    origin: str,
    charged: Mapping[str, Sequence[FramingSignal]] = MappingProxyType({}),
) -> dict[str, Statement]:
    """The sentences of one version with everything that is found in them, by their ids."""
    found = {s.sentence_id: read_sentence(s.text, article, parses.get(s.sentence_id), finders) for s in rows}
    for key in sorted(found.keys() & charged.keys()):
        framing = with_read(found[key].framing, charged[key])
        found[key] = replace(found[key], framing=tuple(framing))
    resolved = resolve_article(rows, {key: list(f.attributions) for key, f in found.items()})
    return {
        s.sentence_id: _statement(
            s, article, origin, found[s.sentence_id], tuple(resolved.get(s.sentence_id, ()))
        )
        for s in rows
    }


def _changed(
    result: Compared,
    coverage: StoryCoverage,
    edits: Edits,
    parses: Mapping[str, Parse],
    finders: Finders,
    fresh: Collection[tuple[str, int]],
) -> list[AlignedGroup]:
    """The groups of a story's edits; keeps what the older versions said where this window saw them first."""
    groups: list[AlignedGroup] = []
    for article in coverage.articles:
        origin = coverage.origins[article.article_id]
        read = partial(_read, finders=finders, origin=origin)
        found, older = groups_of(coverage.story_id, article, edits, parses, origin, read)
        groups += found
        for key in sorted(older):
            statement = older[key]
            if (article.article_id, statement.article.version) in fresh:
                _keep_signals(result, statement)
    return groups


def _statement(
    sentence: Sentence, article: Article, origin: str, found: Found, attributions: Sequence[Attribution]
) -> Statement:
    named = tuple(
        replace(
            a,
            sentence_id=sentence.sentence_id,
            attribution_id=content_id(
                "attribution",
                sentence.sentence_id,
                a.content_start,
                a.content_end,
                a.source_start,
                a.cue_start,
            ),
        )
        for a in attributions
    )
    voiced = tuple(a for a in named if a.voiced)
    figures = tuple(
        replace(
            f,
            sentence_id=sentence.sentence_id,
            figure_id=content_id("figure", sentence.sentence_id, f.kind, f.char_start, f.char_end),
            attribution_id=_speaker(f, voiced),
        )
        for f in found.figures
    )
    signals = tuple(
        replace(
            s,
            sentence_id=sentence.sentence_id,
            signal_id=content_id("signal", sentence.sentence_id, s.type, s.char_start, s.char_end, s.method),
        )
        for s in found.framing
    )
    return Statement(
        sentence=sentence,
        article=article,
        origin=origin,
        figures=figures,
        attributions=voiced,
        attitudes=tuple(a for a in named if not a.voiced),
        framing=signals,
        parse=found.parse,
        stance=stance_of(sentence.text, attributions=voiced, framing=signals),
    )


def _speaker(figure: Figure, attributions: Sequence[Attribution]) -> str | None:
    holding = [
        a for a in attributions if a.content_start <= figure.char_start and figure.char_end <= a.content_end
    ]
    if not holding:
        return None
    return min(holding, key=lambda a: (a.content_end - a.content_start, a.attribution_id)).attribution_id


def _keep(result: Compared, coverage: StoryCoverage, claims: Iterable[Claim]) -> None:
    """Adds a story's signals, lifted to the article's offsets, and the stance of each claim's sentences."""
    for article in coverage.articles:
        for key in coverage.by_article[article.article_id]:
            _keep_signals(result, coverage.statements[key])
    for claim in claims:
        result.claim_sentences.extend(
            ClaimSentence(claim_id=claim.claim_id, sentence_id=s, stance=coverage.statements[s].stance)
            for s in claim.sentence_ids
            if s in coverage.statements
        )


def _keep_signals(result: Compared, statement: Statement) -> None:
    base = statement.sentence.char_start
    result.figures.extend(lift_figure(f, base) for f in statement.figures)
    told = (*statement.attributions, *statement.attitudes)
    result.attributions.extend(lift_attribution(a, base) for a in told)
    result.framing.extend(lift_signal(s, base) for s in statement.framing)


def lift_figure(figure: Figure, base: int) -> Figure:
    """A figure with offsets into the text that its sentence begins at `base` of."""
    return replace(figure, char_start=figure.char_start + base, char_end=figure.char_end + base)


def lift_signal(signal: FramingSignal, base: int) -> FramingSignal:
    """A framing signal with offsets into the text that its sentence begins at `base` of."""
    return replace(signal, char_start=signal.char_start + base, char_end=signal.char_end + base)


def lift_attribution(found: Attribution, base: int) -> Attribution:
    """An attribution with offsets into the text that its sentence begins at `base` of."""

    def lifted(offset: int | None) -> int | None:
        return None if offset is None else offset + base

    return replace(
        found,
        source_start=lifted(found.source_start),
        source_end=lifted(found.source_end),
        cue_start=lifted(found.cue_start),
        cue_end=lifted(found.cue_end),
        content_start=found.content_start + base,
        content_end=found.content_end + base,
    )
