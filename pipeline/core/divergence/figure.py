"""Judges figures: a row for each thing on which values stand that cannot all be true."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from pipeline.core.divergence import figure_confidence, figure_onset, figure_summary, record
from pipeline.core.divergence import figure_intervals as intervals
from pipeline.core.divergence.figure_clusters import Edge, Node, clusters
from pipeline.core.divergence.figure_compare import Side, Verdict, compare_figures, sides_of
from pipeline.core.divergence.figure_conflicts import Conflict, conflicts, thing
from pipeline.core.divergence.figure_pairs import PairVerdict, judge_pair, judged_pairs
from pipeline.core.divergence.figure_story import StoryFigures
from pipeline.core.divergence.figure_versions import changed_figures
from pipeline.core.figures.vocabulary import STATES
from pipeline.model import AlignedGroup, Divergence, Evidence, Figure, Statement, StoryCoverage

__all__ = ["FigureJudge", "PairVerdict", "Side", "Verdict", "compare_figures", "judge_pair", "sides_of"]

HEADLINE = 0.75  # of a headline and a sentence of its body
WITHIN = 0.8  # of two sentences of one article
_BASE = {
    "count": 0.6,
    "money": 0.6,
    "percent": 0.55,
    "date": 0.5,
    "duration": 0.4,
    "measure": 0.45,
    "rank": 0.4,
}
_OF_LIFE = 0.85
_EXPLAINED = 0.5  # an update or a difference of sources weighs less


class FigureJudge:
    """Finds values of one thing that cannot both hold: across outlets, inside an article and between its versions."""

    name = "figure"
    kind = "figure"

    def __init__(self) -> None:
        self._last: tuple[StoryCoverage, StoryFigures] | None = None  # groups come story by story

    def _of(self, story: StoryCoverage) -> StoryFigures:
        if self._last is None or self._last[0] is not story:
            self._last = (story, StoryFigures(story))
        return self._last[1]

    def judge(self, group: AlignedGroup) -> Iterable[Divergence]:
        """A row for each thing and explanation; nothing where figures are equal, compatible or not comparable."""
        if group.scope == "cross_outlet":
            yield from self._across(group)
            return
        if group.scope == "cross_version":
            yield from (_row(group, conflict) for conflict in changed_figures(group))
            return
        if group.scope == "within_article":
            yield from _starts(group)
        found = _headline(group) if group.scope == "headline_body" else _inside(group)
        for cluster in clusters(found):
            for conflict in conflicts(cluster):
                yield _row(group, conflict)

    def _across(self, group: AlignedGroup) -> Iterator[Divergence]:
        """The story's conflicts that the group's statements are in.

        One whose sentences are in no claim comes, without a claim, with each claim of two of its articles.
        """
        members = {s.id for s in group.statements}
        articles = {s.article.article_id for s in group.statements}
        for conflict in self._of(group.story).conflicts:
            if any(n.statement.id in members for n in conflict.nodes):
                yield _row(group, conflict)
            elif len(articles & {n.statement.article.article_id for n in conflict.nodes}) > 1:
                yield replace(_row(group, conflict), claim_id=None)

    def summarise(self, evidence: Sequence[Evidence], subtype: str) -> str:
        """`Number: 14 (A, B) against at least 21 (C)`, from the evidence alone."""
        return figure_summary.of_evidence(
            figure_summary.HEADINGS.get(subtype, subtype.capitalize()), evidence
        )


# ---------------------------------------------------------------- which pairs are compared


def _sides(statement: Statement) -> list[Side]:
    return sides_of(
        statement.text,
        statement.figures,
        published=statement.article.known_at,
        attributions=statement.attributions,
        article=statement.article.text,
    )


def _edges(
    a: Statement, b: Statement, ones: Sequence[Side], twos: Sequence[Side], score: float | None, least: float
) -> Iterator[Edge]:
    for one, two, verdict in judged_pairs(ones, twos, score=score):
        if verdict.strength >= least or verdict.label != "divergent":
            yield Edge(a=Node(statement=a, side=one), b=Node(statement=b, side=two), verdict=verdict)


def _headline(group: AlignedGroup) -> list[Edge]:
    """The headline's figures that no sentence of the body bears out, against the one that denies them best."""
    headline, body = group.statements[0], group.statements[1:]
    ones = _sides(headline)
    edges = [e for s in body for e in _edges(headline, s, ones, _sides(s), None, HEADLINE)]
    borne_out = {e.a.key for e in edges if e.verdict.label != "divergent"}
    return [e for e in edges if e.a.key not in borne_out and e.a.side.figure.kind != "date" and _alone(e)]


def _inside(group: AlignedGroup) -> list[Edge]:
    """Two sentences of an article in its own voice, or of one source, that give one thing two values."""
    sides = {s.id: [x for x in _sides(s) if x.figure.kind != "date"] for s in group.statements}
    found: list[Edge] = []
    for a, b in combinations([s for s in group.statements if s.sentence.section == "body"], 2):
        for edge in _edges(a, b, sides[a.id], sides[b.id], None, WITHIN):
            if edge.verdict.label != "divergent" or _strictly(edge):
                found.append(edge)
    return found


def _alone(edge: Edge) -> bool:
    """Each is the only figure of its kind in its sentence: a headline that counts several leaves open what of."""
    return edge.a.side.siblings == edge.b.side.siblings == 1


def _strictly(edge: Edge) -> bool:
    one, two = edge.a.side, edge.b.side
    shared = one.mention.words & two.mention.words
    same_voice = one.source == two.source
    exact = one.figure.approximator == two.figure.approximator == "exact"
    return _alone(edge) and same_voice and exact and len(shared) >= 2 and edge.verdict.explained_by is None


def _starts(group: AlignedGroup) -> Iterator[Divergence]:
    """Two dates for the start of one event in one article."""
    nodes = [Node(statement=s, side=side) for s in group.statements for side in _sides(s)]
    for a, b, confidence in figure_onset.clashes(figure_onset.onsets(nodes)):
        pieces = [_piece(n.node, _day(n.node.side.figure)) for n in (a, b)]
        yield record.divergence(
            group,
            kind="figure",
            subtype="date",
            thing=f"start of {a.event}",
            severity=record.severity(_BASE["date"], [a.node.statement, b.node.statement]),
            confidence=confidence,
            summary=figure_summary.of_evidence(f"Start of the {a.event}", pieces),
            evidence=pieces,
        )


def _day(figure: Figure) -> str:
    """A date's normalised value; `--10-07` (ISO 8601) for one whose year is unknown."""
    told = figure_onset.yearless(figure)
    return f"--{told[0]:02}-{told[1]:02}" if told else _value(figure)


# ---------------------------------------------------------------- rows


def _row(group: AlignedGroup, conflict: Conflict) -> Divergence:
    nodes = conflict.nodes
    subtype = nodes[0].side.figure.kind
    about = thing(nodes)
    pieces = [_piece(n, _label(side)) for side in conflict.sides for n in side]
    base = _OF_LIFE if STATES & set(about.split()) else _BASE[subtype]
    across = group.scope == "cross_outlet"
    confidence = figure_confidence.confidence(conflict, group.story.scores) if across else _curve(conflict)
    weight = base * (_EXPLAINED if conflict.explained_by else 1.0)
    return record.divergence(
        group,
        kind="figure",
        subtype=subtype,
        thing=f"{subtype} {about}",
        severity=record.severity(weight, [n.statement for n in nodes], gap=conflict.gap),
        confidence=confidence if about else min(confidence, _UNNAMED),
        summary=_summary(group, conflict, figure_summary.heading(about, subtype, nodes), pieces),
        evidence=pieces,
        explained_by=conflict.explained_by,
    )


def _summary(group: AlignedGroup, conflict: Conflict, about: str, pieces: Sequence[Evidence]) -> str:
    if group.scope == "cross_version":
        return figure_summary.of_evidence(about, pieces)
    return figure_summary.of_sides(about, conflict.sides)


_UNNAMED = 0.45  # nobody can check a clash that does not say what it counts: it stays on the list apart


# A logistic curve over how surely the figures are of one thing, fitted on judged coverage of which also the conflicts
# too unsure to be told were kept; measured on stories that the fit had not seen. `docs/design.md` has the figures.
_SLOPE, _MIDDLE, _LEVEL = 9.2, 0.6, 0.82


def _curve(conflict: Conflict) -> float:
    """How likely a conflict of an article with itself is real, by how surely its figures are of one thing."""
    return min(
        1.0 / (1.0 + math.exp(-(_SLOPE * (conflict.strength - _MIDDLE) + _LEVEL))), figure_confidence.MOST
    )


def _piece(node: Node, value: str) -> Evidence:
    figure = node.side.figure
    return record.evidence(node.statement, value=value, start=figure.char_start, end=figure.char_end)


def _label(side: Sequence[Node]) -> str:
    """One value for a side: that of its most exact figure."""
    order = {"exact": 0, "about": 2, "nearly": 2}
    best = min(
        side, key=lambda n: (order.get(n.side.figure.approximator, 1), intervals.grain(n.side.figure), n.key)
    )
    return _value(best.side.figure)


def _value(figure: Figure) -> str:
    """A figure's normalised value: `14`, `>=21`, `10..20`, with its unit."""
    low, high = figure.value_low, figure.value_high
    unit = figure.unit if figure.kind not in ("date", "count", "rank") else None
    if figure.kind == "money" and not unit:
        unit = intervals.currency(figure)
    if low is not None and high is not None:
        text = _plain(low) if low == high else f"{_plain(low)}..{_plain(high)}"
    elif low is not None:
        text = f"{'>' if figure.low_open else '>='}{_plain(low)}"
    else:
        text = f"{'<' if figure.high_open else '<='}{_plain(high or 0.0)}"
    return f"{text} {unit}" if unit else text


def _plain(value: float) -> str:
    return f"{value:.10g}" if abs(value) < 1e9 else f"{value:.0f}"
