"""A figure in its sentence, and what its words tell: names, places, whether it is a part, an age, a difference."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.core.figures.calendar_words import MONTHS, WEEKDAYS
from pipeline.core.figures.vocabulary import AMONG, EMPTY_NOUNS, LIGHT_MODIFIERS, REPORTED, STATES, canonical
from pipeline.model import Figure

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ROLE_WORDS = frozenset(("since", "until", "by", "before", "after", "ahead", "behind"))
_NO_NAMES = frozenset((*MONTHS, *WEEKDAYS)) | frozenset(
    "the about some more nearly almost only after with but and".split()
)
_STOP = frozenset(
    "a an and are as at be been but by for from had has have he her his in into is it its of on or she so than that "
    "the their them they this those to up was we were when where which while who whom will with would after before "
    "about over under more less not no said says say there also".split()
)
_MORE = re.compile(r"\s*(?:more|extra|higher|lower|less|fewer)\b(?!\s+than)")
_GOAL = r"from\s+(?:the\s+|a\s+)?(?:title|win|victory|record|top|lead|end|finish|majority|playoffs?|final|threshold)\b"
_DISTANCE = re.compile(rf"\s+[\w-]+\s+(?:{_GOAL}|away\b|short of|shy of|to go\b)")
_NAMED_BY_TIME = re.compile(
    r"\s+(?!(?:on|in|at|and|or|but|to|when|as|with|that|which|for|of|local)\b)[a-z]{3,}"
)
_FIRST = re.compile(r"\b(?:original|initial|first|unsolicited)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure with the sentence in which it stands."""

    figure: Figure
    text: str

    @property
    def words(self) -> frozenset[str]:
        found = frozenset((self.figure.referent or "").split()) - {AMONG, "age"}
        return found | {"people"} if "crowd" in found else found

    @property
    def states(self) -> frozenset[str]:
        return self.words & STATES

    @property
    def is_part(self) -> bool:
        return AMONG in (self.figure.referent or "").split()

    @property
    def roles(self) -> frozenset[str]:
        """Which end of a span, or which side of a vote, a figure is."""
        return self.words & _ROLE_WORDS

    @property
    def is_change(self) -> bool:
        """Whether an amount is a difference: `up by three crowns`."""
        if self.figure.kind not in ("money", "count"):
            return False
        left = self.text[: self.figure.char_start].lower().split()[-1:]
        behind = self.text[self.figure.char_end :].lower()
        return left in (["by"], ["up"], ["down"]) or _MORE.match(behind) is not None

    @property
    def is_distance(self) -> bool:
        """Whether a count tells how far something still is: `four outs from the title`, `two seats short of`."""
        behind = self.text[self.figure.char_end : self.figure.char_end + 40]
        return self.figure.kind == "count" and _DISTANCE.match(behind) is not None

    @property
    def is_additional(self) -> bool:
        """Whether a count comes on top of another: `another 21 states`."""
        left = self.text[: self.figure.char_start].lower().split()[-1:]
        return self.figure.kind == "count" and left in (["another"], ["additional"], ["further"])

    @property
    def is_age(self) -> bool:
        return (self.figure.referent or "").split()[:1] == ["age"]

    @property
    def is_first(self) -> bool:
        """Whether an amount is the first of several: `the original $5 million offer`."""
        near = self.text[max(0, self.figure.char_start - 30) : self.figure.char_end + 20]
        return self.figure.kind == "money" and _FIRST.search(near) is not None

    @property
    def is_label(self) -> bool:
        """Whether a clock time only names something: `the 6:10 sailing`, `the 9.30 train`."""
        figure = self.figure
        if figure.kind != "date" or figure.precision not in ("minute", "hour"):
            return False
        return (
            self.text[: figure.char_start].lower().split()[-1:] == ["the"]
            and _NAMED_BY_TIME.match(self.text, figure.char_end) is not None
        )

    @property
    def is_reporting(self) -> bool:
        """A date on which somebody spoke."""
        return self.figure.kind == "date" and REPORTED in self.words


@lru_cache(maxsize=65536)
def content(text: str) -> frozenset[str]:
    """The words that carry content, in their classes; numbers are left out."""
    words = (word.lower() for word in _WORD.findall(text))
    return frozenset(
        canonical(w)
        for w in words
        if w not in _STOP and w not in LIGHT_MODIFIERS and w not in EMPTY_NOUNS and len(w) > 2
    )


def overlap(a: str, b: str) -> float:
    """Share of the content words of the shorter sentence that the other has, 0–1."""
    one, two = content(a), content(b)
    small = min(len(one), len(two))
    return len(one & two) / small if small else 0.0


def named(mention: Mention) -> frozenset[str]:
    """The words of a sentence that it writes with a capital, other than the first."""
    return frozenset(canonical(w) for w in _WORD.findall(mention.text)[1:] if w[0].isupper())


def names_near(mention: Mention, width: int = 40) -> frozenset[str]:
    """Capitalised words beside a figure: whose age, whose offer it is."""
    figure, text = mention.figure, mention.text
    first = _WORD.search(text)
    if first is not None and first.group().isupper() and len(first.group()) > 1:
        first = None  # `NXP shares` names it, wherever it stands
    start = max(
        0 if first is None else first.end(), figure.char_start - width
    )  # a first word has its capital anyway
    near = text[start : figure.char_start] + " " + text[figure.char_end : figure.char_end + width]
    words = (_OWN.sub("", word) for word in _WORD.findall(near) if word[0].isupper() and len(word) > 2)
    return frozenset(w.lower() for w in words if w.lower() not in _NO_NAMES)


_PLACE = re.compile(r"\b(?:in|at|near|across|off|outside|of)\s+(?:the\s+)?((?:[A-Z][\w’']+\s?)+)")


_OWN = re.compile(r"['’]s?\b")


@lru_cache(maxsize=65536)
def places(text: str) -> frozenset[str]:
    """The places that a sentence names: capitalised words behind `in`, `at`, `near`."""
    found = (word for match in _PLACE.findall(text) for word in _OWN.sub("", match.lower()).split())
    return frozenset(word for word in found if word not in MONTHS and word not in WEEKDAYS)
