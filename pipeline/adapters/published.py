"""Reading the published copy: a connection that can look at its views and at nothing else.

Analysts' own statements run here, so the connection is read-only, reaches no file and no network, loads no
extension, and its settings are locked: `ATTACH`, `COPY`, `INSTALL`, `CREATE` and reading files fail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import InputError, WarehouseError

if TYPE_CHECKING:
    import duckdb

MEMORY_LIMIT = "2GB"
_READ_ONLY = "(the published copy can only be read: no files, no extensions, no changes)"
_COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)
_GAP = r"(?:\s|--[^\n]*(?:\n|$)|/\*.*?\*/)*"
_EXPLAIN = re.compile(
    rf"{_GAP}EXPLAIN\b{_GAP}(?:ANALYZE\b|ANALYSE\b)?{_GAP}(?:\([^()]*\))?", re.DOTALL | re.IGNORECASE
)
_VERB = re.compile(r"[A-Za-z]+")
_LOCKS = (
    "SET temp_directory = ''",  # what needs more memory ends; it fills no disk
    "SET enable_external_access = false",
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    f"SET memory_limit = '{MEMORY_LIMIT}'",
    "SET lock_configuration = true",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The rows that a statement gave, with its columns and their types."""

    columns: Sequence[str]
    types: Sequence[str]
    rows: Sequence[tuple[Any, ...]]


@contextmanager
def reading(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A locked connection to the database at `path`, in UTC.

    A run may publish meanwhile: the connection keeps the copy that it opened, and the next one sees the new
    copy. Raises WarehouseError when there is no database, or the file is none.
    """
    import duckdb

    if not path.is_file():
        raise WarehouseError(f"{path}: no such database; run `parallax nightly` or `parallax compare` first")
    # Attached to a database in memory of its own: by its path alone, a process would share one old copy.
    connection = duckdb.connect(":memory:")
    try:
        connection.execute("SET TimeZone = 'UTC'")
        quoted = str(path).replace("'", "''")  # ATTACH takes no bound parameter
        connection.execute(f"ATTACH '{quoted}' AS parallax (READ_ONLY)")
        connection.execute("USE parallax")
        for lock in _LOCKS:
            connection.execute(lock)
        yield connection
    except duckdb.IOException as error:
        raise WarehouseError(f"{path}: cannot be opened as a database: {told(error)}") from None
    finally:
        connection.close()


def ask(
    connection: duckdb.DuckDBPyConnection, statement: str, values: Mapping[str, object] | None = None
) -> Result:
    """Runs one statement with its named parameters bound.

    Raises InputError, with DuckDB's own words, when the statement cannot be run here.
    """
    import duckdb

    try:
        check_it_reads(connection, statement)
        cursor = connection.execute(statement, dict(values or {}))
        described = cursor.description or []
        return Result(
            columns=[column[0] for column in described],
            types=[str(column[1]) for column in described],
            rows=cursor.fetchall() if described else [],
        )
    except duckdb.Error as error:
        raise InputError(told(error)) from None


def check_it_reads(connection: duckdb.DuckDBPyConnection, statement: str) -> None:
    """Raises InputError unless it is one statement that reads.

    The lock refuses changes of the file itself; what would only change the session (temporary tables, pragmas)
    is refused here, so that every statement sees the same database.
    """
    import duckdb
    from duckdb import StatementType

    try:
        found = connection.extract_statements(statement)
    except duckdb.Error as error:
        raise InputError(told(error)) from None
    words = _VERB.findall(_COMMENT.sub(" ", statement))
    verb = words[0].upper() if words else "this"
    if len(found) != 1:
        if verb == "PIVOT":
            raise InputError(
                "PIVOT needs its values named here: PIVOT … ON column IN ('one', 'other') USING …"
            )
        raise InputError(f"one statement at a time, please; this is {len(found)}")
    if found[0].type == StatementType.EXPLAIN:
        # EXPLAIN ANALYZE runs what it explains
        check_it_reads(connection, statement[_after_explain(statement) :])
    elif found[0].type != StatementType.SELECT or verb == "PRAGMA":
        raise InputError(
            f"{verb} is refused {_READ_ONLY}; what reads is SELECT, WITH, FROM, DESCRIBE, EXPLAIN"
        )


def _after_explain(statement: str) -> int:
    found = _EXPLAIN.match(statement)
    if found is None:
        raise InputError(
            f"EXPLAIN is refused in this form {_READ_ONLY}; write EXPLAIN or EXPLAIN ANALYZE first"
        )
    return found.end()


def told(error: Exception) -> str:
    """An error of DuckDB in one line; where it refuses what the lock forbids, why it does."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    first = lines[0] if lines else type(error).__name__
    refused = ("read-only mode", "disabled by configuration", "configuration has been locked", "read_only")
    if any(part in first for part in refused):
        return f"{first} {_READ_ONLY}"
    hint = next((line for line in lines[1:] if line.startswith(("Did you mean", "Candidate"))), "")
    return f"{first} {hint}".strip()
