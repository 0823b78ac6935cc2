"""How likely a conflict between outlets is real: its strength, how well its sentences align, who bears it out.

Two articles alone that give two values often tell of two things, whatever words they share; where a third article
stands on one of the sides, they seldom do. Values that lie far apart are more often of two things, unless a point
or a scale has slipped. The weights are those of a logistic regression over the conflicts of invented coverage that
the rules had not seen and of judged coverage; `docs/design.md` has the figures.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from pipeline.core.divergence import figure_values as values
from pipeline.core.divergence.figure_clusters import Node, article_of
from pipeline.core.divergence.figure_conflicts import Conflict
from pipeline.core.divergence.figure_likeness import is_slip

MOST = 0.97  # no reading is surer than that
FAR = 0.5  # a gap from which two values are more often of two things, 0-1
UNALIGNED = 0.6  # what counts as alignment where no two sentences of the sides are aligned
THIRD = 3  # articles from which a side is borne out by another

_LEVEL, _STRENGTH, _ALIGNED, _BORNE_OUT, _FAR_APART = -4.6, 3.32, 3.04, 1.81, -1.14
_UPDATE = 0.8  # a toll that rose, or a state that changed: told by the clock as much as by the words

Scores = Mapping[tuple[str, str], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What the confidence of a conflict is drawn from."""

    strength: float
    aligned: float  # the best alignment score between two of its sides
    articles: int
    far: bool
    update: bool  # time explains it, and one state (`killed`) binds its figures


def confidence(conflict: Conflict, scores: Scores) -> float:
    """The probability that a conflict between outlets is real; `scores` are the story's alignments."""
    told = grounds(conflict, scores)
    level = _LEVEL + _STRENGTH * told.strength + _ALIGNED * told.aligned
    level += _BORNE_OUT * (told.articles >= THIRD) + _FAR_APART * told.far
    level += _UPDATE * told.update
    return min(1.0 / (1.0 + math.exp(-level)), MOST)


def grounds(conflict: Conflict, scores: Scores) -> Grounds:
    """The grounds of a conflict, from its nodes and the alignment of their sentences."""
    across = [(a, b) for one, two in combinations(conflict.sides, 2) for a in one for b in two]
    gap = min((values.gap(a.side.figure, b.side.figure) for a, b in across), default=0.0)
    slipped = any(is_slip(a.side, b.side) for a, b in across)
    return Grounds(
        strength=conflict.strength,
        aligned=max((_score(a, b, scores) for a, b in across), default=UNALIGNED),
        articles=len({article_of(node) for node in conflict.nodes}),
        far=gap > FAR and not slipped,
        update=conflict.explained_by == "time"
        and all(a.side.mention.states & b.side.mention.states for a, b in across),
    )


def _score(a: Node, b: Node, scores: Scores) -> float:
    one, two = sorted((a.statement.id, b.statement.id))
    return max(scores.get((one, two), UNALIGNED), UNALIGNED)
