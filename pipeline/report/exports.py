"""Beside the pages: the rows of each view that the report rests on, as CSV, JSON Lines and Parquet."""

from __future__ import annotations

import gzip
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.queries import load, names

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

FOLDER = "data"
_STATEMENTS = "report/exports"


def write_exports(
    connection: duckdb.DuckDBPyConnection, folder: Path, runs: list[str], stories: list[str]
) -> None:
    """Writes `data/<view>.csv.gz`, `.jsonl.zst` and `.parquet` into `folder`, for the reported runs and stories.

    Every statement puts its rows into one order, so that equal databases give equal files; rows of one article stand
    together, which makes the files a fifth smaller.
    """
    import pyarrow.parquet as pq

    target = folder / FOLDER
    target.mkdir()
    for name in names(_STATEMENTS):
        statement = load(name)
        values = {k: v for k, v in (("runs", runs), ("stories", stories)) if f"${k}" in statement}
        table = connection.execute(statement, values or None).to_arrow_table()
        view = name.rpartition("/")[2]
        pq.write_table(table, target / f"{view}.parquet", compression="zstd", compression_level=12)
        _gzipped(target / f"{view}.csv.gz", _csv(table))
        _packed(target / f"{view}.jsonl.zst", _json_lines(table))


def _gzipped(path: Path, content: bytes) -> None:
    path.write_bytes(gzip.compress(content, compresslevel=9, mtime=0))


def _packed(path: Path, content: bytes) -> None:
    """Zstandard, a fifth smaller than gzip: what reads JSON Lines reads it; CSV goes to spreadsheets and people."""
    import pyarrow as pa

    path.write_bytes(pa.Codec("zstd", 9).compress(content, asbytes=True))


def _csv(table: pa.Table) -> bytes:
    import csv

    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.column_names)
    for row in table.to_pylist():
        writer.writerow("" if value is None else _told(value) for value in row.values())
    return text.getvalue().encode("utf-8", "replace")


def _json_lines(table: pa.Table) -> bytes:
    lines = [json.dumps(row, ensure_ascii=False, default=_told) for row in table.to_pylist()]
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def _told(value: Any) -> Any:
    """Times as ISO 8601 in UTC, lists as JSON; numbers and texts as they are."""
    if isinstance(value, datetime):
        moment = value.astimezone(UTC) if value.tzinfo else value
        return moment.isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    return value
