"""Rates of exchange that an article states itself: the only ones at which its amounts are converted."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.core.figures import units

Rates = tuple[tuple[str, float], ...]  # (ISO code, value of one unit in the article's base currency), sorted

_AMOUNT = r"(?P<amount>\d+(?:\.\d+)?)\s+"
_CURRENCY = r"(?P<name>(?:[A-Z][a-z]+\s+)?[a-z]+)"
_BASE = r"(?P<base>(?:[A-Z](?:[a-z]+|\.S\.)\s+)?[a-z]+)"
_FORMS = (
    re.compile(
        _AMOUNT + _CURRENCY + r"\s+(?:to|per|for)\s+(?:(?:the|one|a|each|every)\s+)?" + _BASE
    ),  # 1.12 dollars to the euro
    re.compile(r"\(?(?P<sign>[$£€¥])1(?:\.00?)?\s*=\s*" + _AMOUNT + _CURRENCY),  # ($1 = 0.89 euros)
    re.compile(r"\b1\s+" + _BASE + r"\s*=\s*" + _AMOUNT + _CURRENCY),  # 1 euro = 1.12 dollars
)


@lru_cache(maxsize=4096)
def stated_rates(text: str) -> Rates:
    """The currencies between which a text states a rate; empty where it states none, or contradicts itself.

    Several rates count where they share a base: `1.12 dollars and 0.84 pounds to the euro`.
    """
    found: dict[str, dict[str, float]] = {}
    for form in _FORMS:
        for match in form.finditer(text):
            told = match.groupdict()
            base = units.SYMBOLS[told["sign"]] if told.get("sign") else _code(told.get("base") or "")
            other, amount = _code(told["name"]), float(told["amount"])
            if not base or not other or base == other or amount <= 0:
                continue
            known = found.setdefault(base, {base: 1.0})
            if abs(known.get(other, 1 / amount) * amount - 1) > 0.01:
                return ()
            known[other] = 1 / amount
    best = max(found.values(), key=lambda rates: (len(rates), min(rates)), default={})
    return tuple(sorted(best.items()))


def _code(words: str) -> str | None:
    parts = words.lower().split()
    if not parts:
        return None
    is_money, code = units.currency_of(parts[-1], parts[0] if len(parts) > 1 else "")
    return code if is_money else None
