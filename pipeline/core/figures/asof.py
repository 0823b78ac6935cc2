"""The moment for which a sentence says that its figures hold: `as of Tuesday`, `by 10 a.m.`, `by nightfall`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from pipeline.core.figures import moments
from pipeline.core.figures.calendar_words import DateReading
from pipeline.core.figures.tokens import Tokens

# The hour at which a part of the day ends.
_PART_ENDS = {"morning": 12, "midday": 12, "noon": 12, "lunchtime": 14, "mid-afternoon": 15, "afternoon": 18,
              "evening": 21,               "nightfall": 21, "dusk": 21, "night": 24, "midnight": 24}  # fmt: skip
_BY = frozenset(("by", "of", "until", "at", "as"))


def stated(tokens: Tokens, dates: Sequence[DateReading], published: datetime | None) -> datetime | None:
    """The stated moment (aware, in the publication's zone), None when the sentence states none.

    A moment after publication is a deadline or a forecast, not an as-of.
    """
    if published is None:
        return None
    for dated in dates:
        moment = _of_date(tokens, dated, published)
        if moment is not None and moment <= published + timedelta(hours=1):
            return moment
    moment = _part_of_day(tokens, dates, published)
    return moment if moment is not None and moment <= published + timedelta(hours=12) else None


def _of_date(tokens: Tokens, dated: DateReading, published: datetime) -> datetime | None:
    before = tokens.low(dated.start - 1)
    as_of = tokens.phrase(dated.start - 2, 2) == "as of" or tokens.phrase(dated.start - 3, 3) == "as of the"
    told = before == "at" and tokens.low(dated.start - 2) in ("said", "announced", "reported")
    if dated.span.high is None or not (
        as_of or before == "by" or told or tokens.low(dated.start) in ("late", "early")
    ):
        return None
    if dated.span.precision in ("minute", "hour"):
        return _moment(dated.span.high, published)
    if dated.span.precision == "day":
        part = tokens.low(dated.end - 1)
        end = moments.number(moments.day_of(dated.span.high)) + _PART_ENDS.get(part, 24) / 24
        if tokens.low(dated.start) == "early":
            end -= 0.75
        if moments.day_of(dated.span.high) > published.date():
            return None
        return min(_moment(end, published), published)
    return None


def _part_of_day(tokens: Tokens, dates: Sequence[DateReading], published: datetime) -> datetime | None:
    """`by nightfall on Wednesday`, `by mid-afternoon`, `at midday on Friday`."""
    for i, word in enumerate(tokens.lows):
        if word not in _PART_ENDS or tokens.low(i - 1) not in ("by", "at", "-"):
            continue
        start = i - 2 if tokens.low(i - 1) == "-" else i
        if tokens.low(start - 1) not in ("by", "at") and tokens.low(i - 1) not in ("by", "at"):
            continue
        name = "mid-afternoon" if tokens.low(i - 1) == "-" and word == "afternoon" else word
        day = moments.number(published.date())
        for dated in dates:
            if i < dated.start <= i + 3 and dated.span.precision == "day" and dated.span.low is not None:
                day = dated.span.low
        return min(_moment(day + _PART_ENDS[name] / 24, published), published)
    return None


def _moment(value: float, published: datetime) -> datetime:
    day = moments.day_of(value)
    midnight = datetime.combine(day, time(0), tzinfo=published.tzinfo)
    return midnight + timedelta(minutes=round((value - moments.number(day)) * 1440))
