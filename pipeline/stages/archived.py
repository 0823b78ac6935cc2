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


def restore(file: Path, runs: Path, window: Window) -> list[Kept]:
    """Writes the hand-over files again that the tables in an archive file tell of: byte for byte as before.

    Raises ArchiveError when the file is damaged, or its tables are of no kind that is known.
    """
    from pipeline.adapters.archive_reading import read_tables

    restored = []
    for name, (head, *lines) in read_tables(file):
        try:
            record_type = _record_type(str(head["record"]))
            table = Kept(
                stage=str(head["stage"]),
                record_type=record_type,
                rows=[_record(record_type, line) for line in lines],
            )
            outlet, inputs, version = (str(head[key]) for key in ("outlet", "inputs", "version"))
        except (KeyError, ValueError, TypeError) as error:
            raise ArchiveError(
                f"{file}: the table {name} cannot be read ({error}); replay without it"
            ) from None
        hand_over(runs, window, outlet, [table], inputs, version)
        restored.append(table)
    return restored


def _record_type(name: str) -> type:
    from pipeline.tables import SCHEMAS

    return next(kind for kind in SCHEMAS if kind.__name__ == name)


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
