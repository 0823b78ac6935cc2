"""A web of one's own: many hosts on one loopback port, each path answered by a test's own wish."""

import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from pipeline.adapters.http import WebClient
from pipeline.model import Window
from pipeline.settings import Web
from pipeline.stages.recorder import Collector

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


@dataclass
class Reply:
    """What a path answers. `act` takes over the raw connection (for sites that misbehave)."""

    body: bytes | str = b""
    status: int = 200
    content_type: str | None = "text/html; charset=utf-8"
    headers: dict = field(default_factory=dict)
    act: object = None


class Site:
    """`site["http://name.test/path"] = Reply(...)`, a list of replies (one a visit), or a plain string."""

    def __init__(self):
        self._replies = {}
        self.asked = []  # URLs in the order of their coming
        self.seen_headers = []
        self._lock = threading.Lock()
        self._busy = {}
        self.connections = 0  # accepted so far
        self.most_at_once = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def __setitem__(self, url, reply):
        self._replies[url] = reply if isinstance(reply, (Reply, list)) else Reply(reply)

    @property
    def port(self):
        return self._server.server_address[1]

    def web(self, **settings):
        """Settings that lead every `*.test` host here, without waits."""
        quick = {
            "delay_seconds": 0,
            "retries": 0,
            "timeout_seconds": 5,
            "total_seconds": 10,
            "max_age_days": 0,
        }
        return Web(connect_to={"*.test": f"127.0.0.1:{self.port}"}, **(quick | settings))

    def close(self):
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _reply_to(self, url):
        with self._lock:
            self.asked.append(url)
            reply = self._replies.get(url)
            if isinstance(reply, list):
                reply = reply.pop(0) if len(reply) > 1 else reply[0]
        return reply or Reply("not here", status=404)

    def _enter(self, host, step):
        with self._lock:
            self._busy[host] = self._busy.get(host, 0) + step
            self.most_at_once[host] = max(self.most_at_once.get(host, 0), self._busy[host])

    def _handler(site):
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def setup(self):
                super().setup()
                with site._lock:
                    site.connections += 1

            def do_GET(self):
                host = self.headers["Host"]
                site.seen_headers.append(dict(self.headers))
                reply = site._reply_to(f"http://{host}{self.path}")
                site._enter(host, 1)
                try:
                    self._send(reply)
                except OSError:
                    self.close_connection = True  # the client went away, as some tests want
                finally:
                    site._enter(host, -1)

            def _send(self, reply):
                if reply.act:
                    self.close_connection = True
                    reply.act(self)
                    return
                body = reply.body.encode() if isinstance(reply.body, str) else reply.body
                self.send_response_only(reply.status)
                if reply.content_type:
                    self.send_header("Content-Type", reply.content_type)
                for name, value in ({"Content-Length": str(len(body))} | reply.headers).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_args):
                pass

        return Handler


def trickle(handler):
    """Sends a byte every tenth of a second, without end."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        handler.wfile.write(b".")
        handler.wfile.flush()
        time.sleep(0.1)


@pytest.fixture
def site():
    served = Site()
    yield served
    served.close()


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def window():
    return Window(start=datetime(2026, 3, 10, tzinfo=UTC), end=datetime(2026, 3, 11, tzinfo=UTC))


@pytest.fixture
def collector(site, tmp_path):
    def make(**settings):
        web = site.web(**settings)
        return Collector(
            var=tmp_path / "var",
            web=web,
            clock=lambda: NOW,
            open_web=lambda outlet: WebClient(web, lambda: NOW, allow_private=outlet.allow_private),
            software="Parallax/test",
        )

    return make
