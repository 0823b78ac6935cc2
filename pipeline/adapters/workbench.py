"""Analysts' own statements on the published copy, within limits: one at a time a person, ended when too long."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.adapters import published
from pipeline.errors import InputError

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some rows of a result; `more`: there are others behind them."""

    columns: Sequence[str]
    types: Sequence[str]
    rows: Sequence[tuple[Any, ...]]
    more: bool


class Workbench:
    """Runs statements that only read. Safe for several threads."""

    def __init__(self, database: Path, *, seconds: float, at_once: int = 2) -> None:
        """`seconds`: what one statement may take; `at_once`: how many run side by side, others wait."""
        self._database = database
        self._seconds = seconds
        self._turn = threading.BoundedSemaphore(at_once)
        self._lock = threading.Lock()
        self._running: dict[str, tuple[duckdb.DuckDBPyConnection, threading.Event]] = {}

    def run(self, key: str, statement: str, *, rows: int, skip: int = 0) -> Page:
        """The rows [skip, skip + rows) of a statement; `key` names it for `cancel`.

        Raises InputError when it cannot be run, is cancelled, takes too long, or one runs under `key` already.
        """
        if not self._turn.acquire(timeout=self._seconds):
            raise InputError("the database is busy with other statements; try again in a moment")
        try:
            with published.reading(self._database) as connection:
                return self._watched(key, connection, statement, rows, skip)
        finally:
            self._turn.release()

    def cancel(self, key: str) -> bool:
        """Ends the statement under `key`; False when none runs."""
        with self._lock:
            running = self._running.get(key)
            if running is None:
                return False
            connection, cancelled = running
            cancelled.set()
            connection.interrupt()
        return True

    def _watched(
        self, key: str, connection: duckdb.DuckDBPyConnection, statement: str, rows: int, skip: int
    ) -> Page:
        cancelled, late = threading.Event(), threading.Event()
        with self._lock:
            if key in self._running:
                raise InputError("a statement of yours is still running; cancel it first")
            self._running[key] = (connection, cancelled)

        def end() -> None:
            late.set()
            connection.interrupt()

        timer = threading.Timer(self._seconds, end)
        timer.start()
        try:
            return _page(connection, statement, rows, skip)
        except InputError:
            if cancelled.is_set():
                raise InputError("the statement was cancelled") from None
            if late.is_set():
                raise InputError(f"the statement took more than {self._seconds:g} s and was ended") from None
            raise
        finally:
            timer.cancel()
            with self._lock:
                del self._running[key]


def _page(connection: duckdb.DuckDBPyConnection, statement: str, rows: int, skip: int) -> Page:
    import duckdb

    published.check_it_reads(connection, statement)
    try:
        cursor = connection.execute(statement)
        described = cursor.description or []
        while skip > 0:
            passed = len(cursor.fetchmany(min(skip, 10_000)))
            skip = skip - passed if passed else 0
        found = cursor.fetchmany(rows + 1)
    except duckdb.Error as error:
        raise InputError(published.told(error)) from None
    return Page(
        columns=[column[0] for column in described],
        types=[str(column[1]) for column in described],
        rows=found[:rows],
        more=len(found) > rows,
    )
