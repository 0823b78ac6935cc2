"""Where two aligned statements disagree: on a proposition, on a cause, on a limit, on what came first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.core.claims.causes import cause_of
from pipeline.core.claims.comparison import agrees, contradicts, one_voice, settled_against_open, unverified
from pipeline.core.claims.limits import limit_of
from pipeline.core.claims.order import orders, reversed_order
from pipeline.core.claims.propositions import Proposition, propositions
from pipeline.core.text import content_stems, stem
from pipeline.model import AlignedGroup, Statement

Subtype = Literal["contradiction", "certainty"]

WEAK_SCORE = 0.55  # alignment scores from here on add to the confidence
_UNLIKE_CAUSES = {("named", "open"), ("named", "possible"), ("likely", "open")}
_DENYING = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|fail\w*|refus\w*|den(?:y|ies|ied)|reject\w*"
    r"|disput\w*|refut\w*|rebut\w*|declin\w*|neglect\w*)\b|n[’']t\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What one statement says on the thing at issue; offsets into its sentence."""

    statement: Statement
    value: str
    start: int
    end: int
    proposition: Proposition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    subtype: Subtype
    thing: str
    a: Side
    b: Side
    confidence: float


class Readings:
    """The propositions of a story's statements, each read once."""

    def __init__(self) -> None:
        self._read: dict[str, tuple[Proposition, ...]] = {}

    def of(self, statement: Statement) -> tuple[Proposition, ...]:
        if statement.id not in self._read:
            self._read[statement.id] = _propositions(statement)
        return self._read[statement.id]


def conflicts_of(a: Statement, b: Statement, group: AlignedGroup, read: Readings) -> Iterator[Conflict]:
    """What two statements disagree on; nothing where one of their articles tells both sides."""
    score = group.score(a, b)
    base = 0.5 + 0.2 * max((score or 0.0) - WEAK_SCORE, 0.0)
    yield from _on_propositions(a, b, group, read, base)
    yield from _on_cause(a, b, base)
    yield from _on_cause(b, a, base)
    yield from _on_limit(a, b, base)
    yield from _on_order(a, b, base)


def _on_propositions(
    a: Statement, b: Statement, group: AlignedGroup, read: Readings, base: float
) -> Iterator[Conflict]:
    for p in read.of(a):
        for q in read.of(b):
            if not one_voice(p, q):
                continue
            if contradicts(p, q) and not (p.affirmed != q.affirmed and _denials(a.text) == _denials(b.text)):
                subtype: Subtype = "contradiction"
                values = _truth_values(p, q)
            elif settled_against_open(p, q) or unverified(p, q):
                subtype, values = "certainty", ("settled", "open")
            elif settled_against_open(q, p) or unverified(q, p):
                subtype, values = "certainty", ("open", "settled")
            else:
                continue
            if _tells(b, p, group, read) or _tells(a, q, group, read):
                continue  # one of the articles tells both sides
            yield Conflict(
                subtype=subtype,
                thing=_thing(p, q),
                a=Side(statement=a, value=values[0], start=p.start, end=p.end, proposition=p),
                b=Side(statement=b, value=values[1], start=q.start, end=q.end, proposition=q),
                confidence=base + 0.1 * (p.speaker is None and q.speaker is None),
            )


def _denials(text: str) -> int:
    """How many words of a text deny. Equally many in both: the negation is of something else, or shared."""
    return len(_DENYING.findall(text))


def _on_cause(a: Statement, b: Statement, base: float) -> Iterator[Conflict]:
    """`a` names the cause as a fact and `b` holds it open, or `a` tells one as likely and `b` knows none."""
    named, held = cause_of(a.text), cause_of(b.text)
    if named is None or held is None or (named.state, held.state) not in _UNLIKE_CAUSES:
        return
    yield Conflict(
        subtype="certainty",
        thing="cause",
        a=Side(statement=a, value="settled", start=named.start, end=named.end),
        b=Side(statement=b, value="open", start=held.start, end=held.end),
        confidence=base + 0.1,
    )


def _on_limit(a: Statement, b: Statement, base: float) -> Iterator[Conflict]:
    one, two = limit_of(a.text), limit_of(b.text)
    if one is None or two is None or one.state == two.state:
        return
    yield Conflict(
        subtype="contradiction",
        thing="limit",
        a=Side(statement=a, value=one.state, start=one.start, end=one.end),
        b=Side(statement=b, value=two.state, start=two.start, end=two.end),
        confidence=base + 0.05,
    )


def _on_order(a: Statement, b: Statement, base: float) -> Iterator[Conflict]:
    if a.parse is None or b.parse is None:
        return
    for x in orders(a.parse):
        for y in orders(b.parse):
            if reversed_order(x, y):
                first, second = _key(x.first), _key(y.first)
                yield Conflict(
                    subtype="contradiction",
                    thing="order " + " ".join(sorted((x.first & y.second) | (x.second & y.first))[:4]),
                    a=Side(statement=a, value=f"first {first}", start=x.start, end=x.end),
                    b=Side(statement=b, value=f"first {second}", start=y.start, end=y.end),
                    confidence=base,
                )


def _propositions(statement: Statement) -> tuple[Proposition, ...]:
    """A statement's propositions; those inside an attribution's content get its source for a speaker."""
    if statement.parse is None:
        return ()
    found = []
    for p in propositions(statement.parse):
        speaker = p.speaker
        for attribution in statement.attributions:
            if speaker is None and attribution.content_start <= p.end - 1 < attribution.content_end:
                speaker = frozenset(content_stems(attribution.source or ""))
        if statement.sentence.is_quote and speaker is None:
            speaker = frozenset()
        found.append(p if speaker == p.speaker else replace(p, speaker=speaker))
    return tuple(found)


def _truth_values(p: Proposition, q: Proposition) -> tuple[str, str]:
    if p.affirmed != q.affirmed:
        return ("affirmed", "denied") if p.affirmed else ("denied", "affirmed")
    if p.head != q.head:
        return p.head.replace("_", " "), q.head.replace("_", " ")
    return f"{_key(p.agent)} {p.head}", f"{_key(q.agent)} {q.head}"


def _thing(p: Proposition, q: Proposition) -> str:
    """Names what is at issue by words of both sides: a predicate and what it is about."""
    about = (p.theme & q.theme) or ((p.theme | p.context) & (q.theme | q.context))
    return " ".join([*sorted(about)[:3], min(stem(p.head), stem(q.head))])


def _tells(statement: Statement, other: Proposition, group: AlignedGroup, read: Readings) -> bool:
    """Whether the article of a statement also says, anywhere and in any voice, what another's says."""
    story = group.story
    article = story.by_article.get(statement.article.article_id, (statement.id,))
    return any(
        agrees(p, other) and (p.certainty, p.conditional) == (other.certainty, other.conditional)
        for sentence_id in article
        if sentence_id in story.statements
        for p in read.of(story.statements[sentence_id])
    )


def _key(words: frozenset[str]) -> str:
    return " ".join(sorted(words)[:3])
