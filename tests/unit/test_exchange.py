"""Amounts in two currencies are compared only at a rate that one of the articles states."""

from __future__ import annotations

import pytest

from pipeline.core.divergence.figure_compare import compare_figures, sides_of
from pipeline.core.figures import find_figures
from pipeline.core.figures.exchange import stated_rates


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        ("The bank reckoned at 1.12 dollars to the euro.", {"EUR": 1.0, "USD": 1 / 1.12}),
        ("Shares rose. ($1 = 0.90 euros)", {"USD": 1.0, "EUR": 1 / 0.9}),
        ("At 1 euro = 10.5 Swedish kronor it is dear.", {"EUR": 1.0, "SEK": 1 / 10.5}),
        ("One pays 1.12 dollars or 0.84 pounds to the euro.", {"EUR": 1.0, "GBP": 1 / 0.84}),
        ("It was 1.12 dollars to the euro, then 1.30 dollars to the euro.", {}),
        ("He gave 5 dollars to the beggar and 3 euros per ticket.", {}),
        ("No rate is told.", {}),
    ],
)
def test_rates_are_read_as_they_are_stated(text: str, rates: dict[str, float]) -> None:
    assert dict(stated_rates(text)) == pytest.approx(rates)


def verdict(a: str, b: str, article: str) -> str:
    one = sides_of(a, find_figures(a, published_at=None, parse=None), article=article)
    two = sides_of(b, find_figures(b, published_at=None, parse=None))
    (left,) = [s for s in one if s.figure.kind == "money"]
    (right,) = [s for s in two if s.figure.kind == "money"]
    return compare_figures(left, right, score=0.95).label


DOLLARS = "Norrin will buy the shipyard for $1.8 billion, it said."
RATE = "Norrin will buy it for $1.8 billion. The bank reckoned at 1.125 dollars to the euro."


@pytest.mark.parametrize(
    ("euros", "article", "label"),
    [
        ("Norrin will buy the shipyard for €1.6 billion, it said.", RATE, "compatible"),
        ("Norrin will buy the shipyard for €2.4 billion, it said.", RATE, "divergent"),
        ("Norrin will buy the shipyard for €2.4 billion, it said.", "No rate is told.", "different"),
    ],
)
def test_amounts_are_converted_at_a_stated_rate_and_no_other(euros: str, article: str, label: str) -> None:
    assert verdict(DOLLARS, euros, article) in ({label, "equal"} if label == "compatible" else {label})
