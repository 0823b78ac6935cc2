"""`parallax archive show`, `replay` and `import`: the archive, and archives of others, put to use."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from pipeline import wiring
from pipeline.console import ConsoleProgress, log_event, print_table
from pipeline.errors import ArchiveError, InputError


def show(fetch_id: str, *, headers: bool, output: Path | None) -> int:
    """Prints what was answered to a request: status and headers, an empty line, and the body as it was read.

    With `headers` alone without the body; with `output` the body goes there. Raises InputError for an id that
    no request has, ArchiveError where nothing was kept, or is kept no more.
    """
    from pipeline.adapters.archive_reading import read_record

    row = wiring.find_fetch(fetch_id)
    if row.archive_file is None or row.archive_offset is None:
        why = f": {row.reason}" if row.reason else ""
        raise ArchiveError(f"{fetch_id}: nothing of it was kept; its outcome was {row.outcome}{why}")
    file = wiring.settings().var / row.archive_file
    if not file.exists():
        days = wiring.settings().retention.archive_days
        raise ArchiveError(
            f"{file}: is not there any more: archives are kept for {days} days ([retention] archive_days); "
            "restore it from a back-up to see it"
        )
    record = read_record(file, row.archive_offset)
    head = [f"HTTP/1.1 {record.status} {record.reason}".rstrip(), *(f"{k}: {v}" for k, v in record.headers)]
    if output is None or headers:
        told = "\r\n".join([*head, "", ""]).encode("utf-8", "surrogateescape")
        sys.stdout.buffer.write(told if not headers else told[:-2])
    if output is not None:
        try:
            output.write_bytes(record.body)
        except OSError as error:
            raise InputError(f"{output}: cannot be written ({error.strerror or error})") from None
    elif not headers:
        sys.stdout.buffer.write(record.body)
    sys.stdout.buffer.flush()
    return 0


def replay(named: str | None) -> int:
    """Makes collections again from the archive, without a network; returns the exit status."""
    windows = wiring.archived_windows(named)
    progress = ConsoleProgress("windows replayed", len(windows))
    outlets = articles = lost = 0
    for window in windows:
        told = wiring.replay_window(window)
        log_event("replayed", window=window.key, outlets=told["outlets"], found=told["found"])
        outlets, articles = outlets + told["outlets"], articles + told["found"]
        lost += len(told["lost"])
        for reason in told["lost"]:
            log_event("not_replayed", window=window.key, reason=reason)
        progress.advance()
    progress.close()
    print_table(
        [("windows", len(windows)), ("collections", outlets), ("articles", articles), ("not replayed", lost)],
        "replayed",
    )
    return int(lost > 0)


def import_files(files: Sequence[Path], *, by_host: bool, workers: int | None) -> int:
    """Takes WARC files in as coverage of their days; returns the exit status.

    Raises InputError for a file that is none, before any is read.
    """
    for file in files:
        if not file.is_file():
            raise InputError(f"{file}: no such file; name WARC files, packed by gzip or not")
    workers = workers or os.cpu_count() or 1
    for file in files:
        began = time.monotonic()
        progress = ConsoleProgress(f"kB of {file.name} read", file.stat().st_size // 1000)
        left = 0

        def advance(count: int, progress: ConsoleProgress = progress) -> None:
            nonlocal left
            left += count
            progress.advance(left // 1000)
            left %= 1000

        told = wiring.import_file(file, by_host=by_host, workers=workers, progress=advance)
        progress.close()
        days = told.pop("days")
        span = days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}, {len(days)} days" if days else "none"
        rows = [*told.items(), ("days", span), ("seconds", round(time.monotonic() - began, 1))]
        print_table(rows, f"imported {file.name}")
        if days:
            print(f"compare a day with: parallax nightly --no-collect --date {days[-1]}")
    return 0
