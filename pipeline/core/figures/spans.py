"""One of a unit, or half of one, without a number: `half an hour`, `a year and a half`, `a decade`, `half a mile`."""

from __future__ import annotations

from pipeline.core.figures import units
from pipeline.core.figures.quantities import second_part
from pipeline.core.figures.quantity import Quantity
from pipeline.core.figures.tokens import Tokens

_BEFORE = frozenset(
    "for in within over after than about nearly almost around under every least some only another lasted lasting "
    "took takes take roughly approximately barely just once".split()
)
_BEHIND = ("later", "earlier", "after", "before")


def read_span(tokens: Tokens, i: int) -> Quantity | None:
    """The span or length that starts at an article or `half` at token i; None where `a day` only names one."""
    start, amount = i, 1.0
    if tokens.low(i) == "half" and tokens.low(i + 1) in ("a", "an"):
        i, amount = i + 1, 0.5
    elif tokens.low(i) == "half" and tokens.low(i + 1) != "-":
        i, amount = i - 1, 1.0  # `half mile` behind another article than `a`
    elif tokens.low(i) not in ("a", "an"):
        return None
    at = i + 1
    if tokens.phrase(at, 2) == "quarter of":
        return None
    hyphen = tokens.low(at + 1) == "-"
    behind = tokens.low(at + 1 + hyphen)
    if tokens.low(at) == "half" and (behind in units.DURATIONS or behind in units.MEASURES):
        at, amount = at + 1 + hyphen, 0.5
    if amount == 0.5 and (measured := _measure(tokens, start, at)):
        return measured
    name = units.DURATIONS.get(tokens.low(at))
    if (
        name is None
        or name == "second"
        or tokens.low(at).endswith("s")
        or tokens.low(at) in units.SHORT_UNITS
    ):
        return None
    end, more = _and_a_half(tokens, at + 1)
    if amount == 1.0 and not more and (both := second_part(tokens, 1.0, 1.0, end, name))[2] > end:
        return Quantity(start, both[2], both[0], both[0], "duration", name)
    if (
        not more
        and amount == 1.0
        and name not in ("fortnight", "decade")
        and not _is_told(tokens, i, end, name)
    ):
        return None
    return Quantity(start, end, amount + more, amount + more, "duration", name)


def _and_a_half(tokens: Tokens, end: int) -> tuple[int, float]:
    """(next token, 0.5) behind `and a half`, however it is joined."""
    if tokens.phrase(end, 3) == "and a half":
        return end + 3, 0.5
    if tokens.phrase(end, 6) == "- and - a - half":
        return end + 6, 0.5
    return end, 0.0


def _is_told(tokens: Tokens, i: int, end: int, name: str) -> bool:
    """Whether one whole unit is said to be as long: `for a year`, `a day later`; not `a day of joy`, `in a week`."""
    before = tokens.low(i - 1)
    if before not in _BEFORE and tokens.low(end) not in _BEHIND:
        return False
    return not (before == "in" and name in ("day", "week"))


def _measure(tokens: Tokens, start: int, at: int) -> Quantity | None:
    """`half a mile`, `a half-inch`."""
    word = tokens.low(at)
    name = units.MEASURES.get(word)
    if name is None or word in units.SHORT_UNITS or len(word) < 3:
        return None
    return Quantity(start, at + 1, 0.5, 0.5, "measure", name)
