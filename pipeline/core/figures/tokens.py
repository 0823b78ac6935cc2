"""A sentence as small tokens with exact offsets: what the figure grammar reads."""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"""
      (?P<num> \d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)          # 1,850  26,422.5
             | \d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?(?!\d)     # 1,23,45,678
             | \d{1,3}(?:[\u00a0\u2009\u202f']\d{3})+(?:\.\d+)?(?!\d)
             | (?<![\d,.]\ )\b\d{1,3}(?:\ \d{3})+(?:\.\d+)?\b(?!\ ?[\d/:-]|,\d)   # 40 000  1 414 021 100
             | \d{1,3}(?:\.\d{3}){2,}(?!\d)                # 1.234.567
             | (?<![-\d.])\d{1,3},\d(?![-\d,])                 # 1,3: a decimal comma
             | \d+(?:\.\d+)?
             | (?<![\d\w])\.\d+ )
    | (?P<part> [½⅓⅔¼¾⅕⅛⅙] )
    | (?P<word> (?:[A-Za-z]\.){2,}                         # a.m.  U.S.
             | [^\W\d_½⅓⅔¼¾⅕⅛⅙²³]+(?:['’][^\W\d_]+)? )
    | (?P<sym> \S )
    """,
    re.VERBOSE,
)
_GROUPS = str.maketrans("", "", ", \u00a0\u2009\u202f'")
_BEYOND = 40  # empty tokens behind the last: any look ahead or, from the front, back finds one of them


class Tokens:
    """The tokens of a sentence; `low`, `raw` and `kind` of an index before or behind them are empty.

    `lows` and `raws` end in empty tokens, so that looking beyond an end needs no test.
    """

    __slots__ = ("count", "ends", "kind", "kinds", "low", "lows", "raw", "raws", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        matches = list(_TOKEN.finditer(text))
        self.count = len(matches)
        beyond = [""] * _BEYOND
        self.raws = [m.group() for m in matches]
        self.lows = text_lowered(self.raws)
        self.starts = [m.start() for m in matches]
        self.ends = [m.end() for m in matches]
        self.kinds = [m.lastgroup or "" for m in matches]
        self.raws += beyond
        self.lows += beyond
        self.kinds += beyond
        self.low = self.lows.__getitem__  # the token in lower case
        self.raw = self.raws.__getitem__  # the token as written
        self.kind = self.kinds.__getitem__  # `num`, `word`, `part` (½) or `sym`

    def __len__(self) -> int:
        return self.count

    def glued(self, i: int) -> bool:
        """Whether token i follows the one before it without a space."""
        return 0 < i < self.count and self.ends[i - 1] == self.starts[i]

    def phrase(self, i: int, length: int) -> str:
        """`length` tokens from i in lower case, joined by single spaces; shorter at the end."""
        return " ".join(self.lows[max(i, 0) : min(i + length, self.count)])


def text_lowered(words: list[str]) -> list[str]:
    """Each word in lower case."""
    return [word.lower() for word in words]


def number_of(raw: str) -> float:
    """The value of a `num` token."""
    cleaned = raw.replace(",", ".") if raw[-2:-1] == "," else raw.translate(_GROUPS)
    if cleaned.count(".") > 1:
        cleaned = cleaned.replace(".", "")
    return float(cleaned)


def integer_at(tokens: Tokens, i: int, low: int, high: int) -> int | None:
    """The whole number in digits at a token when it lies in [low, high], else None."""
    raw = tokens.raw(i)
    if tokens.kind(i) != "num" or not raw.isdigit() or not low <= int(raw) <= high:
        return None
    return int(raw)
