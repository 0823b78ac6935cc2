"""Figures judged on pairs written for it, hard negatives among them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.core.divergence.figure import FigureJudge
from pipeline.core.figures import find_figures
from tests.golden.judging import cases, counted, judged

STORIES = cases(Path(__file__).with_name("figure_pairs.jsonl"))
SUBTYPES = ["count", "money", "percent", "date", "duration", "measure", "rank"]


@pytest.mark.parametrize("case", STORIES, ids=[c["name"] for c in STORIES])
def test_the_judge_flags_what_an_analyst_would(case: dict[str, Any]) -> None:
    found = judged(FigureJudge(), case["articles"], figures=(find_figures,))
    told = [d for d in found if d.scope == "cross_outlet" and d.explained_by is None]
    assert counted(told) == case["expect"], [(d.subtype, d.confidence, d.summary) for d in found]


@pytest.mark.parametrize("subtype", SUBTYPES)
def test_each_subtype_has_a_pair_and_pairs_that_only_look_like_one(subtype: str) -> None:
    assert sum(c.get("near") == subtype for c in STORIES if not c["expect"]) >= 3
    assert any(subtype in c["expect"] for c in STORIES)


def test_there_are_enough_hard_negatives() -> None:
    assert sum(not c["expect"] for c in STORIES) >= 20
