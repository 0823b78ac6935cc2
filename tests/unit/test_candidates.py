import itertools

import pytest

from pipeline.core.candidates import merge_candidates, newest
from pipeline.core.urls import canonical_url, is_side_door, page_key
from pipeline.model import Candidate
from tests.unit.conftest import NOW


def named(url, feed="http://d.test/rss", **rest):
    return Candidate(outlet="d", url=url, canonical_url=canonical_url(url), feed_url=feed, **rest)


ONE_PAGE = [
    "https://www.d.test/news/quay",
    "http://www.d.test/news/quay",
    "https://d.test/news/quay/",
    "https://m.d.test/news/quay?utm_source=rss",
    "https://www.d.test/news/quay/amp",
    "https://www.d.test/amp/news/quay",
    "https://amp.d.test/news/quay",
    "https://www.d.test/news/quay?outputType=amp#top",
    "https://www.d.test/news/quay?amp=1",
    "https://www.d.test/news/quay?amp",
]


def test_the_ways_to_one_page_are_one():
    assert len({page_key(canonical_url(url)) for url in ONE_PAGE}) == 1


@pytest.mark.parametrize(
    "other",
    [
        "https://www.d.test/news/quay-2",
        "https://www.d.test/news/quay?id=7",
        "https://sport.d.test/news/quay",
        "https://www.other.test/news/quay",
        "https://www.d.test/news/amp-hours-of-the-quay",
        "https://m.test/news/quay",
    ],
)
def test_other_pages_are_others(other):
    assert page_key(canonical_url(other)) != page_key(canonical_url(ONE_PAGE[0]))


def test_of_several_ways_the_plain_one_is_taken_whatever_their_order():
    some = [named(url, feed=f"http://d.test/{n}") for n, url in enumerate(ONE_PAGE[:6])]
    for order in itertools.islice(itertools.permutations(some), 40):
        (merged,) = merge_candidates(order)
        assert merged.url.startswith("https://")
        assert not is_side_door(merged.canonical_url)
        assert merged.feed_url == order[0].feed_url
        assert {merged.feed_url, *merged.also_in} == {c.feed_url for c in some}


def test_each_announcement_adds_what_the_others_leave_out():
    first = named("http://d.test/a", title="Quay", byline="Ann")
    second = named(
        "http://d.test/a/", feed="http://d.test/map", published_at=NOW, title="The quay", credit="NWA"
    )
    (merged,) = merge_candidates([first, second])
    assert (merged.title, merged.byline, merged.credit, merged.published_at) == ("Quay", "Ann", "NWA", NOW)
    assert merged.also_in == ("http://d.test/map",)


def test_of_too_many_the_newest_are_taken_and_undated_ones_last():
    some = [named(f"http://d.test/{n}", announced_at=NOW.replace(hour=n) if n else None) for n in range(5)]
    assert [c.url[-1] for c in newest(some, 3)] == ["4", "3", "2"]
    assert newest(some, 5) == some
