"""What the templates are given: plain facts, already worded; no template decides anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pipeline.report.charts import Chart
from pipeline.report.passages import Passage, Piece, Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol:
    """A sign that always stands with its word."""

    key: str
    sign: str
    word: str
    meaning: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Exact words in their context, with where they come from."""

    outlet: str
    passage: Passage
    anchor: str
    url: str | None
    time: datetime | None
    time_of: str  # `published`, `updated` or `read`
    in_headline: bool
    archive: str | None = None
    copied_by: tuple[str, ...] = ()
    copy_of: str | None = None
    version: int | None = None  # of an earlier version, or where versions are set side by side
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """An article without what others carry."""

    outlet: str
    title: str
    url: str | None
    anchor: str
    time: datetime | None
    time_of: str
    read_whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One value or version, with everybody who gives it."""

    letter: str
    value: str | None
    outlets: tuple[str, ...]
    quotes: tuple[Quote, ...]
    absences: tuple[Absence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Divergence:
    """A disagreement with its sides."""

    id: str
    anchor: str
    page: str
    story_title: str
    kind: str
    kind_word: str
    subtype_word: str
    scope: str
    scope_word: str
    summary: str
    heading: str  # the summary without the outlets, where they stand beside it
    severity: float
    confidence: float
    origins: int
    score: float
    explained_by: str | None
    explanation: str | None
    is_new: bool
    sides: tuple[Side, ...]
    verdict: str | None
    dismissed: str | None  # why, where a reviewer took it off the first page
    citation: str
    statement: str

    @property
    def is_low(self) -> bool:
        return self.confidence < 0.5 and not self.dismissed

    @property
    def is_update(self) -> bool:
        return self.explained_by == "time" and not self.is_low and not self.dismissed

    @property
    def is_conflict(self) -> bool:
        return self.explained_by != "time" and not self.is_low and not self.dismissed

    @property
    def outlets(self) -> tuple[str, ...]:
        """Everybody on a side, in the order of the sides."""
        return tuple(dict.fromkeys(name for side in self.sides for name in side.outlets))

    @property
    def in_time(self) -> tuple[tuple[Side, Quote], ...]:
        """Every statement with its side, the earliest first."""
        pairs = [(side, quote) for side in self.sides for quote in side.quotes]
        return tuple(
            sorted(
                pairs,
                key=lambda p: (p[1].time is None, p[1].time.timestamp() if p[1].time else 0.0, p[0].letter),
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    outlet: str
    title: str
    url: str | None
    anchor: str
    time: datetime | None
    time_of: str
    access: str | None
    words: int | None
    copies: tuple[tuple[str, str, str | None], ...]  # outlet, anchor, url


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A symbol in a cell, and the place of the words that it stands for."""

    symbol: Symbol
    anchor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    text: str
    cells: tuple[tuple[Mark, ...], ...]  # one a column
    divergences: tuple[tuple[str, str], ...]  # anchor, and what it is called


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimTable:
    columns: tuple[tuple[str, tuple[str, ...]], ...]  # outlet, outlets with copies
    lines: tuple[ClaimLine, ...]
    legend: tuple[Symbol, ...]
    shown: int  # lines shown before the fold


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotRow:
    """What stands beside one row of a plot, cut to its width; the table beside it has the whole."""

    name: str
    value: str
    under: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """Values and intervals of one quantity, by outlet."""

    chart: Chart
    rows: tuple[PlotRow, ...]
    more: int  # lines of the table that are not drawn
    title: str
    described: str  # what it shows, for those who do not see it


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    outlet: str
    words: str
    normal: str
    source: str | None
    as_of: datetime | None
    as_of_basis: str | None
    anchor: str
    in_headline: bool
    replaced: bool  # stands in an earlier version only
    copied_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """One thing counted or measured, and what each outlet says it is."""

    title: str
    context: str | None  # the claim in words, where the title does not tell it
    kind_word: str
    lines: tuple[FigureLine, ...]
    divergences: tuple[tuple[str, str], ...]  # anchor, and what it is called
    plot: Plot | None  # only where there is a difference to see


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened to one outlet's coverage at one moment."""

    time: datetime
    outlet: str
    mark: Symbol
    title: str
    anchor: str
    copy_of: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """When each outlet published, changed or copied: as a list, and drawn."""

    events: tuple[Event, ...]
    rows: tuple[tuple[str, str], ...]  # outlet, and what is folded beneath it
    chart: Chart | None  # none where there are not two moments
    legend: tuple[Symbol, ...]
    more: int  # outlets that are not drawn
    described: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordLine:
    """What each column calls one thing: words with the anchor of their sentence."""

    target: str
    cells: tuple[tuple[tuple[str, str], ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordTable:
    columns: tuple[str, ...]
    lines: tuple[WordLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A sentence or headline before and after; None where it was put in or taken out. Marked are words that differ."""

    was: tuple[Piece, ...] | None
    becomes: tuple[Piece, ...] | None
    in_headline: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What one version of an article changed of the one before."""

    outlet: str
    title: str
    anchor: str
    url: str | None
    before: int
    after: int
    before_read: datetime | None
    after_read: datetime | None
    changes: tuple[Change, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    name: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleText:
    """An article's version in full."""

    anchor: str
    outlet: str
    time: datetime | None
    time_of: str
    url: str | None
    title: tuple[Run, ...]
    paragraphs: tuple[tuple[Run, ...], ...]
    byline: str | None
    access: str | None
    copy_of: str | None
    same_as: str | None  # the anchor of a text that is this one, word for word; then it is not printed again
    version: int | None  # of an earlier version only
    archive: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage:
    page: str
    title: str
    first: datetime | None
    last: datetime | None
    articles: int
    outlets: int
    origins: int
    headlines: tuple[Headline, ...]
    timeline: Timeline
    conflicts: tuple[Divergence, ...]
    within: tuple[Divergence, ...]
    changes: tuple[Divergence, ...]  # between versions of one article, those that time explains too
    edits: tuple[Edit, ...]
    updates: tuple[Divergence, ...]
    low: tuple[Divergence, ...]
    dismissed: tuple[Divergence, ...]
    claims: ClaimTable
    quantities: tuple[Quantity, ...]
    words: WordTable
    speakers: tuple[Speaker, ...]
    texts: tuple[ArticleText, ...]

    @property
    def divergences(self) -> tuple[Divergence, ...]:
        return (*self.conflicts, *self.within, *self.changes, *self.updates, *self.low, *self.dismissed)

    @property
    def charts(self) -> tuple[Chart, ...]:
        """Everything that is drawn on the page."""
        known = (self.timeline.chart, *(q.plot.chart for q in self.quantities if q.plot))
        return tuple(chart for chart in known if chart)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveredStory:
    """An article of an outlet, with the story that it belongs to."""

    page: str
    story: str
    title: str
    anchor: str
    time: datetime | None
    time_of: str
    others: int  # outlets that cover the story beside it


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A rate with its interval; None where there are too few cases for one."""

    name: str
    span: str
    cases: str
    rate: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    url: str
    outcome: str
    failures: int
    last_success: datetime | None
    next_try: datetime | None
    entries: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletPage:
    page: str
    outlet: str
    name: str
    facts: tuple[tuple[str, str], ...]
    homepage: str | None
    state: Symbol | None
    reason: str | None
    stories: tuple[CoveredStory, ...]
    divergences: tuple[Divergence, ...]
    more: int
    measures: tuple[Measure, ...]
    feeds: tuple[Feed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletLine:
    name: str
    page: str | None
    state: Symbol
    candidates: int
    articles: int
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """What every page says at its top."""

    date: str
    status: str
    title: str
    reasons: tuple[str, ...]
    as_of: datetime | None
    as_of_is: str  # what that is the time of
    made_at: datetime
    shows: str | None  # the date shown, when it is not the night's own


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPage:
    stories: tuple[StoryPage, ...]
    top: tuple[Divergence, ...]
    more: tuple[Divergence, ...]  # further conflicts, told in a line each
    updates: tuple[Divergence, ...]
    more_updates: int
    low: tuple[Divergence, ...]
    more_low: int
    dismissed: tuple[Divergence, ...]
    kinds: tuple[tuple[str, str], ...]  # key and word of each kind of conflict
    names: tuple[str, ...]  # outlets on a side of a conflict
    outlets: tuple[OutletLine, ...]
    conflicts: int
    articles: int
