"""The warehouse: a window is written whole or not at all, and twice as once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from pipeline.adapters import warehouse
from pipeline.adapters.warehouse import WindowContent
from pipeline.errors import WarehouseError
from pipeline.model import Article, Window

from .conftest import DAY, article, content, sentence

VIEWS = """outlets feed_health runs fetches articles article_versions stories story_articles story_lineage sentences
alignments claims claim_sentences figures attributions framing_signals divergences divergence_evidence
outlet_measures reviews review_precision""".split()


def rows(path: Path, view: str) -> list[tuple[object, ...]]:
    with warehouse.connect(path, read_only=True) as db:
        return sorted(db.execute(f"SELECT * FROM main.{view}").fetchall(), key=repr)


def everything(path: Path) -> dict[str, list[tuple[object, ...]]]:
    return {view: rows(path, view) for view in VIEWS}


def test_a_new_database_has_every_view(tmp_path: Path) -> None:
    with warehouse.connect(tmp_path / "new.duckdb"):
        pass
    assert all(rows(tmp_path / "new.duckdb", view) == [] for view in VIEWS)


def test_a_window_written_twice_changes_only_the_times_of_its_run(
    tmp_path: Path, day: Window, two_articles: list[Article]
) -> None:
    path = tmp_path / "w.duckdb"
    first = warehouse.write_window(path, content(two_articles, day))
    before = everything(path)
    second = warehouse.write_window(path, content(two_articles, day, finished=DAY + timedelta(hours=9)))
    after = everything(path)
    assert first == second == {"articles": 2, "stories": 1, "sentences": 4, "divergences": 1}
    assert {v: r for v, r in before.items() if v != "runs"} == {v: r for v, r in after.items() if v != "runs"}
    assert before["runs"] != after["runs"]
    assert warehouse.failed_checks(path) == {}


def test_the_order_of_records_changes_no_row(
    tmp_path: Path, day: Window, two_articles: list[Article]
) -> None:
    warehouse.write_window(tmp_path / "a.duckdb", content(two_articles, day))
    shuffled = content(two_articles[::-1], day)
    shuffled = replace(
        shuffled, sentences=list(shuffled.sentences)[::-1], figures=list(shuffled.figures)[::-1]
    )
    warehouse.write_window(tmp_path / "b.duckdb", shuffled)
    assert everything(tmp_path / "a.duckdb") == everything(tmp_path / "b.duckdb")


def test_a_refused_window_leaves_what_was_there(
    tmp_path: Path, day: Window, two_articles: list[Article]
) -> None:
    path = tmp_path / "w.duckdb"
    warehouse.write_window(path, content(two_articles, day))
    before = everything(path)
    good = content([article("herald", "New", "50 trees burnt."), two_articles[1]], day)
    broken = replace(good, stories=[replace(good.stories[0], status=None)])  # type: ignore[arg-type]
    with pytest.raises(Exception, match="status"):
        warehouse.write_window(path, broken)
    assert everything(path) == before


def test_versions_are_numbered_over_windows(tmp_path: Path, day: Window, two_articles: list[Article]) -> None:
    path = tmp_path / "w.duckdb"
    warehouse.write_window(path, content(two_articles, day))
    later = Window(start=day.end, end=day.end + timedelta(days=1))
    changed = [
        article("herald", "Orchard burns", "45 trees burnt in the orchard at Lunn.", hour=30),
        article("courier", "Fire at Lunn", "61 trees burnt in the orchard at Lunn.", hour=30),
    ]
    warehouse.write_window(path, content(changed, later))
    with warehouse.connect(path, read_only=True) as db:
        found = db.execute("SELECT outlet, version, text FROM articles ORDER BY outlet").fetchall()
        kept = db.execute("SELECT count(*) FROM article_versions").fetchone()
        told = db.execute("SELECT DISTINCT first_seen_run = last_seen_run FROM divergences").fetchall()
    assert [(outlet, version) for outlet, version, _ in found] == [("courier", 2), ("herald", 2)]
    assert kept == (4,)
    assert told == [(False,)]  # the same thing was disagreed on in both nights
    assert warehouse.failed_checks(path) == {}


def test_a_file_replaces_what_came_from_its_urls_and_keeps_the_rest(
    tmp_path: Path, day: Window, two_articles: list[Article]
) -> None:
    path = tmp_path / "w.duckdb"
    other = [article("argus", "Elsewhere", "7 boats sank."), article("beacon", "Boats", "8 boats sank.")]
    warehouse.write_window(path, content([*two_articles], replace(day, name="file-one")), replace_urls=True)
    warehouse.write_window(path, content(other, replace(day, name="file-two")), replace_urls=True)
    anew = [article("herald", "Orchard", "44 trees burnt."), article("argus", "Elsewhere", "9 boats sank.")]
    warehouse.write_window(path, content(anew, replace(day, name="file-three")), replace_urls=True)
    with warehouse.connect(path, read_only=True) as db:
        texts = dict(db.execute("SELECT outlet, text FROM articles").fetchall())
        evidenced = db.execute(
            "SELECT count(*) FROM divergences LEFT JOIN divergence_evidence USING (divergence_id) WHERE side IS NULL"
        ).fetchone()
    assert texts["herald"] == "44 trees burnt."
    assert texts["argus"] == "9 boats sank."
    assert texts["courier"] == two_articles[1].text
    assert texts["beacon"] == other[1].text
    assert evidenced == (0,)
    assert warehouse.failed_checks(path) == {}


def test_a_newer_database_is_refused_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "newer.duckdb"
    with warehouse.connect(path) as db:
        db.execute("UPDATE store.schema_version SET version = 99")
    with pytest.raises(WarehouseError, match="newer Parallax") as caught, warehouse.connect(path):
        pass
    assert "\n" not in str(caught.value)


def test_a_database_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.duckdb"
    with duckdb.connect(str(path)) as db:
        db.execute("CREATE TABLE birds AS SELECT 'wren' AS name")
    with pytest.raises(WarehouseError, match="something else"), warehouse.connect(path):
        pass
    with duckdb.connect(str(path)) as db:
        assert db.execute("FROM birds").fetchall() == [("wren",)]


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "note.duckdb"
    path.write_text("not a database, just a note, long enough to be read as a header" * 20)
    with pytest.raises(WarehouseError, match="cannot be opened"), warehouse.connect(path):
        pass
    assert path.read_text().startswith("not a database")


def test_checks_find_a_quote_that_is_not_exact(
    tmp_path: Path, day: Window, two_articles: list[Article]
) -> None:
    path = tmp_path / "w.duckdb"
    warehouse.write_window(path, content(two_articles, day))
    with warehouse.connect(path) as db:
        db.execute("UPDATE store.divergence_evidence SET quote = 'other words' WHERE side = 0")
    assert warehouse.failed_checks(path) == {"evidence_is_exact": 1}
    with pytest.raises(WarehouseError, match="evidence_is_exact"):
        warehouse.verify(path)


def test_compacting_keeps_every_row(tmp_path: Path, day: Window, two_articles: list[Article]) -> None:
    path = tmp_path / "w.duckdb"
    warehouse.write_window(path, content(two_articles, day))
    before = everything(path)
    warehouse.compact(path)
    assert everything(path) == before
    warehouse.write_window(path, content(two_articles, day))
    assert everything(path)["articles"] == before["articles"]


def numbered(articles: list[Article]) -> list[Article]:
    from pipeline.stages.load import with_versions

    return with_versions(articles)


def edited(day: Window) -> tuple[Window, list[Article], list[Article]]:
    """The night after, what was fetched in each of the two, and with the second night the versions before."""
    later = Window(start=day.end, end=day.end + timedelta(days=1))
    first = [
        article("herald", "Orchard burns", "40 trees burnt in the orchard at Lunn."),
        article("courier", "Fire at Lunn", "60 trees burnt in the orchard at Lunn."),
    ]
    second = [
        article("herald", "Orchard burns", "45 trees burnt in the orchard at Lunn.", hour=30),
        article("courier", "Fire at Lunn", "61 trees burnt in the orchard at Lunn.", hour=31),
    ]
    return later, numbered(first), numbered([*first, *second])


def changed(articles: list[Article], window: Window) -> WindowContent:
    """A night's content with the herald's change as a row."""
    made = content(articles, window)
    old, new = sorted((a for a in articles if a.outlet == "herald"), key=lambda a: a.version)
    pieces = tuple(
        replace(
            made.divergences[0].evidence[0],
            side=side,
            outlet="herald",
            article_id=a.article_id,
            version=a.version,
            sentence_id=sentence(a).sentence_id,
            char_start=0,
            char_end=2,
            quote=a.text[:2],
            value=a.text[:2],
        )
        for side, a in enumerate((old, new))
    )
    row = replace(
        made.divergences[0],
        scope="cross_version",
        evidence=pieces,
        divergence_id="change",
        claim_id=None,
    )
    return replace(made, divergences=[*made.divergences, row])


def test_nights_in_any_order_give_the_same_versions_and_rows(tmp_path: Path, day: Window) -> None:
    later, first, second = edited(day)
    nights = {1: content(first, day), 2: changed(second, later)}
    orders = {"in order": (1, 2), "backwards": (2, 1), "again": (1, 2, 1, 2), "first again": (2, 1, 2)}
    found = {}
    for name, order in orders.items():
        path = tmp_path / f"{name}.duckdb"
        for night in order:
            warehouse.write_window(path, nights[night])
        assert warehouse.failed_checks(path) == {}, name
        found[name] = everything(path)
    for name, views in found.items():
        for view in VIEWS:
            assert views[view] == found["in order"][view], (name, view)
    with warehouse.connect(tmp_path / "in order.duckdb", read_only=True) as db:
        versions = db.execute(
            "SELECT outlet, v.version, v.text FROM article_versions v JOIN articles USING (article_id) "
            "ORDER BY ALL"
        ).fetchall()
        sides = db.execute(
            "SELECT e.version, e.quote, s.text FROM divergence_evidence e JOIN sentences s "
            "USING (sentence_id) WHERE divergence_id = 'change' ORDER BY side"
        ).fetchall()
    assert [(outlet, version) for outlet, version, _ in versions] == [
        ("courier", 1),
        ("courier", 2),
        ("herald", 1),
        ("herald", 2),
    ]
    assert [(version, quote) for version, quote, _ in sides] == [(1, "40"), (2, "45")]


def test_a_text_seen_again_makes_no_row(tmp_path: Path, day: Window, two_articles: list[Article]) -> None:
    path = tmp_path / "w.duckdb"
    warehouse.write_window(path, content(two_articles, day))
    before = {view: len(rows(path, view)) for view in VIEWS}
    later = Window(start=day.end, end=day.end + timedelta(days=1))
    nothing = content(two_articles, later)
    nothing = replace(
        nothing, articles=(), stories=(), sentences=(), alignments=(), claims=(), claim_sentences=(),
        figures=(), divergences=(),
    )  # fmt: skip
    warehouse.write_window(path, nothing)
    assert {view: len(rows(path, view)) for view in VIEWS} == {**before, "runs": before["runs"] + 1}


def test_a_night_that_loses_a_text_takes_the_change_with_it(tmp_path: Path, day: Window) -> None:
    path = tmp_path / "w.duckdb"
    later, first, second = edited(day)
    warehouse.write_window(path, content(first, day))
    warehouse.write_window(path, changed(second, later))
    kept = [a for a in first if a.outlet == "courier"]
    warehouse.write_window(path, content([article("herald", "Orchard burns", "41 trees burnt."), *kept], day))
    assert warehouse.failed_checks(path) == {}
    assert not [row for row in rows(path, "divergences") if row[0] == "change"]
