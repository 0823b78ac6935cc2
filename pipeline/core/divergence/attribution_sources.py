"""Whether two sources are one: names, roles, offices, and descriptions too general to be set against another."""

from __future__ import annotations

import re

from pipeline.core.attributions.sources import ROLES, SPOKES
from pipeline.core.text import content_stems, folded, stem
from pipeline.model import Attribution, Statement, StoryCoverage

GENERIC = frozenset(
    stem(word)
    for word in """official authority source report media government company firm person people someone one crew
        expert spokesman spokeswoman spokesperson statement member staff local news agency man woman survivor
        passenger resident insider leader service operator organiser organizer boss""".split()
)
MEDIA = frozenset(
    stem(word)
    for word in """news times post bbc cnn reuters ap afp nbc abc cbs fox sky guardian newspaper paper broadcaster
        television tv radio station wire journal herald tribune magazine agency correspondent""".split()
)
PRESS = re.compile(
    r"\b(?:News|Times|Post|BBC|CNN|Reuters|AP|AFP|NBC|ABC|CBS|Fox|Sky|Guardian|Journal|Herald|Wire)\b"
)
_ROLE_STEMS = frozenset(stem(r) for r in ROLES)
_WINDOW = 90  # characters around a name in which its role is told


def words_of_source(found: Attribution) -> frozenset[str]:
    """Stems of what a source is called, in the sentence and in normal form."""
    return frozenset(content_stems(found.source_text or "")) | frozenset(content_stems(found.source or ""))


def is_generic(found: Attribution) -> bool:
    """`officials`, `a source`: nobody in particular, so never in conflict with a named source."""
    stems = frozenset(content_stems(found.source or ""))
    return not stems or stems <= GENERIC


def is_media(found: Attribution) -> bool:
    """Another outlet that is passed on, not a source of its own."""
    return bool(PRESS.search(found.source_text or "")) or (
        bool(found.source) and stem(str(found.source).rsplit(" ", 1)[-1]) in MEDIA
    )


def described(found: Attribution, statement: Statement, story: StoryCoverage) -> frozenset[str]:
    """Stems of all that the story says a source is: the words by its name in every article.

    `Aune` is a commander of the fire service when any article says so next to the name.
    """
    known = set(words_of_source(found))
    name = _surname(found)
    if name is None:
        return frozenset(known)
    pattern = re.compile(rf"\b{re.escape(name)}\b")
    for article in story.articles:
        for match in pattern.finditer(article.text):
            before = re.split(
                r"[.;:,\n“”\"]\s", article.text[max(0, match.start() - _WINDOW) : match.start()]
            )[-1]
            rest = article.text[match.end() : match.end() + _WINDOW]
            after = re.match(r",\s+([^,.;:\n“”\"]+)|\s+\(?of\s+(?:the\s+)?([^,.;:\n]+)", rest)
            known.update(content_stems(_title_before(before)))
            if after:
                known.update(content_stems(after.group(1) or after.group(2)))
    return frozenset(known)


def _title_before(text: str) -> str:
    """The words right before a name that belong to it: roles and what qualifies them, back to a verb or stop."""
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
    """The last word of a name as it is written, None for a description."""
    if not found.source:
        return None
    last = found.source.rsplit(" ", 1)[-1]
    if last in ROLES | SPOKES:
        return None
    if len(found.source.split()) >= 2 or (found.source_text or "").strip().split()[-1:] == [
        last.capitalize()
    ]:
        return last.capitalize()
    return None


def same_source(
    a: Attribution, first: Statement, b: Attribution, second: Statement, story: StoryCoverage
) -> bool:
    """Whether two sources may be one: equal names, one's office in the other's description, or too general."""
    if is_generic(a) or is_generic(b):
        return True
    if a.source == b.source or _surname(a) is not None and _surname(a) == _surname(b):
        return True
    left, right = described(a, first, story), described(b, second, story)
    return bool((left & right) - GENERIC - _ROLE_STEMS) or bool(left & right & _ROLE_STEMS)


def is_person(found: Attribution) -> bool:
    return _surname(found) is not None
