"""Weekly: checkpoint and compact the warehouse, delete what the settings no longer keep, verify the rest."""

import os
from datetime import UTC, datetime, timedelta

from airflow.sdk import DAG, CronDataIntervalTimetable, task

BY_THE_CLOCK = os.environ.get("PARALLAX_SCHEDULE") != "off"


@task(pool="warehouse", execution_timeout=timedelta(hours=2))
def upkeep():
    from pipeline import wiring

    return wiring.upkeep()


with DAG(
    "upkeep",
    schedule=CronDataIntervalTimetable("30 4 * * 0", timezone="UTC") if BY_THE_CLOCK else None,
    start_date=datetime(2026, 1, 1, tzinfo=UTC),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=5),
    default_args={"retries": 1, "retry_delay": timedelta(minutes=10)},
    tags=["parallax"],
    doc_md=__doc__,
):
    upkeep()
