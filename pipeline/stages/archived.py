"""Hand-over tables, kept a second time in the archive beside the answers that they tell of.

So the archive alone gives a collection again, with what was never answered, after `var/runs` is gone.
A table is kept as JSON Lines; columns that a later version does not know are left, new ones stay unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import ArchiveError
from pipeline.model import Window
from pipeline.stages import handover

if TYPE_CHECKING:
    from pipeline.adapters.archive import ArchiveWriter


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A table of one outlet that a stage hands over."""

    stage: str
    record_type: type
    rows: Sequence[Any]


def keep(
    archive: ArchiveWriter, outlet_id: str, kept: Iterable[Kept], inputs: str, version: str, now: datetime
) -> None:
    """Writes the tables into the archive, in the order in which they are to be written out again."""
    for table in kept:
        head = {
            "stage": table.stage,
            "outlet": outlet_id,
            "record": table.record_type.__name__,
            "inputs": inputs,
            "version": version,
        }
        archive.write_table(f"{table.stage}:{outlet_id}", head, map(_line, table.rows), now)


def hand_over(
    runs: Path, window: Window, outlet_id: str, kept: Iterable[Kept], inputs: str, version: str
) -> None:
    """Writes the tables as hand-over files, the stage's own table last."""
    from pipeline.tables import to_table

    for table in kept:
        path = handover.shard(runs, window, table.stage, outlet_id)
        handover.write(path, to_table(table.record_type, table.rows), inputs, version)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A table that an archive keeps, with what its hand-over file says of itself."""

    table: Kept
    outlet_id: str
    inputs: str
    version: str


def read_kept(file: Path) -> list[Found]:
    """The tables that an archive file keeps.

    Raises ArchiveError when the file is damaged or a table of it is of no known kind.
    """
    from pipeline.adapters.archive_reading import read_tables

    return [_found(file, name, lines) for name, lines in read_tables(file)]


def restore(found: Iterable[Found], runs: Path, window: Window) -> None:
    """Writes the hand-over files again that tables were kept of: byte for byte as before.

    Of a stage that was run again in its window, the table found last holds all that the others do.
    """
    last = {(one.outlet_id, one.table.stage): one for one in found}
    for one in last.values():
        hand_over(runs, window, one.outlet_id, [one.table], one.inputs, one.version)


def recover(archive: Path, runs: Path, window: Window) -> None:
    """Writes the hand-over files of the archive at this path, and of those that went on from it.

    For a run that was killed after its archive was whole: what was asked is not asked again. Of an archive that
    is damaged nothing is written.
    """
    base = archive.name.removesuffix(".warc.gz")
    files = [archive, *sorted(archive.parent.glob(f"{base}_*.warc.gz"))]
    try:
        found = [one for file in files if file.exists() for one in read_kept(file)]
    except ArchiveError:
        return
    restore(found, runs, window)


def _found(file: Path, name: str, lines: Sequence[dict[str, Any]]) -> Found:
    try:
        head, *rows = lines
        record_type = _record_type(str(head["record"]))
        table = Kept(
            stage=str(head["stage"]),
            record_type=record_type,
            rows=[_record(record_type, row) for row in rows],
        )
        return Found(
            table=table,
            outlet_id=str(head["outlet"]),
            inputs=str(head["inputs"]),
            version=str(head["version"]),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise ArchiveError(f"{file}: its table {name} cannot be read ({error})") from None


def _record_type(name: str) -> type:
    from pipeline.tables import SCHEMAS

    return {kind.__name__: kind for kind in SCHEMAS}[name]


def _line(record: Any) -> dict[str, Any]:
    told = {f.name: getattr(record, f.name) for f in fields(record)}
    return {k: v.isoformat() if isinstance(v, datetime) else v for k, v in told.items() if v is not None}


def _record(record_type: type, line: dict[str, Any]) -> Any:
    import pyarrow as pa

    from pipeline.tables import SCHEMAS

    schema = SCHEMAS[record_type]
    values = {}
    for field in fields(record_type):
        value = line.get(field.name)
        if value is None:
            if field.default is MISSING and field.default_factory is MISSING and field.name in line:
                raise ValueError(f"{field.name} is empty")
            continue
        if pa.types.is_timestamp(schema.field(field.name).type):
            value = datetime.fromisoformat(value)
        values[field.name] = tuple(value) if isinstance(value, list) else value
    return record_type(**values)
