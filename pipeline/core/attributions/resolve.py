"""Sources across the sentences of one article: `he`, last names, titles, and quotations that run on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.core.attributions.runs import carry_quotations, with_lead_ins
from pipeline.core.attributions.sources import (
    GROUP_PRONOUNS,
    PERSON_PRONOUNS,
    ROLES,
    SPOKES,
    TITLES,
    is_pronoun,
    surname,
)
from pipeline.core.text import STOP_WORDS
from pipeline.model import Attribution, Sentence

MEMORY = 4  # sentences after which a pronoun no longer takes the last source

_NAME = re.compile(r"\b([A-Z][\w’'-]+(?:\s+(?:[A-Z]\.|de|van|von|al|bin|der))?(?:\s+[A-Z][\w’'-]+){1,2})")
_LOWER = re.compile(r"\b[a-z]{2,}\b")  # what stands in lower case too is no name
_ROLE_BEFORE = re.compile(r"\b((?:[A-Za-z-]+\s+){0,2}[A-Za-z]+)\s+((?:[A-Z][\w’'-]+\s+)[A-Z][\w’'-]+)")
_ROLE_AFTER = re.compile(
    r"((?:[A-Z][\w’'-]+\s+)[A-Z][\w’'-]+),\s+(?:the|its|his|her|their)\s+([a-z-]+(?:\s+[a-z-]+)?)"
)
_PEOPLE = re.compile(
    r"\b(?:officials|police|residents|witnesses|survivors|companies|unions|workers|they)\b", re.I
)

Found = Mapping[str, Sequence[Attribution]]


def resolve_article(sentences: Sequence[Sentence], found: Found) -> dict[str, list[Attribution]]:
    """The attributions of an article by sentence_id, with sources carried over where that is plain.

    - a last name takes the full name that the article gives once; `the minister` the one minister it names;
    - `he` and `she` take the last person, `they` the last others, that spoke within a few sentences;
    - a quotation without a source that goes on from, or into, an attributed one takes its source, and
      both name all sentences of the run in `content_sentence_ids`.
    """
    ordered = sorted(sentences, key=lambda s: s.position)
    found = with_lead_ins(ordered, found)
    names = _full_names(ordered)
    titles = _titled(ordered)
    result = {
        s.sentence_id: [
            _named(a, names, titles)
            for a in found.get(s.sentence_id, ())
            if a.cue is None or not s.is_quote  # what a speaker says of others is the speaker's
        ]
        for s in ordered
    }
    _carry_pronouns(ordered, result)
    return carry_quotations(ordered, result)


def _full_names(sentences: Sequence[Sentence]) -> dict[str, str]:
    """last name -> full name, where the article has one only."""
    by_last: dict[str, set[str]] = {}
    lower = {word for s in sentences for word in _LOWER.findall(s.text)} | STOP_WORDS
    for sentence in sentences:
        if sentence.section == "headline":  # its capitals name nobody
            continue
        for match in _NAME.finditer(sentence.text):
            words = match.group(1).casefold().replace("’s", "").replace("'s", "").split()
            while words and (words[0].rstrip(".") in ROLES | TITLES or words[0] in lower):
                words = words[1:]
            if len(words) >= 2:
                by_last.setdefault(words[-1], set()).add(" ".join(words))
    return {last: next(iter(full)) for last, full in by_last.items() if len(full) == 1}


def _titled(sentences: Sequence[Sentence]) -> dict[str, str]:
    """role -> name, where the article gives the role to one person: `transport minister` and `minister`."""
    by_role: dict[str, set[str]] = {}
    for sentence in sentences:
        if sentence.section == "headline":
            continue
        pairs = [(m.group(1), m.group(2)) for m in _ROLE_BEFORE.finditer(sentence.text)]
        pairs += [(m.group(2), m.group(1)) for m in _ROLE_AFTER.finditer(sentence.text)]
        for role, name in pairs:
            words = role.casefold().split()
            if words[-1] not in ROLES - SPOKES or name.split()[0].casefold() in ROLES:
                continue
            for size in (1, 2):
                by_role.setdefault(" ".join(words[-size:]), set()).add(name.casefold())
    return {role: next(iter(named)) for role, named in by_role.items() if len(named) == 1}


def _named(found: Attribution, names: Mapping[str, str], titles: Mapping[str, str]) -> Attribution:
    source = found.source
    if source is None:
        return found
    if " " not in source and source in names:
        return replace(found, source=names[source])
    definite = (found.source_text or "").casefold().startswith("the ")
    if definite and source in titles:
        return replace(found, source=titles[source])
    return found


def _carry_pronouns(ordered: Sequence[Sentence], result: dict[str, list[Attribution]]) -> None:
    last: dict[bool, tuple[int, str]] = {}  # person? -> (position, source)
    for sentence in ordered:
        if sentence.section == "headline":
            continue
        rows = result[sentence.sentence_id]
        for n, one in enumerate(rows):
            if one.source is None and is_pronoun(one.source_text):
                spoken = str(one.source_text).strip().casefold()
                held = (
                    last.get(spoken in PERSON_PRONOUNS)
                    if spoken in PERSON_PRONOUNS | GROUP_PRONOUNS
                    else None
                )
                if held and sentence.position - held[0] <= MEMORY:
                    rows[n] = replace(one, source=held[1])
        for one in rows:
            if one.source is not None and one.voiced:
                last[_is_person(one.source, one.source_text)] = (sentence.position, one.source)


def _is_person(source: str, text: str | None) -> bool:
    """A name, or one person's role; `police`, `officials`, `lawyers waiting outside` and the like are none."""
    if is_pronoun(text):
        return str(text).strip().casefold() in PERSON_PRONOUNS
    words = source.split()
    if _PEOPLE.search(source):
        return False
    organisation = {
        "ministry",
        "party",
        "union",
        "company",
        "agency",
        "group",
        "department",
        "office",
        "council",
    }
    return not organisation & set(words) and (
        _is_written_as_name(source, text) or words[-1] in ROLES or (len(words) >= 2 and not text)
    )


def _is_written_as_name(source: str, text: str | None) -> bool:
    """Whether the last word of a normal form stands in capitals in the words that name the source."""
    last = surname(source)
    return any(w[:1].isupper() for w in (text or "").split()[-1:] if last in w.casefold()) or any(
        w.casefold().strip(",.’'s") == last and w[:1].isupper() for w in (text or "").split()[1:]
    )
