"""Where a figure may start: the words and signs worth reading on from, and sentences that have none of them."""

from __future__ import annotations

import re
from typing import Literal

from pipeline.core.figures import units
from pipeline.core.figures.calendar_words import MONTHS, PARTS_OF_DAY, WEEKDAYS
from pipeline.core.figures.number_words import DENOMINATORS, GLYPHS, NUMBER_WORDS, PLURALS, SCALES
from pipeline.core.figures.numerals import SIGNS, sign_at
from pipeline.core.figures.ranks import ORDINALS, SUPERLATIVES
from pipeline.core.figures.tokens import Tokens
from pipeline.core.figures.unit_reading import currency_before

Role = Literal["number", "date", "rank", "both", "symbol"]

# Words that name a time only together with the word behind them.
_BEFORE_TIME = frozenset("last next this past previous coming following earlier later".split())
_PART_OF = frozenset("mid early late end middle beginning start".split())
_DAY_WORDS = frozenset("yesterday today tonight tomorrow noon midday midnight midyear".split())
_ROLES: dict[str, Role] = {
    **dict.fromkeys(SUPERLATIVES, "rank"),
    **dict.fromkeys(("no", "number"), "rank"),
    **dict.fromkeys(ORDINALS, "rank"),
    **dict.fromkeys((*MONTHS, *WEEKDAYS, *_DAY_WORDS, *_BEFORE_TIME, *_PART_OF), "date"),
    **dict.fromkeys(
        (*NUMBER_WORDS, *PLURALS, "half", "halves", "several", "tens", "minus", "negative"), "number"
    ),
    **dict.fromkeys(("a", "an", "quarter"), "number"),
}
_AFTER_ARTICLE = (
    frozenset(("hundred", "dozen", "score", "couple", "few", "twenty", "thirty", "forty", "fifty"))
    | frozenset(SCALES) | frozenset(DENOMINATORS) | frozenset(units.DURATIONS)
)  # fmt: skip
_AFTER_MODIFIER = (
    frozenset(WEEKDAYS) | frozenset(MONTHS) | PARTS_OF_DAY
    | frozenset("week weekend month year quarter this last next upcoming coming past".split())
)  # fmt: skip
_SYMBOLS = frozenset((*units.SYMBOLS, *GLYPHS))
_QUOTES = frozenset("'’‘")

# What every sentence with a figure has: a digit or sign, or one of these words.
_WORD = re.compile(r"[^\W\d_]+")
_SIGN = re.compile(rf"[\d{re.escape(''.join(sorted(GLYPHS)))}]")
_TELLING = (
    frozenset(w for w, role in _ROLES.items() if role in ("date", "rank") and w not in _BEFORE_TIME | _PART_OF)
    | NUMBER_WORDS | frozenset(PLURALS) | _AFTER_ARTICLE | _AFTER_MODIFIER | {"half", "halves", "several", "tens"}
) - {"no", "number", "this", "last", "next", "past"}  # fmt: skip


def may_hold_figures(text: str) -> bool:
    """False for a sentence in which no figure can be: no digit and no word of number, order or time."""
    return _SIGN.search(text) is not None or not _TELLING.isdisjoint(_WORD.findall(text.lower()))


def role_at(tokens: Tokens, i: int) -> Role | None:
    """What may start at a token; None where nothing does."""
    kind = tokens.kinds[i]
    if kind == "num":
        return "both"
    if kind == "word":
        return _role_of_word(tokens, i)
    raw = tokens.raws[i]
    if raw in _SYMBOLS:
        return "number"
    if raw in _QUOTES:
        return "date"
    if raw in SIGNS and sign_at(tokens, i):
        return "number"
    return None


def _role_of_word(tokens: Tokens, i: int) -> Role | None:
    word = tokens.lows[i]
    role = _ROLES.get(word)
    if role is None:
        # only a symbol or digits behind a word make a currency of it (`US$5`, `EUR 5`)
        behind = tokens.kinds[i + 1]
        if behind != "word" and behind and currency_before(tokens, i)[0] is not None:
            return "number"
        return None
    after = tokens.lows[i + 1]
    if word in ("a", "an"):
        if after in _AFTER_ARTICLE:
            return role
        return "number" if tokens.raw(i + 1) == "$" and currency_before(tokens, i)[0] is not None else None
    if word in _BEFORE_TIME and after not in _AFTER_MODIFIER:
        return None
    if word in ("minus", "negative") and not sign_at(tokens, i):
        return None
    if word in ("no", "number") and after != "." and after not in NUMBER_WORDS:
        return None
    return role
