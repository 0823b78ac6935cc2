"""The warehouse: one DuckDB file with everything, written a window at a time, in one transaction.

Beneath the analyst views (`sql/views`) lie the tables of schema `store` (`sql/migrations`), whose rows bear
the window that wrote them. Writing a window deletes its rows and inserts the new ones, so that a re-run
changes nothing that it should not, and a kill at any point leaves the last whole state.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import dictionary, queries, tables
from pipeline.core.stories import latest_versions
from pipeline.errors import WarehouseError
from pipeline.ids import content_id
from pipeline.model import (
    Alignment,
    Article,
    Attribution,
    Claim,
    ClaimSentence,
    Divergence,
    FeedState,
    Fetch,
    Figure,
    FramingSignal,
    Outlet,
    OutletStatus,
    Sentence,
    Story,
    StoryChange,
    SyndicationGroup,
    Window,
)

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

    from pipeline.adapters.verdicts import Verdict
    from pipeline.core.divergence.calibration import Curve

SCHEMA_VERSION = 1

WINDOW_TABLES = (
    "fetches",
    "outlet_status",
    "article_versions",
    "syndication",
    "stories",
    "story_articles",
    "story_lineage",
    "sentences",
    "alignments",
    "claims",
    "claim_sentences",
    "figures",
    "attributions",
    "framing_signals",
    "divergences",
    "divergence_evidence",
    "windows",
)

DELETING = (
    "replaced_sentences",
    "delete_replaced_evidence",
    "delete_unevidenced_divergences",
    "delete_replaced_alignments",
    "delete_replaced_claim_sentences",
    "delete_lone_claims",
    "delete_orphaned_claim_sentences",
    "delete_replaced_figures",
    "delete_replaced_attributions",
    "delete_replaced_framing",
    "delete_replaced_sentences",
)
REPLACING = (
    *DELETING,
    "delete_replaced_versions",
    "delete_replaced_story_articles",
    "delete_empty_stories",
    "delete_replaced_syndication",
    "recount_claims",
    "recount_stories",
)


# A version belongs to the window that it was fetched in; a later one holds it only until that is written.
_TAKING_OVER = ("delete_held_sentences", "delete_held_versions")

# A change between versions rests on texts of other windows, which these may lose when they are run again.
_LOOSE_ENDS = ("loose_divergences", "delete_loose_evidence", "delete_loose_divergences")


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowContent:
    """Everything that a window puts into the warehouse."""

    window: Window
    started_at: datetime
    finished_at: datetime
    versions: Mapping[str, str]  # of the code, the models and the settings
    outlets: Sequence[Outlet]
    articles: Sequence[Article]
    copies: Sequence[SyndicationGroup]
    stories: Sequence[Story]
    sentences: Sequence[Sentence]
    alignments: Sequence[Alignment]
    claims: Sequence[Claim]
    claim_sentences: Sequence[ClaimSentence]
    figures: Sequence[Figure]
    attributions: Sequence[Attribution]
    framing: Sequence[FramingSignal]
    divergences: Sequence[Divergence]
    changes: Sequence[StoryChange] = field(default_factory=tuple)
    fetches: Sequence[Fetch] = field(default_factory=tuple)
    feeds: Sequence[FeedState] = field(default_factory=tuple)
    statuses: Sequence[OutletStatus] = field(default_factory=tuple)


@contextmanager
def connect(path: Path, *, read_only: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to the database at `path`, in UTC; made with all its views when it is new.

    Raises WarehouseError when the file is no database, is in use, or is of a newer version.
    """
    import duckdb

    if read_only and not path.exists():
        raise WarehouseError(f"{path}: no such database; run `parallax nightly` or `parallax compare` first")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        connection = duckdb.connect(str(path), read_only=read_only)
    except duckdb.Error as error:
        raise WarehouseError(f"{path}: cannot be opened as a database: {_first_line(error)}") from None
    try:
        connection.execute("SET TimeZone = 'UTC'")
        if not read_only:
            _migrate(connection, path)
        yield connection
    except duckdb.Error as error:
        raise WarehouseError(f"{path}: the database refused: {_first_line(error)}") from error
    finally:
        connection.close()


def write_window(path: Path, content: WindowContent, *, replace_urls: bool = False) -> dict[str, int]:
    """Puts a window into the warehouse in one transaction; returns how many rows it now holds of what.

    With `replace_urls`, articles of other windows that have one of this window's URLs go first, with all that
    rests on them. Raises WarehouseError when the database refuses; it then holds what it held before.
    """
    with connect(path) as db:
        db.execute("BEGIN")
        try:
            counts = _write(db, content, replace_urls=replace_urls)
        except BaseException:
            db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")
        db.execute("CHECKPOINT")
    return counts


def put_reviews(
    db: duckdb.DuckDBPyConnection, verdicts: Iterable[Verdict], curves: Mapping[str, Curve]
) -> None:
    """Replaces the reviews of a database, and how they re-fit confidences."""
    import pyarrow as pa

    columns = ("divergence_id", "verdict", "note", "reviewer", "evidence_hash")
    schema = pa.schema(
        [(name, pa.string()) for name in columns] + [("reviewed_at", pa.timestamp("us", tz="UTC"))]
    )
    rows = [{name: getattr(v, name) for name in schema.names} for v in verdicts]
    db.execute("DELETE FROM store.reviews")
    with registered(db, "incoming", pa.Table.from_pylist(rows, schema=schema)):
        db.execute("INSERT INTO store.reviews BY NAME SELECT * FROM incoming")
    db.execute("DELETE FROM store.calibration")
    for kind, curve in sorted(curves.items()):
        db.execute("INSERT INTO store.calibration VALUES (?, ?, ?)", [kind, curve.slope, curve.intercept])


def _write(db: duckdb.DuckDBPyConnection, content: WindowContent, *, replace_urls: bool) -> dict[str, int]:
    key = content.window.key
    _delete_window(db, key)
    articles = tables.to_table(Article, sorted(content.articles, key=lambda a: (a.article_id, a.version)))
    if replace_urls:
        _replace_urls(db, key, articles)
    _insert_outlets(db, content)
    own = [a for a in content.articles if content.window.saw(a)]
    with registered(db, "incoming", tables.to_table(Article, own)):
        for name in _TAKING_OVER:
            db.execute(queries.load(f"queries/store/{name}"), {"window": key})
    _insert(db, "store/insert_article_versions", articles, key)
    with registered(db, "compared_versions", articles):
        table = _table(Divergence, content.divergences, "divergence_id")
        _insert(db, "store/insert_divergences", table, key)
        _insert(db, "store/insert_evidence", table, key)
    stories = _table(Story, content.stories, "story_id")
    _insert(db, "store/insert_stories", stories, key)
    _insert(db, "store/insert_story_articles", stories, key)
    changes = _table(StoryChange, content.changes, "story_id", "from_story_id", "change")
    with registered(db, "incoming", changes):
        db.execute(
            queries.load("queries/store/insert_story_lineage"),
            {"window": key, "run_id": run_id_of(content.window)},
        )
    _insert(db, "store/insert_syndication", _table(SyndicationGroup, content.copies, "syndication_id"), key)
    with registered(db, "compared_versions", tables.to_table(Article, latest_versions(content.articles))):
        _insert(db, "store/insert_sentences", _table(Sentence, content.sentences, "sentence_id"), key)
    _insert(db, "store/insert_claims", _table(Claim, content.claims, "claim_id"), key)
    _append(db, "alignments", _table(Alignment, content.alignments, "sentence_a", "sentence_b"), key)
    _append(
        db, "claim_sentences", _table(ClaimSentence, content.claim_sentences, "claim_id", "sentence_id"), key
    )
    _append(db, "figures", _table(Figure, content.figures, "figure_id"), key)
    _append(db, "attributions", _table(Attribution, content.attributions, "attribution_id"), key)
    _append(db, "framing_signals", _table(FramingSignal, content.framing, "signal_id"), key)
    _append(db, "fetches", _table(Fetch, content.fetches, "fetch_id"), key)
    _append(db, "outlet_status", _table(OutletStatus, content.statuses, "outlet"), key)
    feeds = _table(FeedState, content.feeds, "outlet", "feed_url")
    with registered(db, "incoming", feeds):
        db.execute(queries.load("queries/store/delete_told_feeds"))
        db.execute("INSERT INTO store.feed_health BY NAME SELECT * FROM incoming")
    tie_up(db)
    return _close_window(db, content)


def _close_window(db: duckdb.DuckDBPyConnection, content: WindowContent) -> dict[str, int]:
    window = content.window
    span = {"window_start": window.start, "window_end": window.end}
    found = db.execute(
        queries.load("queries/store/window_counts"),
        {"window": window.key, "named": bool(window.name), **span},
    ).fetchone()
    counts = dict(
        zip(("articles", "stories", "sentences", "divergences"), found or (0, 0, 0, 0), strict=True)
    )
    db.execute(
        queries.load("queries/store/insert_window"),
        {
            "window": window.key,
            "run_id": run_id_of(window),
            "run_date": window.run_date,
            **span,
            "started_at": content.started_at,
            "finished_at": content.finished_at,
            "versions": json.dumps(dict(sorted(content.versions.items()))),
            **counts,
        },
    )
    return counts


def run_id_of(window: Window) -> str:
    """The id of a window's run: the same however often it is run."""
    return content_id("run", window.key)


def _delete_window(db: duckdb.DuckDBPyConnection, key: str) -> None:
    for table in WINDOW_TABLES:
        db.execute(f"DELETE FROM store.{table} WHERE window_key = ?", [key])


def _replace_urls(db: duckdb.DuckDBPyConnection, key: str, articles: pa.Table) -> None:
    with registered(db, "incoming", articles):
        db.execute(queries.load("queries/store/replaced_articles"), {"window": key})
    for name in REPLACING:
        db.execute(queries.load(f"queries/store/{name}"))
    db.execute(queries.load("queries/store/delete_emptied_windows"), {"window": key})


def _insert_outlets(db: duckdb.DuckDBPyConnection, content: WindowContent) -> None:
    """Outlets that the outlets file describes are told anew; others only get their name."""
    import pyarrow as pa

    described = {o.outlet_id: o for o in content.outlets}
    seen = {a.outlet for a in content.articles}
    rows = [
        {
            "outlet": key,
            "name": outlet.name if outlet else key,
            "homepage": outlet.homepage if outlet else None,
            "country": outlet.country if outlet else None,
            "language": outlet.language if outlet else None,
            "leaning": outlet.leaning if outlet else None,
            "leaning_source": outlet.leaning_source if outlet else None,
            "owner": outlet.owner if outlet else None,
            "described": outlet is not None,
        }
        for key in sorted(described.keys() | seen)
        for outlet in (described.get(key),)
    ]
    names = ("outlet", "name", "homepage", "country", "language", "leaning", "leaning_source", "owner")
    schema = pa.schema([(name, pa.string()) for name in names] + [("described", pa.bool_())])
    table = pa.Table.from_pylist(rows, schema=schema)
    with registered(db, "incoming", table):
        db.execute(queries.load("queries/store/delete_named_outlets"))
    with registered(db, "incoming", table.drop_columns(["described"])):
        db.execute(queries.load("queries/store/insert_outlets"))


def _insert(db: duckdb.DuckDBPyConnection, statement: str, table: pa.Table, key: str) -> None:
    with registered(db, "incoming", table):
        db.execute(queries.load(f"queries/{statement}"), {"window": key})


def _append(db: duckdb.DuckDBPyConnection, name: str, table: pa.Table, key: str) -> None:
    with registered(db, "incoming", table):
        db.execute(f"INSERT INTO store.{name} BY NAME SELECT ? AS window_key, * FROM incoming", [key])


def _table(record_type: type, records: Iterable[Any], *order: str) -> pa.Table:
    """Records as a table in a fixed order, each id once."""
    unique = {tuple(getattr(r, name) for name in order): r for r in records}
    return tables.to_table(record_type, [unique[key] for key in sorted(unique)])


@contextmanager
def registered(db: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> Iterator[None]:
    db.register(name, table)
    try:
        yield
    finally:
        db.unregister(name)


def _migrate(db: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Brings a database to this version's layout, whole or not at all."""
    version = schema_version(db)
    if version > SCHEMA_VERSION:
        raise WarehouseError(
            f"{path}: was written by a newer Parallax (layout {version}, this one reads up to "
            f"{SCHEMA_VERSION}); update Parallax, or name another database"
        )
    if version == 0 and db.execute("SELECT count(*) FROM duckdb_tables()").fetchone() != (0,):
        raise WarehouseError(f"{path}: is a database of something else; name another file")
    db.execute("BEGIN")
    for step in range(version + 1, SCHEMA_VERSION + 1):
        for name in queries.names(f"migrations/{step:04d}"):
            db.execute(queries.load(name))
        db.execute("DELETE FROM store.schema_version")
        db.execute("INSERT INTO store.schema_version VALUES (?)", [step])
    if version < SCHEMA_VERSION:
        for name in queries.names("views"):
            db.execute(queries.load(name))
        for comment in dictionary.comments():
            db.execute(comment)
    db.execute("COMMIT")


def schema_version(db: duckdb.DuckDBPyConnection) -> int:
    """The version of a database's layout; 0 when it has none yet."""
    known = db.execute(
        "SELECT count(*) FROM duckdb_tables() WHERE schema_name = 'store' AND table_name = 'schema_version'"
    ).fetchone()
    if known == (0,):
        return 0
    row = db.execute("SELECT max(version) FROM store.schema_version").fetchone()
    return int(row[0]) if row and row[0] is not None else 0


def failed_checks(path: Path) -> dict[str, int]:
    """Runs every statement of `sql/checks`: name -> number of rows that should not be there."""
    with connect(path, read_only=True) as db:
        found = {
            name.removeprefix("checks/"): len(db.execute(queries.load(name)).fetchall())
            for name in queries.names("checks")
        }
    return {name: rows for name, rows in found.items() if rows}


def verify(path: Path) -> None:
    """Raises WarehouseError, naming the checks, when rows are there that should not be."""
    failed = failed_checks(path)
    if failed:
        told = ", ".join(f"{name} ({rows} rows)" for name, rows in sorted(failed.items()))
        raise WarehouseError(f"{path}: checks failed: {told}; see sql/checks and restore a back-up")


def compact(path: Path) -> None:
    """Rewrites the database without the space of deleted rows, swapped in by rename."""
    draft = path.with_name(f".{path.name}.compact")
    draft.unlink(missing_ok=True)
    quoted = str(path).replace("'", "''")  # ATTACH takes no bound parameter
    try:
        with connect(path), connect(draft):
            pass  # both of this version's layout, and nothing left in their logs
        with connect(draft) as db:
            db.execute(f"ATTACH '{quoted}' AS kept (READ_ONLY)")
            for table in (*WINDOW_TABLES, "outlets", "feed_health", "reviews", "purges"):
                db.execute(f"INSERT INTO store.{table} BY NAME SELECT * FROM kept.store.{table} ORDER BY ALL")
            db.execute("DETACH kept")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def tie_up(db: duckdb.DuckDBPyConnection) -> None:
    """Deletes the changes between versions that quote what is not there any more."""
    for name in _LOOSE_ENDS:
        db.execute(queries.load(f"queries/store/{name}"))


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
