"""Statements longer than a line live under sql/, one a file, and are loaded by name from here."""

from __future__ import annotations

import re
from functools import cache

from pipeline.errors import WarehouseError
from pipeline.settings import ROOT

FOLDER = ROOT / "sql"
_NAME = re.compile(r"[a-z0-9_]+(/[a-z0-9_]+)*")


@cache
def load(name: str) -> str:
    """The statement in `sql/<name>.sql`, e.g. `load("report/articles")`, its header comment included.

    Raises WarehouseError when there is no such statement.
    """
    file = FOLDER / f"{name}.sql"
    if not _NAME.fullmatch(name) or not file.is_file():
        raise WarehouseError(f"{file}: no such statement; `queries.names()` lists those that there are")
    return file.read_text(encoding="utf-8")


def names(folder: str = "") -> list[str]:
    """Names of all statements below `sql/<folder>`, sorted: migrations sort in the order of their numbers."""
    return sorted(
        file.relative_to(FOLDER).with_suffix("").as_posix() for file in (FOLDER / folder).rglob("*.sql")
    )
