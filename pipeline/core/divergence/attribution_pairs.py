"""What two statements that hand something to somebody have to do with each other: one content, one speaker."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.core.attributions.sources import GROUP_PRONOUNS, is_pronoun
from pipeline.core.divergence.attribution_sources import (
    is_generic,
    is_media,
    is_office,
    is_person,
    same_source,
)
from pipeline.core.divergence.attribution_voice import Voice
from pipeline.core.divergence.pairs import shared_content
from pipeline.core.text import content_stems, numbers
from pipeline.model import AlignedGroup, Attribution, Statement

NEAR = 0.4  # share of content words by which two statements are of one proposition
OWN_NEAR = 0.15  # and this share of the whole sentence in the outlet's own voice
SAME_WORDS = 0.8
NEAR_PERSONS, MIN_COMMON = 0.55, 4
UNRESOLVED = 0.4  # confidence where a source is only a pronoun or a generic word
_NEGATION = re.compile(r"\b(?:not|never|no|neither|nor|cannot|unless|without)\b|n[’']t\b", re.IGNORECASE)


def all_told(told: Sequence[Voice], partners: Sequence[Voice]) -> list[Voice]:
    """The partners, and all others that give a like content as somebody's word."""
    return [v for v in told if any(v is t or _alike(v, t) for t in partners)]


def _alike(a: Voice, b: Voice) -> bool:
    mine, theirs = a.attribution, b.attribution
    if mine is None or theirs is None:
        return False
    return content_near(a.statement, mine, b.statement, theirs)


def aligned_sides(
    group: AlignedGroup, own: Sequence[Voice], told: Sequence[Voice]
) -> list[tuple[Voice, Voice]]:
    """Pairs of two origins whose propositions align, by their score and by the words that they share."""
    return [(o, t) for o in own for t in told if _say_the_same(group, o, t)]


def _say_the_same(group: AlignedGroup, own: Voice, told: Voice) -> bool:
    a, b, found = own.statement, told.statement, told.attribution
    score = group.score(a, b)
    if score is None or found is None or a.origin == b.origin or a.outlet == b.outlet:
        return False
    mine, theirs = (
        set(content_stems(a.text)),
        set(content_stems(b.text[found.content_start : found.content_end])),
    )
    common = len(mine & theirs)
    if found.quote_type == "direct" and common >= SAME_WORDS * min(len(mine), len(theirs)):
        return False  # a quotation set apart without its marks
    return common >= max(NEAR * len(theirs), OWN_NEAR * len(mine), 2)


def also_names(statement: Statement, found: Attribution) -> bool:
    """Whether the sentence names the other's source too: then it differs in what it adds, not in whom."""
    last = (found.source or "").rsplit(" ", 1)[-1]
    return bool(last) and last in statement.text.casefold()


def content_near(a: Statement, x: Attribution, b: Statement, y: Attribution) -> bool:
    """Whether two contents say the same, figures too: another figure of another source is a figure's matter."""
    mine, theirs = a.text[x.content_start : x.content_end], b.text[y.content_start : y.content_end]
    if numbers(mine) != numbers(theirs) and numbers(mine) and numbers(theirs):
        return False
    if bool(_NEGATION.search(mine)) != bool(_NEGATION.search(theirs)):
        return False  # they contradict each other, and that is a matter of claims
    if x.quote_type == "direct" and y.quote_type == "direct":
        alike = shared_content(mine, theirs) >= SAME_WORDS
        if not alike or is_office(x) or is_office(y):
            return False  # two utterances, or one of somebody who is only called by the office
    if is_person(x) and is_person(y):  # two people may well tell of two things
        both = set(content_stems(mine)) & set(content_stems(theirs))
        return len(both) >= MIN_COMMON and shared_content(mine, theirs) >= NEAR_PERSONS
    return shared_content(mine, theirs) >= NEAR


def source_confidence(conflict: tuple[Statement, Attribution, Statement, Attribution]) -> float:
    """High only where both sentences name their source; a pronoun will do against a body."""
    _, mine, _, theirs = conflict
    if is_generic(mine) or is_generic(theirs) or is_media(mine) or is_media(theirs):
        return UNRESOLVED
    if mine.source_start is None or theirs.source_start is None:
        return UNRESOLVED
    if _carried_thing(mine) or _carried_thing(theirs):
        return UNRESOLVED
    carried = is_pronoun(mine.source_text) or is_pronoun(theirs.source_text)
    return UNRESOLVED if carried and is_person(mine) and is_person(theirs) else 0.6


def _carried_thing(found: Attribution) -> bool:
    """`it` and `they`, which may stand for any body named before."""
    return (found.source_text or "").strip().casefold() in GROUP_PRONOUNS


def one_speaker(a: Statement, b: Statement, group: AlignedGroup) -> bool | None:
    """Whether one person speaks in both; None where one of them names nobody."""
    mine = [x for x in (*a.attributions, *a.attitudes) if x.source]
    theirs = [x for x in (*b.attributions, *b.attitudes) if x.source]
    if not mine or not theirs:
        return None
    return any(same_source(x, y, group.story) for x in mine for y in theirs)
