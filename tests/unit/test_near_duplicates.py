"""Copies: found through edits, told from other coverage, traced to their source."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.core.near_duplicates import credits_outlet, find_copies
from pipeline.model import Article

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
NOUNS = "barge quay mayor council harbour storm lantern bridge ferry school orchard market tower signal valley".split()
VERBS = "opened closed crossed repaired praised questioned measured painted visited counted described moved".split()


def prose(seed, sentences=14):
    draw = random.Random(seed)
    return " ".join(
        f"The {draw.choice(NOUNS)} near the {draw.choice(NOUNS)} {draw.choice(VERBS)} the {draw.choice(NOUNS)} "
        f"after {draw.randint(2, 90)} {draw.choice(NOUNS)}s {draw.choice(VERBS)} it."
        for _ in range(sentences)
    )


def article(name, outlet, text, hours=0, **more):
    return Article(
        article_id=name,
        content_hash=f"hash-{name}",
        url=f"https://{outlet}.example/{name}",
        canonical_url=f"https://{outlet}.example/{name}",
        outlet=outlet,
        title=f"Headline of {outlet}",
        text=text,
        published_at=START + timedelta(hours=hours),
        word_count=len(text.split()),
        **more,
    )


TEXT = prose(1)
SENTENCES = TEXT.split(". ")


@pytest.mark.parametrize(
    "edited",
    [
        TEXT,
        ". ".join(SENTENCES[:8]) + ".",
        TEXT + "\n\n" + prose(2, 5),
        prose(3, 3) + "\n\n" + TEXT,
        TEXT.replace("The barge", "A barge").replace("near the quay", "by the quay"),
        TEXT.upper().replace(". ", ".\n\n"),
    ],
    ids=["whole", "cut", "paragraph added", "new beginning", "edited", "set otherwise"],
)
def test_a_copy_is_found_whatever_was_done_to_it(edited):
    found = find_copies(
        [article("b", "gazette", edited, 2), article("a", "wire", TEXT), article("c", "post", prose(9))]
    )
    assert [(g.source_article_id, g.article_ids) for g in found] == [("a", ("a", "b"))]


def test_other_coverage_and_a_shared_quotation_are_no_copies():
    quotation = " ".join(SENTENCES[:2])
    assert find_copies([article("a", "wire", TEXT), article("b", "post", quotation + " " + prose(5))]) == ()


def test_an_update_by_the_same_outlet_is_no_copy():
    assert find_copies([article("a", "wire", TEXT), article("b", "wire", TEXT + " More soon.")]) == ()


def test_the_outlet_that_copies_credit_is_the_source_though_it_was_seen_later():
    early = article("a", "post", TEXT, 0, byline="Northern Wire")
    late = article("b", "northern-wire", TEXT, 3)
    assert find_copies([early, late])[0].source_article_id == "b"


def test_credits_are_read_from_byline_source_and_the_edges_of_the_text():
    plain = article("a", "post", "The barge sank.")
    assert not credits_outlet(plain, "northern-wire")
    assert credits_outlet(replace(plain, source_name="Northern Wire"), "northern-wire")
    assert credits_outlet(replace(plain, text="TARN (NW) — The barge sank."), "northern-wire")
    assert credits_outlet(replace(plain, text="The barge sank. — Northern Wire"), "northern-wire")
    assert not credits_outlet(article("a", "northern-wire", "Northern Wire"), "northern-wire")


def test_the_order_of_articles_changes_nothing():
    articles = [article(f"a{i}", f"outlet{i}", TEXT if i % 3 else prose(i + 20), i) for i in range(9)]
    expected = find_copies(articles)
    random.Random(4).shuffle(articles)
    assert find_copies(articles) == expected


def test_two_cuts_of_one_text_are_of_one_group():
    cuts = [
        article("b", "post", ". ".join(SENTENCES[:7]) + "."),
        article("c", "star", ". ".join(SENTENCES[7:])),
    ]
    found = find_copies([article("a", "wire", TEXT, -2), *cuts])
    assert [(g.source_article_id, g.article_ids) for g in found] == [("a", ("a", "b", "c"))]


def test_overlaps_do_not_chain():
    parts = [prose(100 + i, 6) for i in range(9)]
    rolling = [article(f"a{i}", f"outlet{i}", " ".join(parts[i : i + 3])) for i in range(7)]
    assert max((len(g.article_ids) for g in find_copies(rolling)), default=0) < len(rolling)


def test_briefs_are_too_short_to_tell():
    assert (
        find_copies([article("a", "wire", "Rain is expected."), article("b", "post", "Rain is expected.")])
        == ()
    )


def test_a_short_cut_of_a_long_text_is_found():
    long = prose(21, 60)
    short = ". ".join(long.split(". ")[20:32]) + "."
    found = find_copies(
        [article("a", "wire", long), article("b", "gazette", short, 3), article("c", "post", prose(22, 60))]
    )
    assert [group.article_ids for group in found] == [("a", "b")]
    assert found[0].source_article_id == "a"


@pytest.mark.parametrize(
    ("text", "credited"),
    [
        ("It was a heavy blow for the town. " * 9, False),
        ("Heavy rain fell on the hills. " * 9, False),
        ("The port is shut. " * 15 + "This story was first told by Heavy.", True),
        ("TARN (Heavy) - The port is shut. " * 9, True),
    ],
)
def test_an_outlet_whose_name_is_a_word_is_credited_only_where_credits_stand(text, credited):
    assert credits_outlet(article("b", "gazette", text), "heavy.com") is credited
