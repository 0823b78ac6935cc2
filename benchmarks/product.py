"""Runs the product as a user does, by its command line, and reads what it wrote: views and annotations."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TAIL = 12  # lines of a failed command that are shown

Row = dict[str, Any]


class MeasuringError(Exception):
    """A command that measuring needs has failed; the message holds its last lines."""


def parallax(*arguments: str | Path) -> None:
    """`parallax …` in this environment. Raises MeasuringError when it ends non-zero."""
    command([sys.executable, "-m", "pipeline.cli", *map(str, arguments)])


def command(arguments: Sequence[str]) -> str:
    """What a command printed. Raises MeasuringError when it ends non-zero."""
    environment = os.environ | {"OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(
        arguments, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, encoding="utf-8"
    )
    if done.returncode:
        last = "\n".join((done.stderr or done.stdout).splitlines()[-TAIL:])
        raise MeasuringError(f"`{' '.join(arguments[1:4])} …` ended with {done.returncode}:\n{last}")
    return done.stdout


def compare(articles: Path, database: Path) -> None:
    """Compares coverage without a network and leaves a database with the public views."""
    parallax("compare", articles, "--database", database)


def annotate(what: str, rows: Iterable[Row], folder: Path) -> list[Row]:
    """The rows with what the product reads in them, in their order."""
    source, target = folder / f"{what}-in.jsonl", folder / f"{what}-out.jsonl"
    write_rows(source, rows)
    parallax("annotate", what, source, target)
    return read_rows(target)


def query(database: Path, statement: str) -> list[tuple[Any, ...]]:
    """The rows of a statement over the public views."""
    import duckdb

    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(statement).fetchall()


def read_rows(path: Path) -> list[Row]:
    """The objects of a JSON Lines file, gzip or plain."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def write_rows(path: Path, rows: Iterable[Row]) -> None:
    """Writes objects as JSON Lines."""
    path.write_text(
        "".join(json.dumps(row, ensure_ascii=False, default=str) + "\n" for row in rows), encoding="utf-8"
    )
