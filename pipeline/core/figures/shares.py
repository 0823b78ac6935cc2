"""Shares of a whole: `two-thirds`, `one in five`, `seven out of ten`, `per cent of twenty-two`."""

from __future__ import annotations

from pipeline.core.figures import units
from pipeline.core.figures.fractions import read_fraction
from pipeline.core.figures.number_words import Numeral
from pipeline.core.figures.numerals import read_numeral
from pipeline.core.figures.quantity import Quantity
from pipeline.core.figures.tokens import Tokens

_SPELLED_OUT = 3  # letters from which a unit is a word, and no letter that stands for one


def fraction(tokens: Tokens, i: int) -> list[Quantity]:
    share = read_fraction(tokens, i)
    if share is None or tokens.low(share.end) in units.DURATIONS:
        return []
    if tokens.phrase(share.end, 2) in ("of a", "of an"):
        return _of_unit(tokens, share)
    return [share_of(share)]


def _of_unit(tokens: Tokens, part: Numeral) -> list[Quantity]:
    """`a quarter of an hour`, `three quarters of a mile`; a part of anything else is no figure."""
    word = tokens.low(part.end + 2)
    if len(word) < _SPELLED_OUT:
        return []
    end = part.end + 3
    if word in units.DURATIONS:
        return [Quantity(part.start, end, part.low, part.low, "duration", units.DURATIONS[word])]
    if word in units.MEASURES:
        return [Quantity(part.start, end, part.low, part.low, "measure", units.MEASURES[word])]
    return []


def share_of(part: Numeral) -> Quantity:
    value = float(f"{part.low * 100:.12g}")
    return Quantity(part.start, part.end, value, value, "percent", "percent")


def inverted(tokens: Tokens, numeral: Numeral) -> Quantity | None:
    """`per cent of twenty-two` alone: the number stands behind its unit."""
    i = numeral.start
    start = i - 3 if tokens.phrase(i - 3, 3) == "per cent of" else i - 2
    told = tokens.phrase(start, i - start)
    if (
        told not in ("per cent of", "percent of", "percents of")
        or start != 0
        or tokens.kind(numeral.end) == "word"
    ):
        return None
    return Quantity(0, numeral.end, numeral.low, numeral.high, "percent", "percent")


def ratio(tokens: Tokens, top: Numeral) -> Quantity | None:
    """`one in five`, `seven out of ten`, `seven schools in ten`, `two in every five`."""
    at = top.end
    if (
        (
            tokens.kind(at) == "word"
            and tokens.low(at + 1) in ("in", "out")
            and tokens.low(at) not in ("in", "out")
        )
        and tokens.low(at).endswith("s")
        and tokens.low(at) not in units.DURATIONS
    ):
        at += 1
    if tokens.phrase(at, 2) == "out of":
        at += 2
    elif tokens.low(at) == "in":
        at += 1
    else:
        return None
    at = at + 1 if tokens.low(at) in ("every", "each") else at
    bottom = read_numeral(tokens, at)
    if bottom is None or not top.is_point or not bottom.is_point or not 0 < top.low < bottom.low:
        return None
    if tokens.low(bottom.end) in units.DURATIONS or tokens.low(bottom.end) in units.MEASURES:
        return None
    if (bottom.form == "digits" and (1900 <= bottom.low <= 2100 or bottom.low % 1)) or top.low > 99:
        return None
    if (
        at - top.end > 1
        and tokens.low(top.end) not in ("in", "out")
        and bottom.low not in (5.0, 10.0, 100.0, 1000.0, 3.0, 4.0)
    ):
        return None
    value = float(f"{100 * top.low / bottom.low:.12g}")
    return Quantity(top.start, bottom.end, value, value, "percent", "percent")
