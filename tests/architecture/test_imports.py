"""Imports go downward only, and starting up loads nothing heavy."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {"torch", "duckdb", "trafilatura", "spacy", "sklearn", "pyarrow", "httpx", "sentence_transformers"}


def test_import_contracts_hold() -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("module", ["pipeline", "pipeline.cli"])
def test_start_up_loads_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}; print(*sorted({HEAVY!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_every_public_module_says_what_it_is_for() -> None:
    silent = [
        str(file.relative_to(ROOT))
        for file in sorted((ROOT / "pipeline").rglob("*.py"))
        if file.read_text(encoding="utf-8").strip()
        and not ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))
    ]
    assert silent == []


def test_every_statement_names_its_grain() -> None:
    files = sorted((ROOT / "sql").rglob("*.sql"))
    assert files
    without = [
        str(f.relative_to(ROOT))
        for f in files
        if "grain" not in f.read_text("utf-8").split("\n", 1)[0].lower()
    ]
    assert without == []


def test_no_module_is_a_drawer_of_oddments() -> None:
    names = {f.stem for f in (ROOT / "pipeline").rglob("*.py")}
    assert not names & {"utils", "util", "common", "misc", "helpers"}
