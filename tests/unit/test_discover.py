from datetime import UTC, datetime, timedelta

import pytest

from pipeline.model import Candidate, FeedState, Fetch, Outlet, Window
from pipeline.stages import discover, handover
from pipeline.stages.discover import Known
from pipeline.tables import from_table
from tests.unit.conftest import NOW, Reply

RSS = "http://dunmere.test/rss"
ATOM = "http://dunmere.test/atom"
OUTLET = Outlet(outlet_id="dunmere", name="Dunmere Post", feeds=(RSS, ATOM))


def rss(*links, date="Mon, 09 Mar 2026 08:00:00 GMT"):
    items = "".join(
        f"<item><title>T</title><link>{link}</link><pubDate>{date}</pubDate></item>" for link in links
    )
    return Reply(
        f'<rss version="2.0"><channel><title>D</title>{items}</channel></rss>',
        content_type="application/rss+xml",
    )


def atom(*links):
    entries = "".join(f'<entry><title>T</title><link href="{link}"/></entry>' for link in links)
    return Reply(f'<feed xmlns="http://www.w3.org/2005/Atom"><title>D</title>{entries}</feed>')


def run(collector, window, previous=None, outlet=OUTLET):
    where = discover.run(outlet, window, collector, Known(states=previous or {}))
    return (
        from_table(Candidate, handover.read(where.candidates)),
        from_table(FeedState, handover.read(where.feeds)),
        from_table(Fetch, handover.read(where.fetches)),
    )


def test_feeds_name_candidates_each_article_once(site, collector, window):
    site[RSS] = rss("http://dunmere.test/b", "http://dunmere.test/a?utm_source=rss")
    site[ATOM] = atom("http://dunmere.test/a", "http://dunmere.test/c")
    candidates, states, fetches = run(collector(), window)
    assert [c.canonical_url[-1] for c in candidates] == ["a", "b", "c"]
    assert candidates[0].feed_url == RSS
    assert candidates[0].published_at == datetime(2026, 3, 9, 8, tzinfo=UTC)
    assert [(s.feed_url, s.last_outcome, s.entries_last, s.last_success_at) for s in states] == [
        (RSS, "ok", 2, NOW),
        (ATOM, "ok", 2, NOW),
    ]
    assert [f.url for f in fetches] == [RSS, ATOM, "http://dunmere.test/robots.txt"]
    assert all(f.archive_file for f in fetches)


def test_a_dead_feed_harms_no_other_and_rests_ever_longer(site, collector, window):
    site[RSS] = Reply(status=410)
    site[ATOM] = atom("http://dunmere.test/a")
    before = FeedState(
        outlet="dunmere", feed_url=RSS, consecutive_failures=3, last_outcome="timeout", entries_last=9
    )
    candidates, (dead, alive), _ = run(collector(), window, {RSS: before})
    assert len(candidates) == 1
    assert (dead.last_outcome, dead.consecutive_failures, dead.entries_last) == ("http_error", 4, 9)
    assert dead.next_try_at == NOW + timedelta(hours=8)
    assert (alive.last_outcome, alive.consecutive_failures) == ("ok", 0)


def test_a_resting_feed_is_not_asked_and_never_given_up(site, collector, window):
    site[ATOM] = atom()
    resting = FeedState(
        outlet="dunmere", feed_url=RSS, consecutive_failures=90, next_try_at=NOW + timedelta(days=1)
    )
    _, (state, _), _ = run(collector(), window, {RSS: resting})
    assert state == resting
    assert RSS not in site.asked
    due = FeedState(outlet="dunmere", feed_url=RSS, consecutive_failures=90, next_try_at=NOW)
    later = Window(start=window.end, end=window.end + timedelta(days=1))
    _, (state, _), _ = run(collector(), later, {RSS: due})
    assert state.next_try_at == NOW + timedelta(days=7)


@pytest.mark.parametrize(
    ("reply", "outcome"),
    [
        (Reply("<html><p>Sign in</p></html>"), "not_a_feed"),
        (Reply('<!DOCTYPE rss [<!ENTITY a "b">]><rss version="2.0"/>'), "unsafe_feed"),
        (Reply(status=403), "http_error"),
        (Reply(act=lambda handler: None), "connection_error"),
    ],
)
def test_the_outcome_of_a_bad_feed_has_a_name(site, collector, window, reply, outcome):
    site[RSS] = reply
    site[ATOM] = atom()
    assert run(collector(), window)[1][0].last_outcome == outcome


def test_robots_may_forbid_a_feed(site, collector, window):
    site["http://dunmere.test/robots.txt"] = Reply(
        "User-agent: *\nDisallow: /rss\n", content_type="text/plain"
    )
    site[RSS], site[ATOM] = rss("http://dunmere.test/a"), atom()
    _, states, fetches = run(collector(), window)
    assert states[0].last_outcome == "robots_disallowed"
    assert RSS not in site.asked
    assert (
        next(f for f in fetches if f.url == RSS).reason == "http://dunmere.test/robots.txt forbids this path"
    )


def test_a_window_is_read_once(site, collector, window):
    site[RSS], site[ATOM] = rss("http://dunmere.test/a"), atom()
    first = run(collector(), window)
    asked = len(site.asked)
    site[RSS] = rss("http://dunmere.test/other")
    assert run(collector(), window) == first
    assert len(site.asked) == asked


def test_where_no_feed_could_be_read_another_try_is_made(site, collector, window):
    site[RSS] = site[ATOM] = Reply(status=503)
    assert run(collector(), window)[0] == []
    site[RSS] = rss("http://dunmere.test/a")
    assert len(run(collector(), window)[0]) == 1


def test_states_are_those_of_the_window_before(site, collector, window):
    site[RSS], site[ATOM] = rss("http://dunmere.test/a"), Reply(status=500)
    made = collector()
    run(made, window)
    following = Window(start=window.end, end=window.end + timedelta(days=1))
    known = discover.last_known(made.runs, "dunmere", following)
    assert {url: s.consecutive_failures for url, s in known.states.items()} == {RSS: 0, ATOM: 1}
    assert [c.url for c in known.candidates] == ["http://dunmere.test/a"]
    assert discover.last_known(made.runs, "dunmere", window) == Known()
    assert discover.last_known(made.runs, "other", following) == Known()
