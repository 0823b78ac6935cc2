"""Three days compared by a backfill of a real Airflow on SQLite, each published through the asset."""

from __future__ import annotations

import itertools
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from demo.local_airflow import Airflow, AirflowError, processes_of
from demo.sites import DemoSites

# Three days that lie far enough back not to be the day that the schedule itself would take up.
DAYS = [datetime.now(UTC).date() - timedelta(days=back) for back in (5, 4, 3)]
COVERAGE = (("common-voice", "daily-flare"), ("dunmere-post", "kna"), ("ilven-chronicle", "mercantile"))

# What the hourly collection does, at the moment that PARALLAX_NOW names.
COLLECT = """
import sys
from datetime import timedelta
from pipeline import wiring

hour = wiring.now().replace(minute=0, second=0, microsecond=0)
window = wiring.window_between(hour, hour + timedelta(hours=1))
for outlet_id in sys.argv[1:]:
    wiring.collect_outlet(outlet_id, window)
wiring.load(window)
"""


@pytest.fixture
def collected(airflow_environment: Mapping[str, str], tmp_path: Path) -> Iterator[Mapping[str, str]]:
    """Two outlets' coverage, fetched on each of the three days."""
    settings = tmp_path / "settings.toml"
    with DemoSites() as sites:
        settings.write_text(
            '[paths]\noutlets = "demo/outlets.toml"\n[web]\ndelay_seconds = 0\nmax_age_days = 0\n'
            f'connect_to = {{ "*.example" = "127.0.0.1:{sites.port}" }}\n'
        )
        environment = {**airflow_environment, "PARALLAX_SETTINGS": str(settings)}
        for day, outlets in zip(DAYS, COVERAGE, strict=True):
            done = subprocess.run(
                [sys.executable, "-c", COLLECT, *outlets],
                env={**environment, "PARALLAX_NOW": f"{day}T09:30:00+00:00"},
                check=False,
                capture_output=True,
                text=True,
            )
            assert done.returncode == 0, done.stderr[-3000:]
        yield environment


@pytest.mark.slow
def test_three_windows(collected: Mapping[str, str]) -> None:
    var, home = Path(collected["PARALLAX_VAR"]), Path(collected["AIRFLOW_HOME"])
    with Airflow(collected, logs=var / "logs", deadline=time.monotonic() + 270) as airflow:
        airflow.unpause("compare", "publish")
        asked = {
            "dag_id": "compare",
            "from_date": f"{DAYS[0]}T00:00:00Z",
            "to_date": f"{DAYS[-1]}T23:59:00Z",
            "max_active_runs": 3,  # a backfill's own limit, whatever the DAG's is: the pools bound the work
        }
        backfill: dict[str, object] = {}

        def made() -> bool:
            try:
                backfill.update(airflow.ask("POST", "backfills", asked))
            except AirflowError as error:
                if "Database is locked" not in str(error):  # SQLite: another process wrote just now
                    raise
            return bool(backfill)

        airflow.until("the backfill", made)
        airflow.until(
            "the backfill to end", lambda: airflow.ask("GET", f"backfills/{backfill['id']}")["completed_at"]
        )
        reports = [var / "reports" / str(day) / "index.html" for day in DAYS]
        airflow.until("the reports", lambda: all(report.is_file() for report in reports))
        runs = airflow.ask("GET", "dags/compare/dagRuns?run_type=backfill")["dag_runs"]
        tasks = airflow.ask("GET", "dags/compare/dagRuns/~/taskInstances?limit=100&pool=models")

    assert [run["state"] for run in runs] == ["success"] * len(DAYS)
    spans = sorted((task["start_date"], task["end_date"]) for task in tasks["task_instances"])
    assert len(spans) >= 3 * len(DAYS)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))
    with duckdb.connect(str(var / "published" / "parallax.duckdb"), read_only=True) as database:
        rows = database.execute(
            "SELECT run_date, articles FROM runs WHERE run_date <= ? ORDER BY run_date", [DAYS[-1]]
        ).fetchall()
    assert [run_date for run_date, _ in rows] == DAYS
    assert all(articles > 0 for _, articles in rows)
    logs = [*(var / "logs").rglob("*.log"), *(home / "logs").rglob("*.log")]
    assert not [log for log in logs if "database is locked" in log.read_text(errors="replace")]
    assert processes_of(home, airflow.sessions) == []
