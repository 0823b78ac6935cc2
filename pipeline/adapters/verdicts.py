"""The analysts' verdicts: a small SQLite file of their own, apart from everything that a run rewrites.

SQLite, because several reviewers write at once while the published copy is read-only and swapped each night.
A verdict is never overwritten: a new one stands over the old, one taken back stays with its time.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pipeline import queries
from pipeline.core.divergence.calibration import Curve
from pipeline.errors import WarehouseError

_PATIENCE = 10.0  # seconds that a writer waits for another
_PAUSE = 0.02  # seconds between two tries


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a reviewer said of a divergence, of which evidence, and how confident the judge had been."""

    divergence_id: str
    verdict: str
    note: str | None
    reviewer: str
    reviewed_at: datetime
    evidence_hash: str
    kind: str
    subtype: str
    confidence: float


class VerdictStore:
    """Verdicts in one SQLite file, made when first written to. Safe for several processes and threads."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def record(self, verdict: Verdict) -> None:
        """Keeps a verdict. Raises WarehouseError when the file refuses; nothing is kept then."""
        values = {name: getattr(verdict, name) for name in Verdict.__dataclass_fields__}
        values["reviewed_at"] = verdict.reviewed_at.astimezone(UTC).isoformat()
        with self._open() as db:
            db.execute(queries.load("review/store/insert_verdict"), values)

    def undo(self, divergence_id: str, reviewer: str, now: datetime) -> bool:
        """Takes the reviewer's last verdict on a divergence back; False when there is none."""
        values = {
            "divergence_id": divergence_id,
            "reviewer": reviewer,
            "now": now.astimezone(UTC).isoformat(),
        }
        with self._open() as db:
            return db.execute(queries.load("review/store/undo_verdict"), values).rowcount > 0

    def standing(self) -> list[Verdict]:
        """Each reviewer's last verdict on each divergence, sorted; none when nobody has judged yet."""
        if not self._path.exists():
            return []
        with self._open() as db:
            rows = db.execute(queries.load("review/store/standing_verdicts")).fetchall()
        return [
            Verdict(**{**dict(row), "reviewed_at": datetime.fromisoformat(row["reviewed_at"])})
            for row in rows
        ]

    def forget_notes(self, divergence_ids: Iterable[str]) -> None:
        """Erases the reviewers' words on some divergences, from the file's free pages, too. Verdicts stay."""
        if not self._path.exists():
            return
        with self._open() as db:
            db.execute("PRAGMA secure_delete = ON")
            for divergence_id in divergence_ids:
                db.execute(queries.load("review/store/forget_note"), {"divergence_id": divergence_id})
        with self._open() as db:
            db.commit()
            db.execute("VACUUM")
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """A connection with a transaction around it."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            db = sqlite3.connect(self._path, timeout=_PATIENCE)
        except (OSError, sqlite3.Error) as error:
            raise WarehouseError(f"{self._path}: the verdicts cannot be opened: {error}") from None
        try:
            db.row_factory = sqlite3.Row
            _keep_a_log(db)
            with db:
                db.execute(queries.load("review/store/create_verdicts"))
                yield db
        except sqlite3.Error as error:
            raise WarehouseError(
                f"{self._path}: the verdicts' file refused ({error}); make room or mend its rights, try again"
            ) from error
        finally:
            db.close()


def _keep_a_log(db: sqlite3.Connection) -> None:
    """Puts a new file into write-ahead mode, which it keeps.

    SQLite's own patience does not cover this change: it refuses at once while another connection is in the file.
    """
    until = time.monotonic() + _PATIENCE
    while db.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            db.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(_PAUSE)


def latest(verdicts: list[Verdict]) -> dict[str, Verdict]:
    """divergence_id -> the newest verdict of any reviewer."""
    found: dict[str, Verdict] = {}
    for verdict in sorted(verdicts, key=lambda v: (v.reviewed_at, v.reviewer)):
        found[verdict.divergence_id] = verdict
    return found


def write_curves(path: Path, curves: Mapping[str, Curve]) -> None:
    """Keeps what `parallax calibrate` fitted; replaced by rename."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.open")
    rows = {kind: {"slope": c.slope, "intercept": c.intercept} for kind, c in sorted(curves.items())}
    draft.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    draft.replace(path)


def read_curves(path: Path) -> dict[str, Curve]:
    """kind -> curve; none where nothing was fitted. Raises WarehouseError for a file that is none of ours."""
    if not path.exists():
        return {}
    try:
        return {kind: Curve(**row) for kind, row in json.loads(path.read_text(encoding="utf-8")).items()}
    except (ValueError, TypeError, AttributeError) as error:
        raise WarehouseError(f"{path}: cannot be read ({error}); run `parallax calibrate` again") from None
