"""Whether two figures are of the same thing: referent, part or total, period."""

from __future__ import annotations

import re

from pipeline.core.divergence.figure_mentions import Mention, content, named, names_near
from pipeline.core.figures.vocabulary import LIGHT_VERBS, STATES

AGE_NAMES = 22  # characters beside an age in which its owner is named
UNTOLD = 0.1  # a figure of which nothing tells what it is of may be of anything
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
        return None if a.is_part else UNTOLD
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
    if _is_of_a_people(a) and not _is_of_a_people(b):
        return True
    told_of_all = GENERAL in b.words or (bool(b.words) and b.words <= STATES)  # `dozens were hurt`
    if not told_of_all or b.words - {GENERAL} - STATES - LIGHT_VERBS - a.words:
        return False
    extra = a.words - b.words - STATES - LIGHT_VERBS
    return bool(extra & SUBGROUPS) or (GENERAL not in a.words and bool(extra))


def _is_of_a_people(mention: Mention) -> bool:
    """`three Danish aid workers`, `three Danes`: of those whom a sentence without the name counts, only some."""
    behind = _NAMED_KIND.match(mention.text, mention.figure.char_end)
    if mention.figure.kind != "count" or behind is None:
        return False
    return sum(word[0].isupper() for word in mention.text.split()) < len(mention.text.split()) / 2


_NAMED_KIND = re.compile(r"\s+[A-Z][a-z]+(?:s|ish|an|ese|ch)\b")
SUBGROUPS = frozenset(
    "child officer soldier crew passenger woman men teacher tourist student american foreigner firefighter worker us "
    "u.s british student guest pilot driver journalist doctor nurse patient teenager".split()
)
