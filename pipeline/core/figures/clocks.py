"""Clock times of a day: `6:52 a.m.`, `6.52am`, `3 p.m.`, `around noon`, on the day named beside them."""

from __future__ import annotations

from datetime import date

from pipeline.core.figures import moments
from pipeline.core.figures.calendar_words import MONTHS, RELATIVE_DAYS, WEEKDAYS, DateReading, ReadDate
from pipeline.core.figures.moments import Anchor, Span
from pipeline.core.figures.tokens import Tokens, integer_at


def read_clock(tokens: Tokens, i: int, anchor: Anchor, read_date: ReadDate) -> DateReading | None:
    """`6:52 a.m.`, `6.52am`, `3 p.m.`, `06:00 GMT`, `5 o'clock`."""
    minutes, at, fine = _minutes(tokens, i)
    if minutes is None:
        return None
    half = tokens.low(at).replace(".", "")
    if half in ("am", "pm", "a", "p") and not (half in ("a", "p") and tokens.low(at + 1) != "m"):
        hour = minutes // 60
        if hour > 12 or (half in ("a", "p") and not tokens.glued(at)):
            return None
        minutes = minutes % 720 + (720 if half[0] == "p" else 0)
        at += 1
    elif tokens.low(at) in ("o'clock", "o’clock"):
        at += 1
    elif not fine or (tokens.raw(i + 1) == ":" and tokens.raw(at) == ":"):
        return None
    if tokens.raw(at) in ("GMT", "BST", "EST", "EDT", "ET", "PT", "PST", "UTC", "CET", "CEST"):
        at += 1
    return _timed(tokens, i, at, minutes, "minute" if fine else "hour", anchor, read_date)


def _minutes(tokens: Tokens, i: int) -> tuple[int | None, int, bool]:
    """(minutes since midnight, next token, were minutes written)."""
    raw = tokens.raws[i]
    whole, dot, part = raw.partition(".")
    if dot and len(part) == 2 and whole.isdigit() and int(whole) < 24 and int(part) < 60:
        stated = tokens.low(i - 1) == "at" or tokens.phrase(i - 2, 2) in ("at around", "at about", "at some")
        if tokens.low(i + 1).replace(".", "") in ("am", "pm") or (stated and _ends_clause(tokens, i + 1)):
            return int(whole) * 60 + int(part), i + 1, True
        return None, i, False
    if not raw.isdigit() or int(raw) > 24:
        return None, i, False
    if (
        tokens.raw(i + 1) == ":"
        and tokens.glued(i + 1)
        and tokens.glued(i + 2)
        and len(tokens.raw(i + 2)) == 2
    ):
        minute = integer_at(tokens, i + 2, 0, 59)
        if minute is not None:
            return int(raw) * 60 + minute, i + 3, True
    return int(raw) * 60, i + 1, False


def _ends_clause(tokens: Tokens, i: int) -> bool:
    """Whether nothing that a number could measure follows: `at 6.52, and`, not `at 6.52 metres`."""
    return (tokens.kind(i) != "word" and tokens.raw(i) != "%") or tokens.low(i) in (
        "and",
        "on",
        "when",
        "but",
        "in",
        "the",
    )


def read_noon(tokens: Tokens, i: int, anchor: Anchor, read_date: ReadDate) -> DateReading | None:
    if tokens.low(i) == "midnight":
        return _timed(tokens, i, i + 1, 0, "hour", anchor, read_date)
    return _timed(tokens, i, i + 1, 720, "hour", anchor, read_date)


def _timed(
    tokens: Tokens, start: int, end: int, minutes: int, precision: str, anchor: Anchor, read_date: ReadDate
) -> DateReading:
    """A clock time on the day that is named beside it, else on the day of publication."""
    at = end + 1 if tokens.low(end) in ("on", ",", "local") else end
    at = at + 1 if tokens.low(at) == "time" else at
    at = at + 1 if tokens.low(at) == "on" else at
    day, stop = anchor.today, end
    if tokens.low(at) in WEEKDAYS or tokens.low(at) in MONTHS or tokens.low(at) in RELATIVE_DAYS:
        named = read_date(tokens, at, anchor)
        if named is not None and named.span.precision == "day":
            stop = named.end
            day = None if named.span.low is None else moments.day_of(named.span.low)
    else:
        day = _day_before(tokens, start, anchor, read_date) or day
    value = None if day is None else round(moments.number(day) + minutes / 1440, 6)
    return DateReading(start, stop, Span(value, value, "minute" if precision == "minute" else "hour"))


def _day_before(tokens: Tokens, start: int, anchor: Anchor, read_date: ReadDate) -> date | None:
    """The weekday or relative day named earlier in the sentence, within ten tokens."""
    for j in range(start - 1, max(-1, start - 11), -1):
        if tokens.low(j) in WEEKDAYS or tokens.low(j) in RELATIVE_DAYS:
            named = read_date(tokens, j, anchor)
            if named is not None and named.span.low is not None:
                return moments.day_of(named.span.low)
            return None
    return None
