"""After each comparison: swap in the database that analysts read, and write the day's report."""

from datetime import UTC, date, datetime, timedelta

from airflow.sdk import DAG, Asset, Param, get_current_context, task

WAREHOUSE = Asset("parallax_warehouse")


def _windows():
    """Those that the stored comparisons name; by hand the day asked for, else that of the run."""
    from pipeline import wiring

    context = get_current_context()
    run = context["dag_run"]
    told = [event.extra for event in context["triggering_asset_events"][WAREHOUSE] if "start" in event.extra]
    if told:
        # Several comparisons may have ended since the last publication.
        spans = sorted({(extra["start"], extra["end"]) for extra in told})
        return [wiring.window_between(*map(datetime.fromisoformat, span)) for span in spans]
    asked = context["params"].get("date")
    return [wiring.window_of(date.fromisoformat(asked) if asked else run.run_after.astimezone(UTC).date())]


@task(pool="warehouse", execution_timeout=timedelta(hours=1))
def publish():
    from airflow.sdk.exceptions import AirflowFailException

    from pipeline import wiring

    told = {window.key: wiring.publish(window) for window in _windows()}
    # The report is there and says it too; a night that is not whole must not look well to who watches Airflow.
    lacking = [f"{key}: {night['status']}" for key, night in told.items() if night["status"] != "ok"]
    if lacking:
        raise AirflowFailException("; ".join(lacking))
    return {key: night["report"] for key, night in told.items()}


with DAG(
    "publish",
    schedule=[WAREHOUSE],
    start_date=datetime(2026, 1, 1, tzinfo=UTC),
    catchup=False,
    max_active_runs=1,
    dagrun_timeout=timedelta(hours=3),
    default_args={"retries": 2, "retry_delay": timedelta(minutes=1)},
    params={"date": Param(None, type=["null", "string"], format="date", description="a day of UTC")},
    tags=["parallax"],
    doc_md=__doc__,
):
    publish()
