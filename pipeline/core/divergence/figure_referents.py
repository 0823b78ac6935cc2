"""Whether two figures are of the same thing: referent, part or total, period."""

from __future__ import annotations

from pipeline.core.divergence.figure_mentions import Mention, content, named, names_near
from pipeline.core.figures.vocabulary import LIGHT_VERBS, STATES

AGE_NAMES = 22  # characters beside an age in which its owner is named
ONE_WORD = 0.8  # one common word tells less than two
# Heads that name a part of the people concerned: never compared with people in general.
GENERAL = "people"


def agreement(a: Mention, b: Mention) -> float | None:
    """How far two referents agree, 0–1; None when they cannot be the same thing."""
    if a.is_age != b.is_age or a.is_part != b.is_part:
        return None
    if (a.states and b.states) and not a.states & b.states:
        return None
    if (
        a.figure.kind == "count"
        and bool(a.states) != bool(b.states)
        and _about_people(a)
        and _about_people(b)
    ):
        loose = b if a.states else a
        if not (a.states | b.states) & content(loose.text):
            return None
    if a.is_age and not names_near(a, AGE_NAMES) & names_near(b, AGE_NAMES):
        return None
    if (
        a.is_additional != b.is_additional
        or a.is_distance != b.is_distance
        or a.roles != b.roles
        or a.is_change != b.is_change
    ):
        return None
    one, two = a.words, b.words
    if not one or not two:
        return None if a.is_part else 0.3
    shared = one & two
    score = len(shared) / min(len(one), len(two)) * (ONE_WORD if len(shared) == 1 else 1.0)
    if a.figure.kind == "date" and (("begin" in one) != ("begin" in two) or not shared - named(a) - named(b)):
        return None
    if a.figure.kind in ("count", "rank"):
        score = max(score, 0.5) if a.states & b.states else score
        if a.is_part and not shared - STATES:
            return None
        if _narrower(a, b) or _narrower(b, a):
            return None
    return score


def _about_people(mention: Mention) -> bool:
    return GENERAL in mention.words or bool(mention.states)


def _narrower(a: Mention, b: Mention) -> bool:
    """Whether a counts a narrower group with the smaller number: it may be a part of what b counts."""
    low = a.figure.value_low if a.figure.value_low is not None else a.figure.value_high
    high = b.figure.value_high if b.figure.value_high is not None else b.figure.value_low
    if low is None or high is None or low >= high:
        return False
    if GENERAL not in b.words or b.words - {GENERAL} - STATES - LIGHT_VERBS - a.words:
        return False
    extra = a.words - b.words - STATES - LIGHT_VERBS
    return bool(extra & SUBGROUPS) or (GENERAL not in a.words and bool(extra))


SUBGROUPS = frozenset(
    "child officer soldier crew passenger woman men teacher tourist student american foreigner firefighter worker us "
    "u.s british student guest pilot driver journalist doctor nurse patient teenager".split()
)
