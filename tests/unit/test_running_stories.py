"""Running stories: who keeps an id, what split, what merged, what closed; whatever the order."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.running import continued, still_open
from pipeline.ids import content_id
from pipeline.model import Article, Story, StoryChange

END = datetime(2026, 3, 3, tzinfo=UTC)
QUIET = timedelta(days=4)


def article(name):
    return Article(
        article_id=name,
        content_hash=f"hash-{name}",
        url=f"https://one.example/{name}",
        canonical_url=f"https://one.example/{name}",
        outlet="one",
        title=name,
        text=name,
        word_count=1,
    )


def story(members, *, story_id=None, closes_at=None):
    ids = tuple(sorted(members))
    return Story(
        story_id=story_id or content_id("story", ids[0], f"hash-{ids[0]}"),
        title=ids[0],
        article_ids=ids,
        first_published_at=None,
        last_published_at=None,
        outlet_count=1,
        origin_count=1,
        closes_at=closes_at,
    )


def night(found, running, fresh):
    everything = {a: article(a) for s in found for a in s.article_ids}
    return continued(found, running, everything, set(fresh), end=END, quiet=QUIET)


def test_a_story_that_grows_keeps_its_id():
    before = story("ab", story_id="kept", closes_at=END + timedelta(days=1))
    told = night([story("abc")], [before], "c")
    assert [(s.story_id, s.article_ids) for s in told.touched] == [("kept", ("a", "b", "c"))]
    assert told.touched[0].closes_at == END + QUIET
    assert told.changes == ()


def test_an_earlier_article_that_comes_late_does_not_rename_a_story():
    told = night([story("abc")], [story("bc", story_id="kept")], "a")
    assert [s.story_id for s in told.touched] == ["kept"]


def test_a_story_that_nothing_came_to_is_left_as_it_was():
    before = story("ab", story_id="kept", closes_at=END)
    told = night([story("ab"), story("c")], [before], "c")
    assert told.unchanged == (before,)
    assert [s.article_ids for s in told.touched] == [("c",)]


def test_the_larger_part_of_a_split_story_keeps_the_id():
    before = story("abcde", story_id="kept", closes_at=END + timedelta(days=2))
    told = night([story("ab"), story("cde")], [before], "")
    names = {s.article_ids: s.story_id for s in told.touched}
    assert names["c", "d", "e"] == "kept"
    assert told.changes == (StoryChange(story_id=names["a", "b"], from_story_id="kept", change="split"),)
    assert {s.closes_at for s in told.touched} == {END + timedelta(days=2)}  # no article came


def test_a_part_that_begins_as_the_story_did_gets_an_id_of_its_own():
    before = story("abcde")
    told = night([story("ab"), story("cde")], [before], "")
    assert len({s.story_id for s in told.touched}) == 2


def test_merged_stories_bear_the_id_of_the_larger_and_say_so():
    told = night([story("abcd")], [story("a", story_id="x"), story("bc", story_id="y")], "d")
    assert [s.story_id for s in told.touched] == ["y"]
    assert told.changes == (StoryChange(story_id="y", from_story_id="x", change="merged"),)


def test_an_article_that_moves_to_another_story_is_a_split():
    told = night([story("ab"), story("cdef")], [story("abc", story_id="x"), story("def", story_id="y")], "")
    assert {s.story_id: s.article_ids for s in told.touched} == {"x": ("a", "b"), "y": ("c", "d", "e", "f")}
    assert told.changes == (StoryChange(story_id="y", from_story_id="x", change="split"),)


def test_stories_close_after_a_quiet_time():
    rows = [story("a", closes_at=END), story("b", closes_at=END + timedelta(hours=1)), story("c")]
    assert {s.article_ids for s in still_open(rows, END)} == {("b",), ("c",)}


GROUPS = st.lists(st.integers(0, 4), min_size=1, max_size=10)


def grouped(labels):
    members = {}
    for number, label in enumerate(labels):
        members.setdefault(label, []).append("abcdefghij"[number])
    return [story(rows) for rows in members.values()]


@given(GROUPS, GROUPS, st.randoms(use_true_random=False))
def test_every_article_is_in_one_story_and_order_changes_nothing(now, before, draw):
    found = grouped(now)
    running = grouped(before[: len(now)])
    fresh = "abcdefghij"[len(before) : len(now)]
    told = night(found, running, fresh)
    rows = [*told.touched, *told.unchanged]
    assert sorted(a for s in rows for a in s.article_ids) == sorted(a for s in found for a in s.article_ids)
    assert len({s.story_id for s in rows}) == len(rows)
    draw.shuffle(found)
    draw.shuffle(running)
    assert night(found, running, fresh) == told


@given(GROUPS)
def test_a_night_that_finds_the_same_changes_nothing(labels):
    first = night(grouped(labels), [], "abcdefghij")
    again = night(grouped(labels), first.touched, "")
    assert (again.touched, again.changes) == ((), ())
    assert again.unchanged == first.touched
