"""What a person at a terminal sees: progress with a rate and the time left, and a short table at the end.

Where standard error is no terminal, progress is a line every few seconds instead of a bar.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TextIO

LINE_SECONDS = 10.0


class ConsoleProgress:
    """Progress of `total` pieces of work, called `what`; a bar on a terminal, else lines."""

    def __init__(self, what: str, total: int) -> None:
        self._what, self._total, self._done = what, total, 0
        self._began = self._told = time.monotonic()
        self._bar: Any = None
        if sys.stderr.isatty():
            self._bar = _bar()
            self._task = self._bar.add_task(what, total=total)
            self._bar.start()

    def advance(self, done: int = 1) -> None:
        self._done += done
        if self._bar is not None:
            self._bar.update(self._task, advance=done)
        elif time.monotonic() - self._told >= LINE_SECONDS:
            self._told = time.monotonic()
            self._line()

    def close(self) -> None:
        if self._bar is not None:
            self._bar.stop()
        else:
            self._line()

    def _line(self) -> None:
        spent = max(time.monotonic() - self._began, 1e-6)
        rate = self._done / spent
        left = (self._total - self._done) / rate if rate else 0.0
        print(
            f"{self._what}: {self._done}/{self._total}, {rate:.1f} a second, {left:.0f} s left",
            file=sys.stderr,
        )


def _bar() -> Any:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.1f}/s" if task.speed else "")

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        Rate(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )


def print_table(rows: Iterable[tuple[str, object]], title: str) -> None:
    """A two-column table on standard output."""
    told = [(name, _plain(value)) for name, value in rows]
    width = max((len(name) for name, _ in told), default=0)
    print(title)
    for name, value in told:
        print(f"  {name:<{width}}  {value}")


def print_columns(head: Sequence[str], rows: Iterable[Sequence[str]], file: TextIO | None = None) -> None:
    """A table of several columns, each as wide as its longest cell; the last is left as it is."""
    table = [tuple(head), *map(tuple, rows)]
    widths = [max(len(row[i]) for row in table) for i in range(len(head) - 1)]
    for row in table:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        print("  ".join((*cells, row[-1])).rstrip(), file=file or sys.stdout)


def log_event(event: str, **fields: object) -> None:
    """One event, one line on standard error: `time event key=value …`."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    told = " ".join(f"{key}={_quoted(value)}" for key, value in fields.items())
    print(f"{now} {event} {told}".rstrip(), file=sys.stderr)


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {item}" for key, item in value.items())
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def _quoted(value: object) -> str:
    text = _plain(value) if not isinstance(value, int) else str(value)
    return json.dumps(text, ensure_ascii=False) if " " in text or '"' in text or "\n" in text else text
