"""Compares figures pair by pair, in a fixed order of judgement that it can tell.

Not comparable (kind, unit, referent, part or total, period) → equal → compatible (the intervals meet, rounding,
units, a stated rate) → update (a growing count, later and higher) → different sources, both given → divergent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from pipeline.core.divergence import figure_intervals as intervals
from pipeline.core.divergence import figure_values as values
from pipeline.core.divergence.figure_mentions import Mention, content, names_near, overlap, places
from pipeline.core.divergence.figure_referents import agreement
from pipeline.core.divergence.figure_scope import (
    both_closing,
    holds_more,
    is_market_move,
    is_rate,
    margins_of_error,
    moments_differ,
    only_one_since,
    periods_differ,
    reaches_differ,
    was_before,
)
from pipeline.core.figures.vocabulary import CUMULATIVE
from pipeline.model import Attribution, Figure

Label = Literal["divergent", "compatible", "equal", "different"]

SAME_MOMENT = timedelta(hours=4)  # stated as-of times closer than this are one moment
ELSEWHERE = 0.25  # taken off where both sentences name places, and none in common
UNSURE = 0.15  # taken off where one says since when it counts, or that it is the first of its kind
PARAPHRASED = 0.7  # of the alignment score: what the only figures of two aligned sentences have in common
SAME_NAME = 0.08  # added where the same name stands beside both
FAR_APART = 0.25  # taken off where the values differ by more than this:
MAGNITUDE = 0.85  # a gap beyond which two values are more often of two things
PARAPHRASE_GAP = 0.6  # and no more than this far apart, 0–1
CLASH_STRENGTH = (
    0.6  # comparability asked of two values that clash, where no common state (`killed`) binds them
)
DATE_STRENGTH = 0.65
ALIGNED_EASE = 0.05  # taken off both where the sentences are aligned
MIN_STRENGTH = 0.5  # comparability below which two figures are not compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One figure with what is known of its sentence."""

    mention: Mention
    published: datetime | None = None
    source: str | None = None  # normal form of who says it
    siblings: int = 1  # figures of its dimension in its sentence

    @property
    def figure(self) -> Figure:
        return self.mention.figure


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
) -> Verdict:
    """Judges two figures; `score` is the alignment score of their sentences, None when not aligned."""
    strength, why = comparability(a, b, score)
    if strength < MIN_STRENGTH:
        return Verdict(label="different", strength=strength, reasons=(f"not comparable: {why}",))
    running = is_running(a, b)
    found = values.relation(a.figure, b.figure, running=running, rates=rates)
    if found != "conflict":
        label: Label = found
        return Verdict(label=label, strength=strength, reasons=(why, f"values are {found}"))
    if strength < least_strength(a, b, score) - ease:
        return Verdict(label="different", strength=strength, reasons=(f"not surely one thing: {why}",))
    if both_closing(a.mention, b.mention):
        return Verdict(label="different", strength=strength, reasons=(why, "a market closes once a day"))
    apart = values.gap(a.figure, b.figure, rates)
    if running and rises_with_time(a, b):
        return Verdict(
            label="divergent",
            explained_by="time",
            strength=strength,
            gap=apart,
            reasons=(why, "later and higher"),
        )
    if a.source and b.source and a.source != b.source:
        return Verdict(
            label="divergent",
            explained_by="source",
            strength=strength,
            gap=apart,
            reasons=(why, f"{a.source} against {b.source}"),
        )
    return Verdict(label="divergent", strength=strength, gap=apart, reasons=(why, "cannot both hold"))


def least_strength(a: Side, b: Side, score: float | None) -> float:
    """How sure it must be that two clashing figures are of one thing before that counts as a conflict."""
    if a.mention.states & b.mention.states:
        return MIN_STRENGTH
    least = DATE_STRENGTH if a.figure.kind == "date" else CLASH_STRENGTH
    return least if score is None else least - ALIGNED_EASE


def comparability(a: Side, b: Side, score: float | None) -> tuple[float, str]:
    """How surely two figures are of the same thing, 0–1, and why."""
    one, two = a.mention, b.mention
    if intervals.dimension(a.figure) != intervals.dimension(b.figure) and not _both_daily(a, b):
        return 0.0, "another kind or unit"
    if one.is_reporting or two.is_reporting:
        return 0.0, "the date of a report"
    agreed = agreement(one, two)
    if agreed is None:
        return 0.0, "another referent"
    if was_before(one) != was_before(two):
        return 0.0, "one is what it was before"
    if holds_more(one, two):
        return 0.0, "the larger includes more"
    if periods_differ(one, two) or moments_differ(one, two) or reaches_differ(one, two):
        return 0.0, "another period"
    if is_market_move(one) and is_market_move(two) and not _one_day(a, b):
        return 0.0, "prices of two days"
    if margins_of_error(one, two) and not names_near(one, 200) & names_near(two, 200):
        return 0.0, "the errors of two polls"
    shared = overlap(one.text, two.text)
    alone = a.siblings == 1 and b.siblings == 1
    base = shared if score is None else max(score, 0.6 * score + 0.4 * shared)
    strength = 0.45 * base + 0.45 * agreed + (0.1 if alone else 0.0)
    here, there = places(one.text), places(two.text)
    if score is not None and alone and values.gap(a.figure, b.figure) <= PARAPHRASE_GAP:
        strength = max(strength, PARAPHRASED * score)
    bound = score is not None and one.states & two.states
    if values.gap(a.figure, b.figure) > MAGNITUDE and not bound and not _slipped(a, b):
        strength -= FAR_APART
    strength += _by_names(one, two)
    if one.is_first != two.is_first:
        strength -= UNSURE
    if here and there and not (_named_in(here, two.text) or _named_in(there, one.text)):
        strength -= ELSEWHERE
    if only_one_since(one, two):
        strength -= UNSURE
    return round(min(strength, 1.0), 4), f"referents agree {agreed:.2f}, sentences {base:.2f}"


def _both_daily(a: Side, b: Side) -> bool:
    kinds = a.figure.kind == b.figure.kind == "count"
    return kinds and is_rate(a.mention) and is_rate(b.mention)


_SPREADS = frozenset(("fire", "burn", "flood", "spill", "evacuated", "smoke", "area"))


def _one_day(a: Side, b: Side) -> bool:
    """Whether two figures were published on one day; unknown days may differ."""
    return (
        a.published is not None
        and b.published is not None
        and abs(a.published - b.published) < timedelta(hours=24)
    )


def _named_in(names: frozenset[str], text: str) -> bool:
    low = text.lower()
    return any(name in low for name in names)


def _by_names(one: Mention, two: Mention) -> float:
    """What the names beside two figures tell: more where they share one, less where both have others."""
    here, there = names_near(one), names_near(two)
    if one.states & two.states or not here or not there:
        return 0.0
    return SAME_NAME if here & there else -SAME_NAME


def _slipped(a: Side, b: Side) -> bool:
    """Whether one value is the other with its point or scale slipped: 40 and 400, a million and a billion."""
    low, high = sorted(abs(x.figure.value_low or x.figure.value_high or 0.0) for x in (a, b))
    return low > 0 and any(abs(high / low - ratio) < 1e-6 * ratio for ratio in (10, 100, 1000, 1e6))


def is_running(a: Side, b: Side) -> bool:
    """Whether both count something that only grows while an event goes on."""
    if a.figure.kind not in ("count", "measure", "money"):
        return False
    if a.figure.kind == "measure" and "[length] ** 2" in intervals.dimension(a.figure):
        return bool(_SPREADS & content(a.mention.text) and _SPREADS & content(b.mention.text))
    shared = (a.mention.words | _near(a)) & (b.mention.words | _near(b))
    return bool(shared & CUMULATIVE)


def _near(side: Side) -> frozenset[str]:
    figure, text = side.figure, side.mention.text
    return content(text[max(0, figure.char_start - 40) : figure.char_end + 40])


def moment(side: Side) -> datetime | None:
    """For when a figure holds: as stated, else as published."""
    return side.figure.as_of or side.published


def is_stated(side: Side) -> bool:
    """Whether the sentence itself says for when its figure holds."""
    return side.figure.as_of is not None and side.figure.as_of_basis == "stated"


def rises_with_time(a: Side, b: Side) -> bool:
    """Whether the later figure is the higher one, so that both held when they were told."""
    first, second = moment(a), moment(b)
    if first is None or second is None or first == second:
        return False
    early, late = (a, b) if first < second else (b, a)
    if is_stated(a) and is_stated(b) and abs(first - second) <= SAME_MOMENT:
        return False
    return _level(late.figure) > _level(early.figure)


def _level(figure: Figure) -> float:
    one = intervals.claimed(figure)
    if one is None:
        return 0.0
    return one.low if one.low is not None else (one.high or 0.0)


def sides_of(
    text: str,
    figures: Sequence[Figure],
    *,
    published: datetime | None = None,
    attributions: Sequence[Attribution] = (),
) -> list[Side]:
    """A sentence's figures with what is known of each."""
    mentions = [Mention(figure, text) for figure in figures]
    groups = [group_of(m) for m in mentions]
    return [
        Side(
            mention=mention,
            published=published,
            source=source_of(mention.figure, attributions),
            siblings=groups.count(group),
        )
        for mention, group in zip(mentions, groups, strict=True)
    ]


def group_of(mention: Mention) -> tuple[str, bool, bool, bool]:
    """Figures of a sentence among which a reader might confuse one with the other."""
    return intervals.dimension(mention.figure), mention.is_age, mention.is_part, mention.is_reporting


def source_of(figure: Figure, attributions: Sequence[Attribution]) -> str | None:
    """Who says a figure, in normal form; None in the outlet's own voice."""
    for one in attributions:
        if one.content_start <= figure.char_start and figure.char_end <= one.content_end and one.source:
            return one.source
    return None
