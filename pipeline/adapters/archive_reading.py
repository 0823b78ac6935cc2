"""What the archive holds, read back: a record at its offset, the body that a revisit points to, kept tables."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline.adapters.archive import FILENAME, OFFSET, TABLE_TYPE, TABLE_URI, Original
from pipeline.errors import ArchiveError

_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([^\s;\"']+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A response as archived. A revisit has its own headers, and the body of the record it points to."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    reason: str = ""  # the status line's phrase
    date: datetime | None = None  # when it was answered
    original: Original | None = None  # where its body stands, of a revisit

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    @property
    def charset(self) -> str | None:
        """The charset that the server declared."""
        found = _CHARSET.search(self.header("content-type") or "")
        return found[1].lower() if found else None


def read_record(file: Path, offset: int) -> Record:
    """The response whose record begins at `offset`; of a revisit with the body that it points to.

    Raises ArchiveError when the file is missing or holds no response there.
    """
    record = _record_at(file, offset)
    if record.original is None:
        return record
    before = _record_at(file.parent.parent / record.original.file, record.original.offset)
    if before.original is not None or before.url != record.original.url:
        raise ArchiveError(f"{file}: the record at offset {offset} points to a record that is not there")
    return replace(record, body=before.body)


def original_at(file: Path, offset: int) -> Original | None:
    """How a revisit names the response at `offset`; None where no response is there any more."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        with file.open("rb") as stream:
            stream.seek(offset)
            record = next(iter(ArchiveIterator(stream)), None)
            if record is None or record.rec_type != "response":
                return None
            told = record.rec_headers.get_header
            found = Original(
                file=f"{file.parent.name}/{file.name}",
                offset=offset,
                record_id=told("WARC-Record-ID") or "",
                url=told("WARC-Target-URI") or "",
                date=told("WARC-Date") or "",
                digest=told("WARC-Payload-Digest") or "",
            )
    except (ArchiveLoadFailed, OSError, EOFError, ValueError):
        return None
    return found if all((found.record_id, found.url, found.date, found.digest)) else None


def read_tables(file: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The tables that a file keeps: name, and lines with the head first.

    Raises ArchiveError when the file is missing or damaged.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        with file.open("rb") as stream:
            for record in ArchiveIterator(stream):
                if record.rec_type != "metadata":
                    continue
                uri = record.rec_headers.get_header("WARC-Target-URI") or ""
                if uri.startswith(TABLE_URI) and record.content_type == TABLE_TYPE:
                    text = record.content_stream().read().decode("utf-8", "surrogatepass")
                    yield uri.removeprefix(TABLE_URI), [json.loads(line) for line in text.split("\n") if line]
    except FileNotFoundError:
        raise ArchiveError(f"{file}: no such archive file; it may have been pruned") from None
    except (ArchiveLoadFailed, OSError, EOFError, ValueError) as error:
        raise ArchiveError(f"{file}: damaged ({error}); restore it from a back-up") from error


def _record_at(file: Path, offset: int) -> Record:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        with file.open("rb") as stream:
            stream.seek(offset)
            record = next(iter(ArchiveIterator(stream, check_digests="raise")), None)
            kinds = ("response", "revisit")
            if record is None or record.rec_type not in kinds or record.http_headers is None:
                raise ArchiveError(
                    f"{file}: no response at offset {offset}; is it the file that was written?"
                )
            told = record.rec_headers.get_header
            status, _, phrase = record.http_headers.statusline.partition(" ")
            return Record(
                url=told("WARC-Target-URI"),
                status=int(status),
                reason=phrase,
                headers=tuple(record.http_headers.headers),
                body=record.content_stream().read() if record.rec_type == "response" else b"",
                date=warc_date(told("WARC-Date")),
                original=_pointed(told) if record.rec_type == "revisit" else None,
            )
    except FileNotFoundError:
        raise ArchiveError(f"{file}: no such archive file; it may have been pruned") from None
    except (ArchiveLoadFailed, OSError, EOFError, ValueError) as error:
        raise ArchiveError(f"{file}: damaged at offset {offset} ({error})") from error


def _pointed(told: Any) -> Original:
    names = ("WARC-Refers-To", "WARC-Refers-To-Target-URI", "WARC-Refers-To-Date", "WARC-Payload-Digest")
    record_id, url, date, digest = (told(name) or "" for name in names)
    file, offset = told(FILENAME) or "", told(OFFSET) or ""
    if not re.fullmatch(r"[\w-][\w.-]*/[\w-][\w.-]*", file) or not offset.isdigit():
        raise ValueError("a revisit that does not say where its body is kept")
    return Original(file=file, offset=int(offset), record_id=record_id, url=url, date=date, digest=digest)


def warc_date(value: str | None) -> datetime | None:
    """A WARC-Date as an aware datetime in UTC; None for what is none."""
    try:
        found = datetime.fromisoformat((value or "").strip())
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)
