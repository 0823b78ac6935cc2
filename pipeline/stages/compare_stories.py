"""The comparison of some stories: their sentences are read, then each story is judged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from pipeline.core.stories import is_comparable, latest_versions
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
from pipeline.ports import Judge, PairModel, Parser, WordingReader
from pipeline.stages.account import Account
from pipeline.stages.compare_pairs import conflicts_by_story, with_carried
from pipeline.stages.compare_versions import Edits, find_edits, groups_of, touching
from pipeline.stages.judging import judge_story
from pipeline.stages.lifting import lift_attribution, lift_figure, lift_signal
from pipeline.stages.parsing import parse_all, worth_parsing
from pipeline.stages.reading import Finders, Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some stories with all that the stages before know of them."""

    stories: Sequence[Story]
    articles: Sequence[Article]  # every version
    sentences: Sequence[Sentence]  # of every version
    origins: Mapping[str, str]
    alignments: Sequence[Alignment]
    claims: Sequence[Claim]
    nearest: Mapping[tuple[str, str], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """All that was found, story by story; offsets of signals are lifted to the article's title or text."""

    figures: list[Figure] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    framing: list[FramingSignal] = field(default_factory=list)
    claim_sentences: list[ClaimSentence] = field(default_factory=list)
    divergences: list[Divergence] = field(default_factory=list)
    account: Account = field(default_factory=Account)

    def add(self, other: Compared) -> None:
        """Takes in what was found in further stories."""
        self.figures.extend(other.figures)
        self.attributions.extend(other.attributions)
        self.framing.extend(other.framing)
        self.claim_sentences.extend(other.claim_sentences)
        self.divergences.extend(other.divergences)
        self.account.add(other.account)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedStories:
    """What compares the stories of a piece; it can be handed to another process."""

    finders: Finders
    judges: tuple[Judge, ...]
    parser: Parser
    languages: tuple[str, ...]
    wording: WordingReader | None
    pair_model: PairModel | None
    window: Window | None

    def __call__(self, piece: Piece) -> Compared:
        result = Compared()
        read = self._read(piece, result.account)
        claims: dict[str, list[Claim]] = defaultdict(list)
        for claim in piece.claims:
            claims[claim.story_id].append(claim)
        scores: dict[str, dict[tuple[str, str], float]] = defaultdict(dict)
        for pair in piece.alignments:
            scores[pair.story_id][pair.sentence_a, pair.sentence_b] = pair.score
        for story in piece.stories:
            coverage = read.coverage(story, scores[story.story_id])
            coverage = result.account.timed(
                "pair_model", partial(with_carried, coverage, claims[story.story_id], self.pair_model)
            )
            _keep(result, coverage, claims[story.story_id])
            changed = _changed(result, coverage, read)
            found = judge_story(coverage, claims[story.story_id], self.judges, result.account, changed)
            result.divergences.extend(touching(found, read.fresh))
        return result

    def _read(self, piece: Piece, account: Account) -> _Read:
        """Parses what is worth it, and has charged words read in what can be set against another outlet's."""
        latest = {
            a.article_id: a for a in latest_versions(piece.articles) if is_comparable(a, self.languages)
        }
        sentences = _by_article(piece.sentences, latest)
        edits = find_edits(piece.articles, piece.sentences, self.languages)
        reader = Reader(self.finders, account)
        aligned = {s for pair in piece.alignments for s in (pair.sentence_a, pair.sentence_b)}
        compared = {a for story in piece.stories if story.origin_count > 1 for a in story.article_ids}
        worth = worth_parsing(sentences, latest, aligned, compared, reader) | edits.worth_parsing()
        parses = account.timed("parser", lambda: parse_all(worth, self.parser))
        rows = [
            s
            for found in sentences.values()
            for s in found
            if s.sentence_id in aligned or (s.section == "headline" and s.article_id in compared)
        ]
        account.sentences += len(piece.sentences)
        account.parsed += len(parses)
        return _Read(
            piece=piece,
            latest=latest,
            sentences=sentences,
            edits=edits,
            reader=reader,
            parses=parses,
            charged=account.timed("wording", lambda: _charged(rows, self.wording)),
            conflicts=account.timed(
                "pair_model",
                lambda: conflicts_by_story(
                    piece.alignments, piece.claims, sentences, latest, piece.origins, self.pair_model
                ),
            ),
            fresh={
                (a.article_id, a.version) for a in piece.articles if self.window is None or self.window.saw(a)
            },
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What is known of a piece's sentences before its stories are looked at one by one."""

    piece: Piece
    latest: Mapping[str, Article]
    sentences: Mapping[str, list[Sentence]]
    edits: Edits
    reader: Reader
    parses: Mapping[str, Parse]
    charged: Mapping[str, list[FramingSignal]]
    conflicts: Mapping[str, Mapping[tuple[str, str], float]]  # by story
    fresh: Collection[tuple[str, int]]  # versions that this window saw first

    def coverage(self, story: Story, scores: Mapping[tuple[str, str], float]) -> StoryCoverage:
        """The story with the statements of its articles."""
        articles = [self.latest[a] for a in sorted(story.article_ids) if a in self.latest]
        origins = {a.article_id: self.piece.origins.get(a.article_id, a.article_id) for a in articles}
        statements: dict[str, Statement] = {}
        by_article: dict[str, tuple[str, ...]] = {}
        for article in articles:
            key = article.article_id
            rows = self.sentences.get(key, [])
            statements |= self.reader.version(article, rows, self.parses, origins[key], self.charged)
            by_article[key] = tuple(s.sentence_id for s in rows)
        return StoryCoverage(
            story_id=story.story_id,
            articles=tuple(articles),
            origins=origins,
            statements=statements,
            by_article=by_article,
            scores=scores,
            nearest=self.piece.nearest,
            conflicts=self.conflicts.get(story.story_id, {}),
        )


def _by_article(sentences: Iterable[Sentence], latest: Mapping[str, Article]) -> dict[str, list[Sentence]]:
    chosen: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        article = latest.get(sentence.article_id)
        if article is not None and article.content_hash == sentence.content_hash:
            chosen[sentence.article_id].append(sentence)
    for rows in chosen.values():
        rows.sort(key=lambda s: s.position)
    return chosen


def _charged(rows: Sequence[Sentence], wording: WordingReader | None) -> dict[str, list[FramingSignal]]:
    """sentence_id -> charged words."""
    if wording is None:
        return {}
    read = wording.find([s.text for s in rows])
    return {s.sentence_id: found for s, found in zip(rows, read, strict=True)}


def _changed(result: Compared, coverage: StoryCoverage, read: _Read) -> list[AlignedGroup]:
    """The groups of a story's edits; keeps what the older versions said where this window saw them first."""
    groups: list[AlignedGroup] = []
    for article in coverage.articles:
        origin = coverage.origins[article.article_id]
        found, older = groups_of(coverage.story_id, article, read.edits, read.parses, origin, read.reader)
        groups += found
        for key in sorted(older):
            statement = older[key]
            if (article.article_id, statement.article.version) in read.fresh:
                _keep_signals(result, statement)
    return groups


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
