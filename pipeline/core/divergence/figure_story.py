"""The figures of a whole story: who gives what, which are parts of others, which stand side by side.

Aligned pairs are compared over the story and not group by group, so that one thing makes one row however many
claims its sentences fall into. What one sentence tells apart (`was 312, is now 214`; `640 of the 1,850`) is told
apart in all others.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from itertools import combinations

from pipeline.core.divergence import figure_intervals as intervals
from pipeline.core.divergence.figure_clusters import Edge, Node, clusters
from pipeline.core.divergence.figure_compare import Side, sides_of
from pipeline.core.divergence.figure_conflicts import Conflict, conflicts
from pipeline.core.divergence.figure_facts import amounts, currencies, is_bare_amount, same_facts
from pipeline.core.divergence.figure_mentions import overlap
from pipeline.core.divergence.figure_pairs import judged_pairs
from pipeline.core.divergence.figure_roles import is_nounless
from pipeline.core.divergence.figure_toll import deaths, only_moved
from pipeline.core.figures.vocabulary import AMONG
from pipeline.model import Figure, Statement, StoryCoverage

STORY_STATES = 0.55  # comparability asked of sentences that are not aligned, with a common state (`killed`)
STORY_OTHERS = 0.55  # and without
MAX_SHARING = 60  # a word that more sentences share tells nothing; also bounds the work
STORY_OVERLAP = 0.2  # words that two sentences have in common before figures in them may clash
STORY_EASE = 0.1  # one story: less is asked of two sentences than of any two
TELLING = 13  # smaller numbers are too common to recognise a part by its value


class StoryFigures:
    """Figures of one story, with the conflicts between its outlets."""

    def __init__(self, story: StoryCoverage) -> None:
        statements = [s for _, s in sorted(story.statements.items()) if s.figures]
        self._beside = _side_by_side(statements)
        self._parts = _parts(statements)
        self._amounts = amounts(statements)
        self._currencies = currencies(statements)
        sides = {s.id: self.sides(s) for s in statements}
        edges: list[Edge] = []
        for (first, second), score in sorted(story.scores.items()):
            a, b = story.statements.get(first), story.statements.get(second)
            if a is None or b is None or not a.figures or not b.figures:
                continue
            if a.article.article_id == b.article.article_id:
                continue
            for one, two, verdict in judged_pairs(sides[a.id], sides[b.id], score=score):
                edges.append(
                    Edge(a=Node(statement=a, side=one), b=Node(statement=b, side=two), verdict=verdict)
                )
        edges += self._unaligned(story, statements, sides)
        edges += same_facts(statements, sides)
        dead = deaths(statements)
        self.conflicts: tuple[Conflict, ...] = tuple(
            conflict
            for cluster in clusters(edges, self.known_apart)
            for conflict in conflicts(cluster)
            if not only_moved(conflict, dead)
        )

    def _unaligned(
        self, story: StoryCoverage, statements: list[Statement], sides: dict[str, list[Side]]
    ) -> list[Edge]:
        """Pairs of sentences that are not aligned, but count the same thing in telling words."""
        found = []
        for first, second in _sharing(statements, sides):
            a, b = story.statements[first], story.statements[second]
            if (first, second) in story.scores:
                continue
            same = a.article.article_id == b.article.article_id
            for one, two, verdict in judged_pairs(sides[first], sides[second], score=None, ease=STORY_EASE):
                if verdict.label == "divergent" and (same or not _may_clash(one, two)):
                    continue
                if verdict.strength >= (
                    STORY_STATES if one.mention.states & two.mention.states else STORY_OTHERS
                ):
                    edge = Edge(a=Node(statement=a, side=one), b=Node(statement=b, side=two), verdict=verdict)
                    found.append(edge)
        return found

    def sides(self, statement: Statement) -> list[Side]:
        """A statement's figures, with those marked that another sentence tells to be parts."""
        figures = [self._marked(self._as_money(statement, f)) for f in statement.figures]
        return sides_of(
            statement.text,
            figures,
            published=statement.article.known_at,
            attributions=statement.attributions,
            with_totals=True,
            article=statement.article.text,
        )

    def known_apart(self, a: Node, b: Node) -> bool:
        """Whether a sentence of the story gives both values side by side, as two things."""
        one, two = _value(a.side.figure), _value(b.side.figure)
        return one is not None and two is not None and frozenset((one, two)) in self._beside

    def _as_money(self, statement: Statement, figure: Figure) -> Figure:
        """A headline's `68 MILLION` is the money that its own article gives as so much; `costs 3.6bn` is money too."""
        if figure.kind != "count" or figure.unit is not None:
            return figure
        article = statement.article.article_id
        if statement.sentence.section == "headline":
            unit = self._amounts.get((article, figure.value_low or 0.0))
            if unit is not None:
                return replace(figure, kind="money", unit=unit or None)
        if is_bare_amount(figure, statement.text):
            unit = self._currencies.get(article, self._currencies.get(""))
            return figure if unit is None else replace(figure, kind="money", unit=unit or None)
        return figure

    def _marked(self, figure: Figure) -> Figure:
        words = (figure.referent or "").split()
        value = _value(figure)
        if figure.kind != "count" or AMONG in words or value is None or value not in self._parts:
            return figure
        return replace(figure, referent=" ".join([*words, AMONG]))


def _may_clash(a: Side, b: Side) -> bool:
    """Whether figures of sentences that are not aligned may be set against each other: both say of what they are."""
    if is_nounless(a.mention) or is_nounless(b.mention):
        return False
    return overlap(a.mention.text, b.mention.text) >= STORY_OVERLAP


def _sharing(statements: list[Statement], sides: dict[str, list[Side]]) -> list[tuple[str, str]]:
    """Pairs of statements with a figure of one dimension and a telling word of its referent in common."""
    holding: dict[tuple[str, str], set[str]] = defaultdict(set)
    for statement in statements:
        for side in sides[statement.id]:
            for word in side.mention.words:
                holding[intervals.dimension(side.figure), word].add(statement.id)
    pairs = {
        pair
        for _, ids in sorted(holding.items())
        if len(ids) <= MAX_SHARING
        for pair in combinations(sorted(ids), 2)
    }
    return sorted(pairs)


def _value(figure: Figure) -> tuple[str, float] | None:
    """(dimension, value) of a figure given as one number."""
    if figure.kind in ("date", "rank") or figure.value_low is None:
        return None
    if figure.value_low != figure.value_high and figure.approximator == "between":
        return None
    one = intervals.claimed(figure)
    if one is None or one.low is None:
        return None
    base = one.low if one.high is None or one.high == one.low else (one.low + one.high) / 2
    return one.dimension, round(base, 6)


def _side_by_side(statements: list[Statement]) -> frozenset[frozenset[tuple[str, float]]]:
    """Pairs of values that a sentence gives together without setting two sources against each other."""
    found: set[frozenset[tuple[str, float]]] = set()
    for statement in statements:
        sides = sides_of(statement.text, statement.figures, attributions=statement.attributions)
        for i, a in enumerate(sides):
            for b in sides[:i]:
                one, two = _value(a.figure), _value(b.figure)
                if one is None or two is None or one == two or one[0] != two[0]:
                    continue
                if not (a.source and b.source and a.source != b.source) and not _contested(statement.text):
                    found.add(frozenset((one, two)))
    return frozenset(found)


_CONTEST = re.compile(r"\b(?:while|whereas|contested|disputed|rival|conflicting)\b", re.IGNORECASE)


def _contested(text: str) -> bool:
    """Whether a sentence sets one estimate against another: these are two values of one thing."""
    return _CONTEST.search(text) is not None


def _parts(statements: list[Statement]) -> frozenset[tuple[str, float]]:
    """Values that some sentence gives as a part of a total."""
    found: dict[tuple[str, float], int] = defaultdict(int)
    for statement in statements:
        for figure in statement.figures:
            value = _value(figure)
            if value is not None and value[1] >= TELLING and AMONG in (figure.referent or "").split():
                found[value] += 1
    return frozenset(found)
