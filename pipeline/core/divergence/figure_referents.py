"""Whether two figures are of the same thing: referent, part or total, period."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.core.figures.calendar_words import MONTHS, WEEKDAYS
from pipeline.core.figures.vocabulary import (
    AMONG,
    EMPTY_NOUNS,
    LIGHT_MODIFIERS,
    LIGHT_VERBS,
    REPORTED,
    STATES,
    canonical,
)
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
ONE_WORD = 0.8  # one common word tells less than two
# Heads that name a part of the people concerned: never compared with people in general.
GENERAL = "people"
_PERIOD = re.compile(
    r"\b(since|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|overnight|in (?:the )?(?:past|last) \w+ \w+|so far|in all|"
    r"in total|altogether|yesterday|in \d{4}|(?:this|last) (?:year|month|week)|per day|a day|daily|new)\b",
    re.IGNORECASE,
)
_MOMENT = re.compile(
    r"\b(early trading|premarket|pre-market|after-hours|by the close|at the close|closed|close[sd]? at|mid-?afternoon|"
    r"midday|at the open|opening|\d{1,2}[:.]\d\d)\b",
    re.IGNORECASE,
)
_COMPOSED = re.compile(
    r"^\s*,?\s*(?:\(?includ|with (?:its |the )?debt|once .{0,40}\bdebts?\b)", re.IGNORECASE
)
_PAID_IN = re.compile(r"^\s+in\s+(?:[A-Z]\w+\s+)?(?:cash|stock|shares|kind)\b")
_OUT_OF = re.compile(r"\b(?:from|had been|used to be)\s+$|\bprevious(?:ly)?\b|\bearlier\b", re.IGNORECASE)
_MORE = re.compile(r"\s*(?:more|extra|higher|lower|less|fewer)\b(?!\s+than)")
_FIRST = re.compile(r"\b(?:original|initial|first|unsolicited)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure with the sentence in which it stands."""

    figure: Figure
    text: str

    @property
    def words(self) -> frozenset[str]:
        return frozenset((self.figure.referent or "").split()) - {AMONG, "age"}

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
    def is_age(self) -> bool:
        return (self.figure.referent or "").split()[:1] == ["age"]

    @property
    def is_first(self) -> bool:
        """Whether an amount is the first of several: `the original $5 million offer`."""
        near = self.text[max(0, self.figure.char_start - 30) : self.figure.char_end + 20]
        return self.figure.kind == "money" and _FIRST.search(near) is not None

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


def agreement(a: Mention, b: Mention) -> float | None:
    """How far two referents agree, 0–1; None when they cannot be the same thing."""
    if a.is_age != b.is_age or a.is_part != b.is_part:
        return None
    if (a.states and b.states) and not a.states & b.states:
        return None
    if (
        a.figure.kind == "count"
        and bool(a.states) != bool(b.states)
        and _about_people(a)
        and _about_people(b)
    ):
        loose = b if a.states else a
        if not (a.states | b.states) & content(loose.text):
            return None
    if a.is_age and not names_near(a) & names_near(b):
        return None
    if a.roles != b.roles or a.is_change != b.is_change:
        return None
    one, two = a.words, b.words
    if not one or not two:
        return None if a.is_part else 0.3
    shared = one & two
    score = len(shared) / min(len(one), len(two)) * (ONE_WORD if len(shared) == 1 else 1.0)
    if a.figure.kind == "date" and (
        ("begin" in one) != ("begin" in two) or not shared - _named(a) - _named(b)
    ):
        return None
    if a.figure.kind in ("count", "rank"):
        score = max(score, 0.5) if a.states & b.states else score
        if a.is_part and not shared - STATES:
            return None
        if _narrower(a, b) or _narrower(b, a):
            return None
    return score


def _named(mention: Mention) -> frozenset[str]:
    """The words of a sentence that it writes with a capital, other than the first."""
    return frozenset(canonical(w) for w in _WORD.findall(mention.text)[1:] if w[0].isupper())


def names_near(mention: Mention, width: int = 40) -> frozenset[str]:
    """Capitalised words beside a figure: whose age, whose offer it is."""
    figure, text = mention.figure, mention.text
    first = _WORD.search(text)
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


def _about_people(mention: Mention) -> bool:
    return GENERAL in mention.words or bool(mention.states)


def _narrower(a: Mention, b: Mention) -> bool:
    """Whether a counts a narrower group with the smaller number: it may be a part of what b counts."""
    low = a.figure.value_low if a.figure.value_low is not None else a.figure.value_high
    high = b.figure.value_high if b.figure.value_high is not None else b.figure.value_low
    if low is None or high is None or low >= high:
        return False
    if GENERAL not in b.words or b.words - {GENERAL} - STATES - LIGHT_VERBS - a.words:
        return False
    extra = a.words - b.words - STATES - LIGHT_VERBS
    return bool(extra & SUBGROUPS) or (GENERAL not in a.words and bool(extra))


SUBGROUPS = frozenset(
    "child officer soldier crew passenger woman men teacher tourist student american foreigner firefighter worker us "
    "u.s british student guest pilot driver journalist doctor nurse patient teenager".split()
)


def periods_differ(a: Mention, b: Mention) -> bool:
    """Whether the sentences count over different spans: `since Monday` against `on Wednesday`."""
    one = {m.lower() for m in _PERIOD.findall(a.text)}
    two = {m.lower() for m in _PERIOD.findall(b.text)}
    if ("since" in one) != ("since" in two) and (one ^ two) - {"since"}:
        return a.figure.kind in ("count", "money", "percent")
    return (
        ("new" in one) != ("new" in two)
        and a.figure.kind == "count"
        and _beside(a, "new") != _beside(b, "new")
    )


def only_one_since(a: Mention, b: Mention) -> bool:
    """Whether just one of two counts says since when it counts."""
    return ("since " in a.text.lower()) != ("since " in b.text.lower()) and a.figure.kind in (
        "count",
        "money",
    )


_REACH = re.compile(
    r"\b(globally|worldwide|around the world|across the world|nationwide|nationally|statewide|in all|overall|"
    r"in total|altogether)\b",
    re.IGNORECASE,
)


def reaches_differ(a: Mention, b: Mention) -> bool:
    """Whether just one of two figures is said to be of the whole world or country."""
    one, two = _REACH.search(a.text), _REACH.search(b.text)
    wide = ("globally", "worldwide", "around the world", "across the world", "nationwide", "nationally")
    return (one is not None and one.group().lower() in wide) != (
        two is not None and two.group().lower() in wide
    )


def is_rate(mention: Mention) -> bool:
    """Whether a count is by the day, by its unit or by a word beside it."""
    return (mention.figure.unit or "").startswith("1 / ") or _DAILY.search(mention.text) is not None


_DAILY = re.compile(r"\b(?:daily|per day|a day|each day)\b", re.IGNORECASE)


def moments_differ(a: Mention, b: Mention) -> bool:
    """Prices and the like at two stated moments of a day are two quantities."""
    if a.figure.kind not in ("percent", "money") or "share" not in (content(a.text) & content(b.text)):
        return False
    one, two = set(_MOMENT.findall(a.text)), set(_MOMENT.findall(b.text))
    return bool(one or two) and one != two


_MARKET = frozenset(("share", "index", "average", "dow", "nasdaq", "ftse", "market"))
_MOVED = frozenset(("rise", "fall", "end", "trade", "low", "high", "gain", "closed"))


def is_market_move(mention: Mention) -> bool:
    """Whether a figure is a price or index move, which holds for a day at most."""
    words = content(mention.text)
    return (
        mention.figure.kind in ("percent", "money", "count")
        and bool(words & _MARKET)
        and bool(words & _MOVED)
    )


def _beside(mention: Mention, word: str) -> bool:
    near = mention.text[mention.figure.char_end : mention.figure.char_end + 20].lower()
    return word in near.split()


def holds_more(a: Mention, b: Mention) -> bool:
    """Whether one of two amounts is but a part (`in cash`), or the larger is said to include something more."""
    if a.figure.kind != "money" or a.figure.value_low is None or b.figure.value_low is None:
        return False
    if (_PAID_IN.match(a.text[a.figure.char_end :]) is None) != (
        _PAID_IN.match(b.text[b.figure.char_end :]) is None
    ):
        return True
    large, small = (a, b) if a.figure.value_low > b.figure.value_low else (b, a)
    return _is_composed(large) and not _is_composed(small)


def _is_composed(mention: Mention) -> bool:
    return _COMPOSED.match(mention.text[mention.figure.char_end :]) is not None


def was_before(mention: Mention) -> bool:
    """Whether the figure is what something was before: `from 312`, `it had been 312`, `previous $70 offer`."""
    left = mention.text[max(0, mention.figure.char_start - 25) : mention.figure.char_start]
    return _OUT_OF.search(left) is not None
