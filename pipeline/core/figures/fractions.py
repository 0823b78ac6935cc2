"""Parts of one in words: `two-thirds`, `a quarter of`, `half of`, `three twenty-firsts`."""

from __future__ import annotations

from dataclasses import replace

from pipeline.core.figures.number_words import COMPOUND, DENOMINATORS, SCALES, TENS, Numeral, cardinal
from pipeline.core.figures.tokens import Tokens

_OF_ONE = frozenset("was is has had said died".split())
_COUNTED = frozenset(("two", "one", "another", "second"))
HALVES = {"half": 0.5, "halves": 0.5}
_HALF_BEFORE = ("by", "in", "nearly", "almost", "about", "than")
_HALF_AFTER = ("of", "the", "its", "their", "his", "her", "our")


def read_fraction(tokens: Tokens, i: int) -> Numeral | None:
    """`two-thirds`, `a quarter`, `three quarters of`, `half of`, as parts of one; None when it is none."""
    word = tokens.low(i)
    if word in HALVES:
        if tokens.low(i + 1) in _HALF_AFTER or tokens.low(i - 1) in _HALF_BEFORE:
            return Numeral(0.5, 0.5, i, i + 1, "fraction")
        return None
    top = _top(tokens, i)
    if top is None or not top.low:
        return None
    below = _bottom(tokens, top)
    if below is None:
        return None
    top, bottom, end = below
    if tokens.low(end) in ("place", "time", "person"):
        return None
    if top.end == i + 1 and word in ("a", "an", "one") and not _is_share(tokens, i, end, tokens.low(end - 1)):
        return None
    if word == "a" and tokens.low(end) in _OF_ONE and not _COUNTED.isdisjoint(tokens.lows[:i]):
        return None  # `two were sentenced, and a third was acquitted`
    value = float(f"{top.low / bottom:.12g}")
    return Numeral(value, value, i, end, "fraction")


def _top(tokens: Tokens, i: int) -> Numeral | None:
    if tokens.low(i) not in ("a", "an"):
        return cardinal(tokens, i)
    if tokens.low(i + 1) not in ("hundred", *SCALES):
        return Numeral(1.0, 1.0, i, i + 1, "words")
    found = cardinal(tokens, i + 1)
    return None if found is None else replace(found, start=i)


def _bottom(tokens: Tokens, top: Numeral) -> tuple[Numeral, float, int] | None:
    """(what is above, below, next token): the last tens go to the bottom where a hyphen binds them to it."""
    at, hyphen = top.end, False
    if tokens.low(at) == "-":
        at, hyphen = at + 1, tokens.glued(at) and tokens.glued(at + 1)
    word = tokens.low(at)
    tens = tokens.low(top.end - 1)
    if hyphen and tens in TENS and word in COMPOUND and top.end - top.start > 1:
        shorter = cardinal(tokens, top.start)
        above = top.low - TENS[tens]
        if shorter is not None and above > 0 and (above == 1.0) == (not word.endswith("s")):
            return replace(top, low=above), TENS[tens] + COMPOUND[word], at + 1
    if word in TENS:
        follows = at + 2 if tokens.low(at + 1) == "-" else at + 1
        last = tokens.low(follows)
        if last in COMPOUND and (top.low == 1.0) == (not last.endswith("s")):
            return top, TENS[word] + COMPOUND[last], follows + 1
    if word in DENOMINATORS and (top.low == 1.0) == (not word.endswith("s")):
        return top, DENOMINATORS[word], at + 1
    return None


_ROUGHLY = frozenset("over about nearly almost than roughly some only around under".split())


def _is_share(tokens: Tokens, start: int, at: int, below: str) -> bool:
    """Tells `a third of schools`, `by almost a third,` from `a third man`, `a quarter` of a year."""
    after = tokens.low(at)
    if (after == "-" and tokens.glued(at)) or (below == "half" and tokens.low(at - 3) == "and"):
        return False  # `a half-block`, `the next year and a half`
    if tokens.low(start - 1) in _ROUGHLY and after not in ("hour", "century", "mile", "pound", "inch"):
        return True
    if after in ("of", "more", "less", "fewer", "smaller", "larger", "higher", "lower", "longer", "shorter"):
        return True
    if below == "quarter" and after in ("century", "mile", "hour"):
        return False
    return tokens.kind(at) != "word" or after in _AFTER_SHARE


_AFTER_SHARE = frozenset(
    "and are between but compared from have in is last on or over said since this to was were while who".split()
)
