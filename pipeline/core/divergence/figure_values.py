"""Whether two values can both be true: intervals, rounding, units.

Two figures are read as the intervals that they claim. A point also stands for what rounds or truncates to it at
the precision at which it is written, but only against the other side's own value: two points never agree merely
because both round to a third.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from pipeline.core.figures.dates import MONTHS, WEEKDAYS
from pipeline.model import Figure

Relation = Literal["equal", "compatible", "conflict", "different"]

_SLACK = 1e-6  # relative: what conversion between units may cost
_DIGITS = re.compile(r"\d[\d,\u00a0\u2009\u202f]*(?:\.\d+)?")
_SCALE = re.compile(
    r"(?<=[\d\s-])(?:(thousand|k\b)|(million|mn\b|mln\b|m\b)|(billion|bn\b|b\b)|(trillion|tn\b|trn\b))",
    re.IGNORECASE,
)
_CLOCK = ("minute", "hour")
_CONVERTED = 0.08  # of a value: what rounding in the other unit may hide
_ROUND = 0.1  # trailing zeros are taken as rounding up to this share of the value
_BARE = 100  # whole numbers below this are taken as counted out
_FRACTION_SLACK = 1.5  # percent: `a third` of anything between 31.8 and 34.8


@dataclass(frozen=True, slots=True)
class Claimed:
    """The interval that a figure claims, in a base unit; None is an open end."""

    low: float | None
    high: float | None
    low_open: bool
    high_open: bool
    grain: float  # width of what rounds to it, in the base unit
    dimension: str


@cache
def _registry() -> Any:
    import pint

    return pint.UnitRegistry(cache_folder=None)


@cache
def base_unit(unit: str) -> tuple[float, float, str] | None:
    """(factor, offset, dimension) that turn a value in pint's unit into its base unit; None when unknown."""
    try:
        registry = _registry()
        zero = registry.Quantity(0.0, unit).to_base_units()
        one = registry.Quantity(1.0, unit).to_base_units()
    except Exception:  # pint raises many kinds, all of which mean: no such unit
        return None
    return float(one.magnitude - zero.magnitude), float(zero.magnitude), str(one.dimensionality)


def dimension(figure: Figure) -> str:
    """Figures of one dimension can be compared: its kind and what its unit measures."""
    unit = figure.unit or ""
    if figure.kind == "money":
        return f"money {_per(unit)}"
    if figure.kind in ("duration", "measure") and unit:
        if unit in ("magnitude", "degree"):
            return f"{figure.kind} {'[temperature]' if unit == 'degree' else unit}"
        known = base_unit(unit)
        return f"{figure.kind} {known[2] if known else unit}"
    if figure.kind == "date":
        return "date"
    return f"{figure.kind} {unit}"


def _per(unit: str) -> str:
    """What an amount is counted by; periods of time are one dimension."""
    _, _, per = unit.partition(" / ")
    return "[time]" if per in ("hour", "day", "week", "month", "year") else per


def currency(figure: Figure) -> str:
    """The currency of an amount: its ISO code, else the word that it was given with."""
    code = (figure.unit or "").partition(" / ")[0]
    if code:
        return code
    words = re.findall(r"[a-z]+", figure.text.lower())
    last = words[-1].removesuffix("s") if words else ""
    return "" if last in ("million", "billion", "trillion", "thousand", "m", "bn") else last


def claimed(figure: Figure, rates: Mapping[str, float] | None = None) -> Claimed | None:
    """A figure's interval in base units; None when it has no value."""
    if figure.value_low is None and figure.value_high is None:
        return None
    factor, offset = 1.0, 0.0
    if figure.kind in ("duration", "measure") and figure.unit and figure.unit not in ("magnitude", "degree"):
        known = base_unit(figure.unit)
        if known is not None:
            factor, offset = known[0], known[1]
    elif figure.unit == "degree":
        factor, offset = 1.0, 273.15
    elif figure.kind == "money":
        factor = (rates or {}).get(currency(figure), 1.0) * _yearly(figure.unit or "")
    return Claimed(
        low=_linear(figure.value_low, factor, offset),
        high=_linear(figure.value_high, factor, offset),
        low_open=figure.low_open,
        high_open=figure.high_open,
        grain=grain(figure) * factor,
        dimension=dimension(figure),
    )


def _linear(value: float | None, factor: float, offset: float) -> float | None:
    return None if value is None else value * factor + offset


def _yearly(unit: str) -> float:
    per = unit.partition(" / ")[2]
    return {"hour": 8760.0, "day": 365.25, "week": 365.25 / 7, "month": 12.0}.get(per, 1.0)


def grain(figure: Figure) -> float:
    """The width of the interval that is written as this value: `3.1 billion` 0.1 billion, `26,000` 1,000."""
    value = figure.value_low if figure.value_low is not None else figure.value_high
    if value is None or figure.kind in ("date", "rank"):
        return 0.0
    match = _DIGITS.search(figure.text)
    if figure.kind == "percent" and match is None:
        return 2 * _FRACTION_SLACK
    if match is None:
        return _grain_of_words(figure, abs(value))
    raw = re.sub(r"[^\d.]", "", match.group())
    scale = _scale(figure.text)
    decimals = len(raw.partition(".")[2])
    if decimals:
        return 10.0**-decimals * scale
    zeros = len(raw) - len(raw.rstrip("0"))
    if scale > 1.0 and not zeros:
        return scale
    return max(_zeros(abs(value), zeros, scale), 1.0 if scale == 1.0 else 0.0)


def _zeros(value: float, zeros: int, scale: float) -> float:
    """Trailing zeros are rounding, but not without limit, and not in numbers that are counted out."""
    if value < _BARE:
        return 1.0
    return min(scale * 10.0**zeros, max(_ROUND * value, scale))


def _scale(text: str) -> float:
    match = _SCALE.search(text)
    if match is None:
        return 1.0
    return (1e3, 1e6, 1e9, 1e12)[(match.lastindex or 1) - 1]


def _grain_of_words(figure: Figure, value: float) -> float:
    if value < _BARE or not float(value).is_integer():
        return 0.5 if figure.kind == "duration" and value % 1 else 1.0
    zeros = len(str(int(value))) - len(str(int(value)).rstrip("0"))
    return _zeros(value, zeros, 1.0)


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
    if _same(one, two) or _same_weekday(a, b):
        return "equal"
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


_WHICH = frozenset(("last", "next", "this"))


def _names_day(figure: Figure) -> bool:
    """Whether a clock time comes with its day."""
    words = re.findall(r"[a-z]+", figure.text.lower())
    return any(w in WEEKDAYS or w in MONTHS or w in ("today", "yesterday", "tomorrow") for w in words)


def _whole_days(one: Claimed) -> Claimed:
    low = None if one.low is None else float(math.floor(one.low + 1e-9))
    high = None if one.high is None else float(math.floor(one.high + 1e-9))
    return replace(one, low=low, high=low if high is None else high)


def _converted(one: Claimed) -> Claimed:
    """A measure that is compared in another unit was rounded by whoever converted it."""
    top = max(abs(v) for v in (one.low, one.high, 0.0) if v is not None)
    return replace(one, grain=max(one.grain, _CONVERTED * top))


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
