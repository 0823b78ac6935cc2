"""How annotated pairs are scored."""

import pytest

from benchmarks.pairs import TAKEN, pair_measures, spread


def row(gold, same=0.5, near=0.5, label=None):
    relation = None if label is None else {"label": label}
    return {"gold": gold, "same_claim": same, "similarity": near, "relation": relation}


def test_scores_of_pairs_that_are_told_rightly_are_one():
    found = pair_measures(
        [row(1, same=0.9), row(0, same=0.1)],
        [row(1.0, same=0.1, near=0.2), row(3.0, same=0.5, near=0.4), row(5.0, same=0.9, near=0.9)],
        [row(name, label=name) for name in ("entailment", "contradiction", "neutral")],
    )
    assert {m.name: m.value for m in found} == pytest.approx(dict.fromkeys([m.name for m in found], 1.0))


def test_a_relation_that_is_not_told_counts_as_neutral():
    found = {
        m.name: m.value
        for m in pair_measures(
            [row(1, same=0.9), row(0, same=0.1)],
            [row(1.0, same=0.1, near=0.1), row(2.0, same=0.2, near=0.3)],
            [row("entailment")],
        )
    }
    assert found["relation right"] == 0


def test_what_is_taken_is_spread_over_the_set():
    rows = [{"n": n} for n in range(TAKEN * 3)]
    taken = [r["n"] for r in spread(rows)]
    assert len(taken) == TAKEN
    assert taken[-1] > TAKEN * 2
    assert spread(rows[:5]) == rows[:5]
