"""The records of the road, from outlet to divergence: frozen, slotted, keyword-only.

Times are aware datetimes in UTC. Offsets are Unicode code points, half-open, into the title of an
article (`section == "headline"`) or its text. Nothing unknown is invented: it is None.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Literal

Section = Literal["headline", "body"]
Access = Literal["full", "partial", "blocked"]
Stance = Literal["states", "attributes", "hedges", "denies"]
Scope = Literal["cross_outlet", "within_article", "headline_body", "cross_version"]
FigureKind = Literal["count", "money", "percent", "date", "duration", "measure", "rank"]
Precision = Literal["minute", "hour", "day", "month", "year", "decade"]
Approximator = Literal[
    "exact", "more_than", "at_least", "less_than", "at_most", "nearly", "about", "between", "vague"
]
QuoteType = Literal["direct", "indirect", "mixed", "scare"]
SignalType = Literal["label", "loaded_wording", "agency", "hedge", "intensifier", "reporting_verb"]
DivergenceKind = str  # figure, claim, attribution, framing, omission, and what other packages add


# ---------------------------------------------------------------- collection


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A publisher whose coverage is compared."""

    outlet_id: str
    name: str
    homepage: str | None = None
    country: str | None = None
    language: str | None = None
    leaning: str | None = None
    leaning_source: str | None = None
    owner: str | None = None
    owner_source: str | None = None
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    timezone: str | None = None
    allow_private: bool = False
    verified: bool = False
    source: str | None = None
    take: tuple[str, ...] = ()  # CSS selectors of what holds the text of its articles, for extraction
    drop: tuple[str, ...] = ()  # CSS selectors of what is no part of it

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where the outlet announces its articles: its feeds, then its sitemaps, each once."""
        return tuple(dict.fromkeys((*self.feeds, *self.sitemaps)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A half-open span of fetch times [start, end) whose articles are compared together."""

    start: datetime
    end: datetime
    name: str = ""  # set for a file given to `parallax compare`, which is one window whatever its dates

    @property
    def key(self) -> str:
        """Names the window in paths and in the warehouse."""
        return self.name or f"{self.start:%Y%m%dT%H%M%SZ}-{self.end:%Y%m%dT%H%M%SZ}"

    def saw(self, article: Article) -> bool:
        """Whether this window is the one that a version of an article belongs to: it was fetched in it.

        Coverage that was handed in is all of its file's window.
        """
        at = article.fetched_at
        return bool(self.name) or at is None or self.start <= at < self.end

    @property
    def run_date(self) -> date:
        """The date that the report of this window carries: that of its first moment in UTC."""
        return self.start.astimezone(UTC).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A URL that a feed or sitemap named, with what was said of it there."""

    outlet: str
    url: str
    canonical_url: str
    feed_url: str  # as the outlets file has it, also where a sitemap beneath it named the URL
    also_in: tuple[str, ...] = ()  # the outlet's other feeds that name the article
    title: str | None = None
    published_at: datetime | None = None
    announced_at: datetime | None = None  # published, else updated or modified: tells old from new
    language: str | None = None
    byline: str | None = None  # dc:creator, author
    credit: str | None = None  # media:credit, dc:rights: whose work it is
    source_name: str | None = None  # RSS or Atom <source>: a hint that the text comes from elsewhere
    source_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """How a feed or sitemap has been doing."""

    outlet: str
    feed_url: str
    kind: Literal["feed", "sitemap"] = "feed"
    last_tried_at: datetime | None = None
    last_success_at: datetime | None = None
    consecutive_failures: int = 0
    next_try_at: datetime | None = None
    last_outcome: str | None = None
    last_reason: str | None = None
    entries_last: int | None = None
    etag: str | None = None  # of the last whole reading, for conditional requests
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """One request and what became of it; the body lies in the archive."""

    fetch_id: str
    outlet: str
    url: str
    final_url: str | None = None
    status: int | None = None
    outcome: str
    reason: str | None = None
    bytes: int | None = None
    fetched_at: datetime
    archive_file: str | None = None
    archive_offset: int | None = None
    etag: str | None = None  # with the two below: what a later request may ask by
    last_modified: str | None = None
    payload_digest: str | None = None  # as in the archive's WARC-Payload-Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPage:
    """A page that was asked for before: when to ask again, by what, and what the feeds said of it."""

    outlet: str
    url: str
    canonical_url: str
    feed_url: str
    title: str | None = None
    published_at: datetime | None = None
    source_name: str | None = None
    first_fetched_at: datetime
    last_fetched_at: datetime
    last_named_at: datetime  # begin of the last window in which a feed named it
    last_outcome: str
    etag: str | None = None
    last_modified: str | None = None
    payload_digest: str | None = None
    archive_file: str | None = None  # where its last body stands
    archive_offset: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletStatus:
    """How one outlet's collection went in a window."""

    outlet: str
    status: Literal["fetched", "partial", "blocked", "failed"]
    candidates: int  # articles that the outlet's feeds named
    articles: int  # of them, those whose text was read
    reason: str | None = None  # why it is not `fetched`


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One version of an article: its text at one fetch, and what is known of it."""

    article_id: str  # of the outlet and the canonical URL
    content_hash: str  # ids.text_hash(title, text): names the version
    version: int = 1  # 1 for the first text seen
    url: str
    canonical_url: str
    outlet: str
    title: str
    text: str
    byline: str | None = None
    published_at: datetime | None = None
    modified_at: datetime | None = None
    first_seen_at: datetime | None = None
    fetched_at: datetime | None = None  # None for coverage handed in without it
    date_source: str | None = None
    language: str | None = None
    word_count: int
    access: Access = "full"
    page_type: str | None = None
    source_name: str | None = None
    fetch_id: str | None = None

    @property
    def known_at(self) -> datetime | None:
        """When the text was current: modified or published as stated, else when it was fetched."""
        return self.modified_at or self.published_at or self.fetched_at


# ---------------------------------------------------------------- grouping


@dataclass(frozen=True, slots=True, kw_only=True)
class SyndicationGroup:
    """Near-duplicates of one source text. An article without copies has no group."""

    syndication_id: str
    source_article_id: str
    article_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The articles on one event."""

    story_id: str
    title: str
    article_ids: tuple[str, ...]
    first_published_at: datetime | None
    last_published_at: datetime | None
    outlet_count: int
    origin_count: int
    status: Literal["open", "closed"] = "open"
    closes_at: datetime | None = None  # when it closes unless an article comes; None for coverage handed in


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryChange:
    """A story that a night changed otherwise than by new articles."""

    story_id: str
    from_story_id: str  # what it split from, or what it took in
    change: Literal["split", "merged"]


# ---------------------------------------------------------------- sentences and what they say


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence with its exact place: `text == article.text[char_start:char_end]` (or of the title)."""

    sentence_id: str
    article_id: str
    content_hash: str
    version: int
    position: int  # 0 is the headline, the body's sentences follow
    section: Section
    text: str
    char_start: int
    char_end: int
    is_quote: bool  # wholly inside quotation marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token of a dependency parse; `head` is its head's index in the same parse (its own for a root)."""

    text: str
    lemma: str
    pos: str  # universal part of speech
    tag: str  # Penn Treebank tag
    dep: str  # ClearNLP dependency label, as spaCy's English models give
    head: int
    start: int  # code points into the sentence
    end: int
    entity: str = ""  # entity type, '' outside


@dataclass(frozen=True, slots=True, kw_only=True)
class Parse:
    """A sentence's tokens, in their order."""

    tokens: tuple[Token, ...]

    def children(self, index: int) -> tuple[int, ...]:
        """Indices of the direct dependents of a token."""
        return tuple(i for i, t in enumerate(self.tokens) if t.head == index and i != index)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number as a careful editor reads it. Offsets are into the *sentence* until a stage lifts them."""

    char_start: int
    char_end: int
    text: str
    kind: FigureKind
    value_low: float | None
    value_high: float | None
    low_open: bool = False
    high_open: bool = False
    unit: str | None = None
    precision: Precision | None = None
    approximator: Approximator = "exact"
    referent: str | None = None
    as_of: datetime | None = None
    as_of_basis: Literal["stated", "published", "fetched"] | None = None
    figure_id: str = ""
    sentence_id: str = ""
    attribution_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who is said to have said what. Offsets are into the sentence until a stage lifts them."""

    source_text: str | None
    source: str | None  # normal form; None when the sentence names nobody
    cue: str | None
    quote_type: QuoteType
    source_start: int | None
    source_end: int | None
    cue_start: int | None
    cue_end: int | None
    content_start: int
    content_end: int
    content_sentence_ids: tuple[str, ...] = ()
    voiced: bool = True  # False where nothing is said, only wanted, opposed, known or seeming
    attribution_id: str = ""
    sentence_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FramingSignal:
    """A word or construction that charges a sentence. Offsets are into the sentence until lifted."""

    char_start: int
    char_end: int
    type: SignalType
    target: str | None  # normal form of what is labelled, charged or hidden
    score: float
    method: str
    signal_id: str = ""
    sentence_id: str = ""


# ---------------------------------------------------------------- alignment


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Two sentences of two articles of a story that say the same; sentence_a < sentence_b."""

    story_id: str
    sentence_a: str
    sentence_b: str
    similarity: float
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A group of aligned sentences."""

    claim_id: str
    story_id: str
    text: str
    sentence_ids: tuple[str, ...]
    outlet_count: int
    origin_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimSentence:
    """How one sentence of a claim stands to it."""

    claim_id: str
    sentence_id: str
    stance: Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """How close any sentence of an article comes to a sentence of a claim, as a cosine."""

    sentence_id: str
    article_id: str
    similarity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A sentence with its article and everything that the finders found in it."""

    sentence: Sentence
    article: Article
    origin: str  # articles of one origin (syndication group or owner) count once
    figures: tuple[Figure, ...] = ()
    attributions: tuple[Attribution, ...] = ()  # of what is said; what is only wanted or seems stands apart
    attitudes: tuple[Attribution, ...] = ()
    framing: tuple[FramingSignal, ...] = ()
    parse: Parse | None = None
    stance: Stance = "states"

    @property
    def id(self) -> str:
        return self.sentence.sentence_id

    @property
    def text(self) -> str:
        return self.sentence.text

    @property
    def outlet(self) -> str:
        return self.article.outlet


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryCoverage:
    """A story as judges may look at it: every statement of every article, and how they align."""

    story_id: str
    articles: tuple[Article, ...]  # latest version of each, sorted by article_id
    origins: Mapping[str, str]  # article_id -> origin
    statements: Mapping[str, Statement]  # sentence_id -> statement
    by_article: Mapping[str, tuple[str, ...]]  # article_id -> sentence_ids in their order
    scores: Mapping[tuple[str, str], float]  # (smaller id, larger id) -> alignment score; aligned pairs only
    nearest: Mapping[tuple[str, str], float] = field(default_factory=dict)
    """(sentence_id, article_id) -> the highest cosine of the sentence to any sentence of that article."""
    conflicts: Mapping[tuple[str, str], float] = field(default_factory=dict)
    """(smaller id, larger id) -> probability, by the pair model, that the two cannot both hold; aligned pairs only."""
    carried: Mapping[tuple[str, str], float] = field(default_factory=dict)
    """(sentence_id, other's) -> probability, by the pair model, that the other says it too; of pairs asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedGroup:
    """What a judge is given: statements that say the same, in one scope, within their story."""

    scope: Scope
    claim_id: str | None  # None for the scopes inside one article
    statements: tuple[Statement, ...]  # sorted by article_id, then position
    story: StoryCoverage

    def score(self, a: Statement, b: Statement) -> float | None:
        """The alignment score of two statements, None where they are not aligned."""
        return self.story.scores.get((min(a.id, b.id), max(a.id, b.id)))

    def conflict(self, a: Statement, b: Statement) -> float | None:
        """How sure the pair model is that two statements cannot both hold, None where it was not asked."""
        return self.story.conflicts.get((min(a.id, b.id), max(a.id, b.id)))


@dataclass(frozen=True, slots=True, kw_only=True)
class PairVerdict:
    """What two sentences are to each other; probabilities. None where a model does not tell the relation."""

    same_claim: float
    entailment: float | None = None  # the second follows from the first
    contradiction: float | None = None
    neutral: float | None = None

    @property
    def label(self) -> str | None:
        """The likeliest relation, None where it is not told."""
        told = {
            "entailment": self.entailment,
            "contradiction": self.contradiction,
            "neutral": self.neutral,
        }
        known = {name: value for name, value in told.items() if value is not None}
        return max(known, key=lambda name: known[name]) if known else None


# ---------------------------------------------------------------- divergence


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The exact words on one side. A missing article of an omission has no sentence, offsets or quote."""

    side: int
    outlet: str
    article_id: str
    version: int
    sentence_id: str | None
    char_start: int | None  # into the title or text, as the sentence's own offsets
    char_end: int | None
    quote: str | None
    value: str | None = None  # this side's value or wording, normalised


@dataclass(frozen=True, slots=True, kw_only=True)
class Divergence:
    """A typed, evidenced disagreement on one thing, with one side for each value or version of it."""

    story_id: str
    claim_id: str | None
    scope: Scope
    kind: DivergenceKind
    subtype: str
    thing: str  # the normalised thing disagreed on: referent, proposition or target; part of the id
    severity: float
    confidence: float
    explained_by: Literal["time", "source"] | None = None
    summary: str
    evidence: tuple[Evidence, ...]
    divergence_id: str = ""
