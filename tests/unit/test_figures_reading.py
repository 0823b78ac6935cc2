"""Relative dates, as-of times, referents and speed-independent guarantees of the finder."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from pipeline.core.figures import FigureOptions, find_figures

LATE = datetime(2026, 3, 12, 23, 30, tzinfo=UTC)


def only(text, **options):
    (figure,) = find_figures(text, **options)
    return figure


def test_a_weekday_is_resolved_in_the_outlets_own_day():
    there = LATE.astimezone(timezone(timedelta(hours=2)))  # already Friday there
    assert (
        only("It fell today.", published_at=LATE).value_low + 1
        == only("It fell today.", published_at=there).value_low
    )


def test_a_zone_may_be_given_apart_from_a_time_in_utc():
    assert (
        only("It fell today.", published_at=LATE, zone=ZoneInfo("Asia/Tokyo")).value_low
        == only("It fell today.", published_at=LATE).value_low + 1
    )


def test_without_a_publication_time_a_relative_date_has_no_value():
    figure = only("It fell last Tuesday.")
    assert (figure.kind, figure.value_low, figure.value_high) == ("date", None, None)


def test_a_stated_moment_is_the_as_of_of_its_figures():
    figures = find_figures("By 10 a.m. rescuers had pulled 141 people ashore.", published_at=LATE)
    count = next(f for f in figures if f.kind == "count")
    assert count.as_of is not None
    assert count.as_of_basis == "stated"
    assert count.as_of.hour == 10


def test_a_deadline_is_no_as_of():
    (_, count) = find_figures("By Friday, April 3, some 90 houses will be sold.", published_at=LATE)
    assert count.as_of is None


def test_widths_are_options():
    wide = FigureOptions(about=0.2, nearly=0.5)
    assert only("About 100 came.", options=wide).value_low == 80
    assert only("Nearly 100 came.", options=wide).value_low == 50


def test_the_same_fate_in_other_words_is_one_referent():
    told = {
        only("Fourteen people were killed.").referent,
        only("Fourteen persons died.").referent,
        only("Fourteen residents are dead.").referent,
    }
    assert all("killed" in referent.split() for referent in told)


def test_a_part_is_marked():
    total, part = find_figures("The ferry carried 212 people, 25 of them crew.")
    assert "among" not in total.referent.split()
    assert "among" in part.referent.split()


def test_links_and_handles_hold_no_figures():
    assert find_figures("See https://news.example/2020/11/12/story-99 by @desk24 #day3") == []
