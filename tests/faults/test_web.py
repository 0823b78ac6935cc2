"""Every way in which the web misbehaves has an outcome's name, harms no other page or outlet, and loses nothing."""

from __future__ import annotations

import gzip
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pipeline import cli, wiring
from pipeline.model import Article, Fetch, OutletStatus, Window
from pipeline.stages import handover, load
from pipeline.tables import from_table
from tests.unit.conftest import Reply, Site, trickle

DAY = datetime(2026, 3, 10, tzinfo=UTC)
BEFORE = Window(start=DAY - timedelta(days=1), end=DAY)
TODAY = Window(start=DAY, end=DAY + timedelta(days=1))
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
Act = Callable[[Any], object]


def page(name: str) -> str:
    text = "".join(
        f"<p>The {name} ferry was late by {k + 3} hours on Monday, the harbour office of Brücken said.</p>"
        for k in range(8)
    )
    title = f"The {name} ferry was late"
    return f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{text}</article></body></html>"


def redirect(target: str) -> Reply:
    return Reply(status=301, headers={"Location": target})


def endless(handler: Any) -> None:
    """A body that says that it has ten gigabytes, and goes on while it is read."""
    handler.wfile.write(HEAD + b"Content-Length: 10000000000\r\n\r\n")
    while True:
        handler.wfile.write(b"<p>more</p>" * 1000)


def silence(handler: Any) -> None:
    handler.connection.settimeout(5)
    handler.connection.recv(1)  # until the other side gives up


def sends(content: bytes) -> Reply:
    return Reply(act=lambda handler: handler.wfile.write(content))


def later(times: int, status: int, name: str, **headers: str) -> list[Reply]:
    return [*[Reply("later", status=status, headers=headers)] * times, Reply(page(name))]


# host -> what its page answers, and the outcome's name
PAGES: dict[str, tuple[Reply | list[Reply], str]] = {
    "good": (Reply(page("good")), "ok"),
    "reset": (sends(HEAD + b"Content-Length: 5000\r\n\r\n<html>half"), "connection_error"),
    "closed": (Reply(act=lambda handler: None), "connection_error"),
    "silent": (Reply(act=silence), "timeout"),
    "trickling": (Reply(act=trickle), "timeout"),
    "loop": (redirect("http://loop.test/page"), "bad_redirect"),
    "inward": (redirect("http://127.0.0.1:1/secret"), "private_address"),
    "mapped-inward": (redirect("http://[::ffff:10.0.0.7]/secret"), "private_address"),
    "number-inward": (redirect("http://2130706433:1/secret"), "private_address"),
    "credentials": (redirect("http://me:secret@good.test/page"), "bad_redirect"),
    "script": (redirect("javascript:alert(1)"), "bad_redirect"),
    "huge": (Reply(act=endless), "too_large"),
    "headers": (sends(HEAD + b"X-Long: " + b"y" * 1_000_000 + b"\r\n\r\n"), "too_large"),
    "many-headers": (sends(HEAD + b"X-One: 1\r\n" * 100_000 + b"\r\n"), "too_large"),
    "bomb": (Reply(gzip.compress(bytes(50_000_000)), headers={"Content-Encoding": "gzip"}), "too_large"),
    "bombs": (Reply(b"x", headers={"Content-Encoding": "gzip, gzip"}), "undecodable"),
    "no-gzip": (Reply("plain", headers={"Content-Encoding": "gzip"}), "undecodable"),
    "long": (sends(HEAD + b"Content-Length: 4\r\n\r\n<html>longer than it says"), "ok"),
    "no-http": (sends(b"SSH-2.0-OpenSSH_9.6\r\n"), "connection_error"),
    "charset": (Reply(page("charset"), content_type="text/html; charset=klingon"), "ok"),
    "invalid": (Reply(page("invalid").encode().replace("ü".encode(), b"\xc3(")), "ok"),
    "empty": (Reply(""), "empty"),
    "picture": (Reply(b"\x89PNG", content_type="image/png"), "not_html"),
    "forbidden": (Reply("no", status=403), "http_error"),
    "missing": (Reply("no", status=404), "http_error"),
    "gone": (Reply("no", status=410), "http_error"),
    "busy": (Reply("later", status=429), "http_error"),
    "busy-once": (later(1, 429, "busy-once"), "ok"),
    "busy-told": (later(1, 429, "busy-told", **{"Retry-After": "1"}), "ok"),
    "busy-long": (Reply("later", status=429, headers={"Retry-After": "86400"}), "http_error"),
    "failing": (Reply("oh", status=500), "http_error"),
    "failing-once": (later(1, 500, "failing-once"), "ok"),
    "reserved": (Reply(page("reserved"), headers={"tdm-reservation": "1"}), "opted_out"),
}
# host -> what its robots.txt answers, and the outcome's name of its page
ROBOTS: dict[str, tuple[Reply, str]] = {
    "robots-403": (Reply("no", status=403), "ok"),
    "robots-500": (Reply("oh", status=500), "robots_disallowed"),
    "robots-429": (Reply("later", status=429), "robots_disallowed"),
    "robots-forbids": (Reply("User-agent: *\nDisallow: /\n", content_type="text/plain"), "robots_disallowed"),
    "robots-rubbish": (Reply(bytes(range(256)) * 40, content_type="text/plain"), "ok"),
    "robots-silent": (Reply(act=silence), "timeout"),
}
ELSEWHERE = {
    "refused": "connection_error",
    "resolves-inward": "private_address",
    "unknown": "connection_error",
}
EXPECTED = {name: outcome for name, (_, outcome) in (PAGES | ROBOTS).items()} | ELSEWHERE
READ = {
    "good",
    "charset",
    "invalid",
    "busy-once",
    "busy-told",
    "failing-once",
    "robots-403",
    "robots-rubbish",
}


def url(name: str) -> str:
    domain = "invalid" if name in ("resolves-inward", "unknown") else "test"
    return f"http://{name}.{domain}/page"


def feed(*urls: str) -> Reply:
    items = "".join(f"<item><title>{u}</title><link>{u}</link></item>" for u in urls)
    return Reply(f"<rss version='2.0'><channel>{items}</channel></rss>", content_type="application/rss+xml")


class Night:
    """Two outlets, one of them troubled, and the day before, which is whole."""

    def __init__(self, var: Path, site: Site, at: Callable[[datetime], None]) -> None:
        self.var, self.site, self._at = var, site, at

    def collect(self, window: Window) -> dict[str, Any]:
        self._at(window.start + timedelta(hours=9))
        told = dict(wiring.collect_outlets(["north", "troubled"], window))
        for outlet_id, result in told.items():
            if isinstance(result, Exception):
                wiring.tell_failed(outlet_id, window, str(result))
        wiring.load(window)
        return told

    def rows(self, record_type: type, name: str, window: Window = TODAY) -> list[Any]:
        path = getattr(load.paths(self.var / "runs", window), name)
        return from_table(record_type, handover.read(path))

    def kept(self, window: Window) -> dict[str, bytes]:
        """Every file of a window."""
        folders = (self.var / "runs" / window.key, self.var / "archive" / window.key)
        return {str(p): p.read_bytes() for folder in folders for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def site() -> Iterator[Site]:
    served = Site()
    yield served
    served.close()


@pytest.fixture
def night(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Night]:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        closed = unused.getsockname()[1]
    outlets = "".join(
        f'[[outlet]]\nid = "{name}"\nname = "{name}"\n[[outlet.feed]]\nurl = "http://{name}.test/rss"\n'
        for name in ("north", "troubled")
    )
    (tmp_path / "outlets.toml").write_text(outlets)
    (tmp_path / "settings.toml").write_text(
        "[web]\ndelay_seconds = 0\nretries = 1\nmax_age_days = 0\nmax_bytes = 300000\ntimeout_seconds = 1.5\n"
        "total_seconds = 3\nrefetch_hours = []\n"
        f'[web.connect_to]\n"refused.test" = "127.0.0.1:{closed}"\n"*.test" = "127.0.0.1:{site.port}"\n'
    )
    for name, place in (("SETTINGS", "settings.toml"), ("OUTLETS", "outlets.toml"), ("VAR", "var")):
        monkeypatch.setenv(f"PARALLAX_{name}", str(tmp_path / place))
    resolve = socket.getaddrinfo

    def inward(host: Any, port: Any, *rest: Any, **options: Any) -> Any:
        if host in ("resolves-inward.invalid", b"resolves-inward.invalid"):
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("10.0.0.7", port))]
        if host in ("2130706433", b"2130706433"):  # as resolvers read it, which tests may not ask
            host = "127.0.0.1"
        return resolve(host, port, *rest, **options)

    monkeypatch.setattr(socket, "getaddrinfo", inward)
    caches = (wiring.adapters.settings, wiring.adapters.outlets, wiring.collection._hosts)
    for cache in caches:
        cache.cache_clear()
    site["http://north.test/rss"] = feed(*(f"http://north.test/{n}" for n in range(4)))
    for n in range(4):
        site[f"http://north.test/{n}"] = page(f"north {n}")
    yield Night(tmp_path / "var", site, lambda t: monkeypatch.setenv("PARALLAX_NOW", t.isoformat()))
    for cache in caches:
        cache.cache_clear()


@pytest.fixture
def troubled(night: Night) -> Night:
    site = night.site
    site["http://troubled.test/rss"] = feed(*(url(name) for name in EXPECTED))
    for name, (reply, _) in PAGES.items():
        site[url(name)] = reply
    for name, (reply, _) in ROBOTS.items():
        site[url(name)] = page(name)
        site[f"http://{name}.test/robots.txt"] = reply
    return night


def test_every_fault_has_its_name_and_harms_no_other(troubled: Night) -> None:
    calm = {a.title for a in _articles_of(troubled, BEFORE)}
    before = troubled.kept(BEFORE)
    told = troubled.collect(TODAY)
    rows = {
        row.url: row
        for row in troubled.rows(Fetch, "fetches")
        if row.outcome not in ("redirected", "retried")
    }
    assert {name: rows[url(name)].outcome for name in EXPECTED} == EXPECTED
    assert all(rows[url(name)].reason for name, outcome in EXPECTED.items() if outcome != "ok")
    articles = troubled.rows(Article, "articles")
    assert {a.url for a in articles if a.outlet == "troubled"} == {url(name) for name in READ}
    assert told["troubled"]["status"] == "partial"
    _is_calm(troubled, calm)
    assert troubled.kept(BEFORE) == before
    assert not [asked for asked in troubled.site.asked if "secret" in asked]
    assert "secret@" not in "".join(f"{row.final_url} {row.reason}" for row in rows.values())


def _articles_of(night: Night, window: Window) -> list[Article]:
    """North's articles of a day on which the other outlet has nothing."""
    page_of_today = night.site._replies["http://troubled.test/rss"]
    night.site["http://troubled.test/rss"] = feed()
    night.collect(window)
    night.site["http://troubled.test/rss"] = page_of_today
    night.site["http://north.test/rss"] = feed(*(f"http://north.test/{n}" for n in range(4, 8)))
    for n in range(4, 8):
        night.site[f"http://north.test/{n}"] = page(f"north {n}")
    return night.rows(Article, "articles", window)


def _is_calm(night: Night, before: set[str]) -> None:
    """Whether the outlet beside the troubled one was collected as ever."""
    assert before == {f"The north {n} ferry was late" for n in range(4)}
    titles = {a.title for a in night.rows(Article, "articles") if a.outlet == "north"}
    assert titles == {f"The north {n} ferry was late" for n in range(4, 8)}
    statuses = {s.outlet: s.status for s in night.rows(OutletStatus, "statuses")}
    assert statuses["north"] == "fetched"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_costs_one_outlet_its_night_and_nothing_else(night: Night) -> None:
    night.site["http://troubled.test/rss"] = feed(url("good"))
    night.site[url("good")] = page("good") + "<!-- " + "".join(map(chr, range(0x4E00, 0x9000))) * 4 + " -->"
    calm = {a.title for a in _articles_of(night, BEFORE)}
    before = night.kept(BEFORE)
    draft = night.var / "archive" / TODAY.key / "troubled.warc.gz.open"
    draft.parent.mkdir(parents=True)
    draft.symlink_to("/dev/full")
    told = night.collect(TODAY)
    assert "No space left" in str(told["troubled"])
    _is_calm(night, calm)
    statuses = {s.outlet: s for s in night.rows(OutletStatus, "statuses")}
    assert statuses["troubled"].status == "failed"
    assert "make room" in statuses["troubled"].reason
    assert night.kept(BEFORE) == before
    assert not list(night.var.rglob("*.open"))
    assert not isinstance(night.collect(TODAY)["troubled"], Exception)
    assert url("good") in {a.url for a in night.rows(Article, "articles")}


def test_what_a_kill_left_is_never_read(night: Night) -> None:
    night.site["http://troubled.test/rss"] = feed(url("good"))
    night.site[url("good")] = page("good")
    night.collect(TODAY)
    whole = night.var / "archive" / TODAY.key / "troubled.warc.gz"
    rows = night.rows(Fetch, "fetches")
    half = whole.with_name("troubled_120000.warc.gz.open")
    half.write_bytes(whole.read_bytes()[:700])
    assert cli.main(["replay"]) == 0
    assert night.rows(Fetch, "fetches") == rows
    night.collect(TODAY)
    assert night.rows(Fetch, "fetches") == rows
