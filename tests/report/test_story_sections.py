"""The parts of a story's page: what is drawn and listed, what versions changed, whose words differ."""

from __future__ import annotations

from pathlib import Path

from tests.report.coverage import BRIDGE, QUIET
from tests.report.published import Published, at
from tests.report.rendering import page, rendered, words


def section(document, name: str):
    return document.xpath(f'//section[@aria-labelledby="{name}"]')[0]


def story(report: Path, story_id: str = BRIDGE):
    return page(report / f"story-{story_id}.html")


def test_coverage_over_time_lists_every_moment_and_draws_it(report):
    course = section(story(report), "course")
    rows = [[words(cell) for cell in row] for row in course.xpath(".//tbody/tr")]
    assert [row[:3] for row in rows] == [
        ["4 May 2026, 09:30", "Harbour Post", "● published"],
        ["4 May 2026, 11:00", "Meridian Wire", "● published"],
        ["4 May 2026, 13:00", "City Ledger", "◇ copied from Meridian Wire"],
        ["4 May 2026, 17:00", "Northern Star", "● published"],
        ["4 May 2026, 18:00", "Northern Star", "▲ updated"],
        ["4 May 2026, 20:00", "Valley Radio", "○ read"],
        ["4 May 2026, 20:00", "Northern Star", "□ other text read"],
    ]
    (drawn,) = course.xpath(".//*[local-name()='svg']")
    assert drawn.get("role") == "img"
    assert words(drawn.xpath("./*[local-name()='title']")[0]) == "Coverage over time, by outlet"
    lines = [words(text) for text in drawn.xpath("./*[local-name()='text']")]
    assert lines == ["Harbour Post", "Meridian Wire copied by City Ledger", "Northern Star", "Valley Radio"]


def test_a_plot_names_value_time_and_source_of_each_row(report):
    (drawn, _) = section(story(report), "figures").xpath(".//*[local-name()='svg']")
    told = [words(text) for text in drawn.xpath("./*[local-name()='text']")]
    assert told[9:12] == ["Meridian Wire", "at least 9", "as of an unknown time, the fire service"]
    assert len(drawn.xpath("./*[local-name()='circle' and @class='full']")) == 1  # only one names its source
    assert len(drawn.xpath("./*[local-name()='circle' and @class='hollow']")) == 4


def test_what_all_give_alike_is_folded_and_not_drawn(tmp_path):
    made = _two("Nine ferries ran on Monday.", "Nine ferries ran on Monday morning.")
    for article in ("one", "two"):
        made.figure(article, "Nine", 9, 9, referent="ferry run")
    figures = section(_rendered(made, tmp_path), "figures")
    assert not figures.xpath(".//*[local-name()='svg']")
    (fold,) = figures.xpath("./details")
    assert "1 figure that all give alike" in words(fold)
    assert words(fold.xpath(".//tbody/tr/th")[0]) == "“Nine ferries ran on Monday”"


def test_versions_show_what_was_taken_out_put_in_and_worded_anew(report):
    (edit,) = section(story(report), "changes").xpath(".//section[@class='edit']")
    changes = [words(li) for li in edit.xpath(".//li")]
    assert changes[0] == "Headline was Orvana bridge falls is now Corruption brought down Orvana bridge"
    assert (
        changes[1]
        == "was Five people have died, the hospital said. is now Twelve people have now died, the hospital said."
    )
    assert changes[2].startswith("put in Investigators may look")
    marked = [words(e) for e in edit.xpath(".//li[2]//strong")]
    assert marked == ["Five", "Twelve", "now"]


def test_an_unchanged_text_that_was_read_twice_is_no_change(tmp_path):
    made = _two("Nine ferries ran on Monday.", "Nine ferries ran.")
    made.article("one", "dawn", "Ferries run", ["Nine  ferries ran on Monday."], version=0, earlier=True)
    assert not _rendered(made, tmp_path).xpath("//section[@class='edit']")


def test_words_are_set_in_a_table_of_outlets(report):
    (table,) = section(story(report), "words").xpath(".//table")
    assert [words(th) for th in table.xpath("./thead//th")] == ["Of what", "Harbour Post", "Meridian Wire"]
    assert [words(c) for c in table.xpath("./tbody/tr/*")] == ["crowd at town hall", "protesters", "Rioters"]
    assert all(href.startswith("#s") for href in table.xpath(".//td/a/@href"))


def test_quotations_of_one_speaker_mark_what_the_other_lacks(report):
    quotations = section(story(report), "quotations")
    marked = {
        words(side.xpath(".//cite")[0]): [words(e) for e in side.xpath(".//blockquote//strong")]
        for side in quotations.xpath(".//div[@class='side']")
    }
    assert marked == {"Harbour Post": ["twice"], "Meridian Wire": []}


def test_a_copy_is_not_printed_twice(report):
    copy = story(report).xpath("//details[@id='a-l1']")[0]
    assert "Word for word the text of Meridian Wire" in words(copy)
    assert copy.xpath(".//a[@href='#a-m1']")


def test_a_cell_leads_to_a_text_with_link_time_and_archive(report):
    document = story(report)
    for href in document.xpath("//table[@class='claims']//td/a/@href"):
        (place,) = document.xpath("//*[@id=$id]", id=href[1:])
        (text,) = place.xpath("ancestor::details")
        head = text.xpath("./p[@class='where']")[0]
        assert head.xpath(".//time")
        assert head.xpath(".//a[@rel]/@href")
    harbour = document.xpath("//details[@id='a-h1']/p[@class='where']")[0]
    assert "archived: archive/2026/05/04/harbour.warc.gz @ 4182" in words(harbour)


def test_the_first_page_holds_every_divergence_for_its_filters(tmp_path):
    made = _two("Nine ferries ran on Monday.", "Ten ferries ran on Monday.")
    for number in range(40):
        name = f"d{number:02}"
        made.divergence(name, QUIET, "figure", "count", f"Ferries: nine (dawn) against ten (dusk), {number}",
                        severity=0.9 - number / 100)  # fmt: skip
        made.side(name, 0, "9", "one", "Nine")
        made.side(name, 1, "10", "two", "Ten")
    _rendered(made, tmp_path)
    index = page(tmp_path / "night" / "index.html")
    assert len(index.xpath("//ol[@class='ranked']/li[@data-kind]")) == 30
    rest = index.xpath("//details[contains(@class, 'rest')]//li[@data-kind][@data-story][@data-outlets]")
    assert len(rest) == 10


def test_a_heading_leaves_to_the_sides_who_says_which(tmp_path):
    made = _two("Nine ferries ran on Monday.", "Ten ferries ran on Monday.")
    long = "a ferry " * 20
    for name, kind, subtype, summary in (
        (
            "d1",
            "figure",
            "count",
            "Number: “Nine ferries ran” (dawn) against “Ten ferries ran” (dusk, citing a crew)",
        ),
        ("d2", "framing", "label", f"Different names for the same: dawn: “ferries”; dawn, dusk: “{long}”."),
        ("d3", "claim", "certainty", "Stated as settled and held open: dawn “ran”; dusk “may run”."),
    ):
        made.divergence(name, QUIET, kind, subtype, summary)
        made.side(name, 0, "9", "one", "Nine")
        made.side(name, 1, "10", "two", "Ten")
    document = _rendered(made, tmp_path)
    told = {a.get("id"): words(a.xpath("./h3")[0]) for a in document.xpath("//article[@class='divergence']")}
    assert told["d-d1"] == "Number: “Nine ferries ran” against “Ten ferries ran”"
    assert told["d-d2"].startswith("Different names for the same: “ferries”; “a ferry a ferry")
    assert told["d-d2"].endswith("…”.")
    assert len(told["d-d2"]) < 130
    assert told["d-d3"] == "Stated as settled and held open: dawn “ran”; dusk “may run”."


def _two(first: str, second: str) -> Published:
    made = Published()
    made.run("run2", at(0))
    made.article("one", "dawn", "Ferries run", [first], published_at=at(6))
    made.article("two", "dusk", "Ferries are back", [second], published_at=at(12))
    made.story(QUIET, "Ferries", ["one", "two"])
    made.claim(
        "c",
        QUIET,
        first,
        ("states", "one", first.split(maxsplit=1)[0]),
        ("states", "two", second.split(maxsplit=1)[0]),
    )
    return made


def _rendered(made: Published, tmp_path: Path):
    rendered(made.write(tmp_path / "p.duckdb"), tmp_path / "night")
    return story(tmp_path / "night", QUIET)
