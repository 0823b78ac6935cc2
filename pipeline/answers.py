"""How answers to SQL are shown: as a table, CSV, JSON or Parquet; and the prompt of `parallax sql`."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from pipeline import questions
from pipeline.errors import InputError

if TYPE_CHECKING:
    import duckdb

    from pipeline.adapters.published import Result
    from pipeline.questions import Question

FORMATS = ("table", "csv", "json", "parquet")
_HELP = "end a statement with a semicolon; .tables lists the views, .columns VIEW its columns, .quit leaves"


def write(result: Result, form: str, output: Path | None) -> None:
    """Writes a result in one of `FORMATS` to a file, replaced by rename, or to standard output.

    Raises InputError when the file cannot be written, or Parquet would go to a terminal.
    """
    if output is None:
        if form == "parquet":
            raise InputError("Parquet is no text: give a file by --output FILE.parquet")
        _text(result, form, sys.stdout)
        return
    draft = output.with_name(f".{output.name}.open")
    try:
        if form == "parquet":
            _parquet(result, draft)
        else:
            with draft.open("w", encoding="utf-8", newline="") as file:
                _text(result, form, file)
        draft.replace(output)
    except OSError as error:
        raise InputError(f"{output}: cannot be written ({error.strerror or error})") from None
    finally:
        draft.unlink(missing_ok=True)
    print(f"{output}: {len(result.rows)} rows", file=sys.stderr)


def packed(result: Result, form: str) -> bytes:
    """A result as the bytes of a CSV, JSON or Parquet file."""
    if form == "parquet":
        sink = io.BytesIO()
        _parquet(result, sink)
        return sink.getvalue()
    text = io.StringIO(newline="")
    _text(result, form, text)
    return text.getvalue().encode("utf-8")


def list_questions(known: Iterable[Question]) -> None:
    """A line a question, and one each for its parameters."""
    for question in known:
        print(f"{question.name:24} {question.about}")
        for p in question.parameters:
            default = "needed" if p.required else f"{p.default or 'any'}"
            print(f"{'':24}   --param {p.name}=… ({default}) {p.about}")


def named(name: str | None, given: list[str], form: str, database: Path, output: Path | None) -> int:
    """Answers a named question; without a name, lists the questions."""
    from pipeline.adapters import published

    if name is None:
        list_questions([questions.question(each) for each in questions.names()])
        return 0
    asked = questions.question(name)
    values = questions.bound(asked, questions.pairs(given))
    with published.reading(database) as connection:
        result = published.ask(connection, asked.statement, values)
    write(result, form, output)
    if str(len(result.rows)) == values.get("rows"):
        print(
            f"parallax: there may be more; --param rows=N gives more than {len(result.rows)}", file=sys.stderr
        )
    return 0


def one(statement: str, form: str, database: Path, output: Path | None) -> int:
    """Runs one statement of the analyst's own."""
    from pipeline.adapters import published

    with published.reading(database) as connection:
        write(published.ask(connection, statement), form, output)
    return 0


def prompt(database: Path) -> int:
    """Reads statements from standard input and answers each; an error ends none but its statement."""
    from pipeline.adapters import published

    talks = sys.stdin.isatty()
    if talks:
        print(f"{database}, read-only; {_HELP}", file=sys.stderr)
    failed = False
    with published.reading(database) as connection:
        for statement in _statements(sys.stdin, talks=talks):
            if statement in (".quit", ".exit"):
                break
            failed |= not _answered(connection, statement)
    return int(failed and not talks)


def _answered(connection: duckdb.DuckDBPyConnection, statement: str) -> bool:
    from pipeline.adapters import published

    try:
        write(published.ask(connection, _expanded(statement)), "table", None)
    except InputError as error:
        print(f"parallax: {error}", file=sys.stderr)
        return False
    return True


def _expanded(statement: str) -> str:
    """A dot command as the statement that it stands for."""
    command, _, view = statement.partition(" ")
    if command == ".tables":
        return "SELECT view_name AS view, comment FROM duckdb_views() WHERE NOT internal ORDER BY 1"
    if command == ".columns" and view.strip().isidentifier():
        return f"DESCRIBE {view.strip()}"
    if command.startswith("."):
        raise InputError(f"{command} is no command; {_HELP}")
    return statement


def _statements(lines: IO[str], *, talks: bool) -> Iterable[str]:
    """Statements by their semicolons at a line's end, dot commands by their lines."""
    held: list[str] = []
    while True:
        if talks:
            print("   ...> " if held else "parallax> ", end="", file=sys.stderr, flush=True)
        line = lines.readline()
        if not line:
            break
        if not held and (not line.strip() or line.startswith(".")):
            if line.strip():
                yield line.strip()
            continue
        held.append(line)
        if line.rstrip().endswith(";"):
            yield "".join(held).strip()
            held = []
    if "".join(held).strip():
        yield "".join(held).strip()


def _text(result: Result, form: str, file: IO[str]) -> None:
    if form == "csv":
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(result.columns)
        writer.writerows([_plain(value, empty="") for value in row] for row in result.rows)
    elif form == "json":
        rows = [dict(zip(result.columns, map(_of_json, row), strict=True)) for row in result.rows]
        json.dump(rows, file, ensure_ascii=False, indent=1)
        file.write("\n")
    else:
        _table(result, file)


def _table(result: Result, file: IO[str]) -> None:
    """Columns as wide as a terminal allows; long texts are cut, which CSV and JSON never do."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for column, kind in zip(result.columns, result.types, strict=True):
        right = kind in ("INTEGER", "BIGINT", "DOUBLE", "HUGEINT")
        table.add_column(column, justify="right" if right else "left", overflow="fold")
    for row in result.rows:
        table.add_row(*(_escaped(_plain(value, empty="–")) for value in row))
    console = Console(file=file, width=None if file.isatty() else 200, highlight=False)
    console.print(table)
    console.print(f"{len(result.rows)} rows")


def _escaped(text: str) -> str:
    from rich.markup import escape

    return escape(text)


def _plain(value: Any, *, empty: str) -> str:
    if value is None:
        return empty
    if isinstance(value, list | tuple):
        return ", ".join(_plain(item, empty=empty) for item in value)
    if isinstance(value, datetime):
        return _utc(value).isoformat(timespec="seconds").replace("+00:00", "Z")
    return str(value)


def _of_json(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_of_json(item) for item in value]
    if isinstance(value, datetime | date):
        return _plain(value, empty="")
    return value


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment


def _parquet(result: Result, target: Path | IO[bytes]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns: Sequence[Sequence[Any]] = list(zip(*result.rows, strict=True)) or [[] for _ in result.columns]
    pq.write_table(pa.table([pa.array(list(c)) for c in columns], names=list(result.columns)), target)
