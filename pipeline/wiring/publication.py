"""The last tasks: store a window in the warehouse, publish the copy and the report, and keep house."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from pipeline import queries
from pipeline.adapters import warehouse
from pipeline.adapters.verdicts import VerdictStore, read_curves
from pipeline.model import (
    Article,
    Attribution,
    ClaimSentence,
    Divergence,
    Figure,
    FramingSignal,
    OutletStatus,
    StoryChange,
    Window,
)
from pipeline.report.status import NightStatus
from pipeline.stages import publish
from pipeline.wiring.adapters import now, outlets, settings, versions
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
        changes=group.read("changes", StoryChange),
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
        publish_copy()
    compared = Shard(window, "group").path("articles").exists()
    night = _night(window, failure) if compared or failure else stored_night(window)
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


def publish_copy() -> None:
    """Swaps the published copy in: the warehouse with the verdicts that stand."""
    verdicts = VerdictStore(settings().verdicts).standing()
    curves = read_curves(settings().calibration)
    publish.publish_database(settings().warehouse, settings().published, verdicts, curves)


def _night(window: Window, failure: str | None) -> NightStatus:
    fetched = [f.fetched_at for f in window_fetches(window) if f.outcome in ("ok", "not_modified")]
    articles = 0
    if failure is None:
        articles = sum(map(window.saw, Shard(window, "group").read("articles", Article)))
    return publish.night_status(
        window_statuses(window),
        articles=articles,
        data_as_of=max(fetched, default=None),
        now=min(now(), window.end),
        stale_after=timedelta(hours=settings().stale_after_hours),
        partial_below=settings().partial_below,
        failure=failure,
    )


def stored_night(window: Window) -> NightStatus:
    """How a past night went, from what the published copy keeps of it."""
    with warehouse.connect(settings().published, read_only=True) as db:
        statuses = [
            OutletStatus(outlet=o, status=s, candidates=c, articles=a, reason=r)
            for o, s, c, a, r in db.execute(
                queries.load("queries/store/night_statuses"), {"run_date": window.run_date}
            ).fetchall()
        ]
        found = db.execute(
            queries.load("queries/store/night_totals"), {"run_date": window.run_date}
        ).fetchone()
    articles, newest = found or (0, None)
    return publish.night_status(
        statuses,
        articles=articles,
        data_as_of=newest,
        now=min(now(), window.end),
        stale_after=timedelta(hours=settings().stale_after_hours),
        partial_below=settings().partial_below,
    )
