"""Do two propositions speak of the same thing, and do they agree on it?"""

from __future__ import annotations

from pipeline.core.claims import lexicon
from pipeline.core.claims.propositions import Proposition, Words
from pipeline.core.text import stem

_DAYS = frozenset(stem(d) for d in "monday tuesday wednesday thursday friday saturday sunday".split())
_MONTHS = frozenset(
    stem(m)
    for m in "january february march april june july august september october november december".split()
)
_TOO_GENERAL = frozenset(stem(w) for w in "people thing time day year part number official man woman".split())
_UNVERIFIED = frozenset(stem(w) for w in lexicon.UNVERIFIED)
# Verbs that say too little for a negation or an antonym of them to be about one act.
_LIGHT = frozenset(
    """be have do get make go come see know want need say take give put keep let show look call use work try
    plan start think seem become include set face send hold""".split()
)


def same_predicate(a: Proposition, b: Proposition) -> bool:
    """Whether two propositions name one act or state: one word, a synonym, or a thing and its verb."""
    return lexicon.alike(a.head, b.head) or stem(a.head) == stem(b.head)


def same_subject_matter(a: Proposition, b: Proposition) -> bool:
    """Whether what the predicates are about agrees, so far as both name it, and times do not differ."""
    if _differ(a.context, b.context, _DAYS) or _differ(a.context, b.context, _MONTHS):
        return False
    if a.of and b.of and not (a.of & b.context or b.of & a.context):
        return False
    if a.patient and b.patient and not _specific(a.patient & b.patient):
        return False
    shared = _specific((a.theme | a.context) & (b.theme | b.context))
    if a.agent and b.agent and not a.agent & b.agent and len(shared) < 2:
        return False
    if a.theme and b.theme:
        return bool(_specific(a.theme & b.theme)) or len(shared) >= 2
    return len(shared) >= 1


def contradicts(a: Proposition, b: Proposition) -> bool:
    """Whether both cannot hold: a negation, an antonym, or roles exchanged. Antonym plus negation agrees."""
    if (
        a.conditional
        or b.conditional
        or a.restricted
        or b.restricted
        or "planned" in (a.certainty, b.certainty)
    ):
        return False
    if _swapped(a, b):
        return True
    if not same_subject_matter(a, b):
        return False
    if same_predicate(a, b) and a.head not in _LIGHT:
        return a.affirmed != b.affirmed
    others = bool(a.agent and b.agent and not a.agent & b.agent)  # one may accept what another rejects
    return lexicon.opposed(a.head, b.head) and a.affirmed and b.affirmed and not others


def agrees(a: Proposition, b: Proposition) -> bool:
    """Whether two propositions say the same, whatever their certainty."""
    if not same_subject_matter(a, b):
        return False
    if same_predicate(a, b):
        return a.affirmed == b.affirmed
    return lexicon.opposed(a.head, b.head) and a.affirmed != b.affirmed


def same_in_opposite_words(a: Proposition, b: Proposition) -> bool:
    """Whether one denies the antonym of what the other affirms: `did not reject it`, `approved it`."""
    return lexicon.opposed(a.head, b.head) and a.affirmed != b.affirmed and same_subject_matter(a, b)


def settled_against_open(a: Proposition, b: Proposition) -> bool:
    """Whether `a` states as settled what `b` holds open."""
    if a.certainty != "settled" or a.conditional or not same_subject_matter(a, b):
        return False
    if lexicon.settles(a.head, b.head):
        return a.affirmed
    if lexicon.opposed(a.head, b.head):  # `will begin` and `may be put off`
        return a.affirmed and b.affirmed and b.certainty == "open"
    if not same_predicate(a, b) or a.affirmed != b.affirmed or a.head in _LIGHT:
        return False
    return b.certainty == "open" or (b.conditional and b.certainty == "settled")


def unverified(a: Proposition, b: Proposition) -> bool:
    """Whether `b` says that what `a` states as settled is not confirmed: `freed X`, `the release is unverified`."""
    if a.certainty != "settled" or a.conditional or not a.affirmed or a.head in _LIGHT or b.conditional:
        return False
    doubted = (b.head in lexicon.VERIFYING and not b.affirmed) or (stem(b.head) in _UNVERIFIED and b.affirmed)
    return doubted and any(stem(act) in b.theme for act in (a.head, *lexicon.same_acts(a.head)))


def one_voice(a: Proposition, b: Proposition) -> bool:
    """Whether outlets disagree rather than the people they quote: own voices, or one and the same speaker."""
    return a.speaker is None or b.speaker is None or bool(a.speaker & b.speaker)


def _swapped(a: Proposition, b: Proposition) -> bool:
    """Whether each does to the other what the other is said to have done."""
    if not (same_predicate(a, b) and a.affirmed and b.affirmed) or a.head in _LIGHT:
        return False
    crossed = _specific(a.agent & b.patient) and _specific(a.patient & b.agent)
    return bool(crossed) and not (a.agent & b.agent) and not (a.patient & b.patient)


def _differ(a: Words, b: Words, of: Words) -> bool:
    return bool(a & of) and bool(b & of) and not a & b & of


def _specific(words: Words) -> Words:
    return frozenset(w for w in words - _TOO_GENERAL if not w[0].isdigit())
