"""Parts of one in words: `two-thirds`, `a quarter of`, `half of`."""

from __future__ import annotations

from pipeline.core.figures.numerals import UNITS, Numeral
from pipeline.core.figures.tokens import Tokens

HALVES = {"half": 0.5, "halves": 0.5}
DENOMINATORS = {
    "third": 3.0,
    "thirds": 3.0,
    "quarter": 4.0,
    "quarters": 4.0,
    "fourth": 4.0,
    "fourths": 4.0,
    "fifth": 5.0,
    "fifths": 5.0,
    "sixth": 6.0,
    "sixths": 6.0,
    "seventh": 7.0,
    "sevenths": 7.0,
    "eighth": 8.0,
    "eighths": 8.0,
    "ninth": 9.0,
    "ninths": 9.0,
    "tenth": 10.0,
    "tenths": 10.0,
    "twelfth": 12.0,
    "twentieth": 20.0,
    "hundredth": 100.0,
    "hundredths": 100.0,
    "thousandth": 1000.0,
}


def read_fraction(tokens: Tokens, i: int) -> Numeral | None:
    """`two-thirds`, `a quarter`, `three quarters of`, `half of`, as parts of one; None when it is none."""
    word = tokens.low(i)
    if word in HALVES:
        if tokens.low(i + 1) in ("of", "the", "its", "their", "his", "her", "our") or tokens.low(i - 1) in (
            "by",
            "in",
            "nearly",
            "almost",
            "about",
            "than",
        ):
            return Numeral(0.5, 0.5, i, i + 1, "fraction")
        return None
    top = 1.0 if word in ("a", "an", "one") else UNITS.get(word)
    if not top:
        return None
    at = i + 1
    if tokens.low(at) == "-" and tokens.glued(at):
        at += 1
    below = tokens.low(at)
    if below == "twenty" and tokens.low(at + 1) == "-" and tokens.low(at + 2) in DENOMINATORS:
        bottom, at = 20.0 + DENOMINATORS[tokens.low(at + 2)], at + 2
    elif below in DENOMINATORS and (top == 1.0) == (not below.endswith("s")):
        bottom = DENOMINATORS[below]
    else:
        return None
    after = tokens.low(at + 1)
    if word in ("a", "an", "one") and not _is_share(tokens, at + 1, below):
        return None
    if after in ("place", "time", "person"):
        return None
    return Numeral(top / bottom, top / bottom, i, at + 1, "fraction")


def _is_share(tokens: Tokens, at: int, below: str) -> bool:
    """Tells `a third of schools`, `by almost a third,` from `a third man`, `a quarter` of a year."""
    after = tokens.low(at)
    if after in ("of", "more", "less", "fewer", "smaller", "larger", "higher", "lower", "longer", "shorter"):
        return True
    if below == "quarter" and after in ("century", "mile", "hour"):
        return False
    return tokens.kind(at) != "word" or after in (
        "and",
        "are",
        "between",
        "but",
        "compared",
        "from",
        "have",
        "in",
        "is",
        "last",
        "on",
        "or",
        "over",
        "said",
        "since",
        "this",
        "to",
        "was",
        "were",
        "while",
        "who",
    )
