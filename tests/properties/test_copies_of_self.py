"""An outlet compared with a copy of itself disagrees with nobody; and no id depends on the order of coverage."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from pipeline import wiring
from pipeline.console import ConsoleProgress
from pipeline.core.urls import article_id
from pipeline.ids import text_hash
from pipeline.model import Article
from pipeline.registry import load_finders, load_judges
from pipeline.settings import Comparison
from pipeline.stages import align, compare, group

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
PLACES = "Tarn Orrow Dunmere Velland Corvane Halvesey Ilven Sarrat Oster Brannoc".split()
THINGS = "ferry bridge school mill quarry library station harbour tower market".split()
PEOPLE = ("Ada Lorn", "Tom Rell", "Iva Renn", "Omar Keel", "Mara Finn", "Ken Oda", "Dana Reyes", "Ivo Marsh")


def text_of(draw: random.Random) -> tuple[str, str]:
    """A title and an article on an invented accident, with figures, quotations and sources."""
    place, thing, who, other = (draw.choice(PLACES), draw.choice(THINGS), *draw.sample(PEOPLE, 2))
    dead, hurt, money = draw.randint(2, 40), draw.randint(50, 900), draw.randint(2, 90)
    sentences = [
        f"At least {dead} people died when the {thing} in {place} collapsed on Monday, police said.",
        f"Some {hurt} others were hurt, {who} of the fire service told reporters.",
        f"“It was a brutal sight,” {other} said. “Nobody had warned us of the {thing}.”",
        f"The {thing} was repaired for ${money} million in {draw.randint(1990, 2020)}, according to the council.",
        f"{who} denied that the repairs were late.",
        f"About {draw.randint(3, 90)} percent of {place}'s {thing}s are older than {draw.randint(20, 80)} years.",
    ]
    kept = draw.sample(sentences, draw.randint(3, len(sentences)))
    return f"{dead} dead as {thing} in {place} collapses", "\n\n".join(kept)


def article(outlet: str, number: int, title: str, text: str) -> Article:
    url = f"https://{outlet}.example/{number}"
    return Article(
        article_id=article_id(outlet, url),
        content_hash=text_hash(title, text),
        url=url,
        canonical_url=url,
        outlet=outlet,
        title=title,
        text=text,
        published_at=START + timedelta(hours=number),
        language="en",
        word_count=len(text.split()),
    )


def compared(articles: list[Article]) -> tuple[object, ...]:
    chosen = Comparison()
    found = group.run(articles, wiring.encoder(), chosen, ("en",), {})
    aligned = align.run(articles, found, wiring.encoder(), chosen, ("en",))
    judged = compare.run(
        articles,
        wiring.stories_aligned(aligned, found),
        finders=load_finders(chosen),
        judges=load_judges(),
        parser=wiring.parser(),
        languages=("en",),
        progress=ConsoleProgress("stories judged", len(found.stories)),
    )
    return found, aligned, judged


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_copy_of_an_outlet_parts_from_it_in_nothing_whatever_the_order(seed, monkeypatch, tmp_path):
    monkeypatch.setenv("PARALLAX_VAR", str(tmp_path))
    draw = random.Random(seed)
    told = text_of(draw)
    coverage = [article(outlet, number, *told) for number, outlet in enumerate(("herald", "mirror", "post"))]
    found, aligned, judged = compared(coverage)
    assert [d for d in judged.divergences if d.scope == "cross_outlet"] == []
    assert len(found.stories) == 1

    others = [replace(a) for a in coverage]
    draw.shuffle(others)
    found_again, aligned_again, judged_again = compared(others)
    assert found_again == found
    assert aligned_again == aligned
    assert judged_again.divergences == judged.divergences
