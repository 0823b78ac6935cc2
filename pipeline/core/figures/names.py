"""Numbers that are names or identifiers, not figures: `Flight 370`, `Covid-19`, `9/11`, `two-party`."""

from __future__ import annotations

from pipeline.core.figures.calendar_words import MONTHS, WEEKDAYS
from pipeline.core.figures.number_words import NUMBER_WORDS, SCALES, part_at
from pipeline.core.figures.numerals import SHORT_SCALES, slashed
from pipeline.core.figures.tokens import Tokens
from pipeline.core.figures.units import CODES, DURATIONS, MEASURES, SYMBOLS

# Words before a number that make it a label, whatever their case.
_LABELS = frozenset(
    "act airbus amendment annex apartment apollo area article boeing bus camp channel chapter clause class covid "
    "division exhibit figure flight formula fortune galaxy gate grade group hangar highway interstate ios iphone "
    "ipad item junction level lot mark model motorway nasdaq nikkei pad page paragraph phase photo pier pixel "
    "playstation platform precinct prop proposition protocol psalm ps4 resolution road room route rule schedule "
    "section size slide station step suite table terminal title track type unit verse version volume war ward "
    "windows zone android xbox nintendo python version v catch square big".split()
)
# A capitalised word before a number makes it a name, unless a counted noun follows.
_PEOPLE = frozenset(
    "people persons men women children others officers soldiers civilians residents passengers students migrants "
    "workers dead were was are is have had died killed injured arrested of percent per % more were victims deaths "
    "cases million billion thousand hundred years months weeks days hours minutes miles km kilometers kilometres "
    "votes points dollars euros pounds and to in at on after before".split()
)
_GLUED_SUFFIXES = (
    frozenset("st nd rd th s am pm a.m. p.m. x c f k p h b in ft 元 円 yo mm".split())
    | frozenset(MEASURES) | frozenset(DURATIONS) | frozenset(SHORT_SCALES) | frozenset(SCALES)
    | frozenset(code.lower() for code in CODES)
)  # fmt: skip
_PREFIXES = frozenset(
    "a mid pre post under over sub non early late plus minus about nearly some up to".split()
)
_NOT_NAME = frozenset(
    ("the", "a", "an", "in", "on", "at", "by", "for", "of", "about", "some", "but", "and", "when")
)
_WORD_COMPOUNDS = frozenset(
    "party way tier sided class piece state dimensional handed track time step stage fold rate rated hander "
    "wheel".split()
)
_ONE_AFTER = frozenset(
    "another day hand thing time side of way who that is was can could should would has had by point the more such "
    "again where which and or . , ; : ? ! 's ’s on off stop".split()
)
_ONE_BEFORE = frozenset(
    "no any every each some this that which the another loved only big good bad new old first last next right wrong "
    "square everyone".split()
)


_HOURS = frozenset("one two three four five six seven eight nine ten eleven twelve".split())
_BEHIND_CLOCK = frozenset("some the a an this that in on when they he she we it his her their".split())
_EMERGENCY = ("911", "999", "112")
_CALLS = frozenset(
    "call called calls calling caller callers dial dialed dialled dispatcher dispatchers operator".split()
)


def is_name(tokens: Tokens, i: int) -> bool:
    """Whether the number at token i names something rather than counting it."""
    before, after = tokens.low(i - 1), tokens.low(i + 1)
    if tokens.kind(i) == "word":
        return _word_names(tokens, i, before, after)
    if _joined(tokens, i) or _marked(tokens, i, before):
        return True
    if tokens.raw(i) in _EMERGENCY and (before in _CALLS or after in _CALLS):
        return True
    if i == 0 and after == "." and tokens.raw(i).isdigit() and len(tokens) > 3 and len(tokens.raw(i)) < 3:
        return True  # the number of an item in a list
    if _is_class(tokens, i):
        return True
    if tokens.glued(i + 1) and tokens.kind(i + 1) == "word" and after not in _GLUED_SUFFIXES:
        return "," not in tokens.raw(i) or after[0].isupper()
    if before in _LABELS and not (
        before in ("area", "group", "level", "size", "unit", "war", "road", "big")
        and tokens.raw(i - 1).islower()
    ):
        return after not in ("people", "million", "billion", "percent", "%") or before == "covid"
    if "." in tokens.raw(i) and after in ("update", "firmware", "patch", "release", "beta", "software"):
        return True
    if before == "." and tokens.low(i - 2) in ("no", "nos"):
        return False
    return _after_capital(tokens, i)


def _is_class(tokens: Tokens, i: int) -> bool:
    """`a boy in 3B,`: a small number and a capital that no noun follows name a class, a seat or a flat."""
    letter, before = tokens.raw(i + 1), tokens.raw(i - 1)
    if letter not in ("A", "B") or not tokens.glued(i + 1) or before in SYMBOLS or before in CODES:
        return False
    return len(tokens.raw(i)) <= 2 and tokens.raw(i).isdigit() and tokens.kind(i + 2) != "word"


def _word_names(tokens: Tokens, i: int, before: str, after: str) -> bool:
    if before in _LABELS and tokens.raw(i - 1)[0].isupper() and tokens.raw(i)[0].isupper():
        return before in (
            "war",
            "channel",
            "formula",
            "phase",
            "big",
            "group",
            "apollo",
            "square",
            "flight",
            "section",
        )
    if after == "-" and tokens.glued(i + 1) and tokens.low(i + 2) in _WORD_COMPOUNDS:
        return True
    if before in ("towards", "toward") and (tokens.kind(i + 1) != "word" or after in _BEHIND_CLOCK):
        return tokens.lows[i] in _HOURS  # `towards four some people`: a time of day, read by no clock
    return tokens.lows[i] == "one" and _one_is_pronoun(tokens, i, before, after)


def _one_is_pronoun(tokens: Tokens, i: int, before: str, after: str) -> bool:
    """`one` counts only straight before a noun, or in `one of them`, `one in five`, `one and a half`."""
    if after == "and" and part_at(tokens, i + 2) is not None:
        return False
    if after == "point" and tokens.low(i + 2) in NUMBER_WORDS:
        return False
    if after in MEASURES or (after == "-" and tokens.low(i + 2) in MEASURES):
        return before in ("no", "any", "every", "each")
    if before in _ONE_BEFORE or (before == "-" and tokens.glued(i)):
        return True
    if after == "of":
        return tokens.low(i + 2) not in ("them", "whom", "those", "these")
    if after in ("in", "-"):
        return (
            not (after == "in" and (tokens.low(i + 2) in NUMBER_WORDS or tokens.kind(i + 2) == "num"))
            and after == "in"
        )
    return after in _ONE_AFTER or (tokens.kind(i + 1) != "word" and after != "-")


def _joined(tokens: Tokens, i: int) -> bool:
    """`9/11`, `24/7`, `G7`, `Covid-19`, `555-1234-00`, `#5`, parts of an address or version."""
    left_glued, right_glued = tokens.glued(i), tokens.glued(i + 1)
    if right_glued and tokens.raw(i + 1) == "/" and tokens.kind(i + 2) == "num":
        return slashed(tokens, i) == 0.0 or tokens.low(i - 1) in ("on", "/")
    if left_glued and tokens.raw(i - 1) == "/" and tokens.kind(i - 2) == "num":
        return True
    if (
        left_glued
        and tokens.raw(i - 1) == "-"
        and tokens.kind(i - 2) == "num"
        and tokens.kind(i - 3) == "word"
        and tokens.glued(i - 2)
        and tokens.glued(i - 1)
    ):
        return True  # `scp2-173m`
    if (
        left_glued
        and tokens.kind(i - 1) == "word"
        and tokens.raw(i - 1) not in CODES | {"Rs", "US", "R", "X", "x"}
    ):
        return True
    if left_glued and tokens.raw(i - 1) in "-–#@_=" and tokens.glued(i - 1):
        word = tokens.low(i - 2)
        if tokens.kind(i - 2) == "word" and word not in _PREFIXES | NUMBER_WORDS and word not in MONTHS:
            return tokens.raw(i - 1) != "–"
    if left_glued and tokens.raw(i - 1) in ("#", "@", "_", "=", "/") and tokens.kind(i - 2) != "word":
        return True
    raw = tokens.raw(i)
    if left_glued and tokens.raw(i - 1) == "-" and raw.startswith("0") and raw.isdigit() and len(raw) > 2:
        return True  # `555-0142`
    if _dotted(tokens, i):
        return True
    dashes = sum(
        tokens.raw(j) == "-" and tokens.kind(j + 1) == "num" and tokens.glued(j) and tokens.glued(j + 1)
        for j in (i - 3, i - 1, i + 1, i + 3)
    )
    return dashes >= 2 or (dashes == 1 and right_glued and _is_telephone(tokens, i))


def _is_telephone(tokens: Tokens, i: int) -> bool:
    """`555-0142`, where what follows measures nothing."""
    first, last = tokens.raw(i), tokens.raw(i + 2)
    return (
        (len(first), len(last)) == (3, 4)
        and first[0] != "0"
        and last.isdigit()
        and tokens.low(i + 3) not in MEASURES
    )


def _dotted(tokens: Tokens, i: int) -> bool:
    """A part of `192.168.1.2`."""
    before = (
        tokens.raw(i - 1) == "." and tokens.glued(i) and tokens.kind(i - 2) == "num" and tokens.glued(i - 1)
    )
    after = tokens.raw(i + 1) == "." and tokens.glued(i + 1) and tokens.kind(i + 2) == "num"
    return before or (after and tokens.glued(i + 2))


def _marked(tokens: Tokens, i: int, before: str) -> bool:
    """Photo counters: `8 of 25 Photos`, `Photo 3`."""
    if tokens.low(i + 1) == "of" and tokens.low(i + 3) in ("photos", "slides", "images"):
        return True
    return before == "of" and tokens.low(i + 1) in ("photos", "slides") and tokens.kind(i - 2) == "num"


def _after_capital(tokens: Tokens, i: int) -> bool:
    """`Falcon 9`, `S&P 500`: a plain number right behind a capitalised word inside a sentence."""
    word, number = tokens.raw(i - 1), tokens.raw(i)
    if tokens.kind(i - 1) != "word" or not word[:1].isupper() or not number.replace(".", "").isdigit():
        return False
    low = word.lower()
    if (
        low in MONTHS
        or low in WEEKDAYS
        or low in _NOT_NAME
        or word in CODES
        or low in NUMBER_WORDS
        or low.endswith(".")
    ):
        return False
    if len(number) > 4 or (i - 1 == 0 and low not in _LABELS):
        return False
    after = tokens.low(i + 1)
    if low.endswith(("'s", "’s")) and not tokens.raw(i + 1)[:1].isupper():
        return False
    if after in _PEOPLE or after in ("%", "-") or after in SCALES or after in MEASURES or after in DURATIONS:
        return after in (
            "in",
            "and",
            "on",
            "at",
            "to",
            "after",
            "before",
            "was",
            "is",
            "has",
        ) and not _title_case(tokens)
    return not (
        _title_case(tokens)
        or (
            tokens.kind(i + 1) == "word"
            and after.endswith("s")
            and tokens.raw(i + 1).islower()
            and len(number) > 2
        )
    )


def _title_case(tokens: Tokens) -> bool:
    """Whether the sentence is set as a headline, where capitals tell nothing."""
    words = [
        raw for raw, kind in zip(tokens.raws, tokens.kinds, strict=True) if kind == "word" and len(raw) > 3
    ]
    return len(words) >= 3 and sum(raw[0].isupper() for raw in words) >= 0.7 * len(words)


def title_case(tokens: Tokens) -> bool:
    """Whether the sentence is set as a headline, where capitals tell nothing."""
    return _title_case(tokens)
