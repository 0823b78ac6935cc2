"""Pairs of sentences whose relation is known because the second is made from the first by one small change."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

from pipeline.core.text import STOP_WORDS

Made = tuple[str, str, str]  # premise, hypothesis, relation

_NUMBER = re.compile(r"(?<![\w.,$€£-])(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?![\w-]|[.,]\d)")
_BE = re.compile(r"\b(is|are|was|were|has|have|had|will|would|can|could|should)\b(?! not\b)")
_SAID = re.compile(r"^(.{15,}?),? (?:the |a |an )?((?:\w+ ){0,3}\w+) (said|says|told \w+|added)\b[^,]*\.?$")
_CLAUSE = re.compile(
    r", (?:which|who|where|after|while|when|as|including|despite|because|amid) [^,]{12,}(?=[,.])"
)
_SOURCES = (
    "police", "the government", "a spokesman", "the company", "local officials", "residents", "a union leader",
    "the ministry", "an analyst", "witnesses", "opposition leaders", "the agency",
)  # fmt: skip
_HEDGES = (
    "It is possible that ",
    "It was unclear whether ",
    "There were unconfirmed reports that ",
    "Critics doubt that ",
)


def made_pairs(texts: Sequence[str], draw: random.Random) -> Iterator[Made]:
    """At most one change of each kind for a text, both ways where both are known."""
    for text in texts:
        for make in (_figure, _negation, _source, _dropped, _hedged, _same):
            yield from make(text, draw)


def _figure(text: str, draw: random.Random) -> Iterator[Made]:
    """Another number: both cannot hold."""
    found = [m for m in _NUMBER.finditer(text) if float(m.group().replace(",", "")) not in range(1900, 2100)]
    if not found:
        return
    chosen = draw.choice(found)
    value = float(chosen.group().replace(",", ""))
    other = value * draw.choice((0.4, 0.6, 1.5, 2.0, 3.0)) + draw.choice((1, 2, 3))
    told = f"{other:,.0f}" if "." not in chosen.group() else f"{other:.1f}"
    if told != chosen.group():
        changed = text[: chosen.start()] + told + text[chosen.end() :]
        yield text, changed, "contradiction"
        yield changed, text, "contradiction"


def _negation(text: str, _: random.Random) -> Iterator[Made]:
    """The first verb that takes `not`, in its first clause."""
    found = _BE.search(text.split(",", 1)[0])
    if found and "?" not in text and not re.search(r"\b(no|never|not|n't|nobody|none)\b", text):
        changed = f"{text[: found.end()]} not{text[found.end() :]}"
        yield text, changed, "contradiction"
        yield changed, text, "contradiction"


def _source(text: str, draw: random.Random) -> Iterator[Made]:
    """Someone else says it: neither follows from the other."""
    found = _SAID.match(text)
    if not found:
        return
    other = draw.choice([s for s in _SOURCES if s not in text])
    changed = f"{found.group(1).rstrip(',')}, {other} {found.group(3)}."
    yield text, changed, "neutral"
    yield changed, text, "neutral"


def _dropped(text: str, _: random.Random) -> Iterator[Made]:
    """Without a clause: what is left follows, the whole does not follow from it."""
    found = _CLAUSE.search(text)
    if found and len(text) - (found.end() - found.start()) > 40:
        after = text[found.end() :].removeprefix(",")
        changed = text[: found.start()] + after
        yield text, changed, "entailment"
        yield changed, text, "neutral"


def _hedged(text: str, draw: random.Random) -> Iterator[Made]:
    """Told as open: what is settled does not follow from it."""
    first = text.split(" ", 1)[0]
    if len(text) < 160 and first.casefold() in STOP_WORDS and first not in ("I", "But", "And"):
        yield draw.choice(_HEDGES) + text[0].lower() + text[1:], text, "neutral"


def _same(text: str, draw: random.Random) -> Iterator[Made]:
    """The same words follow from themselves."""
    if draw.random() < 0.15:
        yield text, text, "entailment"
