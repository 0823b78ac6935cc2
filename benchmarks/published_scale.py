"""A published copy of thirty nights of 10,000 articles: its size, how long publishing takes, and each question.

`python -m benchmarks.published_scale FOLDER [--nights N] [--articles N]` does it by itself, and uses again what an
earlier call left in FOLDER. Asked are less than 1 s for a named question and 0.1 s for what a story's page needs.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.measurement import Measure, table
from pipeline import questions
from pipeline.adapters import published, warehouse
from pipeline.adapters.verdicts import Verdict
from pipeline.queries import load
from pipeline.stages.publish import publish_database

NAME = "published"
NIGHTS, ARTICLES = 30, 10_000
TURNS = 5
VERDICTS = 2_000
_STATEMENTS = Path(__file__).parent / "scale"
_OF_A_STORY = (
    "articles",
    "versions",
    "sentences",
    "claims",
    "figures",
    "quotations",
    "words",
    "divergences",
    "evidence",
)


def make(path: Path, *, nights: int = NIGHTS, articles: int = ARTICLES) -> None:
    """Fills a new warehouse at `path`, through its real tables, with made nights of so many new articles each."""
    statements = [file.read_text(encoding="utf-8") for file in sorted(_STATEMENTS.glob("*.sql"))]
    for night in range(nights):
        values = {
            "night": night,
            "articles": articles,
            "window": f"night-{night:03d}",
            "before": f"night-{night - 1:03d}",
        }
        with warehouse.connect(path) as db:
            for statement in statements:
                db.execute(statement, {name: v for name, v in values.items() if f"${name}" in statement})


def published_scale(shared: Path, folder: Path) -> list[Measure]:
    """Figures of a copy of the full size."""
    del shared
    return measured(folder, nights=NIGHTS, articles=ARTICLES)


def measured(folder: Path, *, nights: int, articles: int) -> list[Measure]:
    """Makes and publishes where `folder` has not got it yet, and asks: seconds, the median of five, cold and warm.

    Cold is a new connection to a file that the system has been told to forget.
    """
    source, target = folder / "warehouse.duckdb", folder / "published.duckdb"
    found: dict[str, float] = {}
    if not source.exists():
        make(source, nights=nights, articles=articles)
    if not target.exists():
        began, cpu = time.perf_counter(), time.process_time()
        publish_database(source, target, _verdicts(source))
        found["publishing, seconds"] = time.perf_counter() - began
        found["publishing, seconds of CPU"] = time.process_time() - cpu
    found["warehouse, gigabytes"] = source.stat().st_size / 2**30
    found["published, gigabytes"] = target.stat().st_size / 2**30
    for name, ask in _asked(target).items():
        cold, warm = _timed(target, ask)
        found |= {f"{name}, cold": cold, f"{name}, warm": warm}
    return [Measure(set=NAME, name=name, value=value, kind="info") for name, value in found.items()]


def _verdicts(source: Path) -> list[Verdict]:
    with warehouse.connect(source, read_only=True) as db:
        rows = db.execute(
            "SELECT divergence_id, kind, subtype, confidence FROM store.divergences ORDER BY 1 LIMIT ?",
            [VERDICTS],
        ).fetchall()
    return [
        Verdict(
            divergence_id=divergence,
            verdict=("real", "update", "scope", "extraction_error", "not_useful")[number % 5],
            note=None,
            reviewer=f"reviewer {number % 7}",
            reviewed_at=datetime(2026, 2, 4, 7, number % 60, tzinfo=UTC),
            evidence_hash="made",
            kind=kind,
            subtype=subtype,
            confidence=confidence,
        )
        for number, (divergence, kind, subtype, confidence) in enumerate(rows)
    ]


def _asked(target: Path) -> dict[str, Callable[[Any], object]]:
    """name -> what is asked of an open copy: each named question, and what pages of the largest story need."""
    from pipeline.review import inbox, reading

    with published.reading(target) as db:
        story = _first(db, "SELECT story_id FROM stories ORDER BY article_count DESC, story_id LIMIT 1")
        divergence = _first(
            db, f"SELECT divergence_id FROM divergences WHERE story_id = '{story}' ORDER BY 1"
        )
        outlet = _first(db, "SELECT outlet FROM outlets ORDER BY 1")
    values = {"story": story, "divergence": divergence, "outlet": outlet}

    def named(name: str) -> Callable[[Any], object]:
        asked = questions.question(name)
        bound = questions.bound(asked, {p.name: values[p.name] for p in asked.parameters if p.required})
        return lambda db: published.ask(db, asked.statement, bound)

    def report_page(db: Any) -> None:
        for name in _OF_A_STORY:
            statement = load(f"report/{name}")
            given: dict[str, object] = {"stories": [story]}
            if "$runs" in statement:
                given["runs"] = []
            published.ask(db, statement, given)

    pages: dict[str, Callable[[Any], object]] = {
        "story page of the report": report_page,
        "two outlets side by side": lambda db: reading.side_by_side(
            _Reader(db), story, None, None, divergence
        ),
        "evidence of a flag": lambda db: inbox.sides(_Reader(db), divergence),
        "inbox of flags": lambda db: inbox.flags(_Reader(db), (), inbox.Filters(), "mara"),
    }
    return {f"question {name}": named(name) for name in questions.names()} | pages


class _Reader:
    def __init__(self, db: Any) -> None:
        self._db = db

    def rows(self, statement: str, **values: object) -> list[Any]:
        found = published.ask(self._db, statement, values)
        return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def _first(db: Any, statement: str) -> str:
    return str(published.ask(db, statement).rows[0][0])


def _timed(target: Path, ask: Callable[[Any], object]) -> tuple[float, float]:
    cold: list[float] = []
    warm: list[float] = []
    for _ in range(TURNS):
        with _forgotten(target), published.reading(target) as db:
            cold.append(_seconds(ask, db))
    with published.reading(target) as db:
        ask(db)
        warm += (_seconds(ask, db) for _ in range(TURNS))
    return statistics.median(cold), statistics.median(warm)


@contextmanager
def _forgotten(path: Path) -> Iterator[None]:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        yield
    finally:
        os.close(handle)


def _seconds(ask: Callable[[Any], object], db: Any) -> float:
    began = time.perf_counter()
    ask(db)
    return time.perf_counter() - began


def main() -> int:
    parser = argparse.ArgumentParser(prog="published_scale")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--nights", type=int, default=NIGHTS)
    parser.add_argument("--articles", type=int, default=ARTICLES)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    from benchmarks import floors

    found = measured(options.folder, nights=options.nights, articles=options.articles)
    print(table(floors.judge(found, {}, set())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
