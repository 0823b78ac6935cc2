"""WARC files from elsewhere, read as a stream: pages one by one, whatever the size of the file.

Damage is passed over: reading goes on at the next record that is whole. Two forms are read: a gzip member
for each record, as Common Crawl writes them, and files that are not compressed.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from pipeline.adapters.answers import Answer
from pipeline.adapters.archive_reading import warc_date
from pipeline.core.urls import is_web_url
from pipeline.errors import InputError

_GZIP = b"\x1f\x8b\x08"
_PLAIN = b"WARC/1."
_BLOCK = 65_536
_LONGEST_HEAD = 1_000_000  # bytes of a record's headers, with those of HTTP
_HTML = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedPage:
    """An HTML page as a WARC file has it."""

    answer: Answer
    date: datetime
    record_id: str | None
    offset: int | None  # of its record; None where it cannot be read from there alone


class _BrokenError(Exception):
    """A record that is not whole, or is none."""


def read_pages(file: Path, limit: int, told: Counter[str]) -> Iterator[tuple[int, ArchivedPage | None]]:
    """The pages of a WARC file in its order, each with how far into the file it lies; None for other records.

    Bodies above `limit` bytes, unpacked, are left. `told` counts `records` and `pages`, and of what was left
    why: `broken` (a stretch of damage), `too large`, `no answer of 200`, `no HTML`, `no date`, `no address`.
    Raises InputError for a file that cannot be opened or does not begin as a WARC file.
    """
    try:
        stream = file.open("rb")
    except OSError as error:
        raise InputError(f"{file}: cannot be read ({error.strerror or error}); check the name") from None
    with stream:
        head = stream.read(len(_PLAIN))
        packed = head.startswith(_GZIP)
        if not packed and head != _PLAIN:
            raise InputError(f"{file}: is no WARC file; one begins with a WARC record, packed by gzip or not")
        offset: int | None = 0
        whole = True
        while offset is not None:
            source = _Packed(stream, offset) if packed else _Plain(stream, offset)
            try:
                for record in _records(source):
                    page = _page(record, limit, source.alone, told)
                    whole = True
                    told["records"] += 1
                    yield source.record_at, page
                offset = source.end()
            except _BrokenError:
                told["broken"] += whole  # damage is one, however many false beginnings lie in it
                whole = False
                offset = _next(stream, source.record_at + 1, _GZIP if packed else _PLAIN)


class _Source:
    """A stretch of the file that holds whole records, unpacked as it is read."""

    _plain = False

    def __init__(self, stream: IO[bytes], offset: int) -> None:
        self._stream = stream
        self._stream.seek(offset)
        self.record_at = offset  # where the record being read begins in the file
        self.alone: int | None = (
            offset  # the same, None where nothing begins there that can be read by itself
        )
        self.head_left: int | None = _LONGEST_HEAD

    def read(self, size: int) -> bytes:
        data = self._read(size)
        if self.head_left is not None:
            self.head_left -= len(data)
            if self.head_left < 0:
                raise _BrokenError("headers without an end")
        return data

    def _read(self, size: int) -> bytes:
        raise NotImplementedError

    def begins(self, number: int, unread: int) -> None:
        """Says that the record of this number begins, `unread` bytes before what was read last."""
        if self._plain:
            self.record_at = self.alone = self._stream.tell() - unread
        elif number:
            self.alone = None

    def end(self) -> int | None:
        """Where the next stretch begins; None at the end of the file."""
        raise NotImplementedError


class _Packed(_Source):
    """One gzip member."""

    def __init__(self, stream: IO[bytes], offset: int) -> None:
        super().__init__(stream, offset)
        self._unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self._input = b""

    def _read(self, size: int) -> bytes:
        while not self._unpacker.eof:
            self._input = self._input or self._stream.read(_BLOCK)
            ended = not self._input
            try:
                data = self._unpacker.decompress(self._input, size)
            except zlib.error as error:
                raise _BrokenError(str(error)) from None
            self._input = self._unpacker.unconsumed_tail
            if data:
                return data
            if ended and not self._unpacker.eof:
                raise _BrokenError("the file ends within a record")
        return b""

    def end(self) -> int | None:
        while self._read(_BLOCK):
            pass
        after = self._stream.tell() - len(self._unpacker.unused_data)
        self._stream.seek(after)
        return after if self._stream.read(1) else None


class _Plain(_Source):
    """All that follows, of a file that is not compressed."""

    _plain = True

    def _read(self, size: int) -> bytes:
        return self._stream.read(size)

    def end(self) -> int | None:
        return None


def _records(source: _Source) -> Iterator[Any]:
    """The records in a source, each to be read before the next is asked for. Raises _BrokenError."""
    from warcio.bufferedreaders import BufferedReader
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.recordloader import ArcWarcRecordLoader
    from warcio.statusandheaders import StatusAndHeadersParserException

    reader = BufferedReader(source)
    loader = ArcWarcRecordLoader(verify_http=False)
    number = 0
    while True:
        source.head_left = _LONGEST_HEAD
        line = reader.readline()
        while line and not line.strip():
            line = reader.readline()
        if not line:
            return
        source.begins(number, reader.rem_length() + len(line))
        try:
            record = loader.parse_record_stream(reader, line, "warc")
        except (
            ArchiveLoadFailed,
            StatusAndHeadersParserException,
            EOFError,
            ValueError,
            AttributeError,
        ) as error:
            raise _BrokenError(str(error)) from None
        if record.length is None or not _is_one(record.rec_headers.headers):
            raise _BrokenError("a record without a length, or two whose headers ran together")
        source.head_left = None
        yield record
        while record.raw_stream.read(_BLOCK):
            pass
        if record.raw_stream.limit > 0:
            raise _BrokenError("a record that is shorter than it says")
        number += 1


def _is_one(headers: list[tuple[str, str]]) -> bool:
    names = Counter(name.lower() for name, _ in headers)
    return all(names[name] <= 1 for name in ("warc-type", "warc-date", "warc-record-id", "content-length"))


def _page(record: Any, limit: int, offset: int | None, told: Counter[str]) -> ArchivedPage | None:
    """The page in a record; None where there is none, with the reason counted."""
    from warcio.bufferedreaders import BufferedReader

    if record.rec_type != "response" or record.http_headers is None:
        return None
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    date = warc_date(record.rec_headers.get_header("WARC-Date"))
    status = record.http_headers.get_statuscode()
    headers = tuple((str(name), str(value)) for name, value in record.http_headers.headers)
    answer = Answer(url=url, final_url=url, outcome="ok", status=200, headers=headers)
    why = None
    if status != "200":
        why = "no answer of 200"
    elif not (answer.media_type or "text/html").startswith(_HTML):
        why = "no HTML"
    elif not is_web_url(url):
        why = "no address"
    elif date is None:
        why = "no date"
    if why or date is None:
        told[why or "no date"] += 1
        return None
    content = record.content_stream()
    body = content.read(limit + 1)
    if len(body) > limit:
        told["too large"] += 1
        return None
    if isinstance(content, BufferedReader):  # what was packed or in chunks may end before the record does
        while record.raw_stream.read(_BLOCK):
            pass
    if record.raw_stream.limit > 0:
        raise _BrokenError("a record that is shorter than it says")
    told["pages"] += 1
    return ArchivedPage(
        answer=Answer(url=url, final_url=url, outcome="ok", status=200, headers=headers, body=body),
        date=date,
        record_id=record.rec_headers.get_header("WARC-Record-ID"),
        offset=offset,
    )


def _next(stream: IO[bytes], offset: int, mark: bytes) -> int | None:
    """Where `mark` stands next at or after `offset`; None when it does not."""
    stream.seek(offset)
    kept = b""
    while block := stream.read(_BLOCK):
        data = kept + block
        found = data.find(mark)
        if found >= 0:
            return stream.tell() - len(data) + found
        kept = data[-(len(mark) - 1) :]
    return None
