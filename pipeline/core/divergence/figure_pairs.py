"""The figures of two sentences, paired off: agreeing pairs go first, and what is left may clash."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from pipeline.core.divergence.figure_compare import Label, Side, Verdict, compare_figures, group_of, sides_of
from pipeline.core.divergence.figure_mentions import Mention
from pipeline.model import Attribution, Figure

GRAVITY: tuple[Label, ...] = ("divergent", "compatible", "equal", "different")


@dataclass(frozen=True, slots=True, kw_only=True)
class PairVerdict:
    """The gravest verdict over the figures of two sentences."""

    label: Label
    figure_a: Figure | None = None
    figure_b: Figure | None = None
    referent: str | None = None
    explained_by: Literal["time", "source"] | None = None


def judged_pairs(
    ones: Sequence[Side],
    twos: Sequence[Side],
    *,
    score: float | None = None,
    rates: Mapping[str, float] | None = None,
    ease: float = 0.0,
) -> list[tuple[Side, Side, Verdict]]:
    """The pairs of two sentences that are compared, each figure in at most one: agreeing pairs go first."""
    agreeing, left_a, left_b = left_over(ones, twos, score=score, rates=rates, ease=ease)
    return agreeing + _chosen(left_a, left_b, ("divergent",), score, rates, ease)


def left_over(
    ones: Sequence[Side],
    twos: Sequence[Side],
    *,
    score: float | None = None,
    rates: Mapping[str, float] | None = None,
    ease: float = 0.0,
) -> tuple[list[tuple[Side, Side, Verdict]], list[Side], list[Side]]:
    """The pairs of two sentences that agree, and the figures of each that found no match and may clash."""
    agreeing = _chosen(ones, twos, ("equal", "compatible"), score, rates, ease)
    left_a = _left(ones, {_place(a) for a, _, _ in agreeing})
    left_b = _left(twos, {_place(b) for _, b, _ in agreeing})
    return agreeing, left_a, left_b


def _left(sides: Sequence[Side], taken: set[tuple[int, int]]) -> list[Side]:
    """The figures that found no match, each with how many like it are left."""
    left = [s for s in sides if _place(s) not in taken]
    groups = [group_of(s.mention) for s in left]
    return [replace(s, siblings=groups.count(g)) for s, g in zip(left, groups, strict=True)]


def _chosen(
    ones: Sequence[Side],
    twos: Sequence[Side],
    labels: Sequence[Label],
    score: float | None,
    rates: Mapping[str, float] | None,
    ease: float,
) -> list[tuple[Side, Side, Verdict]]:
    order = {"equal": 0, "compatible": 1, "divergent": 2}
    found = [
        (a, b, verdict)
        for a in ones
        for b in twos
        if (verdict := compare_figures(a, b, score=score, rates=rates, ease=ease)).label in labels
    ]
    found.sort(key=lambda item: (order[item[2].label], -item[2].strength, *_place(item[0]), *_place(item[1])))
    used_a: set[tuple[int, int]] = set()
    used_b: set[tuple[int, int]] = set()
    chosen = []
    for a, b, verdict in found:
        if _place(a) in used_a or _place(b) in used_b:
            continue
        used_a.add(_place(a))
        used_b.add(_place(b))
        chosen.append((a, b, verdict))
    return chosen


def _place(side: Side) -> tuple[int, int]:
    return side.figure.char_start, side.figure.char_end


def judge_pair(
    sent_a: str,
    figures_a: Sequence[Figure],
    date_a: datetime | None,
    attributions_a: Sequence[Attribution],
    sent_b: str,
    figures_b: Sequence[Figure],
    date_b: datetime | None,
    attributions_b: Sequence[Attribution],
    *,
    score: float | None = None,
) -> PairVerdict:
    """The gravest verdict over two sentences' figures, in the order divergent, compatible, equal, different."""
    ones = sides_of(sent_a, figures_a, published=date_a, attributions=attributions_a, with_totals=True)
    twos = sides_of(sent_b, figures_b, published=date_b, attributions=attributions_b, with_totals=True)
    pairs = judged_pairs(ones, twos, score=score)
    if not pairs:
        return PairVerdict(label="different")
    a, b, verdict = min(
        pairs, key=lambda item: (GRAVITY.index(item[2].label), -item[2].strength, *_place(item[0]))
    )
    return PairVerdict(
        label=verdict.label,
        figure_a=a.figure,
        figure_b=b.figure,
        referent=common_referent(a.mention, b.mention),
        explained_by=verdict.explained_by,
    )


def common_referent(a: Mention, b: Mention) -> str | None:
    """The words that both referents have, in the order of the first; the shorter referent when they share none."""
    first, second = (a.figure.referent or "").split(), (b.figure.referent or "").split()
    shared = [word for word in first if word in second]
    if shared:
        return " ".join(shared)
    return min(
        (r for r in (a.figure.referent, b.figure.referent) if r), key=lambda r: (len(r), r), default=None
    )
