"""Dates for the start of one event inside one article.

Two kinds of words date a start: those that name it (`the outbreak of the conflict in May`), and the hostile act
that an article ties to its war in the same sentence (`hostages taken on Oct. 7 … and end the war`). An article
that tells of one war and gives these two different dates contradicts itself. `in place since 2007` dates the
start of something else: what began must be the same thing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from pipeline.core.divergence import figure_values as values
from pipeline.core.divergence.figure_clusters import Node
from pipeline.core.figures.moments import day_of
from pipeline.model import Figure

MIN_AGE_DAYS = 21  # an act this shortly before publication is the news itself, not how it all began
NAMED_CONFIDENCE = 0.75
ACT_CONFIDENCE = 0.55

_EVENTS = {
    "war": "war conflict fighting hostilities fight warfare offensive",
    "epidemic": "epidemic outbreak pandemic",
    "strike": "strike walkout stoppage",
    "fire": "fire blaze wildfire",
    "protest": "protest protests demonstrations unrest riots",
    "siege": "siege blockade",
    "trial": "trial hearing hearings",
    "talks": "talks negotiations",
}
_EVENT = {word: name for name, words in _EVENTS.items() for word in words.split()}
_NAMES = "|".join(sorted(_EVENT, key=len, reverse=True))
_NAMED = re.compile(
    rf"\b(?:outbreak|start|beginning|onset|eruption)\s+of\s+(?:the\s+|this\s+)?(?:\w+\s+)?(?P<a>{_NAMES})\b"
    rf"|\b(?P<b>{_NAMES})\b(?:\s+\w+){{0,3}}?\s+(?:began|started|broke\s+out|erupted|begun)\b",
    re.IGNORECASE,
)
_ACT = re.compile(
    r"\b(?:hostages?\b.{0,60}?\b(?:taken|seized|abducted|captured)|(?:taken|seized|abducted)\b.{0,20}?\bhostage|"
    r"(?:surprise|initial)\s+(?:attack|assault|raid)|invaded|invasion)\b",
    re.IGNORECASE,
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH_DAY = re.compile(
    rf"(?:(?P<before>\d{{1,2}})(?:st|nd|rd|th)?\s+)?(?P<month>(?:{'|'.join(_MONTHS)})[a-z]*)\.?"
    r"(?:\s+(?P<after>\d{1,2})(?:st|nd|rd|th)?)?",
    re.IGNORECASE,
)
_YEAR = 366  # days: a span as long holds every date
_WAR = re.compile(r"\b(?:war|conflict|hostilities)\b", re.IGNORECASE)
_NEAR = 60  # code points between the words that date a start and the date


@dataclass(frozen=True, slots=True)
class Onset:
    """A date that an article gives for the start of an event."""

    node: Node
    event: str
    named: bool


def onsets(nodes: list[Node]) -> list[Onset]:
    """The dated starts among an article's dates."""
    return [found for node in nodes if node.side.figure.kind == "date" and (found := _onset(node))]


def clashes(found: list[Onset]) -> list[tuple[Onset, Onset, float]]:
    """Pairs of starts of one event that cannot both be, with the confidence of each."""
    pairs = []
    for i, a in enumerate(found):
        for b in found[:i]:
            if a.event != b.event or not (a.named or b.named):
                continue
            if _clash(a.node.side.figure, b.node.side.figure):
                pairs.append((b, a, NAMED_CONFIDENCE if a.named and b.named else ACT_CONFIDENCE))
    return pairs


def yearless(figure: Figure) -> tuple[int, int] | None:
    """Month and day of a date whose year neither the text nor a publication time tells."""
    match = _MONTH_DAY.fullmatch(figure.text.strip()) if figure.value_low is None else None
    if not match:
        return None
    day = int(match["before"] or match["after"] or 0)
    return (_MONTHS.index(match["month"][:3].lower()) + 1, day) if 1 <= day <= 31 else None


def _clash(a: Figure, b: Figure) -> bool:
    """Whether the two dates differ, in whichever year one without a year lies."""
    one, two = yearless(a), yearless(b)
    if one and two:
        return one != two
    if not one and not two:
        return values.relation(a, b) == "conflict"
    told, known = (one, b) if one else (two, a)
    if told is None or known.value_low is None or known.value_high is None:
        return False
    first, last = day_of(known.value_low), day_of(known.value_high)
    days = (first + timedelta(days=n) for n in range(min((last - first).days, _YEAR) + 1))
    return all((day.month, day.day) != told for day in days)


def _onset(node: Node) -> Onset | None:
    figure, text = node.side.figure, node.statement.text
    if figure.precision in ("minute", "hour") or (figure.value_high is None and not yearless(figure)):
        return None
    for match in _NAMED.finditer(text):
        if _beside(match, figure, text):
            return Onset(node, _EVENT[(match["a"] or match["b"]).lower()], True)
    published = node.statement.article.published_at
    last = None if figure.value_high is None else day_of(figure.value_high)
    if published and last and (published.date() - last).days < MIN_AGE_DAYS:
        return None
    for match in _ACT.finditer(text):
        if _beside(match, figure, text) and _WAR.search(text):
            return Onset(node, "war", False)
    return None


def _beside(match: re.Match[str], figure: Figure, text: str) -> bool:
    """Whether the date stands right behind (or before) the words, in their clause."""
    if match.end() <= figure.char_start:
        between = text[match.end() : figure.char_start]
    elif figure.char_end <= match.start():
        between = text[figure.char_end : match.start()]
    else:
        return False
    return len(between) <= _NEAR and not re.search(r"[;:.!?]\s|,\s(?:and|but|which|who)\b", between)
