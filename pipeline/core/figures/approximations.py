"""What the words around a number make of it: `more than`, `nearly`, `up to`, `or so`."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.core.figures.tokens import Tokens
from pipeline.model import Approximator

_LEFT: dict[str, Approximator] = {
    "more than": "more_than", "over": "more_than", "above": "more_than", "exceeding": "more_than",
    "upwards of": "more_than", "upward of": "more_than", "in excess of": "more_than", "greater than": "more_than",
    "higher than": "more_than", "larger than": "more_than", "bigger than": "more_than", "just over": "more_than",
    "just above": "more_than", "a little over": "more_than", "a little more than": "more_than",
    "slightly more than": "more_than", "slightly over": "more_than", "little more than": "more_than",
    "well over": "more_than", "far more than": "more_than", "just more than": "more_than", "longer than": "more_than",
    "shortly after": "more_than", "just after": "more_than", "a little after": "more_than", "topped": "more_than",
    "soon after": "more_than", "exceeded": "more_than", "exceeds": "more_than", "exceed": "more_than",
    "surpassed": "more_than", "beyond": "more_than",
    "at least": "at_least", "a least": "at_least", "no fewer than": "at_least", "no less than": "at_least",
    "not less than": "at_least", "a minimum of": "at_least", "minimum of": "at_least", "not fewer than": "at_least",
    "up to": "at_most", "as many as": "at_most", "as much as": "at_most", "no more than": "at_most",
    "at most": "at_most", "a maximum of": "at_most", "maximum of": "at_most", "not more than": "at_most",
    "at the most": "at_most", "as high as": "at_most", "as long as": "at_most", "within": "at_most",
    "less than": "less_than", "fewer than": "less_than", "under": "less_than", "below": "less_than",
    "lower than": "less_than", "shorter than": "less_than", "smaller than": "less_than",
    "younger than": "less_than", "older than": "more_than",
    "nearly": "nearly", "almost": "nearly", "just under": "nearly", "just below": "nearly", "barely": "about",
    "a little under": "nearly", "a little less than": "nearly", "slightly less than": "nearly",
    "just shy of": "nearly", "shortly before": "nearly", "just before": "nearly",
    "a little before": "nearly", "shy of": "nearly", "not quite": "nearly", "little less than": "nearly",
    "slightly under": "nearly", "nearing": "nearly", "approaching": "nearly", "just less than": "nearly",
    "about": "about", "around": "about", "some": "about", "roughly": "about", "approximately": "about",
    "circa": "about", "approx": "about", "an estimated": "about", "estimated": "about", "close to": "about",
    "in the region of": "about", "in the order of": "about", "something like": "about", "near": "about",
    "nearer": "about", "~": "about", "≈": "about", "in the vicinity of": "about",
    "broadly": "about", "towards": "about", "toward": "about",
    ">": "more_than", "<": "less_than", "≥": "at_least", "≤": "at_most", "> =": "at_least", "< =": "at_most",
    "less than or equal to": "at_most", "equal to or less than": "at_most", "equal to or more than": "at_least",
    "greater than or equal to": "at_least", "more than or equal to": "at_least", "at least or equal to": "at_least",
    "exactly": "exact", "precisely": "exact",
}  # fmt: skip
_LONGEST = max(len(words.split()) for words in _LEFT)
_RIGHT: dict[str, Approximator] = {
    "or so": "about", "or more": "at_least", "or greater": "at_least", "and more": "at_least",
    "or better": "at_least", "or above": "at_least", "or over": "at_least", "or higher": "at_least",
    "or older": "at_least", "and over": "at_least", "and older": "at_least", "and above": "at_least",
    "or fewer": "at_most", "or less": "at_most", "or younger": "at_most", "or under": "at_most",
    "at least": "at_least", "at most": "at_most", "or thereabouts": "about", "and up": "at_least",
    "and counting": "at_least", "at the most": "at_most",
}  # fmt: skip
_GLUED: dict[str, Approximator] = {"+": "at_least", "plus": "at_least", "odd": "about", "ish": "about"}
# Words that are an approximator only straight before a number of things, not in `over the past two years`.
_DURATION_PREPOSITIONS = frozenset(("over", "within"))
_LAST_WORDS = frozenset(words.split()[-1] for words in _LEFT)


@dataclass(frozen=True, slots=True)
class Interval:
    """Where the value lies: None is an open end."""

    low: float | None
    high: float | None
    low_open: bool = False
    high_open: bool = False


def before(tokens: Tokens, i: int, *, duration: bool = False) -> tuple[Approximator, int]:
    """The approximator that ends right before token i, and the token at which it begins.

    `over` and `within` before a duration say when, not how much: they are no approximator there.
    """
    if tokens.low(i - 1) not in _LAST_WORDS:
        return "exact", i
    for length in range(min(_LONGEST, i), 0, -1):
        phrase = " ".join(tokens.lows[i - length : i])
        found = _LEFT.get(phrase)
        if found is None:
            continue
        if length == 1 and duration and phrase in _DURATION_PREPOSITIONS:
            return "exact", i
        if (
            phrase in ("under", "near", "above", "below", "beyond")
            and tokens.kind(i) != "num"
            and length == 1
        ):
            return found, i - length
        return found, i - length
    return "exact", i


def after(tokens: Tokens, i: int) -> tuple[Approximator, int]:
    """The approximator that begins at token i, and the token after it."""
    first = tokens.low(i)
    if first == "+" and tokens.glued(i):
        return "at_least", i + 1
    if first == "-" and tokens.low(i + 1) in _GLUED and tokens.glued(i):
        return _GLUED[tokens.low(i + 1)], i + 2
    if first in ("or", "and", "at"):
        for length in (3, 2):
            found = _RIGHT.get(tokens.phrase(i, length))
            if found and len(tokens) >= i + length and tokens.low(i + length) != "than":
                return found, i + length
    return "exact", i


def interval(
    low: float, high: float | None, approximator: Approximator, *, about: float, nearly: float
) -> Interval:
    """The interval that an approximator makes of a number or range."""
    top = low if high is None else high
    match approximator:
        case "more_than":
            return Interval(low, None, low_open=True, high_open=True)
        case "at_least":
            return Interval(low, None, high_open=True)
        case "less_than":
            return Interval(None, top, low_open=True, high_open=True)
        case "at_most":
            return Interval(None, top, low_open=True)
        case "nearly":
            return Interval(_tidy(low * (1 - nearly)), top, high_open=True)
        case "about":
            return Interval(_tidy(low * (1 - about)), None if high is None else _tidy(top * (1 + about)),
                            high_open=high is None)  # fmt: skip
        case _:
            return Interval(low, high, high_open=high is None)


def _tidy(value: float) -> float:
    return float(f"{value:.12g}")
