"""What stages hand each other: Parquet files that say what they were made from.

A file bears the hash of its inputs and its stage's version in the metadata of its schema, so that
the file alone tells whether it is still good. It is written beside its place and renamed into it:
a reader sees the old file or the new one, never a half.
"""

from __future__ import annotations

import hashlib
import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import StageError
from pipeline.model import Window

if TYPE_CHECKING:
    import pyarrow as pa

INPUTS_KEY = b"parallax.inputs"
VERSION_KEY = b"parallax.version"
_HASH_CHUNK = 1 << 20
_FORM = "%Y%m%dT%H%M%SZ"
_DATED = re.compile(r"\d{8}T\d{6}Z-\d{8}T\d{6}Z")


def shard(runs: Path, window: Window, stage: str, name: str) -> Path:
    """Where a stage's table lies: `<runs>/<window>/<stage>/<name>.parquet`."""
    return runs / window.key / stage / f"{name}.parquet"


def earlier_windows(runs: Path, window: Window) -> list[str]:
    """The keys of the windows under `runs` that begin before this one, the newest first."""
    if window.name or not runs.is_dir():
        return []
    begin = window.key.partition("-")[0]
    keys = (folder.name for folder in runs.iterdir() if _DATED.fullmatch(folder.name))
    return sorted((key for key in keys if key.partition("-")[0] < begin), reverse=True)


def window_of_key(key: str) -> Window | None:
    """The window that a key names; None for a key that bears no times."""
    if not _DATED.fullmatch(key):
        return None
    start, end = (datetime.strptime(part, _FORM).replace(tzinfo=UTC) for part in key.split("-"))
    return Window(start=start, end=end)


def window_start(key: str) -> datetime | None:
    """When the window of a key begins; None for a key that bears no times."""
    window = window_of_key(key)
    return window.start if window else None


def window_of(key: str) -> Window | None:
    """The window of a key that bears its times; None for another."""
    if not _DATED.fullmatch(key):
        return None
    start, end = (datetime.strptime(p, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) for p in key.split("-"))
    return Window(start=start, end=end)


def write(path: Path, table: pa.Table, inputs_hash: str, version: str) -> None:
    """Writes `table` to `path`, replacing what is there only once it is whole and on the disk.

    Equal tables, hashes and versions give equal bytes. Raises StageError when the disk refuses.
    """
    import pyarrow.parquet as pq

    metadata = dict(table.schema.metadata or {})
    metadata |= {INPUTS_KEY: inputs_hash.encode(), VERSION_KEY: version.encode()}
    draft = path.with_name(f".{path.name}.{os.getpid()}.open")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with draft.open("wb") as file:
                pq.write_table(table.replace_schema_metadata(metadata), file, compression="zstd")
                file.flush()
                os.fsync(file.fileno())
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
        sync_folder(path.parent)
    except OSError as error:
        raise StageError(
            f"{path}: cannot be written ({error.strerror or error}): make room or mend the rights, run again"
        ) from error


def read(path: Path) -> pa.Table:
    """The table at `path`.

    Raises StageError when the file is missing or is no Parquet file.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        # A file that Arrow opens itself: its threads may outlive the call, and one that lets go of a
        # Python object while the interpreter ends aborts the process.
        with pa.OSFile(str(path)) as file:
            return pq.read_table(file)
    except FileNotFoundError:
        raise StageError(f"{path}: no such hand-over file; run the stage that writes it first") from None
    except (pa.ArrowException, OSError) as error:
        raise StageError(
            f"{path}: cannot be read as Parquet ({_first_line(error)}): delete it and run its stage again"
        ) from error


def is_fresh(path: Path, inputs_hash: str, version: str) -> bool:
    """Whether `path` was made from these very inputs by this version of its stage."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pa.OSFile(str(path)) as file:
            found = pq.read_schema(file).metadata or {}
    except (pa.ArrowException, OSError):
        return False  # missing or damaged: to be written anew
    return found.get(INPUTS_KEY) == inputs_hash.encode() and found.get(VERSION_KEY) == version.encode()


def hash_of(*parts: object) -> str:
    """A hash of the parts' `repr`, in their order: give it strings, numbers, dates, tuples, frozen records.

    Sets and other things whose `repr` differs between runs must be sorted into a tuple first.
    """
    digest = hashlib.sha256()
    for part in parts:
        told = repr(part).encode("utf-8", "surrogatepass")
        digest.update(len(told).to_bytes(8, "big"))
        digest.update(told)
    return digest.hexdigest()[:32]


def file_hash(path: Path) -> str:
    """A hash of a file's bytes.

    Raises StageError when the file is missing or unreadable.
    """
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_HASH_CHUNK):
                digest.update(chunk)
    except OSError as error:
        raise StageError(
            f"{path}: cannot be read ({error.strerror or error}); run the stage that writes it first"
        ) from error
    return digest.hexdigest()[:32]


def sync_folder(folder: Path) -> None:
    """Makes a rename inside `folder` last through a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
