"""Contradictions that the pair model sees and the rules do not, where nothing else explains them.

The model is one witness, and errs on single pairs. A contradiction parts a claim: nearly all that tell it stand in
one account or the other, while an odd pair among many that go together is an error. So it is heard where it is
sure of one pair and the pairs that it holds likely part the whole claim in two, and where no other account
of the difference holds: differing figures are the figure judge's, times that differ tell of two days, what
only one side holds open is a matter of certainty, and an article that tells both sides is balanced.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from pipeline.core.claims.comparison import same_in_opposite_words
from pipeline.core.divergence.claim_conflicts import Readings
from pipeline.core.divergence.pairs import proposition_key
from pipeline.core.text import numbers
from pipeline.model import AlignedGroup, Statement

LIKELY = 0.7  # probability from which a pair of statements is taken to contradict one another
SURE = 0.9  # what at least one of a claim's pairs must reach
PARTED = 0.9  # share of a claim's statements that must stand in one of the two accounts

Pairs = Sequence[tuple[Statement, Statement, float]]
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_TIMES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december today yesterday tomorrow morning afternoon evening night noon midnight early
    late earlier later week month year""".split()
)


def may_conflict(a: str, b: str) -> bool:
    """Whether two texts differ besides their punctuation, and not by figures or times that each has of its own."""
    return _WORD.findall(a.casefold()) != _WORD.findall(b.casefold()) and not _own_figures_or_times(a, b)


def accounts(group: AlignedGroup, read: Readings) -> tuple[list[Statement], list[Statement], float] | None:
    """The two accounts that part a claim, and how sure the model is of its surest pair; None where it is not parted."""
    pairs = contradicting(group, read)
    if not pairs or pairs[0][2] < SURE:
        return None
    sides = two_sides(pairs)
    if sum(map(len, sides)) < PARTED * len(group.statements):
        return None
    told = [{s.article.article_id for s in side} for side in sides]
    balanced = told[0] & told[1]
    one, other = ([s for s in side if s.article.article_id not in balanced] for side in sides)
    return (one, other, pairs[0][2]) if one and other else None


def contradicting(group: AlignedGroup, read: Readings) -> list[tuple[Statement, Statement, float]]:
    """Pairs of independent outlets that the model holds likely to contradict one another, the surest first."""
    found = [
        (a, b, sure)
        for a, b in combinations(group.statements, 2)
        if a.origin != b.origin
        and a.outlet != b.outlet
        and (sure := group.conflict(a, b) or 0.0) >= LIKELY
        and not _explained(a, b, read)
    ]
    return sorted(found, key=lambda row: (-row[2], row[0].id, row[1].id))


def two_sides(pairs: Pairs) -> tuple[list[Statement], list[Statement]]:
    """The statements of contradicting pairs in two accounts, the surest pair first; what fits neither is left out.

    A pair that touches no account that stands already is left out too: it may be about something else.
    """
    side: dict[str, int] = {}
    sides: tuple[list[Statement], list[Statement]] = ([], [])
    waiting = list(pairs)
    while waiting:
        chosen = next((p for p in waiting if not side or p[0].id in side or p[1].id in side), None)
        if chosen is None:
            break
        waiting.remove(chosen)
        a, b, _ = chosen
        if a.id not in side and b.id not in side:
            new = [(a, 0), (b, 1)]
        elif a.id in side and b.id in side:
            new = []
        else:
            known, other = (a, b) if a.id in side else (b, a)
            new = [(other, 1 - side[known.id])]
        for statement, which in new:
            side[statement.id] = which
            sides[which].append(statement)
    return sides


def thing_of(group: AlignedGroup) -> str:
    """Names what the accounts differ on, whichever of the pairs the model is sure of."""
    return f"accounts {proposition_key(group.statements)}"


def _explained(a: Statement, b: Statement, read: Readings) -> bool:
    return (
        _own_figures_or_times(a.text, b.text)
        or (a.stance == "hedges") != (b.stance == "hedges")
        or any(same_in_opposite_words(p, q) for p in read.of(a) for q in read.of(b))
    )


def _own_figures_or_times(a: str, b: str) -> bool:
    return _each_has_its_own(numbers(a), numbers(b)) or _each_has_its_own(_times(a), _times(b))


def _each_has_its_own(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a - b) and bool(b - a)


def _times(text: str) -> frozenset[str]:
    return frozenset(w for w in _WORD.findall(text.casefold()) if w in _TIMES)
