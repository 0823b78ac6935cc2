"""Hard sentences with the reading that a careful editor would give."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from pipeline.core.figures import find_figures

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "figures.jsonl").read_text(encoding="utf-8").splitlines()
    if line.strip()
]


def shown(figure):
    return {
        "text": figure.text,
        "kind": figure.kind,
        "value_low": None if figure.value_low is None else round(figure.value_low, 6),
        "value_high": None if figure.value_high is None else round(figure.value_high, 6),
        "unit": figure.unit,
        "approximator": figure.approximator,
        "precision": figure.precision,
    }


def rounded(expected):
    return {k: round(v, 6) if isinstance(v, float) else v for k, v in expected.items()}


@pytest.mark.parametrize("case", CASES, ids=[case["sentence"][:60] for case in CASES])
def test_reading(case):
    found = find_figures(case["sentence"], published_at=datetime.fromisoformat(case["published_at"]))
    assert [shown(f) for f in found] == [rounded(f) for f in case["figures"]]
    for figure in found:
        assert case["sentence"][figure.char_start : figure.char_end] == figure.text
