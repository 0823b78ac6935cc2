"""Which versions a window compares: those that it saw first, with the earlier ones of their articles."""

from datetime import timedelta

import pytest

from pipeline import wiring
from pipeline.model import Article, Window
from pipeline.settings import Paths, Settings
from pipeline.stages import handover, load
from pipeline.tables import to_table
from pipeline.wiring import collection
from tests.unit.test_load import T0, version

DAY = timedelta(days=1)


@pytest.fixture
def runs(tmp_path, monkeypatch):
    made = Settings(paths=Paths(var=tmp_path))
    monkeypatch.setattr(collection, "settings", lambda: made)
    return made.runs


def collect(runs, hour, *articles):
    """What the collection of one hour loaded."""
    window = Window(start=T0 + timedelta(hours=hour), end=T0 + timedelta(hours=hour + 1))
    where = load.paths(runs, window)
    handover.write(where.articles, to_table(Article, articles), "", "1")


def seen(day):
    window = wiring.window_of((T0 + day * DAY).date())
    return [(a.article_id, a.version, a.text) for a in collection.window_articles(window)]


def test_an_edit_of_the_next_night_comes_with_what_stood_before(runs):
    collect(runs, 6, version("a", "first", 6), version("b", "other", 6))
    collect(runs, 30, version("a", "second", 30))
    assert seen(0) == [("a", 1, "first"), ("b", 1, "other")]
    assert seen(1) == [("a", 1, "first"), ("a", 2, "second")]


def test_a_text_seen_again_is_no_version_and_is_not_compared_again(runs):
    collect(runs, 6, version("a", "first", 6))
    collect(runs, 30, version("a", "first", 30), version("b", "new", 30))
    assert seen(1) == [("b", 1, "new")]
    assert seen(2) == []


def test_versions_are_numbered_over_nights_whichever_is_run_when(runs):
    collect(runs, 6, version("a", "first", 6))
    collect(runs, 30, version("a", "second", 30))
    collect(runs, 54, version("a", "first", 54), version("a", "third", 54.5))
    assert [row[1:] for row in seen(2)] == [(1, "first"), (2, "second"), (3, "third")]
    assert [row[1:] for row in seen(1)] == [(1, "first"), (2, "second")]
    assert [row[1:] for row in seen(0)] == [(1, "first")]


def test_only_the_days_before_are_looked_through(runs):
    collect(runs, 6, version("a", "first", 6))
    late = 24 * (collection.EARLIER_SPAN.days + 1) + 6
    collect(runs, late, version("a", "second", late))
    assert seen(collection.EARLIER_SPAN.days + 1) == [("a", 1, "second")]
