"""The DAG files: they parse without the heavy modules, and keep the limits that an unattended system needs."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

DAGS = Path(__file__).resolve().parents[2] / "dags"

DESCRIBE = """
import json, sys
from airflow.dag_processing.dagbag import DagBag

bag = DagBag(sys.argv[1])
seconds = lambda span: span.total_seconds() if span else None
print(json.dumps({
    "errors": bag.import_errors,
    "heavy": sorted({"torch", "duckdb", "trafilatura", "spacy", "pyarrow", "pipeline"} & set(sys.modules)),
    "dags": {
        dag.dag_id: {
            "timetable": type(dag.timetable).__name__,
            "catchup": dag.catchup,
            "max_active_runs": dag.max_active_runs,
            "timeout": seconds(dag.dagrun_timeout),
            "doc": dag.doc_md,
            "tags": sorted(dag.tags),
            "tasks": {
                task.task_id: {
                    "pool": task.pool,
                    "timeout": seconds(task.execution_timeout),
                    "retries": task.retries,
                    "backoff": task.retry_exponential_backoff,
                    "rule": task.trigger_rule,
                    "upstream": sorted(task.upstream_task_ids),
                }
                for task in dag.tasks
            },
        }
        for dag in bag.dags.values()
    },
}))
"""


@pytest.fixture(scope="module")
def described(airflow_environment: Mapping[str, str]) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", DESCRIBE, str(DAGS)],
        env=dict(airflow_environment),
        check=True,
        capture_output=True,
        text=True,
    )
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def test_all_parse_and_load_nothing_heavy(described: dict[str, Any]) -> None:
    assert described["errors"] == {}
    assert sorted(described["dags"]) == ["collect", "compare", "publish", "upkeep"]
    assert described["heavy"] == []


def test_files_import_only_the_sdk_at_the_top() -> None:
    for file in DAGS.glob("*.py"):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ImportFrom):
                assert node.module == "airflow.sdk" or str(node.module) in sys.stdlib_module_names, file
            elif isinstance(node, ast.Import):
                assert all(name.name in sys.stdlib_module_names for name in node.names), file


def test_every_dag_is_bounded(described: dict[str, Any]) -> None:
    for dag_id, dag in described["dags"].items():
        assert dag["catchup"] is False, dag_id
        assert dag["max_active_runs"] == 1, dag_id
        assert dag["timeout"], dag_id
        assert dag["doc"], dag_id
        assert dag["tags"] == ["parallax"], dag_id
        for task_id, task in dag["tasks"].items():
            assert task["timeout"], (dag_id, task_id)
            assert task["timeout"] <= dag["timeout"], (dag_id, task_id)
            assert task["retries"] >= 1, (dag_id, task_id)


def test_timetables_give_data_intervals(described: dict[str, Any]) -> None:
    timetables = {dag_id: dag["timetable"] for dag_id, dag in described["dags"].items()}
    assert timetables.pop("publish") == "AssetTriggeredTimetable"
    assert set(timetables.values()) == {"CronDataIntervalTimetable"}


def test_collection_is_pooled_and_backs_off(described: dict[str, Any]) -> None:
    dag = described["dags"]["collect"]
    outlet = dag["tasks"]["collect_outlet"]
    assert outlet["pool"] == "web"
    assert outlet["backoff"] >= 2
    assert dag["tasks"]["load"]["rule"] == "all_done_min_one_success"
    # Even an outlet that uses up every try leaves time for the others' articles to be loaded.
    waits = sum(min(60 * outlet["backoff"] ** n, 300) for n in range(outlet["retries"]))
    slowest = outlet["timeout"] * (1 + outlet["retries"]) + waits + dag["tasks"]["load"]["timeout"]
    assert slowest < dag["timeout"]


def test_the_warehouse_is_touched_only_through_its_pool(described: dict[str, Any]) -> None:
    pooled = {
        task_id
        for dag in described["dags"].values()
        for task_id, task in dag["tasks"].items()
        if task["pool"] == "warehouse"
    }
    assert pooled == {"store", "tell_failure", "publish", "upkeep"}
    assert {task["pool"] for task in described["dags"]["compare"]["tasks"].values()} == {
        "models",
        "warehouse",
    }
    pools = json.loads((DAGS / "pools.json").read_text(encoding="utf-8"))
    assert pools["warehouse"]["slots"] == pools["models"]["slots"] == 1
    named = {task["pool"] for dag in described["dags"].values() for task in dag["tasks"].values()}
    assert named - {"default_pool"} == set(pools)


def test_the_comparison_is_a_chain(described: dict[str, Any]) -> None:
    tasks = described["dags"]["compare"]["tasks"]
    assert {task_id: task["upstream"] for task_id, task in tasks.items()} == {
        "group": [],
        "align": ["group"],
        "compare": ["align"],
        "store": ["compare"],
        "tell_failure": ["align", "compare", "group", "store"],
    }
