"""Rates of outlets: over thirty days, each case once, and none below twenty cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from pipeline.adapters import warehouse
from pipeline.ids import content_id
from pipeline.model import Article, FramingSignal, Window
from tests.sql.conftest import DAY, article, content, sentence


def window(days: int) -> Window:
    return Window(start=DAY + timedelta(days=days), end=DAY + timedelta(days=days + 1))


def herald(number: int) -> Article:
    one = article("herald", f"Orchard {number} burns", f"4{number} trees burnt in orchard {number} at Lunn.")
    return replace(
        one, article_id=f"{one.article_id}-{number}", canonical_url=f"{one.canonical_url}/{number}"
    )


def measures(path: Path, measure: str) -> list[tuple[object, ...]]:
    with warehouse.connect(path, read_only=True) as db:
        return db.execute(
            "SELECT outlet, window_start, window_end, numerator, denominator, rate, low, high"
            " FROM outlet_measures WHERE measure = ? ORDER BY outlet, window_end",
            [measure],
        ).fetchall()


def test_an_article_of_two_nights_counts_once_and_leaves_after_thirty_days(
    tmp_path: Path, two_articles: list[Article]
) -> None:
    path = tmp_path / "w.duckdb"
    later = replace(two_articles[0], article_id="another", canonical_url="https://herald.example/b")
    for days, articles in ((0, two_articles), (1, two_articles), (31, [later, two_articles[1]])):
        warehouse.write_window(path, content(articles, window(days)))
    counted = [row[1:5] for row in measures(path, "wire_copies") if row[0] == "herald"]
    assert counted == [
        (date(2026, 4, 5), date(2026, 5, 5), 0, 1),
        (date(2026, 5, 6), date(2026, 6, 5), 0, 1),
    ]


def test_below_twenty_cases_there_is_no_rate(tmp_path: Path) -> None:
    few, enough = tmp_path / "few.duckdb", tmp_path / "enough.duckdb"
    courier = article("courier", "Fire at Lunn", "60 trees burnt in the orchard at Lunn.")
    for path, number in ((few, 19), (enough, 20)):
        warehouse.write_window(path, content([*(herald(n) for n in range(number)), courier], window(0)))
    (row,) = [r for r in measures(few, "wire_copies") if r[0] == "herald"]
    assert row[3:] == (0, 19, None, None, None)
    (row,) = [r for r in measures(enough, "wire_copies") if r[0] == "herald"]
    assert row[3:6] == (0, 20, 0.0)
    assert row[6:] == (0.0, pytest.approx(0.1611, abs=1e-4))


def test_a_charged_word_counts_where_it_is_sure_and_a_hedge_is_told_apart(
    tmp_path: Path, two_articles: list[Article]
) -> None:
    path = tmp_path / "w.duckdb"
    herald_says, courier_says = (sentence(a).sentence_id for a in two_articles)

    def signal(of: str, kind: str, score: float) -> FramingSignal:
        return FramingSignal(
            char_start=3,
            char_end=8,
            type=kind,  # type: ignore[arg-type]
            target=None,
            score=score,
            method="model",
            signal_id=content_id("signal", of, kind),
            sentence_id=of,
        )

    told = replace(
        content(two_articles, window(0)),
        framing=(
            signal(herald_says, "loaded_wording", 0.8),
            signal(courier_says, "loaded_wording", 0.4),
            signal(courier_says, "hedge", 0.5),
        ),
    )
    warehouse.write_window(path, told)
    loaded = {row[0]: row[3:5] for row in measures(path, "loaded_sentences")}
    hedged = {row[0]: row[3:5] for row in measures(path, "hedged_sentences")}
    assert loaded == {"herald": (1, 1), "courier": (0, 1)}
    assert hedged == {"herald": (0, 1), "courier": (1, 1)}


def test_a_measure_is_told_for_each_type_of_story_too(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    fires = [herald(n) for n in range(3)]
    trial = replace(
        article("herald", "Court jails banker", "12 months in prison for the banker, the judge ruled."),
        article_id="trial",
        canonical_url="https://herald.example/trial",
    )
    courier = article("courier", "Blaze at Lunn", "60 trees burnt in a fire; rescuers were called.")
    other = replace(
        article("courier", "Banker jailed", "11 months in jail for a banker, says a court."),
        article_id="ruling",
        canonical_url="https://courier.example/ruling",
    )
    warehouse.write_window(path, content([*fires, courier], window(0)))
    warehouse.write_window(path, content([trial, other], window(1)))
    with warehouse.connect(path, read_only=True) as db:
        rows = db.execute(
            "SELECT measure, story_type, numerator, denominator, rate FROM outlet_measures"
            " WHERE outlet = 'herald' AND measure LIKE 'wire_copies%' ORDER BY window_end, measure"
        ).fetchall()
    assert rows == [
        ("wire_copies", None, 0, 3, None),
        ("wire_copies/disaster", "disaster", 0, 3, None),
        ("wire_copies", None, 0, 4, None),
        ("wire_copies/crime", "crime", 0, 1, None),
    ]
