"""What stands beside the pages: exports, the feed, the digest and its way by mail; verdicts in the report."""

from __future__ import annotations

import csv
import gzip
import json
import socketserver
import threading
from collections.abc import Iterator
from email import policy
from email.parser import BytesParser
from pathlib import Path
from xml.etree import ElementTree as ET

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.adapters import mail
from pipeline.errors import SettingsError
from pipeline.settings import Mail
from tests.report.coverage import BRIDGE, coverage
from tests.report.rendering import page, rendered, words

ATOM = "{http://www.w3.org/2005/Atom}"


def test_each_view_is_there_in_three_forms_with_the_same_rows(report: Path) -> None:
    views = {file.name.removesuffix(".parquet") for file in (report / "data").glob("*.parquet")}
    assert {
        "articles",
        "divergences",
        "divergence_evidence",
        "figures",
        "reviews",
        "outlet_measures",
    } <= views
    for view in sorted(views):
        table = pq.read_table(report / "data" / f"{view}.parquet")
        with gzip.open(report / "data" / f"{view}.csv.gz", "rt", encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        with pa.CompressedInputStream(
            pa.OSFile(str(report / "data" / f"{view}.jsonl.zst")), "zstd"
        ) as stream:
            lines = [json.loads(line) for line in stream.read().decode("utf-8").splitlines()]
        assert len(rows) == len(lines) == table.num_rows, view
        assert not lines or list(lines[0]) == table.column_names
    quotes = pq.read_table(report / "data" / "divergence_evidence.parquet").column("quote").to_pylist()
    assert any(quotes)


def test_the_feed_names_the_first_page_s_divergences_for_good(report: Path) -> None:
    feed = ET.parse(report / "divergences.atom").getroot()
    entries = feed.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(entries) == 12
    assert len(set(ids)) == 12
    for entry in entries:
        link = entry.find(f"{ATOM}link")
        assert link is not None
        file, _, anchor = link.attrib["href"].partition("#")
        assert page(report / file).xpath(f"//*[@id='{anchor}']")
        assert entry.findtext(f"{ATOM}updated") == "2026-05-04T00:00:00Z"


def test_the_digest_has_a_plain_and_an_html_part(report: Path) -> None:
    message = BytesParser(policy=policy.SMTP).parsebytes((report / "digest.eml").read_bytes())
    assert message["subject"] == "Parallax, 4 May 2026: 12 divergences"
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert "1. " in plain.get_content()
    assert "<script" not in html.get_content()
    assert "to" not in {name.lower() for name in message.keys()}  # noqa: SIM118


class _Server(socketserver.StreamRequestHandler):
    """As much of SMTP as a sender needs to hand over one message."""

    taken: list[bytes]

    def handle(self) -> None:
        self.wfile.write(b"220 loopback\r\n")
        while line := self.rfile.readline():
            verb = line.split(b" ")[0].strip().upper()
            if verb == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                lines = []
                while (text := self.rfile.readline()) not in (b".\r\n", b""):
                    lines.append(text)
                self.server.taken.append(b"".join(lines))  # type: ignore[attr-defined]
            refused = verb == b"RCPT" and b"nobody" in line
            if verb == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            self.wfile.write(b"550 no such user\r\n" if refused else b"250 good\r\n")


@pytest.fixture
def server() -> Iterator[socketserver.ThreadingTCPServer]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Server) as made:
        made.taken = []  # type: ignore[attr-defined]
        thread = threading.Thread(target=made.serve_forever, daemon=True)
        thread.start()
        yield made
        made.shutdown()


def test_the_digest_goes_by_mail(report: Path, server: socketserver.ThreadingTCPServer) -> None:
    settings = Mail(
        host="127.0.0.1",
        port=server.server_address[1],
        security="none",
        sender="parallax@desk.example",
        recipients=("mara@desk.example", "ivo@desk.example"),
    )
    assert mail.send(report / "digest.eml", settings) == 2
    (taken,) = server.taken  # type: ignore[attr-defined]
    message = BytesParser(policy=policy.SMTP).parsebytes(taken)
    assert message["to"] == "mara@desk.example, ivo@desk.example"
    assert message["subject"].startswith("Parallax, 4 May 2026")
    with pytest.raises(SettingsError, match=r"nobody@desk\.example"):
        mail.send(report / "digest.eml", settings.model_copy(update={"recipients": ("nobody@desk.example",)}))
    with pytest.raises(SettingsError, match=r"\[mail\] host is not set"):
        mail.send(report / "digest.eml", Mail())


def test_a_dismissed_flag_leaves_the_first_page_and_a_confirmed_one_says_so(tmp_path: Path) -> None:
    database = coverage().write(tmp_path / "judged.duckdb")
    with duckdb.connect(str(database)) as db:
        db.execute("UPDATE divergences SET verdict = 'scope' WHERE divergence_id = 'd-count'")
        db.execute("UPDATE divergences SET verdict = 'real' WHERE divergence_id = 'd-source'")
    summary = rendered(database, tmp_path / "night")
    assert summary.conflicts == 11
    index = page(tmp_path / "night" / "index.html")
    top = index.xpath("//ol[@class='ranked']//h3/a/@href")
    assert len(top) == 11
    assert not any(href.endswith("#d-d-count") for href in top)
    assert "1 flag, not counted above" in words(index.xpath("//section[@aria-labelledby='dismissed']")[0])
    story = page(tmp_path / "night" / f"story-{BRIDGE}.html")
    dismissed = story.xpath("//section[@aria-labelledby='dismissed']//article[@id='d-d-count']")[0]
    assert "dismissed: not the same thing is meant" in words(dismissed)
    assert "confirmed by a reviewer" in words(story.xpath("//article[@id='d-d-source']")[0])


def test_a_divergence_can_be_cited_and_asked_for(report: Path, database: Path) -> None:
    article = page(report / f"story-{BRIDGE}.html").xpath("//article[@id='d-d-count']")[0]
    citation = words(article.xpath(".//p[@data-copy='citation']")[0])
    assert citation.endswith("Parallax divergence d-count.")
    assert "A: “" in citation
    assert "https://" in citation
    statement = article.xpath(".//pre[@data-copy='SQL']")[0].text_content()
    with duckdb.connect(str(database), read_only=True) as db:
        rows = db.execute(statement).fetchall()
    assert len(rows) > 1
    assert {row[0] for row in rows} == {"figure"}


def test_an_outlet_s_page_tells_what_it_covered_and_rates_nothing(report: Path) -> None:
    index = page(report / "index.html")
    (href,) = index.xpath("//table[@class='outlets']//a[contains(., 'Harbour')]/@href")
    outlet = page(report / href)
    assert outlet.xpath("//section[@aria-labelledby='covered']//li")
    assert outlet.xpath("//section[@aria-labelledby='divergences']//li")
    assert "bias" not in words(outlet).casefold()
