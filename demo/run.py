"""One whole night over recorded coverage: real sites on loopback, a real Airflow, the real DAGs.

`./run demo` calls this. It serves the demo's outlets, starts Airflow with records of its own, runs `collect`
and `compare` for today, waits for the `publish` that Airflow starts by itself, and stops everything again.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from demo.local_airflow import ENDED, Airflow, AirflowError, TaskState, kill_processes_of

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_TIMEOUT = 600.0  # seconds, for all of it


class DemoError(Exception):
    """The demo could not be run to its end; the message says what failed and where to look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a demo left behind."""

    run_date: date
    report: Path
    database: Path
    publish_run_type: str  # "asset_triggered": Airflow started it, not the demo
    seconds: dict[str, float]  # of each part


def run_demo(var: Path, *, timeout: float = DEFAULT_TIMEOUT) -> Outcome:
    """Run the demo with everything written under `var`.

    Raises DemoError when a task fails, something does not start, or `timeout` seconds have passed.
    """
    folder = var / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    deadline = began + timeout
    now = datetime.now(UTC)
    today = now.date()
    with _only_one(folder), _sites() as port:
        environment = _environment(var, port, now)
        _set_up(environment)
        seconds: dict[str, float] = {}
        with Airflow(environment, logs=var / "logs", deadline=deadline) as airflow:
            _tell(f"Airflow is up: {airflow.url} (logs in {var / 'logs'})")
            airflow.unpause("collect", "compare", "publish")
            seconds["start"] = time.monotonic() - began
            collect = airflow.trigger("collect")
            seconds["collect"] = _follow(airflow, "collect", collect)
            compare = airflow.trigger("compare", {"date": today.isoformat()})
            seconds["compare"] = _follow(airflow, "compare", compare)
            publish, run_type = airflow.run_started_by("publish", "compare", compare)
            seconds["publish"] = _follow(airflow, "publish", publish)
            stopping = time.monotonic()
        seconds["stop"] = time.monotonic() - stopping
        seconds["all"] = time.monotonic() - began
    outcome = Outcome(
        run_date=today,
        report=var / "reports" / today.isoformat() / "index.html",
        database=var / "published" / "parallax.duckdb",
        publish_run_type=run_type,
        seconds=seconds,
    )
    for file in (outcome.report, outcome.database):
        if not file.is_file():
            raise DemoError(f"every task ended well, yet there is no {file}; see {var / 'logs'}")
    return outcome


@contextlib.contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    """Hold the demo's lock, so that two of them never share one Airflow."""
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise DemoError(f"another demo is running in {folder}; wait for it or end it") from None
        yield


@contextlib.contextmanager
def _sites() -> Iterator[int]:
    """The demo's outlets, served on loopback: yields the port."""
    from demo.sites import DemoSites

    with DemoSites() as sites:
        yield sites.port


def _environment(var: Path, port: int, now: datetime) -> dict[str, str]:
    """What Airflow and its tasks are told: the demo's settings, folders and nothing by the clock."""
    settings = var / "demo" / "settings.toml"
    settings.write_text(
        "# Written by every demo.\n"
        '[paths]\noutlets = "demo/outlets.toml"\n\n'
        "[web]\ndelay_seconds = 0\nmax_age_days = 0\n"
        f'connect_to = {{ "*.example" = "127.0.0.1:{port}" }}\n',
        encoding="utf-8",
    )
    home = var / "demo" / "airflow"
    told = {
        "PARALLAX_ROOT": str(ROOT),
        "PARALLAX_VAR": str(var),
        "PARALLAX_SETTINGS": str(settings),
        "PARALLAX_SCHEDULE": "off",
        "PARALLAX_AIRFLOW_HOME": str(home),
        "AIRFLOW_HOME": str(home),
        "AIRFLOW_CONFIG": str(ROOT / "airflow.cfg"),
        "PYTHONPATH": str(ROOT),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
        "HF_HUB_OFFLINE": "1",
        "TRANSFORMERS_OFFLINE": "1",
    }
    # A day that ends during the demo would fall into two reports: the clock is held until it is over.
    if (now + timedelta(seconds=DEFAULT_TIMEOUT)).date() != now.date():
        told["PARALLAX_NOW"] = now.isoformat()
    kept = {name: value for name, value in os.environ.items() if name != "PARALLAX_OUTLETS"}
    return {**kept, **told}


def _set_up(environment: dict[str, str]) -> None:
    """Airflow's records of the demo: secrets and a database without any run, at every start."""
    home = Path(environment["AIRFLOW_HOME"])
    kill_processes_of(home)  # of a demo that was killed
    shutil.rmtree(home / "logs", ignore_errors=True)
    database, empty = home / "airflow.db", home / "empty.db"
    for file in (database, Path(f"{database}-wal"), Path(f"{database}-shm")):
        file.unlink(missing_ok=True)
    if empty.exists():
        shutil.copyfile(empty, database)
    done = subprocess.run(
        [ROOT / "run", "setup-airflow"], env=environment, check=False, capture_output=True, text=True
    )
    if done.returncode:
        raise DemoError(done.stderr.strip())
    shutil.copyfile(database, f"{empty}.new")
    Path(f"{empty}.new").replace(empty)


def _follow(airflow: Airflow, dag_id: str, run_id: str) -> float:
    """Wait for a run, telling every task that ends. Returns its seconds; raises DemoError when it fails."""
    _tell(f"{dag_id}:")
    began = time.monotonic()
    told: set[tuple[str, int, str]] = set()
    while True:
        state = airflow.run_state(dag_id, run_id)
        tasks = airflow.tasks(dag_id, run_id)
        for task in tasks:
            mark = (task.task_id, task.map_index, task.state)
            if mark not in told and task.state in ENDED | {"up_for_retry"}:
                told.add(mark)
                _tell(f"  {task.name:<34} {task.state:<12} {task.seconds:5.1f} s")
        if state == "success":
            return time.monotonic() - began
        if state == "failed":
            raise DemoError(_why(airflow, dag_id, run_id, tasks))
        airflow.pause()


def _why(airflow: Airflow, dag_id: str, run_id: str, tasks: list[TaskState]) -> str:
    failed = [task for task in tasks if task.state == "failed"]
    if not failed:
        return f"{dag_id}: the run failed, though none of its tasks did; it may have taken too long"
    path, tail = airflow.task_log(dag_id, run_id, failed[0])
    return f"{dag_id}: the task {failed[0].name} failed; the end of its log ({path}):\n{tail}"


def _tell(line: str) -> None:
    print(line, flush=True)


def _summary(outcome: Outcome) -> str:
    import duckdb

    with duckdb.connect(str(outcome.database), read_only=True) as database:
        counts = database.execute(
            "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM stories),"
            " (SELECT count(*) FROM sentences), (SELECT count(*) FROM divergences)"
        ).fetchone()
        kinds = database.execute(
            "SELECT kind, count(*) FILTER (confidence >= 0.5 AND explained_by IS NULL), count(*)"
            " FROM divergences GROUP BY kind ORDER BY kind"
        ).fetchall()
    names = ("articles", "stories", "sentences", "divergences")
    lines = [
        "",
        f"{outcome.run_date}  " + "  ".join(f"{n} {c}" for n, c in zip(names, counts or (), strict=True)),
    ]
    lines += [
        f"  {kind:<14} {sure:4} shown first, {every - sure:4} explained or of low confidence"
        for kind, sure, every in kinds
    ]
    parts = ", ".join(f"{part} {seconds:.0f} s" for part, seconds in outcome.seconds.items() if part != "all")
    return "\n".join(
        [
            *lines,
            f"took {outcome.seconds['all']:.0f} s ({parts})",
            "",
            f"report    {_short(outcome.report)}",
            f"database  {_short(outcome.database)}",
        ]
    )


def _short(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="./run demo", description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--timeout", type=float, default=DEFAULT_TIMEOUT, metavar="SECONDS", help="for all of it"
    )
    asked = parser.parse_args(arguments)
    # Ended from outside, it stops Airflow just as it does at its own end.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    var = Path(os.environ.get("PARALLAX_VAR") or ROOT / "var").resolve()
    try:
        outcome = run_demo(var, timeout=asked.timeout)
    except (DemoError, AirflowError) as error:
        print(f"demo: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("demo: stopped", file=sys.stderr)
        return 130
    _tell(_summary(outcome))
    return 0


if __name__ == "__main__":
    sys.exit(main())
