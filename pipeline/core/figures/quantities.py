"""A number with what stands around it: money, shares, spans, measures, counts, and their ranges."""

from __future__ import annotations

from dataclasses import replace

from pipeline.core.figures import units
from pipeline.core.figures.fractions import read_fraction
from pipeline.core.figures.number_words import NUMBER_WORDS, Numeral
from pipeline.core.figures.numerals import negated, read_numeral, sign_at
from pipeline.core.figures.quantity import Quantity
from pipeline.core.figures.shares import fraction, inverted, ratio, share_of
from pipeline.core.figures.tokens import Tokens
from pipeline.core.figures.unit_reading import DASHES, Unit, currency_before, read_unit
from pipeline.model import Approximator

_MOVES = frozenset(
    "raise raised raises rise rises rose risen goes go went fall falls fell fallen drop drops dropped cut cuts narrow "
    "narrowed increase increased increases decrease decreased grew grow grown shrunk shrank shrink climbed jumped up "
    "down slid lowered lifted slipped moved doubled improved worsened".split()
)
_VOTE_WORDS = frozenset("votes vote goals points wins seats".split())
_SPACED_RANGE = 100  # from here on a hyphen with spaces makes a range: `1000 - 5000`, not `2 - 1`
_GROWN = 16  # between commas behind `the baker` a number from here on is an age
_AGE_LIMIT = 115
_MILLION = 1e6
_FAR = 3.0  # a price is so many times its move: `fell 2 crowns to 81 crowns`


def read_quantities(tokens: Tokens, i: int) -> list[Quantity]:
    """The quantity that starts at token i; two for a vote, a list or a change; none when it is no number."""
    signed = sign_at(tokens, i)
    prefix, at = currency_before(tokens, i + signed)
    signed_inside = prefix is not None and sign_at(tokens, at)
    numeral = read_numeral(tokens, at + signed_inside, money=prefix is not None)
    if numeral is not None and (signed or signed_inside):
        share = read_fraction(tokens, at) if prefix is None and numeral.form == "words" else None
        if share is not None and share.end > numeral.end:
            return [share_of(negated(share, i))]
        negative = negated(numeral, i)
        return [_quantity(tokens, negative, read_unit(tokens, negative, prefix))]
    if numeral is None:
        return fraction(tokens, i) if prefix is None else []
    share = read_fraction(tokens, i) if prefix is None and numeral.form == "words" else None
    if share is not None and share.end > numeral.end:
        return fraction(tokens, i)
    if prefix is None and (told := inverted(tokens, numeral) or ratio(tokens, numeral)):
        return [told]
    if numeral.form == "fraction" and tokens.low(numeral.end) == "of" and prefix is None and numeral.low < 1:
        return [share_of(numeral)]  # `3/4 of the goals`
    unit = read_unit(tokens, numeral, prefix)
    second = _second(tokens, i, numeral, unit, prefix)
    if second is not None:
        return second
    return [_quantity(tokens, replace(numeral, start=i), unit)]


# ---------------------------------------------------------------- ranges, votes, lists, changes


def _second(tokens: Tokens, i: int, first: Numeral, unit: Unit, prefix: Unit | None) -> list[Quantity] | None:
    """The reading together with a second number behind it, or None when the first stands alone."""
    at = unit.end if unit.name is not None else first.end
    link = tokens.low(at)
    between = tokens.low(i - 1) == "between"
    votes = link in _VOTE_WORDS and tokens.low(at + 1) == "to"
    if votes:
        link, at = "to", at + 1
    if link == "-" and tokens.glued(at) and tokens.low(at + 1) in ("and", "or", "to"):
        link, at = tokens.low(at + 1), at + 1  # `6- and 7-year-olds`
    if link not in ("to", "and", "or", "through", *DASHES):
        return None
    joined = tokens.glued(at) and tokens.glued(at + 1)
    if link in DASHES and not (joined or link == "–" or first.low >= _SPACED_RANGE):
        return None
    mark, where = currency_before(tokens, at + 1)
    if prefix is not None and mark is None and link in ("and", "or"):
        return None
    other = read_numeral(tokens, where, money=prefix is not None or mark is not None)
    if other is None or not first.is_point or not other.is_point or other.form == "vague":
        return None
    behind = read_unit(tokens, other, mark or prefix)
    first, unit = _scaled_alike(tokens, (first, unit), (other, behind))
    if _is_move(tokens, i, (first, unit), (other, behind), link):
        return [_quantity(tokens, replace(first, start=i), unit), _quantity(tokens, other, behind)]
    return _paired(tokens, i, (first, unit), (other, behind), link, votes, between)


def _scaled_alike(
    tokens: Tokens, one: tuple[Numeral, Unit], two: tuple[Numeral, Unit]
) -> tuple[Numeral, Unit]:
    """`between 30m and 40m crowns`: the first m is of millions too, and not of metres."""
    (first, unit), (other, behind) = one, two
    if (
        behind.kind != "money"
        or other.scale != _MILLION
        or unit.name != "meter"
        or tokens.low(first.end) != "m"
    ):
        return one
    low = first.low * _MILLION
    return replace(first, low=low, high=low, scale=_MILLION, end=unit.end), Unit("count", None, unit.end)


def _paired(
    tokens: Tokens,
    i: int,
    one: tuple[Numeral, Unit],
    two: tuple[Numeral, Unit],
    link: str,
    votes: bool,
    between: bool,
) -> list[Quantity] | None:
    (first, unit), (other, behind) = one, two
    first = replace(first, start=i)
    if (
        unit.name is not None
        and unit.kind != "money"
        and (behind.kind, behind.name) != (unit.kind, unit.name)
    ):
        return None
    if unit.name is not None and unit.kind == "money" and behind.kind != "money":
        return None
    shared = unit if unit.name is not None or unit.kind == "money" else replace(behind, end=first.end)
    if other.scale != 1.0 and first.scale == 1.0 and first.low < 1000 and first.form == other.form:
        first = replace(first, low=first.low * other.scale, high=first.low * other.scale, scale=other.scale)
    plain = behind.kind == "count" and unit.kind == "count" and behind.name is None
    rising = first.low < other.low
    moved = tokens.low(i - 1) == "from" and not _MOVES.isdisjoint(tokens.lows[max(0, i - 8) : i + 1])
    if plain and (votes or (not rising and link in ("to", *DASHES))):
        if other.low % 1 or first.low % 1:
            return None
        ahead = _quantity(tokens, first, replace(unit, end=first.end))
        behind_it = _quantity(tokens, other, replace(behind, end=other.end))
        return [replace(ahead, role="ahead"), replace(behind_it, role="behind")]
    if link in ("and", "or") and not between:
        if link == "and":
            hung = tokens.low(first.end) == "-"
            if plain or behind.kind == "count" or unit.name is not None or other.start - first.end > 1 + hung:
                return None
            return [
                _quantity(tokens, first, replace(shared, end=first.end)),
                _quantity(tokens, other, behind),
            ]
        if not rising or unit.name is not None:
            return None
    if not rising:
        return None
    if moved and link == "to":
        per = (
            behind.name
            if unit.kind == behind.kind and (behind.name or "").startswith(f"{unit.name} / ")
            else None
        )
        before = replace(shared, name=per) if per else shared  # `from $1,150 to $1,320 a month`
        marked = other.start - 1 if tokens.raw(other.start - 1) in units.SYMBOLS else other.start
        return [_quantity(tokens, first, before), _quantity(tokens, replace(other, start=marked), behind)]
    if behind.kind == "count" and behind.name is None and tokens.low(i - 1) in ("aged", "ages", "age"):
        behind = replace(behind, kind="duration", name="year", is_age=True)
    factor = behind.factor
    low, high = _times(first.low, factor), _times(other.low, factor)
    found = Quantity(i, behind.end, low, high, behind.kind, behind.name, "between", behind.is_age)
    return [found]


def _is_move(tokens: Tokens, i: int, one: tuple[Numeral, Unit], two: tuple[Numeral, Unit], link: str) -> bool:
    """`lost 1.8 cents to 81.4 cents`: by how much a price moved, and to what; no range."""
    (first, unit), (other, behind) = one, two
    if link != "to" or unit.kind != "money" or behind.kind != "money" or tokens.low(i - 1) not in _MOVED:
        return False
    return other.low * behind.factor >= _FAR * first.low * unit.factor > 0


_MOVED = (_MOVES | frozenset("lose loses lost losing gain gains gained gaining add adds added adding shed sheds rising "
                             "falling dropping slipping climbing by".split())) - {"goes", "go", "went"}  # fmt: skip


def _quantity(tokens: Tokens, numeral: Numeral, unit: Unit) -> Quantity:
    low = _times(numeral.low, unit.factor)
    high = None if numeral.high is None else _times(numeral.high, unit.factor)
    kind, name, is_age = unit.kind, unit.name, unit.is_age
    end = max(unit.end, numeral.end)
    low, high, end = second_part(tokens, low, high, end, name)
    if kind == "money" and low == high and unit.factor == 1.0:
        low, high, end = _with_coins(tokens, low, end, name)
    if kind == "duration" and tokens.phrase(end, 3) == "and a half" and low == high:
        low, high, end = low + 0.5, low + 0.5, end + 3
    if kind == "count" and name is None and _is_age(tokens, numeral):
        kind, name, is_age = "duration", "year", True
    if kind == "count" and tokens.low(end) in ("million", "billion") and numeral.scale == 1.0:
        end = numeral.end
    approximator: Approximator = "vague" if numeral.form == "vague" else "exact"
    return Quantity(numeral.start, end, low, high, kind, name, approximator, is_age)


def _with_coins(tokens: Tokens, low: float, end: int, code: str | None) -> tuple[float, float, int]:
    """`3 dollars 50 cents`, `thirteen pounds and five pence`: one amount."""
    at = end + 1 if tokens.low(end) == "and" else end
    if tokens.kind(end - 1) != "word" or (tokens.kind(at) != "num" and tokens.low(at) not in NUMBER_WORDS):
        return low, low, end
    coins = read_numeral(tokens, at)
    if coins is None or not 0 < coins.low < 100:
        return low, low, end
    word = tokens.low(coins.end)
    if word not in units.PARTS or (
        units.PARTS[word] != code and not (word.startswith("cent") and code != "GBP")
    ):
        return low, low, end
    value = float(f"{low + coins.low / 100:.12g}")
    return value, value, coins.end + 1


_PARTS_OF = {"foot": ("inch", 12.0), "hour": ("minute", 60.0), "minute": ("second", 60.0), "pound": ("ounce", 16.0),
             "year": ("month", 12.0), "stone": ("pound", 14.0)}  # fmt: skip


def second_part(
    tokens: Tokens, low: float, high: float | None, end: int, name: str | None
) -> tuple[float, float | None, int]:
    """`6 feet 2 inches`, `5 hours and 20 minutes`: one quantity of two parts, in the first unit."""
    if name not in _PARTS_OF or low != high:
        return low, high, end
    at = end + 1 if tokens.low(end) in ("and", ",", "-") else end
    part = read_numeral(tokens, at)
    if part is None or not part.is_point:
        return low, high, end
    unit, ratio = _PARTS_OF[name]
    word = tokens.low(part.end)
    if (
        units.DURATIONS.get(word) == unit
        or units.MEASURES.get(word) == unit
        or (unit == "inch" and word == "in")
    ):
        value = low + part.low / ratio
        return value, value, part.end + 1
    return low, high, end


def _is_age(tokens: Tokens, numeral: Numeral) -> bool:
    """`Olsen, 26, a nurse`, `aged 26`, `Olsen (26)`."""
    if _person_of(tokens, numeral):
        return True
    if (
        numeral.form != "digits"
        or not 0 < numeral.low <= _AGE_LIMIT
        or numeral.low % 1
        or numeral.scale != 1.0
    ):
        return tokens.low(numeral.start - 1) in ("aged",) and numeral.low <= _AGE_LIMIT
    before, after = tokens.low(numeral.start - 1), tokens.low(numeral.end)
    if before in ("aged", "age"):
        return True
    owner = tokens.raw(numeral.start - 2)
    named = owner[:1].isupper() and tokens.kind(numeral.start - 2) == "word" and owner.lower() not in _NO_NAME
    if before == "," and named:
        return after in (",", ".", ";")
    if before == "," and after == ",":  # `the driver, 42, from Arlen`
        whole = tokens.low(numeral.start - 3) in ("the", "a", "an") and numeral.low >= _GROWN
        return (owner.lower() in _PERSON_WORDS and numeral.low >= 3) or whole
    return before == "(" and after == ")" and named and numeral.low >= 5


def _person_of(tokens: Tokens, numeral: Numeral) -> bool:
    """`a woman of 85`, `a boy of six`: one person, whom no further noun counts."""
    i = numeral.start
    if tokens.low(i - 1) != "of" or tokens.low(i - 2) not in _PERSON_WORDS | _ALSO_PERSONS:
        return False
    whole = numeral.is_point and not numeral.low % 1 and 0 < numeral.low <= _AGE_LIMIT
    before = tokens.lows[max(0, i - 5) : i - 2]
    single = not _ARTICLES.isdisjoint(before)
    return whole and single and (tokens.kind(numeral.end) != "word" or tokens.low(numeral.end) in _AFTER_AGE)


_ARTICLES = frozenset(("a", "an", "the"))
_ALSO_PERSONS = frozenset(
    "midwife grandmother grandfather pensioner lad baby toddler youth teenager mechanic carpenter cleaner waiter "
    "waitress journalist engineer electrician widow widower schoolboy schoolgirl pupil neighbour neighbor uncle aunt "
    "cousin brother sister hiker cyclist fisherman policeman policewoman fireman miner sailor builder shopkeeper "
    "priest child bystander".split()
)
_AFTER_AGE = frozenset("was is has had who and from in with at on died were whose".split())
_PERSON_WORDS = frozenset(
    "man woman boy girl driver officer teacher student pilot nurse doctor mother father son daughter wife husband "
    "suspect victim worker singer actor actress player farmer lawyer passenger firefighter soldier captain".split()
)
_NO_NAME = frozenset(
    "january february march april may june july august september october november december".split()
)


def _times(value: float, factor: float) -> float:
    return float(f"{value * factor:.12g}") if factor != 1.0 else value
