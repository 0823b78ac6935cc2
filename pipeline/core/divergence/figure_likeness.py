"""How surely two figures that may be compared are of one thing, 0–1, as a sum whose terms can be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from pipeline.core.divergence import figure_values as values
from pipeline.core.divergence.figure_mentions import Mention, names_near, overlap, places
from pipeline.core.divergence.figure_referents import agreement
from pipeline.core.divergence.figure_scope import only_one_since
from pipeline.core.divergence.figure_sides import Side

OF_SENTENCES = 0.45  # weight of what the sentences have in common, and of the referents
OF_ALONE = 0.1  # added where each is the only figure of its kind in its sentence
ELSEWHERE = 0.25  # taken off where both sentences name places, and none in common
UNSURE = 0.15  # taken off where one says since when it counts, or that it is the first of its kind
PARAPHRASED = 0.7  # of the alignment score: what the only figures of two aligned sentences have in common
PARAPHRASE_GAP = 0.8  # and no more than this far apart, 0–1
FIRST = 0.1  # added where both are said to be the first of their kind
DAYS_APART = timedelta(days=7)  # beyond this two articles may be of two events of one kind
OTHER_REFERENTS = 0.1  # taken off where both counts are told what they are of, in no common word
SAME_NAME = 0.08  # added where the same name stands beside both
FAR_APART = 0.25  # taken off where the values differ by more than this:
MAGNITUDE = 0.85  # a gap beyond which two values are more often of two things


@dataclass(frozen=True, slots=True)
class Likeness:
    """The sum, and its terms by name."""

    strength: float
    terms: tuple[tuple[str, float], ...]


def likeness(a: Side, b: Side, score: float | None) -> Likeness:
    """`score` is the alignment score of the two sentences, None when they are not aligned."""
    one, two = a.mention, b.mention
    shared = overlap(one.text, two.text)
    agreed = agreement(one, two) or 0.0
    alone = a.siblings == 1 and b.siblings == 1
    base = shared if score is None else max(score, 0.6 * score + 0.4 * shared)
    apart = values.gap(a.figure, b.figure)
    terms = [
        ("sentences", OF_SENTENCES * base),
        ("referents", OF_SENTENCES * agreed),
        ("alone", OF_ALONE * alone),
    ]
    so_far = sum(value for _, value in terms)
    others = a.figure.kind == "count" and bool(one.words and two.words) and not one.words & two.words
    if (
        score is not None
        and alone
        and not others
        and apart <= PARAPHRASE_GAP
        and so_far < PARAPHRASED * score
    ):
        terms.append(("only figures of a paraphrase", PARAPHRASED * score - so_far))
    bound = score is not None and one.states & two.states
    if apart > MAGNITUDE and not bound and not is_slip(a, b):
        terms.append(("far apart", -FAR_APART))
    terms.append(("names", _by_names(one, two)))
    if others:
        terms.append(("other referents", -OTHER_REFERENTS))
    if one.is_first != two.is_first:
        terms.append(("one is the first", -UNSURE))
    elif one.is_first:
        terms.append(("both are the first", FIRST))
    here, there = places(one.text), places(two.text)
    if here and there and not (_named_in(here, two.text) or _named_in(there, one.text)):
        terms.append(("elsewhere", -ELSEWHERE))
    if a.published and b.published and abs(a.published - b.published) > DAYS_APART:
        terms.append(("told days apart", -UNSURE))
    if only_one_since(one, two):
        terms.append(("one counts since", -UNSURE))
    strength = round(min(sum(value for _, value in terms), 1.0), 4)
    return Likeness(strength, tuple((name, round(value, 4)) for name, value in terms if value))


def _named_in(names: frozenset[str], text: str) -> bool:
    low = text.lower()
    return any(name in low for name in names)


def _by_names(one: Mention, two: Mention) -> float:
    """What the names beside two figures tell: more where they share one, less where both have others."""
    here, there = names_near(one), names_near(two)
    if one.states & two.states or not here or not there:
        return 0.0
    return SAME_NAME if here & there else -SAME_NAME


def is_slip(a: Side, b: Side) -> bool:
    """Whether one value is the other with its point or scale slipped: 40 and 400, a million and a billion."""
    low, high = sorted(abs(x.figure.value_low or x.figure.value_high or 0.0) for x in (a, b))
    return low > 0 and any(abs(high / low - ratio) < 1e-6 * ratio for ratio in (10, 100, 1000, 1e6))
