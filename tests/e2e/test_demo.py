"""The demo's whole road: real sites, a real Airflow, the database and the report at its end."""

from __future__ import annotations

import fcntl
from pathlib import Path

import duckdb
import pytest

from demo.local_airflow import AirflowError, processes_of
from demo.run import DemoError, run_demo

pytestmark = pytest.mark.slow


def test_the_demo(tmp_path: Path) -> None:
    outcome = run_demo(tmp_path, timeout=270)
    assert outcome.publish_run_type == "asset_triggered"
    assert processes_of(tmp_path / "demo" / "airflow") == []
    assert "<html" in outcome.report.read_text(encoding="utf-8").lower()
    with duckdb.connect(str(outcome.database), read_only=True) as database:
        [(articles, outlets)] = database.execute(
            "SELECT count(*), count(DISTINCT outlet) FROM articles"
        ).fetchall()
        [(shared,)] = database.execute("SELECT count(*) FROM stories WHERE origin_count >= 2").fetchall()
        [(broken,)] = database.execute(
            "SELECT count(*) FROM divergences d WHERE NOT EXISTS"
            " (SELECT 1 FROM divergence_evidence e WHERE e.divergence_id = d.divergence_id)"
        ).fetchall()
        kinds = {kind for (kind,) in database.execute("SELECT DISTINCT kind FROM divergences").fetchall()}
        run_dates = [day for (day,) in database.execute("SELECT run_date FROM runs").fetchall()]
    assert outlets >= 6
    assert articles >= 24
    assert shared >= 4
    assert broken == 0
    assert "figure" in kinds
    assert run_dates == [outcome.run_date]


def test_a_demo_that_takes_too_long_leaves_no_process(tmp_path: Path) -> None:
    with pytest.raises(AirflowError, match="took too long"):
        run_demo(tmp_path, timeout=1)
    assert processes_of(tmp_path / "demo" / "airflow") == []


def test_a_second_demo_beside_the_first_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    folder.mkdir()
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(DemoError, match="another demo"):
            run_demo(tmp_path)
