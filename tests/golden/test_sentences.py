"""Sentences of hard passages, each with exactly these pieces: quotations, abbreviations, datelines, lists, stamps."""

import json
from pathlib import Path

import pytest

from pipeline.core.sentences import split

CASES = [
    json.loads(line) for line in Path(__file__).with_name("sentences.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=[f"{n}-{c['kind']}" for n, c in enumerate(CASES)])
def test_a_passage_is_cut_into_these_sentences(case):
    text = case["text"]
    found = [text[start:end] for _, section, start, end, _ in split("", text) if section == "body"]
    assert found == case["sentences"]
