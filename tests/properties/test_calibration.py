"""Confidences re-fitted by verdicts: ranks are kept, few verdicts move little, many move to what was seen."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.divergence.calibration import LEAST, Curve, brier, curves, fit, unseen_brier

confidences = st.floats(min_value=0, max_value=1)
verdicts = st.lists(st.tuples(confidences, st.booleans()), max_size=60)


@given(verdicts, confidences, confidences)
def test_ranks_are_kept_and_bounds_hold(judged: list[tuple[float, bool]], a: float, b: float) -> None:
    curve = fit(judged)
    low, high = sorted((a, b))
    assert 0 <= curve.at(low) <= curve.at(high) <= 1


@given(verdicts, st.randoms(use_true_random=False))
def test_the_order_of_verdicts_changes_nothing(
    judged: list[tuple[float, bool]], shuffle: random.Random
) -> None:
    again = judged[:]
    shuffle.shuffle(again)
    assert fit(again) == fit(judged)


def test_no_verdicts_leave_confidences_alone() -> None:
    assert fit([]) == Curve(slope=1, intercept=0)
    assert fit([]).at(0.73) == 0.73


def sample(share: float, size: int) -> list[tuple[float, bool]]:
    """Flags of which `share` of what the judge believed came true."""
    chance = random.Random(5)
    given = [chance.uniform(0.5, 0.95) for _ in range(size)]
    return [(confidence, chance.random() < share * confidence) for confidence in given]


def test_a_judge_that_believes_too_much_is_held_back() -> None:
    judged = sample(0.6, 400)
    curve = fit(judged)
    assert curve.at(0.8) == pytest.approx(0.48, abs=0.1)
    assert unseen_brier(judged) < brier(judged)


def test_a_few_verdicts_move_little_and_too_few_not_at_all() -> None:
    assert abs(fit([(0.8, False)]).at(0.8) - 0.8) < 0.1
    rows = sample(0.6, LEAST)
    assert set(curves({"figure": rows, "claim": rows[:-1]})) == {"figure"}
