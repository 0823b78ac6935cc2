"""Resolves dates against the publication time: days since 1970-01-01, in the outlet's own day."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from pipeline.model import Precision

EPOCH = date(1970, 1, 1)
MAX_DAYS_AHEAD = 90  # a day of the year without a year that lies farther ahead is taken as past

MAX_DAYS_BACK = 60  # one that lies farther back is taken as to come where the sentence looks ahead

_AHEAD = re.compile(
    r"\b(?:will|shall|would|due|scheduled|upcoming|plans?\s+to|planned|planning\s+to|intends?|expects?|expected|set\s+to|to\s+be|"
    r"to\s+hold|to\s+begin|to\s+start|to\s+meet|to\s+close|to\s+report|takes?\s+effect|agreed\s+to|must|should|"
    r"deadline|until|by\s+the\s+end|next|can\s+be|goes|(?:re)?opens|closes|begins|starts|ends|expires|resumes|returns|sits|meets|is\s+to|are\s+to|has\s+until|have\s+until)\b|['’]ll\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Span:
    """An interval of days, both ends within it, and how fine it was given. None: cannot be resolved."""

    low: float | None
    high: float | None
    precision: Precision


@dataclass(frozen=True, slots=True)
class Anchor:
    """When and in what voice a sentence speaks: the local publication time, and whether it looks ahead."""

    published: datetime | None
    text: str

    @property
    def today(self) -> date | None:
        return None if self.published is None else self.published.date()

    def looks_ahead(self, position: int) -> bool:
        """Whether the words up to a position speak of what is to come."""
        return _AHEAD.search(self.text, 0, position) is not None


def number(day: date) -> float:
    """Days since 1970-01-01."""
    return float((day - EPOCH).days)


def day_of(value: float) -> date:
    """The day of a value in days since 1970-01-01."""
    return EPOCH + timedelta(days=int(value // 1))


def on_day(day: date | None) -> Span:
    value = None if day is None else number(day)
    return Span(value, value, "day")


def in_month(year: int | None, month: int) -> Span:
    if year is None:
        return Span(None, None, "month")
    last = monthrange(year, month)[1]
    return Span(number(date(year, month, 1)), number(date(year, month, last)), "month")


def in_months(year: int | None, first: int, last: int) -> Span:
    """Whole months of one year; used for quarters, halves and seasons."""
    low, high = in_month(year, first), in_month(year, last)
    return Span(low.low, high.high, "month")


def in_year(year: int, last: int | None = None, precision: Precision = "year") -> Span:
    return Span(number(date(year, 1, 1)), number(date(last or year, 12, 31)), precision)


def safe_day(year: int, month: int, day: int) -> date | None:
    """The date, or None when there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_of_year(anchor: Anchor, month: int, day: int, position: int) -> date | None:
    """`Oct. 7` without a year: the nearest one; far ahead only where the sentence looks ahead."""
    today = anchor.today
    if today is None:
        return None
    near = [
        found
        for year in (today.year - 1, today.year, today.year + 1)
        if (found := safe_day(year, month, day))
    ]
    if not near:
        return None
    best = min(near, key=lambda found: (abs((found - today).days), found))
    ahead = anchor.looks_ahead(position)
    if (best - today).days > MAX_DAYS_AHEAD and not ahead:
        best = max((found for found in near if found <= today), default=best)
    if (today - best).days > MAX_DAYS_BACK and _weekday_ahead(anchor, position):
        best = min((found for found in near if found >= today), default=best)
    return best


def month_without_year(anchor: Anchor, month: int, position: int) -> Span:
    """`in November`: the last one, or the next where the sentence looks ahead."""
    today = anchor.today
    if today is None:
        return in_month(None, month)
    if month == today.month:
        return in_month(today.year, month)
    if anchor.looks_ahead(position):
        return in_month(today.year + (month < today.month), month)
    return in_month(today.year - (month > today.month), month)


def weekday(anchor: Anchor, index: int, modifier: str, position: int) -> date | None:
    """A named weekday (Monday is 0): the last one up to the day of publication, or the coming one.

    `last Tuesday` on a Tuesday or Wednesday is that of the week before: of the nearer one a writer says `today` or
    `yesterday`; so with `next`.
    """
    today = anchor.today
    if today is None:
        return None
    back = (today.weekday() - index) % 7
    if modifier in ("last", "previous"):
        return today - timedelta(days=back + 7 if back <= 1 else back)
    if modifier == "past":
        return today - timedelta(days=back or 7)
    ahead = (index - today.weekday()) % 7
    if modifier in ("next", "following"):
        return today + timedelta(days=ahead + 7 if ahead <= 1 else ahead)
    if modifier in ("coming", "upcoming"):
        return today + timedelta(days=ahead or 7)
    if modifier != "this" and _weekday_ahead(anchor, position):
        return today + timedelta(days=ahead)
    return today - timedelta(days=back)


def numbered_weekday(anchor: Anchor, index: int, day: int, position: int) -> date | None:
    """`Monday 21`: the nearest day of that name and number, the coming one where the sentence looks ahead."""
    today = anchor.today
    if today is None:
        return None
    months = (shifted_months(today, n) for n in range(-_MONTHS_SOUGHT, _MONTHS_SOUGHT + 1))
    found = [d for year, month in months if (d := safe_day(year, month, day)) and d.weekday() == index]
    if anchor.looks_ahead(position):
        return min((d for d in found if d >= today), default=None)
    return min(found, key=lambda d: (abs((d - today).days), d), default=None)


def nearest_numbered(anchor: Anchor, day: int, position: int) -> date | None:
    """`on the 18th`: the last one, the coming one where the sentence looks ahead."""
    today = anchor.today
    if today is None:
        return None
    near = [d for n in (-2, -1, 0, 1, 2) if (d := safe_day(*shifted_months(today, n), day))]
    if anchor.looks_ahead(position):
        return min((d for d in near if d >= today), default=None)
    return max((d for d in near if d <= today), default=None)


_MONTHS_SOUGHT = 14  # to either side: a day of one name and number comes up at least that often
_SAID = re.compile(
    r"\b(?:said|told|announced|reported|was|were|had|did|voted|died|killed|struck)\s*$", re.IGNORECASE
)


_PAST = re.compile(r"\b(?:was|were|had|did|said|told|\w{2,}ed)\b", re.IGNORECASE)


_TO_BE_DONE = re.compile(r"\bbe\s+\w+", re.IGNORECASE)


def _weekday_ahead(anchor: Anchor, position: int) -> bool:
    """A weekday looks ahead in its own clause: `said on Tuesday that it will` does not."""
    clause = anchor.text[:position].rstrip()
    clause = clause.removesuffix("on").rstrip()
    if _SAID.search(clause):
        return False
    cues = list(_AHEAD.finditer(anchor.text, max(0, position - 70), position))
    if not cues:
        return False
    behind = anchor.text[cues[-1].end() : position]
    behind = re.sub(r"^\s*\w+", "", behind) if cues[-1].group().lower().endswith("be") else behind
    return _PAST.search(_TO_BE_DONE.sub("", behind)) is None  # `to be completed by` is still to come


def shifted_months(day: date, months: int) -> tuple[int, int]:
    """The (year, month) that lies so many months after a day's month."""
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1


_AGO_PRECISION: dict[str, Precision] = {
    "hour": "hour", "minute": "minute", "month": "month", "year": "year", "decade": "year", "century": "year",
}  # fmt: skip


def ago(anchor: Anchor, amount: float, unit: str) -> Span:
    """`four months ago`: the month, year, day or hour that it names, at that unit's own precision."""
    now = anchor.published
    if now is None:
        return Span(None, None, _AGO_PRECISION.get(unit, "day"))
    if unit in ("minute", "hour", "second"):
        seconds = amount * {"second": 1, "minute": 60, "hour": 3600}[unit]
        then = now - timedelta(seconds=seconds)
        value = number(then.date()) + (then.hour * 60 + then.minute) / 1440
        return Span(round(value, 6), round(value, 6), "minute" if unit != "hour" else "hour")
    if unit in ("day", "week", "fortnight"):
        days = amount * {"day": 1, "week": 7, "fortnight": 14}[unit]
        day = now.date() - timedelta(days=round(days))
        slack = 0 if unit == "day" else 3
        return Span(number(day) - slack, number(day) + slack, "day")
    if unit == "month":
        return in_month(*shifted_months(now.date(), -round(amount)))
    year = now.year - round(amount * {"year": 1, "decade": 10, "century": 100}.get(unit, 1))
    if year < 1:
        return Span(None, None, "year")
    return in_year(year)
