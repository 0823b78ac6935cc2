"""The archive gives again what was collected: the same tables, byte for byte, with no request made."""

import shutil
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest

from pipeline import cli, wiring
from pipeline.adapters import network
from pipeline.errors import ArchiveError
from pipeline.model import Fetch, Window
from pipeline.stages import handover, load
from pipeline.tables import from_table
from tests.unit.conftest import Reply

DAY = datetime(2026, 3, 10, tzinfo=UTC)
FIRST = Window(start=DAY, end=DAY + timedelta(days=1))
SECOND = Window(start=DAY + timedelta(days=1), end=DAY + timedelta(days=2))
BASE = "http://dunmere.test/"
OUTLETS = """
[[outlet]]
id = "dunmere"
name = "Dunmere Post"
homepage = "http://dunmere.test/"
[[outlet.feed]]
url = "http://dunmere.test/rss"

[[outlet]]
id = "north"
name = "North"
[[outlet.feed]]
url = "http://north.test/rss"
"""


def feed(*names):
    items = "".join(f"<item><title>{n}</title><link>{BASE}{n}</link></item>" for n in names)
    return Reply(f"<rss version='2.0'><channel>{items}</channel></rss>", content_type="application/rss+xml")


def page(n):
    text = "".join(
        f"<p>Ferry {n} was late by {k + 3} hours on Monday, the harbour office of the town said.</p>"
        for k in range(8)
    )
    return f"<html><head><title>Ferry {n} late</title></head><body><article><h1>Ferry {n} late</h1>{text}</article></body></html>"


@pytest.fixture
def at(site, tmp_path, monkeypatch):
    """Settings that lead to the site; call it to set the clock."""
    (tmp_path / "outlets.toml").write_text(OUTLETS)
    (tmp_path / "settings.toml").write_text(
        "[web]\ndelay_seconds = 0\nretries = 0\nmax_age_days = 0\ntotal_seconds = 2\n"
        f'[web.connect_to]\n"*.test" = "127.0.0.1:{site.port}"\n'
    )
    for name in ("settings", "outlets", "var"):
        monkeypatch.setenv(
            f"PARALLAX_{name.upper()}", str(tmp_path / (name if name == "var" else f"{name}.toml"))
        )

    def clear():
        for function in (wiring.adapters.settings, wiring.adapters.outlets, wiring.collection._hosts):
            function.cache_clear()

    clear()
    yield lambda moment: monkeypatch.setenv("PARALLAX_NOW", moment.isoformat())
    clear()


def collect(window):
    for outlet_id, told in wiring.collect_outlets(["dunmere", "north"], window):
        assert isinstance(told, dict), (outlet_id, told)
    wiring.load(window)


def tables(runs):
    return {p.relative_to(runs).as_posix(): p.read_bytes() for p in sorted(runs.rglob("*.parquet"))}


@pytest.fixture
def collected(site, at, tmp_path):
    """Two days: pages, a hop, a dead link, one that is closed, an edit, an unchanged page, a silent outlet."""
    site[BASE + "robots.txt"] = Reply("User-agent: *\nDisallow: /closed", content_type="text/plain")
    site[BASE + "rss"] = [feed("one", "two", "hop", "gone", "closed"), feed("three")]
    site[BASE + "one"] = [Reply(page(1), headers={"ETag": '"1"'}), Reply(status=304)]
    site[BASE + "two"] = [Reply(page(2)), Reply(page(22))]
    site[BASE + "hop"] = Reply(status=301, headers={"Location": "/four"})
    site[BASE + "three"], site[BASE + "four"] = page(3), page(4)
    site["http://north.test/rss"] = Reply(act=lambda handler: None)
    at(DAY + timedelta(hours=9))
    collect(FIRST)
    at(DAY + timedelta(hours=33, minutes=1))
    collect(SECOND)
    return tmp_path / "var" / "runs"


def fetched(runs, window):
    rows = from_table(Fetch, handover.read(load.paths(runs, window).fetches))
    return {row.url: row for row in rows if row.outcome != "redirected"}


@pytest.mark.parametrize("deleted", [False, True])
def test_a_replay_gives_the_same_tables(collected, site, at, deleted, monkeypatch, capsys):
    before = tables(collected)
    rows = fetched(collected, SECOND)
    assert {n: rows[BASE + n].outcome for n in ("one", "two", "three", "hop")} == {
        "one": "not_modified", "two": "ok", "three": "ok", "hop": "not_modified",
    }  # fmt: skip
    if deleted:
        shutil.rmtree(collected)
    at(DAY + timedelta(days=40))
    monkeypatch.setattr(network.CheckedNetwork, "connect_tcp", None)
    asked = len(site.asked)
    assert cli.main(["replay"]) == 0
    assert len(site.asked) == asked
    assert tables(collected) == before
    assert "collections   4" in capsys.readouterr().out
    assert len(wiring.collection.window_articles(FIRST)) == 3


def test_a_window_is_replayed_alone(collected, at, capsys):
    shutil.rmtree(collected)
    assert cli.main(["replay", "--window", "2026-03-10"]) == 0
    assert [p.name for p in collected.iterdir()] == [FIRST.key]
    assert cli.main(["replay", "--window", SECOND.key]) == 0
    assert sorted(p.name for p in collected.iterdir()) == [FIRST.key, SECOND.key]
    assert cli.main(["replay", "--window", "2025-01-01"]) == 1
    assert "holds nothing of '2025-01-01'" in capsys.readouterr().err


def test_a_window_that_was_collected_twice_is_replayed_whole(collected, site, at):
    site[BASE + "rss"] = feed("three", "five")
    site[BASE + "five"] = page(5)
    at(DAY + timedelta(hours=40))
    collect(SECOND)
    assert len(list((collected.parent / "archive" / SECOND.key).glob("dunmere*"))) == 4
    before = {name: data for name, data in tables(collected).items() if "/fetch-known/" not in name}
    shutil.rmtree(collected)
    assert cli.main(["replay"]) == 0
    after = tables(collected)
    assert {name: after[name] for name in before} == before
    assert BASE + "five" in fetched(collected, SECOND)


def test_after_a_replay_nothing_is_asked_again(collected, site, at):
    shutil.rmtree(collected)
    at(DAY + timedelta(hours=33, minutes=1))
    assert cli.main(["replay"]) == 0
    asked = len(site.asked)
    collect(SECOND)
    assert [url for url in site.asked[asked:] if "north" not in url] == []


def test_a_damaged_archive_is_told_and_what_was_there_stays(collected, at, capsys):
    before = tables(collected)
    file = next(collected.parent.glob(f"archive/{FIRST.key}/dunmere.warc.gz"))
    file.write_bytes(file.read_bytes()[:-80])
    assert cli.main(["replay", "--window", FIRST.key]) == 1
    told = capsys.readouterr()
    assert "dunmere.warc.gz: damaged" in told.err
    assert "not replayed  1" in told.out
    assert tables(collected) == before
    shutil.rmtree(collected)
    assert cli.main(["replay", "--window", FIRST.key]) == 1
    statuses = {s.outlet: s for s in wiring.collection.window_statuses(FIRST)}
    assert statuses["dunmere"].status == "failed"
    assert "damaged" in statuses["dunmere"].reason


def test_a_request_is_shown_as_it_was_answered(collected, tmp_path, capsysbinary):
    first, second = fetched(collected, FIRST), fetched(collected, SECOND)
    assert cli.main(["archive", "show", first[BASE + "one"].fetch_id]) == 0
    told = capsysbinary.readouterr().out
    assert told.startswith(b"HTTP/1.1 200 OK\r\n")
    assert b'etag: "1"' in told.lower()
    assert told.endswith(page(1).encode())
    assert cli.main(["archive", "show", second[BASE + "one"].fetch_id]) == 0
    revisited = capsysbinary.readouterr().out
    assert revisited.startswith(b"HTTP/1.1 304 Not Modified\r\n")
    assert revisited.endswith(page(1).encode())
    assert cli.main(["archive", "show", first[BASE + "one"].fetch_id, "--headers"]) == 0
    assert b"Ferry" not in capsysbinary.readouterr().out
    target = tmp_path / "page.html"
    assert cli.main(["archive", "show", second[BASE + "hop"].fetch_id, "--output", str(target)]) == 0
    assert target.read_text() == page(4)


def test_what_cannot_be_shown_is_told_why(collected, capsys):
    rows = fetched(collected, FIRST)
    assert cli.main(["archive", "show", rows[BASE + "closed"].fetch_id]) == 1
    assert "its outcome was robots_disallowed" in capsys.readouterr().err
    assert cli.main(["archive", "show", "feedfacefeedface"]) == 1
    assert "is no request that is known" in capsys.readouterr().err
    shutil.rmtree(collected.parent / "archive" / FIRST.key)
    assert cli.main(["archive", "show", rows[BASE + "one"].fetch_id]) == 1
    assert "archives are kept for 400 days" in capsys.readouterr().err
    second = fetched(collected, SECOND)
    assert cli.main(["archive", "show", second[BASE + "one"].fetch_id]) == 1
    assert "may have been pruned" in capsys.readouterr().err


def test_an_outlet_that_fails_stops_no_other(site, at, monkeypatch):
    at(DAY + timedelta(hours=9))
    site[BASE + "rss"], site[BASE + "one"] = feed("one"), page(1)

    def broken(outlet_id, window):
        if outlet_id == "north":
            raise ArchiveError("the disk refuses")
        return real(outlet_id, window)

    real = wiring.collection.collect_outlet
    monkeypatch.setattr(wiring.collection, "collect_outlet", broken)
    told = dict(wiring.collect_outlets(["dunmere", "north"], FIRST))
    assert isinstance(told["north"], ArchiveError)
    assert told["dunmere"]["found"] == 1


def test_what_is_broken_off_ends_at_its_next_page_and_leaves_no_table(site, at, tmp_path):
    at(DAY + timedelta(hours=9))
    asked = threading.Event()

    def slow(handler):
        asked.set()
        time.sleep(0.05)
        body = page(1).encode()
        handler.wfile.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(body)
        )
        handler.wfile.write(body)

    names = [f"page-{n}" for n in range(60)]
    site["http://north.test/rss"] = feed(*names)
    for name in names:
        site[BASE + name] = Reply(act=slow)
    site[BASE + "rss"] = Reply(act=lambda handler: asked.wait(20))  # ends when the other is under way
    collecting = wiring.collect_outlets(["dunmere", "north"], FIRST)
    first, _ = next(collecting)
    collecting.close()
    assert first == "dunmere"
    assert len([url for url in site.asked if "page-" in url]) < len(names)
    shards = tmp_path / "var" / "runs" / FIRST.key / "fetch"
    assert not (shards / "north.parquet").exists()
    assert not list((tmp_path / "var" / "archive").rglob("*.open"))
    for name in names:
        site[BASE + name] = page(name)
    collect(FIRST)
    assert {fetched(tmp_path / "var" / "runs", FIRST)[BASE + name].outcome for name in names} == {"ok"}
