"""Names of months and days, and a date as it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.core.figures.moments import Anchor, Span
from pipeline.core.figures.tokens import Tokens

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
            ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"), ("october", "oct"),
            ("november", "nov"), ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("monday", "mon"), ("tuesday", "tues", "tue"), ("wednesday", "wed"), ("thursday", "thurs", "thu"),
            ("friday", "fri"), ("saturday", "sat"), ("sunday", "sun"),
        )
    )
    for name in names
}  # fmt: skip
PARTS_OF_DAY = frozenset("morning afternoon evening night lunchtime".split())
ORDINAL_DAYS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=1,
    )
} | {"thirtieth": 30}
RELATIVE_DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}


@dataclass(frozen=True, slots=True)
class DateReading:
    """A date read at tokens [start, end)."""

    start: int
    end: int
    span: Span


ReadDate = Callable[[Tokens, int, Anchor], DateReading | None]


def day_of_month(tokens: Tokens, i: int, *, suffix: bool) -> tuple[int, int] | None:
    """(day, next token) of a day of a month at token i: `7th`, `seventh`, `twenty-first` with `suffix`, else `7`."""
    if tokens.kind(i) == "num":
        raw = tokens.raw(i)
        if not raw.isdigit() or not 1 <= int(raw) <= 31:
            return None
        ends = tokens.low(i + 1) in ("st", "nd", "rd", "th") and tokens.glued(i + 1)
        return (int(raw), i + 1 + ends) if ends == suffix else None
    if not suffix:
        return None
    word = tokens.low(i)
    if word in ORDINAL_DAYS:
        return ORDINAL_DAYS[word], i + 1
    tens = {"twenty": 20, "thirty": 30}.get(word)
    at = i + 2 if tokens.low(i + 1) == "-" else i + 1
    unit = ORDINAL_DAYS.get(tokens.low(at), 10)
    return (tens + unit, at + 1) if tens and unit < 10 and tens + unit <= 31 else None
