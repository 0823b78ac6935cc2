"""Neither how many processes share the comparison, nor how the stories are cut into pieces, changes a row."""

from __future__ import annotations

import pickle
import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import wiring
from pipeline.adapters.parser import SpacyParser
from pipeline.adapters.processes import Processes
from pipeline.core.stories import origins_of, story_of
from pipeline.core.urls import article_id
from pipeline.ids import text_hash
from pipeline.model import Article
from pipeline.ports import Spreader
from pipeline.registry import load_finders, load_judges
from pipeline.settings import Comparison
from pipeline.stages import align, compare
from pipeline.stages.align import Aligned
from pipeline.stages.align_stories import AlignedStories
from pipeline.stages.compare_stories import ComparedStories
from pipeline.stages.group import Grouped
from tests.golden.judging import Silent
from tests.properties.test_copies_of_self import text_of
from tests.unit.test_align import BagOfWords

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
STORIES = 4
OUTLETS = ("herald", "mirror", "post")


def coverage(stories: int) -> list[list[Article]]:
    """Stories of three outlets that tell the same with other figures, one of them in two versions."""
    found = []
    for number in range(stories):
        members = [
            _article(outlet, number, *text_of(random.Random(f"{number} {k}")))
            for k, outlet in enumerate(OUTLETS)
        ]
        again = _article("post", number, members[0].title, members[0].text, version=2)
        found.append([*members, again])
    return found


def _article(outlet: str, number: int, title: str, text: str, *, version: int = 1) -> Article:
    url = f"https://{outlet}.example/{number}"
    return Article(
        article_id=article_id(outlet, url),
        content_hash=text_hash(title, text),
        version=version,
        url=url,
        canonical_url=url,
        outlet=outlet,
        title=title,
        text=text,
        published_at=START + timedelta(hours=number),
        fetched_at=START + timedelta(hours=number + version),
        language="en",
        word_count=len(text.split()),
    )


def aligned(stories: list[list[Article]], spread: Spreader | None) -> tuple[list[Article], Grouped, Aligned]:
    articles = [a for members in stories for a in members]
    origins = origins_of(articles, (), {})
    grouped = Grouped(
        syndication=(),
        stories=tuple(
            sorted(
                (story_of(members[:2] + members[3:], origins) for members in stories),
                key=lambda s: s.story_id,
            )
        ),
        origins=origins,
    )
    found = align.run(articles, grouped, BagOfWords(), Comparison(), ("en",), spread=spread)
    return articles, grouped, found


def rows(stories: list[list[Article]], parser: SpacyParser, spread: Spreader | None) -> tuple[Any, ...]:
    articles, grouped, found = aligned(stories, spread)
    judged = compare.run(
        articles,
        wiring.stories_aligned(found, grouped),
        finders=load_finders(Comparison()),
        judges=load_judges(),
        parser=parser,
        languages=("en",),
        progress=Silent(),
        spread=spread,
    )
    told = (judged.figures, judged.attributions, judged.framing, judged.claim_sentences, judged.divergences)
    return found, *told


@pytest.fixture(scope="module")
def parser() -> SpacyParser:
    return SpacyParser()


@pytest.fixture(scope="module")
def expected(parser: SpacyParser) -> tuple[Any, ...]:
    """What one process makes of them in one piece."""
    found = rows(coverage(STORIES), parser, None)
    assert all(found[1:])
    return found


def test_two_workers_change_no_row(
    parser: SpacyParser,
    expected: tuple[Any, ...],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(align, "ENOUGH", 1)
    monkeypatch.setattr(compare, "ENOUGH", 1)
    assert rows(coverage(STORIES), parser, Processes(2)) == expected
    assert "not_spread" not in caplog.text


def test_models_go_to_other_processes_without_their_weights(parser: SpacyParser) -> None:
    parser.parse(["The parser is loaded."])
    work = ComparedStories(
        finders=load_finders(Comparison()),
        judges=load_judges(),
        parser=parser,
        languages=("en",),
        wording=wiring.wording(),
        pair_model=wiring.pair_model(),
        window=None,
    )
    packed = pickle.dumps((work, AlignedStories(encoder=wiring.sentence_encoder(), threshold=0.5)))
    assert len(packed) < 10_000
    assert pickle.loads(packed)[0].parser.revision == parser.revision


def test_nor_do_three(expected: tuple[Any, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(align, "ENOUGH", 1)
    assert aligned(coverage(STORIES), Processes(3))[2] == expected[0]


@settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.randoms(use_true_random=False), st.integers(1, 40), st.integers(1, 4_000))
def test_neither_order_nor_pieces_change_a_row(
    parser: SpacyParser, expected: tuple[Any, ...], draw: random.Random, sentences: int, characters: int
) -> None:
    stories = coverage(STORIES)
    draw.shuffle(stories)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(align, "ENOUGH", characters)
        patch.setattr(align, "ENOUGH_TO_CUT", characters)
        patch.setattr(compare, "ENOUGH", sentences)
        assert rows(stories, parser, None) == expected
