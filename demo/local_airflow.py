"""A real Airflow, started and stopped with the demo: scheduler, DAG processor, API server.

It is asked through its API, as anyone else would. The triggerer is left out: nothing here is deferred.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx
import psutil

ENDED = frozenset({"success", "failed", "skipped", "upstream_failed", "removed"})
COMPONENTS: Mapping[str, tuple[str, ...]] = {
    "api-server": ("api-server",),
    "scheduler": ("scheduler", "--skip-serve-logs"),
    "dag-processor": ("dag-processor",),
}
_MARK = "PARALLAX_DEMO_AIRFLOW"  # in the environment of every process that belongs to one Airflow
_GRACE = 20.0  # seconds for a component to stop by itself


class AirflowError(Exception):
    """Airflow did not start, ended by itself, refused a request, or took too long."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskState:
    """How a task of a run is doing."""

    task_id: str
    map_index: int
    name: str
    state: str
    seconds: float
    try_number: int


class Airflow:
    """Airflow's components in sessions of their own, from `with` to its end.

    `environment` names AIRFLOW_HOME and AIRFLOW_CONFIG; its database is migrated. `deadline` is in the time
    of `time.monotonic()`; everything that waits raises AirflowError when it has passed.
    """

    def __init__(self, environment: Mapping[str, str], *, logs: Path, deadline: float) -> None:
        port = _free_port()
        self.url = f"http://127.0.0.1:{port}"
        self._home = Path(environment["AIRFLOW_HOME"])
        self._logs = logs
        self._deadline = deadline
        self._processes: dict[str, subprocess.Popen[bytes]] = {}  # each leads a session of its own
        self._client = httpx.Client(base_url=self.url, timeout=10, trust_env=False)
        self._environment = {
            **environment,
            _MARK: str(self._home),
            "AIRFLOW__API__PORT": str(port),
            "AIRFLOW__API__BASE_URL": self.url,
            "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{self.url}/execution/",
            # What watches over a task sleeps this long before it sees that the task has ended.
            "AIRFLOW__WORKERS__MIN_HEARTBEAT_INTERVAL": "1",
            # A new DAG file is looked for once; none comes while this runs.
            "AIRFLOW__DAG_PROCESSOR__MIN_FILE_PROCESS_INTERVAL": "600",
        }

    def __enter__(self) -> Self:
        self._logs.mkdir(parents=True, exist_ok=True)
        try:
            for name, command in COMPONENTS.items():
                with (self._logs / f"demo-{name}.log").open("wb") as log:
                    self._processes[name] = subprocess.Popen(
                        [Path(sys.executable).with_name("airflow"), *command],
                        env=self._environment,
                        stdin=subprocess.DEVNULL,
                        stdout=log,
                        stderr=subprocess.STDOUT,
                        start_new_session=True,
                    )
            self.until("Airflow to be healthy", self._is_healthy)
            self._log_in()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Stop every component and wait for it and its children; what does not go by itself is killed."""
        # The scheduler first: while it hands back its work the API must still answer.
        for name in ("scheduler", "dag-processor", "api-server"):
            if (process := self._processes.get(name)) and process.poll() is None:
                process.send_signal(signal.SIGINT)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(_GRACE)
        kill_processes_of(self._home, self.sessions)
        for process in self._processes.values():
            process.wait()
        self._client.close()

    @property
    def sessions(self) -> frozenset[int]:
        """The sessions of the components that were started, with all their children."""
        return frozenset(process.pid for process in self._processes.values())

    def trigger(self, dag_id: str, conf: Mapping[str, str] | None = None) -> str:
        """Start a run without a logical date; returns its id."""
        run = self.ask("POST", f"dags/{dag_id}/dagRuns", {"logical_date": None, "conf": dict(conf or {})})
        return str(run["dag_run_id"])

    def unpause(self, *dag_ids: str) -> None:
        """Let the DAGs run, once they are parsed."""
        for dag_id in dag_ids:
            self.until(f"the DAG {dag_id}", partial(self._knows, dag_id))
            self.ask("PATCH", f"dags/{dag_id}", {"is_paused": False})

    def run_state(self, dag_id: str, run_id: str) -> str:
        return str(self.ask("GET", f"dags/{dag_id}/dagRuns/{run_id}")["state"])

    def tasks(self, dag_id: str, run_id: str) -> list[TaskState]:
        """The run's task instances, in the order in which they ended."""
        found = self.ask("GET", f"dags/{dag_id}/dagRuns/{run_id}/taskInstances?limit=100")["task_instances"]
        found.sort(key=lambda task: (task["end_date"] or "9", task["task_id"], task["map_index"]))
        return [
            TaskState(
                task_id=task["task_id"],
                map_index=task["map_index"],
                name=" ".join(filter(None, (task["task_id"], task["rendered_map_index"]))),
                state=task["state"] or "none",
                seconds=task["duration"] or 0.0,
                try_number=task["try_number"],
            )
            for task in found
        ]

    def run_started_by(self, dag_id: str, source_dag: str, source_run: str) -> tuple[str, str]:
        """The run of `dag_id` that an asset event of `source_run` started: (run id, run type)."""
        found: list[tuple[str, str]] = []

        def look() -> bool:
            for run in self.ask("GET", f"dags/{dag_id}/dagRuns?limit=20&order_by=-id")["dag_runs"]:
                if run["start_date"] is None:  # Airflow's API cannot show the events of a run that is queued
                    continue
                path = f"dags/{dag_id}/dagRuns/{run['dag_run_id']}/upstreamAssetEvents"
                for event in self.ask("GET", path)["asset_events"]:
                    if (event["source_dag_id"], event["source_run_id"]) == (source_dag, source_run):
                        found.append((run["dag_run_id"], run["run_type"]))
                        return True
            return False

        self.until(f"{source_dag} to start {dag_id} through its asset", look)
        return found[0]

    def task_log(self, dag_id: str, run_id: str, task: TaskState, lines: int = 30) -> tuple[Path, str]:
        """(path, last lines) of a task's log, as text."""
        folder = self._home / "logs" / f"dag_id={dag_id}" / f"run_id={run_id}" / f"task_id={task.task_id}"
        if task.map_index >= 0:
            folder /= f"map_index={task.map_index}"
        path = folder / f"attempt={task.try_number}.log"
        if not path.exists():
            return path, "(it wrote none)"
        with path.open(encoding="utf-8", errors="replace") as log:
            return path, "\n".join([text for line in log for text in _readable(line)][-lines:])

    def pause(self, seconds: float = 0.3) -> None:
        """Sleep, unless a component has ended or the deadline has passed."""
        for name, process in self._processes.items():
            if (code := process.poll()) is not None:
                log = self._logs / f"demo-{name}.log"
                tail = "\n".join(log.read_text(errors="replace").splitlines()[-20:])
                raise AirflowError(f"Airflow's {name} ended by itself with {code}; the end of {log}:\n{tail}")
        if time.monotonic() > self._deadline:
            raise AirflowError(f"it took too long; see the logs in {self._logs} and {self._home / 'logs'}")
        time.sleep(seconds)

    def until(self, what: str, holds: Callable[[], bool]) -> None:
        """Wait until it holds."""
        while not holds():
            try:
                self.pause()
            except AirflowError as error:
                raise AirflowError(f"waiting for {what}: {error}") from None

    def _is_healthy(self) -> bool:
        try:
            told = self._client.get("/api/v2/monitor/health").json()
        except (httpx.TransportError, json.JSONDecodeError):
            return False
        return all(
            told[part]["status"] == "healthy" for part in ("metadatabase", "scheduler", "dag_processor")
        )

    def _log_in(self) -> None:
        passwords = json.loads((self._home / "secrets" / "passwords.json").read_text())
        answer = self._client.post("/auth/token", json={"username": "admin", "password": passwords["admin"]})
        if answer.is_error:
            raise AirflowError(f"Airflow refused to log in: {answer.status_code} {answer.text[:200]}")
        self._client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"

    def _knows(self, dag_id: str) -> bool:
        # The listing, since asking for one DAG that is not parsed yet is an error.
        return any(dag["dag_id"] == dag_id for dag in self.ask("GET", "dags?limit=100")["dags"])

    def ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Airflow's answer to a request of its API, version 2; raises AirflowError when it refuses."""
        try:
            answer = self._client.request(method, f"/api/v2/{path}", json=body)
        except httpx.TransportError as error:
            raise AirflowError(f"Airflow's API does not answer: {error}; see {self._logs}") from None
        if answer.is_error:
            raise AirflowError(f"Airflow refused {method} {path}: {answer.status_code} {answer.text[:300]}")
        told: dict[str, Any] = answer.json()
        return told


def _readable(line: str) -> list[str]:
    """A line of a task's log, which is JSON, as a person would want it; nothing for Airflow's own markers."""
    try:
        told = json.loads(line)
        event = str(told["event"])
    except (ValueError, KeyError, TypeError):
        return [line.rstrip()]
    text = [] if event.startswith("::") else [event]
    for error in told.get("error_detail") or ():
        text += [f"  {frame['filename']}:{frame['lineno']} in {frame['name']}" for frame in error["frames"]]
        text.append(f"{error['exc_type']}: {error['exc_value']}")
    return text


def processes_of(home: Path, sessions: Collection[int] = ()) -> list[psutil.Process]:
    """Every process that belongs to an Airflow started here with this AIRFLOW_HOME, or to one of these sessions.

    The executor's workers write their titles over what the system tells of their environment: only the session in
    which their component was started still names them.
    """
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, ProcessLookupError):
            if process.pid == os.getpid():
                continue
            if os.getsid(process.pid) in sessions or process.environ().get(_MARK) == str(home):
                found.append(process)
    return found


def kill_processes_of(home: Path, sessions: Collection[int] = ()) -> None:
    """Kill what is left of an Airflow with this AIRFLOW_HOME or in these sessions, and wait for its end."""
    left = processes_of(home, sessions)
    for process in left:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(left, timeout=10)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
