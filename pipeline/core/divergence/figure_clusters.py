"""Figures of one thing across several statements: sides, and what time explains of their conflicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.core.divergence import figure_values as values
from pipeline.core.divergence.figure_compare import Side, Verdict, is_running, rates_of
from pipeline.core.divergence.figure_sides import may_be_so_far
from pipeline.model import Statement

Key = tuple[str, int, int, int]
Apart = Callable[["Node", "Node"], bool]  # whether two figures are known to be of two things


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A figure in its statement."""

    statement: Statement
    side: Side

    @property
    def key(self) -> Key:
        figure, sentence = self.side.figure, self.statement.sentence
        return sentence.article_id, sentence.position, figure.char_start, figure.char_end


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A compared pair."""

    a: Node
    b: Node
    verdict: Verdict


def never(a: Node, b: Node) -> bool:  # noqa: ARG001 - the shape that `apart` has
    """Nothing is known to tell two figures apart."""
    return False


def clusters(edges: Iterable[Edge], apart: Apart = never) -> list[list[Edge]]:
    """Edges by the thing that they are about, in a fixed order; things without a conflict are left out.

    Figures that agree make a fact. Facts that clash are about one thing when most of them were compared with
    each other: a chain of single comparisons would join whatever a story counts.
    """
    kept = sorted(edges, key=lambda e: (-e.verdict.strength, e.a.key, e.b.key))
    facts = _facts(kept)
    between: dict[frozenset[Key], float] = {}
    for edge in kept:
        pair = frozenset((facts[edge.a.key], facts[edge.b.key]))
        if edge.verdict.label == "divergent" and len(pair) == 2:
            between[pair] = max(between.get(pair, 0.0), edge.verdict.strength)
    nodes: dict[Key, list[Node]] = defaultdict(list)
    for node in sorted({n.key: n for e in kept for n in (e.a, e.b)}.values(), key=lambda n: n.key):
        nodes[facts[node.key]].append(node)
    things = _linked(between, nodes, apart)
    grouped: dict[Key, list[Edge]] = defaultdict(list)
    for edge in kept:
        one, two = things.get(facts[edge.a.key]), things.get(facts[edge.b.key])
        if one is not None and one == two:
            grouped[one].append(edge)
    return [
        members
        for _, members in sorted(grouped.items())
        if any(e.verdict.label == "divergent" for e in members)
    ]


def _facts(edges: Sequence[Edge]) -> dict[Key, Key]:
    """Each figure's fact, named after its first figure: figures that agree, none of which clash."""
    nodes = {n.key: n for e in edges for n in (e.a, e.b)}
    fact = {key: key for key in nodes}
    members: dict[Key, list[Node]] = {key: [node] for key, node in nodes.items()}
    agreeing = [e for e in edges if e.verdict.label in ("equal", "compatible")]
    for edge in sorted(agreeing, key=lambda e: e.verdict.label != "equal"):
        one, two = sorted((fact[edge.a.key], fact[edge.b.key]))
        if one == two or any(clash(a, b) for a in members[one] for b in members[two]):
            continue
        for node in members[two]:
            fact[node.key] = one
        members[one] += members.pop(two)
    return fact


def article_of(node: Node) -> str:
    return node.statement.article.article_id


def _linked(
    between: Mapping[frozenset[Key], float], nodes: Mapping[Key, Sequence[Node]], apart: Apart
) -> dict[Key, Key]:
    """Facts by thing: joined while at least half of the pairs that this brings together were compared, and
    none is known to be of two things.
    """
    thing_of = {key: key for pair in between for key in pair}
    members = {key: [key] for key in thing_of}
    for pair in sorted(between, key=lambda p: (-between[p], sorted(p))):
        named = sorted({thing_of[key] for key in pair})
        if len(named) < 2:
            continue
        one, two = named
        if any(
            apart(m, n)
            or (article_of(m) == article_of(n) and (_is_money(m) or frozenset((a, b)) not in between))
            for a in members[one]
            for b in members[two]
            for m in nodes[a]
            for n in nodes[b]
        ):
            continue
        compared = sum(frozenset((a, b)) in between for a in members[one] for b in members[two])
        if 2 * compared < len(members[one]) * len(members[two]):
            continue
        for key in members[two]:
            thing_of[key] = one
        members[one] += members.pop(two)
    return thing_of


def _is_money(node: Node) -> bool:
    """Amounts of money that one article gives are of several things: it tells of offers, debts and prices."""
    return node.side.figure.kind == "money"


def clash(a: Node, b: Node) -> bool:
    running = is_running(a.side, b.side)
    rates = rates_of(a.side, b.side)
    found = values.relation(a.side.figure, b.side.figure, running=running, rates=rates)
    return found == "conflict" and not may_be_so_far(a.side, b.side)
