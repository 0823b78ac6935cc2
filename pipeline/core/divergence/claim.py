"""Claims: what one outlet states and another denies (contradiction), or holds open (certainty).

Only propositions that speak of the same thing are compared (`core.claims.comparison`). Outlets disagree
only where the words are their own or one speaker's: that A denies what B says is news, not a disagreement
of those who report it. An article that carries both sides is balanced and stands on neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import combinations
from typing import Literal

from pipeline.core.claims.causes import cause_of
from pipeline.core.claims.comparison import agrees, contradicts, one_voice, settled_against_open
from pipeline.core.claims.limits import limit_of
from pipeline.core.claims.order import orders, reversed_order
from pipeline.core.claims.propositions import Proposition, propositions
from pipeline.core.divergence.record import divergence, evidence, severity
from pipeline.core.text import content_stems, stem
from pipeline.model import AlignedGroup, Divergence, Evidence, Statement

Subtype = Literal["contradiction", "certainty"]

UPDATE_AFTER = timedelta(hours=6)  # one side wholly this much later: what was known may have changed
_DENYING = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|fail\w*|refus\w*|den(?:y|ies|ied)|reject\w*"
    r"|disput\w*|refut\w*|rebut\w*|declin\w*|neglect\w*)\b|n[’']t\b",
    re.IGNORECASE,
)
WEAK_SCORE = 0.55  # alignment scores from here on add to the confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """What one statement says on the thing at issue; offsets into its sentence."""

    statement: Statement
    value: str
    start: int
    end: int
    proposition: Proposition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Conflict:
    subtype: Subtype
    thing: str
    a: _Side
    b: _Side
    confidence: float


class ClaimJudge:
    """Judges claims of scope cross_outlet; subtypes `contradiction` and `certainty`."""

    name = "claim"
    kind = "claim"

    def judge(self, group: AlignedGroup) -> Iterable[Divergence]:
        """At most one divergence for each subtype: a claim is one thing to disagree on."""
        if group.scope != "cross_outlet":
            return
        found: dict[Subtype, list[_Conflict]] = {}
        for a, b in combinations(group.statements, 2):
            if a.origin == b.origin or a.outlet == b.outlet:
                continue
            for conflict in _conflicts(a, b, group):
                found.setdefault(conflict.subtype, []).append(conflict)
        for subtype, conflicts in sorted(found.items()):
            yield from self._row(group, subtype, conflicts)

    def _row(
        self, group: AlignedGroup, subtype: Subtype, conflicts: Sequence[_Conflict]
    ) -> Iterator[Divergence]:
        sides = _unbalanced([side for c in conflicts for side in (c.a, c.b)])
        if len({side.value for side in sides}) < 2:
            return
        pieces = [evidence(s.statement, value=s.value, start=s.start, end=s.end) for s in sides]
        statements = list({s.statement.id: s.statement for s in sides}.values())
        yield divergence(
            group,
            kind="claim",
            subtype=subtype,
            thing=min(c.thing for c in conflicts),
            severity=severity(0.95 if subtype == "contradiction" else 0.75, statements),
            confidence=max(c.confidence for c in conflicts),
            summary=self.summarise(pieces, subtype),
            evidence=pieces,
            explained_by="time" if _came_later(sides) else None,
        )

    def summarise(self, evidence: Sequence[Evidence], subtype: str) -> str:
        """Which outlets say what, in their deciding words."""
        sides: dict[str, list[Evidence]] = {}
        for piece in evidence:
            sides.setdefault(piece.value or "", []).append(piece)
        told = [
            f"{_listed(sorted({p.outlet for p in pieces}))} “{_shortest(pieces)}”"
            for _, pieces in sorted(sides.items(), reverse=subtype == "certainty")
        ]
        lead = (
            "Stated as settled and held open"
            if subtype == "certainty"
            else "Statements that cannot both hold"
        )
        return f"{lead}: " + "; ".join(told) + "."


def _shortest(pieces: Sequence[Evidence]) -> str:
    return min((p.quote or "" for p in pieces), key=lambda q: (len(q), q))


def _conflicts(a: Statement, b: Statement, group: AlignedGroup) -> Iterator[_Conflict]:
    score = group.score(a, b)
    base = 0.5 + 0.2 * max((score or 0.0) - WEAK_SCORE, 0.0)
    yield from _on_propositions(a, b, group, base)
    yield from _on_cause(a, b, base)
    yield from _on_cause(b, a, base)
    yield from _on_limit(a, b, base)
    yield from _on_order(a, b, base)


def _on_propositions(a: Statement, b: Statement, group: AlignedGroup, base: float) -> Iterator[_Conflict]:
    for p in _propositions(a):
        for q in _propositions(b):
            if not one_voice(p, q):
                continue
            if contradicts(p, q) and not (p.affirmed != q.affirmed and _denials(a.text) == _denials(b.text)):
                subtype: Subtype = "contradiction"
                values = _truth_values(p, q)
            elif settled_against_open(p, q):
                subtype, values = "certainty", ("settled", "open")
            elif settled_against_open(q, p):
                subtype, values = "certainty", ("open", "settled")
            else:
                continue
            if _tells(b, p, group) or _tells(a, q, group):
                continue  # one of the articles tells both sides
            yield _Conflict(
                subtype=subtype,
                thing=_thing(p, q),
                a=_Side(statement=a, value=values[0], start=p.start, end=p.end, proposition=p),
                b=_Side(statement=b, value=values[1], start=q.start, end=q.end, proposition=q),
                confidence=base + 0.1 * (p.speaker is None and q.speaker is None),
            )


def _denials(text: str) -> int:
    """How many words of a text deny. Equally many in both: the negation is of something else, or shared."""
    return len(_DENYING.findall(text))


def _on_cause(a: Statement, b: Statement, base: float) -> Iterator[_Conflict]:
    """`a` names the cause as a fact, `b` holds it open."""
    named, held = cause_of(a.text), cause_of(b.text)
    if named is None or held is None or named.state != "named" or held.state != "open":
        return
    yield _Conflict(
        subtype="certainty",
        thing="cause",
        a=_Side(statement=a, value="settled", start=named.start, end=named.end),
        b=_Side(statement=b, value="open", start=held.start, end=held.end),
        confidence=base + 0.1,
    )


def _on_limit(a: Statement, b: Statement, base: float) -> Iterator[_Conflict]:
    one, two = limit_of(a.text), limit_of(b.text)
    if one is None or two is None or one.state == two.state:
        return
    yield _Conflict(
        subtype="contradiction",
        thing="limit",
        a=_Side(statement=a, value=one.state, start=one.start, end=one.end),
        b=_Side(statement=b, value=two.state, start=two.start, end=two.end),
        confidence=base + 0.05,
    )


def _on_order(a: Statement, b: Statement, base: float) -> Iterator[_Conflict]:
    if a.parse is None or b.parse is None:
        return
    for x in orders(a.parse):
        for y in orders(b.parse):
            if reversed_order(x, y):
                first, second = _key(x.first), _key(y.first)
                yield _Conflict(
                    subtype="contradiction",
                    thing="order " + " ".join(sorted((x.first & y.second) | (x.second & y.first))[:4]),
                    a=_Side(statement=a, value=f"first {first}", start=x.start, end=x.end),
                    b=_Side(statement=b, value=f"first {second}", start=y.start, end=y.end),
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


def _tells(statement: Statement, other: Proposition, group: AlignedGroup) -> bool:
    """Whether the article of a statement also says, anywhere and in any voice, what another's says."""
    story = group.story
    article = story.by_article.get(statement.article.article_id, (statement.id,))
    return any(
        agrees(p, other) and (p.certainty, p.conditional) == (other.certainty, other.conditional)
        for sentence_id in article
        if sentence_id in story.statements
        for p in _propositions(story.statements[sentence_id])
    )


def _unbalanced(sides: Sequence[_Side]) -> list[_Side]:
    """Sides without the articles that stand on more than one of them; one piece for each statement."""
    values: dict[str, set[str]] = {}
    for side in sides:
        values.setdefault(side.statement.article.article_id, set()).add(side.value)
    kept: dict[tuple[str, int], _Side] = {}
    for side in sides:
        if len(values[side.statement.article.article_id]) == 1:
            kept.setdefault((side.statement.id, side.start), side)
    return list(kept.values())


def _came_later(sides: Sequence[_Side]) -> bool:
    """Whether one side was told wholly after the other, by so much that it may be an update."""
    times: dict[str, list[float]] = {}
    for side in sides:
        known = side.statement.article.known_at
        if known is None:
            return False
        times.setdefault(side.value, []).append(known.timestamp())
    if len(times) != 2:
        return False
    one, two = times.values()
    gap = UPDATE_AFTER.total_seconds()
    return min(two) - max(one) >= gap or min(one) - max(two) >= gap


def _key(words: frozenset[str]) -> str:
    return " ".join(sorted(words)[:3])


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
