"""A published copy of thirty nights of 10,000 articles: its size, how long it takes to publish, and to ask it."""

from __future__ import annotations

from pathlib import Path

from pipeline.adapters import warehouse

NIGHTS, ARTICLES = 30, 10_000
_STATEMENTS = Path(__file__).parent / "scale"


def make(path: Path, *, nights: int = NIGHTS, articles: int = ARTICLES) -> None:
    """Fills a new warehouse at `path`, through its real tables, with made nights of so many new articles each."""
    statements = [file.read_text(encoding="utf-8") for file in sorted(_STATEMENTS.glob("*.sql"))]
    for night in range(nights):
        with warehouse.connect(path) as db:
            db.execute("SET preserve_insertion_order = true")
            values = {
                "night": night,
                "articles": articles,
                "window": f"night-{night:03d}",
                "before": f"night-{night - 1:03d}",
            }
            for statement in statements:
                db.execute(
                    statement, {name: value for name, value in values.items() if f"${name}" in statement}
                )
