"""erase: hand-over files and archive files without what was taken down.

Collecting tables lose the rows of the page or outlet; a request keeps its row, and says so. A comparison that had
the article loses its other tables: they are made again when its window is run again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.adapters import archive_erasing
from pipeline.core.purges import PURGED, TOLD, Purged
from pipeline.stages import handover

if TYPE_CHECKING:
    import pyarrow as pa

Place = tuple[str, int]  # archive file relative to `var`, offset

_ADDRESSES = ("url", "canonical_url", "final_url")
_OF_THE_ANSWER = (
    "bytes",
    "archive_file",
    "archive_offset",
    "etag",
    "last_modified",
    "payload_digest",
)


@dataclass(slots=True)
class Erased:
    """What was found and taken out."""

    records: int = 0
    rows: int = 0
    files: int = 0
    places: set[Place] = field(default_factory=set)


def erase_archive(var: Path, purged: Purged, places: Collection[Place], erased: Erased) -> None:
    """Erases the answers of purged pages and outlets, and feeds that name a purged page; `places` go, too.

    Raises ArchiveError when a file is damaged or the disk refuses; run again, it goes on.
    """
    folder = var / "archive"
    for file in sorted(folder.rglob("*.warc*")) if folder.is_dir() else ():
        name = file.relative_to(var).as_posix()
        if file.name.endswith(".open") or file.name.startswith("."):
            continue
        if any(file.name.startswith(f"{outlet}.") for outlet in purged.outlets):
            file.unlink()
            erased.files += 1
            continue
        wanted = {offset for place, offset in places if place == name}
        erased.records += archive_erasing.rewrite(file, _judge(name, purged, wanted, erased))


def _judge(
    name: str, purged: Purged, wanted: Collection[int], erased: Erased
) -> Callable[[archive_erasing.Held], bytes | None]:
    is_feed = ".feeds" in Path(name).name

    def judge(held: archive_erasing.Held) -> bytes | None:
        if archive_erasing.is_table(held):
            return _table_without(held.body, purged)
        if held.kind == "metadata":
            return held.body
        named = is_feed and purged.is_named_in(held.body.decode("utf-8", "replace"))
        if named or held.offset in wanted or purged.covers(None, held.url):
            erased.places.add((name, held.offset))
            return None
        return held.body

    return judge


def _table_without(body: bytes, purged: Purged) -> bytes:
    """A kept table's lines without those of purged pages."""
    lines = body.decode("utf-8", "surrogatepass").split("\n")
    kept = [line for line in lines if not _is_purged_line(line, purged)]
    return "\n".join(kept).encode("utf-8", "surrogatepass") if len(kept) < len(lines) else body


def _is_purged_line(line: str, purged: Purged) -> bool:
    if not line:
        return False
    told = json.loads(line)
    return "stage" not in told and purged.covers(told.get("outlet"), *(told.get(n) for n in _ADDRESSES))


def erase_runs(runs: Path, purged: Purged, erased: Erased) -> None:
    """Erases purged rows from every hand-over file, each by rename.

    Raises StageError when a file cannot be read or written; run again, it goes on.
    """
    for folder in sorted(runs.iterdir()) if runs.is_dir() else ():
        compared = folder / "group" / "articles.parquet"
        touched = False
        for file in sorted(folder.rglob("*.parquet")):
            rows = _without(file, purged, erased.places)
            erased.rows += rows
            touched = touched or (rows > 0 and file == compared)
        if touched or (purged.outlets and compared.exists()):
            for file in sorted(folder.rglob("*.parquet")):
                if not _is_collected(file):
                    file.unlink()
                    erased.files += 1


def _is_collected(file: Path) -> bool:
    """Whether a table is of what was collected: it then names addresses, and was rewritten."""
    columns = handover.read(file).column_names
    return "url" in columns or "feed_url" in columns or {"outlet", "status"} <= set(columns)


def _without(file: Path, purged: Purged, places: Collection[Place]) -> int:
    """Rewrites a collecting table without what is purged; returns how many rows were."""
    table = handover.read(file)
    names = [name for name in _ADDRESSES if name in table.column_names]
    if not names:
        return 0
    outlets = (
        table.column("outlet").to_pylist() if "outlet" in table.column_names else [None] * table.num_rows
    )
    addresses = list(zip(*(table.column(name).to_pylist() for name in names), strict=True))
    hit = [purged.covers(outlet, *urls) for outlet, urls in zip(outlets, addresses, strict=True)]
    if "fetch_id" in table.column_names and "outcome" in table.column_names:
        answers = table.select(["archive_file", "archive_offset", "outcome"]).to_pylist()
        hit = [
            told["outcome"] != PURGED and (one or (told["archive_file"], told["archive_offset"]) in places)
            for one, told in zip(hit, answers, strict=True)
        ]
        changed = _told(table, hit)
    else:
        import pyarrow as pa

        changed = table.filter(pa.array([not one for one in hit], type=pa.bool_()))
    if any(hit):
        found = table.schema.metadata or {}
        inputs, version = (found.get(k, b"").decode() for k in (handover.INPUTS_KEY, handover.VERSION_KEY))
        handover.write(file, changed, inputs, version)
    return sum(hit)


def _told(table: pa.Table, hit: list[bool]) -> pa.Table:
    """Requests that stay, without what was answered."""
    import pyarrow as pa

    told: dict[str, Any] = {"outcome": PURGED, "reason": TOLD} | dict.fromkeys(_OF_THE_ANSWER)
    for name, value in told.items():
        if name in table.column_names:
            at = table.column_names.index(name)
            rows = [
                value if one else old for one, old in zip(hit, table.column(name).to_pylist(), strict=True)
            ]
            table = table.set_column(
                at, table.schema.field(at), pa.array(rows, type=table.schema.field(at).type)
            )
    return table
