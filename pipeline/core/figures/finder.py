"""Finds the figures of a sentence: reads token by token, and takes the longest sensible reading."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, tzinfo
from typing import NamedTuple

from pipeline.core.figures import approximations, asof
from pipeline.core.figures.calendar_words import DateReading
from pipeline.core.figures.dates import read_ago, read_date
from pipeline.core.figures.moments import Anchor
from pipeline.core.figures.names import is_name, title_case
from pipeline.core.figures.options import FigureOptions
from pipeline.core.figures.quantities import read_quantities
from pipeline.core.figures.quantity import Quantity
from pipeline.core.figures.ranks import Rank, read_rank
from pipeline.core.figures.referents import referent
from pipeline.core.figures.spans import read_span
from pipeline.core.figures.tokens import Tokens
from pipeline.core.figures.triggers import Role, may_hold_figures, role_at
from pipeline.model import Approximator, Figure, Parse

_LINK = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\S+|[@#]\w+")


def find_figures(
    text: str,
    *,
    published_at: datetime | None = None,
    parse: Parse | None = None,
    options: FigureOptions = FigureOptions(),  # noqa: B008 - frozen, without state
    zone: tzinfo | None = None,
) -> list[Figure]:
    """The figures of a sentence in their order, with offsets into it.

    `published_at` (aware) resolves `last Tuesday` and `Oct. 7`, in `zone` where given, else at its own
    offset; without it such dates have no value. `parse` sharpens the referents; without it they come from
    the neighbouring words.
    """
    if not may_hold_figures(text):
        return []
    tokens = Tokens(_blanked(text))
    if zone is not None and published_at is not None:
        published_at = published_at.astimezone(zone)
    reader = _Reader(tokens, Anchor(published_at, text), options)
    found = reader.read()
    as_of = asof.stated(tokens, reader.dates, published_at)
    figures = []
    for figure, is_age, role in _elliptical(found, text):
        told = referent(tokens, parse, figure, is_age=is_age, role=role)
        stated = as_of if figure.kind not in ("date", "rank") and not is_age else None
        figures.append(replace(figure, referent=told, as_of=stated, as_of_basis="stated" if stated else None))
    return figures


_NO_NOUN = re.compile(
    r"\s*(?:[,.;:!?)]|$|(?:is|was|are|were|in|from|to|of which|and|but|last|this|by|which)\b)"
)
_NEAR_SHARE = 60  # characters behind a share within which a bare number with decimals is another
_SCALED = re.compile(r"(?:thousand|million|billion|trillion|bn|m)$", re.IGNORECASE)


def _elliptical(found: list[Found], text: str) -> list[Found]:
    """`owes 86 million crowns, of which 31 million is tax`: the second is money of the same currency; so with
    `wants 12 percent, and was offered 6.5`.
    """
    money: Figure | None = None
    share: int | None = None  # where the last share ended
    result = []
    for one in found:
        figure = one.figure
        if figure.kind == "money":
            money = figure
        if figure.kind == "percent" and "half" not in figure.text:
            share = figure.char_end
        decimal = figure.kind == "count" and figure.unit is None and (figure.value_low or 0.0) % 1 != 0
        near = (
            share is not None and figure.char_start - share < _NEAR_SHARE and (figure.value_low or 0.0) < 100
        )
        if near and decimal and _NO_NOUN.match(text, figure.char_end):
            result.append(one._replace(figure=replace(figure, kind="percent", unit="percent")))
            continue
        lacks = figure.kind == "count" and figure.unit is None and _SCALED.search(figure.text)
        if money is not None and lacks and _NO_NOUN.match(text, figure.char_end):
            result.append(one._replace(figure=replace(figure, kind="money", unit=money.unit)))
        else:
            result.append(one)
    return result


def _blanked(text: str) -> str:
    """Links and handles hold no figures: their characters are blanked, offsets stay."""
    if "http" not in text and "@" not in text and "www." not in text and "#" not in text:
        return text
    return _LINK.sub(lambda match: " " * len(match.group()), text)


class Found(NamedTuple):
    """A figure, whether it is an age, and which side of a vote it is."""

    figure: Figure
    is_age: bool = False
    role: str = ""


class _Reader:
    """Walks over the tokens of one sentence."""

    def __init__(self, tokens: Tokens, anchor: Anchor, options: FigureOptions) -> None:
        self._tokens = tokens
        self._anchor = anchor
        self._options = options
        self._headline: bool | None = None
        self._floor = 0  # first token that no figure has taken yet
        self.dates: list[DateReading] = []

    def read(self) -> list[Found]:
        """Figures and whether each is an age."""
        tokens, i = self._tokens, 0
        found: list[Found] = []
        while i < len(tokens):
            figures, end = self._at(i)
            found.extend(figures)
            if figures:
                self._floor = end
            i = max(end, i + 1)
        return found

    def _at(self, i: int) -> tuple[list[Found], int]:
        role = role_at(self._tokens, i)
        return ([], i + 1) if role is None else self._read(i, role)

    def _read(self, i: int, role: Role) -> tuple[list[Found], int]:
        tokens = self._tokens
        if role in ("number", "both") and (ago := read_ago(tokens, i, self._anchor)):
            return [self._dated(ago)], ago.end
        spelled = self._tokens.lows[i] in ("twenty", "thirty")  # `the twenty-third of May`
        if (role in ("date", "both", "rank") or spelled) and (dated := read_date(tokens, i, self._anchor)):
            return [self._dated(dated)], dated.end
        if role == "date":
            return [], i + 1
        if role in ("number", "both") and is_name(tokens, i):
            return [], i + 1
        if rank := read_rank(tokens, i, headline=self._is_headline()):
            return [Found(self._ranked(rank))], rank.end
        ordinal = tokens.low(i + 1) in ("st", "nd", "rd", "th") and tokens.glued(i + 1)
        if role == "rank" or ordinal:  # an ordinal that is no rank: `the 21st century`
            return [], i + 1
        if span := read_span(tokens, i):
            return [self._quantified(span)], span.end
        quantities = [q for q in read_quantities(tokens, i) if self._sensible(q)]
        return [self._quantified(q) for q in quantities], max((q.end for q in quantities), default=i + 1)

    def _is_headline(self) -> bool:
        if self._headline is None:
            self._headline = title_case(self._tokens)
        return self._headline

    def _sensible(self, quantity: Quantity) -> bool:
        """Leaves out photo credits, list numbers and lone years."""
        tokens = self._tokens
        if quantity.kind != "count" or quantity.unit is not None:
            return True
        if quantity.end - quantity.start == 1 and tokens.kind(quantity.start) == "num":
            if len(tokens) <= 2 and tokens.raw(quantity.end) in ("", ")", "."):
                return len(tokens) == 1
            if quantity.start == 0 and tokens.raw(1) == ")":
                return False
        return True

    # ------------------------------------------------------------ records

    def _approximated(self, start: int, end: int, *, duration: bool = False) -> tuple[Approximator, int, int]:
        tokens = self._tokens
        approximator, first = approximations.before(tokens, start, duration=duration)
        if first < self._floor:
            approximator, first = "exact", start
        behind, last = approximations.after(tokens, end)
        if behind != "exact" and approximator in ("exact", "about"):
            return behind, first, last  # `about 500 or more` is 500 at least
        return approximator, first, end

    def _quantified(self, quantity: Quantity) -> Found:
        approximator, start, end = self._approximated(
            quantity.start, quantity.end, duration=quantity.kind == "duration" and not quantity.is_age
        )
        if quantity.approximator == "between" and self._tokens.low(start - 1) == "between":
            start -= 1
        kept = approximator
        if quantity.approximator != "exact":
            kept = quantity.approximator if approximator in ("exact", "about") else approximator
        interval = approximations.interval(
            quantity.low,
            quantity.high,
            approximator,
            about=self._options.about,
            nearly=self._options.nearly,
        )
        figure = Figure(
            char_start=self._tokens.starts[start],
            char_end=self._tokens.ends[end - 1],
            text=self._words(start, end),
            kind=quantity.kind,
            value_low=interval.low,
            value_high=interval.high,
            low_open=interval.low_open,
            high_open=interval.high_open,
            unit=quantity.unit,
            approximator=kept,
        )
        return Found(figure, quantity.is_age, quantity.role)

    def _ranked(self, rank: Rank) -> Figure:
        return Figure(
            char_start=self._tokens.starts[rank.start],
            char_end=self._tokens.ends[rank.end - 1],
            text=self._words(rank.start, rank.end),
            kind="rank",
            value_low=rank.value,
            value_high=rank.value,
        )

    def _dated(self, dated: DateReading) -> Found:
        self.dates.append(dated)
        approximator: Approximator = "exact"
        start, end = dated.start, dated.end
        low, high, low_open, high_open = dated.span.low, dated.span.high, False, False
        if dated.span.precision in ("minute", "hour"):
            approximator, start, end = self._approximated(dated.start, dated.end)
            match approximator:
                case "more_than":
                    high, low_open, high_open = None, True, True
                case "about" if low is not None and high is not None:
                    slack = 0.25 / 24 if dated.span.precision == "minute" else 0.5 / 24
                    low, high = round(low - slack, 6), round(high + slack, 6)
                case "about":
                    pass
                case "nearly" if low is not None:
                    low, high_open = round(low - 0.5 / 24, 6), True
                case _:
                    approximator, start, end = "exact", dated.start, dated.end
        figure = Figure(
            char_start=self._tokens.starts[start],
            char_end=self._tokens.ends[end - 1],
            text=self._words(start, end),
            kind="date",
            value_low=low,
            value_high=high,
            low_open=low_open,
            high_open=high_open,
            unit="day",
            precision=dated.span.precision,
            approximator=approximator,
        )
        return Found(figure)

    def _words(self, start: int, end: int) -> str:
        return self._anchor.text[self._tokens.starts[start] : self._tokens.ends[end - 1]]
