import random
import tracemalloc
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from courlan import extract_domain

from pipeline import cli, wiring
from pipeline.adapters.warc_import import read_pages
from pipeline.model import Article, Outlet, Window
from pipeline.stages import handover
from pipeline.stages.import_pages import Parts, Publishers, read
from pipeline.tables import from_table
from tests.unit.test_warc_import import record

DAY = datetime(2026, 3, 9, tzinfo=UTC)
WINDOW = Window(start=DAY, end=DAY + timedelta(days=1))
OUTLETS = """
[[outlet]]
id = "dunmere-post"
name = "Dunmere Post"
homepage = "https://www.dunmere.org/"
[[outlet.feed]]
url = "https://feeds.elsewhere.org/dunmere"
"""


def page(n, host="www.dunmere.org"):
    text = "".join(
        f"<p>Ferry number {n + k} was late by {k + 3} hours on Monday, the harbour office of the town said.</p>"
        for k in range(8)
    )
    body = f"<html><head><title>Ferry {n} late</title></head><body><article><h1>Ferry {n} late</h1>{text}</article></body></html>"
    return record(f"https://{host}/news/2026/03/09/ferry-{n}-late", body.encode())


@pytest.fixture
def settings(tmp_path, monkeypatch):
    (tmp_path / "outlets.toml").write_text(OUTLETS)
    monkeypatch.setenv("PARALLAX_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("PARALLAX_OUTLETS", str(tmp_path / "outlets.toml"))
    monkeypatch.setenv("PARALLAX_NOW", "2026-05-05T08:00:00+00:00")
    for name in ("settings", "outlets"):
        getattr(wiring.adapters, name).cache_clear()
    yield wiring.settings()
    for name in ("settings", "outlets"):
        getattr(wiring.adapters, name).cache_clear()


def outlet(name, *, home=None, feeds=()):
    return Outlet(outlet_id=name, name=name, homepage=home, feeds=feeds)


def test_hosts_lead_to_outlets():
    known = [
        outlet("post", home="https://www.dunmere.org/"),
        outlet("north", home="https://north.valley.org/"),
        outlet("south", home="https://south.valley.org/"),
        outlet("bare", feeds=("https://bare.org/rss",)),
    ]
    publishers = Publishers(known, extract_domain)
    names = {
        "https://dunmere.org/a": "post",
        "https://sport.dunmere.org/a": "post",
        "https://south.valley.org/a": "south",
        "https://east.valley.org/a": "valley.org",
        "https://bare.org/a": "bare",
        "https://www.paper.co.uk/a": "paper.co.uk",
        "http://93.184.215.14/a": "93.184.215.14",
    }
    assert {url: publishers.outlet_of(url).outlet_id for url in names} == names
    by_host = Publishers(known, extract_domain, by_host=True)
    assert by_host.outlet_of("https://east.valley.org/a").outlet_id == "east.valley.org"
    assert by_host.outlet_of("https://sport.dunmere.org/a").outlet_id == "post"


def test_pages_become_articles_of_their_day(tmp_path):
    file = tmp_path / "news.warc.gz"
    opted_out = record("https://paper.org/b", b"<p>no</p>", **{"tdm-reservation": "1"})
    file.write_bytes(page(1) + page(2, "paper.org") + opted_out)
    publishers = Publishers([outlet("post", home="https://www.dunmere.org/")], extract_domain)
    pages = (p for _, p in read_pages(file, 10**6, Counter()) if p)
    found = list(read(pages, file, publishers, obey_opt_outs=True, pool=None, at_once=2))
    assert [(f.row.outlet, f.row.outcome, bool(f.article)) for f in found] == [
        ("post", "ok", True),
        ("paper.org", "ok", True),
        ("paper.org", "opted_out", False),
    ]
    article = found[0].article
    assert (article.title, article.outlet) == ("Ferry 1 late", "post")
    assert article.fetched_at == datetime(2026, 3, 9, 22, 15, tzinfo=UTC)
    assert article.fetch_id == found[0].row.fetch_id


def test_parts_are_bounded_and_a_second_import_leaves_no_more(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.stages.import_pages._HELD", 4)
    file = tmp_path / "news.warc.gz"
    file.write_bytes(b"".join(page(n) for n in range(10)))
    publishers = Publishers([], extract_domain)

    def bring(count):
        parts = Parts(runs=tmp_path / "runs", name="x")
        pages = [p for _, p in read_pages(file, 10**6, Counter()) if p][:count]
        for found in read(pages, file, publishers, obey_opt_outs=True, pool=None, at_once=3):
            parts.add(found)
        parts.close()
        return sorted(p.name for p in (tmp_path / "runs" / WINDOW.key / "import").iterdir())

    assert bring(10) == ["x-0001", "x-0002", "x-0003"]
    rows = [
        row
        for part in ("x-0001", "x-0002", "x-0003")
        for row in from_table(Article, handover.read(tmp_path / "runs" / WINDOW.key / "import" / part / "articles.parquet"))
    ]  # fmt: skip
    assert len({a.article_id for a in rows}) == 10
    assert bring(3) == ["x-0001"]


def test_imported_coverage_is_that_of_its_day(settings, tmp_path, capsysbinary):
    file = tmp_path / "news.warc.gz"
    file.write_bytes(page(1) + b"rubbish" * 50 + page(2) + page(3, "paper.org"))
    assert cli.main(["import", str(file), "--workers", "1"]) == 0
    told = capsysbinary.readouterr().out.decode()
    assert "broken    1" in told
    assert "nightly --no-collect --date 2026-03-09" in told
    articles = wiring.collection.window_articles(WINDOW)
    assert sorted((a.title, a.outlet) for a in articles) == [
        ("Ferry 1 late", "dunmere-post"),
        ("Ferry 2 late", "dunmere-post"),
        ("Ferry 3 late", "paper.org"),
    ]
    statuses = wiring.collection.window_statuses(WINDOW)
    assert [(s.outlet, s.status, s.articles) for s in statuses] == [
        ("dunmere-post", "fetched", 2),
        ("paper.org", "fetched", 1),
    ]
    assert cli.main(["import", str(file), "--workers", "1"]) == 0
    assert wiring.collection.window_articles(WINDOW) == articles
    capsysbinary.readouterr()
    assert cli.main(["archive", "show", articles[0].fetch_id]) == 0
    assert b"Ferry" in capsysbinary.readouterr().out


def test_import_refuses_what_is_no_warc_file(settings, tmp_path, capsys):
    file = tmp_path / "page.html"
    file.write_text("<html>")
    assert cli.main(["import", str(file)]) == 1
    assert "is no WARC file" in capsys.readouterr().err
    assert cli.main(["import", str(tmp_path / "none.warc")]) == 1
    assert "no such file" in capsys.readouterr().err


def test_a_large_file_passes_through_little_memory(tmp_path, monkeypatch):
    monkeypatch.setattr("pipeline.stages.import_pages._HELD", 50)
    monkeypatch.setattr("pipeline.stages.import_pages._article", lambda *_: None)
    file = tmp_path / "news.warc.gz"
    chance = random.Random(3)
    with file.open("wb") as out:
        for n in range(200):
            out.write(record(f"https://paper.org/{n}", chance.randbytes(25_000).hex().encode()))
    parts = Parts(runs=tmp_path / "runs", name="x")
    tracemalloc.start()
    pages = (p for _, p in read_pages(file, 10**6, Counter()) if p)
    count = 0
    publishers = Publishers([], extract_domain)
    for found in read(pages, file, publishers, obey_opt_outs=True, pool=None, at_once=4):
        parts.add(found)
        count += 1
    parts.close()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 200
    assert peak < 4_000_000 < 200 * 50_000  # of what was read
