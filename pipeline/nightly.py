"""`parallax nightly`: one day collected, compared and published in one process."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from pipeline import wiring
from pipeline.console import ConsoleProgress, log_event, print_table
from pipeline.errors import InputError, PipelineError
from pipeline.model import Window


def run(day: date | None, *, only: Sequence[str], collect: bool) -> int:
    """Runs a day's night; returns 0 when it is whole, 1 when it failed or is stale or partial.

    Only today's pages can be asked for: an earlier day is compared from what was collected then. Raises
    InputError for an outlet that the outlets file does not know, or a day that has not begun.
    """
    today = wiring.now().date()
    day = day or today
    if day > today:
        raise InputError(f"--date {day}: has not begun; today is {today} in UTC")
    chosen = [wiring.known_outlet(name).outlet_id for name in only] or wiring.outlet_ids()
    window = wiring.window_of(day)
    if collect and day == today:
        _collect(chosen, window, only)
    try:
        for task in (wiring.group, wiring.align, wiring.compare, wiring.store):
            _timed(task, window)
    except PipelineError as error:
        return _failed(window, error)
    told = wiring.publish(window)
    _show(told)
    return 0 if told["status"] == "ok" else 1


def publish(day: date | None) -> int:
    """Publishes what the warehouse holds, with the report of a day: after a back-up was restored, for one.

    Returns 0 when that night was whole, 1 when it was not.
    """
    told = wiring.publish(wiring.window_of(day or wiring.now().date()))
    _show(told)
    return 0 if told["status"] == "ok" else 1


def _collect(outlet_ids: Sequence[str], window: Window, only: Sequence[str]) -> None:
    """Collects the outlets side by side; one that fails is told in the report and stops no other."""
    progress = ConsoleProgress("outlets collected", len(outlet_ids))
    for outlet_id, told in wiring.collect_outlets(outlet_ids, window):
        if isinstance(told, Exception):
            known = isinstance(told, PipelineError | OSError)
            reason = str(told) if known else f"{type(told).__name__}: {told}"
            wiring.tell_failed(outlet_id, window, reason)
            log_event("collection_failed", outlet=outlet_id, reason=reason)
        else:
            log_event("collected", **_short(told))
        progress.advance()
    progress.close()
    log_event("loaded", **_short(wiring.load(window, only)))


def _failed(window: Window, error: PipelineError) -> int:
    """Says in the report that the night failed, above what was published before."""
    _show(wiring.publish(window, failure=str(error)))
    raise error


def _show(told: dict[str, Any]) -> None:
    print_table(
        [(key, value) for key, value in told.items() if key != "reasons"]
        + [("because", reason) for reason in told["reasons"]],
        "night",
    )


def _timed(task: Callable[[Window], dict[str, Any]], window: Window) -> None:
    began = time.monotonic()
    told = task(window)
    log_event(task.__name__, seconds=round(time.monotonic() - began, 1), **_short(told))


def _short(told: dict[str, Any]) -> dict[str, Any]:
    """Counts without paths."""
    return {k: v for k, v in told.items() if isinstance(v, int) or k in ("outlet", "status")}
