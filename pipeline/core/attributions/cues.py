"""Words that hand a statement to somebody: verbs of saying, thinking and showing, and their nouns.

A class says what the cue does to the statement: a denial is no claim, a suspicion is less than a statement, a
finding leans on evidence. `attitude` and `seems` hand over no statement at all: somebody wants, opposes or
seems something.
"""

from __future__ import annotations

from functools import cache

from pipeline.core.attributions import lexicon
from pipeline.core.attributions.lexicon import CueClass
from pipeline.core.attributions.noun_lexicon import NOUN_CLASSES

__all__ = ["NOUNS", "VERBS", "CueClass", "forms_of", "frames_of", "verb_of"]


def _classes() -> dict[str, CueClass]:
    """The class of each verb: the first line that names it."""
    classes: dict[str, CueClass] = {}
    for kind, _, verbs in lexicon.VERB_FRAMES:
        for verb in verbs.split():
            classes.setdefault(verb, kind)
    for verb in lexicon.ADDRESSED:
        classes.setdefault(verb, "says")
    for _, verbs in lexicon.PREPOSITIONS:
        for verb in verbs.split():
            classes.setdefault(verb, "says" if verb in lexicon.SPOKEN_WITH_PREPOSITION else "attitude")
    for kind, _, names in lexicon.PHRASAL_FRAMES:
        for name in names.split(", "):
            classes.setdefault(name, kind)
    for _, names in lexicon.PHRASAL_PREPOSITIONS:
        for name in names.split(", "):
            classes.setdefault(name, "says")
    return classes


def _frames() -> dict[str, frozenset[str]]:
    """All the frames of each verb, of every line that names it."""
    frames: dict[str, frozenset[str]] = {verb: frozenset("c") for verb in lexicon.ADDRESSED}
    for _, letters, verbs in lexicon.VERB_FRAMES:
        for verb in verbs.split():
            frames[verb] = frames.get(verb, frozenset()) | frozenset(letters)
    for _, letters, names in lexicon.PHRASAL_FRAMES:
        for name in names.split(", "):
            frames[name] = frames.get(name, frozenset()) | frozenset(letters)
    return frames


VERBS: dict[str, CueClass] = _classes()
NOUNS: dict[str, CueClass] = {noun: kind for kind, nouns in NOUN_CLASSES for noun in nouns.split()}
UNVOICED = frozenset({"attitude", "seems"})
"""Classes by which nothing is said."""

SPOKEN = frozenset({"says", "claims", "confirms", "admits", "promises", "denies", "asks"})
"""Classes whose verb can stand beside a bare quotation."""

IMPERSONAL = frozenset("say believe think report allege fear understand suspect claim estimate know".split())
"""Verbs whose passive hands a statement to nobody in particular: `is said to have`."""

CONTESTING_VERBS = frozenset(
    "claim allege maintain insist contend assert purport suspect believe accuse blame".split()
)
"""Verbs by which an outlet keeps its distance from what is said."""

PLAIN = frozenset(
    """say tell add state announce write report note explain remark declare comment reply respond answer
        tweet recount relate testify mention stress emphasise emphasize reiterate conclude quip specify
        clarify inform notify advise outline indicate hint recommend argue predict forecast caution warn
        claim allege maintain insist contend assert suggest confirm verify affirm admit concede acknowledge
        promise vow pledge deny ask demand urge request""".split()
)
"""Verbs plain enough to be read from the words alone, without grammar."""

_FRAMES = _frames()
PHRASAL = frozenset(verb for verb in VERBS if " " in verb)
"""Verbs with a particle, as `lay out`."""
_PREPOSITIONS = {
    verb: frozenset(words.split())
    for table, parting in ((lexicon.PREPOSITIONS, None), (lexicon.PHRASAL_PREPOSITIONS, ", "))
    for words, verbs in table
    for verb in verbs.split(parting)
}
_VOWELS = "aeiou"
_NONE: frozenset[str] = frozenset()


def frames_of(verb: str) -> frozenset[str]:
    """The frames in which a verb is a cue, letters as in the lexicon."""
    return _FRAMES.get(verb, _NONE)


def prepositions_of(verb: str) -> frozenset[str]:
    """The prepositions whose phrase is what a verb hands over."""
    return _PREPOSITIONS.get(verb, _NONE)


@cache
def forms_of(verb: str) -> tuple[str, ...]:
    """The inflected forms of a verb of the lexicon, the verb itself first."""
    if verb in lexicon.IRREGULAR:
        return (verb, *lexicon.IRREGULAR[verb].split())
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return (verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing")
    if verb.endswith("ee"):
        return (verb, verb + "s", verb + "d", verb + "ing")
    if verb.endswith("e"):
        return (verb, verb + "s", verb + "d", verb[:-1] + "ing")
    third = verb + "es" if verb.endswith(("s", "sh", "ch", "x")) else verb + "s"
    return (verb, third, verb + "ed", verb + "ing")


@cache
def verb_of(form: str) -> str | None:
    """The verb of the lexicon that a lower-case word is a form of."""
    return _FORMS.get(form)


_FORMS = {form: verb for verb in VERBS if verb not in PHRASAL for form in forms_of(verb)}
