"""A figure with all that a comparison may ask of it: who says it, when it held, what stands beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pipeline.core.divergence import figure_intervals as intervals
from pipeline.core.divergence.figure_mentions import Mention, content
from pipeline.core.divergence.figure_sums import totals
from pipeline.core.figures.exchange import Rates, stated_rates
from pipeline.core.figures.vocabulary import CHANGING, CUMULATIVE
from pipeline.model import Attribution, Figure

SAME_MOMENT = timedelta(hours=4)  # stated as-of times closer than this are one moment
CHANGES_IN = timedelta(hours=1)  # a state may change between two moments as far apart
_SPREADS = frozenset(("fire", "burn", "flood", "spill", "evacuated", "smoke", "area"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One figure with what is known of its sentence."""

    mention: Mention
    published: datetime | None = None
    source: str | None = None  # normal form of who says it
    siblings: int = 1  # figures of its dimension in its sentence
    rates: Rates = ()  # of exchange, that its article states

    @property
    def figure(self) -> Figure:
        return self.mention.figure


def sides_of(
    text: str,
    figures: Sequence[Figure],
    *,
    published: datetime | None = None,
    attributions: Sequence[Attribution] = (),
    with_totals: bool = False,
    article: str = "",
) -> list[Side]:
    """A sentence's figures with what is known of each; `with_totals`, those too that its parts add up to.

    `article`: the whole text, for the rates of exchange that it states.
    """
    rates = stated_rates(article) if any(f.kind == "money" for f in figures) else ()
    added = totals(text, figures) if with_totals else []
    mentions = [Mention(figure, text) for figure in (*figures, *added)]
    groups = [group_of(m) for m in mentions]
    return [
        Side(
            mention=mention,
            published=published,
            source=source_of(mention.figure, attributions),
            siblings=groups.count(group),
            rates=rates,
        )
        for mention, group in zip(mentions, groups, strict=True)
    ]


def group_of(mention: Mention) -> tuple[str, bool, bool, bool]:
    """Figures of a sentence among which a reader might confuse one with the other."""
    return intervals.dimension(mention.figure), mention.is_age, mention.is_part, mention.is_reporting


def source_of(figure: Figure, attributions: Sequence[Attribution]) -> str | None:
    """Who says a figure, in normal form; None in the outlet's own voice."""
    for one in attributions:
        if one.content_start <= figure.char_start and figure.char_end <= one.content_end and one.source:
            return one.source
    return None


def is_running(a: Side, b: Side) -> bool:
    """Whether both count something that only grows while an event goes on."""
    if a.figure.kind not in ("count", "measure", "money") or (is_past(a) and is_past(b)):
        return False
    if a.figure.kind == "measure" and "[length] ** 2" in intervals.dimension(a.figure):
        return bool(_SPREADS & content(a.mention.text) and _SPREADS & content(b.mention.text))
    shared = (a.mention.words | _near(a)) & (b.mention.words | _near(b))
    return bool(shared & CUMULATIVE)


_IN_YEAR = re.compile(r"\b[Ii]n (?P<year>(?:19|20)\d\d)\b")


def is_past(side: Side) -> bool:
    """Whether a sentence tells of an event of an earlier year, which no longer goes on."""
    year = _IN_YEAR.search(side.mention.text)
    return year is not None and side.published is not None and int(year["year"]) < side.published.year


def is_changing(a: Side, b: Side) -> bool:
    """Whether both count a state that others enter and leave: the missing, those in hospital, ships that wait."""
    if a.figure.kind != "count" or a.figure.unit is not None:
        return False
    one, two = (s.mention.words | _near(s) for s in (a, b))
    return (
        bool(one & CHANGING and two & CHANGING)
        and not (a.mention.states ^ b.mention.states) & CUMULATIVE - CHANGING
    )


def explained_by_time(a: Side, b: Side) -> bool:
    """Whether both figures may have held, each when it was told: a count that grew, or a state that changed."""
    return (is_running(a, b) and rises_with_time(a, b)) or (is_changing(a, b) and _told_apart(a, b))


def may_be_so_far(a: Side, b: Side) -> bool:
    """Whether the lower of two running counts says `at least`: it holds of the higher too."""
    if not is_running(a, b):
        return False
    low = min((a, b), key=lambda side: _level(side.figure))
    return low.figure.approximator in ("at_least", "more_than") and not explained_by_time(a, b)


def _told_apart(a: Side, b: Side) -> bool:
    first, second = moment(a), moment(b)
    return first is not None and second is not None and abs(first - second) >= CHANGES_IN


def _near(side: Side) -> frozenset[str]:
    figure, text = side.figure, side.mention.text
    return content(text[max(0, figure.char_start - 60) : figure.char_end + 40])


def moment(side: Side) -> datetime | None:
    """For when a figure holds: as stated, else as published."""
    return side.figure.as_of or side.published


def is_stated(side: Side) -> bool:
    """Whether the sentence itself says for when its figure holds."""
    return side.figure.as_of is not None and side.figure.as_of_basis == "stated"


def rises_with_time(a: Side, b: Side) -> bool:
    """Whether the later figure is the higher one, so that both held when they were told."""
    first, second = moment(a), moment(b)
    if first is None or second is None or first == second:
        return False
    early, late = (a, b) if first < second else (b, a)
    if is_stated(a) and is_stated(b) and abs(first - second) <= SAME_MOMENT:
        return False
    return _level(late.figure) > _level(early.figure)


def _level(figure: Figure) -> float:
    one = intervals.claimed(figure)
    if one is None:
        return 0.0
    return one.low if one.low is not None else (one.high or 0.0)
