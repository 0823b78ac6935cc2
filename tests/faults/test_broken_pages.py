"""Pages that are broken: each gives a result, none a crash, and nothing is invented."""

import gzip
from datetime import UTC, datetime

import pytest

from pipeline.adapters.extraction import extract_page

NOW = datetime(2026, 3, 10, 18, tzinfo=UTC)
URL = "http://dunmere.test/news/quay"
TEXT = (
    "The western quay of Dunmere will be closed to lorries from Thursday, the harbour office said, because the wall "
    "beneath it – as old as the town – has moved by four centimetres since the autumn, and no one knows why."
)
BODY = f"<article><h1>Quay closed</h1><p>{TEXT}</p><p>{TEXT} It said “no” more.</p></article>"


def page(head="", body=BODY):
    return f"<html><head>{head}</head><body>{body}</body></html>"


def read(markup, **known):
    content = markup if isinstance(markup, bytes) else markup.encode()
    return extract_page(content, URL, NOW, **known)


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("windows-1252", "utf-8"), ("utf-8", "iso-8859-1"), ("utf-16", "utf-8"), ("windows-1252", "no-such"), ("windows-1252", None)],
)  # fmt: skip
def test_a_wrong_charset_does_not_spoil_the_text(encoding, declared):
    found = read(page().encode(encoding), charset=declared)
    assert (found.page_type, found.title) == ("article", "Quay closed")
    assert "– as old as the town –" in found.text
    assert "“no”" in found.text


def test_bytes_that_are_no_utf_8_cost_themselves_alone():
    found = read(page().encode().replace(b"lorries from", b"lorries\xff\xfe from"))
    assert found.page_type == "article"
    assert "closed to lorries" in found.text
    assert "as old as the town" in found.text


@pytest.mark.parametrize("content", [b"", b"\n\t ", b"<html>", b"\x00" * 2000, gzip.compress(b"<html></html>", mtime=0), b"\x89PNG\r\n\x1a\n" + b"\x00\xff" * 500])  # fmt: skip
def test_what_is_no_page_is_no_article(content):
    found = read(content)
    assert found.page_type != "article"
    assert found.text == ""
    assert (found.published_at, found.modified_at, found.byline) == (None, None, None)


def test_of_two_titles_the_first_counts_and_without_any_the_heading():
    untitled = BODY.replace("<h1>Quay closed</h1>", "")
    assert read(page("<title>One</title><title>Two</title>", untitled)).title == "One"
    assert read(page("<title></title>")).title == "Quay closed"
    assert read(page()).title == "Quay closed"
    assert read(page(body=untitled)).title is None
    assert read(page(body=untitled)).page_type == "other"


@pytest.mark.parametrize(
    "written",
    ["0000-00-00T00:00:00Z", "0000-01-01", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "9999-12-31", "2026-02-31", "99999999999999",
     "Mon, 31 Dec 9999 23:59:59 +0000", "-1", "tomorrow"],
)  # fmt: skip
def test_dates_that_cannot_be_are_none(written):
    for head in (
        f'<meta property="article:published_time" content="{written}"><meta property="article:modified_time" content="{written}">',
        f'<script type="application/ld+json">{{"@type":"NewsArticle","datePublished":"{written}","dateModified":"{written}"}}</script>',
        f'<meta name="date" content="{written}">',
    ):
        found = read(page(head))
        assert (found.page_type, found.published_at, found.modified_at) == ("article", None, None)


@pytest.mark.parametrize("tag", ["div", "span", "b", "table><tr><td", "ul><li", "blockquote"])
def test_deep_nesting_is_survived(tag):
    opened = f"<{tag}>" * 5000
    assert read(page(body=opened + BODY)).page_type in ("article", "other")
    assert read(page(body=BODY + opened)).text.startswith("The western quay")


def test_json_that_nests_deep_is_survived():
    head = f'<script type="application/ld+json">{"[" * 100_000}{"]" * 100_000}</script>'
    assert read(page(head)).page_type == "article"


def test_huge_attributes_are_survived():
    huge = "x " * 200_000
    body = BODY.replace("<article>", f'<article class="{huge}" style="{huge}" data-json="{huge}">')
    assert read(page(f'<meta name="description" content="{huge}">', body)).text.startswith("The western quay")


def test_unclosed_and_misnested_elements_are_survived():
    body = f"<article><h1>Quay closed<p>{TEXT}<p><b>{TEXT} It said “no” more.<i></b></p></i><div></article></span>"
    found = read(page(body=body))
    assert found.page_type == "article"
    assert "as old as the town" in found.text


@pytest.mark.parametrize(
    "piece",
    [
        '<div><time datetime="2026-01-01">x</time></div>',
        '<span class="x share"><a class=y>w</a> and </span>',
        "<div><a href=/x>some headline of five words</a></div>",
        '<p class="share">Nine words that stand in a paragraph of it.</p>',
        '<script type="application/ld+json">{"@type":"NewsArticle"}</script>',
    ],
)
def test_thousands_of_one_element_are_survived(piece):
    """What takes time by the square of them would run into the time limit of a test."""
    found = read(page(body=BODY + piece * 20_000))
    assert found.page_type in ("article", "list", "other")
