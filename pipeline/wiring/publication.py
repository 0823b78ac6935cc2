"""The last tasks: store a window in the warehouse, publish the copy and the report, and keep house."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pipeline.adapters import vector_cache, warehouse
from pipeline.adapters.verdicts import VerdictStore
from pipeline.model import (
    Article,
    Attribution,
    ClaimSentence,
    Divergence,
    Figure,
    FramingSignal,
    Window,
)
from pipeline.report.status import NightStatus
from pipeline.stages import handover, publish
from pipeline.wiring.adapters import now, outlets, settings, vectors_folder, versions
from pipeline.wiring.collection import window_feeds, window_fetches, window_statuses
from pipeline.wiring.comparison import Shard, read_aligned, read_grouped


def store(window: Window) -> dict[str, Any]:
    """Writes everything that the window's tasks found into the warehouse, in one transaction."""
    started = now()
    group, compare = Shard(window, "group"), Shard(window, "compare")
    articles = group.read("articles", Article)
    grouped, aligned = read_grouped(window, articles), read_aligned(window)
    content = warehouse.WindowContent(
        window=window,
        started_at=started,
        finished_at=now(),
        versions=versions(),
        outlets=outlets(),
        articles=articles,
        copies=grouped.syndication,
        stories=grouped.stories,
        sentences=aligned.sentences,
        alignments=aligned.alignments,
        claims=aligned.claims,
        claim_sentences=compare.read("claim_sentences", ClaimSentence),
        figures=compare.read("figures", Figure),
        attributions=compare.read("attributions", Attribution),
        framing=compare.read("framing", FramingSignal),
        divergences=compare.read("divergences", Divergence),
        fetches=window_fetches(window),
        feeds=window_feeds(window),
        statuses=window_statuses(window),
    )
    counts = warehouse.write_window(settings().warehouse, content)
    return {"warehouse": str(settings().warehouse), **counts}


def publish_window(window: Window, *, failure: str | None = None) -> dict[str, Any]:
    """Swaps the published copy in and writes the window's report; `status` says how the night went.

    With `failure`, why the comparison did not end, nothing is swapped: the report shows what was published
    before, and says so.
    """
    if failure is None:
        verdicts = VerdictStore(settings().verdicts).standing()
        publish.publish_database(settings().warehouse, settings().published, verdicts)
    night = _night(window, failure)
    summary = publish.render_report(settings().published, settings().reports, window, now=now(), night=night)
    return {
        "database": str(settings().published),
        "report": str(summary.index),
        "status": night.status,
        "reasons": list(night.reasons),
        "stories": summary.stories,
        "conflicts": summary.conflicts,
        "updates": summary.updates,
    }


def _night(window: Window, failure: str | None) -> NightStatus:
    fetched = [f.fetched_at for f in window_fetches(window) if f.outcome in ("ok", "not_modified")]
    articles = 0
    if failure is None:
        articles = len(Shard(window, "group").read("articles", Article))
    return publish.night_status(
        window_statuses(window),
        articles=articles,
        data_as_of=max(fetched, default=None),
        now=min(now(), window.end),
        stale_after=timedelta(hours=settings().stale_after_hours),
        partial_below=settings().partial_below,
        failure=failure,
    )


def upkeep() -> dict[str, Any]:
    """Checks and compacts the warehouse, and deletes what retention no longer keeps.

    Raises WarehouseError when a check fails; nothing is deleted then.
    """
    kept, moment = settings().retention, now()
    told: dict[str, Any] = {}
    if settings().warehouse.exists():
        told["bytes_before"] = settings().warehouse.stat().st_size
        warehouse.verify(settings().warehouse)
        warehouse.compact(settings().warehouse)
        told["bytes_after"] = settings().warehouse.stat().st_size
    told["runs_deleted"] = _prune(settings().runs, moment - timedelta(days=kept.runs_days), _window_start)
    told["archives_deleted"] = _prune(
        settings().archive, moment - timedelta(days=kept.archive_days), _window_start
    )
    told["reports_deleted"] = _prune(
        settings().reports, moment - timedelta(days=kept.reports_days), _report_date
    )
    told["vectors_deleted"] = vector_cache.prune(
        vectors_folder(),
        before=moment.toordinal() - kept.vectors_days,
        most=settings().models.vectors_kept,
    )
    return told


def _prune(folder: Path, before: datetime, date_of: Callable[[Path], datetime | None]) -> int:
    """Deletes the folders whose date lies before; what bears no date stays."""
    gone = 0
    for child in sorted(folder.iterdir()) if folder.is_dir() else ():
        date = date_of(child)
        if date is not None and date < before:
            shutil.rmtree(child)
            gone += 1
    return gone


def _window_start(folder: Path) -> datetime | None:
    return handover.window_start(folder.name)


def _report_date(folder: Path) -> datetime | None:
    try:
        return datetime.fromisoformat(f"{folder.name}T00:00:00+00:00")
    except ValueError:
        return None
