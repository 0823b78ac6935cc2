"""Pairs of sentences whose figures look like a conflict and are none: nothing may be told of them."""

import json
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from pipeline.core.divergence.figure import judge_pair
from pipeline.core.figures import find_figures
from pipeline.model import Parse
from tests.golden.judging import parser

MORNING = datetime(2032, 9, 14, 6, tzinfo=UTC)
ALIGNED = 0.95  # a hard case is one that the alignment holds for the same
CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "figure_lookalikes.jsonl").read_text(encoding="utf-8").splitlines()
    if line.strip()
]


@cache
def parses() -> tuple[Parse, ...]:
    return tuple(parser().parse([text for case in CASES for text in (case["a"], case["b"])]))


def verdict(number):
    case, when = CASES[number], (MORNING, MORNING + timedelta(hours=3))
    texts, trees = (case["a"], case["b"]), parses()[2 * number : 2 * number + 2]
    figures = [
        find_figures(text, published_at=told, parse=tree)
        for text, told, tree in zip(texts, when, trees, strict=True)
    ]
    return judge_pair(
        texts[0], figures[0], when[0], (), texts[1], figures[1], when[1], (), score=ALIGNED
    ), figures


@pytest.mark.parametrize("number", range(len(CASES)), ids=[f"{c['kind']}: {c['why']}" for c in CASES])
def test_what_is_no_conflict_is_not_told(number):
    found, figures = verdict(number)
    assert found.label != "divergent", (found.figure_a, found.figure_b)
    kinds = {figure.kind for side in figures for figure in side}
    assert CASES[number]["kind"] in kinds, "the pair holds no figure of its kind, and so tests nothing"


def test_every_kind_has_ten_hard_cases():
    counts = {kind: sum(case["kind"] == kind for case in CASES) for kind in {c["kind"] for c in CASES}}
    assert set(counts) == {"count", "money", "percent", "date", "duration", "measure", "rank"}
    assert min(counts.values()) >= 10
