"""What was answered, kept as WARC files: one an outlet and window, closed by rename.

Bodies are kept as they are read, that is decompressed; the header that named the compression stands as
`X-Archive-Orig-Content-Encoding`. Dates are passed in and record ids come from content, so that equal
answers give equal files.
"""

from __future__ import annotations

import hashlib
import io
import os
import uuid
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from pipeline.errors import ArchiveError

if TYPE_CHECKING:
    from pipeline.adapters.http import Answer

_UNTRUE_OF_THE_BODY = frozenset({"content-encoding", "transfer-encoding", "content-length"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A response as archived."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    @property
    def charset(self) -> str | None:
        """The charset that the server declared."""
        _, _, declared = (self.header("content-type") or "").lower().partition("charset=")
        return declared.split(";", maxsplit=1)[0].strip().strip("\"'") or None


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
        self._writer = WARCWriter(self._file, gzip=True, warc_version="1.1")
        info = f"software: {software}\r\nformat: WARC File Format 1.1\r\n".encode()
        self._write("", "warcinfo", info, now)

    def write(self, answer: Answer, now: datetime) -> int:
        """Keeps a request and its answer; the offset of the response's record."""
        import warcio.statusandheaders as warc_headers

        request = warc_headers.StatusAndHeaders(
            f"GET {_path_of(answer.final_url)} HTTP/1.1", list(answer.request_headers), is_http_request=True
        )
        response = warc_headers.StatusAndHeaders(
            _status_line(answer.status or 0), _true_headers(answer), protocol="HTTP/1.1"
        )
        self._write(answer.final_url, "request", b"", now, request)
        return self._write(answer.final_url, "response", answer.body, now, response)

    def _write(self, url: str, kind: str, payload: bytes, now: datetime, http_headers: Any = None) -> int:
        self._number += 1
        digest = hashlib.sha256(payload).hexdigest()
        name = f"{self._path.name} {self._number} {kind} {url} {digest}"
        headers = {
            "WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, name)}>",
            "WARC-Date": f"{now:%Y-%m-%dT%H:%M:%S.%fZ}",
        }
        try:
            offset = self._file.tell()
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
                self._file.close()
                self._draft.unlink(missing_ok=True)
                return
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            self._draft.replace(self._path)
        except OSError as problem:
            raise self._refused(problem) from problem

    def _refused(self, error: OSError) -> ArchiveError:
        return ArchiveError(
            f"{self._path}: cannot be written ({error.strerror or error}): make room or mend the rights, "
            "run again"
        )


def read_record(file: Path, offset: int) -> Record:
    """The response whose record begins at `offset`.

    Raises ArchiveError when the file is missing or holds no response there.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        with file.open("rb") as stream:
            stream.seek(offset)
            record = next(iter(ArchiveIterator(stream, check_digests="raise")), None)
            if record is None or record.rec_type != "response" or record.http_headers is None:
                raise ArchiveError(
                    f"{file}: no response at offset {offset}; is it the file that was written?"
                )
            return Record(
                url=record.rec_headers.get_header("WARC-Target-URI"),
                status=int(record.http_headers.get_statuscode()),
                headers=tuple(record.http_headers.headers),
                body=record.content_stream().read(),
            )
    except FileNotFoundError:
        raise ArchiveError(f"{file}: no such archive file; it may have been pruned") from None
    except (ArchiveLoadFailed, OSError, EOFError, ValueError) as error:
        raise ArchiveError(f"{file}: damaged at offset {offset} ({error})") from error


def _true_headers(answer: Answer) -> list[tuple[str, str]]:
    kept = [
        (f"X-Archive-Orig-{name}" if name.lower() in _UNTRUE_OF_THE_BODY else name, value)
        for name, value in answer.headers
    ]
    return [*kept, ("Content-Length", str(len(answer.body)))]


def _status_line(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} Unknown"


def _path_of(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
