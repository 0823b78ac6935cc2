import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

import pytest

from pipeline.adapters.archive_reading import read_record
from pipeline.errors import ArchiveError
from pipeline.model import Candidate, Fetch, Outlet, Window
from pipeline.stages import fetch, handover
from pipeline.stages.discover import VERSION
from pipeline.tables import from_table, to_table
from tests.unit.conftest import NOW, Reply, trickle

OUTLET = Outlet(outlet_id="dunmere", name="Dunmere Post", feeds=("http://dunmere.test/rss",))


def candidate(url):
    return Candidate(outlet="dunmere", url=url, canonical_url=url, feed_url="http://dunmere.test/rss")


def run(collector, window, urls, earlier=None):
    path = handover.shard(collector.runs, window, "discover", "dunmere")
    handover.write(path, to_table(Candidate, [candidate(url) for url in urls]), "h", VERSION)
    rows = from_table(Fetch, handover.read(fetch.run(OUTLET, window, collector, path, earlier or {})))
    return {row.url: row for row in rows}


def test_pages_are_archived_and_rows_point_to_them(site, collector, window):
    site["http://dunmere.test/a"] = "<p>A</p>"
    site["http://dunmere.test/b"] = Reply(status=301, headers={"Location": "/c"})
    site["http://dunmere.test/c"] = "<p>C</p>"
    made = collector()
    rows = run(made, window, ["http://dunmere.test/a", "http://dunmere.test/b"])
    a, b = rows["http://dunmere.test/a"], rows["http://dunmere.test/b"]
    assert (a.outcome, a.status, a.bytes) == ("ok", 200, 8)
    assert b.final_url == "http://dunmere.test/c"
    assert a.archive_file == f"archive/{window.key}/dunmere.warc.gz"
    for row, body in ((a, b"<p>A</p>"), (b, b"<p>C</p>")):
        record = read_record(made.var / row.archive_file, row.archive_offset)
        assert (record.url, record.body) == (row.final_url, body)
    assert "http://dunmere.test/robots.txt" in rows


def test_every_request_has_an_outcome_and_none_harms_another(site, collector, window):
    site["http://dunmere.test/robots.txt"] = Reply(
        "User-agent: *\nDisallow: /members", content_type="text/plain"
    )
    base = "http://dunmere.test/"
    site[base + "good"] = "<p>fine</p>"
    site[base + "slow"] = Reply(act=trickle)
    site[base + "big"] = Reply("x" * 5000)
    site[base + "pdf"] = Reply("%PDF", content_type="application/pdf")
    site[base + "mine"] = Reply("<p>", headers={"tdm-reservation": "1"})
    site[base + "inside"] = Reply(status=302, headers={"Location": f"http://127.0.0.1:{site.port}/"})
    site[base + "loop"] = Reply(status=302, headers={"Location": base + "loop"})
    site[base + "reset"] = Reply(act=lambda handler: None)
    names = ["good", "slow", "big", "pdf", "mine", "inside", "loop", "reset", "gone", "members/a"]
    rows = run(collector(max_bytes=1000, total_seconds=3), window, [base + name for name in names])
    assert {name: rows[base + name].outcome for name in names} == {
        "good": "ok",
        "slow": "timeout",
        "big": "too_large",
        "pdf": "not_html",
        "mine": "opted_out",
        "inside": "private_address",
        "loop": "bad_redirect",
        "reset": "connection_error",
        "gone": "http_error",
        "members/a": "robots_disallowed",
    }
    assert [name for name in names if rows[base + name].archive_file] == ["good", "gone"]
    assert base + "members/a" not in site.asked


def test_opt_outs_are_read_where_the_settings_say_so(site, collector, window):
    url = "http://dunmere.test/mine"
    site[url] = Reply("<p>", headers={"tdm-reservation": "1"})
    assert run(collector(obey_opt_outs=False), window, [url])[url].outcome == "ok"


class Days:
    """A site visited on one day and on those that follow, by a clock that stands at each day's noon."""

    def __init__(self, collector, window, **settings):
        self.made, self.window = collector(**settings), window
        self.known = {}

    def visit(self, urls, after=timedelta()):
        """Rows of a collection `after` the first, with what the one before it left."""
        window = Window(start=self.window.start + after, end=self.window.end + after)
        made = replace(self.made, clock=lambda: NOW + after)
        known = fetch.known_pages(made.runs, "dunmere", window, timedelta(days=7))
        return run(made, window, urls, known)


A, B, GONE = "http://dunmere.test/a", "http://dunmere.test/b", "http://dunmere.test/gone"
HOURS = {n: timedelta(hours=n) for n in (24, 30, 48, 96)}


def test_a_page_is_asked_again_only_at_the_hours_of_the_settings(site, collector, window):
    site[A] = site[B] = "<p>page</p>"
    days = Days(collector, window, refetch_hours=(30, 90))
    days.visit([A, GONE])
    second = days.visit([A, B, GONE], HOURS[24])
    assert {url for url in second if url in (A, B, GONE)} == {B}
    third = days.visit([A, B, GONE], HOURS[48])
    assert {url for url in third if url in (A, B, GONE)} == {A, GONE}
    fourth = days.visit([A], HOURS[96])
    assert fourth[A].outcome == "not_modified"


def test_a_page_is_asked_by_what_it_told_and_an_unchanged_one_is_a_revisit(site, collector, window):
    site[A] = [
        Reply("<p>page</p>", headers={"ETag": '"v1"', "Last-Modified": "yesterday"}),
        Reply(status=304),
    ]
    days = Days(collector, window, refetch_hours=(24, 48))
    first = days.visit([A])[A]
    row = days.visit([A], HOURS[24])[A]
    asked = site.seen_headers[-1]
    assert (asked["If-None-Match"], asked["If-Modified-Since"]) == ('"v1"', "yesterday")
    assert (row.outcome, row.status, row.bytes) == ("not_modified", 304, 0)
    record = read_record(days.made.var / row.archive_file, row.archive_offset)
    assert (record.status, record.body) == (304, b"<p>page</p>")
    assert (record.original.file, record.original.offset) == (
        first.archive_file.removeprefix("archive/"), first.archive_offset,
    )  # fmt: skip
    site[A] = Reply("<p>edited</p>")
    assert days.visit([A], HOURS[48])[A].outcome == "ok"
    assert site.seen_headers[-1]["If-None-Match"] == '"v1"'


def test_the_same_bytes_are_not_modified_whatever_the_status(site, collector, window):
    site[A] = "<p>page</p>"
    days = Days(collector, window, refetch_hours=(24,))
    days.visit([A])
    row = days.visit([A], HOURS[24])[A]
    assert (row.outcome, row.status, row.reason) == ("not_modified", 200, "the same bytes as before")
    assert read_record(days.made.var / row.archive_file, row.archive_offset).body == b"<p>page</p>"


def test_a_page_that_no_feed_names_any_more_is_seen_to_change(site, collector, window):
    site[A], site[B] = "<p>page</p>", "<p>other</p>"
    days = Days(collector, window, refetch_hours=(24,))
    days.visit([A])
    site[A] = "<p>edited</p>"
    rows = days.visit([B], HOURS[24])
    assert (rows[A].outcome, rows[B].outcome) == ("ok", "ok")
    later = Window(start=window.start + HOURS[24], end=window.end + HOURS[24])
    assert [c.url for c in fetch.read_again(days.made.runs, later, "dunmere")] == [A]


def test_a_page_whose_archive_is_gone_is_asked_without_conditions(site, collector, window):
    site[A] = Reply("<p>page</p>", headers={"ETag": '"v1"'})
    days = Days(collector, window, refetch_hours=(24,))
    row = days.visit([A])[A]
    (days.made.var / row.archive_file).unlink()
    assert days.visit([A], HOURS[24])[A].outcome == "ok"
    assert "If-None-Match" not in site.seen_headers[-1]


def test_a_304_that_nobody_asked_for_is_no_news(site, collector, window):
    site[A] = Reply(status=304)
    assert run(collector(), window, [A])[A].outcome == "http_error"


def test_odd_validators_are_not_sent_back(site, collector, window):
    site[A] = Reply("<p>page</p>", headers={"ETag": "no quotes", "Last-Modified": "\xe9" * 3})
    days = Days(collector, window, refetch_hours=(24,))
    days.visit([A])
    assert days.visit([A], HOURS[24])[A].outcome == "not_modified"
    assert not {"If-None-Match", "If-Modified-Since"} & set(site.seen_headers[-1])


def test_hops_and_attempts_leave_rows_of_their_own(site, collector, window):
    site[A] = Reply(status=302, headers={"Location": "/b"})
    site[B] = [Reply("later", status=503, headers={"Retry-After": "0"}), Reply("<p>page</p>")]
    path = handover.shard(collector().runs, window, "discover", "dunmere")
    handover.write(path, to_table(Candidate, [candidate(A)]), "h", VERSION)
    made = collector(retries=1)
    rows = from_table(Fetch, handover.read(fetch.run(OUTLET, window, made, path, {})))
    told = [
        (r.url, r.outcome, r.status, r.final_url)
        for r in rows
        if "robots" not in r.url and "tdm" not in r.url
    ]
    assert told == [
        (A, "redirected", 302, A),
        (A, "retried", 503, B),
        (A, "redirected", 302, A),
        (A, "ok", 200, B),
    ]
    assert len({r.fetch_id for r in rows}) == len(rows)
    assert all(r.archive_file for r in rows)


def test_pages_that_a_site_reserves_are_not_asked(site, collector, window):
    rules = [{"location": "/b*", "tdm-reservation": 1}, {"location": "/", "tdm-reservation": 0}]
    site["http://dunmere.test/.well-known/tdmrep.json"] = Reply(
        json.dumps(rules), content_type="application/json"
    )
    site[A] = site[B] = "<p>page</p>"
    rows = run(collector(), window, [A, B])
    assert (rows[A].outcome, rows[B].outcome) == ("ok", "opted_out")
    assert B not in site.asked


def test_what_robots_decided_stands_in_its_row(site, collector, window):
    site["http://dunmere.test/robots.txt"] = Reply(
        "User-agent: *\nCrawl-delay: 0.01\n", content_type="text/plain"
    )
    site[A] = site["http://north.test/a"] = "<p>page</p>"
    rows = run(collector(), window, [A, "http://north.test/a"])
    assert rows["http://dunmere.test/robots.txt"].reason == "rules read, a request every 0.01 s"
    assert rows["http://north.test/robots.txt"].reason == "no rules (status 404): all is allowed"


def test_an_outlet_whose_time_is_up_leaves_the_rest_for_later(site, collector, window):
    urls = [f"http://dunmere.test/{n}" for n in range(4)]
    for url in urls:
        site[url] = "<p>page</p>"
    rows = run(collector(outlet_seconds=0.000001), window, urls)
    assert {rows[url].outcome for url in urls} == {"deferred"}
    later = Window(start=window.end, end=window.end + timedelta(days=1))
    assert not fetch.known_pages(collector().runs, "dunmere", later, timedelta(days=7))


def test_connections_are_kept_over_all_hosts_of_an_outlet(site, collector, window):
    urls = [f"http://{host}.test/{n}" for host in ("dunmere", "north") for n in range(10)]
    for url in urls:
        site[url] = "<p>page</p>"
    rows = run(collector(per_host=2), window, urls)
    assert {rows[url].outcome for url in urls} == {"ok"}
    assert site.connections <= 4  # two hosts, two at once


def test_a_silent_host_is_given_up(site, collector, window):
    urls = [f"http://dunmere.test/{n:02}" for n in range(30)]
    for url in urls:
        site[url] = Reply(act=lambda handler: None)
    rows = run(collector(per_host=1), window, urls)
    assert all(rows[url].outcome == "connection_error" for url in urls)
    assert len([url for url in site.asked if "robots" not in url]) < 30
    assert "in a row without an answer" in rows[urls[-1]].reason


def test_a_window_is_fetched_once_and_gives_equal_rows_and_bytes(site, collector, window, tmp_path):
    urls = [f"http://dunmere.test/{n}" for n in range(12)]
    for url in urls:
        site[url] = f"<p>{url}</p>" * 50
    made = collector()
    first = run(made, window, urls)
    archive = made.var / made.archive_name(window, "dunmere")
    before = archive.read_bytes()
    asked = len(site.asked)
    assert run(made, window, urls) == first
    assert len(site.asked) == asked
    archive.unlink()
    assert run(made, window, urls) == first
    assert archive.read_bytes() == before


def test_where_no_page_came_another_try_is_made(site, collector, window):
    url = "http://dunmere.test/a"
    site[url] = Reply(status=503)
    assert run(collector(), window, [url])[url].outcome == "http_error"
    site[url] = "<p>back</p>"
    assert run(collector(), window, [url])[url].outcome == "ok"


def test_a_disk_that_refuses_is_told_and_leaves_no_table(site, collector, window):
    made = collector()
    site["http://dunmere.test/a"] = "<p>A</p>"
    (made.var / "archive").parent.mkdir(parents=True)
    (made.var / "archive").write_text("a file where a folder should be")
    with pytest.raises(ArchiveError, match="cannot be written"):
        run(made, window, ["http://dunmere.test/a"])
    assert not fetch.path(made.runs, window, "dunmere").exists()


def test_what_is_archived_is_not_asked_again_though_its_tables_are_gone(site, collector, window):
    site[A] = "<p>page</p>"
    made = collector()
    first = run(made, window, [A])
    archive = made.var / made.archive_name(window, "dunmere")
    before, asked = archive.read_bytes(), len(site.asked)
    for stage in ("fetch", "fetch-known", "fetch-again"):
        handover.shard(made.runs, window, stage, "dunmere").unlink()
    assert run(made, window, [A]) == first
    assert len(site.asked) == asked
    assert archive.read_bytes() == before


def test_a_damaged_archive_is_never_written_over(site, collector, window):
    site[A] = "<p>page</p>"
    made = collector()
    run(made, window, [A])
    archive = made.var / made.archive_name(window, "dunmere")
    archive.write_bytes(archive.read_bytes()[:-90])
    before = archive.read_bytes()
    fetch.path(made.runs, window, "dunmere").unlink()
    row = run(made, window, [A])[A]
    assert row.outcome == "ok"
    assert row.archive_file != made.archive_name(window, "dunmere")
    assert archive.read_bytes() == before


KILLED = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from pipeline.adapters.http import WebClient
from pipeline.model import Outlet, Window
from pipeline.settings import Web
from pipeline.stages import fetch, handover
from pipeline.stages.recorder import Collector

now = datetime(2026, 3, 10, 12, tzinfo=UTC)
web = Web(connect_to={"*.test": f"127.0.0.1:{sys.argv[2]}"}, delay_seconds=0, retries=0)
made = Collector(var=Path(sys.argv[1]), web=web, clock=lambda: now, software="Parallax/test",
                 open_web=lambda outlet: WebClient(web, lambda: now))
window = Window(start=datetime(2026, 3, 10, tzinfo=UTC), end=datetime(2026, 3, 11, tzinfo=UTC))
outlet = Outlet(outlet_id="dunmere", name="Dunmere Post", feeds=("http://dunmere.test/rss",))
fetch.run(outlet, window, made, handover.shard(made.runs, window, "discover", "dunmere"), {})
"""


def test_a_kill_while_archiving_leaves_nothing_that_is_read_afterwards(site, collector, window):
    urls = [f"http://dunmere.test/{n}" for n in range(5)]
    for url in urls[:4]:
        site[url] = "<p>page</p>"
    made = collector()
    path = handover.shard(made.runs, window, "discover", "dunmere")
    handover.write(path, to_table(Candidate, [candidate(url) for url in urls]), "h", VERSION)
    killed = []

    def kill(_handler):
        if not killed:
            killed.append(True)
            os.kill(child.pid, signal.SIGKILL)

    site[urls[4]] = Reply(act=kill)
    child = subprocess.Popen([sys.executable, "-c", KILLED, str(made.var), str(site.port)])
    assert child.wait(60) == -signal.SIGKILL
    assert not (made.var / made.archive_name(window, "dunmere")).exists()
    assert not fetch.path(made.runs, window, "dunmere").exists()
    site[urls[4]] = "<p>page</p>"
    rows = run(made, window, urls)
    assert [rows[url].outcome for url in urls] == ["ok"] * 5
    assert not list((made.var / "archive").rglob("*.open"))
