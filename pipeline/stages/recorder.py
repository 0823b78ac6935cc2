"""What discover and fetch share: each request leaves a row, and each answer a record in the archive."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pipeline.core.purges import NOTHING, PURGED, TOLD, Purged
from pipeline.ids import content_id
from pipeline.model import Fetch, Outlet, Window
from pipeline.ports import Clock
from pipeline.settings import Web

if TYPE_CHECKING:
    from pipeline.adapters.answers import Answer
    from pipeline.adapters.archive import ArchiveWriter, Original
    from pipeline.adapters.http import WebClient
    from pipeline.adapters.robots import Robots

T = TypeVar("T")
OpenWeb = Callable[[Outlet], "WebClient"]

# A body that was cut, or that opts out, is not kept.
_KEPT = frozenset({"ok", "empty", "http_error", "not_modified", "redirected", "retried"})


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Collector:
    """What the collecting stages are given."""

    var: Path
    web: Web
    clock: Clock
    open_web: OpenWeb
    software: str  # names the program in archive files
    stopped: Callable[[], bool] = _never  # whether the night was broken off by hand
    purged: Purged = NOTHING  # what was taken down, and is not collected again

    @property
    def runs(self) -> Path:
        return self.var / "runs"

    @property
    def web_hash(self) -> str:
        """Identifies the settings that can change what is collected; where a host is reached is none."""
        return self.web.model_dump_json(exclude={"connect_to", "outlets_at_once"})

    def archive_name(self, window: Window, name: str) -> str:
        """An archive file's path relative to `var`, as `fetches` has it."""
        return f"archive/{window.key}/{name}.warc.gz"

    def further(self, window: Window, name: str) -> str:
        """What a stage that goes on in a window adds to its archive's name: nothing there is written over.

        Names sort in the order of their runs.
        """
        suffix = f"_{self.clock():%H%M%S}"
        while (self.var / self.archive_name(window, name + suffix)).exists():
            suffix += "_"
        return suffix


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request that is over: the URL wanted, its answer, and when that was whole.

    `original` is the record of the body of before, where the answer has none of its own.
    """

    url: str
    answer: Answer
    at: datetime
    original: Original | None = None


class Recorder:
    """Keeps answers in one archive file and makes the rows of `fetches`.

    Pages are kept in the order in which `keep` is called; answers to robots.txt, which come whenever a
    site is first asked, follow by URL in `finish`: so that equal answers give equal files.
    """

    def __init__(
        self,
        outlet: Outlet,
        window: Window,
        stage: str,
        archive: ArchiveWriter,
        archive_name: str,
        purged: Purged = NOTHING,
    ) -> None:
        self._key = (window.key, stage, outlet.outlet_id)
        self._outlet_id = outlet.outlet_id
        self._archive = archive
        self._archive_name = archive_name
        self._purged = purged
        self._names_pages = ".feeds" in archive_name
        self._aside: dict[str, Asked] = {}
        self.rows: list[Fetch] = []

    def put_aside(self, asked: Asked) -> None:
        """Remembers an answer about a site, such as its robots.txt, until the end."""
        self._aside[asked.url] = asked

    def tell(self, url: str, decision: str) -> None:
        """Notes what followed from an answer that was put aside, in its row's reason."""
        asked = self._aside[url]
        self._aside[url] = replace(asked, answer=replace(asked.answer, reason=decision))

    def keep(self, asked: Asked) -> Fetch:
        """Archives an answer and makes its row, after those of the requests that led to it."""
        for number, earlier in enumerate(asked.answer.before, start=1):
            self._keep(replace(asked, url=earlier.url, answer=earlier), asked.url, number)
        return self._keep(asked, asked.url)

    def _keep(self, asked: Asked, *key: str | int) -> Fetch:
        answer = self._without_purged(asked.answer, asked.url)
        keep = answer.outcome in _KEPT and answer.status is not None and not self._names_purged(answer)
        offset = self._archived(asked) if keep else None
        body = answer.body if answer.ok else None
        row = Fetch(
            fetch_id=content_id("fetch", *self._key, *key),
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
            etag=answer.header("etag") if keep else None,
            last_modified=answer.header("last-modified") if keep else None,
            payload_digest=_digest(body) if body is not None else None,
        )
        self.rows.append(row)
        return row

    def _without_purged(self, answer: Answer, url: str) -> Answer:
        """A page that was taken down, met by whatever road, leaves a row and nothing else."""
        if self._purged.covers(self._outlet_id, url, answer.final_url):
            return replace(answer, outcome=PURGED, reason=TOLD, body=b"")
        return answer

    def _names_purged(self, answer: Answer) -> bool:
        """Whether a feed names such a page: it may hold its text, and is read without being kept."""
        return self._names_pages and self._purged.is_named_in(answer.body.decode("utf-8", "replace"))

    def _archived(self, asked: Asked) -> int:
        if asked.answer.outcome == "not_modified" and asked.original is not None:
            return self._archive.write_revisit(asked.answer, asked.at, asked.original)
        return self._archive.write(asked.answer, asked.at)

    def finish(self) -> list[Fetch]:
        """All rows, those of robots.txt last."""
        for url in sorted(self._aside):
            self.keep(self._aside[url])
        self._aside.clear()
        return self.rows


def robots_for(web: WebClient, recorder: Recorder, collector: Collector) -> Robots:
    """The robots.txt of the sites that a stage asks, each asked for once, and recorded with what follows."""
    from pipeline.adapters.robots import Robots

    return Robots(
        asking(web, recorder, collector), web.user_agent, slow_down=web.slow_down, tell=recorder.tell
    )


def asking(web: WebClient, recorder: Recorder, collector: Collector) -> Callable[[str], Awaitable[Answer]]:
    """Asks for what a site says of itself, and puts the answer aside for the record."""

    async def ask(url: str) -> Answer:
        answer = await web.get(url)
        recorder.put_aside(Asked(url=url, answer=answer, at=collector.clock()))
        return answer

    return ask


def _digest(body: bytes) -> str:
    from pipeline.adapters.archive import payload_digest

    return payload_digest(body)


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
