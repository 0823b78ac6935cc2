"""Parts of months and years: `early June`, `the end of 2019`, `the first quarter of 2026`."""

from __future__ import annotations

from dataclasses import replace

from pipeline.core.figures import moments
from pipeline.core.figures.calendar_words import MONTHS, WEEKDAYS, DateReading, ReadDate
from pipeline.core.figures.moments import Anchor, Span
from pipeline.core.figures.tokens import Tokens
from pipeline.core.figures.weekdays import read_modified
from pipeline.core.figures.years import year_at

QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}
_SHIFTS = {"next": 1, "this": 0, "last": -1}


def read_part(tokens: Tokens, i: int, anchor: Anchor, read_date: ReadDate) -> DateReading | None:
    """`early June`, `mid-2019`, `the end of June`, `midyear`, `early on Sunday`."""
    word, at = tokens.lows[i], i + 1
    if word == "midyear":
        year = None if anchor.today is None else anchor.today.year
        return DateReading(i, at, moments.in_months(year, 6, 7))
    if word in ("end", "middle", "beginning", "start"):
        if tokens.low(at) != "of":
            return None
        at += 1
    elif tokens.low(at) in ("-", "on", "in"):
        at += 1
    if tokens.low(at) in ("the", "early", "late", "mid"):
        return None
    inner = _whole(tokens, i, at, anchor, read_date)
    return None if inner is None else DateReading(i, inner.end, _narrowed(inner.span, word))


def _whole(tokens: Tokens, i: int, at: int, anchor: Anchor, read_date: ReadDate) -> DateReading | None:
    """The month, year, week or day at a token, a part of which is named."""
    word = tokens.low(at)
    if word in MONTHS and tokens.raw(at)[0].isupper():
        return read_date(tokens, at, anchor) or DateReading(
            at, at + 1, moments.month_without_year(anchor, MONTHS[word], tokens.starts[i])
        )
    if word in _SHIFTS:
        return read_modified(tokens, at, anchor, read_date)
    if tokens.kind(at) == "num" or word in WEEKDAYS:
        return read_date(tokens, at, anchor)
    return None


def _narrowed(span: Span, word: str) -> Span:
    """`early`, `mid`, `late` halves of a month or year keep its precision; `end` is its last part."""
    if (
        span.low is None
        or span.high is None
        or span.precision not in ("month", "year")
        or span.high <= span.low
    ):
        return span
    width = span.high - span.low
    match word:
        case "early" | "beginning" | "start":
            return replace(span, high=span.low + (width // 3 if word != "early" else width // 2))
        case "late" | "end":
            return replace(span, low=span.high - (width // 3 if word == "end" else width // 2))
        case _:
            return replace(span, low=span.low + width // 4, high=span.high - width // 4)


def read_quarter(tokens: Tokens, i: int, anchor: Anchor) -> DateReading | None:
    """`the first quarter of 2026`, `the first three months of next year`, `the second half of 2019`."""
    which, at = QUARTERS[tokens.lows[i]], i + 1
    if tokens.low(at) == "quarter":
        first, last, at = 3 * which - 2, 3 * which, at + 1
    elif tokens.low(at) == "half" and which <= 2:
        first, last, at = 6 * which - 5, 6 * which, at + 1
    elif tokens.phrase(at, 2) in ("three months", "six months", "two months") and which == 1:
        first, last, at = 1, {"three": 3, "six": 6, "two": 2}[tokens.low(at)], at + 2
    else:
        return None
    if tokens.low(at) == "of":
        at += 1
    year = year_at(tokens, at)
    if year:
        return DateReading(i, at + 1, moments.in_months(year, first, last))
    if tokens.low(at) in _SHIFTS and tokens.low(at + 1) == "year":
        base = None if anchor.today is None else anchor.today.year + _SHIFTS[tokens.low(at)]
        return DateReading(i, at + 2, moments.in_months(base, first, last))
    return None
