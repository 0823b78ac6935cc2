"""One row for each thing disagreed on: joins what judges found in the several groups of a story."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from pipeline.core.divergence.record import number_sides
from pipeline.ids import content_id
from pipeline.model import Divergence, Evidence

Summarise = Callable[[Sequence[Evidence], str], str]
Words = tuple[str, str, int, int]

DOUBTED = 0.45  # confidence of a conflict that an article has with itself: on the list apart


def merge(divergences: Iterable[Divergence], summarise: Summarise) -> list[Divergence]:
    """Joins the divergences of one story and kind; returns them sorted by id.

    Two of one scope, subtype and explanation are about the same thing when they name the same `thing`, or
    when they share two pieces of evidence (the same words on both). The joined row is named after the
    smallest of the things, which does not depend on the order of work.
    """
    found = sorted(divergences, key=lambda d: (d.divergence_id, d.claim_id or "", d.confidence, d.summary))
    joined: list[Divergence] = []
    for members in _families(found):
        joined.append(members[0] if len(members) == 1 else _join(members, summarise))
    return sorted(map(_doubted, _one_explanation(joined)), key=lambda d: d.divergence_id)


def _families(found: Sequence[Divergence]) -> list[list[Divergence]]:
    parent = list(range(len(found)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    words = [_words(d) for d in found]
    for i, a in enumerate(found):
        for j in range(i):
            b = found[j]
            alike = (a.scope, a.subtype, a.explained_by) == (b.scope, b.subtype, b.explained_by)
            if alike and (a.thing == b.thing or len(words[i] & words[j]) >= 2):
                parent[root(i)] = root(j)
    families: dict[int, list[Divergence]] = defaultdict(list)
    for i, one in enumerate(found):
        families[root(i)].append(one)
    return list(families.values())


def _words(found: Divergence) -> set[Words]:
    return {
        (p.article_id, p.sentence_id, p.char_start, p.char_end or 0)
        for p in found.evidence
        if p.sentence_id is not None and p.char_start is not None
    }


def _join(members: Sequence[Divergence], summarise: Summarise) -> Divergence:
    strongest = max(members, key=lambda d: (d.confidence, d.severity, d.divergence_id))
    thing = min(d.thing for d in members)
    pieces = number_sides(p for d in members for p in d.evidence)
    return replace(
        strongest,
        thing=thing,
        claim_id=min((d.claim_id for d in members if d.claim_id), default=None),
        severity=max(d.severity for d in members),
        evidence=pieces,
        summary=_summary(members, pieces) or summarise(pieces, strongest.subtype),
        divergence_id=content_id(
            "divergence", strongest.story_id, strongest.scope, strongest.kind, strongest.subtype, thing
        ),
    )


def _summary(members: Sequence[Divergence], pieces: Sequence[Evidence]) -> str | None:
    """The sentence of a member that has all the evidence already, and so says what it is about."""
    whole = {(p.article_id, p.sentence_id, p.char_start, p.value) for p in pieces}
    told = [
        d
        for d in members
        if {(p.article_id, p.sentence_id, p.char_start, p.value) for p in d.evidence} == whole
    ]
    best = max(told, key=lambda d: (d.confidence, d.severity, d.divergence_id, d.summary), default=None)
    return None if best is None else best.summary


def _doubted(row: Divergence) -> Divergence:
    """An article that gives two of the values holds them for two quantities; its editor would see a clash."""
    if row.kind != "figure" or row.scope != "cross_outlet" or row.explained_by is not None:
        return row
    sides: dict[str, set[int]] = defaultdict(set)
    for piece in row.evidence:
        sides[piece.article_id].add(piece.side)
    if all(len(found) == 1 for found in sides.values()):
        return row
    return replace(row, confidence=min(row.confidence, DOUBTED))


def _one_explanation(joined: Sequence[Divergence]) -> list[Divergence]:
    """Ids must differ: where an explained and an unexplained row share one, the explained is told apart."""
    by_id: dict[str, list[Divergence]] = defaultdict(list)
    for one in joined:
        by_id[one.divergence_id].append(one)
    result: list[Divergence] = []
    for rows in by_id.values():
        rows.sort(key=lambda d: (d.explained_by or "", d.thing))
        result.append(rows[0])
        for row in rows[1:]:
            thing = f"{row.thing} ({row.explained_by})"
            key = content_id("divergence", row.story_id, row.scope, row.kind, row.subtype, thing)
            result.append(replace(row, thing=thing, divergence_id=key))
    return result
