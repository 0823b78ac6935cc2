"""The dead and the injured of one event: who dies of a wound leaves the one count for the other.

`four dead and seven injured` and, a day later, `five dead and six injured` tell of the same eleven people.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from pipeline.core.divergence.figure_clusters import article_of
from pipeline.core.divergence.figure_conflicts import Conflict
from pipeline.model import Statement

KILLED, INJURED = "killed", "injured"


def deaths(statements: Sequence[Statement]) -> dict[str, frozenset[float]]:
    """article_id -> the numbers of dead that an article gives."""
    found: dict[str, set[float]] = defaultdict(set)
    for statement in statements:
        for figure in statement.figures:
            if (
                figure.kind == "count"
                and KILLED in (figure.referent or "").split()
                and figure.value_low is not None
            ):
                found[statement.article.article_id].add(figure.value_low)
    return {article: frozenset(values) for article, values in found.items()}


def only_moved(conflict: Conflict, dead: Mapping[str, frozenset[float]]) -> bool:
    """Whether the sides of a conflict over the injured differ by those who died: dead and injured add up alike."""
    if not any(INJURED in node.side.mention.states for node in conflict.nodes):
        return False
    return all(
        any(_alike(a.side.figure.value_low, b.side.figure.value_low, dead.get(article_of(a)), dead.get(article_of(b)))
            for a in one for b in two)
        for one, two in combinations(conflict.sides, 2)
    )  # fmt: skip


def _alike(
    one: float | None, two: float | None, dead_one: frozenset[float] | None, dead_two: frozenset[float] | None
) -> bool:
    if one is None or two is None or not dead_one or not dead_two:
        return False
    return any(one + x == two + y and x != y for x in dead_one for y in dead_two)
