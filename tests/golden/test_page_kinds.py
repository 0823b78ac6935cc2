"""Pages whose kind is known: none that is no article is taken for one, and no odd article is lost."""

import pytest

from benchmarks.made_articles import odd_articles
from benchmarks.made_others import other_pages
from pipeline.adapters.extraction import extract_page

OTHERS, ARTICLES = other_pages(), odd_articles()


def read(page):
    return extract_page(page.html.encode(), page.url)


@pytest.mark.parametrize("page", OTHERS, ids=lambda page: page.name)
def test_what_is_no_article_is_not_taken_for_one(page):
    assert read(page).page_type != "article"


@pytest.mark.parametrize("page", ARTICLES, ids=lambda page: page.name)
def test_articles_of_odd_shapes_stay_articles(page):
    found = read(page)
    assert found.page_type == "article"
    assert len(found.text.split()) >= 40 or found.language == "ja"


def test_there_are_enough_of_both_and_their_kinds_are_told():
    assert len(OTHERS) >= 40
    assert len(ARTICLES) >= 20
    told = [read(page).page_type == page.kind for page in OTHERS]
    assert told.count(False) <= 0.05 * len(told)


def test_walls_are_blocked_and_beginnings_partial():
    access = {page.name: read(page).access for page in (*OTHERS, *ARTICLES)}
    for name in (
        "consent wall",
        "404",
        "wall after the headline",
        "limit reached",
        "challenge",
        "pay es",
        "regwall",
        "adblock wall",
    ):
        assert access[name] == "blocked", name
    assert access["beginning before a wall"] == "partial"
    assert access["named for a wall"] == "full"
