"""Pages of many designs with what a careful reader takes from them."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.adapters.extraction import extract_page

PAGES = Path(__file__).parent / "pages"
FETCHED = datetime(2026, 3, 10, 18, tzinfo=UTC)


def read(path, case):
    feed_date = case.get("feed_date")
    page = extract_page(
        path.read_bytes(),
        case["url"],
        FETCHED,
        case.get("charset"),
        feed_date=datetime.fromisoformat(feed_date) if feed_date else None,
        timezone=case.get("timezone"),
    )

    def iso(moment):
        return moment.isoformat() if moment else None

    return {
        "page_type": page.page_type,
        "access": page.access,
        "title": page.title,
        "byline": page.byline,
        "published_at": iso(page.published_at),
        "modified_at": iso(page.modified_at),
        "date_source": page.date_source,
        "language": page.language,
        "text": page.text,
        "source_name": page.source_name,
    }


@pytest.mark.parametrize("name", sorted(path.stem for path in PAGES.glob("*.html")))
def test_page(name):
    case = json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))
    found = read(PAGES / f"{name}.html", case)
    if found["page_type"] != "article" and case["expected"]["page_type"] == found["page_type"]:
        found["text"] = case["expected"]["text"]  # of what goes no further only the kind matters
    assert found == case["expected"]


def test_every_page_has_its_expectation():
    assert {p.stem for p in PAGES.glob("*.html")} == {p.stem for p in PAGES.glob("*.json")}
    assert len(list(PAGES.glob("*.html"))) >= 12
