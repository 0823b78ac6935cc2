"""What is taken out of the warehouse for good: takedowns, and the texts of versions that were replaced long ago."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import queries
from pipeline.adapters.warehouse import DELETING, REPLACING, WINDOW_TABLES, connect, registered, tie_up
from pipeline.core.purges import PURGED, TOLD, Purge

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

_PURGING = (
    *REPLACING,
    "retell_claims",
    "retitle_stories",
)
_PRUNING = ("outdated_versions", *DELETING, "blank_outdated_versions", "recount_claims", "retell_claims")


def prune_versions(path: Path, before: datetime) -> int:
    """Erases the texts of versions that a later one replaced before a moment, with all that quotes them.

    Returns how many. Their rows stay without words, so that the others keep their numbers.
    """
    with connect(path) as db:
        db.execute("BEGIN")
        for name in _PRUNING:
            values = {"before": before} if name == "outdated_versions" else None
            db.execute(queries.load(f"queries/store/{name}"), values)
        tie_up(db)
        found = db.execute(queries.load("queries/store/count_replaced")).fetchone()
        db.execute("COMMIT")
        db.execute("CHECKPOINT")
    return int(found[1]) if found else 0


def known_addresses(path: Path, covers: Callable[..., bool]) -> list[str]:
    """Every address of the articles that `covers(outlet, *urls)`, sorted."""
    with connect(path, read_only=True) as db:
        rows = db.execute("SELECT DISTINCT outlet, url, canonical_url FROM store.article_versions").fetchall()
    return sorted({url for outlet, *urls in rows if covers(outlet, *urls) for url in urls})


def divergences_of(path: Path, covers: Callable[..., bool]) -> list[str]:
    """The ids of the divergences that rest on what `covers(outlet, *urls)`, sorted."""
    with connect(path) as db:
        _name_purged(db, covers)
        return [key for (key,) in db.execute(queries.load("queries/store/purged_divergences")).fetchall()]


def erase(
    path: Path, covers: Callable[..., bool], gone: Collection[tuple[str, int]], purges: Sequence[Purge]
) -> tuple[int, int]:
    """Takes down what `covers(outlet, *urls)` in one transaction, and tells all `purges` anew.

    Requests whose archived answer is `gone` (file, offset) say so, too. Returns the articles that were erased and
    the rows that went or were rewritten. The file still holds the erased bytes until it is compacted.
    """
    with connect(path) as db:
        db.execute("BEGIN")
        before = _rows_held(db)
        articles = _name_purged(db, covers)
        for name in _PURGING:
            db.execute(queries.load(f"queries/store/{name}"))
        tie_up(db)
        rewritten = _erase_fetches(db, covers, gone)
        erased = before - _rows_held(db) + rewritten
        _tell(db, purges)
        db.execute("COMMIT")
        db.execute("CHECKPOINT")
    return articles, erased


def _name_purged(db: duckdb.DuckDBPyConnection, covers: Callable[..., bool]) -> int:
    """Names the versions to be taken down in a table of this connection; returns how many articles they are of."""
    versions = db.execute(queries.load("queries/store/addresses_of_versions")).fetchall()
    found = [row[:3] for row in versions if covers(*row[3:])]
    with registered(db, "incoming", _texts(("article_id", "content_hash", "window_key"), found)):
        db.execute(queries.load("queries/store/purged_articles"))
    return len({row[0] for row in found})


def tell(path: Path, purges: Sequence[Purge]) -> None:
    """Tells the takedowns anew, in place of what the warehouse has of them."""
    with connect(path) as db:
        db.execute("BEGIN")
        _tell(db, purges)
        db.execute("COMMIT")


def _tell(db: duckdb.DuckDBPyConnection, purges: Sequence[Purge]) -> None:
    db.execute("DELETE FROM store.purges")
    with registered(db, "incoming", _told(purges)):
        db.execute(queries.load("queries/store/insert_purges"))


def _erase_fetches(
    db: duckdb.DuckDBPyConnection, covers: Callable[..., bool], gone: Collection[tuple[str, int]]
) -> int:
    asked = db.execute(
        "SELECT fetch_id, outlet, url, final_url, archive_file, archive_offset FROM store.fetches WHERE outcome <> ?",
        [PURGED],
    ).fetchall()
    found = [row[:1] for row in asked if covers(*row[1:4]) or row[4:] in gone]
    with registered(db, "incoming", _texts(("fetch_id",), found)):
        db.execute(queries.load("queries/store/erase_fetches"), {"outcome": PURGED, "reason": TOLD})
    return len(found)


def _rows_held(db: duckdb.DuckDBPyConnection) -> int:
    total = 0
    for table in WINDOW_TABLES:
        row = db.execute(f"SELECT count(*) FROM store.{table}").fetchone()
        total += row[0] if row else 0
    return total


def _texts(names: Sequence[str], rows: Iterable[Sequence[str | None]]) -> pa.Table:
    import pyarrow as pa

    chosen = list(rows)
    return pa.table({n: pa.array([r[i] for r in chosen], type=pa.string()) for i, n in enumerate(names)})


def _told(purges: Sequence[Purge]) -> pa.Table:
    import pyarrow as pa

    times = pa.array([p.purged_at for p in purges], type=pa.timestamp("us", tz="UTC"))
    told = _texts(("kind", "target", "reason"), [(p.kind, p.target, p.reason) for p in purges])
    counted = told.append_column("purged_at", times).append_column(
        "articles", pa.array([p.articles for p in purges], type=pa.int32())
    )
    return counted.append_column("erased_rows", pa.array([p.rows for p in purges], type=pa.int32()))
