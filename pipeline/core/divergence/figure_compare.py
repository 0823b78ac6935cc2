"""Compares figures pair by pair, in a fixed order of judgement that it can tell.

Not comparable (kind, unit, referent, part or total, period) → equal → compatible (the intervals meet, rounding,
units, a stated rate) → update (a growing count, later and higher) → different sources, both given → divergent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pipeline.core.divergence import figure_values as values
from pipeline.core.divergence.figure_bars import BARS
from pipeline.core.divergence.figure_likeness import Likeness, likeness
from pipeline.core.divergence.figure_roles import parts_differ
from pipeline.core.divergence.figure_scope import both_closing
from pipeline.core.divergence.figure_sides import (
    Side,
    explained_by_time,
    group_of,
    is_running,
    is_stated,
    may_be_so_far,
    moment,
    rises_with_time,
    sides_of,
)
from pipeline.core.divergence.figure_stages import stages_differ

__all__ = [
    "Label", "Side", "Step", "Verdict", "compare_figures", "explained_by_time", "group_of", "is_running", "is_stated",
    "moment", "rises_with_time", "sides_of",
]  # fmt: skip

Label = Literal["divergent", "compatible", "equal", "different"]

CLASH_STRENGTH = (
    0.6  # comparability asked of two values that clash, where no common state (`killed`) binds them
)
DATE_STRENGTH = 0.65
ALIGNED_EASE = 0.05  # taken off both where the sentences are aligned
NEAR_GAP = 0.12  # values nearer than this are more often of one thing, counted twice:
NEAR_EASE = 0.08  # so much less is asked of them
MIN_STRENGTH = 0.5  # comparability below which two figures are not compared


@dataclass(frozen=True, slots=True)
class Step:
    """What one rule decided of two figures."""

    rule: str
    decided: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was decided of two figures, and by which rules."""

    label: Label
    explained_by: Literal["time", "source"] | None = None
    strength: float = 0.0  # how surely they are of the same thing, 0–1
    gap: float = 0.0
    reasons: tuple[str, ...] = ()


def compare_figures(
    a: Side,
    b: Side,
    *,
    score: float | None = None,
    rates: Mapping[str, float] | None = None,
    ease: float = 0.0,
    trace: list[Step] | None = None,
) -> Verdict:
    """Judges two figures; `score` is the alignment score of their sentences, None when not aligned.

    `ease` is taken off what is asked of two that clash. Every rule asked is added to `trace`, in its order.
    """
    told: list[Step] = [] if trace is None else trace
    rates = rates_of(a, b) if rates is None else rates
    for rule, bar in BARS:
        why = bar(a, b)
        if trace is not None:
            trace.append(Step(rule, why or "no bar"))
        if why is not None:
            return Verdict(label="different", reasons=(f"not comparable: {why}",))
    like = likeness(a, b, score)
    if trace is not None:
        trace.append(Step("likeness", _terms(like)))
    near = a.figure.kind != "date" and values.gap(a.figure, b.figure) < NEAR_GAP
    least = MIN_STRENGTH - NEAR_EASE * near
    if like.strength < least:
        told.append(Step("comparable", f"no: {like.strength:.2f} is below {least:.2f}"))
        return Verdict(
            label="different", strength=like.strength, reasons=("not comparable: too little alike",)
        )
    running = is_running(a, b)
    found = values.relation(a.figure, b.figure, running=running, rates=rates)
    told.append(Step("values", f"{found}{', of a count that only grows' if running else ''}"))
    if found != "conflict":
        label: Label = found
        return Verdict(label=label, strength=like.strength, reasons=(f"values are {found}",))
    return _conflict(a, b, like, least_strength(a, b, score) - ease, rates, told)


def rates_of(a: Side, b: Side) -> Mapping[str, float] | None:
    """The rates at which two amounts may be converted: those that either article states."""
    return dict(a.rates or b.rates) or None


def _conflict(
    a: Side, b: Side, like: Likeness, least: float, rates: Mapping[str, float] | None, told: list[Step]
) -> Verdict:
    """The verdict on two comparable figures whose values cannot both hold."""
    if like.strength < least:
        told.append(Step("surely one thing", f"no: {like.strength:.2f} is below {least:.2f}"))
        return Verdict(label="different", strength=like.strength, reasons=("not surely one thing",))
    other = parts_differ(a, b) or stages_differ(a, b)
    if other is not None:
        told.append(Step("part in the sentence", other))
        return Verdict(label="different", strength=like.strength, reasons=(f"not comparable: {other}",))
    told.append(Step("surely one thing", f"yes: {like.strength:.2f}, asked {least:.2f}"))
    if both_closing(a.mention, b.mention):
        told.append(Step("trading day", "a market closes once a day: these are two"))
        return Verdict(label="different", strength=like.strength, reasons=("a market closes once a day",))
    if may_be_so_far(a, b):
        told.append(Step("values", "compatible: the lower says `at least`"))
        return Verdict(label="compatible", strength=like.strength, reasons=("the lower says `at least`",))
    apart = values.gap(a.figure, b.figure, rates)
    if explained_by_time(a, b):
        told.append(Step("update", "later and higher" if is_running(a, b) else "a state that changes"))
        return Verdict(
            label="divergent",
            explained_by="time",
            strength=like.strength,
            gap=apart,
            reasons=("later and higher",),
        )
    told.append(Step("update", "no"))
    if a.source and b.source and a.source != b.source:
        why = f"{a.source} against {b.source}"
        told.append(Step("sources", why))
        return Verdict(
            label="divergent", explained_by="source", strength=like.strength, gap=apart, reasons=(why,)
        )
    told.append(Step("sources", "not two that are both given"))
    return Verdict(label="divergent", strength=like.strength, gap=apart, reasons=("cannot both hold",))


def _terms(like: Likeness) -> str:
    return f"{like.strength:.2f} = " + " ".join(f"{value:+.2f} {name}" for name, value in like.terms)


def least_strength(a: Side, b: Side, score: float | None) -> float:
    """How sure it must be that two clashing figures are of one thing before that counts as a conflict."""
    if a.mention.states & b.mention.states:
        return MIN_STRENGTH
    least = DATE_STRENGTH if a.figure.kind == "date" else CLASH_STRENGTH
    if a.figure.kind != "date" and values.gap(a.figure, b.figure) < NEAR_GAP:
        least -= NEAR_EASE
    return least if score is None else least - ALIGNED_EASE
