"""The published copy: it gives what the warehouse's views give, keeps a story's rows together, and is read meanwhile."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from benchmarks.published_scale import make
from pipeline.adapters import published, publishing, warehouse
from pipeline.adapters.verdicts import Verdict
from pipeline.core.divergence.calibration import Curve
from pipeline.stages.publish import publish_database

VIEWS = [*publishing.ORDERS, "article_versions"]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three nights of 118 articles: stories that run on, versions, copies, divergences of all kinds."""
    path = tmp_path_factory.mktemp("made") / "warehouse.duckdb"
    make(path, nights=3, articles=118)
    return path


@pytest.fixture(scope="module")
def copy(source: Path) -> Path:
    target = source.with_name("published.duckdb")
    publish_database(source, target)
    return target


@pytest.fixture
def both(source: Path, copy: Path) -> duckdb.DuckDBPyConnection:
    db = duckdb.connect(":memory:")
    db.execute("SET TimeZone = 'UTC'")
    db.execute(f"ATTACH '{source}' AS kept (READ_ONLY)")
    db.execute(f"ATTACH '{copy}' AS told (READ_ONLY)")
    return db


def views(db: duckdb.DuckDBPyConnection, database: str) -> list[tuple[str, str, str]]:
    return db.execute(
        "SELECT table_name, column_name, data_type FROM information_schema.columns"
        " WHERE table_catalog = ? AND table_schema = 'main' ORDER BY table_name, ordinal_position",
        [database],
    ).fetchall()


def test_the_copy_has_the_views_columns_and_comments_of_the_warehouse(
    both: duckdb.DuckDBPyConnection,
) -> None:
    assert views(both, "told") == views(both, "kept")
    assert sorted(VIEWS) == sorted({view for view, _, _ in views(both, "kept")})
    told = "SELECT view_name, comment FROM duckdb_views() WHERE database_name = ? AND schema_name = 'main' AND NOT internal ORDER BY ALL"
    assert both.execute(told, ["told"]).fetchall() == both.execute(told, ["kept"]).fetchall()


@pytest.mark.parametrize("view", VIEWS)
def test_every_row_is_the_same(view: str, both: duckdb.DuckDBPyConnection) -> None:
    for one, other in (("kept", "told"), ("told", "kept")):
        assert both.sql(f"FROM {one}.main.{view} EXCEPT ALL FROM {other}.main.{view}").fetchall() == []


def test_the_made_nights_have_something_of_everything(both: duckdb.DuckDBPyConnection) -> None:
    empty = {v for v in VIEWS if both.sql(f"SELECT count(*) FROM told.main.{v}").fetchone() == (0,)}
    assert empty == {"purges", "reviews", "review_precision", "story_lineage"}
    changed = both.sql("SELECT count(*) FROM told.main.article_versions WHERE version = 2").fetchone()
    assert changed is not None
    assert changed[0] > 0


def test_a_story_s_rows_lie_together(both: duckdb.DuckDBPyConnection) -> None:
    for table in ("sentences", "figures", "attributions", "framing_signals", "claim_sentences", "articles"):
        turns = both.sql(
            f"SELECT count(*) FILTER (WHERE in_story IS DISTINCT FROM before), count(DISTINCT in_story)"
            f" FROM (SELECT in_story, lag(in_story) OVER (ORDER BY rowid) AS before FROM told.store.{table})"
        ).fetchone()
        assert turns is not None
        assert turns[0] == turns[1], table


def test_verdicts_and_curves_are_in_the_copy_and_not_in_the_warehouse(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "published.duckdb"
    with warehouse.connect(source, read_only=True) as db:
        divergence, evidence = db.execute(
            "SELECT divergence_id, evidence_hash FROM divergences WHERE kind = 'figure' ORDER BY 1"
        ).fetchall()[0]
    verdict = Verdict(
        divergence_id=divergence,
        verdict="scope",
        note="of other people",
        reviewer="mara",
        reviewed_at=datetime(2026, 1, 9, 7, tzinfo=UTC),
        evidence_hash=evidence,
        kind="figure",
        subtype="count",
        confidence=0.8,
    )
    publish_database(source, target, [verdict], {"figure": Curve(slope=1.0, intercept=-2.0)})
    with published.reading(target) as db:
        told = db.execute("SELECT verdict FROM divergences WHERE divergence_id = ?", [divergence]).fetchall()
        lower = db.execute(
            "SELECT bool_and(confidence < judged_confidence) FROM divergences WHERE kind = 'figure'"
        )
        assert told == [("scope",)]
        assert lower.fetchone() == (True,)
        assert db.execute("SELECT reviewer, holds FROM reviews").fetchall() == [("mara", True)]
        assert db.execute("SELECT judged, real FROM review_precision").fetchall() == [(1, 0)]
    with warehouse.connect(source, read_only=True) as db:
        assert db.execute("SELECT count(*) FROM reviews").fetchone() == (0,)


def test_what_is_open_is_kept_while_a_run_writes_and_publishes(source: Path, tmp_path: Path) -> None:
    own, target = tmp_path / "warehouse.duckdb", tmp_path / "published.duckdb"
    own.write_bytes(source.read_bytes())
    publish_database(own, target)
    count = "SELECT count(*) FROM runs"
    with published.reading(target) as before:
        with warehouse.connect(own) as writer:  # as a run does
            writer.execute("BEGIN")
            writer.execute("DELETE FROM store.windows WHERE window_key = 'night-002'")
            assert before.execute(count).fetchone() == (3,)
            writer.execute("COMMIT")
        publish_database(own, target)
        assert before.execute(count).fetchone() == (3,)
        with published.reading(target) as after:
            assert after.execute(count).fetchone() == (2,)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["published.duckdb", "warehouse.duckdb"]


def test_a_publication_that_fails_leaves_the_copy_and_no_drafts(source: Path, tmp_path: Path) -> None:
    from pipeline.errors import WarehouseError

    own, target = tmp_path / "warehouse.duckdb", tmp_path / "published.duckdb"
    own.write_bytes(source.read_bytes())
    publish_database(own, target)
    before = target.read_bytes()
    with warehouse.connect(own) as db:
        db.execute("UPDATE store.divergence_evidence SET quote = 'other words' WHERE quote IS NOT NULL")
    with pytest.raises(WarehouseError, match="evidence_is_exact"):
        publish_database(own, target)
    assert target.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["published.duckdb", "warehouse.duckdb"]
