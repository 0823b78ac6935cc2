"""One rendering, shared by the tests that only read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.report.coverage import coverage
from tests.report.rendering import rendered


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return coverage().write(tmp_path_factory.mktemp("published") / "parallax.duckdb")


@pytest.fixture(scope="session")
def report(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports") / "2026-05-04"
    rendered(database, folder)
    return folder
