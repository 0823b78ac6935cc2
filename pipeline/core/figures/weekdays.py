"""Days told from the day of publication: `Tuesday`, `last Friday`, `this morning`, `next week`, `Monday 21`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from pipeline.core.figures import moments
from pipeline.core.figures.calendar_words import (
    MONTHS,
    ORDINAL_DAYS,
    PARTS_OF_DAY,
    RELATIVE_DAYS,
    WEEKDAYS,
    DateReading,
    ReadDate,
    day_of_month,
)
from pipeline.core.figures.moments import Anchor, Span
from pipeline.core.figures.numeric_dates import month_and_day
from pipeline.core.figures.tokens import Tokens

_SHIFTS = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "upcoming": 1, "following": 1}
_ABBREVIATED = frozenset("sun sat mon wed fri tue thu tues thur thurs".split())
_NAMED_DAYS = frozenset("super black good ash cyber easter fat palm holy maundy bloody shrove giving".split())
_AFTER_ABBREVIATION = (".", ",")


def read_weekday(
    tokens: Tokens, start: int, i: int, anchor: Anchor, read_date: ReadDate
) -> DateReading | None:
    """`Tuesday`, `Tuesday afternoon`, `Friday, 24 April`, `Sunday, Dec. 31, 2017`, `Monday 21`."""
    if not _is_weekday(tokens, i):
        return None
    index, modifier = WEEKDAYS[tokens.lows[i]], tokens.low(i - 1) if start != i else ""
    at = i + 2 if tokens.raw(i + 1) == "." and tokens.lows[i] in _ABBREVIATED else i + 1
    follows = at + 1 if tokens.raw(at) == "," else at
    if tokens.low(follows) in MONTHS or (tokens.low(follows + 1) in MONTHS and tokens.kind(follows) == "num"):
        dated = read_date(tokens, follows, anchor)
        if dated is not None and dated.span.precision == "day":
            return with_part_of_day(tokens, replace(dated, start=start))
    if tokens.kind(at) == "num" and (slashed := month_and_day(tokens, at, anchor, index)):
        return DateReading(start, slashed[1], moments.on_day(slashed[0]))
    if start == i and (numbered := _numbered(tokens, at, anchor, index, tokens.starts[i])):
        return DateReading(i, numbered[1], moments.on_day(numbered[0]))
    if start == i and (week := _week_behind(tokens, at, anchor)):
        return DateReading(i, week[1], moments.on_day(_in_week(anchor, index, week[0])))
    if modifier == "following" and tokens.low(start - 1) == "the":
        return DateReading(start, i + 1, moments.on_day(None))  # told from another day than today
    found = moments.weekday(anchor, index, modifier, tokens.starts[start])
    return with_part_of_day(tokens, DateReading(start, i + 1, moments.on_day(found)))


def _is_weekday(tokens: Tokens, i: int) -> bool:
    """Whether a day's name stands for the day: in full in any case, short with a capital and a sign of a date."""
    low = tokens.lows[i]
    if tokens.low(i - 1) in _NAMED_DAYS and tokens.raw(i - 1)[0].isupper():
        return False
    if low not in _ABBREVIATED:
        return True
    if not tokens.raws[i][0].isupper():
        return False
    if low not in ("sun", "sat", "mon", "wed", "fri"):
        return True
    behind = tokens.low(i + 1)
    return (
        behind in _AFTER_ABBREVIATION
        or behind in MONTHS
        or day_of_month(tokens, i + 1, suffix=True) is not None
    )


def _numbered(
    tokens: Tokens, at: int, anchor: Anchor, index: int, position: int
) -> tuple[date | None, int] | None:
    """`Mon 13th`, `Tuesday the eleventh`, `Monday 21.`: the nearest such day; `Friday 21 people` is none."""
    spelled = tokens.low(at) == "the"
    found = day_of_month(tokens, at + spelled, suffix=True) if spelled or tokens.kind(at) == "num" else None
    if found is None and not spelled:
        found = day_of_month(tokens, at, suffix=False)
        if found is not None and (tokens.kind(found[1]) != "sym" or tokens.raw(found[1]) not in ".,!?;:)"):
            return None
    if found is None or (
        spelled and tokens.kind(found[1]) == "word" and tokens.low(found[1]) not in ("at", "and")
    ):
        return None
    return moments.numbered_weekday(anchor, index, found[0], position), found[1]


def _week_behind(tokens: Tokens, at: int, anchor: Anchor) -> tuple[int, int] | None:
    """(weeks from this one, next token) of `of last week`, `of the following week`."""
    if tokens.low(at) != "of":
        return None
    which = at + 2 if tokens.low(at + 1) == "the" else at + 1
    shift = 0 if tokens.low(which) == "this" else _SHIFTS.get(tokens.low(which))
    if shift is None or tokens.low(which + 1) != "week" or anchor.today is None:
        return None
    return shift, which + 2


def _in_week(anchor: Anchor, index: int, weeks: int) -> date | None:
    today = anchor.today
    return None if today is None else today + timedelta(days=7 * weeks + index - today.weekday())


def with_part_of_day(tokens: Tokens, reading: DateReading) -> DateReading:
    """A part of the day behind a date belongs to its words; its precision stays the day."""
    return replace(reading, end=reading.end + 1) if tokens.low(reading.end) in PARTS_OF_DAY else reading


def read_relative_day(tokens: Tokens, i: int, anchor: Anchor) -> DateReading | None:
    """`yesterday`, `tonight`, `tomorrow morning`; not `today's`."""
    if tokens.low(i) in ("today", "tonight") and tokens.low(i + 1) in ("'", "’"):
        return None
    if tokens.phrase(i - 1, 2) == "usa today" and tokens.raw(i)[0].isupper():
        return None
    day = None if anchor.today is None else anchor.today + timedelta(days=RELATIVE_DAYS[tokens.lows[i]])
    return with_part_of_day(tokens, DateReading(i, i + 1, moments.on_day(day)))


def read_modified(tokens: Tokens, i: int, anchor: Anchor, read_date: ReadDate) -> DateReading | None:
    """`last Tuesday`, `this morning`, `last night`, `next month`, `last year`, `earlier this week`."""
    modifier, word = tokens.lows[i], tokens.low(i + 1)
    if modifier in ("earlier", "later"):
        inner = read_modified(tokens, i + 1, anchor, read_date) if word in ("this", "last", "next") else None
        return None if inner is None else replace(inner, start=i)
    if modifier == "this" and word in ("past", "coming", "upcoming", "last", "next"):
        inner = read_modified(tokens, i + 1, anchor, read_date)
        return None if inner is None else replace(inner, start=i)
    if word in WEEKDAYS:
        return read_weekday(tokens, i, i + 1, anchor, read_date)
    if word in MONTHS and tokens.raw(i + 1)[0].isupper():
        return _modified_month(tokens, i, anchor, modifier)
    return _modified_period(tokens, i, anchor, modifier, word)


def _modified_period(tokens: Tokens, i: int, anchor: Anchor, modifier: str, word: str) -> DateReading | None:
    shift, today = _SHIFTS.get(modifier, 0), anchor.today
    if word == "week" and modifier in ("previous", "following"):
        found = _week(tokens, i, anchor, shift)
        return found if found.end > i + 2 else None  # alone it is told from another time than now
    if modifier in ("past", "previous", "following") or (
        shift and word in ("morning", "afternoon", "evening")
    ):
        return None
    if word in PARTS_OF_DAY:
        day = None if today is None else today + timedelta(days=shift)
        return DateReading(i, i + 2, moments.on_day(day))
    if word == "week":
        return _week(tokens, i, anchor, shift)
    if word == "month":
        span = (
            moments.in_month(None, 1)
            if today is None
            else moments.in_month(*moments.shifted_months(today, shift))
        )
        return DateReading(i, i + 2, span)
    if word == "year" and tokens.low(i + 2) != "-":
        span = Span(None, None, "year") if today is None else moments.in_year(today.year + shift)
        return DateReading(i, i + 2, span)
    return None


def _week(tokens: Tokens, i: int, anchor: Anchor, shift: int) -> DateReading:
    """`last week`, and the day of it that is named behind: `next week Monday`, `next week on Tuesday`."""
    if anchor.today is None:
        return DateReading(i, i + 2, Span(None, None, "day"))
    at = i + 3 if tokens.low(i + 2) in ("on", "-") else i + 2
    if tokens.low(at) in WEEKDAYS and (_is_weekday(tokens, at) or tokens.raw(at)[0].isupper()):
        return DateReading(i, at + 1, moments.on_day(_in_week(anchor, WEEKDAYS[tokens.lows[at]], shift)))
    monday = moments.number(anchor.today - timedelta(days=anchor.today.weekday())) + 7 * shift
    return DateReading(i, i + 2, Span(monday, monday + 6, "day"))


def _modified_month(tokens: Tokens, i: int, anchor: Anchor, modifier: str) -> DateReading:
    month, today = MONTHS[tokens.lows[i + 1]], anchor.today
    if today is None:
        return DateReading(i, i + 2, moments.in_month(None, month))
    year = today.year
    if modifier in ("next", "coming", "upcoming", "following"):
        year += month <= today.month
    elif modifier in ("last", "past", "previous"):
        year -= month >= today.month
    return DateReading(i, i + 2, moments.in_month(year, month))


def read_nth(tokens: Tokens, i: int, anchor: Anchor) -> DateReading | None:
    """`on the 18th`, `the 15th day of next month`: a day of a month by its number alone."""
    found = day_of_month(tokens, i, suffix=True)
    if found is None:
        return None
    day, at = found
    if tokens.phrase(at, 2) == "day of":
        at += 2
        if tokens.low(at) in MONTHS:
            month = MONTHS[tokens.lows[at]]
            return DateReading(
                i, at + 1, moments.on_day(moments.day_of_year(anchor, month, day, tokens.starts[i]))
            )
        shift = {"this": 0, "next": 1, "last": -1}.get(tokens.low(at))
        if shift is None or tokens.low(at + 1) != "month" or anchor.today is None:
            return None
        year, month = moments.shifted_months(anchor.today, shift)
        return DateReading(i, at + 2, moments.on_day(moments.safe_day(year, month, day)))
    ends = tokens.raw(at) in (".", ",", ";", "!", "?", "") or tokens.low(at) in ("and", "at", "when", "after")
    if tokens.phrase(i - 2, 2) != "on the" or not ends or tokens.low(i) in ORDINAL_DAYS:
        return None
    return DateReading(i, at, moments.on_day(moments.nearest_numbered(anchor, day, tokens.starts[i])))
