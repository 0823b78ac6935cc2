"""Every outlet's site on one loopback port, told apart by the Host header.

    python -m demo.sites --port 8123

serves until it is interrupted and prints `listening 127.0.0.1:PORT` first; port 0 picks a free one. Nothing
is fetched from outside, and every answer is the same at every start.
"""

from __future__ import annotations

import argparse
import hashlib
import signal
import sys
import threading
import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self

from demo.articles import DemoArticle, load_coverage
from demo.designs import DESIGNS, SiteDesign
from demo.feeds import build_feed, feed_content_type
from demo.pages import Page, Pages
from demo.sitemaps import build_index, build_news

__all__ = ["OUTLETS", "DemoArticle", "DemoSites", "load_coverage"]

OUTLETS = Path(__file__).resolve().parent / "outlets.toml"
LOOPBACK = "127.0.0.1"
RECORDED = datetime(2026, 3, 12, 9, tzinfo=UTC)

Sites = Mapping[str, Mapping[str, Page]]  # pages by host and path


class DemoSites:
    """The demo's sites, served from `with` to its end, or from `start` to `stop`."""

    def __init__(self, port: int = 0) -> None:
        self._server = _Server((LOOPBACK, port), build_sites())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def hosts(self) -> tuple[str, ...]:
        """The host names that are served."""
        return tuple(design.host for design in DESIGNS)

    @property
    def outlets_file(self) -> str:
        """The content of the outlets file that lists these sites."""
        return OUTLETS.read_text(encoding="utf-8")

    @property
    def connect_to(self) -> dict[str, str]:
        """The setting that leads every host here."""
        return dict.fromkeys(self.hosts, f"{LOOPBACK}:{self.port}")

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Stop serving and close the port."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def build_sites() -> Sites:
    """Every page, feed and robots.txt of every outlet."""
    with OUTLETS.open("rb") as file:
        outlets = {table["id"]: table for table in tomllib.load(file)["outlet"]}
    return {
        design.host: _site(design, outlets[design.outlet]["name"], outlets[design.outlet]["language"])
        for design in DESIGNS
    }


def _site(design: SiteDesign, name: str, language: str) -> dict[str, Page]:
    articles = [article for article in load_coverage() if article.outlet == design.outlet]
    newest = max(article.published_at for article in articles)
    pages = dict(Pages(design, name, articles).build())
    for feed in design.feeds:
        pages[feed.path] = Page(
            status=200,
            content_type=feed_content_type(feed),
            body=build_feed(design, name, language, feed, articles),
            modified=newest,
        )
    if design.sitemap:
        for path, kind, body in (
            (design.sitemap.index, "application/xml", build_index(design, design.sitemap, articles)),
            (design.sitemap.news, "application/gzip", build_news(name, language, articles)),
        ):
            pages[path] = Page(status=200, content_type=kind, body=body, modified=newest)
    pages["/robots.txt"] = Page(
        status=200, content_type="text/plain; charset=utf-8", body=design.robots.encode(), modified=newest
    )
    return pages


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], sites: Sites) -> None:
        self.sites = sites
        super().__init__(address, _Handler)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "demo"
    sys_version = ""
    timeout = 30  # seconds for a connection that is kept alive without a request
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body leave together

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The hour in which the coverage was recorded, so that equal pages come in equal answers."""
        return super().date_time_string(RECORDED.timestamp() if timestamp is None else timestamp)

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        page = self._page()
        if page is None:
            self._send(404, {"Content-Type": "text/plain; charset=utf-8"}, b"Not found\n", with_body)
            return
        headers = {"Content-Type": page.content_type}
        if page.status != 200:
            self._send(page.status, headers, page.body, with_body)
            return
        etag = f'"{hashlib.sha256(page.body).hexdigest()[:20]}"'
        headers |= {"ETag": etag, "Last-Modified": _http_date(page.modified), "Cache-Control": "max-age=60"}
        if self._is_known(etag, page.modified):
            self._send(304, headers, b"", with_body=False)
        else:
            self._send(200, headers, page.body, with_body)

    def _page(self) -> Page | None:
        assert isinstance(self.server, _Server)
        host = self.headers.get("Host", "").partition(":")[0].lower()
        pages = self.server.sites.get(host, {})
        path = self.path.partition("?")[0]
        # A slash at the end more or less leads to the same page.
        return pages.get(path) or pages.get(path.rstrip("/")) or pages.get(f"{path}/")

    def _is_known(self, etag: str, modified: datetime) -> bool:
        if tags := self.headers.get("If-None-Match"):
            return etag in {tag.strip().removeprefix("W/") for tag in tags.split(",")}
        try:
            since = parsedate_to_datetime(self.headers.get("If-Modified-Since", ""))
        except ValueError:
            return False
        return modified <= since.astimezone(UTC)

    def _send(self, status: int, headers: Mapping[str, str], body: bytes, with_body: bool) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: whoever serves the demo wants no line a request."""


def _http_date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def main(arguments: list[str] | None = None) -> int:
    """Serve until SIGINT or SIGTERM."""
    parser = argparse.ArgumentParser(prog="python -m demo.sites", description="Serve the demo's outlets.")
    parser.add_argument("--port", type=int, default=8123, help="0 picks a free one (default: %(default)s)")
    asked = parser.parse_args(arguments)
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    with DemoSites(asked.port) as sites:
        print(f"listening {LOOPBACK}:{sites.port}", flush=True)
        for host in sites.hosts:
            print(f"  http://{host}/", flush=True)
        ended.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
