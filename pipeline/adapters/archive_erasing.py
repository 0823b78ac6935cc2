"""Records taken out of archive files without moving the others.

Requests, later answers (`revisit`) and hand-over tables point to records by file and offset. So an erased record is
replaced by one of exactly its length: a gzip member that holds a short note and is filled up by its comment
(RFC 1952, FCOMMENT), which readers pass over. The file is rewritten beside its place and renamed into it.
"""

from __future__ import annotations

import io
import os
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.adapters.archive import TABLE_TYPE, TABLE_URI
from pipeline.errors import ArchiveError

ERASED_TYPE = "text/plain"
_NOTE = b"erased"
_HEADER = struct.Struct("<4sIBB")
_WITH_COMMENT = b"\x1f\x8b\x08\x10"
_OTHER_SYSTEM = 255
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A record as it is judged: what it is of and what it says."""

    kind: str  # response, resource, metadata, …
    url: str
    body: bytes
    offset: int


Rewrite = Callable[[Held], bytes | None]
"""A record's new body; its own to leave it as it is; None to erase it."""


def rewrite(file: Path, judge: Rewrite) -> int:
    """Erases or rewrites the records of a file as `judge` says; returns how many. The others keep their offsets.

    Raises ArchiveError when the file is damaged or cannot be written; it then is as it was.
    """
    from warcio.exceptions import ArchiveLoadFailed

    draft = file.with_name(f".{file.name}.{os.getpid()}.open")
    try:
        changes = _changes(file, judge)
        if not changes:
            return 0
        try:
            with file.open("rb") as source, draft.open("wb") as target:
                at = 0
                for offset, length, member in changes:
                    _copy(source, target, offset - at)
                    target.write(member)
                    source.seek(offset + length)
                    at = offset + length
                _copy(source, target, None)
                target.flush()
                os.fsync(target.fileno())
            if draft.stat().st_size != file.stat().st_size:
                raise ArchiveError(f"{file}: could not be rewritten at its length; nothing was changed")
            draft.replace(file)
        finally:
            draft.unlink(missing_ok=True)
    except (ArchiveLoadFailed, OSError, EOFError, ValueError, zlib.error) as error:
        raise ArchiveError(f"{file}: cannot be rewritten ({error}); restore it from a back-up") from error
    return len(changes)


def _changes(file: Path, judge: Rewrite) -> list[tuple[int, int, bytes]]:
    """(offset, length, new bytes of that length) of each record to change, in their order."""
    from warcio.archiveiterator import ArchiveIterator

    found: list[tuple[int, int, bytes]] = []
    with file.open("rb") as stream:
        records = ArchiveIterator(stream, no_record_parse=False)
        for record in records:
            if record.rec_type in ("warcinfo", "request", "revisit"):
                continue
            body = record.content_stream().read()  # before it is asked where it stands, which reads past it
            offset = records.get_record_offset()
            held = Held(
                kind=record.rec_type,
                url=record.rec_headers.get_header("WARC-Target-URI") or "",
                body=body,
                offset=offset,
            )
            new = judge(held)
            if new == body:
                continue
            length = records.get_record_length()
            found.append((offset, length, _member(record, new, length)))
    return found


def _member(record: Any, body: bytes | None, length: int) -> bytes:
    """A gzip member of `length` bytes with the record's new body, or with the note that it was erased."""
    told = record.rec_headers.get_header
    names = {"WARC-Record-ID": told("WARC-Record-ID"), "WARC-Date": told("WARC-Date")}
    if body is not None:
        made = _padded(_record(told("WARC-Target-URI"), body, {**names, "Content-Type": TABLE_TYPE}), length)
        if made is not None:
            return made
    made = _padded(_record(told("WARC-Target-URI"), _NOTE, {**names, "Content-Type": ERASED_TYPE}), length)
    made = made or _padded(_record("", _NOTE, names), length) or _padded(b"", length)
    if made is None:
        raise ValueError(f"a record of {length} bytes has no room for the word that it was erased")
    return made


def _record(url: str, body: bytes, headers: dict[str, str]) -> bytes:
    from warcio.warcwriter import WARCWriter

    target = io.BytesIO()
    writer = WARCWriter(target, gzip=False, warc_version="1.1")
    writer.write_record(
        writer.create_warc_record(
            url, "metadata", payload=io.BytesIO(body), length=len(body), warc_headers_dict=headers
        )
    )
    return target.getvalue()


def _padded(content: bytes, length: int) -> bytes | None:
    """`content` as one gzip member of exactly `length` bytes; None where it does not fit."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(content) + packer.flush()
    room = length - _HEADER.size - len(packed) - 1 - 8
    if room < 0:
        return None
    head = _HEADER.pack(_WITH_COMMENT, 0, 0, _OTHER_SYSTEM)
    tail = struct.pack("<II", zlib.crc32(content), len(content) & 0xFFFFFFFF)
    return head + b" " * room + b"\0" + packed + tail


def _copy(source: Any, target: Any, length: int | None) -> None:
    left = length
    while left is None or left > 0:
        piece = source.read(_CHUNK if left is None else min(left, _CHUNK))
        if not piece:
            return
        target.write(piece)
        left = None if left is None else left - len(piece)


def is_table(held: Held) -> bool:
    """Whether a record holds a hand-over table (JSON Lines)."""
    return held.kind == "metadata" and held.url.startswith(TABLE_URI)
