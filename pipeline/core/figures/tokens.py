"""A sentence as small tokens with exact offsets: what the figure grammar reads."""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"""
      (?P<num> \d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)          # 1,850  26,422.5
             | \d{1,2}(?:,\d{2})+,\d{3}(?!\d)              # 1,23,45,678
             | \d{1,3}(?:[\u00a0\u2009\u202f']\d{3})+(?:\.\d+)?(?!\d)
             | \d{1,3}(?:\.\d{3}){2,}(?!\d)                # 1.234.567
             | \d+(?:\.\d+)?
             | (?<![\d\w])\.\d+ )
    | (?P<word> (?:[A-Za-z]\.){2,}                         # a.m.  U.S.
             | [^\W\d_]+(?:['’][^\W\d_]+)? )
    | (?P<sym> \S )
    """,
    re.VERBOSE,
)
_GROUPS = str.maketrans("", "", ",\u00a0\u2009\u202f'")


class Tokens:
    """Parallel lists over the tokens of a sentence; index `len(tokens)` and beyond reads as empty."""

    __slots__ = ("ends", "kinds", "lows", "raws", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.raws: list[str] = []
        self.lows: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.kinds: list[str] = []
        for match in _TOKEN.finditer(text):
            raw = match.group()
            self.raws.append(raw)
            self.lows.append(raw.lower())
            self.starts.append(match.start())
            self.ends.append(match.end())
            self.kinds.append(match.lastgroup or "sym")

    def __len__(self) -> int:
        return len(self.raws)

    def low(self, i: int) -> str:
        """The token in lower case, '' outside the sentence."""
        return self.lows[i] if 0 <= i < len(self.lows) else ""

    def raw(self, i: int) -> str:
        """The token as written, '' outside the sentence."""
        return self.raws[i] if 0 <= i < len(self.raws) else ""

    def kind(self, i: int) -> str:
        """`num`, `word` or `sym`; '' outside the sentence."""
        return self.kinds[i] if 0 <= i < len(self.kinds) else ""

    def glued(self, i: int) -> bool:
        """Whether token i follows the one before it without a space."""
        return 0 < i < len(self.raws) and self.ends[i - 1] == self.starts[i]

    def phrase(self, i: int, length: int) -> str:
        """`length` tokens from i in lower case, joined by single spaces; shorter at the end."""
        return " ".join(self.lows[max(i, 0) : i + length])


def number_of(raw: str) -> float:
    """The value of a `num` token."""
    cleaned = raw.translate(_GROUPS)
    if cleaned.count(".") > 1:
        cleaned = cleaned.replace(".", "")
    return float(cleaned)


def integer_at(tokens: Tokens, i: int, low: int, high: int) -> int | None:
    """The whole number in digits at a token when it lies in [low, high], else None."""
    raw = tokens.raw(i)
    if tokens.kind(i) != "num" or not raw.isdigit() or not low <= int(raw) <= high:
        return None
    return int(raw)
