"""A contested statement in one outlet's own voice that others give as somebody's word.

Routine facts told with or without the police as their source are style, and a headline drops its source by
convention; neither is a divergence. Contested is what a party to the matter says, what others only suspect,
claim or blame, and what somebody denies.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.core.attributions.cues import CONTESTING_VERBS, verb_of
from pipeline.core.attributions.stance import main_attribution
from pipeline.core.divergence.attribution_sources import called, same_source
from pipeline.core.text import content_stems, stem
from pipeline.model import Attribution, Statement, StoryCoverage

PARTIES = frozenset(
    stem(word)
    for word in """union party candidate campaign opposition lawyer
        regime rebel witness crew survivor trust association group leader front
        supporter opponent critic activist rival shareholder worker player family neighbour
        neighbor""".split()
)
OBSERVERS = frozenset(stem(word) for word in "resident villager local islander passenger prisoner".split())
"""Who saw it, and may be told otherwise."""
FIRMS = frozenset(stem(word) for word in "company firm boss management executive owner".split())
"""Who says of itself what nobody disputes, mostly: contested only for other signs."""
WORKS_COUNCIL = frozenset({stem("works"), stem("council")})  # speaks for the staff, unlike other councils
AUTHORITIES = frozenset(
    stem(word)
    for word in """police official authority coastguard guard service ministry hospital court coroner
        investigator
        commission agency firefighter department office council scientist researcher study report statement
        branch data figure record""".split()
)
GRAVE = frozenset(
    stem(word)
    for word in """blame responsible fault guilty cheat lie fraud steal stolen attack fire shell bomb
        kill murder
        shoot torture abuse rape unsafe safe secure safeguard future guarantee leak neglect ignore
        unpaid wage pay tamper rig hack hacker cause speed negligence cover conceal threaten bribe
        corrupt plan plot know warn destroy withhold illegal unlawful order deal swap exchange
        ransom ballot vote""".split()
)
_DISPUTE = re.compile(
    r"\b(?:den(?:y|ies|ied)|disput(?:e|es|ed)|cannot confirm|could not (?:be )?(?:confirm|verif)|unconfirmed"
    r"|unverified|no evidence|reject(?:s|ed)? (?:the|that)|never conclusively|contest(?:s|ed))",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:found to have|suspect|suspects|suspected|alleged|allegedly|reportedly|believed|linked"
    r"|accus\w+|blam\w+|claim\w*|insist\w*|maintain\w*)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Whose voice a statement is in; the attribution is None for the outlet's own."""

    statement: Statement
    attribution: Attribution | None


def voice_of(statement: Statement) -> Voice:
    return Voice(statement=statement, attribution=main_attribution(statement.text, statement.attributions))


def in_own_voice(voice: Voice, told: Sequence[Voice], story: StoryCoverage) -> bool:
    """States it flat, in the body, and does not go on from a sentence whose source others name for it."""
    s = voice.statement
    if voice.attribution is not None or s.stance != "states" or s.sentence.section == "headline":
        return False
    if s.sentence.is_quote or any(a.cue for a in s.attributions) or _OPEN.search(s.text):
        return False
    before = _source_before(s, story)
    return before is None or not any(
        v.attribution is not None and same_source(before, v.attribution, story) for v in told
    )


def _source_before(statement: Statement, story: StoryCoverage) -> Attribution | None:
    """The source of the sentence before, which may reach into this one."""
    order = story.by_article.get(statement.article.article_id, ())
    at = order.index(statement.id) if statement.id in order else 0
    if at < 2:  # the headline, and the lead after it
        return None
    before = story.statements[order[at - 1]]
    return main_attribution(before.text, before.attributions)


def contested(attributed: Sequence[Voice]) -> float:
    """How contested a statement is that others attribute, 0–1: cues, parties, denials and what is at stake."""
    weight = 0.0
    several = len({v.statement.outlet for v in attributed}) > 1
    for voice in attributed:
        found = voice.attribution
        if found is None:
            continue
        if verb_of((found.cue or "").split(" ")[0].casefold()) in CONTESTING_VERBS:
            weight = max(weight, 0.7)
        if _DISPUTE.search(_around(voice.statement.text, found)):
            weight = max(weight, 0.7)
        source = set(content_stems(called(found))) | set(content_stems(found.source or ""))
        if (source & PARTIES and not source & AUTHORITIES) or source >= WORKS_COUNCIL:
            weight = max(weight, 0.5 if several else 0.4)
        elif source & OBSERVERS and not source & AUTHORITIES:
            weight = max(weight, 0.4 if several else 0.3)
        elif source & FIRMS and not source & AUTHORITIES:
            weight = max(weight, 0.25)
    if weight and several:
        weight += 0.1
    stakes = set().union(*(content_stems(v.statement.text) for v in attributed)) & GRAVE
    return min(weight + (0.1 if stakes else -0.2), 1.0) if weight else 0.0


def _around(text: str, found: Attribution) -> str:
    """What the outlet itself says of an attributed content: all but the content and its cue."""
    around = text[: found.content_start] + " " + text[found.content_end :]
    return around.replace(found.cue, " ", 1) if found.cue else around
