"""Claims: what one outlet states and another denies (contradiction), or holds open (certainty).

Only propositions that speak of the same thing are compared (`core.claims.comparison`). Outlets disagree
only where the words are their own or one speaker's: that A denies what B says is news, not a disagreement
of those who report it. An article that carries both sides is balanced and stands on neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import combinations

from pipeline.core.divergence.claim_conflicts import Conflict, Readings, Side, Subtype, conflicts_of
from pipeline.core.divergence.claim_model import SURE, accounts, thing_of
from pipeline.core.divergence.pairs import with_aligned
from pipeline.core.divergence.record import divergence, evidence, severity
from pipeline.model import AlignedGroup, Divergence, Evidence, Statement

APART = 0.4  # confidence of a row that rests on the pair model alone: below what counts
UPDATE_AFTER = timedelta(hours=6)  # one side wholly this much later: what was known may have changed


class ClaimJudge:
    """Judges claims of scope cross_outlet; subtypes `contradiction` and `certainty`."""

    name = "claim"
    kind = "claim"

    def judge(self, group: AlignedGroup) -> Iterable[Divergence]:
        """At most one divergence for each subtype: a claim is one thing to disagree on."""
        if group.scope != "cross_outlet":
            return
        found: dict[Subtype, list[Conflict]] = {}
        read = Readings()
        for a, b in _pairs(group):
            for conflict in conflicts_of(a, b, group, read):
                found.setdefault(conflict.subtype, []).append(conflict)
        for subtype, conflicts in sorted(found.items()):
            yield from self._row(group, subtype, conflicts)
        if "contradiction" not in found:
            yield from self._by_model(group, read)

    def _by_model(self, group: AlignedGroup, read: Readings) -> Iterator[Divergence]:
        """What the pair model alone sees, on the list apart: on coverage new to it most such rows are wrong."""
        found = accounts(group, read)
        if found is None:
            return
        *sides, sure = found
        pieces = [
            evidence(s, value=f"account {number}") for number, side in enumerate(sides, start=1) for s in side
        ]
        yield divergence(
            group,
            kind="claim",
            subtype="contradiction",
            thing=thing_of(group),
            severity=severity(0.95, [s for side in sides for s in side]),
            confidence=APART + 0.5 * (sure - SURE),
            summary=self.summarise(pieces, "contradiction"),
            evidence=pieces,
            explained_by="time" if _apart_in_time(*sides) else None,
        )

    def _row(
        self, group: AlignedGroup, subtype: Subtype, conflicts: Sequence[Conflict]
    ) -> Iterator[Divergence]:
        sides = _unbalanced([side for c in conflicts for side in (c.a, c.b)])
        if len({side.value for side in sides}) < 2:
            return
        pieces = [evidence(s.statement, value=s.value, start=s.start, end=s.end) for s in sides]
        if subtype == "certainty" and _same_words(pieces):
            return  # `expected` on both sides: what one adds is a condition, and no other certainty
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


_OPEN = re.compile(r"\b(?:expect|likely|may\b|might|could|plan|hope|aim|propos|consider)", re.IGNORECASE)


def _same_words(pieces: Sequence[Evidence]) -> bool:
    """Whether two values rest on the very same deciding words, which by themselves hold it open."""
    of_value: dict[str, set[str]] = {}
    for piece in pieces:
        of_value.setdefault(piece.value or "", set()).add((piece.quote or "").casefold())
    shared = {words for a, b in combinations(of_value.values(), 2) for words in a & b}
    return any(_OPEN.search(words) for words in shared)


def _shortest(pieces: Sequence[Evidence]) -> str:
    return min((p.quote or "" for p in pieces), key=lambda q: (len(q), q))


def _pairs(group: AlignedGroup) -> Iterator[tuple[Statement, Statement]]:
    """Pairs of independent outlets: of the claim's statements, and of these with others aligned to them."""
    own = {s.id for s in group.statements}
    for a, b in combinations(with_aligned(group), 2):
        if a.origin == b.origin or a.outlet == b.outlet:
            continue
        if own >= {a.id, b.id} or (own & {a.id, b.id} and group.score(a, b) is not None):
            yield a, b


def _unbalanced(sides: Sequence[Side]) -> list[Side]:
    """Sides without the articles that stand on more than one of them; one piece for each statement."""
    values: dict[str, set[str]] = {}
    for side in sides:
        values.setdefault(side.statement.article.article_id, set()).add(side.value)
    kept: dict[tuple[str, int], Side] = {}
    for side in sides:
        if len(values[side.statement.article.article_id]) == 1:
            kept.setdefault((side.statement.id, side.start), side)
    return list(kept.values())


def _came_later(sides: Sequence[Side]) -> bool:
    """Whether one side was told wholly after the other, by so much that it may be an update."""
    of_value: dict[str, list[Statement]] = {}
    for side in sides:
        of_value.setdefault(side.value, []).append(side.statement)
    return len(of_value) == 2 and _apart_in_time(*of_value.values())


def _apart_in_time(one: Sequence[Statement], other: Sequence[Statement]) -> bool:
    times = [[s.article.known_at for s in side] for side in (one, other)]
    first, second = ([t for t in side if t is not None] for side in times)
    if len(first) < len(one) or len(second) < len(other):
        return False
    return min(second) - max(first) >= UPDATE_AFTER or min(first) - max(second) >= UPDATE_AFTER


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
