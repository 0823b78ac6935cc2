"""Numbers in words: `twenty-one`, `five thousand one hundred`, `two and a half million`, `one point six`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.core.figures.tokens import Tokens

Form = Literal["digits", "words", "vague", "fraction"]

UNITS = {
    word: float(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
} | {"nought": 0.0, "naught": 0.0}
TENS = {
    word: float(value)
    for value, word in zip(
        range(20, 100, 10), "twenty thirty forty fifty sixty seventy eighty ninety".split(), strict=True
    )
}
SCALES = {
    "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "quadrillion": 1e15, "lakh": 1e5, "lakhs": 1e5,
    "crore": 1e7, "crores": 1e7,
}  # fmt: skip
PLURALS = {
    "dozens": 12.0, "scores": 20.0, "hundreds": 100.0, "thousands": 1e3, "millions": 1e6, "billions": 1e9,
    "trillions": 1e12,
}  # fmt: skip
GLYPHS = {"½": 0.5, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 0.25, "¾": 0.75, "⅕": 0.2, "⅛": 0.125, "⅙": 1 / 6}
NUMBER_WORDS = frozenset(UNITS) | frozenset(TENS) | {"hundred"} | frozenset(SCALES)
DOZENS = ("dozen", "dozens", "score")

_ORDINALS = (
    "third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth twentieth"
).split()
_ONE_PART = {word: float(n) for n, word in enumerate(_ORDINALS, start=3)} | {
    "half": 2.0, "quarter": 4.0, "thirtieth": 30.0, "fortieth": 40.0, "fiftieth": 50.0, "sixtieth": 60.0,
    "hundredth": 100.0, "thousandth": 1e3, "millionth": 1e6, "billionth": 1e9, "trillionth": 1e12,
}  # fmt: skip
# What a whole is cut into: `third`, `thirds`.
DENOMINATORS = (
    _ONE_PART | {f"{word}s": n for word, n in _ONE_PART.items() if word != "half"} | {"halves": 2.0}
)
# The last word of a compound one: `three twenty-firsts`.
COMPOUND = {"first": 1.0, "firsts": 1.0, "second": 2.0, "seconds": 2.0} | {
    word: n for word, n in DENOMINATORS.items() if 3 <= n <= 9 and not word.startswith(("quarter", "hal"))
}


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number read at tokens [start, end): its interval, and how it was written."""

    low: float
    high: float | None
    start: int
    end: int
    form: Form
    scale: float = 1.0

    @property
    def is_point(self) -> bool:
        return self.low == self.high


def part_at(tokens: Tokens, i: int) -> tuple[float, int] | None:
    """(value, next token) of a simple part of one at token i: `a half`, `two-thirds`, `three quarters`."""
    word = tokens.low(i)
    top = 1.0 if word in ("a", "an", "one") else UNITS.get(word)
    if not top:
        return None
    at = i + 2 if tokens.low(i + 1) == "-" else i + 1
    below = tokens.low(at)
    if below not in DENOMINATORS or (top == 1.0) != (not below.endswith("s")):
        return None
    return top / DENOMINATORS[below], at + 1


class _Sum:
    """A number in words as it adds up: what is closed by a scale, and what stands open."""

    def __init__(self) -> None:
        self.total = 0.0
        self.open = 0.0
        self.last = ""

    def add(self, word: str) -> bool:
        """Takes a word that may follow; False where the number ends before it."""
        last = self.last
        if word in UNITS:
            if last in UNITS or (last and not UNITS[word]) or (last in TENS and UNITS[word] > 9):
                return False
            self.open += UNITS[word]
        elif word in TENS:
            if last in UNITS or last in TENS:
                return False
            self.open += TENS[word]
        elif word == "hundred":
            if last and last not in UNITS and last not in TENS:
                return False
            self.open = (self.open or 1.0) * 100.0
        elif word in DOZENS:
            self._dozen(20.0 if word == "score" else 12.0)
        elif word in SCALES:
            if last in SCALES:  # `three lakh crore`
                self.total *= SCALES[word]
            else:
                self.total, self.open = self.total + (self.open or 1.0) * SCALES[word], 0.0
        else:
            return False
        self.last = word
        return True

    def _dozen(self, size: float) -> None:
        """`two dozen`; `three hundred and two dozen` is 324."""
        units = UNITS.get(self.last, 0.0)
        if self.open > 100.0 and 0 < units < self.open:
            self.open += units * (size - 1.0)
        else:
            self.open = (self.open or 1.0) * size

    @property
    def value(self) -> float:
        return self.total + self.open


def cardinal(tokens: Tokens, i: int) -> Numeral | None:
    """English number words from token i, with decimals and parts of one behind them."""
    found, at, end = _Sum(), i, i
    while True:
        word = tokens.low(at)
        if found.add(word):
            at += 1
            end = at
            if word in DOZENS:
                break
        elif found.last and at == end and _joins(tokens, at, found.last):
            at += 1
        else:
            break
    if not found.last:
        return None
    value, end, scale = with_part(tokens, found.value, end, SCALES.get(found.last, 1.0))
    if tokens.low(end) == "point" and tokens.low(i - 1) != "at":
        value, end, scale = _with_decimals(tokens, value, end, scale)
    return Numeral(value, value, i, end, "words", scale)


def _joins(tokens: Tokens, at: int, last: str) -> bool:
    """Whether `and` or a hyphen at a token goes on with the number: `two hundred and six`, `twenty-one`."""
    word, after = tokens.low(at), tokens.low(at + 1)
    if word == "and":
        return (
            (last == "hundred" or last in SCALES)
            and (after in UNITS or after in TENS)
            and part_at(tokens, at + 1) is None
        )
    if word != "-" or after not in NUMBER_WORDS:
        return False
    glued = tokens.glued(at) and tokens.glued(at + 1)
    spaced = not tokens.glued(at) and not tokens.glued(at + 1)
    return glued or (spaced and last in TENS and 0 < UNITS.get(after, 0.0) < 10)


def with_part(tokens: Tokens, value: float, end: int, scale: float) -> tuple[float, int, float]:
    """A number with the part of one behind it: `five and a half`, `two million and a half`, `1.5 and a half`.

    The part is of the scale before it (`a million and a half`), or has its own (`a billion and a half million`).
    """
    at = end
    if tokens.phrase(at, 2) == "- and":
        return (
            (value + 0.5, end + 6, 1.0)
            if tokens.phrase(end, 6) == "- and - a - half"
            else (value, end, scale)
        )
    if tokens.low(at) != "and":
        return value, end, scale
    part = part_at(tokens, at + 1)
    if part is None or tokens.low(part[1]) == "of":
        return value, end, scale
    own = SCALES.get(tokens.low(part[1]), 1.0)
    if scale == 1.0:
        return _tidy((value + part[0]) * own), part[1] + (own != 1.0), own
    if own != 1.0:
        return _tidy(value + part[0] * own), part[1] + 1, own
    return _tidy(value + part[0] * scale), part[1], scale


def _with_decimals(tokens: Tokens, value: float, end: int, scale: float) -> tuple[float, int, float]:
    """`one point six million`, `two hundred point zero three`, `zero point seventy-one`."""
    digits, at = "", end + 1
    while UNITS.get(tokens.low(at), 10.0) < 10:
        digits += f"{UNITS[tokens.low(at)]:.0f}"
        at += 1
    if not digits:
        behind = cardinal(tokens, at) if tokens.low(at) in TENS or tokens.low(at) in UNITS else None
        if behind is None or behind.low >= 100:
            return value, end, scale
        digits, at = f"{behind.low:.0f}", behind.end
    value += float(f"0.{digits}")
    own = SCALES.get(tokens.low(at), 1.0)
    return _tidy(value * own), at + (own != 1.0), own


def _tidy(value: float) -> float:
    return float(f"{value:.12g}")
