"""Pairs of sentences whose relation is known because the second is made from the first by one small change."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

from pipeline.core.text import STOP_WORDS
from pipeline.model import Parse

Made = tuple[str, str, str]  # premise, hypothesis, relation

_NUMBER = re.compile(r"(?<![\w.,$€£-])(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?![\w-]|[.,]\d)")
_BE = re.compile(r"\b(is|are|was|were|has|have|had|will|would|can|could|should)\b(?! not\b)")
_NEGATION = re.compile(r"\b(no|never|not|nobody|none|nothing|neither|nor|without|cannot)\b|n[’']t\b")
_NOT = re.compile(r"\b(is|are|was|were|has|have|had|will|would|could|should) not\b ?")
_SAID = re.compile(r"^(.{15,}?),? (?:the |a |an )?((?:\w+ ){0,3}\w+) (said|says|told \w+|added)\b[^,]*\.?$")
_CLAUSE = re.compile(
    r", (?:which|who|where|after|while|when|as|including|despite|because|amid) [^,]{12,}(?=[,.])"
)
_SETTLED = re.compile(r"\b(will|would)\b(?! not\b)")
_ORDER = re.compile(r"\b(before|after)\b")
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_DAY = re.compile(rf"\b({'|'.join(_DAYS)})\b")
_OPPOSITES = (
    ("approved", "rejected"), ("accepted", "refused"), ("won", "lost"), ("rose", "fell"), ("increased", "decreased"),
    ("resumed", "halted"), ("opened", "closed"), ("supported", "opposed"), ("supports", "opposes"),
    ("allowed", "banned"), ("allows", "bans"), ("guilty", "innocent"), ("convicted", "acquitted"),
    ("survived", "died"), ("alive", "dead"), ("safe", "unsafe"), ("confirmed", "denied"), ("began", "ended"),
    ("begins", "ends"), ("higher", "lower"), ("raised", "cut"), ("legal", "illegal"), ("true", "false"),
    ("succeeded", "failed"), ("early", "late"), ("outside", "inside"), ("north", "south"), ("east", "west"),
    ("up", "down"), ("first", "last"), ("hired", "fired"), ("arrived", "left"), ("upheld", "overturned"),
    ("backed", "blocked"), ("majority", "minority"), ("public", "private"), ("agreed", "refused"),
)  # fmt: skip
_ALIKE = (
    ("purchased", "bought"), ("began", "started"), ("injured", "hurt"), ("detained", "arrested"), ("quit", "resigned"),
    ("stated", "said"), ("attempted", "tried"), ("assisted", "helped"), ("large", "big"), ("near", "close to"),
    ("children", "kids"), ("nearly", "almost"), ("about", "around"), ("more than", "over"), ("stopped", "halted"),
    ("demanded", "called for"), ("vehicle", "car"), ("physician", "doctor"), ("selected", "chose"),
    ("officials", "authorities"), ("slain", "killed"), ("released", "freed"), ("prohibited", "banned"),
)  # fmt: skip
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
_MUTUAL = frozenset(
    "meet marry join fight face play resemble match equal divorce follow have be make take".split()
)
_OTHER_WAY = {"before": "after", "after": "before"}
_SWAPPED = {a: b for pair in _OPPOSITES for a, b in (pair, pair[::-1])}
_OPPOSITE = re.compile(rf"\b({'|'.join(_SWAPPED)})\b")
_RENAMED = {a: b for pair in _ALIKE for a, b in (pair, pair[::-1])}
_NAMED = re.compile(rf"\b({'|'.join(sorted(_RENAMED, key=len, reverse=True))})\b")


def made_pairs(
    texts: Sequence[str], draw: random.Random, parses: Sequence[Parse] | None = None
) -> Iterator[Made]:
    """At most one change of each kind for a text, both ways where both are known.

    With `parses`, one of each text, doer and done-to are exchanged too.
    """
    for text in texts:
        for make in _CHANGES:
            yield from make(text, draw)
    for text, parse in zip(texts, parses or (), strict=bool(parses)):
        yield from _exchanged(text, parse)


def _both_ways(a: str, b: str, relation: str) -> Iterator[Made]:
    yield a, b, relation
    yield b, a, relation


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
        yield from _both_ways(text, text[: chosen.start()] + told + text[chosen.end() :], "contradiction")


def _negation(text: str, _: random.Random) -> Iterator[Made]:
    """The first verb that takes `not`, in its first clause; or a `not` taken away."""
    found = _NOT.search(text)
    if found:
        yield from _both_ways(text, _NOT.sub(r"\1 ", text, count=1), "contradiction")
        return
    found = _BE.search(text.split(",", 1)[0])
    if found and "?" not in text and not _NEGATION.search(text):
        yield from _both_ways(text, f"{text[: found.end()]} not{text[found.end() :]}", "contradiction")


def _opposite(text: str, draw: random.Random) -> Iterator[Made]:
    """A word for its opposite: both cannot hold. With a negation both may."""
    found = list(_OPPOSITE.finditer(text))
    if not found or _NEGATION.search(text):
        return
    chosen = draw.choice(found)
    changed = text[: chosen.start()] + _SWAPPED[chosen.group()] + text[chosen.end() :]
    yield from _both_ways(text, changed, "contradiction")


def _order(text: str, _: random.Random) -> Iterator[Made]:
    """What came first comes last."""
    found = list(_ORDER.finditer(text))
    if len(found) == 1 and text.split(" ", 1)[0] not in ("Before", "After"):
        changed = text[: found[0].start()] + _OTHER_WAY[found[0].group()] + text[found[0].end() :]
        yield from _both_ways(text, changed, "contradiction")


def _day(text: str, draw: random.Random) -> Iterator[Made]:
    """Another day of the week."""
    found = list(_DAY.finditer(text))
    if found and draw.random() < 0.5:
        chosen = draw.choice(found)
        day = draw.choice([d for d in _DAYS if d != chosen.group()])
        yield from _both_ways(text, text[: chosen.start()] + day + text[chosen.end() :], "contradiction")


def _source(text: str, draw: random.Random) -> Iterator[Made]:
    """Someone else says it: neither follows from the other."""
    found = _SAID.match(text)
    if found:
        other = draw.choice([s for s in _SOURCES if s not in text])
        yield from _both_ways(text, f"{found.group(1).rstrip(',')}, {other} {found.group(3)}.", "neutral")


def _dropped(text: str, _: random.Random) -> Iterator[Made]:
    """Without a clause: what is left follows, the whole does not follow from it."""
    found = _CLAUSE.search(text)
    if found and len(text) - (found.end() - found.start()) > 40:
        after = text[found.end() :].removeprefix(",")
        changed = text[: found.start()] + after
        yield text, changed, "entailment"
        yield changed, text, "neutral"


def _held_open(text: str, draw: random.Random) -> Iterator[Made]:
    """`may` for `will`: what may be does not say that it will; what will be may be."""
    found = _SETTLED.search(text)
    if found and not _NEGATION.search(text):
        changed = text[: found.start()] + draw.choice(("may", "might", "could")) + text[found.end() :]
        yield text, changed, "entailment"
        yield changed, text, "neutral"


def _hedged(text: str, draw: random.Random) -> Iterator[Made]:
    """Told as open: what is settled does not follow from it."""
    first = text.split(" ", 1)[0]
    if len(text) < 160 and first.casefold() in STOP_WORDS and first not in ("I", "But", "And"):
        yield draw.choice(_HEDGES) + text[0].lower() + text[1:], text, "neutral"


def _renamed(text: str, draw: random.Random) -> Iterator[Made]:
    """A word for one that means the same, half of the time with a clause less: small changes that change nothing."""
    found = list(_NAMED.finditer(text))
    if found:
        chosen = draw.choice(found)
        changed = text[: chosen.start()] + _RENAMED[chosen.group()] + text[chosen.end() :]
        yield from _both_ways(text, changed, "entailment")


def _same(text: str, draw: random.Random) -> Iterator[Made]:
    """The same words follow from themselves."""
    if draw.random() < 0.1:
        yield text, text, "entailment"


_CHANGES = (
    _figure, _negation, _opposite, _order, _day, _source, _dropped, _held_open, _hedged, _renamed, _same,
)  # fmt: skip


def _exchanged(text: str, parse: Parse) -> Iterator[Made]:
    """Doer and done-to of the main verb change places, where both are named."""
    tokens = parse.tokens
    for verb in (i for i, t in enumerate(tokens) if t.head == i and t.pos == "VERB"):
        subjects = [i for i in parse.children(verb) if tokens[i].dep == "nsubj"]
        objects = [i for i in parse.children(verb) if tokens[i].dep == "dobj"]
        if len(subjects) != 1 or len(objects) != 1 or tokens[verb].lemma in _MUTUAL:
            return
        spans = [_span(parse, i) for i in (subjects[0], objects[0])]
        if any(s is None for s in spans):
            return
        (s0, s1), (o0, o1) = (s for s in spans if s is not None)
        if s1 > o0:
            return
        doer, done = _lowered(text[s0:s1], tokens[subjects[0]].pos), text[o0:o1]
        changed = (
            text[:s0] + (done[0].upper() + done[1:] if s0 == 0 else done) + text[s1:o0] + doer + text[o1:]
        )
        yield from _both_ways(text, changed, "contradiction")


def _span(parse: Parse, i: int) -> tuple[int, int] | None:
    """Where a short phrase of somebody named or of a group of people stands; None for other phrases."""
    below, waiting = {i}, [i]
    while waiting:
        found = parse.children(waiting.pop())
        below.update(found)
        waiting.extend(found)
    rows = sorted(below)
    token = parse.tokens[i]
    if len(rows) > 5 or rows[-1] - rows[0] + 1 != len(rows):
        return None
    if token.pos != "PROPN" and not (token.pos == "NOUN" and token.tag == "NNS"):
        return None
    if token.entity in ("DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "QUANTITY"):
        return None
    return parse.tokens[rows[0]].start, parse.tokens[rows[-1]].end


def _lowered(phrase: str, pos: str) -> str:
    return phrase[0].lower() + phrase[1:] if pos != "PROPN" or phrase.startswith("The ") else phrase
