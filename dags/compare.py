"""Nightly: where did outlets part that wrote of one event? By hand it takes `{"date": "2026-05-31"}`."""

import os
from datetime import UTC, date, datetime, timedelta

from airflow.sdk import (
    DAG,
    Asset,
    CronDataIntervalTimetable,
    Metadata,
    Param,
    TriggerRule,
    chain,
    get_current_context,
    task,
)

BY_THE_CLOCK = os.environ.get("PARALLAX_SCHEDULE") != "off"
WAREHOUSE = Asset("parallax_warehouse")


def _window():
    """A day of UTC: the one asked for, else that in which the data interval starts, else that of the run."""
    from pipeline import wiring

    context = get_current_context()
    run = context["dag_run"]
    if asked := context["params"].get("date"):
        return wiring.window_of(date.fromisoformat(asked))
    # A run without a logical date has no data interval.
    return wiring.window_of((run.data_interval_start or run.run_after).astimezone(UTC).date())


# Backfills have a limit of runs of their own: the pool keeps their language models from filling memory.
@task(pool="models", execution_timeout=timedelta(hours=1))
def group():
    from pipeline import wiring

    return wiring.group(_window())


@task(pool="models", execution_timeout=timedelta(hours=3))
def align():
    from pipeline import wiring

    return wiring.align(_window())


@task(pool="models", execution_timeout=timedelta(hours=2))
def compare():
    from pipeline import wiring

    return wiring.compare(_window())


@task(pool="warehouse", outlets=[WAREHOUSE], execution_timeout=timedelta(hours=1))
def store():
    from pipeline import wiring

    window = _window()
    stored = wiring.store(window)
    yield Metadata(WAREHOUSE, {"start": window.start.isoformat(), "end": window.end.isoformat()})
    return stored


@task(pool="warehouse", trigger_rule=TriggerRule.ONE_FAILED, execution_timeout=timedelta(minutes=30))
def tell_failure():
    """The report of before, headed by the word that this comparison did not end."""
    from airflow.sdk.exceptions import AirflowFailException

    from pipeline import wiring

    report = wiring.publish(_window(), failure="a task of it failed; its log says why")["report"]
    # Airflow takes a run's state from its last task: this one ends a run that failed.
    raise AirflowFailException(f"the comparison did not end; {report} says so")


with DAG(
    "compare",
    # A quarter past midnight, so that the day's last collection is in.
    schedule=CronDataIntervalTimetable("15 0 * * *", timezone="UTC") if BY_THE_CLOCK else None,
    start_date=datetime(2026, 1, 1, tzinfo=UTC),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=8),
    default_args={"retries": 1, "retry_delay": timedelta(minutes=1)},
    params={"date": Param(None, type=["null", "string"], format="date", description="a day of UTC")},
    tags=["parallax"],
    doc_md=__doc__,
):
    steps = [group(), align(), compare(), store()]
    chain(*steps)
    steps >> tell_failure()
