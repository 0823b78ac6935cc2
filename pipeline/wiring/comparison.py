"""The comparison's tasks: group, align, compare. Each is skipped when nothing that it rests on changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pipeline import tables
from pipeline.console import ConsoleProgress, log_event
from pipeline.errors import StageError
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
    Sentence,
    Story,
    StoryChange,
    SyndicationGroup,
    Window,
)
from pipeline.stages import handover
from pipeline.wiring.adapters import (
    code_hash,
    encoder,
    outlets,
    owner_of,
    pair_model,
    parser,
    sentence_encoder,
    settings,
    spreader,
    wording,
)
from pipeline.wiring.collection import window_articles

if TYPE_CHECKING:
    from pipeline.stages.align import Aligned
    from pipeline.stages.compare import StoriesAligned
    from pipeline.stages.group import Grouped
    from pipeline.stages.running import Running

R = TypeVar("R")
Told = dict[str, Any]

_RUNNING = ("running", "running_articles")  # what the next window goes on from


@dataclass(frozen=True, slots=True)
class Shard:
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

    def hash(self, name: str) -> str:
        return handover.file_hash(self.path(name))

    def fresh(self, name: str, inputs: str) -> bool:
        return handover.is_fresh(self.path(name), inputs, code_hash())


def group(window: Window) -> Told:
    """Finds copies and stories among the window's articles and those of the stories still open before it."""
    from pipeline.stages import running as stage

    shard, articles = Shard(window, "group"), window_articles(window)
    earlier = earlier_group(window)
    inputs = handover.hash_of(_inputs(articles), *(earlier.hash(n) for n in _RUNNING if earlier))
    if not shard.fresh("running", inputs):
        night = stage.run(
            window,
            articles,
            read_running(earlier) if earlier else stage.Running(),
            encoder(),
            settings().comparison,
            settings().models.languages,
            owner_of(),
        )
        shard.write("articles", Article, night.articles, inputs)
        shard.write("copies", SyndicationGroup, night.grouped.syndication, inputs)
        shard.write("stories", Story, night.grouped.stories, inputs)
        shard.write("changes", StoryChange, night.changes, inputs)
        shard.write("running_articles", Article, night.running.articles, inputs)
        shard.write("running", Story, night.running.stories, inputs)
    return {
        "stories": str(shard.path("stories")),
        "articles": sum(window.saw(a) for a in articles),
        "found": len(shard.read("stories", Story)),
        "open": len(shard.read("running", Story)),
    }


def earlier_group(window: Window) -> Shard | None:
    """What the nearest window before this one left to go on from; None where there is none."""
    for key in handover.earlier_windows(settings().runs, window):
        found = handover.window_of(key)
        if found and found.end <= window.start and Shard(found, "group").path("running").exists():
            return Shard(found, "group")
    return None


def read_running(shard: Shard) -> Running:
    """The stories that were open after a window; none, and a line that says so, where another version wrote them."""
    from pipeline.stages.running import Running

    try:
        return Running(stories=shard.read("running", Story), articles=shard.read("running_articles", Article))
    except StageError as error:
        log_event("stories_not_continued", window=shard.window.key, reason=str(error))
        return Running()


def align(window: Window) -> Told:
    """Splits the articles into sentences and aligns those of each story."""
    from pipeline.stages import align as stage

    shard, grouped = Shard(window, "align"), Shard(window, "group")
    inputs = handover.file_hash(grouped.path("stories"))
    if not shard.fresh("nearest", inputs):
        articles = _with_zone(grouped.read("articles", Article))
        progress = ConsoleProgress("articles aligned", len(articles))
        found = stage.run(
            articles,
            read_grouped(window, articles),
            sentence_encoder(),
            settings().comparison,
            settings().models.languages,
            progress,
            spreader(),
        )
        progress.close()
        shard.write("sentences", Sentence, found.sentences, inputs)
        shard.write("alignments", Alignment, found.alignments, inputs)
        shard.write("claims", Claim, found.claims, inputs)
        log_event("embedded", sentences=found.embedded, of=len(found.sentences))
        nearest = (Nearest(sentence_id=s, article_id=a, similarity=v) for (s, a), v in found.nearest.items())
        shard.write("nearest", Nearest, sorted(nearest, key=lambda n: (n.sentence_id, n.article_id)), inputs)
    return {
        "alignments": str(shard.path("alignments")),
        "sentences": len(shard.read("sentences", Sentence)),
        "aligned": len(shard.read("alignments", Alignment)),
    }


def compare(window: Window) -> Told:
    """Reads every sentence and judges every story."""
    from pipeline.registry import installed, load_finders, load_judges
    from pipeline.stages import compare as stage

    shard, aligned = Shard(window, "compare"), Shard(window, "align")
    inputs = handover.hash_of(
        installed(),
        wording().revision,
        pair_model().revision,
        *(handover.file_hash(aligned.path(n)) for n in ("sentences", "alignments", "claims", "nearest")),
    )
    told: Told = {}
    if not shard.fresh("divergences", inputs):
        articles = _with_zone(Shard(window, "group").read("articles", Article))
        grouped = read_grouped(window, articles)
        progress = ConsoleProgress("stories judged", len(grouped.stories))
        found = stage.run(
            articles,
            stories_aligned(read_aligned(window), grouped),
            finders=load_finders(settings().comparison),
            judges=load_judges(),
            parser=parser(),
            languages=settings().models.languages,
            progress=progress,
            wording=wording(),
            pair_model=pair_model(),
            window=window,
            spread=spreader(),
        )
        progress.close()
        log_event("read_and_judged", **dict(found.account.told()))
        told = {"parsed": found.account.parsed, "failures": len(found.account.failures)}
        shard.write("figures", Figure, found.figures, inputs)
        shard.write("attributions", Attribution, found.attributions, inputs)
        shard.write("framing", FramingSignal, found.framing, inputs)
        shard.write("claim_sentences", ClaimSentence, found.claim_sentences, inputs)
        shard.write("divergences", Divergence, found.divergences, inputs)
    return {
        "divergences": str(shard.path("divergences")),
        "found": len(shard.read("divergences", Divergence)),
        **told,
    }


def stories_aligned(aligned: Aligned, grouped: Grouped) -> StoriesAligned:
    """What compare needs of the stages before it."""
    from pipeline.stages.compare import StoriesAligned

    return StoriesAligned(
        sentences=aligned.sentences,
        stories=grouped.stories,
        origins=grouped.origins,
        alignments=aligned.alignments,
        claims=aligned.claims,
        nearest=aligned.nearest,
    )


def read_grouped(window: Window, articles: Sequence[Article]) -> Grouped:
    from pipeline.core.stories import origins_of
    from pipeline.stages.group import Grouped

    shard = Shard(window, "group")
    copies = tuple(shard.read("copies", SyndicationGroup))
    return Grouped(
        syndication=copies,
        stories=tuple(shard.read("stories", Story)),
        origins=origins_of(articles, copies, owner_of()),
    )


def read_aligned(window: Window) -> Aligned:
    from pipeline.stages.align import Aligned

    shard = Shard(window, "align")
    return Aligned(
        sentences=tuple(shard.read("sentences", Sentence)),
        alignments=tuple(shard.read("alignments", Alignment)),
        claims=tuple(shard.read("claims", Claim)),
        nearest={(n.sentence_id, n.article_id): n.similarity for n in shard.read("nearest", Nearest)},
        embedded=0,  # told when it was counted
    )


def _inputs(articles: Sequence[Article]) -> str:
    """What a comparison rests on: the articles' versions, the models, the settings and the outlets file."""
    return handover.hash_of(
        tuple((a.article_id, a.content_hash, a.version, a.access, str(a.published_at)) for a in articles),
        encoder().revision,
        sentence_encoder().revision,
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
