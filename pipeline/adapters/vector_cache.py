"""Vectors that were computed before, kept on the disk by the text's digest: one SQLite file for each revision.

A cache, and no more: where it cannot be read or written, vectors are computed anew and nothing fails.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

_ASKED_AT_ONCE = 500  # bound parameters of one statement
_WAIT = 10.0  # seconds for another process's writing
_TABLE = "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, used INTEGER, row BLOB) WITHOUT ROWID"


class VectorCache:
    """Vectors of one revision of a model. `day`, an ordinal, marks what is used, for `prune`."""

    def __init__(self, folder: Path, revision: str, day: int) -> None:
        self._file = folder / f"{''.join(c if c.isalnum() or c in '-._@' else '_' for c in revision)}.sqlite"
        self._day = day

    def read(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The rows of those keys that are there."""
        found: dict[bytes, bytes] = {}
        stale: list[tuple[int, bytes]] = []
        if not self._file.exists():
            return found
        try:
            with _opened(self._file) as db:
                for start in range(0, len(keys), _ASKED_AT_ONCE):
                    part = keys[start : start + _ASKED_AT_ONCE]
                    marks = ",".join("?" * len(part))
                    for key, used, row in db.execute(
                        f"SELECT key, used, row FROM vectors WHERE key IN ({marks})", part
                    ):
                        found[key] = row
                        if used != self._day:
                            stale.append((self._day, key))
                db.executemany("UPDATE vectors SET used = ? WHERE key = ?", stale)
        except (sqlite3.Error, OSError):
            return found
        return found

    def write(self, rows: Mapping[bytes, bytes]) -> None:
        """Keeps rows; those that are there stay."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with _opened(self._file) as db:
                db.executemany(
                    "INSERT OR IGNORE INTO vectors VALUES (?, ?, ?)",
                    ((key, self._day, row) for key, row in sorted(rows.items())),
                )
        except (sqlite3.Error, OSError):
            return


def prune(folder: Path, *, before: int, most: int) -> int:
    """Deletes what was not used since the day `before`, and of each file all but the `most` used last.

    Returns how many vectors are gone. A file that is no cache, or holds nothing any more, is deleted.
    """
    gone = 0
    for file in sorted(folder.glob("*.sqlite")) if folder.is_dir() else ():
        try:
            with _opened(file) as db:
                gone += db.execute("DELETE FROM vectors WHERE used < ?", [before]).rowcount
                left = int(db.execute("SELECT count(*) FROM vectors").fetchone()[0])
                if left > most:
                    gone += db.execute(
                        "DELETE FROM vectors WHERE key IN (SELECT key FROM vectors ORDER BY used, key LIMIT ?)",
                        [left - most],
                    ).rowcount
            if left:
                _shrink(file)
            else:
                _delete(file)
        except sqlite3.DatabaseError:
            _delete(file)
    return gone


@contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    """A connection whose work is committed at the end."""
    db = sqlite3.connect(file, timeout=_WAIT, isolation_level=None)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute(_TABLE)
        db.execute("BEGIN IMMEDIATE")
        yield db
        db.execute("COMMIT")
    finally:
        db.close()


def _shrink(file: Path) -> None:
    db = sqlite3.connect(file, timeout=_WAIT, isolation_level=None)
    try:
        db.execute("VACUUM")
    finally:
        db.close()


def _delete(file: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)
