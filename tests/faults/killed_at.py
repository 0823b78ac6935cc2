"""Runs `parallax nightly` and kills it, with SIGKILL, at a named point: `python killed_at.py POINT`.

A point stands in the middle of a piece of work: a file half written, a transaction half done. Exits 3 when
the point was never reached.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipeline import cli
from pipeline.adapters import archive, publishing, warehouse
from pipeline.report import build
from pipeline.stages import handover

NOT_REACHED = 3
STAGES = ("discover", "extract", "load", "group", "align", "compare")
POINTS = ("discover", "archive", "extract", "load", "group", "align", "compare", "store", "publish", "report")


def die(*_: Any, **__: Any) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


def _half_written(stage: str) -> None:
    """Dies when the stage's second hand-over file (or its only one) lies half written beside its place."""
    write, seen = handover.write, []

    def broken(path: Path, *rest: Any, **options: Any) -> None:
        if path.parent.name == stage:
            seen.append(path)
            if len(seen) == 2 or stage in ("discover", "extract"):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.with_name(f".{path.name}.{os.getpid()}.open").write_bytes(b"PAR1 half")
                die()
        write(path, *rest, **options)

    handover.write = broken


def _before(owner: Any, name: str, calls: int = 1) -> None:
    real: Callable[..., Any] = getattr(owner, name)
    count = [0]

    def counted(*rest: Any, **options: Any) -> Any:
        count[0] += 1
        return die() if count[0] == calls else real(*rest, **options)

    setattr(owner, name, counted)


def _half_built() -> None:
    """Dies when the copy for analysts lies beside its place with one table of many."""

    def half(db: Any) -> None:
        db.execute("CREATE TABLE copy.main.outlets AS FROM main.outlets")
        db.execute("CHECKPOINT copy")
        die()

    publishing._copy = half


def main(point: str) -> int:
    if point in STAGES:
        _half_written(point)
    elif point == "archive":
        _before(archive.ArchiveWriter, "write", calls=4)
    elif point == "store":
        _before(warehouse, "_close_window")
    elif point == "publish":
        _half_built()
    elif point == "report":
        _before(build, "_write", calls=2)
    cli.main(["nightly"])
    return NOT_REACHED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
