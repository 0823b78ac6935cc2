"""A review page that really serves: a published copy of invented flags, behind a real server on loopback."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from pipeline.adapters import warehouse
from pipeline.model import Window
from pipeline.serving import application
from pipeline.settings import Review
from tests.sql.conftest import DAY, article, content

FLAGS = (("herald", "courier"), ("beacon", "gazette"), ("tribune", "observer"))


def published(path: Path) -> Path:
    """Three nights, a flag each; one outlet writes what a browser must not run."""
    for number, outlets in enumerate(FLAGS):
        start = DAY + timedelta(days=number)
        articles = [
            article(outlets[0], "Orchard burns", "40 trees burnt in the orchard at Lunn."),
            article(
                outlets[1], "Fire <script>alert(1)</script>", f"6{number} trees burnt in the orchard at Lunn."
            ),
        ]
        warehouse.write_window(path, content(articles, Window(start=start, end=start + timedelta(days=1))))
    return path


@contextmanager
def serving(folder: Path, review: Review | None = None, *, database: Path | None = None) -> Iterator[str]:
    """The address of a page over `folder`, on a free port of loopback."""
    import uvicorn

    app = application(
        review or Review(),
        database=database or published(folder / "parallax.duckdb"),
        verdicts=folder / "verdicts.sqlite",
        users=folder / "users",
        secret=folder / "secret",
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + 20
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    assert server.started
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(timeout=20)
