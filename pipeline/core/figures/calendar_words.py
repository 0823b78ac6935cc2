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
RELATIVE_DAYS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}


@dataclass(frozen=True, slots=True)
class DateReading:
    """A date read at tokens [start, end)."""

    start: int
    end: int
    span: Span


ReadDate = Callable[[Tokens, int, Anchor], DateReading | None]
