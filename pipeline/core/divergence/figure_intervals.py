"""The interval that a figure claims, in base units, and the precision at which it is written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.model import Figure

_DIGITS = re.compile(r"\d[\d,\u00a0\u2009\u202f]*(?:\.\d+)?")
_SCALE = re.compile(
    r"(?<=[\d\s-])(?:(thousand|k\b)|(million|mn\b|mln\b|m\b)|(billion|bn\b|b\b)|(trillion|tn\b|trn\b))",
    re.IGNORECASE,
)
_ROUND = 0.1  # trailing zeros are taken as rounding up to this share of the value
_BARE = 100  # whole numbers below this are taken as counted out
_FINE_DIGITS = 3  # from so many digits on `about` is said of the last of them
_ABOUT_GRAINS = 2  # and hides so many of its steps
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
    low, high = _as_written(figure)
    step = grain(figure) if (low, high) == (figure.value_low, figure.value_high) else 0.0
    return Claimed(
        low=_linear(low, factor, offset),
        high=_linear(high, factor, offset),
        low_open=figure.low_open,
        high_open=figure.high_open,
        grain=step * factor,
        dimension=dimension(figure),
    )


def _as_written(figure: Figure) -> tuple[float | None, float | None]:
    """A figure's ends; `about` hides no more than the digits leave open: `some $146 billion` is not 149."""
    low, high = figure.value_low, figure.value_high
    if figure.approximator != "about" or low is None or high is None or figure.kind == "date":
        return low, high
    match = _DIGITS.search(figure.text)
    digits = re.sub(r"\D", "", match.group()).strip("0") if match else ""
    if len(digits) < _FINE_DIGITS:
        return low, high
    middle, slack = (low + high) / 2, min((high - low) / 2, _ABOUT_GRAINS * grain(figure))
    return middle - slack, middle + slack


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


def _grain_of_parts(value: float) -> float:
    """Halves are rounded to halves, quarters of an hour to quarters."""
    if not value % 1:
        return 1.0
    return 0.5 if not value % 0.5 else 0.25


def _grain_of_words(figure: Figure, value: float) -> float:
    if value < _BARE or not float(value).is_integer():
        return _grain_of_parts(value) if figure.kind == "duration" else 1.0
    zeros = len(str(int(value))) - len(str(int(value)).rstrip("0"))
    return _zeros(value, zeros, 1.0)
