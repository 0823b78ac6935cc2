"""What discover and fetch share: each request leaves a row, and each answer a record in the archive."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pipeline.ids import content_id
from pipeline.model import Fetch, Outlet, Window
from pipeline.ports import Clock
from pipeline.settings import Web

if TYPE_CHECKING:
    from pipeline.adapters.archive import ArchiveWriter
    from pipeline.adapters.http import Answer, WebClient

T = TypeVar("T")
OpenWeb = Callable[[Outlet], "WebClient"]

_KEPT = frozenset({"ok", "http_error"})  # a body that was cut, or that opts out, is not kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Collector:
    """What the collecting stages are given."""

    var: Path
    web: Web
    clock: Clock
    open_web: OpenWeb
    software: str  # names the program in archive files

    @property
    def runs(self) -> Path:
        return self.var / "runs"

    @property
    def web_hash(self) -> str:
        """Identifies the settings that can change what is collected; where a host is reached is none."""
        return self.web.model_dump_json(exclude={"connect_to"})

    def archive_name(self, window: Window, name: str) -> str:
        """An archive file's path relative to `var`, as `fetches` has it."""
        return f"archive/{window.key}/{name}.warc.gz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request that is over: the URL wanted, its answer, and when that was whole."""

    url: str
    answer: Answer
    at: datetime


class Recorder:
    """Keeps answers in one archive file and makes the rows of `fetches`.

    Pages are kept in the order in which `keep` is called; answers to robots.txt, which come whenever a
    site is first asked, follow by URL in `finish`: so that equal answers give equal files.
    """

    def __init__(
        self, outlet: Outlet, window: Window, stage: str, archive: ArchiveWriter, archive_name: str
    ) -> None:
        self._key = (window.key, stage, outlet.outlet_id)
        self._outlet_id = outlet.outlet_id
        self._archive = archive
        self._archive_name = archive_name
        self._aside: dict[str, Asked] = {}
        self.rows: list[Fetch] = []

    def put_aside(self, asked: Asked) -> None:
        """Remembers an answer to robots.txt until the end."""
        self._aside[asked.url] = asked

    def keep(self, asked: Asked) -> Fetch:
        """Archives an answer and makes its row."""
        answer = asked.answer
        keep = answer.outcome in _KEPT and answer.status is not None
        offset = self._archive.write(answer, asked.at) if keep else None
        row = Fetch(
            fetch_id=content_id("fetch", *self._key, asked.url),
            outlet=self._outlet_id,
            url=asked.url,
            final_url=answer.final_url,
            status=answer.status,
            outcome=answer.outcome,
            reason=answer.reason,
            bytes=len(answer.body) if answer.status is not None else None,
            fetched_at=asked.at,
            archive_file=self._archive_name if keep else None,
            archive_offset=offset,
        )
        self.rows.append(row)
        return row

    def finish(self) -> list[Fetch]:
        """All rows, those of robots.txt last."""
        for url in sorted(self._aside):
            self.keep(self._aside[url])
        self._aside.clear()
        return self.rows


async def in_order(jobs: Iterable[Callable[[], Awaitable[T]]], at_once: int) -> AsyncIterator[T]:
    """Results in the order of the jobs, of which `at_once` are under way: memory stays bounded."""
    running: deque[asyncio.Task[T]] = deque()
    waiting = iter(jobs)
    try:
        while True:
            while len(running) < at_once and (job := next(waiting, None)) is not None:
                running.append(asyncio.create_task(_run(job)))
            if not running:
                return
            yield await running.popleft()
    finally:
        for task in running:
            task.cancel()


async def _run(job: Callable[[], Awaitable[T]]) -> T:
    return await job()
