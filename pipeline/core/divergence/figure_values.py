"""Whether two values can both be true: intervals, rounding, units.

Two figures are read as the intervals that they claim. A point also stands for what rounds or truncates to it at
the precision at which it is written, but only against the other side's own value: two points never agree merely
because both round to a third.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from pipeline.core.divergence.figure_intervals import Claimed, claimed, currency
from pipeline.core.figures.calendar_words import MONTHS, WEEKDAYS
from pipeline.core.figures.moments import day_of
from pipeline.model import Figure

Relation = Literal["equal", "compatible", "conflict", "different"]

_SLACK = 1e-6  # relative: what conversion between units may cost
_CLOCK = ("minute", "hour")
_EXCHANGED = 0.03  # of an amount: what the rounding of a rate and of both amounts may hide
_CONVERTED = 0.08  # of a value: what rounding in the other unit may hide


def relation(
    a: Figure, b: Figure, *, running: bool = False, rates: Mapping[str, float] | None = None
) -> Relation:
    """How two values stand to each other, whatever they are of.

    `running`: both are current counts of something that only grows, so that `at least N` claims N so far.
    """
    one, two = claimed(a, rates), claimed(b, rates)
    if one is None or two is None or (one.dimension != two.dimension and a.kind != "count"):
        return "different"
    if a.kind == "date" and a.precision in _CLOCK and b.precision in _CLOCK:
        one, two = _of_day(one), _of_day(two)
    elif a.kind == "date" and (a.precision in _CLOCK) != (b.precision in _CLOCK):
        if not all(_names_day(f) for f in (a, b) if f.precision in _CLOCK):
            return "different"
        one, two = _whole_days(one), _whole_days(two)
    elif a.unit != b.unit and a.kind == "measure":
        one, two = _converted(one), _converted(two)
    if (
        a.kind == "money"
        and currency(a) != currency(b)
        and not {currency(a), currency(b)} <= set(rates or {})
    ):
        return "different"
    if a.kind == "money" and currency(a) != currency(b):
        one, two = _converted(one, _EXCHANGED), _converted(two, _EXCHANGED)
    if _same(one, two) or _same_weekday(a, b) or _same_day_of_year(a, b):
        return "equal"
    if _edition_apart(a, b):
        return "compatible"
    if (
        running
        and (_bounded_below(a) or _bounded_below(b))
        and "vague" not in (a.approximator, b.approximator)
    ):
        return "compatible" if _runs_with(a, one, b, two) else "conflict"
    one, two = (_loose(c) if f.approximator == "vague" else c for c, f in ((one, a), (two, b)))
    if a.approximator == b.approximator == "at_most":
        one, two = _highest(one), _highest(two)
    if _meet(one, two) or _rounds_to(one, two) or _rounds_to(two, one):
        return "compatible"
    return "conflict"


def _loose(one: Claimed) -> Claimed:
    """`thousands` is said of 1,850 too."""
    return replace(one, low=None if one.low is None else one.low * 0.75)


def _highest(one: Claimed) -> Claimed:
    """`as many as N` claims N as the highest: two such claims are compared by it."""
    return replace(one, low=one.high, low_open=False)


def _other_money(a: Figure, b: Figure, rates: Mapping[str, float]) -> bool:
    """Whether two amounts are in currencies between which the article states no rate."""
    one, two = currency(a), currency(b)
    if one == two or {one, two} <= set(rates):
        return False
    return bool((a.unit and one) or (b.unit and two) or (one and two))


def _of_day(one: Claimed) -> Claimed:
    """A clock time without its day, which sentences seldom state: midday of all days."""
    base = one.low if one.low is not None else one.high
    if base is None:
        return one
    day = math.floor(base + 1e-9)
    low = None if one.low is None else one.low - day
    high = None if one.high is None else one.high - day
    return replace(one, low=low, high=high)


def _same_weekday(a: Figure, b: Figure) -> bool:
    """`on Friday` twice: where no date is given, a week between them is one of reading, not of fact."""
    if a.kind != "date" or a.precision != "day" or b.precision != "day":
        return False
    one, two = (
        {w for w in re.findall(r"[a-z]+", f.text.lower()) if w in WEEKDAYS or w in _WHICH} for f in (a, b)
    )
    undated = not any(c.isdigit() for c in a.text + b.text)
    return bool(one) and one == two and undated and abs((a.value_low or 0.0) - (b.value_low or 0.0)) <= 7


def _same_day_of_year(a: Figure, b: Figure) -> bool:
    """`30 September` twice, with no year: where the years differ, the reading does, and not the fact."""
    if (
        a.kind != "date"
        or a.precision != "day"
        or b.precision != "day"
        or a.value_low is None
        or b.value_low is None
    ):
        return False
    if any(_YEAR.search(f.text) or not any(c.isdigit() for c in f.text) for f in (a, b)):
        return False
    one, two = day_of(a.value_low), day_of(b.value_low)
    return (one.month, one.day) == (two.month, two.day)


_TOLD_FROM = re.compile(
    r"\b(?:yesterday|today|tonight|tomorrow|overnight|(?:this|last|that|early|late) "
    r"(?:morning|afternoon|evening|night))\b",
    re.IGNORECASE,
)


def _edition_apart(a: Figure, b: Figure) -> bool:
    """A day that one text tells from its own (`yesterday`): what is printed for tomorrow is published tonight."""
    days = [f for f in (a, b) if f.kind == "date" and f.precision not in _CLOCK and f.value_low is not None]
    if len(days) < 2 or not any(
        _TOLD_FROM.search(f.text) and not any(map(str.isdigit, f.text)) for f in days
    ):
        return False
    return abs((a.value_low or 0.0) - (b.value_low or 0.0)) <= 1


_YEAR = re.compile(r"\d{4}|['’]\d\d")
_WHICH = frozenset(("last", "next", "this"))


def _names_day(figure: Figure) -> bool:
    """Whether a clock time comes with its day."""
    words = re.findall(r"[a-z]+", figure.text.lower())
    return any(w in WEEKDAYS or w in MONTHS or w in ("today", "yesterday", "tomorrow") for w in words)


def _whole_days(one: Claimed) -> Claimed:
    low = None if one.low is None else float(math.floor(one.low + 1e-9))
    high = None if one.high is None else float(math.floor(one.high + 1e-9))
    return replace(one, low=low, high=low if high is None else high)


def _converted(one: Claimed, share: float = _CONVERTED) -> Claimed:
    """A measure or an amount that is compared in another unit was rounded by whoever converted it."""
    top = max(abs(v) for v in (one.low, one.high, 0.0) if v is not None)
    return replace(one, grain=max(one.grain, share * top))


def gap(a: Figure, b: Figure, rates: Mapping[str, float] | None = None) -> float:
    """How far two values lie apart, 0–1: the relative difference; days count on a scale of a month."""
    one, two = claimed(a, rates), claimed(b, rates)
    if one is None or two is None:
        return 0.0
    x, y = _centre(one), _centre(two)
    if a.kind == "date":
        return min(abs(x - y) / 30.0, 1.0)
    top = max(abs(x), abs(y))
    return min(abs(x - y) / top, 1.0) if top else 0.0


def _centre(one: Claimed) -> float:
    if one.low is None:
        return one.high or 0.0
    return one.low if one.high is None else (one.low + one.high) / 2


def _same(one: Claimed, two: Claimed) -> bool:
    return (
        _close(one.low, two.low)
        and _close(one.high, two.high)
        and (one.low_open, one.high_open) == (two.low_open, two.high_open)
    )


def _close(x: float | None, y: float | None) -> bool:
    if x is None or y is None:
        return x is y
    return math.isclose(x, y, rel_tol=_SLACK, abs_tol=1e-9)


def _meet(one: Claimed, two: Claimed) -> bool:
    """Whether the intervals touch. An open end that meets the other's own bound counts: N may be N rounded."""
    low = max((c.low for c in (one, two) if c.low is not None), default=-math.inf)
    high = min((c.high for c in (one, two) if c.high is not None), default=math.inf)
    return low <= high or math.isclose(low, high, rel_tol=_SLACK)


def _rounds_to(exact: Claimed, coarse: Claimed) -> bool:
    """Whether the one value rounds or truncates to the other at the other's grain."""
    if coarse.grain <= 0:
        return False
    bounds = [v for v in (coarse.low, coarse.high) if v is not None]
    ends = [v for v in (exact.low, exact.high) if v is not None]
    for bound in bounds:
        for value in ends:
            apart = value - bound
            half = coarse.grain / 2 * (1 - 1e-9)
            whole = coarse.grain * (1 - 1e-9)
            if abs(apart) < half or (
                0 <= apart < whole and exact.grain < coarse.grain * 0.99 and whole < abs(bound) * 0.6
            ):
                return exact.grain <= coarse.grain * 1.01 or abs(apart) < exact.grain / 2
    return False


def _bounded_below(figure: Figure) -> bool:
    return figure.approximator in ("at_least", "more_than")


def _runs_with(a: Figure, one: Claimed, b: Figure, two: Claimed) -> bool:
    """Current counts, one of them `at least N`: they agree when the higher truncates to the lower."""
    (low_figure, low), (_, high) = sorted(
        ((a, one), (b, two)), key=lambda pair: (_centre(pair[1]), pair[0].approximator, pair[0].text)
    )
    if _close(_centre(low), _centre(high)):
        return True
    if not _bounded_below(low_figure):
        return _meet(low, high) or _rounds_to(low, high) or _rounds_to(high, low)
    value = abs(_centre(low))
    zeros = len(str(round(value))) - len(str(round(value)).rstrip("0")) if value >= 10 else 0
    step = 10.0**zeros if value >= 10 else 1.0
    return zeros > 0 and _centre(low) <= _centre(high) < _centre(low) + step
