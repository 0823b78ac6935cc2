"""Figures of a story that are one fact by their value: a headline's and its body's, a telling number in two texts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from pipeline.core.divergence import figure_intervals as intervals
from pipeline.core.divergence.figure_clusters import Edge, Node
from pipeline.core.divergence.figure_compare import Side, Verdict
from pipeline.core.text import words
from pipeline.model import Figure, Statement

BORNE_OUT = 0.9  # comparability of a headline's figure and the body's of the same value
TOLD_ALIKE = 0.6  # of two articles' figures of one telling value
LARGE = 1e6  # from here on a number without a noun in a headline is money where the body says so
TELLING_DIGITS = 2  # a value of so many digits but zeros tells what it is of, where a unit stands with it
TELLING_COUNT = 3  # and of so many where none does


def amounts(statements: Sequence[Statement]) -> dict[tuple[str, float], str]:
    """(article_id, amount) -> unit ('' where it is not known) of the sums of money from LARGE on in the bodies."""
    return {
        (s.article.article_id, figure.value_low): figure.unit or ""
        for s in statements
        if s.sentence.section == "body"
        for figure in s.figures
        if figure.kind == "money" and figure.value_low is not None and figure.value_low >= LARGE
    }


def currencies(statements: Sequence[Statement]) -> dict[str, str]:
    """article_id, and '' for the whole story -> the unit of its amounts, where all are of one ('' when not known)."""
    found: dict[str, set[str]] = defaultdict(set)
    for statement in statements:
        for figure in statement.figures:
            if figure.kind == "money" and " / " not in (figure.unit or ""):
                found[statement.article.article_id].add(figure.unit or "")
                found[""].add(figure.unit or "")
    return {key: next(iter(units)) for key, units in found.items() if len(units) == 1}


def is_bare_amount(figure: Figure, text: str) -> bool:
    """`the whole thing costs 3.6bn`: a scaled number without a noun, where the words around it are of money."""
    if not _SCALED.search(figure.text) or not _NO_NOUN.match(text, figure.char_end):
        return False
    return not _OF_MONEY.isdisjoint(words(text))


_SCALED = re.compile(r"(?:million|billion|trillion|bn|m|tn)$", re.IGNORECASE)
_NO_NOUN = re.compile(
    r"\s*(?:[,.;:!?)]|$|(?:is|was|are|were|in|from|to|of which|and|but|last|this|by|which|if|when|over|for|on|at|a "
    r"year|most|as|because)\b)"
)
_OF_MONEY = frozenset(
    "cost costs price worth pay pays paid raise raises raised spend spends spent fine fined haul loot levy budget debt "
    "debts profit profits loss losses revenue bill ransom damage damages tax bid offer sum value valued charge earn "
    "earns sell sold subsidy funding fund invest investment cash money stolen".split()
)


def written(figure: Figure) -> float | None:
    """The number that stands in the text, whatever the words around it make of it; None for a range."""
    low, high = figure.value_low, figure.value_high
    match figure.approximator:
        case "about" if low is not None and high is not None:
            return float(f"{(low + high) / 2:.10g}")
        case "nearly" | "at_most" | "less_than":
            return high
        case "exact" | "at_least" | "more_than":
            return low
        case _:
            return None


def same_facts(statements: Sequence[Statement], sides: Mapping[str, Sequence[Side]]) -> list[Edge]:
    """Edges between figures that agree for certain, whatever their words have in common."""
    by_value: dict[tuple[str, float], list[Node]] = defaultdict(list)
    for statement in statements:
        for side in sides[statement.id]:
            figure = side.figure
            value = written(figure)
            if figure.kind in ("date", "rank") or value is None or side.mention.is_age:
                continue
            by_value[intervals.dimension(figure), value].append(Node(statement=statement, side=side))
    found = []
    for (_, value), nodes in sorted(by_value.items()):
        for i, a in enumerate(nodes):
            for b in nodes[:i]:
                strength = _certainty(a, b, value)
                if strength:
                    verdict = Verdict(label="equal", strength=strength, reasons=("one fact by its value",))
                    found.append(Edge(a=b, b=a, verdict=verdict))
    return found


def _certainty(a: Node, b: Node, value: float) -> float:
    if a.side.mention.is_part != b.side.mention.is_part:
        return 0.0
    if a.side.mention.states and b.side.mention.states and not a.side.mention.states & b.side.mention.states:
        return 0.0
    one_article = a.statement.article.article_id == b.statement.article.article_id
    if one_article:
        headline = "headline" in (a.statement.sentence.section, b.statement.sentence.section)
        return BORNE_OUT if headline and a.statement.id != b.statement.id else 0.0
    digits = len(f"{value:.10g}".replace(".", "").strip("0")) if value < LARGE else TELLING_COUNT
    counts = a.side.figure.kind == "count"
    return TOLD_ALIKE if digits >= (TELLING_COUNT if counts else TELLING_DIGITS) and value >= 10 else 0.0
