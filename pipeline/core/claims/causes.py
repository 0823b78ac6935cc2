"""Is the cause of an event named, told as likely, or held open? What coverage most often settles too early."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Words that name a cause or hold it open; offsets into the sentence.

    `likely` names one with a doubt; `possible` holds one open that it names; `open` knows none.
    """

    state: Literal["named", "likely", "possible", "open"]
    start: int
    end: int


_ASKED = (
    r"(?:causes?|reasons? (?:for|behind|why)|origins?"
    r"|how (?:it|this|they|he|she|the \w+(?: \w+)?) (?:began|started|happened|broke out|came about|failed)"
    r"|what (?:had |has )?(?:caused|led to|started|triggered|sparked))"
)
_UNKNOWN = (
    r"(?:under investigation|being (?:investigated|established|determined|examined|probed|looked into)"
    r"|(?:not|never|n[’']t|yet to|still to)(?: \w+){0,3} (?:be(?:en)? )?"
    r"(?:known|clear|established|determined|explained)"
    r"|unknown|unclear|nobody(?: \w+)? knows|no one(?: \w+)? knows|investigat(?:e|es|ed|ing)|looking into"
    r"|too early|remains? open)"
)
_OPEN = re.compile(
    rf"\b{_ASKED}\b.{{0,70}}?\b{_UNKNOWN}\b|\b{_UNKNOWN}\b.{{0,40}}?\b{_ASKED}\b", re.IGNORECASE
)
_HEDGE = (
    r"(?:may|might|could|possibly|perhaps|probably|likely|suspected|believed|feared|thought|alleged|allegedly"
    r"|apparently|reportedly|potentially|whether|if)"
)
_LINK = (
    r"(?:caused by|linked (?:to|with)|related to|connected (?:to|with)|due to|because of|the result of"
    r"|started deliberately|set deliberately|deliberate|arson|sabotage|to blame)"
)
_HELD_LINK = re.compile(rf"\b{_HEDGE}\b(?: \w+){{0,4}} {_LINK}\b", re.IGNORECASE)
_NAMED = re.compile(
    r"\b(?:(?:was|were|is|had been|been) (?:started|set|lit|triggered|sparked|caused|sabotaged|bombed)"
    r"(?: off| alight)? (?:deliberately|on purpose|intentionally|by \w+)"
    r"|(?:was|were) (?:deliberately|intentionally) (?:started|set|lit|caused)"
    r"|(?:was|were|is) (?:the work of|the result of|an act of|down to|due to|arson|sabotage)"
    r"|(?:died|dead|failed|collapsed|crashed|sank|derailed) because of)\b",
    re.IGNORECASE,
)
_LIKELY = re.compile(
    r"\b(?:(?:most |very )?(?:likely|probably) (?:caused|led to|triggered|sparked|started|brought down|behind)"
    r"|(?:most |very )?(?:likely|probable) causes? (?:of|is|was|are|were))\b",
    re.IGNORECASE,
)
_DOUBT = re.compile(
    rf"\b(?:{_HEDGE}|suspects?|believes?|suggests?|indicat(?:es?|ions?)|not|no|den(?:y|ies|ied)|unclear|theory"
    r"|rul(?:es?|ed|ing) out|n[’']t)\b",
    re.IGNORECASE,
)


def cause_of(text: str) -> Cause | None:
    """What a sentence says of a cause; None where it says nothing of one."""
    found = _OPEN.search(text)
    if found:
        return Cause(state="open", start=found.start(), end=found.end())
    found = _LIKELY.search(text)
    if found:
        return Cause(state="likely", start=found.start(), end=found.end())
    found = _HELD_LINK.search(text)
    if found:
        return Cause(state="possible", start=found.start(), end=found.end())
    found = _NAMED.search(text)
    if found and not _DOUBT.search(text):
        return Cause(state="named", start=found.start(), end=found.end())
    return None
