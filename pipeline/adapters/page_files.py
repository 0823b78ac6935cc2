"""Pages that someone already has: JSON Lines that name files of HTML, for `parallax extract`."""

from __future__ import annotations

import gzip
import json
import zlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict
from datetime import UTC, datetime
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from pipeline.errors import InputError

_GZIP = b"\x1f\x8b"
_CHUNK = 16  # pages handed to a worker at once
_AHEAD = 3  # chunks a worker that are read ahead: bounds memory

Row = dict[str, Any]


def extract_pages(lines: Iterable[str], *, name: str, folder: Path, workers: int = 1) -> Iterator[Row]:
    """Each line's object with what its page holds added, in the order of the lines; other keys pass through.

    `html` is a path (gzip too), relative to `folder`; `url` is required; `fetched_at` (ISO 8601) is optional.
    Blank lines are left out; `name` stands for the input in messages. `workers` is the number of processes, which
    changes no row. Raises InputError with the line.
    """
    told = ((line, f"{name}, line {number}") for number, line in enumerate(lines, start=1) if line.strip())
    if workers < 2:
        for line, where in told:
            yield _extracted(line, where, folder)
        return
    yield from _in_processes(told, folder, workers)


def _in_processes(told: Iterator[tuple[str, str]], folder: Path, workers: int) -> Iterator[Row]:
    # not forked from here: threads of the parent (a progress bar) must not be copied with their locks held
    context = get_context("forkserver")
    context.set_forkserver_preload(
        [__name__, "pipeline.adapters.extraction", "trafilatura", "py3langid.langid"]
    )
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        waiting: deque[Future[list[Row]]] = deque()
        try:
            while chunk := list(islice(told, _CHUNK)):
                waiting.append(pool.submit(_extract_chunk, chunk, folder))
                if len(waiting) >= _AHEAD * workers:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool:
            raise InputError(
                "a process that read pages was ended from outside (out of memory?); use fewer --workers"
            ) from None
        finally:
            for future in waiting:
                future.cancel()


def _extract_chunk(chunk: Sequence[tuple[str, str]], folder: Path) -> list[Row]:
    return [_extracted(line, where, folder) for line, where in chunk]


def _extracted(line: str, where: str, folder: Path) -> Row:
    from pipeline.adapters.extraction import extract_page

    try:
        given = json.loads(line)
    except ValueError as error:
        raise InputError(f"{where}: is no JSON ({error}); write one object a line") from None
    if not isinstance(given, dict):
        raise InputError(f"{where}: is no JSON object; write one with html and url")
    for key in ("html", "url"):
        if not isinstance(given.get(key), str) or not given[key]:
            raise InputError(f"{where}: has no '{key}'; add it as a string")
    page = extract_page(
        _content(folder / given["html"], where), given["url"], _moment(given.get("fetched_at"), where)
    )
    found = asdict(page)
    for key in ("published_at", "modified_at"):
        found[key] = found[key].isoformat() if found[key] else None
    return given | found


def _content(path: Path, where: str) -> bytes:
    try:
        content = path.read_bytes()
        return gzip.decompress(content) if content.startswith(_GZIP) else content
    except FileNotFoundError:
        raise InputError(f"{where}: {path}: no such file; paths start at the folder of the input") from None
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"{where}: {path}: cannot be read ({error})") from None


def _moment(value: object, where: str) -> datetime | None:
    if value in (None, ""):
        return None
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        raise InputError(
            f"{where}: fetched_at '{value}' is no ISO 8601 time; mend it or leave it out"
        ) from None
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
