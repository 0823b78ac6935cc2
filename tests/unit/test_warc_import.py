import gzip
import io
from collections import Counter
from datetime import UTC, datetime

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipeline.adapters.archive_reading import read_record
from pipeline.adapters.warc_import import read_pages
from pipeline.errors import InputError

LIMIT = 1_000_000
BODY = b"<html><body><p>Three ferries were late.</p></body></html>"


def record(
    url="http://dunmere.test/a", body=BODY, status="200 OK", media="text/html", packed=True, **headers
):
    """One response record, as a crawler writes it."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed, warc_version="1.0")
    http = StatusAndHeaders(status, [("Content-Type", media), *headers.items()], protocol="HTTP/1.1")
    dated = {"WARC-Date": "2026-03-09T22:15:00Z", "WARC-Record-ID": f"<urn:uuid:{url}>"}
    made = writer.create_warc_record(
        url,
        "response",
        payload=io.BytesIO(body),
        length=len(body),
        http_headers=http,
        warc_headers_dict=dated,
    )
    writer.write_record(made)
    return out.getvalue()


def pages(path, *records, limit=LIMIT):
    told = Counter()
    path.write_bytes(b"".join(records))
    found = [page for _, page in read_pages(path, limit, told) if page is not None]
    return found, told


@pytest.mark.parametrize("packed", [True, False])
def test_pages_come_with_url_date_and_place(tmp_path, packed):
    path = tmp_path / "news.warc"
    found, told = pages(
        path,
        record(packed=packed),
        record("http://dunmere.test/b", media="application/pdf", packed=packed),
        record("http://dunmere.test/c", status="404 Not Found", packed=packed),
        record("http://dunmere.test/d", media="text/html; charset=iso-8859-2", packed=packed),
    )
    assert [p.answer.url for p in found] == ["http://dunmere.test/a", "http://dunmere.test/d"]
    assert {p.date for p in found} == {datetime(2026, 3, 9, 22, 15, tzinfo=UTC)}
    assert found[1].answer.charset == "iso-8859-2"
    for page in found:
        assert read_record(path, page.offset).body == page.answer.body == BODY
    assert told == {"records": 4, "pages": 2, "no HTML": 1, "no answer of 200": 1}


def test_packed_and_chunked_bodies_are_unpacked(tmp_path):
    zipped = gzip.compress(BODY)
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(zipped), zipped)
    headers = {"Content-Encoding": "gzip", "Transfer-Encoding": "chunked"}
    found, told = pages(tmp_path / "a", record(body=chunked, **headers), record("http://dunmere.test/b"))
    assert [p.answer.body for p in found] == [BODY, BODY]
    assert told["broken"] == 0


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize(
    "damage",
    [
        lambda r: r[: len(r) // 2],
        lambda r: r[:40] + bytes(20) + r[60:],
        lambda r: bytes(range(256)) * 400,
        lambda r: gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\n\r\n"),
    ],
    ids=["cut", "overwritten", "rubbish", "without a length"],
)
def test_damage_costs_no_more_than_its_record(tmp_path, packed, damage):
    good = [record(f"http://dunmere.test/{n}", packed=packed) for n in range(4)]
    found, told = pages(tmp_path / "a", good[0], damage(good[1]), good[2], good[3])
    urls = [p.answer.url for p in found]
    assert urls[0] == "http://dunmere.test/0"
    assert urls[-1] == "http://dunmere.test/3"
    assert not packed or urls[-2] == "http://dunmere.test/2"  # a length that lies swallows what follows
    assert told["broken"] + told["no date"] == 1


def test_a_file_that_ends_within_a_record_gives_those_before(tmp_path):
    found, told = pages(tmp_path / "a", record(), record("http://dunmere.test/b")[:-30])
    assert [p.answer.url for p in found] == ["http://dunmere.test/a"]
    assert told["broken"] == 1


def test_a_record_shorter_than_it_says_is_broken(tmp_path):
    said = gzip.decompress(record()).replace(b"Content-Length: ", b"Content-Length: 9")
    found, told = pages(tmp_path / "a", gzip.compress(said), record("http://dunmere.test/b"))
    assert [p.answer.url for p in found] == ["http://dunmere.test/b"]
    assert told["broken"] == 1


def test_bodies_that_swell_are_left(tmp_path):
    swollen = gzip.compress(bytes(30_000_000))
    found, told = pages(
        tmp_path / "a", record(body=swollen, **{"Content-Encoding": "gzip"}), record("http://dunmere.test/b")
    )
    assert [p.answer.url for p in found] == ["http://dunmere.test/b"]
    assert told["too large"] == 1


def test_headers_without_an_end_are_broken(tmp_path):
    endless = gzip.compress(b"WARC/1.0\r\nWARC-Type: " + b"x" * 3_000_000)
    found, told = pages(tmp_path / "a", endless, record())
    assert len(found) == 1
    assert told["broken"] == 1


def test_one_gzip_member_for_all_is_read_but_not_pointed_into(tmp_path):
    whole = gzip.compress(record(packed=False) + record("http://dunmere.test/b", packed=False))
    found, _ = pages(tmp_path / "a", whole)
    assert [p.offset for p in found] == [0, None]


def test_addresses_and_dates_that_are_none(tmp_path):
    undated = gzip.compress(gzip.decompress(record()).replace(b"2026-03-09T22:15:00Z", b"last tuesday"))
    found, told = pages(tmp_path / "a", undated, record("http://me:secret@dunmere.test/"))
    assert not found
    assert (told["no date"], told["no address"]) == (1, 1)


@pytest.mark.parametrize("content", [b"", b"<html>", b"PK\x03\x04"])
def test_what_is_no_warc_file_is_refused(tmp_path, content):
    path = tmp_path / "page.html"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"page\.html: is no WARC file"):
        list(read_pages(path, LIMIT, Counter()))
    with pytest.raises(InputError, match="cannot be read"):
        list(read_pages(tmp_path / "none", LIMIT, Counter()))
