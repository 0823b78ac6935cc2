"""The conflicts of one thing: its sides, what time explains of them and what it does not, and the thing's name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.core.divergence import figure_intervals as intervals
from pipeline.core.divergence import figure_values as values
from pipeline.core.divergence.figure_clusters import Edge, Key, Node, article_of, clash
from pipeline.core.divergence.figure_mentions import content
from pipeline.core.divergence.figure_sides import explained_by_time, moment, rises_with_time

THING_WORDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """One thing disagreed on: its sides, each of nodes that agree, and what explains it."""

    sides: tuple[tuple[Node, ...], ...]
    explained_by: Literal["time", "source"] | None
    strength: float
    gap: float

    @property
    def nodes(self) -> tuple[Node, ...]:
        return tuple(node for side in self.sides for node in side)


def conflicts(edges: Sequence[Edge]) -> list[Conflict]:
    """The conflicts of one cluster: what time explains apart from what it does not."""
    compared = {frozenset((e.a.key, e.b.key)) for e in edges if e.verdict.label == "divergent"}
    nodes = sorted({n.key: n for e in edges for n in (e.a, e.b)}.values(), key=lambda n: n.key)
    sides = _one_sided(_sides(nodes))
    side_of = {n.key: i for i, side in enumerate(sides) for n in side}
    meeting = {frozenset(side_of[k] for k in pair) for pair in compared if all(k in side_of for k in pair)}
    clashing = [
        (a, b)
        for i, one in enumerate(sides)
        for two in sides[:i]
        if frozenset((i, sides.index(two))) in meeting
        for a in one
        for b in two
        if clash(a, b)
    ]
    told = [n for side in sides for n in side if any(n.key in (a.key, b.key) for a, b in clashing)]
    if not clashing:
        return []
    strength = max(e.verdict.strength for e in edges if e.verdict.label == "divergent")
    timeless = [(a, b) for a, b in clashing if not explained_by_time(a.side, b.side)]
    if not timeless:
        return [_conflict(sides, told, "time", strength)]
    if len(timeless) == len(clashing):
        return [_conflict(sides, told, _sources(timeless), strength)]
    return _divided(sides, told, timeless, strength)


def _one_sided(sides: list[tuple[Node, ...]]) -> list[tuple[Node, ...]]:
    """An article that gives two of the values takes neither side; a side that no other article takes falls."""
    if len({article_of(n) for side in sides for n in side}) < 2:
        return sides
    standing: dict[str, set[int]] = defaultdict(set)
    for i, side in enumerate(sides):
        for node in side:
            if not _conceded(node):
                standing[article_of(node)].add(i)
    kept = [
        tuple(n for n in side if len(standing[article_of(n)]) < 2 and not standing[article_of(n)] - {i})
        for i, side in enumerate(sides)
    ]
    return [side for side in kept if side]


_CONCEDED = re.compile(
    r"\b(?:publicly|officially|admit(?:s|ted)?|acknowledge[sd]?|claim(?:s|ed)?|insist(?:s|ed)?|conced(?:es|ed))\b",
    re.IGNORECASE,
)


def _conceded(node: Node) -> bool:
    """Whether a sentence gives a value as what another side owns to, so that its article need not stand by it."""
    return _CONCEDED.search(node.statement.text) is not None


def _divided(
    sides: Sequence[tuple[Node, ...]],
    told: Sequence[Node],
    timeless: Sequence[tuple[Node, Node]],
    strength: float,
) -> list[Conflict]:
    """A rise that time explains, and what does not fit into it."""
    rising = _rising(told)
    found = []
    kept = [n for n in told if n.key in rising]
    if len({_side_of(n, sides) for n in kept}) > 1:
        found.append(_conflict(sides, kept, "time", strength))
    left = {n.key for pair in timeless for n in pair if any(m.key not in rising for m in pair)}
    rest = [n for n in told if n.key in left]
    if len({_side_of(n, sides) for n in rest}) > 1:
        found.append(_conflict(sides, rest, _sources(timeless), strength))
    return found


def _sides(nodes: Sequence[Node]) -> list[tuple[Node, ...]]:
    """Nodes that agree, together; one that fits two sides takes none."""
    order = {"exact": 0, "about": 1, "nearly": 1, "at_least": 2, "more_than": 2}
    ranked = sorted(nodes, key=lambda n: (order.get(n.side.figure.approximator, 3), _level(n), n.key))
    sides: list[list[Node]] = []
    for node in ranked:
        fitting = [side for side in sides if not any(clash(node, other) for other in side)]
        if not fitting:
            sides.append([node])
        elif len(fitting) == 1:
            fitting[0].append(node)
        else:
            same = [s for s in fitting if any(_level(node) == _level(o) for o in s)]
            if len(same) == 1:
                same[0].append(node)
    return [
        tuple(sorted(side, key=lambda n: n.key))
        for side in sorted(sides, key=lambda s: (_level(s[0]), s[0].key))
    ]


def _level(node: Node) -> float:
    one = intervals.claimed(node.side.figure)
    if one is None:
        return 0.0
    return one.low if one.low is not None else (one.high or 0.0)


def _side_of(node: Node, sides: Sequence[tuple[Node, ...]]) -> int:
    return next(i for i, side in enumerate(sides) if any(n.key == node.key for n in side))


def _rising(nodes: Sequence[Node]) -> set[Key]:
    """The longest run of nodes, by time, of which each pair agrees or is explained by time."""
    told = [(when.timestamp(), _level(n), n.key, n) for n in nodes if (when := moment(n.side)) is not None]
    dated = [node for *_, node in sorted(told, key=lambda item: item[:3])]
    best: list[list[Node]] = []
    for node in dated:
        runs = [run for run in best if all(_fits(earlier, node) for earlier in run)]
        longest = max(runs, key=len, default=[])
        best.append([*longest, node])
    return {n.key for n in max(best, key=len, default=[])}


def _fits(early: Node, late: Node) -> bool:
    return (
        not clash(early, late)
        or rises_with_time(early.side, late.side)
        or explained_by_time(early.side, late.side)
    )


def _sources(pairs: Sequence[tuple[Node, Node]]) -> Literal["source"] | None:
    """Whether all conflicting pairs name two different sources."""
    given = all(a.side.source and b.side.source and a.side.source != b.side.source for a, b in pairs)
    return "source" if given else None


def _conflict(
    sides: Sequence[tuple[Node, ...]],
    kept: Sequence[Node],
    explained_by: Literal["time", "source"] | None,
    strength: float,
) -> Conflict:
    keys = {n.key for n in kept}
    chosen = tuple(part for side in sides if (part := tuple(n for n in side if n.key in keys)))
    gaps = [values.gap(a[0].side.figure, b[0].side.figure) for i, a in enumerate(chosen) for b in chosen[:i]]
    return Conflict(sides=chosen, explained_by=explained_by, strength=strength, gap=max(gaps, default=0.0))


def thing(nodes: Sequence[Node]) -> str:
    """What a cluster's figures are of, in words that most of them share; never their values."""
    counts: dict[str, int] = defaultdict(int)
    for node in nodes:
        for word in node.side.mention.words:
            counts[word] += 1
    common = [w for w, n in counts.items() if 2 * n >= len(nodes)]
    if not common:
        for node in nodes:
            for word in content(node.statement.text):
                counts[word] += 1
        common = [w for w, n in counts.items() if 2 * n >= len(nodes)]
    chosen = sorted(common, key=lambda w: (-counts[w], w))[:THING_WORDS]
    order = next((n.side.mention.figure.referent for n in nodes if n.side.mention.figure.referent), "") or ""
    place = {word: i for i, word in enumerate(order.split())}
    return " ".join(sorted(chosen, key=lambda w: (place.get(w, 99), w)))
