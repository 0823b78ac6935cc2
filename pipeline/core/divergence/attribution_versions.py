"""Sources and quotations that one version of an article gives and the next gives otherwise.

Quotations are compared as those of two outlets are (`attribution_quotes`). A statement that loses its source, or
is given another, must be the same statement in nearly all of its words: an edit that rewrites a sentence shows
nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.core.attributions.stance import main_attribution
from pipeline.core.divergence.attribution_quotes import Alteration, altered
from pipeline.core.divergence.attribution_sources import can_speak, is_generic, same_source
from pipeline.core.divergence.attribution_voice import Voice, contested, in_own_voice, voice_of
from pipeline.core.divergence.versions import changes, later_statements
from pipeline.core.text import content_stems
from pipeline.model import AlignedGroup, Attribution, Statement

BRIDGE = 2  # equal words between two changes of one quotation: both were rewritten together
SAME_STATEMENT = 0.75  # share of the content words that both must have


@dataclass(frozen=True, slots=True, kw_only=True)
class LostSource:
    """A statement that was somebody's word, and is now the outlet's own."""

    told: Voice
    own: Voice
    weight: float  # how contested it is, 0–1


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherSource:
    """A statement that is now the word of somebody else."""

    old: Statement
    source: Attribution
    new: Statement
    other: Attribution


def altered_quotations(group: AlignedGroup) -> Iterator[tuple[Statement, Statement, Alteration]]:
    """Changed sentences whose quotation has other words."""
    for old, new, _ in changes(group):
        mine, theirs = _named(old), _named(new)
        if mine and theirs and not any(same_source(x, y, group.story) for x in mine for y in theirs):
            continue
        found = altered(old, new) or altered(old, new, bridge=BRIDGE)
        if found is not None:
            yield old, new, found


def lost_sources(group: AlignedGroup) -> Iterator[LostSource]:
    """Changed sentences whose source was dropped, while the sentences around do not name it either."""
    for old, new, _ in changes(group):
        told, own = voice_of(old), voice_of(new)
        found = told.attribution
        if found is None or not found.source or not found.cue or found.quote_type == "direct":
            continue
        if not in_own_voice(own, (), group.story) or _is_near(found, new, group):
            continue
        if _same_words(old.text[found.content_start : found.content_end], new.text):
            yield LostSource(told=told, own=own, weight=contested([told]))


def other_sources(group: AlignedGroup) -> Iterator[OtherSource]:
    """Changed sentences that say the same of another source."""
    for old, new, _ in changes(group):
        mine, theirs = (
            main_attribution(old.text, old.attributions),
            main_attribution(new.text, new.attributions),
        )
        if mine is None or theirs is None or not mine.source or not theirs.source:
            continue
        if not (can_speak(mine) and can_speak(theirs)) or is_generic(mine) or is_generic(theirs):
            continue
        if mine.source_start is None or theirs.source_start is None or same_source(mine, theirs, group.story):
            continue
        if _shares_name(mine, theirs):
            continue
        if _same_words(
            old.text[mine.content_start : mine.content_end],
            new.text[theirs.content_start : theirs.content_end],
        ):
            yield OtherSource(old=old, source=mine, new=new, other=theirs)


def _named(statement: Statement) -> list[Attribution]:
    return [x for x in statement.attributions if x.source]


def _same_words(a: str, b: str) -> bool:
    one, two = set(content_stems(a)), set(content_stems(b))
    return len(one) >= 2 and len(one & two) >= SAME_STATEMENT * max(len(one), len(two))


def _shares_name(a: Attribution, b: Attribution) -> bool:
    """Whether two sources have a word in common: `police` and `a police spokesman` speak as one."""
    one = set(content_stems(f"{a.source} {a.source_text or ''}"))
    return bool(one & set(content_stems(f"{b.source} {b.source_text or ''}")))


def _is_near(found: Attribution, new: Statement, group: AlignedGroup) -> bool:
    """Whether the sentence itself, or one beside it, still names the source."""
    source = set(content_stems(found.source or ""))
    rows = later_statements(group)
    at = next(i for i, s in enumerate(rows) if s.id == new.id)
    return any(source & set(content_stems(s.text)) for s in rows[max(at - 1, 0) : at + 2])
