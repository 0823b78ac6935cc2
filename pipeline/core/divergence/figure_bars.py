"""What bars two figures from being compared: another kind, referent, time or reach. Each bar says why."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from pipeline.core.divergence import figure_intervals as intervals
from pipeline.core.divergence.figure_mentions import names_near
from pipeline.core.divergence.figure_referents import agreement
from pipeline.core.divergence.figure_scope import (
    holds_more,
    is_market_move,
    is_rate,
    margins_of_error,
    moments_differ,
    moved_apart,
    periods_differ,
    reaches_differ,
    was_before,
)
from pipeline.core.divergence.figure_sides import Side
from pipeline.core.divergence.figure_stages import in_one_sequence, orders_differ

Bar = Callable[[Side, Side], str | None]

POLL_NAMES = 200  # characters around a margin of error in which its poll is named


def _kind(a: Side, b: Side) -> str | None:
    one, two = intervals.dimension(a.figure), intervals.dimension(b.figure)
    if one == two or _both_daily(a, b):
        return None
    return f"another kind or unit ({one.strip()} against {two.strip()})"


def _both_daily(a: Side, b: Side) -> bool:
    kinds = a.figure.kind == b.figure.kind == "count"
    return kinds and is_rate(a.mention) and is_rate(b.mention)


def _report(a: Side, b: Side) -> str | None:
    return "the date of a report" if a.mention.is_reporting or b.mention.is_reporting else None


def _label(a: Side, b: Side) -> str | None:
    return "a time that only names something" if a.mention.is_label != b.mention.is_label else None


def _referent(a: Side, b: Side) -> str | None:
    if agreement(a.mention, b.mention) is not None:
        return None
    return f"another referent ({a.figure.referent or 'none'} against {b.figure.referent or 'none'})"


_PLACE = re.compile(
    r"\b(?:\w+est|place[ds]?|rank(?:s|ed|ing)?|league|table|finish(?:ed|es)?|city|behind|(?-i:No))\b",
    re.IGNORECASE,
)


def _sequence(a: Side, b: Side) -> str | None:
    """`the first walkouts` and `the third day` are places of a sequence that only its own words tell."""
    if orders_differ(a.mention, b.mention):
        return "places in two orders"
    if a.figure.kind != "rank" or (_is_place(a) and _is_place(b)):
        return None
    one, two = ((s.figure.referent or "").split()[:1] for s in (a, b))
    since = [_SINCE.search(s.mention.text) is not None for s in (a, b)]
    if since[0] != since[1]:
        return "places of two sequences"  # `the fourth this year`, `the eleventh since the war`
    same = one and one == two and _is_claimed(a) and _is_claimed(b) and in_one_sequence(a.mention, b.mention)
    return None if same else "places of two sequences"


_SINCE = re.compile(r"\bsince\b", re.IGNORECASE)


def _is_claimed(side: Side) -> bool:
    """`it was the third attack` claims a place; `the second session begins` only says which session."""
    return _CLAIMS.search(side.mention.text[: side.figure.char_start]) is not None


_CLAIMS = re.compile(
    r"\b(?:is|was|are|were|be|been|became|becomes?|marks|marked|as|for|won|win|took|came|comes?|stands?|stood|lies|lay|ended|ran)\s+(?:\w+\s+)?"
    r"(?:the|its|his|her|their|our|a)?\s*$",
    re.IGNORECASE,
)


def _is_place(side: Side) -> bool:
    figure, text = side.figure, side.mention.text
    return _PLACE.search(text[max(0, figure.char_start - 30) : figure.char_end + 30]) is not None


def _before(a: Side, b: Side) -> str | None:
    if a.mention.is_first and b.mention.is_first:
        return None  # both are the first of several, however they tell it
    return "one is what it was before" if was_before(a.mention) != was_before(b.mention) else None


def _more(a: Side, b: Side) -> str | None:
    return "the larger includes more" if holds_more(a.mention, b.mention) else None


def _period(a: Side, b: Side) -> str | None:
    differs = (
        periods_differ(a.mention, b.mention)
        or moments_differ(a.mention, b.mention)
        or moved_apart(a.mention, b.mention)
    )
    return "another period" if differs else None


def _reach(a: Side, b: Side) -> str | None:
    return "another reach" if reaches_differ(a.mention, b.mention) else None


def _market(a: Side, b: Side) -> str | None:
    if not (is_market_move(a.mention) and is_market_move(b.mention)) or _one_day(a, b):
        return None
    return "prices of two days"


def _one_day(a: Side, b: Side) -> bool:
    """Whether two figures were published on one day; unknown days may differ."""
    if a.published is None or b.published is None:
        return False
    return abs(a.published - b.published) < timedelta(hours=24)


def _polls(a: Side, b: Side) -> str | None:
    if not margins_of_error(a.mention, b.mention):
        return None
    shared = names_near(a.mention, POLL_NAMES) & names_near(b.mention, POLL_NAMES)
    return None if shared else "the errors of two polls"


# In the order in which they are asked; the cheap and the telling come first.
BARS: tuple[tuple[str, Bar], ...] = (
    ("kind and unit", _kind),
    ("date of a report", _report),
    ("name of a time", _label),
    ("referent", _referent),
    ("sequence", _sequence),
    ("now or before", _before),
    ("part or whole", _more),
    ("period", _period),
    ("reach", _reach),
    ("trading day", _market),
    ("poll", _polls),
)
