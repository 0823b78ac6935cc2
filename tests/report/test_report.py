"""The rendered folder: evidence in its place, nothing from elsewhere, nothing lost."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest

from pipeline.errors import WarehouseError
from pipeline.report.disagreements import divergence_anchor
from pipeline.report.status import NightStatus
from tests.report.coverage import BRIDGE, HOSTILE, NASTY, QUIET, coverage
from tests.report.published import Published, at
from tests.report.rendering import page, rendered, words


def story(report: Path, story_id: str = BRIDGE):
    return page(report / f"story-{story_id}.html")


def section(document, name: str):
    return document.xpath(f'//section[@aria-labelledby="{name}"]')[0]


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a report, by its path."""
    return {str(f.relative_to(folder)): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


def test_counts_what_it_shows(database, tmp_path):
    summary = rendered(database, tmp_path / "night")
    assert (summary.stories, summary.conflicts, summary.updates, summary.low_confidence) == (3, 12, 2, 1)
    assert summary.index.is_file()
    assert summary.bytes == sum(f.stat().st_size for f in summary.folder.rglob("*") if f.is_file())


def test_every_quotation_stands_marked_in_its_context(report, database):
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.execute(
            "SELECT d.story_id, d.divergence_id, e.quote, e.article_id, s.text FROM divergence_evidence e"
            " JOIN divergences d USING (divergence_id) JOIN sentences s USING (sentence_id)"
            " JOIN articles a ON a.article_id = e.article_id WHERE NOT a.is_syndicated_copy"
        ).fetchall()
    assert len(rows) > 20
    for story_id, divergence, quote, _, sentence in rows:
        document = story(report, story_id)
        found = document.xpath("//article[@id=$id]", id=divergence_anchor(divergence))
        quotes = found[0].xpath(".//blockquote")
        exact = [(q.text_content(), "".join(m.text_content() for m in q.xpath(".//mark"))) for q in quotes]
        assert (sentence, quote) in exact, f"{divergence}: {quote!r} is not marked in {exact}"


def test_every_quotation_names_outlet_time_and_leads_to_the_words(report):
    document = story(report)
    captions = document.xpath("//article[@class='divergence']//figcaption")
    assert captions
    for caption in captions:
        assert words(caption.xpath("./cite")[0])
        assert caption.xpath(".//time/@datetime") or "time unknown" in words(caption)
        assert caption.xpath(".//a[text()='in its text']/@href")[0].startswith("#s")
        assert caption.xpath(".//a[@rel]/@href")[0].startswith("https://")


def test_every_link_within_the_report_has_its_anchor_and_no_id_stands_twice(report):
    ids = {file.name: page(file).xpath("//@id") for file in report.glob("*.html")}
    for name, own in ids.items():
        assert len(own) == len(set(own)), f"{name} has an id twice"
        for href in page(report / name).xpath("//a[not(@rel)]/@href"):
            file, _, anchor = href.partition("#")
            assert (report / (file or name)).is_file(), href
            assert not anchor or anchor in ids[file or name], f"{name}: {href}"


def test_nothing_is_asked_of_anywhere(report):
    for file in report.glob("*.html"):
        document = page(file)
        policy = document.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert document.xpath("//link/@href") == ["data:,", "report.css", "divergences.atom"]
        assert document.xpath("//script/@src") == ["report.js"]
        assert not document.xpath(
            "//script[text()] | //iframe | //img | //object | //style | //*[@src][not(self::script)] | //*[@style]"
        )
        assert not [a for e in document.iter() for a in e.attrib if a.startswith("on")]
        for outside in document.xpath("//a[@rel]"):
            assert outside.get("rel") == "noreferrer"  # which implies noopener
    for name in ("report.css", "report.js"):
        assert not re.search(r"url\(|@import|https?:|fetch\(", (report / name).read_text(encoding="utf-8"))


def test_what_comes_from_the_web_is_text_and_nothing_else(report):
    document = story(report, HOSTILE)
    assert document.xpath("//h1")[0].text_content() == NASTY
    assert document.xpath("//h3")[0].text_content() == NASTY
    assert not document.xpath("//b | //i[not(@aria-hidden)] | //a[starts-with(@href, 'javascript')]")
    assert all(len(d.xpath("./summary")) == 1 for d in document.xpath("//details"))
    assert document.xpath("//a[@rel]/@href")[0] == 'https://y.example/"onmouseover="x'
    assert (report / "index.html").read_text(encoding="utf-8").count("<script") == 1  # our own


def test_updates_and_doubtful_rows_are_no_conflicts(report):
    index = page(report / "index.html")
    top = words(section(index, "divergences"))
    assert "rose from 9 to 12" not in top
    assert "may differ" not in top
    assert "rose from 9 to 12" in words(section(index, "updates"))
    assert "may differ" in words(section(index, "low"))
    document = story(report)
    for name in ("divergences", "within"):
        assert "rose from 9 to 12" not in words(section(document, name))
    steps = [words(li) for li in section(document, "updates").xpath(".//article[@id='d-d-update']//li")]
    assert [step.split(" ")[0] for step in steps] == ["at", "12"]  # at least 9 first


def test_conflicts_are_ranked_by_weight(report):
    index = page(report / "index.html")
    weights, new = [], []
    for item in section(index, "divergences").xpath(".//ol[@class='ranked']/li"):
        severity, confidence, origins = (float(dd.text) for dd in item.xpath(".//dl[@class='weights']//dd"))
        weights.append(round(severity * confidence * origins, 6))
        new.append(bool(item.xpath(".//span[@class='new']")))
    assert len(weights) == 12
    order = [(not fresh, -weight) for fresh, weight in zip(new, weights, strict=True)]
    assert order == sorted(order)  # what the night found first comes first, each by weight
    assert {True, False} == set(new)


def test_a_difference_of_sources_says_so(report):
    article = story(report).xpath("//article[@id='d-d-source']")[0]
    assert "Explained by source" in words(article)


def test_only_what_the_run_found_first_is_new(report):
    new = {a.get("id") for a in story(report).xpath("//article[.//span[@class='new']]")}
    assert "d-d-count" in new
    assert "d-d-source" not in new


def test_a_copy_is_folded_under_its_source(report):
    document = story(report)
    assert [words(h) for h in document.xpath("//table[@class='claims']/thead//th")] == [
        "Claim", "Harbour Post", "Meridian Wire copied by City Ledger", "Northern Star", "Valley Radio",
    ]  # fmt: skip
    label = document.xpath("//article[@id='d-d-label']")[0]
    assert [words(c) for c in label.xpath(".//cite")] == ["Harbour Post", "Meridian Wire", "Northern Star"]
    assert "also in copies of this text: City Ledger" in words(label)
    assert words(label.xpath(".//dl[@class='weights']//dd")[2]) == "3"
    headlines = [words(p) for p in document.xpath("//p[@class='strip-outlet']")]
    assert headlines == ["Harbour Post", "Meridian Wire", "Northern Star", "Valley Radio"]


def test_the_claim_table_says_in_words_who_says_what(report):
    cells = {
        words(row.xpath("./th")[0]).split(".")[0]: [words(td) for td in row.xpath("./td")]
        for row in story(report).xpath("//table[@class='claims']/tbody/tr")
    }
    assert cells == {
        "People died when the footbridge fell on Monday":
            ["● states", "❝ attributes", "❝ attributes", "▒ text not available"],
        "The bridge was inspected in March": ["● states", "✕ denies", "● states", "▒ text not available"],
        "Repairs will cost millions of dollars": ["● states", "◐ hedges", "○ leaves out", "▒ text not available"],
    }  # fmt: skip


def test_an_article_older_than_a_claim_leaves_nothing_out(tmp_path):
    made = Published()
    made.run("run2", at(0))
    made.article("early", "dawn", "Fire in the mill", ["A mill is burning."], published_at=at(6))
    made.article("one", "noon", "Mill owner held", ["The owner was held."], published_at=at(12))
    made.article("two", "dusk", "Owner of mill held", ["Police held the owner."], published_at=at(18))
    made.story(QUIET, "Mill fire", ["early", "one", "two"])
    made.claim("c", QUIET, "The owner was held.", ("states", "one", "The owner"), ("states", "two", "Police"))
    rendered(made.write(tmp_path / "p.duckdb"), tmp_path / "night")
    row = story(tmp_path / "night", QUIET).xpath("//table[@class='claims']/tbody/tr/td")
    assert [words(td) for td in row] == ["◁ published before", "● states", "● states"]


def test_figures_stand_side_by_side_with_bounds_source_and_time(report):
    tables = story(report).xpath("//table[@class='figures']")
    killed = [[words(c) for c in row] for row in tables[0].xpath("./tbody/tr")]
    assert [row[2] for row in killed] == ["5", "7", "7", "at least 9", "12"]
    assert killed[0][0] == "Northern Star earlier version"
    assert killed[3] == [
        "Meridian Wire copied by City Ledger",
        "At least nine",
        "at least 9",
        "not known",
        "the fire service",
    ]
    assert killed[4][3] == "4 May 2026, 17:00 published"
    repairs = [words(row[2]) for row in tables[1].xpath("./tbody/tr")]
    assert repairs == ["USD 4 million to 5 million", "USD 4.2 million"]


def test_altered_words_of_a_quotation_are_told_apart(report):
    article = story(report).xpath("//article[@id='d-d-quote']")[0]
    assert [s.text_content() for s in article.xpath(".//strong[@class='changed']")] == ["twice"]


def test_an_earlier_version_is_kept_where_it_is_quoted(report):
    document = story(report)
    earlier = document.xpath("//details[@id='a-n1-1']")[0]
    assert "Five people have died" in words(earlier)
    target = document.xpath("//article[@id='d-d-version']//a[text()='in its text']/@href")[0]
    assert earlier.xpath(".//span[@id=$id]", id=target[1:])


def test_tables_and_headings_can_be_read_aloud(report):
    for file in report.glob("*.html"):
        document = page(file)
        assert document.get("lang") == "en"
        assert len(document.xpath("//h1")) == 1
        levels = [int(h.tag[1]) for h in document.xpath("//h1 | //h2 | //h3")]
        assert all(b - a <= 1 for a, b in pairwise(levels))
        for table in document.xpath("//table"):
            assert table.xpath("./caption")
            assert all(th.get("scope") in {"row", "col"} for th in table.xpath(".//th"))
        for labelled in document.xpath("//@aria-labelledby"):
            assert all(document.xpath("//*[@id=$id]", id=one) for one in labelled.split())
        assert document.xpath("//a[@class='skip']/@href") == ["#content"]


def test_an_unknown_time_is_not_made_up(report):
    strip = [words(p) for p in story(report).xpath("//p[@class='strip-time']")]
    assert strip[-1] == "read 4 May 2026, 20:00 UTC"


def test_says_how_each_outlet_went(report):
    rows = [
        [words(c) for c in r] for r in page(report / "index.html").xpath("//table[@class='outlets']/tbody/tr")
    ]
    assert rows == [
        ["sund", "✕ failed", "0", "0", "the feed <timed out>"],
        ["Northern Star", "⊘ blocked", "7", "0", "robots.txt disallows all"],
        ["Valley Radio", "◐ partial", "12", "9", "3 articles end early"],
        ["Harbour Post", "● fetched", "21", "21", ""],
    ]


def test_a_good_night_has_no_banner(report):
    assert not page(report / "index.html").xpath("//*[@id='night-state']")


@pytest.mark.parametrize(
    ("status", "says"), [("partial", "is partial"), ("stale", "is stale"), ("failed", "night failed")]
)
def test_a_night_that_went_wrong_says_so_at_the_top(database, tmp_path, status, says):
    night = NightStatus(
        status=status, reasons=("Two & two outlets did not answer",), data_as_of=at(20, day=2)
    )
    rendered(database, tmp_path / "night", night=night)
    for name in ("index.html", f"story-{QUIET}.html"):
        document = page(tmp_path / "night" / name)
        banner = document.xpath("//body/section")[0]
        assert says in words(banner.xpath("./h2")[0])
        assert "Two & two outlets did not answer" in words(banner)
        assert banner.getnext().tag == "main"
        assert "2 May 2026, 20:00 UTC" in words(document.xpath("//footer")[0])


def test_a_failed_night_shows_the_last_one_and_says_of_when(database, tmp_path):
    summary = rendered(
        database, tmp_path / "n", run_date=date(2026, 5, 6), night=NightStatus(status="failed")
    )
    assert summary.stories == 3
    assert "What stands below is that of 4 May 2026." in words(page(summary.index).xpath("//body/section")[0])


def test_a_first_night_that_failed_has_a_report_too(tmp_path):
    night = NightStatus(status="failed", reasons=("no outlet answered",))
    summary = rendered(tmp_path / "none.duckdb", tmp_path / "night", night=night)
    assert "Nothing has been published yet." in words(page(summary.index))
    with pytest.raises(WarehouseError, match=r"none\.duckdb"):
        rendered(tmp_path / "none.duckdb", tmp_path / "night")


def test_a_failed_rendering_leaves_the_old_report(database, tmp_path):
    folder = tmp_path / "night"
    rendered(database, folder)
    before = contents(folder)
    broken = tmp_path / "broken.duckdb"
    with duckdb.connect(str(broken)) as connection:
        connection.execute("CREATE TABLE runs (run_id VARCHAR)")
    with pytest.raises(WarehouseError, match="broken"):
        rendered(broken, folder)
    assert contents(folder) == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["broken.duckdb", "night"]


def test_a_rendering_stopped_between_its_renames_is_mended(database, tmp_path):
    folder = tmp_path / "night"
    rendered(database, folder)
    folder.rename(tmp_path / ".night.old")
    (tmp_path / ".night.new").mkdir()
    rendered(database, folder)
    assert [p.name for p in tmp_path.iterdir()] == ["night"]


def test_old_pages_go(database, tmp_path):
    folder = tmp_path / "night"
    folder.mkdir()
    (folder / "story-gone.html").write_text("old", encoding="utf-8")
    rendered(database, folder)
    assert not (folder / "story-gone.html").exists()


def test_equal_rows_give_equal_bytes_in_whatever_order_they_lie(report, tmp_path):
    other = coverage().write(tmp_path / "shuffled.duckdb", shuffle=7)
    rendered(other, tmp_path / "night")
    assert contents(tmp_path / "night") == contents(report)


def test_changes_between_versions_stand_apart_with_both_versions_and_their_times(report):
    document = story(report)
    ((found),) = section(document, "changes").xpath(".//article[@id='d-d-version']")
    steps = [words(li) for li in found.xpath(".//li")]
    assert len(steps) == 2
    assert "Five people" in steps[0]
    assert "version 1" in steps[0]
    assert "Twelve people" in steps[1]
    assert "version 2" in steps[1]
    assert all("read" in step for step in steps)
    assert "Explained by time" in words(found)
    for other in ("divergences", "updates"):
        assert not section(document, other).xpath(".//article[@id='d-d-version']")
