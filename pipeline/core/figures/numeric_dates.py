"""Dates in figures: `2023-10-07`, `13/10/2023`, `05-Aug-2016`, `20231007`, `7/6` behind a weekday."""

from __future__ import annotations

from datetime import date

from pipeline.core.figures import moments
from pipeline.core.figures.calendar_words import MONTHS, DateReading
from pipeline.core.figures.moments import Anchor, Span
from pipeline.core.figures.tokens import Tokens, integer_at

_UNKNOWN_DAY = Span(None, None, "day")
_SHORT_YEAR_PIVOT = 40  # two figures of a year from here on are of the last century


def read_numeric(tokens: Tokens, i: int) -> DateReading | None:
    """A date of three parts joined by one sign, and eight figures that are one.

    Of `13/10/2023` and `10/13/2023` only one order is possible; where both are, it is no date.
    """
    if found := _eight_figures(tokens.raw(i)):
        joined = tokens.glued(i + 1) and tokens.raw(i + 1) not in ".,;:!?)-"
        return None if joined else DateReading(i, i + 1, moments.on_day(found))
    mark = tokens.raw(i + 1)
    if (
        mark not in ("-", "/")
        or tokens.raw(i + 3) != mark
        or not tokens.glued(i + 1)
        or not tokens.glued(i + 3)
    ):
        return None
    parts = [tokens.low(i), tokens.low(i + 2), tokens.low(i + 4)]
    if parts[1] in MONTHS:
        return _named(i, parts)
    if not all(part.isdigit() for part in parts):
        return None
    span = _of_parts(parts)
    return None if span is None else DateReading(i, i + 5, span)


def _eight_figures(raw: str) -> date | None:
    if len(raw) != 8 or not raw.isdigit() or not 1900 <= int(raw[:4]) <= 2100:
        return None
    return moments.safe_day(int(raw[:4]), int(raw[4:6]), int(raw[6:]))


def _of_parts(parts: list[str]) -> Span | None:
    first, second, third = map(int, parts)
    if len(parts[0]) == 4:
        return _day(first, second, third)
    if len(parts[2]) == 2 and len(parts[0]) <= 2 and second > 12 >= first:
        return _day(third + (1900 if third >= _SHORT_YEAR_PIVOT else 2000), first, second)
    if len(parts[2]) != 4:
        return None
    if first > 12 >= second:
        return _day(third, second, first)
    if second > 12 >= first or first == second:
        return _unless_wrong(third, first, second)
    return None


def _day(year: int, month: int, day: int) -> Span | None:
    found = moments.safe_day(year, month, day)
    return None if found is None else moments.on_day(found)


def _unless_wrong(year: int, month: int, day: int) -> Span | None:
    """A day that its month lacks (`2/30/2019`) is a date that cannot be resolved."""
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return _day(year, month, day) or _UNKNOWN_DAY


def _named(i: int, parts: list[str]) -> DateReading | None:
    """`05-Aug-2016`, `2019/aug/01`."""
    ends = [parts[0], parts[2]]
    years = [p for p in ends if len(p) == 4 and p.isdigit()]
    days = [p for p in ends if len(p) <= 2 and p.isdigit()]
    if len(years) != 1 or len(days) != 1:
        return None
    found = moments.safe_day(int(years[0]), MONTHS[parts[1]], int(days[0]))
    return None if found is None else DateReading(i, i + 5, moments.on_day(found))


def month_and_day(tokens: Tokens, i: int, anchor: Anchor, weekday: int) -> tuple[date, int] | None:
    """(day, next token) of `7/6` behind a weekday: in the order and year in which that day is so named, else as
    month and day of the nearest year.
    """
    first, second = integer_at(tokens, i, 1, 31), integer_at(tokens, i + 2, 1, 31)
    if first is None or second is None or tokens.raw(i + 1) != "/" or not tokens.glued(i + 1):
        return None
    today = anchor.today
    if tokens.raw(i + 3) == "/" or today is None:
        return None
    years = (today.year, today.year + 1, today.year - 1)
    for month, day in ((first, second), (second, first)):
        for year in years:
            found = moments.safe_day(year, month, day) if month <= 12 else None
            if found is not None and found.weekday() == weekday:
                return found, i + 3
    found = moments.safe_day(today.year, first, second) if first <= 12 else None
    return None if found is None else (found, i + 3)
