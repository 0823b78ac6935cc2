"""Outlets that fail stop no other; a comparison that breaks off is told in the report and fails."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

DAGS = Path(__file__).resolve().parents[2] / "dags"

# `dags test` in one process, so that the collection can be made to fail for chosen outlets; without retries,
# since nobody waits for a back-off here.
COLLECT = """
import json, sys
from airflow.dag_processing.dagbag import DagBag
from pipeline import wiring

failing = set(sys.argv[2:])

def collect_outlet(outlet_id, window):
    if outlet_id in failing:
        raise OSError("the site is down")
    return {"outlet": outlet_id}

wiring.outlet_ids = lambda: ["bay", "cape", "dune"]
wiring.collect_outlet = collect_outlet
wiring.load = lambda window: {"window": window.key}
dag = DagBag(sys.argv[1]).dags["collect"]
for task in dag.tasks:
    task.retries = 0
dag.get_task("collect_outlet").partial_kwargs["retries"] = 0
run = dag.test(logical_date=None)
states = {f"{t.task_id} {t.map_index}": str(t.state) for t in run.get_task_instances()}
print(json.dumps({"run": str(run.state), "tasks": states}))
"""


COMPARE = """
import json, sys
from airflow.dag_processing.dagbag import DagBag
from pipeline import wiring

told = []

def broken(window):
    raise OSError("the disk is full")

def publish(window, *, failure=None):
    told.append([window.key, failure])
    return {"report": "index.html"}

wiring.group = wiring.store = lambda window: {"window": window.key}
wiring.align = broken
wiring.publish = publish
dag = DagBag(sys.argv[1]).dags["compare"]
for task in dag.tasks:
    task.retries = 0
run = dag.test(logical_date=None, run_conf={"date": "2026-05-31"})
states = {t.task_id: str(t.state) for t in run.get_task_instances()}
print(json.dumps({"run": str(run.state), "tasks": states, "told": told}))
"""


def tried(script: str, environment: Mapping[str, str], *failing: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", script, str(DAGS), *failing],
        env=dict(environment),
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def test_one_outlet_that_fails_does_not_fail_the_run(airflow_environment: Mapping[str, str]) -> None:
    told = tried(COLLECT, airflow_environment, "cape")
    assert told["tasks"]["collect_outlet 1"] == "failed"
    assert told["tasks"]["collect_outlet 0"] == told["tasks"]["collect_outlet 2"] == "success"
    assert told["tasks"]["load -1"] == "success"
    assert told["run"] == "success"


def test_a_run_in_which_every_outlet_failed_is_a_failure(airflow_environment: Mapping[str, str]) -> None:
    told = tried(COLLECT, airflow_environment, "bay", "cape", "dune")
    assert told["tasks"]["load -1"] == "upstream_failed"
    assert told["run"] == "failed"


def test_a_comparison_that_breaks_off_is_told_in_the_report_and_fails(
    airflow_environment: Mapping[str, str],
) -> None:
    told = tried(COMPARE, airflow_environment)
    [[window, failure]] = told["told"]
    assert window == "20260531T000000Z-20260601T000000Z"
    assert failure
    assert told["tasks"]["store"] == "upstream_failed"
    assert told["run"] == "failed"
