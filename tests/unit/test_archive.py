from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from pipeline.adapters.answers import Answer
from pipeline.adapters.archive import ArchiveWriter
from pipeline.adapters.archive_reading import read_record
from pipeline.errors import ArchiveError

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


def _answer(url="http://dunmere.test/a?x=1", body=b"Br\xc3\xbccke", status=200, **more):
    headers = (
        ("Content-Type", "text/html; charset=ISO-8859-15"),
        ("Content-Encoding", "gzip"),
        ("Content-Length", "9"),
    )
    return Answer(
        url=url, final_url=url, outcome="ok", status=status, headers=headers, body=body,
        request_headers=(("Host", "dunmere.test"), ("User-Agent", "Parallax/test")), **more,
    )  # fmt: skip


def _write(path, *answers):
    with ArchiveWriter(path, software="Parallax/test", now=NOW) as archive:
        return [archive.write(answer, NOW) for answer in answers]


def test_what_was_written_is_read_back_at_its_offset(tmp_path):
    path = tmp_path / "w" / "dunmere.warc.gz"
    offsets = _write(path, _answer(), _answer("http://dunmere.test/b", b"\x00\xff", 404), _answer(body=b""))
    first, second, third = (read_record(path, offset) for offset in offsets)
    assert (first.url, first.status, first.body) == ("http://dunmere.test/a?x=1", 200, "Brücke".encode())
    assert first.charset == "iso-8859-15"
    assert first.header("x-archive-orig-content-encoding") == "gzip"
    assert first.header("content-encoding") is None
    assert (second.url, second.status, second.body) == ("http://dunmere.test/b", 404, b"\x00\xff")
    assert third.body == b""


def test_the_file_holds_requests_and_responses_with_good_digests(tmp_path):
    path = tmp_path / "a.warc.gz"
    _write(path, _answer())
    with path.open("rb") as stream:
        records = []
        for record in ArchiveIterator(stream, check_digests="raise"):
            record.content_stream().read()
            records.append((record.rec_type, record.rec_headers.get_header("WARC-Date")))
            if record.rec_type == "request":
                assert record.http_headers.statusline == "/a?x=1 HTTP/1.1"
                assert record.http_headers.get_header("User-Agent") == "Parallax/test"
    dated = "2026-03-10T12:00:00.000000Z"
    assert records == [("warcinfo", dated), ("request", dated), ("response", dated)]


def test_equal_answers_give_equal_files(tmp_path):
    for folder in ("one", "two"):
        _write(tmp_path / folder / "a.warc.gz", _answer(), _answer())
    assert (tmp_path / "one/a.warc.gz").read_bytes() == (tmp_path / "two/a.warc.gz").read_bytes()


def test_the_file_appears_only_when_it_is_whole(tmp_path):
    path = tmp_path / "a.warc.gz"
    with ArchiveWriter(path, software="Parallax/test", now=NOW) as archive:
        archive.write(_answer(), NOW)
        assert not path.exists()
    assert [p.name for p in tmp_path.iterdir()] == ["a.warc.gz"]


def test_a_broken_off_run_keeps_the_file_that_was_there(tmp_path):
    path = tmp_path / "a.warc.gz"
    (offset,) = _write(path, _answer())
    with pytest.raises(ValueError, match="stop"), ArchiveWriter(path, software="x", now=NOW):
        raise ValueError("stop")
    assert read_record(path, offset).status == 200
    assert [p.name for p in tmp_path.iterdir()] == ["a.warc.gz"]


def test_a_full_disk_is_told_and_loses_nothing(tmp_path):
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")
    path = tmp_path / "a.warc.gz"
    (offset,) = _write(path, _answer())
    (tmp_path / "a.warc.gz.open").symlink_to(full)
    with pytest.raises(ArchiveError, match="No space left"):
        _write(path, _answer(body=bytes(range(256)) * 4000))
    assert read_record(path, offset).status == 200


def test_missing_and_damaged_files_are_named(tmp_path):
    path = tmp_path / "a.warc.gz"
    (offset,) = _write(path, _answer(body=b"word " * 4000))
    with pytest.raises(ArchiveError, match="no such archive file"):
        read_record(tmp_path / "b.warc.gz", 0)
    with pytest.raises(ArchiveError, match="no response at offset 0"):
        read_record(path, 0)
    with pytest.raises(ArchiveError, match=r"a\.warc\.gz"):
        read_record(path, offset + 7)
    path.write_bytes(path.read_bytes()[: offset + 200])
    with pytest.raises(ArchiveError, match=r"a\.warc\.gz"):
        read_record(path, offset)
