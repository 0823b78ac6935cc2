from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from pipeline.adapters.extraction import decode, extract_page
from pipeline.adapters.languages import detect
from pipeline.adapters.page_dates import moment
from pipeline.adapters.page_text import tidy

NOW = datetime(2026, 3, 10, 18, tzinfo=UTC)
URL = "http://dunmere.test/news/quay"
BODY = [
    "The western quay of Dunmere will be closed to lorries from Thursday, the harbour office said, "
    "because the wall beneath it has moved by four centimetres since the autumn.",
    "Fishing boats may still land there. The ferry to the islands leaves from the customs pier until "
    "further notice, ten minutes later than the timetable says.",
    "A diver will look at the foundations next week. The office expects to know by the end of the month "
    "whether the wall can be saved, and what that would cost.",
]


def page(head="", body="", lead="<h1>Quay closed to lorries</h1>"):
    text = "".join(f"<p>{p}</p>" for p in BODY)
    markup = f"<html><head><meta charset=utf-8>{head}</head><body><article>{lead}{text}{body}</article></body></html>"
    return extract_page(markup.encode(), URL, NOW)


def test_paragraphs_are_separated_by_one_blank_line():
    assert page().text == "\n\n".join(BODY)


def test_the_same_page_gives_the_same_result_however_often_it_is_read():
    assert len({page() for _ in range(4)}) == 1


@pytest.mark.parametrize(
    ("head", "published", "source"),
    [
        ('<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2026-03-09T10:00:00+02:00"}</script>'
         '<meta property="article:published_time" content="2026-03-01">', "2026-03-09T10:00:00+02:00", "json-ld"),
        ('<meta property="article:published_time" content="2026-03-08T10:00:00Z">', "2026-03-08T10:00:00+00:00", "meta"),
        ('<meta property="article:published_time" content="2026-03-08">', "2026-03-08T00:00:00+00:00", "meta"),
        ('<script type="application/ld+json">{broken</script><meta name="date" content="2026-03-07T09:00:00Z">',
         "2026-03-07T09:00:00+00:00", "meta"),
        ('<script type="application/ld+json">[[[[[[[[[[[[[[{"@type":"NewsArticle"}]]]]]]]]]]]]]]</script>', None, None),
        ('<meta property="article:published_time" content="0000-00-00">', None, None),
        ('<meta property="article:published_time" content="9999-12-31T23:59:59Z">', None, None),
    ],
)  # fmt: skip
def test_dates_and_where_they_stand(head, published, source):
    found = page(head)
    assert (found.published_at.isoformat() if found.published_at else None, found.date_source) == (
        published,
        source,
    )


def test_a_modified_date_is_not_the_published_one():
    head = '<meta property="article:modified_time" content="2026-03-09T12:00:00Z">'
    found = page(head)
    assert (found.published_at, found.modified_at) == (None, datetime(2026, 3, 9, 12, tzinfo=UTC))


def test_unchanged_since_it_was_published_is_no_change():
    both = "".join(
        f'<meta property="article:{kind}_time" content="2026-03-09T12:00:00Z">'
        for kind in ("published", "modified")
    )
    assert page(both).modified_at is None


def test_the_feeds_date_stands_in_for_a_page_without_one():
    fed = datetime(2026, 3, 9, 5, tzinfo=UTC)
    markup = f"<html><body><h1>Quay closed</h1>{''.join(f'<p>{p}</p>' for p in BODY)}</body></html>".encode()
    found = extract_page(markup, URL, NOW, feed_date=fed)
    assert (found.published_at, found.date_source) == (fed, "feed")


def test_times_without_an_offset_are_the_outlets():
    assert moment("2026-07-01T10:00", ZoneInfo("Europe/Paris"), NOW.replace(month=8)) == datetime(
        2026, 7, 1, 8, tzinfo=UTC
    )
    assert moment("2026-03-01", ZoneInfo("Asia/Tokyo"), NOW) == datetime(2026, 3, 1, tzinfo=UTC)
    assert moment("Mon, 09 Mar 2026 10:00:00 +0100", ZoneInfo("UTC"), NOW) == datetime(
        2026, 3, 9, 9, tzinfo=UTC
    )
    assert moment("soon", ZoneInfo("UTC"), NOW) is None
    assert moment("1970-01-01T00:00:00Z", ZoneInfo("UTC"), NOW) is None


@pytest.mark.parametrize(
    ("head", "lead", "title"),
    [
        ("<title>Quay closed | Dunmere Post</title>", "<h1>Quay closed to lorries</h1>", "Quay closed to lorries"),
        ('<meta property="og:type" content="article"><meta property="og:title" content="Quay closed to lorries">',
         "<h1>Dunmere Post</h1>", "Quay closed to lorries"),
        ('<meta property="og:type" content="article"><meta property="og:title" content="Quay closed to lorries">',
         "<h1><span>Harbour</span> Quay closed to lorries</h1>", "Quay closed to lorries"),
        ("<title>Quay closed to lorries - Dunmere Post</title>", "", "Quay closed to lorries"),
        ("<title>One</title><title>Two</title>", "", "One"),
        ("", "", None),
    ],
)  # fmt: skip
def test_titles(head, lead, title):
    assert page(head, lead=lead).title == title


@pytest.mark.parametrize(
    ("raw", "declared", "text"),
    [
        ("Brücke".encode(), "iso-8859-1", "Brücke"),
        ("Brücke".encode("latin-1"), "iso-8859-1", "Brücke"),
        ("“Brücke”".encode("cp1252"), "iso-8859-1", "“Brücke”"),
        ("Most".encode("utf-16"), None, "Most"),
        (b"\xef\xbb\xbfMost", "latin-1", "Most"),
        ("Мост".encode("windows-1251"), "windows-1251", "Мост"),
        (
            '<meta charset="windows-1251">Мост'.encode("windows-1251"),
            None,
            '<meta charset="windows-1251">Мост',
        ),
        ("橋".encode("shift_jis"), "shift_jis", "橋"),
        ("橋".encode("iso-2022-jp"), "iso-2022-jp", "橋"),
        ("Brücke".encode("latin-1"), "no-such-charset", "Brücke"),
        ("Brücke ".encode() * 9 + b"\xff", None, "Brücke " * 9 + "\ufffd"),
    ],
)
def test_charsets(raw, declared, text):
    assert decode(raw, declared) == text


@pytest.mark.parametrize(
    "raw", [b"", b"   ", b"\x00\x01", b"<html></html>", b"plain words", b"<" * 5000, b"<!-- "]
)
def test_broken_pages_are_no_articles(raw):
    found = extract_page(raw, URL, NOW)
    assert found.page_type != "article"
    assert found.published_at is None


@pytest.mark.parametrize(
    ("more", "access"),
    [
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>',
            "partial",
        ),
        ('<meta property="article:content_tier" content="locked">', "partial"),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"True"}</script>',
            "full",
        ),
        ("", "full"),
    ],
)
def test_access(more, access):
    assert page(more).access == access


def test_text_that_is_cut_is_partial():
    assert (
        page(
            body="<p>What the harbour office did not say is that three of its own engineers had …</p>"
        ).access
        == "partial"
    )
    offer = '<div class="paywall"><p>Subscribe to continue reading</p></div>'
    assert page(body=offer).access == "partial"
    assert "Subscribe" not in page(body=offer).text


def test_labels_above_a_text_and_offers_below_it_are_dropped():
    body = tidy(
        [
            "Quay closed",
            "By Edda Voss",
            "Published 9 March 2026, 10:00",
            "First words.",
            "Last words.",
            "Sign up to read more",
        ],
        "Quay closed",
    )
    assert (body.text, body.byline) == ("First words.\n\nLast words.", "Edda Voss")
    kept = tidy(["By Thursday the water had gone.", "Published figures are old.", "The end."], "Flood")
    assert kept.text == "By Thursday the water had gone.\n\nPublished figures are old.\n\nThe end."
    assert tidy([], "Flood").text == ""


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The council voted on Monday to close the bridge until the spring.", "en"),
        ("Der Rat beschloss am Montag, die Brücke bis zum Frühjahr zu sperren.", "de"),
        ("El consejo decidió el lunes cerrar el puente hasta la primavera.", "es"),
        ("Short words", None),
        ("", None),
    ],
)
def test_languages(text, language):
    assert detect(text) == language
