"""Dates and clock times in a sentence: `Oct. 7`, `last Tuesday`, `in May 2023`, `the 1990s`, `6.52am`."""

from __future__ import annotations

from pipeline.core.figures import moments
from pipeline.core.figures.calendar_words import (
    MONTHS,
    ORDINAL_DAYS,
    RELATIVE_DAYS,
    WEEKDAYS,
    DateReading,
    day_of_month,
)
from pipeline.core.figures.clocks import read_clock, read_noon
from pipeline.core.figures.moments import Anchor
from pipeline.core.figures.numerals import read_numeral
from pipeline.core.figures.numeric_dates import read_numeric
from pipeline.core.figures.periods import QUARTERS, read_part, read_quarter
from pipeline.core.figures.tokens import Tokens, integer_at
from pipeline.core.figures.units import DURATIONS
from pipeline.core.figures.weekdays import (
    read_modified,
    read_nth,
    read_relative_day,
    read_weekday,
    with_part_of_day,
)
from pipeline.core.figures.years import read_short_decade, read_year, year_at

_MODIFIERS = frozenset("last next this past coming previous following earlier later".split())
_PARTS = frozenset("midyear mid early late end middle beginning start".split())
_MONTH_BEFORE = frozenset(
    "after before between by during early every from in late last mid next of past since this through throughout "
    "till to until and - ,".split()
)
_DAY_BEFORE = frozenset("on in by of since until till from before after between".split())
_ALSO_WORDS = frozenset("may march mar".split())  # months that in small letters are words of another meaning
_AGO_WORDS = {"a": 1.0, "an": 1.0, "one": 1.0}
_FROM_NOW = ("from now", "from today", "after today")


def read_date(tokens: Tokens, i: int, anchor: Anchor) -> DateReading | None:
    """The date or time that starts at token i (an article or `early` before it included), or None."""
    kind, low = tokens.kind(i), tokens.low(i)
    if kind == "num":
        return (
            read_clock(tokens, i, anchor, read_date)
            or _day_first(tokens, i, anchor)
            or read_numeric(tokens, i)
            or read_nth(tokens, i, anchor)
            or read_year(tokens, i)
        )
    if kind == "sym":
        return read_short_decade(tokens, i)
    if low in MONTHS:
        return _month_first(tokens, i, anchor)
    if low in WEEKDAYS:
        return read_weekday(tokens, i, i, anchor, read_date)
    if low in RELATIVE_DAYS:
        return read_relative_day(tokens, i, anchor)
    if low in QUARTERS and (found := read_quarter(tokens, i, anchor)):
        return found
    if low in _MODIFIERS:
        return read_modified(tokens, i, anchor, read_date)
    if low in ("noon", "midday", "midnight"):
        return read_noon(tokens, i, anchor, read_date)
    if low in _PARTS:
        return read_part(tokens, i, anchor, read_date)
    if low in ORDINAL_DAYS or low in ("twenty", "thirty"):
        return _ordinal_of_month(tokens, i, anchor)
    return None


def read_ago(tokens: Tokens, i: int, anchor: Anchor) -> DateReading | None:
    """`four months ago`, `a week ago`, `two weeks from now`: the time that it names."""
    if tokens.low(i) in _AGO_WORDS and tokens.low(i + 1) in DURATIONS:
        amount, at = 1.0, i + 1
    else:
        numeral = read_numeral(tokens, i)
        if numeral is None or numeral.high is None:
            return None
        amount, at = (numeral.low + numeral.high) / 2, numeral.end
    unit = DURATIONS.get(tokens.low(at))
    if tokens.phrase(at + 1, 3) == "and a half":
        amount, at = amount + 0.5, at + 3
    if unit is None:
        return None
    if tokens.low(at + 1) == "ago":
        return DateReading(i, at + 2, moments.ago(anchor, amount, unit))
    if tokens.phrase(at + 1, 2) in _FROM_NOW:
        return DateReading(i, at + 3, moments.ago(anchor, -amount, unit))
    return None


# ---------------------------------------------------------------- days and months


def _after_stop(tokens: Tokens, i: int) -> int:
    return i + 1 if tokens.raw(i) == "." and tokens.glued(i) else i


def _is_month(tokens: Tokens, i: int) -> bool:
    """Whether a month's name beside a day or year is the month: in small letters `may 5` only behind `on`."""
    if tokens.raws[i][0].isupper():
        return True
    return tokens.lows[i] not in _ALSO_WORDS or tokens.low(i - 1) in _DAY_BEFORE


def _month_first(tokens: Tokens, i: int, anchor: Anchor) -> DateReading | None:
    """`Oct. 7`, `October 7, 2023`, `May 2023`, `in May`, `Oct/2`."""
    if not _is_month(tokens, i):
        return None
    month, at = MONTHS[tokens.lows[i]], _after_stop(tokens, i + 1)
    between = tokens.raw(at) == "," or tokens.low(at) == "of"
    if year := year_at(tokens, at + between):
        return DateReading(i, at + between + 1, moments.in_month(year, month))
    if found := _day_behind(tokens, at):
        return _with_year(tokens, i, found[1], month, found[0], anchor)
    if not tokens.raws[i][0].isupper():
        return None
    before = tokens.low(i - 1)
    unsure = tokens.lows[i] in ("may", "march", "mar", "jan", "sun", "sat") or before not in _MONTH_BEFORE
    if unsure and before not in _MONTH_BEFORE - {"and", ",", "-", "to"}:
        return None
    return DateReading(i, i + 1, moments.month_without_year(anchor, month, tokens.starts[i]))


def _day_behind(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """(day, next token) behind a month: `7`, `7th`, `the 7th`, `/7`, `twenty-second`."""
    if tokens.raw(at) == "/" and tokens.glued(at) and tokens.raw(at + 2) != "/":
        day = integer_at(tokens, at + 1, 1, 31)
        return None if day is None else (day, at + 2)
    if tokens.raw(at) == ",":
        return day_of_month(tokens, at + 1, suffix=True) if tokens.kind(at + 1) == "num" else None
    if tokens.low(at) == "the":
        return day_of_month(tokens, at + 1, suffix=True) or day_of_month(tokens, at + 1, suffix=False)
    return day_of_month(tokens, at, suffix=True) or day_of_month(tokens, at, suffix=False)


def _with_year(
    tokens: Tokens, start: int, end: int, month: int, day: int, anchor: Anchor
) -> DateReading | None:
    at = end + 1 if tokens.raw(end) == "," or tokens.low(end) in ("of", "in") else end
    year = year_at(tokens, at)
    if year:
        found, end = moments.safe_day(year, month, day), at + 1
    else:
        found = moments.day_of_year(anchor, month, day, tokens.starts[start])
    return with_part_of_day(tokens, DateReading(start, end, moments.on_day(found)))


def _day_first(tokens: Tokens, i: int, anchor: Anchor) -> DateReading | None:
    """`7 October`, `7th of October 2023`."""
    found = day_of_month(tokens, i, suffix=True) or day_of_month(tokens, i, suffix=False)
    if found is None:
        return None
    day, at = found
    bare = at == i + 1
    at = at + 1 if tokens.low(at) == "of" else at
    if tokens.low(at) not in MONTHS or not (
        tokens.raw(at)[0].isupper() or not bare or _is_lower_month(tokens, at)
    ):
        return None
    end = _after_stop(tokens, at + 1) if len(tokens.raw(at)) <= 4 and tokens.kind(at + 2) == "num" else at + 1
    return _with_year(tokens, i, end, MONTHS[tokens.lows[at]], day, anchor)


def _is_lower_month(tokens: Tokens, at: int) -> bool:
    return tokens.lows[at] not in _ALSO_WORDS or tokens.low(at - 2) in _DAY_BEFORE


def _ordinal_of_month(tokens: Tokens, i: int, anchor: Anchor) -> DateReading | None:
    """`the second of June`, `the twenty-third day of September`."""
    found = day_of_month(tokens, i, suffix=True)
    if found is None:
        return None
    day, at = found
    if tokens.low(at) == "day":
        return read_nth(tokens, i, anchor)
    if tokens.low(at) != "of" or tokens.low(at + 1) not in MONTHS:
        return None
    return _with_year(tokens, i, at + 2, MONTHS[tokens.lows[at + 1]], day, anchor)
