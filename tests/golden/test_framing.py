"""Framing judged on pairs written for it, hard negatives among them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.adapters.wording_model import WordingModel
from pipeline.core.divergence.framing import FramingJudge
from tests.golden.judging import cases, counted, judged

WORDING = WordingModel()
STORIES = cases(Path(__file__).with_name("framing.jsonl"))


@pytest.mark.parametrize("case", STORIES, ids=[c["name"] for c in STORIES])
def test_the_judge_flags_what_an_analyst_would(case: dict[str, Any]) -> None:
    found = judged(FramingJudge(), case["articles"], wording=WORDING)
    scope = case.get("scope", "cross_outlet")
    assert counted([d for d in found if d.scope == scope]) == case["expect"], [
        (d.scope, d.subtype, d.confidence, d.summary) for d in found
    ]


@pytest.mark.parametrize("subtype", ["label", "loaded_wording", "agency", "headline"])
def test_each_subtype_has_pairs_that_only_look_like_it(subtype: str) -> None:
    assert sum(c.get("near") == subtype for c in STORIES if not c["expect"]) >= 10
    assert sum(subtype in c["expect"] for c in STORIES) >= 5
