"""Hourly: what did every outlet publish? One mapped task an outlet, so that one that fails stops no other."""

import os
from datetime import UTC, datetime, timedelta

from airflow.sdk import DAG, CronDataIntervalTimetable, TriggerRule, get_current_context, task

BY_THE_CLOCK = os.environ.get("PARALLAX_SCHEDULE") != "off"


def _window():
    """The run's data interval; of a run started by hand, or without an interval, the hour it is due in."""
    from pipeline import wiring

    run = get_current_context()["dag_run"]
    if run.run_type != "manual" and run.data_interval_start:
        return wiring.window_between(run.data_interval_start, run.data_interval_end)
    hour = run.run_after.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    return wiring.window_between(hour, hour + timedelta(hours=1))


@task(execution_timeout=timedelta(minutes=2))
def outlet_ids():
    from pipeline import wiring

    return wiring.outlet_ids()


@task(
    pool="web",
    execution_timeout=timedelta(minutes=12),
    retries=2,
    retry_delay=timedelta(minutes=1),
    retry_exponential_backoff=2,
    max_retry_delay=timedelta(minutes=5),
    map_index_template="{{ outlet_id }}",
)
def collect_outlet(outlet_id):
    from pipeline import wiring

    get_current_context()["outlet_id"] = outlet_id  # its name in Airflow's pages, instead of a number
    return wiring.collect_outlet(outlet_id, _window())


# Runs when some outlets failed, and says so in the report; only when all of them failed is the run a failure.
@task(trigger_rule=TriggerRule.ALL_DONE_MIN_ONE_SUCCESS, execution_timeout=timedelta(minutes=10))
def load():
    from pipeline import wiring

    return wiring.load(_window())


with DAG(
    "collect",
    schedule=CronDataIntervalTimetable("0 * * * *", timezone="UTC") if BY_THE_CLOCK else None,
    start_date=datetime(2026, 1, 1, tzinfo=UTC),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(minutes=55),
    default_args={"retries": 1, "retry_delay": timedelta(minutes=1)},
    tags=["parallax"],
    doc_md=__doc__,
):
    collect_outlet.expand(outlet_id=outlet_ids()) >> load()
