"""The one place that builds adapters from settings, and one function for each task of a night.

Tasks hand over Parquet files under `var/runs/<window>/<stage>/` and return paths and counts. A task whose
inputs and version are unchanged is skipped. DAGs and the command line call only these functions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pipeline import tables
from pipeline.model import (
    Alignment,
    Article,
    Attribution,
    Claim,
    ClaimSentence,
    Divergence,
    Figure,
    FramingSignal,
    Nearest,
    Outlet,
    Sentence,
    Story,
    SyndicationGroup,
    Window,
)
from pipeline.ports import Encoder, Parser
from pipeline.settings import Settings, load_settings
from pipeline.stages import handover

if TYPE_CHECKING:
    from pipeline.stages.align import Aligned
    from pipeline.stages.group import Grouped

R = TypeVar("R")
Told = dict[str, Any]


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process."""
    return load_settings()


def now() -> datetime:
    """The clock, in UTC: `PARALLAX_NOW` where it is set, for replays and tests."""
    import os

    from pipeline.errors import SettingsError

    fixed = os.environ.get("PARALLAX_NOW", "").strip()
    if not fixed:
        return datetime.now(UTC)
    try:
        return datetime.fromisoformat(fixed).astimezone(UTC)
    except ValueError:
        raise SettingsError(f"PARALLAX_NOW is {fixed!r}; give ISO 8601 with an offset") from None


def window_of(day: date) -> Window:
    """The window of a day of UTC."""
    start = datetime.combine(day, time(), tzinfo=UTC)
    return Window(start=start, end=start + timedelta(days=1))


def window_between(start: datetime, end: datetime) -> Window:
    """The window [start, end)."""
    return Window(start=start.astimezone(UTC), end=end.astimezone(UTC))


@lru_cache(maxsize=1)
def outlets() -> tuple[Outlet, ...]:
    """The outlets of the outlets file."""
    from pipeline.adapters.outlets import load_outlets

    return load_outlets(settings().outlets_file)


def outlet_ids() -> list[str]:
    """The ids of the outlets whose coverage is collected, sorted."""
    return sorted(o.outlet_id for o in outlets() if o.feeds)


def owner_of() -> dict[str, str]:
    """outlet_id -> owner, of the outlets that name one."""
    return {o.outlet_id: o.owner for o in outlets() if o.owner}


@lru_cache(maxsize=1)
def encoder() -> Encoder:
    """The sentence encoder of the settings."""
    from pipeline.adapters.encoder import SentenceEncoder

    return SentenceEncoder(settings().models.encoder, batch_size=settings().models.batch_size)


@lru_cache(maxsize=1)
def parser() -> Parser:
    """The parser of the settings."""
    from pipeline.adapters.parser import SpacyParser

    return SpacyParser(settings().models.parser)


def versions() -> dict[str, str]:
    """What a result rests on: hashes of the code, the models and the settings."""
    return {
        "code": code_hash(),
        "encoder": encoder().revision,
        "parser": parser().revision,
        "settings": settings().fingerprint(),
    }


@lru_cache(maxsize=1)
def code_hash() -> str:
    """A hash of every file of the package and of sql/, by name and bytes."""
    from pipeline.settings import ROOT

    files = sorted((ROOT / "pipeline").rglob("*.py")) + sorted((ROOT / "sql").rglob("*.sql"))
    return handover.hash_of(*((f.relative_to(ROOT).as_posix(), handover.file_hash(f)) for f in files))[:16]


# ---------------------------------------------------------------- comparison, a task a stage


@dataclass(frozen=True, slots=True)
class _Shard:
    """A hand-over file of a window's stage."""

    window: Window
    stage: str

    def path(self, name: str) -> Path:
        return settings().runs / self.window.key / self.stage / f"{name}.parquet"

    def write(self, name: str, record_type: type[R], rows: Iterable[R], inputs: str) -> Path:
        path = self.path(name)
        handover.write(path, tables.to_table(record_type, rows), inputs, code_hash())
        return path

    def read(self, name: str, record_type: type[R]) -> list[R]:
        return tables.from_table(record_type, handover.read(self.path(name)))

    def fresh(self, name: str, inputs: str) -> bool:
        return handover.is_fresh(self.path(name), inputs, code_hash())


def group(window: Window) -> Told:
    """Finds copies and stories among the window's articles."""
    from pipeline.stages import group as stage

    shard, articles = _Shard(window, "group"), window_articles(window)
    inputs = _inputs(articles)
    if not shard.fresh("stories", inputs):
        found = stage.run(articles, encoder(), settings().comparison, settings().models.languages, owner_of())
        shard.write("articles", Article, articles, inputs)
        shard.write("copies", SyndicationGroup, found.copies, inputs)
        shard.write("stories", Story, found.stories, inputs)
    return {
        "stories": str(shard.path("stories")),
        "articles": len(articles),
        "found": len(shard.read("stories", Story)),
    }


def align(window: Window) -> Told:
    """Splits the articles into sentences and aligns those of each story."""
    from pipeline.stages import align as stage

    shard, grouped = _Shard(window, "align"), _Shard(window, "group")
    inputs = handover.file_hash(grouped.path("stories"))
    if not shard.fresh("nearest", inputs):
        articles = _with_zone(grouped.read("articles", Article))
        found = stage.run(
            articles,
            _grouped(window, articles),
            encoder(),
            settings().comparison,
            settings().models.languages,
        )
        shard.write("sentences", Sentence, found.sentences, inputs)
        shard.write("alignments", Alignment, found.alignments, inputs)
        shard.write("claims", Claim, found.claims, inputs)
        nearest = (Nearest(sentence_id=s, article_id=a, similarity=v) for (s, a), v in found.nearest.items())
        shard.write("nearest", Nearest, sorted(nearest, key=lambda n: (n.sentence_id, n.article_id)), inputs)
    return {
        "alignments": str(shard.path("alignments")),
        "sentences": len(shard.read("sentences", Sentence)),
        "aligned": len(shard.read("alignments", Alignment)),
    }


def compare(window: Window) -> Told:
    """Reads every sentence and judges every story."""
    from pipeline.console import ConsoleProgress
    from pipeline.registry import load_finders, load_judges
    from pipeline.stages import compare as stage

    shard, aligned = _Shard(window, "compare"), _Shard(window, "align")
    inputs = handover.hash_of(
        *(handover.file_hash(aligned.path(n)) for n in ("sentences", "alignments", "nearest"))
    )
    if not shard.fresh("divergences", inputs):
        articles = _with_zone(_Shard(window, "group").read("articles", Article))
        grouped = _grouped(window, articles)
        progress = ConsoleProgress("stories judged", len(grouped.stories))
        found = stage.run(
            articles,
            _stories_aligned(_aligned(window), grouped),
            finders=load_finders(),
            judges=load_judges(),
            parser=parser(),
            languages=settings().models.languages,
            progress=progress,
        )
        progress.close()
        shard.write("figures", Figure, found.figures, inputs)
        shard.write("attributions", Attribution, found.attributions, inputs)
        shard.write("framing", FramingSignal, found.framing, inputs)
        shard.write("claim_sentences", ClaimSentence, found.claim_sentences, inputs)
        shard.write("divergences", Divergence, found.divergences, inputs)
    return {
        "divergences": str(shard.path("divergences")),
        "found": len(shard.read("divergences", Divergence)),
    }


def _stories_aligned(aligned: Aligned, grouped: Grouped) -> Any:
    from pipeline.stages.compare import StoriesAligned

    return StoriesAligned(
        sentences=aligned.sentences,
        stories=grouped.stories,
        origins=grouped.origins,
        alignments=aligned.alignments,
        claims=aligned.claims,
        nearest=aligned.nearest,
    )


def _grouped(window: Window, articles: Sequence[Article]) -> Grouped:
    from pipeline.core.stories import origins_of
    from pipeline.stages.group import Grouped

    shard = _Shard(window, "group")
    copies = tuple(shard.read("copies", SyndicationGroup))
    return Grouped(
        copies=copies,
        stories=tuple(shard.read("stories", Story)),
        origins=origins_of(articles, copies, owner_of()),
    )


def _aligned(window: Window) -> Aligned:
    from pipeline.stages.align import Aligned

    shard = _Shard(window, "align")
    return Aligned(
        sentences=tuple(shard.read("sentences", Sentence)),
        alignments=tuple(shard.read("alignments", Alignment)),
        claims=tuple(shard.read("claims", Claim)),
        nearest={(n.sentence_id, n.article_id): n.similarity for n in shard.read("nearest", Nearest)},
    )


def _inputs(articles: Sequence[Article]) -> str:
    """What a comparison rests on: the articles' versions, the models, the settings and the outlets file."""
    return handover.hash_of(
        tuple((a.article_id, a.content_hash, a.version, a.access, str(a.published_at)) for a in articles),
        encoder().revision,
        parser().revision,
        settings().fingerprint(),
        outlets(),
    )


def _with_zone(articles: Iterable[Article]) -> list[Article]:
    """Published times in the outlet's own zone, so that `on Tuesday` means a day where it was written."""
    zones: Mapping[str, str | None] = {o.outlet_id: o.timezone for o in outlets()}
    return [replace(a, published_at=_local(a.published_at, zones.get(a.outlet))) for a in articles]


def _local(moment: datetime | None, zone: str | None) -> datetime | None:
    if moment is None or not zone:
        return moment
    try:
        return moment.astimezone(ZoneInfo(zone))
    except ZoneInfoNotFoundError:
        return moment
