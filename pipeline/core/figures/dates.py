"""Dates and clock times in a sentence: `Oct. 7`, `last Tuesday`, `in May 2023`, `the 1990s`, `6.52am`."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from pipeline.core.figures import moments
from pipeline.core.figures.calendar_words import MONTHS, RELATIVE_DAYS, WEEKDAYS, DateReading
from pipeline.core.figures.clocks import read_clock, read_noon
from pipeline.core.figures.moments import Anchor, Span
from pipeline.core.figures.numerals import read_numeral
from pipeline.core.figures.tokens import Tokens, integer_at
from pipeline.core.figures.units import DURATIONS

_PARTS = frozenset("morning afternoon evening night lunchtime".split())
_ORDINAL_DAYS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=1,
    )
}
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 4, "last": 4}
_YEAR_BEFORE = frozenset(
    "after around before between by circa during early for from in late mid of or since that the through till to "
    "until year founded built launched and elections election - – ( , summer spring autumn fall winter born".split()
)
_COUNTED = frozenset(
    "people persons jobs men women homes houses troops soldiers students miles metres meters".split()
)
_MONTH_BEFORE = frozenset(
    "after before between by during early every from in late last mid next of past since this through throughout "
    "till to until and - ,".split()
)
_AGO_WORDS = {"a": 1.0, "an": 1.0, "one": 1.0}


def read_date(tokens: Tokens, i: int, anchor: Anchor) -> DateReading | None:
    """The date or time that starts at token i (an article or `early` before it included), or None."""
    kind, low = tokens.kind(i), tokens.low(i)
    if kind == "num":
        return (
            read_clock(tokens, i, anchor, read_date)
            or _day_first(tokens, i, anchor)
            or _numeric(tokens, i)
            or _year(tokens, i)
        )
    if kind == "sym":
        return _short_decade(tokens, i)
    if low in MONTHS:
        return _month_first(tokens, i, anchor)
    if low in WEEKDAYS:
        return _weekday(tokens, i, i, anchor)
    if low in RELATIVE_DAYS:
        return _relative_day(tokens, i, anchor)
    if low in ("last", "next", "this", "past", "coming", "earlier", "later"):
        return _modified(tokens, i, anchor)
    if low in ("noon", "midday", "midnight"):
        return read_noon(tokens, i, anchor, read_date)
    if low in ("midyear", "mid") or (low in ("early", "late", "end", "middle", "beginning", "start")):
        return _part_of(tokens, i, anchor)
    if low in _QUARTERS:
        return _quarter(tokens, i, anchor) or _ordinal_of_month(tokens, i, anchor)
    if low in _ORDINAL_DAYS:
        return _ordinal_of_month(tokens, i, anchor)
    return None


def read_ago(tokens: Tokens, i: int, anchor: Anchor) -> DateReading | None:
    """`four months ago`, `a week ago`: the time that it names."""
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
    if unit is None or tokens.low(at + 1) != "ago":
        return None
    return DateReading(i, at + 2, moments.ago(anchor, amount, unit))


# ---------------------------------------------------------------- days and months


def _year_at(tokens: Tokens, i: int) -> int | None:
    raw = tokens.raw(i)
    return int(raw) if len(raw) == 4 and raw.isdigit() and 1000 <= int(raw) <= 2199 else None


def _after_stop(tokens: Tokens, i: int) -> int:
    return i + 1 if tokens.raw(i) == "." and tokens.glued(i) else i


def _month_first(tokens: Tokens, i: int, anchor: Anchor) -> DateReading | None:
    """`Oct. 7`, `October 7, 2023`, `May 2023`, `in May`."""
    if not tokens.raws[i][0].isupper():
        return None
    month, at = MONTHS[tokens.lows[i]], _after_stop(tokens, i + 1)
    year = _year_at(tokens, at + 1 if tokens.raw(at) == "," or tokens.low(at) == "of" else at)
    if year:
        end = at + (2 if tokens.raw(at) == "," or tokens.low(at) == "of" else 1)
        return DateReading(i, end, moments.in_month(year, month))
    at = at + 1 if tokens.low(at) == "the" else at
    day = integer_at(tokens, at, 1, 31)
    if day is not None:
        end = at + 1
        if tokens.low(end) in ("st", "nd", "rd", "th") and tokens.glued(end):
            end += 1
        return _with_year(tokens, i, end, month, day, anchor)
    if (
        tokens.lows[i] in ("may", "march", "mar", "jan", "sun", "sat")
        or tokens.low(i - 1) not in _MONTH_BEFORE
    ) and tokens.low(i - 1) not in _MONTH_BEFORE - {"and", ",", "-", "to"}:
        return None
    return DateReading(i, i + 1, moments.month_without_year(anchor, month, tokens.starts[i]))


def _with_year(
    tokens: Tokens, start: int, end: int, month: int, day: int, anchor: Anchor
) -> DateReading | None:
    at = end + 1 if tokens.raw(end) == "," else end
    at = at + 1 if tokens.low(at) == "of" and at == end else at
    year = _year_at(tokens, at)
    if year:
        found, end = moments.safe_day(year, month, day), at + 1
    else:
        found = moments.day_of_year(anchor, month, day, tokens.starts[start])
    if found is None and (year or anchor.today):
        return None
    return _with_part(tokens, DateReading(start, end, moments.on_day(found)))


def _day_first(tokens: Tokens, i: int, anchor: Anchor) -> DateReading | None:
    """`7 October`, `7th of October 2023`."""
    day = integer_at(tokens, i, 1, 31)
    if day is None:
        return None
    at = i + 1
    if tokens.low(at) in ("st", "nd", "rd", "th") and tokens.glued(at):
        at += 1
    at = at + 1 if tokens.low(at) == "of" else at
    if tokens.low(at) not in MONTHS or not tokens.raw(at)[:1].isupper():
        return None
    end = _after_stop(tokens, at + 1) if len(tokens.raw(at)) <= 4 and tokens.kind(at + 2) == "num" else at + 1
    return _with_year(tokens, i, end, MONTHS[tokens.lows[at]], day, anchor)


def _ordinal_of_month(tokens: Tokens, i: int, anchor: Anchor) -> DateReading | None:
    """`the second of June`."""
    if tokens.low(i + 1) != "of" or tokens.low(i + 2) not in MONTHS or not tokens.raw(i + 2)[:1].isupper():
        return None
    return _with_year(tokens, i, i + 3, MONTHS[tokens.lows[i + 2]], _ORDINAL_DAYS[tokens.lows[i]], anchor)


def _numeric(tokens: Tokens, i: int) -> DateReading | None:
    """`2023-10-07`, and `13/10/2023` or `10/13/2023` where only one order is possible."""
    mark = tokens.raw(i + 1)
    if mark not in ("-", "/") or tokens.raw(i + 3) != mark or not tokens.glued(i + 1):
        return None
    parts = [tokens.raw(i), tokens.raw(i + 2), tokens.raw(i + 4)]
    if not all(part.isdigit() for part in parts):
        return None
    first, second, third = map(int, parts)
    if len(parts[0]) == 4:
        found = moments.safe_day(first, second, third)
    elif len(parts[2]) == 4 and first > 12 >= second:
        found = moments.safe_day(third, second, first)
    elif len(parts[2]) == 4 and (second > 12 >= first or first == second):
        found = moments.safe_day(third, first, second)
    else:
        found = None
    return None if found is None else DateReading(i, i + 5, moments.on_day(found))


# ---------------------------------------------------------------- years


def _year(tokens: Tokens, i: int) -> DateReading | None:
    """`2007` where it reads as a year; `1990s`; `2015-16`."""
    year = _year_at(tokens, i)
    if year is None:
        return None
    after = tokens.low(i + 1)
    if after == "s" and tokens.glued(i + 1) and year % 10 == 0:
        return DateReading(
            i, i + 2, moments.in_year(year, year + (99 if year % 100 == 0 and year < 2000 else 9), "decade")
        )
    if not 1100 <= year <= 2100 or (tokens.glued(i + 1) and tokens.kind(i + 1) == "word"):
        return None
    if (
        tokens.low(i - 1) not in _YEAR_BEFORE
        or after in _COUNTED
        or after in ("%", "percent", "per", "degrees")
    ):
        return None
    if tokens.low(i - 1) in (
        ",",
        "and",
        "to",
        "or",
        "-",
        "–",
        "for",
        "of",
        "the",
        "between",
        "from",
        "around",
        "after",
    ) and (not 1800 <= year <= 2100 or (tokens.raw(i - 1) == "-" and tokens.kind(i - 2) != "num")):
        return None
    if after in ("-", "–") and tokens.glued(i + 1) and tokens.glued(i + 2):
        until = _year_at(tokens, i + 2) or _short_year(tokens, i + 2, year)
        if until and year < until:
            return DateReading(i, i + 3, moments.in_year(year, until))
    return DateReading(i, i + 1, moments.in_year(year))


def _short_year(tokens: Tokens, i: int, year: int) -> int | None:
    raw = tokens.raw(i)
    return year // 100 * 100 + int(raw) if len(raw) == 2 and raw.isdigit() else None


def _short_decade(tokens: Tokens, i: int) -> DateReading | None:
    """`'90s`."""
    raw = tokens.raw(i + 1)
    if tokens.raw(i) not in ("'", "’", "‘") or len(raw) != 2 or not raw.isdigit() or raw[1] != "0":
        return None
    if tokens.low(i + 2) != "s" or not tokens.glued(i + 2) or not tokens.glued(i + 1):
        return None
    year = 1900 + int(raw)
    return DateReading(i, i + 3, moments.in_year(year, year + 9, "decade"))


# ---------------------------------------------------------------- relative days and periods


def _weekday(tokens: Tokens, start: int, i: int, anchor: Anchor) -> DateReading | None:
    """`Tuesday`, `Tuesday afternoon`, `Friday, 24 April`, `Sunday, Dec. 31, 2017`."""
    if not tokens.raws[i][0].isupper() or (
        len(tokens.raws[i]) <= 4
        and tokens.lows[i] in ("sun", "sat", "mon", "wed", "fri")
        and tokens.raw(i + 1) not in (".", ",")
    ):
        return None
    at = _after_stop(tokens, i + 1) if len(tokens.raws[i]) <= 5 else i + 1
    follows = at + 1 if tokens.raw(at) == "," else at
    if tokens.low(follows) in MONTHS or (tokens.low(follows + 1) in MONTHS and tokens.kind(follows) == "num"):
        dated = read_date(tokens, follows, anchor)
        if dated is not None and dated.span.precision == "day":
            return _with_part(tokens, replace(dated, start=start))
    modifier = tokens.low(start) if start != i else ""
    found = moments.weekday(anchor, WEEKDAYS[tokens.lows[i]], modifier, tokens.starts[start])
    return _with_part(tokens, DateReading(start, i + 1, moments.on_day(found)))


def _with_part(tokens: Tokens, reading: DateReading) -> DateReading:
    """A part of the day behind a date belongs to its words; its precision stays the day."""
    if tokens.low(reading.end) in _PARTS:
        return replace(reading, end=reading.end + 1)
    return reading


def _relative_day(tokens: Tokens, i: int, anchor: Anchor) -> DateReading | None:
    if tokens.low(i) in ("today", "tonight") and tokens.low(i + 1) in ("'", "’"):
        return None
    day = None if anchor.today is None else anchor.today + timedelta(days=RELATIVE_DAYS[tokens.lows[i]])
    return _with_part(tokens, DateReading(i, i + 1, moments.on_day(day)))


def _modified(tokens: Tokens, i: int, anchor: Anchor) -> DateReading | None:
    """`last Tuesday`, `this morning`, `last night`, `next month`, `last year`, `earlier this week`."""
    if tokens.low(i) in ("earlier", "later"):
        inner = _modified(tokens, i + 1, anchor) if tokens.low(i + 1) in ("this", "last", "next") else None
        return None if inner is None else replace(inner, start=i)
    word, modifier, today = tokens.low(i + 1), tokens.lows[i], anchor.today
    shift = {"last": -1, "past": -1, "next": 1, "coming": 1}.get(modifier, 0)
    if word in WEEKDAYS and modifier != "past":
        return _weekday(tokens, i, i + 1, anchor)
    if word in MONTHS and tokens.raw(i + 1)[0].isupper():
        return _modified_month(tokens, i, anchor, modifier)
    if modifier == "past" or (shift and word in ("morning", "afternoon", "evening")):
        return None
    if word in _PARTS:
        day = None if today is None else today + timedelta(days=shift)
        return DateReading(i, i + 2, moments.on_day(day))
    if word == "week":
        if today is None:
            return DateReading(i, i + 2, Span(None, None, "day"))
        monday = today - timedelta(days=today.weekday()) + timedelta(days=7 * shift)
        return DateReading(i, i + 2, Span(moments.number(monday), moments.number(monday) + 6, "day"))
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


def _modified_month(tokens: Tokens, i: int, anchor: Anchor, modifier: str) -> DateReading:
    month, today = MONTHS[tokens.lows[i + 1]], anchor.today
    if today is None:
        return DateReading(i, i + 2, moments.in_month(None, month))
    ahead = modifier in ("next", "coming")
    year = today.year
    if ahead:
        year += month <= today.month
    elif modifier in ("last", "past"):
        year -= month >= today.month
    return DateReading(i, i + 2, moments.in_month(year, month))


def _part_of(tokens: Tokens, i: int, anchor: Anchor) -> DateReading | None:
    """`early June`, `mid-2019`, `the end of June`, `midyear`, `early on Sunday`."""
    word, at = tokens.lows[i], i + 1
    if word == "midyear":
        return DateReading(
            i, at, moments.in_months(None if anchor.today is None else anchor.today.year, 6, 7)
        )
    if word in ("end", "middle", "beginning", "start"):
        if tokens.low(at) != "of":
            return None
        at += 1
    elif tokens.low(at) in ("-", "on", "in"):
        at += 1
    if tokens.low(at) in ("the", "early", "late", "mid"):
        return None
    if tokens.low(at) in MONTHS and tokens.raw(at)[0].isupper():
        inner = _month_first(tokens, at, anchor) or DateReading(
            at, at + 1, moments.month_without_year(anchor, MONTHS[tokens.lows[at]], tokens.starts[i])
        )
    elif tokens.low(at) in ("this", "last", "next"):
        found = _modified(tokens, at, anchor)
        inner = found if found is not None else DateReading(at, at, Span(None, None, "day"))
    else:
        found = (
            read_date(tokens, at, anchor) if tokens.kind(at) == "num" or tokens.low(at) in WEEKDAYS else None
        )
        inner = found if found is not None else DateReading(at, at, Span(None, None, "day"))
    if inner.end == at:
        return None
    return DateReading(i, inner.end, _narrowed(inner.span, word))


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


def _quarter(tokens: Tokens, i: int, anchor: Anchor) -> DateReading | None:
    """`the first quarter of 2026`, `the first three months of next year`, `the second half of 2019`."""
    which, at = _QUARTERS[tokens.lows[i]], i + 1
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
    year = _year_at(tokens, at)
    if year:
        return DateReading(i, at + 1, moments.in_months(year, first, last))
    if tokens.phrase(at, 2) in ("next year", "this year", "last year"):
        shift = {"next": 1, "this": 0, "last": -1}[tokens.low(at)]
        base = None if anchor.today is None else anchor.today.year + shift
        return DateReading(i, at + 2, moments.in_months(base, first, last))
    return None
