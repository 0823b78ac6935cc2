"""At which stage of a matter a figure stands, and whose it is: asked or given, one party's or another's.

A matter has several figures of one kind in its course, and reports of it name now the one and now the other.
"""

from __future__ import annotations

import re

from pipeline.core.divergence.figure_mentions import Mention, overlap
from pipeline.core.divergence.figure_sides import Side, is_past
from pipeline.core.figures.calendar_words import MONTHS, WEEKDAYS
from pipeline.core.text import words

_TITLE = 0.7  # share of longer words with a capital from which a text is set as a title
_SHORT = 3  # letters up to which a word keeps its small letter in a headline
ONE_SEQUENCE = 0.6  # words in common from which two ordinals are places in one sequence

_ASKED = re.compile(
    r"\b(?:ask(?:ed|s|ing)? (?:\w+ )?for|seek(?:s|ing)?|sought|demand(?:s|ed|ing)?|want(?:s|ed)|request(?:s|ed)|"
    r"call(?:s|ed|ing)? for|hop(?:es|ed|ing) for)\b",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    r"\b(?:impos(?:es|ed)|sentenced?|jailed|awarded|granted|received?|got|fined|offer(?:s|ed)|agreed|settled|ordered|"
    r"was given|were given|got away with)\b",
    re.IGNORECASE,
)
_VALUED = re.compile(
    r"\b(?:valued|estimated|appraised|insured|expected to (?:fetch|sell|raise))\b", re.IGNORECASE
)
_PAID = re.compile(r"\b(?:sold|fetched|bought|paid|went for|changed hands)\b", re.IGNORECASE)
_PLANNED = re.compile(
    r"\b(?:was|were) (?:meant|supposed|due|planned|expected|scheduled|to have)\b", re.IGNORECASE
)
_BECAME = re.compile(r"\b(?:ran for|lasted|took|ended up|in the end|eventually|turned out)\b", re.IGNORECASE)
_STAGES = ((_ASKED, _GIVEN), (_VALUED, _PAID), (_PLANNED, _BECAME))
_OPPOSED = (
    (frozenset(("open", "begin")), frozenset(("end", "shut"))),
    (frozenset(("leave", "depart")), frozenset(("arrive", "land"))),
    (frozenset(("hire", "create")), frozenset(("cut",))),
)
_AGAIN = re.compile(
    r"\b(?:previous(?:ly)?|earlier|last|ago|former|then|at the time|that year|before|history|past|since)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[;:]|,\s+(?:and|but|while|who|which)\b|\s(?:but|while|whereas)\s")
_NAME = re.compile(r"(?:(?P<before>[a-z][\w’']*)\s+)?\b(?P<name>[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*)")
_NEXT_TO = 3  # words between a name and what it has
_HAS = re.compile(
    r"\b(?:won|win|wins|has|have|had|got|gets|took|takes|polled|scored|lost|owns?|holds?|held|earned)\b"
)
_OF_PLACE = frozenset("in at near on from of by to for with across around outside off".split())
_NO_OWNER = frozenset((*MONTHS, *WEEKDAYS)) | frozenset(
    "the a an it he she they we his her their some about".split()
)


def clause(mention: Mention) -> str:
    """The clause in which a figure stands."""
    figure, text = mention.figure, mention.text
    start = max((m.end() for m in _CLAUSE.finditer(text[: figure.char_start])), default=0)
    behind = _CLAUSE.search(text, figure.char_end)
    return text[start : behind.start() if behind else len(text)]


def owner(mention: Mention) -> tuple[frozenset[str], str]:
    """The last name before a figure, where it is no place (the party that has so many seats), and what is between."""
    figure, text = mention.figure, mention.text
    start = max((m.end() for m in re.finditer(r"[;:.]\s", text[: figure.char_start])), default=0)
    name, between = frozenset[str](), ""
    for match in _NAME.finditer(text[start : figure.char_start]):
        run = [word.removesuffix("’s").removesuffix("'s") for word in match["name"].lower().split()]
        told = frozenset(run) - _NO_OWNER
        alone = start + match.start("name") == 0 and len(run) == 1  # a first word has its capital anyway
        if told and not alone and (match["before"] or "").lower() not in _OF_PLACE:
            name, between = told, text[start + match.end() : figure.char_start]
    return name, between


def stages_differ(a: Side, b: Side) -> str | None:
    """Why two figures stand at two stages of a matter, or belong to two parties; None where they may not."""
    one, two = a.mention, b.mention
    here, there = clause(one), clause(two)
    for first, later in _STAGES:
        told = [(bool(first.search(c)), bool(later.search(c))) for c in (here, there)]
        if sorted(told) == [(False, True), (True, False)]:
            return "two stages of one matter"
    for first_words, later_words in _OPPOSED:
        for x, y in ((one, two), (two, one)):
            if x.words & first_words and y.words & later_words and not x.words & later_words:
                return "two ends of one matter"
    if _names_period(one) and _names_period(two):
        return "the periods that two amounts are of"
    if _of_another_year(a, b) or _of_another_year(b, a):
        return "an event of another year"
    if _of_another(one, two) or _of_another(two, one):
        return "another party's"
    return None


_AMOUNT = re.compile(r"[$€£]\s?\d|\d\s?(?:percent\b|per cent\b|%|million\b|billion\b|bn\b)")


def _names_period(mention: Mention) -> bool:
    """Whether a year only says what an amount in its sentence is of: `paid out $3 million in 2030`."""
    figure = mention.figure
    return figure.kind == "date" and figure.precision == "year" and _AMOUNT.search(mention.text) is not None


_ORDERS = (
    frozenset(("largest", "biggest", "greatest")), frozenset(("deadliest", "bloodiest", "worst")),
    frozenset(("highest", "tallest")),
)  # fmt: skip
_SUPERLATIVE = re.compile(
    r"\b(?!(?:west|east|rest|test|best|guest|forest|interest|arrest|protest|latest|request|harvest)\b)[a-z]{4,}est\b"
)


def orders_differ(a: Mention, b: Mention) -> bool:
    """Whether two ranks are places in two orders: `third largest`, `fifth richest`."""
    if a.figure.kind != "rank":
        return False
    one, two = (
        _SUPERLATIVE.search(m.text.lower(), m.figure.char_start, m.figure.char_end + _BEHIND) for m in (a, b)
    )
    if one is None or two is None or one.group() == two.group():
        return False
    return not any({one.group(), two.group()} <= order for order in _ORDERS)


_BEHIND = 12  # characters behind an ordinal in which its superlative stands


def in_one_sequence(a: Mention, b: Mention) -> bool:
    """Whether two ordinals are told so much alike that they are places in one sequence."""
    return overlap(a.text, b.text) >= ONE_SEQUENCE


def _of_another_year(a: Side, b: Side) -> bool:
    """`a quake in 2011 killed 310` against `the quake killed 41`: only one tells of a year that is over."""
    if a.figure.kind != "count" or not a.mention.states:
        return False
    return is_past(a) and not is_past(b) and _AGAIN.search(b.mention.text) is None


def _of_another(a: Mention, b: Mention) -> bool:
    """`the Greens won 14 seats and the Liberals 22` against `the Liberals took 22`: a names b's party, with another."""
    if a.figure.kind not in ("count", "percent", "money"):
        return False
    (one, near), (two, beside) = owner(a), owner(b)
    if not one or not two or one & two or _is_title(a.text) or _is_title(b.text):
        return False
    here, there = frozenset(words(a.text)), frozenset(words(b.text))
    if two & here and not one & there:
        return True
    return not (two & here or one & there or a.states) and _has(near) and _has(beside)


def _has(between: str) -> bool:
    """Whether a name has its figure itself (`Kemp won 52 percent`), and does not only report it."""
    return 0 < len(between.split()) <= _NEXT_TO and _HAS.search(between) is not None


def _is_title(text: str) -> bool:
    """Whether most words have capitals, as in a headline: then they name nobody."""
    told = [word for word in text.split() if len(word) > _SHORT]
    return sum(word[0].isupper() for word in told) >= _TITLE * len(told)
