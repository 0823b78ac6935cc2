"""Whether two sources are one: names, roles, offices, and descriptions too general to be told apart."""

from __future__ import annotations

import re

from pipeline.core.attributions.sources import ROLES, is_pronoun
from pipeline.core.text import content_stems, folded, stem
from pipeline.model import Attribution, StoryCoverage

_GENERIC_WORDS = """official authority source report media government people someone one crew expert member
    staff local news man woman survivor passenger insider service operator organiser organizer boss side
    investigator analyst other third party both observer"""
_DOCUMENT_WORDS = """document paper record log certificate data figure finding study statement letter
        memo file
    footage video photo image result research
    website survey poll test sign evidence history calculation schedule list"""
_BODY_WORDS = """police army military guard coastguard service ministry department government party union
    company firm council court commission committee agency office board bank club trust hospital
        university school
    group federation association authority embassy parliament congress senate regime team front force brigade
    navy airline operator administration institute society charity church foundation regulator watchdog line
    wire newspaper station channel branch staff brigade campaign"""
_PEOPLE_WORDS = """official officer witness resident survivor worker employee teacher farmer lawyer
        doctor scientist
    researcher expert analyst critic supporter opponent relative family neighbour neighbor colleague friend
    fisherman diplomat lawmaker prosecutor judge soldier rescuer firefighter paramedic engineer student
        parent"""
_BODIES = frozenset(stem(word) for word in _BODY_WORDS.split()) - {stem("police"), stem("army")}
GENERIC = frozenset(stem(word) for word in _GENERIC_WORDS.split())
DOCUMENTARY = frozenset(stem(form) for word in _DOCUMENT_WORDS.split() for form in (word, word + "s"))
_SPEAKERS = frozenset(stem(word) for word in f"{_BODY_WORDS} {_PEOPLE_WORDS}".split()) | frozenset(
    stem(role) for role in ROLES
)
_OFFICES = frozenset(stem(role) for role in ROLES)
_RANKS = frozenset(
    stem(word)
    for word in """constable officer detective inspector superintendent sergeant commissioner sheriff
        const det insp supt sgt""".split()
)
_RULERS = frozenset(stem(word) for word in "president minister premier chancellor king queen".split())
_COURTS = frozenset(stem(word) for word in "court tribunal bench".split())
_JUDGES = frozenset(stem(word) for word in "judge judges justice justices magistrate magistrates".split())
_STATES = frozenset(stem(word) for word in "government administration cabinet".split())
_PERSONS = frozenset(stem(word) for word in f"{_PEOPLE_WORDS} mr mrs ms dr prof".split()) | frozenset(
    stem(role) for role in ROLES
)
MEDIA = frozenset(
    stem(word)
    for word in """news times post bbc cnn reuters ap afp guardian newspaper paper broadcaster television tv
        radio wire journal herald tribune magazine correspondent""".split()
)
PRESS = re.compile(
    r"\b(?:News|Times|Post|BBC|CNN|Reuters|AP|AFP|NBC|ABC|CBS|Fox|Sky|Guardian|Journal|Herald|Wire)\b"
)
_CALL_SIGN = re.compile(r"[KW][A-Z]{2,3}(?:-TV)?")  # a station in the United States
_RANK_DOT = re.compile(r"\b(Sgt|Det|Insp|Supt|Const|Lt|Col|Gen|Maj|Capt|Cmdr|Dr|Prof|Sen|Rep|Gov)\.")
_WINDOW = 90  # characters around a name in which its role is told


def words_of_source(found: Attribution) -> frozenset[str]:
    """Stems of what a source is called, in the sentence and in normal form."""
    return frozenset(content_stems(called(found))) | frozenset(content_stems(found.source or ""))


def called(found: Attribution) -> str:
    """What a source is called, without a clause about it: `the recount that his opponents had hoped for`."""
    return re.split(r",?\s(?:that|who|which|whose|whom|where)\s", found.source_text or "", maxsplit=1)[0]


def is_generic(found: Attribution) -> bool:
    """`officials`, `a source`, `documents`: nobody in particular, so never in conflict with a named source."""
    stems = frozenset(content_stems(found.source or ""))
    some = (found.source_text or "").casefold().startswith(("a ", "an ", "one ", "some "))
    return not stems or stems <= GENERIC or bool(stems & DOCUMENTARY) or (some and stems <= _BODIES)


def can_speak(found: Attribution) -> bool:
    """Whether a source is plainly somebody: a name, a body, or people of a kind."""
    text = (found.source_text or "").strip()
    if not text or is_pronoun(text):  # carried over from another sentence
        return _surname(found) is not None or bool(words_of_source(found) & _SPEAKERS)
    named = any(word[:1].isupper() for word in text.split()[1:]) or text[:1].isupper()
    determined = text.casefold().startswith(("the ", "a ", "an "))
    stems = words_of_source(found)
    return (
        bool(stems & _SPEAKERS)
        or (named and not determined)
        or any(w[:1].isupper() for w in text.split()[1:])
    )


def is_media(found: Attribution) -> bool:
    """Another outlet that is passed on, not a source of its own."""
    text = found.source_text or ""
    relayed = (found.cue or "").casefold() in ("reported", "reports") or _CALL_SIGN.fullmatch(
        text.strip()
    ) is not None
    return (
        relayed
        or bool(PRESS.search(text))
        or (bool(found.source) and stem(str(found.source).rsplit(" ", 1)[-1]) in MEDIA)
    )


def described(found: Attribution, story: StoryCoverage) -> frozenset[str]:
    """Stems of all that the story says a source is: the words by its name in every article.

    `Morn` is a commander of the fire service when any article says so next to the name.
    """
    known = set(words_of_source(found))
    name = _surname(found)
    if name is None:
        return frozenset(known)
    pattern = re.compile(rf"\b{re.escape(name)}\b")
    for article in story.articles:
        for match in pattern.finditer(article.text):
            before = re.split(
                r"[.;:,\n“”\"]\s",
                _RANK_DOT.sub(r"\1", article.text[max(0, match.start() - _WINDOW) : match.start()]),
            )[-1]
            rest = article.text[match.end() : match.end() + _WINDOW]
            after = re.match(r",\s+([^,.;:\n“”\"]+)|\s+\(?of\s+(?:the\s+)?([^,.;:\n]+)", rest)
            known.update(content_stems(_title_before(before)))
            if after:
                known.update(content_stems(after.group(1) or after.group(2)))
    return frozenset(known)


def _title_before(text: str) -> str:
    """The words right before a name that belong to it: roles and what qualifies them, back to a verb
    or stop."""
    words = text.split()
    kept: list[str] = []
    for word in reversed(words[-6:]):
        plain = folded(word).strip("'’")
        if plain in {
            "said",
            "told",
            "and",
            "but",
            "by",
            "that",
            "with",
            "from",
            "says",
            "to",
            "in",
            "on",
            "at",
            "as",
        }:
            break
        kept.append(word)
    return " ".join(reversed(kept))


def _surname(found: Attribution) -> str | None:
    """The last word of a person's name as it is written, None for bodies and descriptions."""
    if not found.source or frozenset(content_stems(found.source)) & (_SPEAKERS | GENERIC | MEDIA):
        return None
    last = found.source.rsplit(" ", 1)[-1].capitalize()
    text = found.source_text or ""
    written = re.search(rf"\b{re.escape(last)}\b", text) is not None
    carried = is_pronoun(text) or not text
    full = len(found.source.split()) >= 2
    return last if (written and (full or text.strip().endswith(last))) or (carried and full) else None


def same_source(a: Attribution, b: Attribution, story: StoryCoverage) -> bool:
    """Whether two sources may be one: equal names, one's office in the other's description, or too
    general."""
    if is_generic(a) or is_generic(b):
        return True
    if a.source == b.source:
        return True
    if _stands_for(a, b, story) or _stands_for(b, a, story):
        return True
    if _surname(a) is not None and _surname(b) is not None:
        return bool(set((a.source or "").split()) & set((b.source or "").split()))
    left, right = described(a, story), described(b, story)
    if (is_person(b) and _unknown_office(a, right)) or (is_person(a) and _unknown_office(b, left)):
        return True
    force = stem("police")
    if (force in left and right & _RANKS) or (force in right and left & _RANKS):
        return True
    if (left & _COURTS and right & _JUDGES) or (right & _COURTS and left & _JUDGES):
        return True
    if (left & _RULERS and right & _STATES) or (right & _RULERS and left & _STATES):
        return True
    return _overlap(left - GENERIC, right - GENERIC)


def is_office(found: Attribution) -> bool:
    """Whether a source is only an office: `the mayor`, `the spokesperson`."""
    office = frozenset(content_stems(found.source or ""))
    return bool(office) and office <= _OFFICES


def _unknown_office(a: Attribution, other: frozenset[str]) -> bool:
    """Whether `a` is only an office and nobody says which office the other holds."""
    return is_office(a) and not other & _OFFICES


def _stands_for(a: Attribution, b: Attribution, story: StoryCoverage) -> bool:
    """Whether `a` is short for `b`: an acronym, or `the company` for one that has a name."""
    short, long = (a.source or "").split(), (b.source or "").split()
    if len(short) != 1 or not long:
        return False
    initials = "".join(w[0] for w in re.findall(r"\b(?!The\b)[A-Z][\w’'-]+", b.source_text or "")).casefold()
    if len(initials) > 1 and initials.startswith(short[0].replace(".", "")):
        return True
    bare = stem(short[0]) in _BODIES and (len(long) == 1 or not described(b, story) & _PERSONS)
    return bare and any(w[:1].isupper() for w in (b.source_text or "").removeprefix("The ").split())


def _overlap(left: frozenset[str], right: frozenset[str]) -> bool:
    """Whether two descriptions share a word; `Norway` and `Norwegian` are not caught, `Croatia` and `Croatian` are."""
    return any(a == b or (min(len(a), len(b)) >= 5 and a[:5] == b[:5]) for a in left for b in right)


def is_person(found: Attribution) -> bool:
    return _surname(found) is not None
