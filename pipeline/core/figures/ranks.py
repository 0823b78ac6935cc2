"""Ordinals and places: `18th`, `third-largest`, `No. 2`, `second city`; a bare superlative of the world is first."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.core.figures.number_words import DENOMINATORS, TENS, UNITS, cardinal
from pipeline.core.figures.tokens import Tokens, number_of

_ENDINGS = frozenset(("st", "nd", "rd", "th"))
ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(),
        start=1,
    )
} | {"thirtieth": 30, "fortieth": 40, "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80,
     "ninetieth": 90,      "hundredth": 100}  # fmt: skip
SUPERLATIVES = frozenset(
    "biggest largest deadliest worst best highest lowest longest smallest richest oldest fastest tallest busiest "
    "costliest hottest poorest youngest strongest greatest bloodiest".split()
)
_NOT_AFTER_FIRST = frozenset(
    "of and , . ; in to at with on for half quarter lady ladies name aid hand degree".split()
)
_BEFORE_FIRST = frozenset(
    "the its his her their our a 's ’s ranked was is finished finish came became be your my".split()
)


@dataclass(frozen=True, slots=True)
class Rank:
    """A place read at tokens [start, end)."""

    start: int
    end: int
    value: float


def read_rank(tokens: Tokens, i: int, *, headline: bool) -> Rank | None:
    """The ordinal that starts at token i, or None; `headline` says that capitals tell nothing."""
    kind, low = tokens.kind(i), tokens.low(i)
    if kind == "num":
        if tokens.low(i + 1) in _ENDINGS and tokens.glued(i + 1) and tokens.raw(i).replace(",", "").isdigit():
            return _unless_name(tokens, Rank(i, i + 2, number_of(tokens.raws[i])), headline)
        return None
    if low in ("no", "number"):
        return _numbered(tokens, i)
    if low in ORDINALS:
        return _ordinal(tokens, i, i + 1, float(ORDINALS[low]), headline)
    if low in TENS and tokens.low(i + 1) == "-" and tokens.low(i + 2) in ORDINALS and tokens.glued(i + 1):
        value = TENS[low] + ORDINALS[tokens.lows[i + 2]]
        return _ordinal(tokens, i, i + 3, value, headline) if ORDINALS[tokens.lows[i + 2]] < 10 else None
    if low in SUPERLATIVES:
        return _superlative(tokens, i)
    if low in UNITS and (compound := _compound(tokens, i)):
        return _unless_name(tokens, compound, headline)
    return None


_ROUND_ORDINALS = {"hundredth": 100.0, "thousandth": 1e3}


def _compound(tokens: Tokens, i: int) -> Rank | None:
    """`two hundredth`, `one hundred twenty-fifth`, `hundred and first`: a whole number that ends as an ordinal."""
    whole = cardinal(tokens, i)
    if whole is None or tokens.low(i - 1) in ("a", "an"):
        return None
    at = whole.end + 1 if tokens.low(whole.end) in ("-", "and") else whole.end
    word = tokens.low(at)
    if word in _ROUND_ORDINALS and whole.low > 1 and whole.low < _ROUND_ORDINALS[word]:
        return Rank(i, at + 1, whole.low * _ROUND_ORDINALS[word])
    if whole.low >= 100 and ORDINALS.get(word, 100) < 10 and whole.low % 10 == 0:
        return Rank(i, at + 1, whole.low + ORDINALS[word])
    return None


def _ordinal(tokens: Tokens, i: int, end: int, value: float, headline: bool) -> Rank | None:
    before, after = tokens.low(i - 1), tokens.low(end)
    if tokens.phrase(i - 2, 4) == "in the first place":
        return None
    if tokens.low(i) == "first" and not _first_counts(before, after, tokens.glued(end)):
        return None
    if after in ("-",) and tokens.low(end + 1) in (
        "class",
        "hour",
        "degree",
        "hand",
        "time",
        "rate",
        "timer",
        "guess",
        "quarter",
        "half",
    ):
        return None
    if tokens.low(i) == "second" and (
        after in ("by", "the") or (before in ("split", "a") and after in (".", ","))
    ):
        return None
    if (before in UNITS or before in ("-",)) and tokens.low(i) in DENOMINATORS and tokens.low(i - 1) != "-":
        return None
    return _unless_name(tokens, Rank(i, end, value), headline)


def _first_counts(before: str, after: str, glued: bool) -> bool:
    if after == "-" and glued:
        return True
    return (before in _BEFORE_FIRST and after not in _NOT_AFTER_FIRST) or after == "place"


def _unless_name(tokens: Tokens, rank: Rank, headline: bool) -> Rank | None:
    """`Fourteenth Amendment`, `Second World War`, `21st century` are names."""
    after = tokens.raw(rank.end)
    if tokens.kind(rank.end) == "word" and after[:1].isupper() and not headline and rank.start > 0:
        return None
    if after.lower() in (
        "century",
        "centuries",
        "amendment",
        "avenue",
        "street",
        "grade",
        "grader",
        "graders",
    ):
        return None
    end = rank.end
    if tokens.raw(end) == "-" and tokens.low(end + 1) in SUPERLATIVES | {"most"}:
        end += 2
    elif tokens.low(end) in SUPERLATIVES or tokens.low(end) == "place":
        end += 1
    return Rank(rank.start, end, rank.value)


def _numbered(tokens: Tokens, i: int) -> Rank | None:
    """`No. 1`, `number two`."""
    at = i + 1
    if tokens.low(i) == "no":
        if tokens.raw(at) != "." or tokens.kind(at + 1) != "num":
            return None
        return Rank(i, at + 2, number_of(tokens.raws[at + 1]))
    if tokens.low(at) in UNITS and tokens.low(i - 1) in ("the", "at", "world", "s", "a", ",", "as"):
        return Rank(i, at + 1, UNITS[tokens.low(at)])
    return None


def _superlative(tokens: Tokens, i: int) -> Rank | None:
    """`the biggest fire in the country's history`, `the world's largest maker`: first of all."""
    before = tokens.low(i - 1)
    if before.endswith(("world's", "world’s", "country's", "country’s", "nation's", "nation’s")):
        return Rank(i - 1, i + 1, 1.0)
    if before != "the" or tokens.low(i - 2) in ("of", "among"):
        return None  # `one of the largest in the world` is not the first
    near = tokens.phrase(i + 1, 10)
    scope = _OF_ALL.search(near)
    if scope and not {"and", "since", ",", "that", "which", "one"} & set(near[: scope.start()].split()):
        return Rank(i, i + 1, 1.0)
    return None


_OF_ALL = re.compile(r" in (?:\w+ )?history\b|['’]s history\b| in the world\b| on record\b")
