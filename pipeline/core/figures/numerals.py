"""Numbers in digits and words, with their scale: `1,850`, `3.5bn`, `two dozen`, `hundreds of thousands`."""

from __future__ import annotations

from dataclasses import replace

from pipeline.core.figures.number_words import (
    GLYPHS,
    NUMBER_WORDS,
    PLURALS,
    SCALES,
    TENS,
    UNITS,
    Numeral,
    cardinal,
    part_at,
    with_part,
)
from pipeline.core.figures.tokens import Tokens, number_of
from pipeline.core.figures.units import SYMBOLS

SHORT_SCALES = {
    "k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "mio": 1e6, "mil": 1e6, "bn": 1e9, "bln": 1e9, "tn": 1e12, "trn": 1e12,
    "tln": 1e12,
}  # fmt: skip
SIGNS = ("-", "−", "–")
_SIGN_WORDS = ("minus", "negative")


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


def sign_at(tokens: Tokens, i: int) -> bool:
    """Whether token i makes the number behind it negative: `-5`, `minus five`, not `10-5` nor `five minus two`."""
    if tokens.low(i) in _SIGN_WORDS:
        behind = tokens.kind(i + 1) == "num" or tokens.low(i + 1) in NUMBER_WORDS
        if tokens.low(i) == "negative" and "percent" in tokens.phrase(i + 2, 2):
            return False  # `was negative 93 percent of the time`
        return (
            behind
            and tokens.low(i - 1) != "or"
            and tokens.kind(i - 1) != "num"
            and tokens.low(i - 1) not in NUMBER_WORDS
        )
    if tokens.raw(i) not in SIGNS or not tokens.glued(i + 1) or tokens.glued(i):
        return False
    joined = tokens.raw(i + 2) in SIGNS and tokens.glued(i + 2)  # `-2020-07-01`
    behind = tokens.kind(i + 1) == "num" or (tokens.raw(i + 1) in SYMBOLS and tokens.kind(i + 2) == "num")
    return behind and not joined and tokens.kind(i - 1) != "num"


def negated(numeral: Numeral, start: int) -> Numeral:
    """The number with its sign, from the token of the sign on."""
    high = numeral.low if numeral.high is None else numeral.high
    return replace(numeral, low=-high, high=-numeral.low, start=start)


# ---------------------------------------------------------------- digits


def _digits(tokens: Tokens, i: int, money: bool) -> Numeral:
    if part := slashed(tokens, i):
        return Numeral(part, part, i, i + 3, "fraction")
    value, end = number_of(tokens.raws[i]), i + 1
    if tokens.raw(end) in GLYPHS:
        value, end = value + GLYPHS[tokens.raw(end)], end + 1
    elif not tokens.glued(end) and (part := slashed(tokens, end)):
        value, end = value + part, end + 3
    scale, end = scale_after(tokens, end, money)
    value = _scaled(value, scale)
    if tokens.phrase(end, 3) in ("and a half", "and a quarter"):
        value, end, scale = with_part(tokens, value, end, scale)  # `10 and a half years`
    elif scale != 1.0 and end > i + 1:
        value, end = _with_rest(tokens, value, end, scale)
        value, end, scale = with_part(tokens, value, end, scale)
    return Numeral(value, value, i, end, "digits", scale)


def _with_rest(tokens: Tokens, value: float, end: int, scale: float) -> tuple[float, int]:
    """`4 thousand 3 hundred and 21`, `6 crore and two hundred`: smaller scales behind, and what is below a hundred."""
    while scale > 1.0 and tokens.low(end - 1) in (*SCALES, "hundred"):
        at = end + 1 if tokens.low(end) == "and" else end
        if tokens.kind(at) == "num":
            amount, after = number_of(tokens.raws[at]), at + 1
            below, stop = scale_after(tokens, after, False)
        elif at > end and tokens.low(at) in NUMBER_WORDS and part_at(tokens, at) is None:
            words = cardinal(tokens, at)
            if words is None or (scale > 100.0 and words.low < 100):
                return value, end
            amount, below, stop = words.low, words.scale, words.end
        else:
            return value, end
        joined = below > 1.0 or (scale == 100.0 and at > end) or tokens.kind(at) == "word"
        if not joined or amount * below >= scale:
            return value, end
        value, end, scale = value + amount * below, stop, below
    return value, end


def slashed(tokens: Tokens, i: int) -> float:
    """The value of `3/4`, alone or in `10 1/2 miles`; 0.0 where there is none."""
    if tokens.raw(i + 1) != "/" or tokens.kind(i + 2) != "num" or tokens.raw(i + 3) == "/":
        return 0.0
    top, bottom = tokens.raw(i), tokens.raw(i + 2)
    if not (top.isdigit() and bottom in ("2", "3", "4", "5", "8", "16") and int(top) < int(bottom)):
        return 0.0
    return int(top) / int(bottom)


def _scaled(value: float, scale: float) -> float:
    return float(f"{value * scale:.12g}") if scale != 1.0 else value


def scale_after(tokens: Tokens, end: int, money: bool) -> tuple[float, int]:
    """The scale written after a number (`million`, `-million`, `bn`), 1.0 when there is none."""
    at = end
    if tokens.low(at) == "-" and tokens.glued(at) and tokens.glued(at + 1):
        at += 1
    word = tokens.low(at)
    if word in SCALES or word == "hundred":
        scale, at = SCALES.get(word, 100.0), at + 1
        if tokens.low(at) in SCALES and (word in ("thousand", "hundred") or word.startswith("lakh")):
            return scale * SCALES[tokens.low(at)], at + 1
        return scale, at
    if word in ("dozen", "dozens") and at == end:
        return 12.0, at + 1
    if at != end:
        return 1.0, end
    return _short_scale(tokens, at, word, money)


def _short_scale(tokens: Tokens, at: int, word: str, money: bool) -> tuple[float, int]:
    if word in SHORT_SCALES and (
        word not in ("k", "m") or tokens.glued(at) or money or tokens.raw(at) == "M" or _spaced_k(tokens, at)
    ):
        if word == "m" and not money and _is_metre(tokens, at):
            return 1.0, at
        return SHORT_SCALES[word], at + 1
    if word == "b" and (money or (tokens.glued(at) and "." in tokens.raw(at - 1))):
        return 1e9, at + 1
    if money and tokens.raw(at) == "MM" and tokens.glued(at):
        return 1e6, at + 1
    return 1.0, at


def _spaced_k(tokens: Tokens, at: int) -> bool:
    """`2.33 k`: with decimals a `k` set apart is a thousand, and not a race of five kilometres."""
    return tokens.low(at) == "k" and "." in tokens.raw(at - 1)


_METRE_AFTER = frozenset(
    "above away back below butterfly backstroke breaststroke deep down final freestyle from high hurdles long "
    "north of off out race radius relay south sprint sq square squared tall title under underwater up wide".split()
)


def _is_metre(tokens: Tokens, at: int) -> bool:
    """Whether the `m` at a token stands for metres (`a 100m race`) rather than millions (`2m people`)."""
    after = tokens.low(at + 1)
    if after in _METRE_AFTER or tokens.raw(at) == "M":
        return tokens.raw(at) != "M"
    if tokens.kind(at + 1) == "num" and tokens.glued(at + 1):
        return True
    return tokens.kind(at + 1) != "word" or tokens.low(at + 1) in ("and", "by", "in", "the", "to")


# ---------------------------------------------------------------- words


def _words(tokens: Tokens, i: int) -> Numeral | None:
    word = tokens.lows[i]
    if word in PLURALS or word in ("tens", "several", "few"):
        return _vague(tokens, i)
    if part := _part_of_scale(tokens, i):
        return part
    if word in ("a", "an"):
        return _after_article(tokens, i)
    if word not in NUMBER_WORDS or word in SCALES:
        return None
    return cardinal(tokens, i)


def _after_article(tokens: Tokens, i: int) -> Numeral | None:
    """`a hundred`, `a dozen`, `a few hundred`, `a couple of dozen`, `a third` is left to fractions."""
    word = tokens.low(i + 1)
    if word == "few":
        return _vague(tokens, i)
    if word == "couple":
        end = i + 3 if tokens.low(i + 2) == "of" else i + 2
        scale, end = scale_after(tokens, end, False)
        return Numeral(2.0 * scale, 3.0 * scale, i, end, "vague", scale)
    if word in ("hundred", "dozen", "score", *SCALES):
        found = cardinal(tokens, i + 1)
        return None if found is None else replace(found, start=i)
    return None


_PARTS_OF_SCALE = {"half": 0.5, "quarter": 0.25}


def _part_of_scale(tokens: Tokens, i: int) -> Numeral | None:
    """`half a million`, `half a dozen`, `quarter million`, `two thirds of a million`, `a half million`."""
    at = i + 1 if tokens.low(i) in ("a", "an") else i
    value = _PARTS_OF_SCALE.get(tokens.low(at))
    if value is not None:
        at += 1
    elif part := part_at(tokens, i):
        value, at = part
    else:
        return None
    if tokens.low(at) == "of":
        at += 1
    if tokens.low(at) in ("a", "-"):
        at += 1
    elif tokens.low(at - 1) == "of":
        return None
    word = tokens.low(at)
    unit = SCALES.get(word) or {"dozen": 12.0, "hundred": 100.0}.get(word)
    if unit is None:
        return None
    value = float(f"{value * unit:.12g}")
    return Numeral(value, value, i, at + 1, "words", unit)


def _vague(tokens: Tokens, i: int) -> Numeral | None:
    """`dozens`, `tens of thousands`, `several thousand`, `a few hundred`: an interval, not a number."""
    word, end = tokens.lows[i], i + 1
    if word == "a":
        word, end = "few", i + 2
    if word in ("several", "few"):
        if word == "few" and tokens.low(i) != "a":
            return None
        scale, after = scale_after(tokens, end, False)
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
    if word == "scores" and tokens.low(end) not in _AFTER_SCORES:
        return None
    return Numeral(2.0 * unit, None, i, end, "vague", unit)


_AFTER_SCORES = ("of", "more", "were", "are", "have", "had", "killed", "injured")

__all__ = ["SHORT_SCALES", "TENS", "UNITS", "negated", "read_numeral", "scale_after", "sign_at", "slashed"]
