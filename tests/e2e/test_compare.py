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


def test_a_url_twice_with_another_text_is_two_versions(tmp_path: Path) -> None:
    """The second by its fetch; what changed in a figure without a word is found, whatever the lines' order."""
    old = {
        "url": "https://argus.example/bridge",
        "outlet": "argus",
        "title": "Council approves bridge budget",
        "text": "The council of Port Ellery approved a budget of $48 million for the bridge, by 31 votes to 14.",
        "published_at": "2026-03-20T09:00:00+01:00",
        "fetched_at": "2026-03-20T10:00:00+01:00",
    }
    new = old | {"text": old["text"].replace("$48", "$84"), "fetched_at": "2026-03-20T18:00:00+01:00"}
    seen_again = new | {"fetched_at": "2026-03-20T20:00:00+01:00"}
    found = []
    for name, articles in {"forth": [old, new, seen_again], "back": [seen_again, new, old]}.items():
        source, database = tmp_path / f"{name}.jsonl", tmp_path / f"{name}.duckdb"
        source.write_text("\n".join(map(json.dumps, articles)), encoding="utf-8")
        assert cli.main(["compare", str(source), "--database", str(database)]) == 0
        assert warehouse.failed_checks(database) == {}
        found.append(rows(database))
        with warehouse.connect(database, read_only=True) as db:
            told = db.execute("SELECT scope, kind, subtype, explained_by FROM divergences").fetchall()
            sides = db.execute(
                "SELECT e.version, e.quote, s.version FROM divergence_evidence e JOIN sentences s USING (sentence_id) "
                "ORDER BY e.version"
            ).fetchall()
            latest = db.execute("SELECT version, text FROM articles").fetchall()
        assert told == [("cross_version", "figure", "money", None)]
        assert sides == [(1, "$48 million", 1), (2, "$84 million", 2)]
        assert latest == [(2, new["text"])]
    assert found[0] == found[1]
