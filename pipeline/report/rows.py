"""What the report reads from the published views: one record type a statement in sql/report/."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    run_id: str
    run_date: date
    window_start: datetime | None
    window_end: datetime | None
    finished_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountsRow:
    articles: int
    stories: int
    newest_fetch: datetime | None
    newest_article: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletRow:
    outlet: str
    name: str | None
    owner: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletFacts:
    outlet: str
    name: str | None
    homepage: str | None
    country: str | None
    language: str | None
    leaning: str | None
    leaning_source: str | None
    owner: str | None
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRow:
    outlet: str
    measure: str
    window_start: date
    window_end: date
    numerator: int
    denominator: int
    rate: float | None  # none below 20 cases
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRow:
    outlet: str
    feed_url: str
    last_success_at: datetime | None
    consecutive_failures: int
    next_try_at: datetime | None
    last_outcome: str | None
    entries_last: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRow:
    story_id: str
    title: str
    first_published_at: datetime | None
    last_published_at: datetime | None
    article_count: int
    outlet_count: int
    origin_count: int
    status: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow:
    story_id: str
    article_id: str
    version: int
    outlet: str
    outlet_name: str
    owner: str | None
    url: str
    title: str
    text: str
    byline: str | None
    published_at: datetime | None
    modified_at: datetime | None
    fetched_at: datetime | None
    word_count: int | None
    access: str | None
    syndication_id: str | None
    is_copy: bool
    archive_file: str | None
    archive_offset: int | None

    @property
    def known_at(self) -> datetime | None:
        """When the text was current, as far as is known."""
        return self.modified_at or self.published_at or self.fetched_at

    @property
    def known_by(self) -> str:
        """What `known_at` is the time of: `updated`, `published`, or merely `read`."""
        if self.modified_at and self.modified_at != self.published_at:
            return "updated"
        return "published" if self.published_at else "read"

    @property
    def read_whole(self) -> bool:
        """Whether what the article leaves out may be spoken of."""
        return self.access in {"full", None}


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    story_id: str
    article_id: str
    version: int
    title: str
    text: str
    fetched_at: datetime | None
    quoted: bool  # by a divergence


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceRow:
    story_id: str
    sentence_id: str
    article_id: str
    version: int
    position: int
    section: str
    char_start: int
    char_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    story_id: str
    claim_id: str
    text: str
    sentence_count: int
    outlet_count: int
    origin_count: int
    sentence_id: str
    stance: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    story_id: str
    figure_id: str
    sentence_id: str
    char_start: int
    char_end: int
    text: str
    kind: str
    value_low: float | None
    value_high: float | None
    low_open: bool
    high_open: bool
    unit: str | None
    precision: str | None
    approximator: str | None
    referent: str | None
    as_of: datetime | None
    as_of_basis: str | None
    source: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationRow:
    story_id: str
    attribution_id: str
    sentence_id: str
    source: str
    source_text: str | None
    cue: str | None
    quote_type: str
    content_start: int
    content_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WordRow:
    story_id: str
    signal_id: str
    sentence_id: str
    char_start: int
    char_end: int
    type: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DivergenceRow:
    story_id: str
    divergence_id: str
    claim_id: str | None
    scope: str
    kind: str
    subtype: str
    severity: float
    confidence: float
    explained_by: str | None
    summary: str
    verdict: str | None  # the reviewers' last one that still holds
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    story_id: str
    divergence_id: str
    side: int
    outlet: str
    article_id: str
    version: int
    sentence_id: str | None
    char_start: int | None
    char_end: int | None
    quote: str | None
    value: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryData:
    """Everything read of one story, in the statements' order."""

    story: StoryRow
    articles: tuple[ArticleRow, ...] = ()
    versions: tuple[VersionRow, ...] = ()
    sentences: tuple[SentenceRow, ...] = ()
    claims: tuple[ClaimRow, ...] = ()
    figures: tuple[FigureRow, ...] = ()
    quotations: tuple[QuotationRow, ...] = ()
    words: tuple[WordRow, ...] = ()
    divergences: tuple[DivergenceRow, ...] = ()
    evidence: tuple[EvidenceRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportData:
    """Everything that a report is made of."""

    runs: tuple[RunRow, ...] = ()
    counts: CountsRow | None = None
    outlets: tuple[OutletRow, ...] = ()
    stories: tuple[StoryData, ...] = ()
    facts: tuple[OutletFacts, ...] = ()
    measures: tuple[MeasureRow, ...] = ()
    feeds: tuple[FeedRow, ...] = ()
