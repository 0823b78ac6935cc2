"""Confidences re-fitted by reviewers' verdicts: what share of flags at a confidence turned out real.

Platt's method (Platt 1999, *Probabilistic outputs for support vector machines*): a logistic curve over the log-odds of
the judge's confidence. A prior holds it to the identity, so that few verdicts move it little.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

LEAST = 30  # verdicts of a kind, below which its confidences are left as the judge gave them
PRIOR = 4.0  # weight that holds the slope to 1 and the intercept to 0, in units of verdicts at even odds
EDGE = 0.001  # confidences are taken for at least this far from 0 and 1
_STEPS = 60

Judged = tuple[float, bool]  # confidence as the judge gave it, and whether it was judged real


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """calibrated log-odds = intercept + slope × log-odds. The slope is never negative: ranks are kept."""

    slope: float = 1.0
    intercept: float = 0.0

    def at(self, confidence: float) -> float:
        """The calibrated confidence, rounded to four decimals."""
        return round(_logistic(self.intercept + self.slope * _log_odds(confidence)), 4)


def fit(judged: Sequence[Judged]) -> Curve:
    """The curve that fits best under the prior, by Newton's method. The order of the verdicts changes nothing."""
    rows = sorted(judged)
    slope, intercept = 1.0, 0.0
    for _ in range(_STEPS):
        gradient = [PRIOR * (slope - 1.0), PRIOR * intercept]
        hessian = [PRIOR, 0.0, PRIOR]  # slope², slope × intercept, intercept²
        for confidence, real in rows:
            x = _log_odds(confidence)
            p = _logistic(intercept + slope * x)
            off, weight = p - real, p * (1 - p)
            gradient[0] += off * x
            gradient[1] += off
            hessian[0] += weight * x * x
            hessian[1] += weight * x
            hessian[2] += weight
        determinant = hessian[0] * hessian[2] - hessian[1] ** 2
        step = (
            (hessian[2] * gradient[0] - hessian[1] * gradient[1]) / determinant,
            (hessian[0] * gradient[1] - hessian[1] * gradient[0]) / determinant,
        )
        slope, intercept = slope - step[0], intercept - step[1]
        if max(abs(step[0]), abs(step[1])) < 1e-9:
            break
    return Curve(slope=round(max(slope, 0.0), 6), intercept=round(intercept, 6))


def curves(judged: Mapping[str, Sequence[Judged]]) -> dict[str, Curve]:
    """A curve for each kind with at least `LEAST` verdicts."""
    return {kind: fit(rows) for kind, rows in sorted(judged.items()) if len(rows) >= LEAST}


def brier(judged: Sequence[Judged], curve: Curve | None = None) -> float:
    """Mean squared error of the confidences (Brier 1950), calibrated where a curve is given."""
    given = [(curve.at(c) if curve else c, real) for c, real in judged]
    return sum((c - real) ** 2 for c, real in given) / len(given)


def unseen_brier(judged: Sequence[Judged], folds: int = 5) -> float:
    """The Brier score of confidences calibrated by curves that did not see them."""
    rows = sorted(judged)
    total = 0.0
    for fold in range(folds):
        held = rows[fold::folds]
        curve = fit([row for i, row in enumerate(rows) if i % folds != fold])
        total += sum((curve.at(c) - real) ** 2 for c, real in held)
    return total / len(rows)


def _log_odds(confidence: float) -> float:
    bounded = min(max(confidence, EDGE), 1 - EDGE)
    return math.log(bounded / (1 - bounded))


def _logistic(value: float) -> float:
    return 1 / (1 + math.exp(-value)) if value >= 0 else math.exp(value) / (1 + math.exp(value))
