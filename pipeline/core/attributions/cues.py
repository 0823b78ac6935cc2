"""Words that hand a statement to somebody: verbs of saying, thinking and showing, and their nouns.

The lists are written for this project. A class says what the cue does to the statement: a denial is no
claim, a suspicion is less than a statement, a finding leans on evidence.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

CueClass = Literal[
    "says",
    "claims",
    "believes",
    "finds",
    "confirms",
    "admits",
    "promises",
    "accuses",
    "describes",
    "denies",
    "asks",
]

_BY_CLASS: dict[CueClass, str] = {
    "says": """say tell add state announce write report note explain remark declare comment reply
        respond answer tweet post recall recount relate testify mention observe stress emphasise
        emphasize point
        repeat reiterate continue conclude joke quip quote cite specify clarify inform notify advise
        outline signal indicate hint recommend propose argue predict forecast caution warn sum opine
        counter interject whisper shout cry exclaim thunder sneer snap gush crow rail moan lament
        complain boast brag mutter scoff""",
    "claims": "claim allege maintain insist contend assert purport suggest charge imply",
    "believes": """believe think suspect fear expect hope reckon consider feel worry doubt assume
        speculate guess understand know want see""",
    "finds": """find show reveal demonstrate determine discover establish estimate calculate learn
        detect prove""",
    "confirms": "confirm verify affirm corroborate",
    "admits": "admit concede acknowledge confess accept",
    "promises": "promise vow pledge threaten swear undertake guarantee agree plan offer",
    "accuses": "accuse blame condemn criticise criticize denounce fault slam blast praise decry lambast",
    "describes": "describe call label brand dub term characterise characterize portray",
    "denies": "deny reject dismiss dispute rebut refute repudiate",
    "asks": "ask demand urge request order appeal wonder inquire",
}

VERBS: dict[str, CueClass] = {verb: kind for kind, verbs in _BY_CLASS.items() for verb in verbs.split()}

_NOUNS_BY_CLASS: dict[CueClass, str] = {
    "says": "statement announcement warning argument remark comment message report testimony account",
    "claims": "claim allegation assertion contention",
    "believes": "belief fear suspicion view opinion hope concern conviction",
    "finds": "finding conclusion evidence estimate",
    "promises": "promise pledge vow threat",
    "accuses": "accusation charge criticism complaint",
    "denies": "denial",
    "asks": "demand call request",
}
NOUNS: dict[str, CueClass] = {noun: kind for kind, nouns in _NOUNS_BY_CLASS.items() for noun in nouns.split()}

TAKES_OBJECT = frozenset({"denies", "accuses", "describes", "confirms"})
"""Classes whose content may be a noun (`denied the charge`), with these verbs of other classes:"""
OBJECT_VERBS = frozenset(
    "announce report warn predict forecast allege reveal cite propose demand suspect fear".split()
)

INFINITIVE_VERBS = frozenset(
    "claim promise vow pledge threaten swear undertake urge ask demand want hope expect".split()
)

ABOUT_VERBS = frozenset("warn speak talk complain boast tell hint rail testify comment brag".split())
"""Verbs whose content may be a phrase with of, about or against: `warned of floods`."""

NEEDS_CLAUSE = frozenset(
    """see know want understand feel find show prove learn consider accept agree plan offer expect hope
        point sum signal answer order post charge term see counter repeat continue cry snap crow
        rail moan note observe detect discover establish demonstrate quote cite""".split()
)
"""Verbs that have so many other uses that only a clause or a quotation makes them a cue."""

SPOKEN = frozenset({"says", "claims", "confirms", "admits", "promises", "denies", "asks"})
"""Classes whose verb can stand beside a bare quotation."""

IMPERSONAL = frozenset("say believe think report allege fear understand suspect claim estimate know".split())
"""Verbs whose passive hands a statement to nobody in particular: `is said to have`."""

CONTESTING_VERBS = frozenset(
    "claim allege maintain insist contend assert purport suspect believe accuse blame".split()
)
"""Verbs by which an outlet keeps its distance from what is said."""

_IRREGULAR = {
    "say": "says said saying",
    "tell": "tells told telling",
    "write": "writes wrote written writing",
    "think": "thinks thought thinking",
    "find": "finds found finding",
    "show": "shows showed shown showing",
    "understand": "understands understood understanding",
    "know": "knows knew known knowing",
    "feel": "feels felt feeling",
    "see": "sees saw seen seeing",
    "swear": "swears swore sworn swearing",
    "undertake": "undertakes undertook undertaken undertaking",
    "quip": "quips quipped quipping",
    "brag": "brags bragged bragging",
    "learn": "learns learned learnt learning",
    "admit": "admits admitted admitting",
    "snap": "snaps snapped snapping",
    "sum": "sums summed summing",
    "plan": "plans planned planning",
    "forecast": "forecasts forecast forecasting",
    "rebut": "rebuts rebutted rebutting",
    "dub": "dubs dubbed dubbing",
    "refer": "refers referred referring",
}
_VOWELS = "aeiou"


@cache
def forms_of(verb: str) -> tuple[str, ...]:
    """The inflected forms of a verb in the lists above, the verb itself first."""
    if verb in _IRREGULAR:
        return (verb, *_IRREGULAR[verb].split())
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return (verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing")
    if verb.endswith("e"):
        return (verb, verb + "s", verb + "d", verb[:-1] + "ing")
    third = verb + "es" if verb.endswith(("s", "sh", "ch", "x")) else verb + "s"
    return (verb, third, verb + "ed", verb + "ing")


@cache
def verb_of(form: str) -> str | None:
    """The verb of saying that a lower-case word is a form of."""
    return _FORMS.get(form)


_FORMS = {form: verb for verb in VERBS for form in forms_of(verb)}
