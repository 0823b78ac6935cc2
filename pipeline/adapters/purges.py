"""The list of what was taken down: `var/purges.jsonl`, a takedown a line.

It stands outside the warehouse since collections must know it while another process writes there, and since it has
to outlive a warehouse that is restored from a back-up made before.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from pipeline.core.purges import Purge
from pipeline.errors import StageError

NAME = "purges.jsonl"


def read(var: Path) -> list[Purge]:
    """The takedowns, the earliest first; none where there is no list.

    Raises StageError for a list that cannot be read: without it, what was erased could come back.
    """
    file = var / NAME
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
        return [_purge(json.loads(line)) for line in lines if line.strip()]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StageError(
            f"{file}: the list of takedowns cannot be read ({error}); restore it from a back-up"
        ) from None


def write(var: Path, purges: Iterable[Purge]) -> None:
    """Replaces the list, whole or not at all. Raises StageError when the disk refuses."""
    file = var / NAME
    draft = file.with_name(f".{NAME}.{os.getpid()}.open")
    rows = sorted(purges, key=lambda p: (p.purged_at, p.kind, p.target))
    try:
        var.mkdir(parents=True, exist_ok=True)
        try:
            with draft.open("w", encoding="utf-8") as stream:
                for row in rows:
                    told = asdict(row) | {"purged_at": row.purged_at.isoformat()}
                    stream.write(json.dumps(told, ensure_ascii=False) + "\n")
                stream.flush()
                os.fsync(stream.fileno())
            draft.replace(file)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise StageError(
            f"{file}: cannot be written ({error.strerror or error}); make room, run again"
        ) from error


def _purge(told: dict[str, object]) -> Purge:
    urls = told.get("urls", [])
    if told["kind"] not in ("url", "outlet") or not isinstance(urls, list):
        raise ValueError(f"{told!r} is no takedown")
    return Purge(
        kind="url" if told["kind"] == "url" else "outlet",
        target=str(told["target"]),
        purged_at=datetime.fromisoformat(str(told["purged_at"])),
        reason=None if told.get("reason") is None else str(told["reason"]),
        urls=tuple(map(str, urls)),
        articles=int(str(told.get("articles") or 0)),
        rows=int(str(told.get("rows") or 0)),
        finished=bool(told.get("finished")),
    )
