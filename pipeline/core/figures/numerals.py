"""Numbers in digits and words, with their scale: `1,850`, `3.5bn`, `two dozen`, `hundreds of thousands`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.core.figures.tokens import Tokens, number_of

Form = Literal["digits", "words", "vague", "fraction"]

UNITS = {
    word: float(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
TENS = {
    word: float(value)
    for value, word in zip(
        range(20, 100, 10), "twenty thirty forty fifty sixty seventy eighty ninety".split(), strict=True
    )
}
SCALES = {
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "quadrillion": 1e15,
    "lakh": 1e5,
    "lakhs": 1e5,
    "crore": 1e7,
    "crores": 1e7,
}
SHORT_SCALES = {
    "k": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "mio": 1e6,
    "bn": 1e9,
    "bln": 1e9,
    "tn": 1e12,
    "trn": 1e12,
}
PLURALS = {
    "dozens": 12.0,
    "scores": 20.0,
    "hundreds": 100.0,
    "thousands": 1e3,
    "millions": 1e6,
    "billions": 1e9,
    "trillions": 1e12,
}


GLYPHS = {"½": 0.5, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 0.25, "¾": 0.75, "⅕": 0.2, "⅛": 0.125}
NUMBER_WORDS = frozenset(UNITS) | frozenset(TENS) | {"hundred"} | frozenset(SCALES)


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


def read_numeral(tokens: Tokens, i: int, *, money: bool = False) -> Numeral | None:
    """The number that starts at token i, or None. `money` allows bare scale letters (`£4.5m`, `$2B`)."""
    kind = tokens.kind(i)
    if kind == "num":
        return _digits(tokens, i, money)
    if kind == "word":
        return _words(tokens, i)
    if tokens.raw(i) in GLYPHS:
        return Numeral(GLYPHS[tokens.raw(i)], GLYPHS[tokens.raw(i)], i, i + 1, "fraction")
    return None


def _digits(tokens: Tokens, i: int, money: bool) -> Numeral:
    value, end = number_of(tokens.raws[i]), i + 1
    if tokens.raw(end) in GLYPHS:
        value, end = value + GLYPHS[tokens.raw(end)], end + 1
    elif part := _slashed(tokens, end):
        value, end = value + part, end + 3
    scale, end = _scale_after(tokens, end, money)
    return Numeral(_scaled(value, scale), _scaled(value, scale), i, end, "digits", scale)


def _slashed(tokens: Tokens, i: int) -> float:
    """The `1/2` of `10 1/2 miles`; 0.0 where there is none."""
    if tokens.raw(i + 1) != "/" or tokens.glued(i) or tokens.kind(i + 2) != "num":
        return 0.0
    top, bottom = tokens.raw(i), tokens.raw(i + 2)
    if not (top.isdigit() and bottom in ("2", "3", "4", "5", "8", "16") and int(top) < int(bottom)):
        return 0.0
    return int(top) / int(bottom)


def _scaled(value: float, scale: float) -> float:
    return float(f"{value * scale:.12g}") if scale != 1.0 else value


def _scale_after(tokens: Tokens, end: int, money: bool) -> tuple[float, int]:
    """The scale written after a number (`million`, `-million`, `bn`), 1.0 when there is none."""
    at = end
    if tokens.low(at) == "-" and tokens.glued(at) and tokens.glued(at + 1):
        at += 1
    word = tokens.low(at)
    if word in SCALES:
        after = tokens.low(at + 1)
        if word in ("thousand", "hundred") and after in ("million", "billion"):
            return SCALES[word] * SCALES[after], at + 2
        return SCALES[word], at + 1
    if word == "hundred":
        following = tokens.low(at + 1)
        return (100.0 * SCALES[following], at + 2) if following in SCALES else (100.0, at + 1)
    if word in ("dozen", "dozens") and at == end:
        return 12.0, at + 1
    if at != end:
        return 1.0, end
    if word in SHORT_SCALES and (word not in ("k", "m") or tokens.glued(at) or money):
        if word == "m" and not money and _is_metre(tokens, at):
            return 1.0, end
        return SHORT_SCALES[word], at + 1
    if word == "b" and money:
        return 1e9, at + 1
    return 1.0, end


_METRE_AFTER = frozenset(
    "above away back below butterfly backstroke breaststroke deep down final freestyle from high hurdles long "
    "north of off out race radius relay south sprint sq square squared tall title under underwater up wide".split()
)


def _is_metre(tokens: Tokens, at: int) -> bool:
    """Whether the `m` at a token stands for metres (`a 100m race`) rather than millions (`2m people`)."""
    after = tokens.low(at + 1)
    if after in _METRE_AFTER or tokens.raw(at) == "M":
        return tokens.raw(at) != "M"
    return tokens.kind(at + 1) != "word" or tokens.low(at + 1) in ("and", "by", "in", "the", "to")


def _words(tokens: Tokens, i: int) -> Numeral | None:
    word = tokens.lows[i]
    if word in PLURALS or word in ("tens", "several", "few"):
        return _vague(tokens, i)
    if word in ("a", "an"):
        return _after_article(tokens, i)
    if word == "half":
        return _half_of_scale(tokens, i, i + 1)
    if word not in NUMBER_WORDS or (word in SCALES and word not in ("million", "billion")) or word in SCALES:
        return None
    return _cardinal(tokens, i)


def _after_article(tokens: Tokens, i: int) -> Numeral | None:
    """`a hundred`, `a dozen`, `a few hundred`, `a couple of dozen`, `a third` is left to fractions."""
    word = tokens.low(i + 1)
    if word == "few":
        return _vague(tokens, i)
    if word == "couple":
        end = i + 3 if tokens.low(i + 2) == "of" else i + 2
        scale, end = _scale_after(tokens, end, False)
        return Numeral(2.0 * scale, 3.0 * scale, i, end, "vague", scale)
    if word == "half" and tokens.low(i + 2) in (*SCALES, "dozen"):
        return _half_of_scale(tokens, i, i + 2)
    if word in ("hundred", "dozen", "score", *SCALES):
        found = _cardinal(tokens, i + 1)
        return None if found is None else Numeral(found.low, found.high, i, found.end, "words", found.scale)
    return None


def _half_of_scale(tokens: Tokens, start: int, at: int) -> Numeral | None:
    """`half a million`, `half a dozen`, `a half million`."""
    if tokens.low(at) in ("a", "-"):
        at += 1
    word = tokens.low(at)
    unit = SCALES.get(word) or {"dozen": 12.0, "hundred": 100.0}.get(word)
    if unit is None:
        return None
    return Numeral(unit / 2, unit / 2, start, at + 1, "words", unit)


def _vague(tokens: Tokens, i: int) -> Numeral | None:
    """`dozens`, `tens of thousands`, `several thousand`, `a few hundred`: an interval, not a number."""
    word, end = tokens.lows[i], i + 1
    if word == "a":
        word, end = "few", i + 2
    if word in ("several", "few"):
        if word == "few" and tokens.low(i) != "a":
            return None
        scale, after = _scale_after(tokens, end, False)
        if after == end:
            return None
        return Numeral(2.0 * scale, 10.0 * scale, i, after, "vague", scale)
    if tokens.low(i - 1) in ("the", "both") and word in ("scores",):
        return None
    unit = 10.0 if word == "tens" else PLURALS[word]
    if tokens.low(end) == "of" and tokens.low(end + 1) in PLURALS:
        unit, end = unit * PLURALS[tokens.lows[end + 1]], end + 2
    elif word == "tens":
        return None
    if word == "scores" and tokens.low(end) not in (
        "of",
        "more",
        "were",
        "are",
        "have",
        "had",
        "killed",
        "injured",
    ):
        return None
    return Numeral(2.0 * unit, None, i, end, "vague", unit)


def _cardinal(tokens: Tokens, i: int) -> Numeral | None:
    """English number words from token i: `twenty-one`, `five thousand one hundred`, `two and a half million`."""
    total, current, end, last = 0.0, 0.0, i, ""
    at = i
    while True:
        word = tokens.low(at)
        if word in UNITS and (last not in UNITS) and not (word == "zero" and last):
            if last in TENS and UNITS[word] > 9:
                break
            current += UNITS[word]
        elif word in TENS and last not in UNITS and last not in TENS:
            current += TENS[word]
        elif word == "hundred" and (last in UNITS or last in TENS or not last):
            current = (current or 1.0) * 100.0
        elif word in ("dozen", "score", "dozens") and (
            last in UNITS or last in TENS or not last or last == "hundred"
        ):
            current = (current or 1.0) * (20.0 if word == "score" else 12.0)
            last, end = word, at + 1
            break
        elif word in SCALES:
            total, current = total + (current or 1.0) * SCALES[word], 0.0
        elif (word == "and" and (last == "hundred" or last in SCALES) and _continues(tokens, at + 1)) or (
            word == "-"
            and last
            and tokens.glued(at)
            and tokens.low(at + 1) in NUMBER_WORDS
            and tokens.glued(at + 1)
        ):
            at += 1
            continue
        else:
            break
        last, end = word, at + 1
        at += 1
    if not last:
        return None
    value, end, scale = _and_a_half(tokens, total + current, end)
    return Numeral(value, value, i, end, "words", SCALES.get(last, scale))


def _continues(tokens: Tokens, at: int) -> bool:
    """Whether the number goes on after `and`: `two hundred and six`, not `six hundred and two million`."""
    return tokens.low(at) in UNITS or tokens.low(at) in TENS


def _and_a_half(tokens: Tokens, value: float, end: int) -> tuple[float, int, float]:
    phrase = tokens.phrase(end, 3)
    for words, part in (("and a half", 0.5), ("and a quarter", 0.25), ("and three quarters", 0.75)):
        if phrase == words and tokens.low(end + 3) not in ("of",):
            scale = SCALES.get(tokens.low(end + 3), 1.0)
            return (value + part) * scale, end + (4 if scale != 1.0 else 3), scale
    if phrase.startswith("- and") and tokens.phrase(end, 6) == "- and - a - half":
        return value + 0.5, end + 6, 1.0
    return value, end, 1.0
