"""Years and decades: `in 2007`, `2015-16`, `the 1990s`, `'90s`."""

from __future__ import annotations

from pipeline.core.figures import moments
from pipeline.core.figures.calendar_words import DateReading
from pipeline.core.figures.tokens import Tokens

_BEFORE = frozenset(
    "after around before between by circa during early for from in late mid of or since that the through till to "
    "until year founded built launched and elections election - – ( , summer spring autumn fall winter born".split()
)
_COUNTED = frozenset(
    "people persons jobs men women homes houses troops soldiers students miles metres meters".split()
)
_PARTS = ("mid", "early", "late", "pre", "post")
_UNSURE_BEFORE = frozenset(
    (*",-–", "and", "to", "or", "for", "of", "the", "between", "from", "around", "after")
)


def year_at(tokens: Tokens, i: int) -> int | None:
    """The number of four digits at a token that a year could be."""
    raw = tokens.raw(i)
    return int(raw) if len(raw) == 4 and raw.isdigit() and 1000 <= int(raw) <= 2199 else None


def read_year(tokens: Tokens, i: int) -> DateReading | None:
    """`2007` where it reads as a year; `1990s`; `2015-16`."""
    year = year_at(tokens, i)
    if year is None:
        return None
    after, before = tokens.low(i + 1), tokens.low(i - 1)
    if after == "s" and tokens.glued(i + 1) and year % 10 == 0:
        last = year + (99 if year % 100 == 0 and year < 2000 else 9)
        return DateReading(i, i + 2, moments.in_year(year, last, "decade"))
    if not 1100 <= year <= 2100 or (tokens.glued(i + 1) and tokens.kind(i + 1) == "word"):
        return None
    if before not in _BEFORE and _dates_a_thing(tokens, i, year):
        return DateReading(i, i + 1, moments.in_year(year))
    if before not in _BEFORE or after in _COUNTED or after in ("%", "percent", "per", "degrees"):
        return None
    if before in _UNSURE_BEFORE and (
        not 1800 <= year <= 2100
        or (before == "-" and tokens.kind(i - 2) != "num" and tokens.low(i - 2) not in _PARTS)
    ):
        return None
    if after in ("-", "–") and tokens.glued(i + 1) and tokens.glued(i + 2):
        until = year_at(tokens, i + 2) or _short_year(tokens, i + 2, year)
        if until and year < until:
            return DateReading(i, i + 3, moments.in_year(year, until))
    return DateReading(i, i + 1, moments.in_year(year))


_OWNERS = frozenset("a an his her their its our my your this that © copyright".split())
_DATED = frozenset(
    "election elections campaign campaigns race primary primaries convention presidential midterm midterms census "
    "season budget levels referendum agreement treaty accord coup deal law act ruling film novel album olympics cup "
    "games championship championships world nominee candidates survey study poll report attack attacks invasion war "
    "crisis".split()
)
_COUNTING = frozenset(
    "about some nearly almost than least most roughly around over under approximately only".split()
)


def _dates_a_thing(tokens: Tokens, i: int, year: int) -> bool:
    """`a 2014 survey`, `Iran's 2015 deal`, `below 1990 levels`: one thing of a year, and no count of many."""
    before, after = tokens.low(i - 1), tokens.low(i + 1)
    if not 1900 <= year <= 2099 or before in _COUNTING or after in _COUNTED:
        return False
    if before in _OWNERS or before.endswith(("'s", "’s")):
        return tokens.kind(i + 1) == "word"
    if i == 0:
        return tokens.raw(1)[:1].isupper()
    return after in _DATED


def _short_year(tokens: Tokens, i: int, year: int) -> int | None:
    raw = tokens.raw(i)
    return year // 100 * 100 + int(raw) if len(raw) == 2 and raw.isdigit() else None


def read_short_decade(tokens: Tokens, i: int) -> DateReading | None:
    """`'90s`."""
    raw = tokens.raw(i + 1)
    if tokens.raw(i) not in ("'", "’", "‘") or len(raw) != 2 or not raw.isdigit() or raw[1] != "0":
        return None
    if tokens.low(i + 2) != "s" or not tokens.glued(i + 2) or not tokens.glued(i + 1):
        return None
    year = 1900 + int(raw)
    return DateReading(i, i + 3, moments.in_year(year, year + 9, "decade"))
