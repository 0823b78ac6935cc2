"""Which window a run works on: scheduled, backfilled, started by hand, with a logical date and without."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from airflow.sdk.exceptions import AirflowFailException

from pipeline import wiring

DAGS = Path(__file__).resolve().parents[2] / "dags"
RunTask = Callable[..., Any]


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


def loaded(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"dags_{name}", DAGS / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def run_task(monkeypatch: pytest.MonkeyPatch) -> RunTask:
    """Calls what a task calls, with the run's facts given; the task's work answers with its window's key."""
    for name in ("load", "group", "store"):
        monkeypatch.setattr(wiring, name, lambda window: window.key)
    monkeypatch.setattr(wiring, "publish", lambda window: {"status": "ok", "report": window.key})

    def run(dag_id: str, task_id: str, *, date: str | None = None, events: Any = (), **facts: Any) -> Any:
        module = loaded(dag_id)
        run_facts = {"run_type": "manual", "data_interval_start": None, "data_interval_end": None, **facts}
        context = {
            "dag_run": SimpleNamespace(**run_facts),
            "params": {"date": date},
            "triggering_asset_events": {module.WAREHOUSE: events} if dag_id == "publish" else {},
        }
        monkeypatch.setattr(module, "get_current_context", lambda: context)
        return getattr(module, task_id).function()

    return run


def test_scheduled_collection_takes_its_interval(run_task: RunTask) -> None:
    key = run_task(
        "collect",
        "load",
        run_type="scheduled",
        data_interval_start=utc(2026, 5, 31, 7),
        data_interval_end=utc(2026, 5, 31, 8),
        run_after=utc(2026, 5, 31, 8),
    )
    assert key == "20260531T070000Z-20260531T080000Z"


@pytest.mark.parametrize("start", [None, utc(2026, 5, 31, 6)])
def test_collection_by_hand_takes_its_hour(run_task: RunTask, start: datetime | None) -> None:
    end = start + timedelta(hours=1) if start else None
    key = run_task(
        "collect",
        "load",
        data_interval_start=start,
        data_interval_end=end,
        run_after=utc(2026, 5, 31, 7, 59, 59),
    )
    assert key == "20260531T070000Z-20260531T080000Z"


@pytest.mark.parametrize("run_type", ["scheduled", "backfill", "manual"])
def test_comparison_takes_the_day_in_which_its_interval_starts(run_task: RunTask, run_type: str) -> None:
    key = run_task(
        "compare",
        "group",
        run_type=run_type,
        data_interval_start=utc(2026, 2, 28, 0, 15),
        data_interval_end=utc(2026, 3, 1, 0, 15),
        run_after=utc(2026, 3, 1, 0, 15),
    )
    assert key == "20260228T000000Z-20260301T000000Z"


def test_comparison_without_logical_date_takes_the_day_of_the_run_in_utc(run_task: RunTask) -> None:
    late_in_new_york = datetime(2026, 5, 31, 21, tzinfo=timezone(timedelta(hours=-4)))
    key = run_task("compare", "group", run_after=late_in_new_york)
    assert key == "20260601T000000Z-20260602T000000Z"


def test_a_date_asked_for_wins(run_task: RunTask) -> None:
    key = run_task("compare", "group", date="2024-02-29", run_after=utc(2026, 5, 31))
    assert key == "20240229T000000Z-20240301T000000Z"


def test_what_is_stored_names_its_window_and_publication_takes_it(run_task: RunTask) -> None:
    [told] = list(run_task("compare", "store", date="2026-05-30", run_after=utc(2026, 5, 31)))
    again = SimpleNamespace(extra=told.extra)
    earlier = SimpleNamespace(
        extra={"start": "2026-05-28T00:00:00+00:00", "end": "2026-05-29T00:00:00+00:00"}
    )
    published = run_task("publish", "publish", events=[again, earlier, again], run_after=utc(2026, 6, 2))
    assert list(published) == ["20260528T000000Z-20260529T000000Z", "20260530T000000Z-20260531T000000Z"]


def test_a_night_that_is_not_whole_fails_its_publication(
    run_task: RunTask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiring, "publish", lambda window: {"status": "partial", "report": window.key})
    with pytest.raises(AirflowFailException, match="partial"):
        run_task("publish", "publish", date="2026-05-30", run_after=utc(2026, 6, 2))


@pytest.mark.parametrize(("date", "day"), [("2026-05-30", "20260530"), (None, "20260602")])
def test_publication_by_hand(run_task: RunTask, date: str | None, day: str) -> None:
    [key] = run_task("publish", "publish", date=date, run_after=utc(2026, 6, 2, 3))
    assert key.startswith(day)
