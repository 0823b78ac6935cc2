"""An Airflow of the tests' own: its folder is made before anything imports airflow, which would write to home."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Imported in this process, Airflow is only asked for DAG objects; what it writes stays under var/.
os.environ["AIRFLOW_HOME"] = str(ROOT / "var" / "tests" / "airflow")
os.environ["AIRFLOW_CONFIG"] = str(ROOT / "airflow.cfg")
os.environ["PARALLAX_ROOT"] = str(ROOT)


@pytest.fixture(scope="session")
def airflow_environment(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The environment of an Airflow with secrets and a migrated, empty database, and Parallax's var beside it."""
    var = tmp_path_factory.mktemp("var")
    home = var / "airflow"
    environment = {
        **os.environ,
        "PARALLAX_ROOT": str(ROOT),
        "PARALLAX_VAR": str(var),
        "PARALLAX_AIRFLOW_HOME": str(home),
        "AIRFLOW_HOME": str(home),
        "AIRFLOW_CONFIG": str(ROOT / "airflow.cfg"),
        "PYTHONPATH": str(ROOT),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HF_HUB_OFFLINE": "1",
        "TRANSFORMERS_OFFLINE": "1",
        "OMP_NUM_THREADS": "1",
    }
    environment.pop("PARALLAX_SCHEDULE", None)
    done = subprocess.run(
        [ROOT / "run", "setup-airflow"], env=environment, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return environment
