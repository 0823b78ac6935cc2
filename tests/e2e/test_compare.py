"""`parallax compare` over the demo's coverage: exact, complete, and the same whatever the order of its lines."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from demo.articles import load_coverage
from pipeline import cli
from pipeline.adapters import warehouse

VIEWS = """outlets articles article_versions stories story_articles sentences alignments claims claim_sentences figures
attributions framing_signals divergences divergence_evidence outlet_measures""".split()


def lines() -> list[str]:
    return [
        json.dumps(
            {
                "url": a.url,
                "outlet": a.outlet,
                "title": a.title,
                "text": a.text,
                "published_at": a.published_at.isoformat(),
            }
        )
        for a in load_coverage()
    ]


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int | None], Path]:
    """Compares the demo's articles in an order (None: as they stand) and gives the database, made once."""
    folder = tmp_path_factory.mktemp("compared")

    def make(seed: int | None) -> Path:
        database = folder / f"{seed}.duckdb"
        if not database.exists():
            rows = lines()
            if seed is not None:
                random.Random(seed).shuffle(rows)
            source = folder / f"{seed}.jsonl"
            source.write_text("\n".join(rows), encoding="utf-8")
            assert cli.main(["compare", str(source), "--database", str(database)]) == 0
        return database

    return make


def rows(database: Path) -> dict[str, list[tuple[object, ...]]]:
    with warehouse.connect(database, read_only=True) as db:
        return {v: sorted(db.execute(f"SELECT * FROM main.{v}").fetchall(), key=repr) for v in VIEWS}


def test_no_row_depends_on_the_order_of_the_lines(compared: Callable[[int | None], Path]) -> None:
    first, second = rows(compared(None)), rows(compared(7))
    assert first["divergences"]
    for view in VIEWS:
        assert first[view] == second[view], view


def test_a_second_comparison_changes_only_the_times_of_its_run(
    compared: Callable[[int | None], Path], tmp_path: Path
) -> None:
    database = tmp_path / "twice.duckdb"
    database.write_bytes(compared(None).read_bytes())
    before = rows(database)
    source = tmp_path / "again.jsonl"
    source.write_text("\n".join(lines()), encoding="utf-8")
    assert cli.main(["compare", str(source), "--database", str(database)]) == 0
    assert rows(database) == before


def test_every_check_of_the_database_holds(compared: Callable[[int | None], Path]) -> None:
    assert warehouse.failed_checks(compared(None)) == {}


def test_what_came_in_stands_exactly(compared: Callable[[int | None], Path]) -> None:
    with warehouse.connect(compared(None), read_only=True) as db:
        stored = {
            url: (title, text)
            for url, title, text in db.execute("SELECT url, title, text FROM articles").fetchall()
        }
    assert stored == {a.url: (a.title, a.text) for a in load_coverage()}


def test_other_languages_are_stored_and_not_compared(compared: Callable[[int | None], Path]) -> None:
    with warehouse.connect(compared(None), read_only=True) as db:
        spanish = db.execute("SELECT count(*) FROM articles WHERE language = 'es'").fetchone()
        aligned = db.execute(
            """SELECT count(*) FROM alignments l
               JOIN sentences s ON s.sentence_id IN (l.sentence_a, l.sentence_b)
               JOIN articles a USING (article_id) WHERE a.language = 'es'"""
        ).fetchone()
    assert spanish == (2,)
    assert aligned == (0,)


def test_an_article_alone_is_compared_with_itself(tmp_path: Path) -> None:
    """One text that dates one start twice is flagged, whoever else wrote of it."""
    article = {
        "url": "https://argus.example/strike",
        "outlet": "argus",
        "title": "Talks on the dock strike go on at Port Ellery",
        "text": "The strike began on March 3, the dockers' union said.\n\n"
        "The mayor has kept out of the matter since the start of the strike on March 9.\n\n"
        "Talks go on this week.",
        "published_at": "2026-03-20T09:00:00+01:00",
    }
    source = tmp_path / "one.jsonl"
    source.write_text(json.dumps(article), encoding="utf-8")
    assert cli.main(["compare", str(source), "--database", str(tmp_path / "one.duckdb")]) == 0
    with warehouse.connect(tmp_path / "one.duckdb", read_only=True) as db:
        found = db.execute("SELECT scope, kind, subtype FROM divergences").fetchall()
        quotes = db.execute("SELECT quote FROM divergence_evidence ORDER BY char_start").fetchall()
    assert found == [("within_article", "figure", "date")]
    assert [q for (q,) in quotes] == ["March 3", "March 9"]
