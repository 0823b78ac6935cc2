"""Makes the copy that analysts read: what each view of the warehouse gives, as a table, the rows of a story together.

In the warehouse the analyst views are computed anew each time, from rows of many windows. In the copy they are
views of one table each. Rows are ordered by story, so that DuckDB, which knows the least and greatest value of each
122,880 rows, reads for one story only where it stands.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import dictionary, queries
from pipeline.adapters import warehouse
from pipeline.errors import WarehouseError

if TYPE_CHECKING:
    import duckdb

    from pipeline.adapters.verdicts import Verdict
    from pipeline.core.divergence.calibration import Curve

# The views, and the order of their rows.
ORDERS: Mapping[str, str] = {
    "outlets": "outlet",
    "feed_health": "outlet, feed_url",
    "outlet_status": "run_id, outlet",
    "runs": "window_start, run_id",
    "purges": "purged_at, kind, target",
    "fetches": "fetched_at, fetch_id",
    "articles": "in_story, article_id",
    "stories": "story_id",
    "story_articles": "story_id, article_id",
    "story_lineage": "story_id, from_story_id, run_id",
    "sentences": "in_story, article_id, version, position",
    "alignments": "story_id, sentence_a, sentence_b",
    "claims": "story_id, claim_id",
    "claim_sentences": "in_story, claim_id, sentence_id",
    "figures": "in_story, in_article, sentence_id, char_start, figure_id",
    "attributions": "in_story, in_article, sentence_id, content_start, attribution_id",
    "framing_signals": "in_story, in_article, sentence_id, char_start, signal_id",
    "divergences": "story_id, divergence_id",
    "divergence_evidence": "in_story, divergence_id, side, outlet, article_id, version, char_start",
    "outlet_measures": "outlet, measure, window_end",
    "reviews": "divergence_id, reviewer",
    "review_precision": "month, kind, subtype",
}

# Views beneath the analyst views, small ones without texts, that others ask again and again.
_HELD = ("ordered_versions", "placed_articles", "told_stories", "read_versions", "told_divergences")
MEMORY_LIMIT = "4GB"  # more than it lies on the disk for the while
_OWN = ("reviews", "calibration")  # the warehouse has none of these


def build(source: Path, target: Path, verdicts: Iterable[Verdict], curves: Mapping[str, Curve]) -> None:
    """Writes the copy of the warehouse at `source` into a new file at `target`, with the verdicts that stand.

    Raises WarehouseError when the database refuses; `target` is then worth nothing.
    """
    import duckdb

    try:
        with _beside(source, target) as db:
            _show_views(db, verdicts, curves)
            _copy(db)
    except duckdb.Error as error:
        raise WarehouseError(
            f"{target}: cannot be published: {str(error).strip().splitlines()[0]}"
        ) from error


@contextmanager
def _beside(source: Path, target: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory with the warehouse attached as `kept` and the new file as `copy`."""
    import duckdb

    spill = target.with_name(f"{target.name}.spill")
    db = duckdb.connect(":memory:", config={"temp_directory": str(spill), "memory_limit": MEMORY_LIMIT})
    try:
        db.execute("SET TimeZone = 'UTC'")
        for path, name, mode in ((source, "kept", " (READ_ONLY)"), (target, "copy", "")):
            quoted = str(path).replace("'", "''")  # ATTACH takes no bound parameter
            db.execute(f"ATTACH '{quoted}' AS {name}{mode}")
        yield db
        db.execute("CHECKPOINT copy")
    finally:
        db.close()
        shutil.rmtree(spill, ignore_errors=True)


def _show_views(
    db: duckdb.DuckDBPyConnection, verdicts: Iterable[Verdict], curves: Mapping[str, Curve]
) -> None:
    """The analyst views over the warehouse's rows, with tables of our own for what only the copy has."""
    db.execute("CREATE SCHEMA store")
    known = db.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = 'kept' AND schema_name = 'store'"
    ).fetchall()
    for (name,) in sorted(known):
        as_what = "TABLE" if name in _OWN else "VIEW"
        db.execute(f"CREATE {as_what} store.{name} AS FROM kept.store.{name}")
    warehouse.put_reviews(db, verdicts, curves)
    db.execute("CREATE SCHEMA held")
    for name in queries.names("views"):
        db.execute(queries.load(name))
        view = name.partition("/")[2].lstrip("0123456789_")
        if view in _HELD:
            db.execute(f"CREATE TABLE held.{view} AS FROM store.{view}")
            db.execute(f"CREATE OR REPLACE VIEW store.{view} AS FROM held.{view}")


def _copy(db: duckdb.DuckDBPyConnection) -> None:
    db.execute("CREATE SCHEMA copy.store")
    for view, order in ORDERS.items():
        db.execute(f"CREATE TABLE copy.store.{view} AS FROM main.{view} ORDER BY {order}")
    db.execute(queries.load("published/earlier_versions"))
    db.execute("USE copy")
    db.execute(queries.load("views/00_interval"))
    # What stands in the copy bears no name of a database: it is opened under other ones.
    for view in ORDERS:
        db.execute(f"CREATE VIEW main.{view} AS FROM store.{view}")
    db.execute(queries.load("published/article_versions"))
    for comment in dictionary.comments():
        db.execute(comment)
