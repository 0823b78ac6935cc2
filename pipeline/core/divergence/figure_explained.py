"""Judges the figures of a finding again, and tells what each rule decided of every two that were compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from pipeline.core.divergence.figure_clusters import Node
from pipeline.core.divergence.figure_compare import Step, Verdict, compare_figures
from pipeline.core.divergence.figure_pairs import left_over
from pipeline.core.divergence.figure_sides import Side
from pipeline.core.divergence.figure_story import STORY_EASE, StoryFigures
from pipeline.model import Evidence, StoryCoverage


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two figures, the alignment score of their sentences (None: not aligned), and what became of them."""

    a: Node
    b: Node
    score: float | None
    verdict: Verdict
    steps: tuple[Step, ...]


def explain(story: StoryCoverage, evidence: Sequence[Evidence]) -> list[Compared]:
    """What the judge makes of each two figures on different sides, in the order of the evidence.

    `story` holds every statement that the judge had, so that what one sentence tells of another counts here too.
    """
    figures = StoryFigures(story)
    placed = [(piece.side, node) for piece in evidence if (node := _node(piece, story, figures))]
    return [_compared(a, b, story, figures) for (one, a), (two, b) in combinations(placed, 2) if one != two]


def _node(piece: Evidence, story: StoryCoverage, figures: StoryFigures) -> Node | None:
    """The figure whose words a piece of evidence shows."""
    statement = story.statements.get(piece.sentence_id or "")
    if statement is None or piece.char_start is None:
        return None
    first = statement.sentence.char_start
    words = piece.char_start - first, (piece.char_end or 0) - first
    sides = figures.sides(statement)
    found = next((s for s in sides if (s.figure.char_start, s.figure.char_end) == words), None)
    return None if found is None else Node(statement=statement, side=found)


def _compared(a: Node, b: Node, story: StoryCoverage, figures: StoryFigures) -> Compared:
    """As the judge does it: what agrees in the two sentences goes first, and leaves the others more alone."""
    one, two = sorted((a.statement.id, b.statement.id))
    score = story.scores.get((one, two))
    steps: list[Step] = []
    ease = 0.0 if score is not None else STORY_EASE
    ones, twos = figures.sides(a.statement), figures.sides(b.statement)
    _, left_a, left_b = left_over(ones, twos, score=score, ease=ease)
    verdict = compare_figures(
        _among(left_a, a.side), _among(left_b, b.side), score=score, ease=ease, trace=steps
    )
    return Compared(a=a, b=b, score=score, verdict=verdict, steps=tuple(steps))


def _among(left: Sequence[Side], side: Side) -> Side:
    """The side as it was left over; itself where it found a match."""
    same = (s for s in left if s.figure.char_start == side.figure.char_start)
    return next((s for s in same if s.figure.char_end == side.figure.char_end), side)
