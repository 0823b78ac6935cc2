"""What was answered, kept as WARC files: one an outlet and window, closed by rename.

Bodies are kept as they are read, that is decompressed; the header that named the compression stands as
`X-Archive-Orig-Content-Encoding`. Dates are passed in and record ids come from content, so that equal
answers give equal files. `archive_reading` reads them back.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from pipeline.errors import ArchiveError

if TYPE_CHECKING:
    from pipeline.adapters.answers import Answer

TABLE_TYPE = "application/jsonl"
TABLE_URI = "urn:parallax:table:"
FILENAME, OFFSET = "WARC-Refers-To-Filename", "WARC-Refers-To-File-Offset"  # as Heritrix names them

_UNTRUE_OF_THE_BODY = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_PROFILE = "http://netpreserve.org/warc/1.1/revisit/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The record of a body that was answered before: what a revisit points to."""

    file: str  # relative to the folder of all archives
    offset: int
    record_id: str
    url: str
    date: str  # its WARC-Date, as it stands
    digest: str  # its WARC-Payload-Digest


class _Counted:
    """A file that knows how long it is, and is flushed when it is full, not with each record."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.length = 0

    def write(self, data: bytes) -> None:
        self._file.write(data)
        self.length += len(data)

    def flush(self) -> None:
        """Nothing: nobody reads the file before it is closed."""


class ArchiveWriter:
    """Writes one WARC file; use as a context manager. Until it is closed the file is named `….open`."""

    def __init__(self, path: Path, *, software: str, now: datetime) -> None:
        """Raises ArchiveError when the file cannot be made, as all methods do when the disk refuses."""
        from warcio.warcwriter import WARCWriter

        self._path = path
        self._draft = path.with_name(f"{path.name}.open")
        self._number = 0
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._draft.open("wb")
        except OSError as error:
            raise self._refused(error) from error
        self._out = _Counted(self._file)
        self._writer = WARCWriter(self._out, gzip=True, warc_version="1.1")
        info = f"software: {software}\r\nformat: WARC File Format 1.1\r\n".encode()
        self._write("", "warcinfo", info, now)

    def write(self, answer: Answer, now: datetime) -> int:
        """Keeps a request and its answer; the offset of the response's record."""
        return self._exchange(answer, "response", answer.body, now, {})

    def write_revisit(self, answer: Answer, now: datetime, original: Original) -> int:
        """Keeps a request and an answer that had nothing new, pointing to the body of before.

        A status of 304 is the site's word that nothing changed; with any other, the bytes were the same.
        """
        unmodified = answer.status == HTTPStatus.NOT_MODIFIED
        headers = {
            "WARC-Profile": _PROFILE + ("server-not-modified" if unmodified else "identical-payload-digest"),
            "WARC-Payload-Digest": original.digest,
            "WARC-Refers-To": original.record_id,
            "WARC-Refers-To-Target-URI": original.url,
            "WARC-Refers-To-Date": original.date,
            FILENAME: original.file,
            OFFSET: str(original.offset),
        }
        return self._exchange(answer, "revisit", b"", now, headers)

    def write_table(
        self, name: str, head: Mapping[str, Any], rows: Iterable[Mapping[str, Any]], now: datetime
    ) -> None:
        """Keeps a table as a metadata record: JSON Lines, the first of them `head`."""
        lines = [json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in (head, *rows)]
        payload = "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass")
        self._write(TABLE_URI + name, "metadata", payload, now, more={"Content-Type": TABLE_TYPE})

    def _exchange(
        self, answer: Answer, kind: str, body: bytes, now: datetime, headers: dict[str, str]
    ) -> int:
        import warcio.statusandheaders as warc_headers

        request = warc_headers.StatusAndHeaders(
            f"GET {_path_of(answer.final_url)} HTTP/1.1", list(answer.request_headers), is_http_request=True
        )
        response = warc_headers.StatusAndHeaders(
            _status_line(answer.status or 0), _true_headers(answer, body), protocol="HTTP/1.1"
        )
        answered = self._record_id(self._number + 2, kind, answer.final_url, body)
        self._write(
            answer.final_url, "request", b"", now, request, more={"WARC-Concurrent-To": f"<{answered}>"}
        )
        return self._write(answer.final_url, kind, body, now, response, more=headers)

    def _record_id(self, number: int, kind: str, url: str, payload: bytes) -> str:
        name = f"{self._path.name} {number} {kind} {url} {hashlib.sha256(payload).hexdigest()}"
        return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}"

    def _write(
        self,
        url: str,
        kind: str,
        payload: bytes,
        now: datetime,
        http_headers: Any = None,
        more: Mapping[str, str] | None = None,
    ) -> int:
        self._number += 1
        headers = {
            "WARC-Record-ID": f"<{self._record_id(self._number, kind, url, payload)}>",
            "WARC-Date": f"{now:%Y-%m-%dT%H:%M:%S.%fZ}",
            **(more or {}),
        }
        try:
            offset = self._out.length
            record = self._writer.create_warc_record(
                url,
                kind,
                payload=io.BytesIO(payload),
                length=len(payload),
                warc_headers_dict=headers,
                http_headers=http_headers,
            )
            self._writer.write_record(record)
        except OSError as error:
            raise self._refused(error) from error
        return offset

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is not None:
                self._abandon()
                return
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._draft.replace(self._path)
        except OSError as problem:
            raise self._refused(problem) from problem

    def _abandon(self) -> None:
        try:
            self._file.close()
        finally:  # a full disk refuses the last flush, too, and what was written goes all the same
            self._draft.unlink(missing_ok=True)

    def _refused(self, error: OSError) -> ArchiveError:
        return ArchiveError(
            f"{self._path}: cannot be written ({error.strerror or error}): make room or mend the rights, "
            "run again"
        )


def payload_digest(body: bytes) -> str:
    """A body's digest in the form of WARC-Payload-Digest."""
    from warcio.utils import Digester

    digester = Digester("sha1")
    digester.update(body)
    return str(digester)


def _true_headers(answer: Answer, body: bytes) -> list[tuple[str, str]]:
    kept = [
        (f"X-Archive-Orig-{name}" if name.lower() in _UNTRUE_OF_THE_BODY else name, value)
        for name, value in answer.headers
    ]
    return [*kept, ("Content-Length", str(len(body)))]


def _status_line(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} Unknown"


def _path_of(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
