"""Attributions read and judged on sentences written for it, hard negatives among them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.core.attributions import find_attributions
from pipeline.core.divergence.attribution import AttributionJudge
from tests.golden.judging import cases, counted, judged, parser

ALL = cases(Path(__file__).with_name("attributions.jsonl"))
SENTENCES = [c for c in ALL if c["case"] == "sentence"]
STORIES = [c for c in ALL if c["case"] == "judge"]


@pytest.mark.parametrize("case", SENTENCES, ids=[c["text"][:50] for c in SENTENCES])
def test_a_sentence_gives_source_cue_and_content(case: dict[str, Any]) -> None:
    text = case["text"]
    found = find_attributions(text, parse=parser().parse([text])[0])
    if case["type"] == "none":
        assert found == []
        return
    wanted = [
        a
        for a in found
        if a.cue == case["cue"]
        and a.source == case["source"]
        and a.quote_type == case["type"]
        and (case["content"] is None or text[a.content_start : a.content_end].rstrip(".") == case["content"])
        and (case.get("source_text") is None or a.source_text == case["source_text"])
    ]
    assert len(wanted) == 1, [
        (a.source, a.cue, a.quote_type, text[a.content_start : a.content_end]) for a in found
    ]


@pytest.mark.parametrize("case", STORIES, ids=[c["name"] for c in STORIES])
def test_the_judge_flags_what_an_analyst_would(case: dict[str, Any]) -> None:
    found = judged(AttributionJudge(), case["articles"])
    assert counted(found) == case["expect"], [(d.subtype, d.confidence, d.summary) for d in found]


@pytest.mark.parametrize("subtype", ["fact_vs_attributed", "different_source", "altered_quote"])
def test_each_subtype_has_pairs_that_only_look_like_it(subtype: str) -> None:
    assert sum(c.get("near") == subtype for c in STORIES if not c["expect"]) >= 10
    assert sum(subtype in c["expect"] for c in STORIES) >= 5
