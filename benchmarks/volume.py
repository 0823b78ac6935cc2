"""Real coverage without labels: how long it takes, and how many divergences it yields."""

from __future__ import annotations

import time
from pathlib import Path

from benchmarks.measurement import Measure
from benchmarks.product import compare, query


def volume(shared: Path, folder: Path) -> list[Measure]:
    """How long real coverage without labels takes, and how many divergences it yields a thousand articles."""
    database = folder / "volume.duckdb"
    began = time.perf_counter()
    compare(shared / "data" / "volume" / "articles.jsonl.gz", database)
    seconds = time.perf_counter() - began
    articles = query(database, "SELECT count(*) FROM articles")[0][0]
    kinds = query(
        database, "SELECT kind, count(*) FROM divergences WHERE confidence >= 0.5 GROUP BY ALL ORDER BY 1"
    )
    told = {"articles a second": articles / seconds}
    told |= {f"{kind} rows a thousand articles": 1000 * count / max(articles, 1) for kind, count in kinds}
    return [Measure(set="volume", name=name, value=value, kind="info") for name, value in told.items()]
