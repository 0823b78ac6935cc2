import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest

from pipeline.adapters.archive import read_record
from pipeline.errors import ArchiveError
from pipeline.model import Candidate, Fetch, Outlet, Window
from pipeline.stages import fetch, handover
from pipeline.stages.discover import VERSION
from pipeline.tables import from_table, to_table
from tests.unit.conftest import Reply, trickle

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


def test_pages_of_earlier_windows_are_left_alone(site, collector, window):
    site["http://dunmere.test/a"] = site["http://dunmere.test/b"] = "<p>page</p>"
    made = collector()
    run(made, window, ["http://dunmere.test/a", "http://dunmere.test/gone"])
    following = Window(start=window.end, end=window.end + timedelta(days=1))
    earlier = fetch.fetched_before(made.runs, "dunmere", following, timedelta(days=2))
    assert set(earlier) & {"http://dunmere.test/a", "http://dunmere.test/gone"} == {"http://dunmere.test/a"}
    rows = run(made, following, ["http://dunmere.test/a", "http://dunmere.test/b"], earlier)
    assert "http://dunmere.test/a" not in rows
    assert rows["http://dunmere.test/b"].outcome == "ok"
    assert fetch.fetched_before(made.runs, "dunmere", following, timedelta(hours=1)) == {}


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
