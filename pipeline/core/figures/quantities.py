"""A number with what stands around it: money, shares, spans, measures, counts, and their ranges."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.core.figures import units
from pipeline.core.figures.numerals import Numeral, read_fraction, read_numeral
from pipeline.core.figures.tokens import Tokens, number_of
from pipeline.model import Approximator, FigureKind

_DASHES = ("-", "–", "‑", "‐")
_MOVES = frozenset(
    "raise raised raises rise rises rose risen goes go went fall falls fell fallen drop drops dropped cut cuts narrow "
    "narrowed increase increased increases decrease decreased grew grow grown shrunk shrank shrink climbed jumped up "
    "down slid lowered lifted slipped moved doubled improved worsened".split()
)
_VOTE_WORDS = frozenset("votes vote goals points wins seats".split())
_AGE_LIMIT = 115


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity read at tokens [start, end), before any approximator."""

    start: int
    end: int
    low: float
    high: float | None
    kind: FigureKind
    unit: str | None
    approximator: Approximator = "exact"
    is_age: bool = False
    role: str = ""  # which side of a vote or score: "ahead" or "behind"


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number is of: how its value is scaled, and the token after the unit."""

    kind: FigureKind
    name: str | None
    end: int
    factor: float = 1.0
    is_age: bool = False


def read_quantities(tokens: Tokens, i: int) -> list[Quantity]:
    """The quantity that starts at token i; two for a vote, a list or a change; none when it is no number."""
    prefix, at = currency_before(tokens, i)
    numeral = read_numeral(tokens, at, money=prefix is not None)
    if numeral is None:
        return _fraction(tokens, i) if prefix is None else []
    if prefix is None and numeral.form == "words" and (share := read_fraction(tokens, i)):
        if share.end > numeral.end:
            return _fraction(tokens, i)
    if prefix is None and (ratio := _ratio(tokens, numeral)):
        return [ratio]
    unit = _unit(tokens, numeral, prefix)
    second = _second(tokens, i, numeral, unit, prefix)
    if second is not None:
        return second
    return [_quantity(tokens, replace(numeral, start=i), unit)]


def currency_before(tokens: Tokens, i: int) -> tuple[Unit | None, int]:
    """The currency written before a number that may start at token i, and where the number starts."""
    raw, low = tokens.raw(i), tokens.low(i)
    if raw in units.SYMBOLS:
        return Unit("money", units.SYMBOLS[raw], i + 1), i + 1
    if low in units.DOLLARS and tokens.raw(i + 1) == "$" and tokens.glued(i + 1):
        return Unit("money", units.DOLLARS[low], i + 2), i + 2
    if low in units.DOLLARS and tokens.raw(i + 1) == "£" and tokens.glued(i + 1):
        return None, i
    if raw in ("Rs", "Rs.") and tokens.kind(i + 1 if tokens.raw(i + 1) != "." else i + 2) == "num":
        at = i + 2 if tokens.raw(i + 1) == "." else i + 1
        return Unit("money", "INR", at), at
    if raw in units.CODES and tokens.kind(i + 1) == "num":
        return Unit("money", units.CODE_ALIASES.get(raw, raw), i + 1), i + 1
    return None, i


# ---------------------------------------------------------------- shares


def _fraction(tokens: Tokens, i: int) -> list[Quantity]:
    share = read_fraction(tokens, i)
    if (
        share is None
        or tokens.low(share.end) in units.DURATIONS
        or tokens.phrase(share.end, 2) in ("of a", "of an")
    ):
        return []
    value = float(f"{share.low * 100:.12g}")
    return [Quantity(i, share.end, value, value, "percent", "percent")]


def _ratio(tokens: Tokens, top: Numeral) -> Quantity | None:
    """`one in five`, `seven out of ten`, `seven schools in ten`, `two in every five`."""
    at = top.end
    if (
        tokens.kind(at) == "word"
        and tokens.low(at + 1) in ("in", "out")
        and tokens.low(at) not in ("in", "out")
    ):
        if tokens.low(at).endswith("s") and tokens.low(at) not in units.DURATIONS:
            at += 1
    if tokens.phrase(at, 2) == "out of":
        at += 2
    elif tokens.low(at) == "in":
        at += 1
    else:
        return None
    at = at + 1 if tokens.low(at) in ("every", "each") else at
    bottom = read_numeral(tokens, at)
    if bottom is None or not top.is_point or not bottom.is_point or not 0 < top.low < bottom.low:
        return None
    if tokens.low(bottom.end) in units.DURATIONS or tokens.low(bottom.end) in units.MEASURES:
        return None
    if bottom.form == "digits" and (1900 <= bottom.low <= 2100 or bottom.low % 1) or top.low > 99:
        return None
    if (
        at - top.end > 1
        and tokens.low(top.end) not in ("in", "out")
        and bottom.low not in (5.0, 10.0, 100.0, 1000.0, 3.0, 4.0)
    ):
        return None
    value = float(f"{100 * top.low / bottom.low:.12g}")
    return Quantity(top.start, bottom.end, value, value, "percent", "percent")


# ---------------------------------------------------------------- the unit behind a number


def _unit(tokens: Tokens, numeral: Numeral, prefix: Unit | None) -> Unit:
    end = numeral.end
    if prefix is not None:
        return _with_per(tokens, replace(prefix, end=_after_currency(tokens, end)))
    at = end + 1 if tokens.low(end) in _DASHES and tokens.glued(end) and tokens.glued(end + 1) else end
    hyphen = at != end
    for reader in (_percent, _currency, _duration, _measure):
        found = reader(tokens, at, numeral, hyphen)
        if found is not None:
            return found
    if (
        tokens.low(numeral.start - 1) == "magnitude" or tokens.phrase(numeral.start - 2, 2) == "magnitude of"
    ) and numeral.low < 10:
        return Unit("measure", "magnitude", end)
    return _with_per_count(tokens, Unit("count", None, end))


def _after_currency(tokens: Tokens, end: int) -> int:
    """`US$5 million dollars`, `$5 USD`: a currency said twice."""
    if tokens.low(end) in ("dollars", "dollar", "euros", "pounds") or tokens.raw(end) in (
        "USD",
        "AUD",
        "CAD",
    ):
        return end + 1
    return end


def _percent(tokens: Tokens, at: int, numeral: Numeral, hyphen: bool) -> Unit | None:
    word, after = tokens.low(at), tokens.low(at + 1)
    if word == "%" or word in ("percent", "pct"):
        end = at + 2 if after in ("percent", "%") else at + 1
        follow = end + 1 if tokens.low(end) == "-" else end
        if tokens.low(follow) in ("points", "point") and word != "%":
            return Unit("percent", "percentage_point", follow + 1)
        return Unit("percent", "percent", end)
    if word == "per" and after in ("cent", "centum"):
        return Unit("percent", "percent", at + 2)
    if word == "percentage":
        follow = at + 2 if after == "-" else at + 1
        if tokens.low(follow) in ("point", "points"):
            return Unit("percent", "percentage_point", follow + 1)
    if word == "basis" and after in ("point", "points"):
        return Unit("percent", "percentage_point", at + 2, 0.01)
    if word == "pp" and numeral.form == "digits":
        return Unit("percent", "percentage_point", at + 1)
    return None


def _currency(tokens: Tokens, at: int, numeral: Numeral, hyphen: bool) -> Unit | None:
    raw, word = tokens.raw(at), tokens.low(at)
    if raw in units.CODES and raw.isupper():
        return _with_per(tokens, Unit("money", units.CODE_ALIASES.get(raw, raw), at + 1))
    if raw in ("€", "£", "$", "₽") and (tokens.glued(at) or tokens.kind(at + 1) != "num"):
        return _with_per(tokens, Unit("money", units.SYMBOLS[raw], at + 1))
    country = ""
    where = at
    for step in (1, 2):
        if word in units.AMBIGUOUS or word in units.WORDS:
            break
        country, where = word, at + step
        word = tokens.low(where)
        if step == 2 and country not in ("zealand", "kong", "lankan", "african"):
            return None
    if country and country not in units.COUNTRY_WORDS and tokens.raw(at)[:1].islower():
        return None
    if country and not tokens.raw(at)[:1].isupper() and country not in ("us", "u.s."):
        return None
    is_money, code = units.currency_of(word, country)
    if not is_money or _is_weight(tokens, where, word) or _no_money(tokens, where, word, numeral):
        return None
    if word in units.PARTS:
        return _with_per(tokens, Unit("money", units.PARTS[word], where + 1, 0.01))
    end = where + 2 if tokens.low(where + 1) == "sterling" else where + 1
    return _with_per(tokens, Unit("money", code, end))


def _is_weight(tokens: Tokens, at: int, word: str) -> bool:
    """`pounds` of weight rather than sterling."""
    if word not in ("pound", "pounds"):
        return False
    near = frozenset(tokens.lows[max(0, at - 8) : at + 5])
    return bool(near & _WEIGHT_WORDS) or (
        tokens.low(at + 1) == "of" and tokens.low(at + 2) not in ("the", "tax", "public", "debt")
    )


_WEIGHT_WORDS = frozenset(
    "weigh weighs weighed weighing weight heavy heavier lost overweight gained ounces tons pressure thrust per-pound "
    "explosives payload".split()
)


def _no_money(tokens: Tokens, at: int, word: str, numeral: Numeral) -> bool:
    if word == "p":
        return numeral.form != "digits" or not tokens.glued(at) or numeral.low >= 1000
    return word in ("won", "mark", "marks", "penny", "real", "rand", "crown", "pound", "buck", "franc") and (
        (word in ("won", "mark", "marks") and numeral.low < 1000 and numeral.scale == 1.0)
        or (word in ("real", "rand") and numeral.form != "digits")
    )


def _duration(tokens: Tokens, at: int, numeral: Numeral, hyphen: bool) -> Unit | None:
    word = tokens.low(at)
    name = units.DURATIONS.get(word)
    if name is None or (word in units.SHORT_UNITS and numeral.form != "digits"):
        return None
    if word in ("second",) and not hyphen and numeral.low != 1:
        return None
    end = at + 1
    if tokens.low(end) == "old":
        return Unit("duration", name, end + 1, is_age=True)
    if tokens.low(end) in _DASHES and tokens.low(end + 1) in ("old", "olds") and tokens.glued(end):
        return Unit("duration", name, end + 2, is_age=True)
    if tokens.phrase(end, 2) == "of age":
        return Unit("duration", name, end + 2, is_age=True)
    return Unit("duration", name, end)


def _measure(tokens: Tokens, at: int, numeral: Numeral, hyphen: bool) -> Unit | None:
    word, after = tokens.low(at), tokens.low(at + 1)
    if word in ("°", "º"):
        return _temperature(tokens, at + 1) or Unit("measure", "degree", at + 1)
    if word in ("degrees", "degree") or (tokens.raw(at) in ("C", "F") and numeral.form == "digits"):
        return _temperature(tokens, at + (word in ("degrees", "degree"))) or Unit("measure", "degree", at + 1)
    pair = units.TWO_WORDS.get((word, after))
    if pair is None and after == "-":
        pair = units.TWO_WORDS.get((word, tokens.low(at + 2)))
        if pair:
            return Unit("measure", pair, at + 3)
    if pair:
        return Unit("measure", pair, at + 2)
    if word == "magnitude":
        return Unit("measure", "magnitude", at + 1)
    if word in ("pound", "pounds"):
        return Unit("measure", "pound", at + 1)
    if word == "in" and tokens.glued(at) and numeral.form == "digits":
        return Unit("measure", "inch", at + 1)
    name = units.MEASURES.get(word)
    if name is None or (
        word in units.SHORT_UNITS
        and not (numeral.form == "digits" and (tokens.glued(at) or word in ("ha", "m")))
    ):
        return None
    if tokens.raw(at) in ("G", "L", "KM") and word in ("g", "l"):
        return None
    if (
        tokens.raw(at + 1) == "/"
        and tokens.low(at + 2) in ("h", "s")
        and name in ("kilometer", "meter", "mile")
    ):
        return Unit("measure", f"{name}_per_{'hour' if tokens.low(at + 2) == 'h' else 'second'}", at + 3)
    if after in ("per", "an", "a") and tokens.low(at + 2) in ("hour", "second"):
        return Unit("measure", f"{name}_per_{tokens.low(at + 2)}", at + 3)
    return _with_per(tokens, Unit("measure", name, at + 1))


def _temperature(tokens: Tokens, at: int) -> Unit | None:
    word = tokens.low(at)
    if word in ("c", "celsius", "centigrade"):
        return Unit("measure", "degree_Celsius", at + 1)
    if word in ("f", "fahrenheit"):
        return Unit("measure", "degree_Fahrenheit", at + 1)
    return None


def _with_per(tokens: Tokens, unit: Unit) -> Unit:
    """Adds `a share`, `per barrel`, `an hour`, `annually` to a unit."""
    unknown = unit.name is None and unit.kind != "count"  # money of no known currency keeps no unit
    word, end = tokens.low(unit.end), unit.end
    if word in units.PER_ADVERBS:
        name = None if unknown else f"{unit.name} / {units.PER_ADVERBS[word]}"
        return replace(unit, name=name, end=end + 1)
    if word == "-" and tokens.low(end + 1) == "a" and tokens.low(end + 2) == "-":
        word, end = "a", end + 1
        counted, end = tokens.low(end + 2), end + 2
    else:
        counted = tokens.low(end + 1)
    if word in ("a", "an", "per", "each", "every", "/") and counted in units.PER:
        return replace(unit, name=None if unknown else f"{unit.name} / {units.PER[counted]}", end=end + 2)
    if word in ("a", "per") and tokens.low(end + 2) in ("share", "barrel") and counted != "of":
        return replace(unit, name=None if unknown else f"{unit.name} / {tokens.low(end + 2)}", end=end + 3)
    return unit


_TIMES = frozenset(("day", "week", "month", "year", "hour", "minute", "second", "night", "capita"))


def _with_per_count(tokens: Tokens, unit: Unit) -> Unit:
    """`200 a day`, `676 new cases per day`: the rate may stand a few words behind the number."""
    for at in range(unit.end, unit.end + 4):
        word = tokens.low(at)
        if word in ("a", "per", "an", "every", "each") and tokens.low(at + 1) in _TIMES:
            name = f"1 / {units.PER[tokens.low(at + 1)]}"
            return replace(unit, name=name, end=at + 2 if at == unit.end else unit.end)
        if tokens.kind(at) != "word" or word in (
            "in",
            "of",
            "at",
            "for",
            "to",
            "and",
            "were",
            "was",
            "over",
            "on",
        ):
            break
    return unit


# ---------------------------------------------------------------- ranges, votes, lists, changes


def _second(tokens: Tokens, i: int, first: Numeral, unit: Unit, prefix: Unit | None) -> list[Quantity] | None:
    """The reading together with a second number behind it, or None when the first stands alone."""
    at = unit.end if unit.name is not None else first.end
    link = tokens.low(at)
    between = tokens.low(i - 1) == "between"
    votes = link in _VOTE_WORDS and tokens.low(at + 1) == "to"
    if votes:
        link, at = "to", at + 1
    if link not in ("to", "and", "or", *_DASHES):
        return None
    if link in _DASHES and not (tokens.glued(at) and tokens.glued(at + 1) or link == "–"):
        return None
    mark, where = currency_before(tokens, at + 1)
    if prefix is not None and mark is None and link in ("and", "or"):
        return None
    other = read_numeral(tokens, where, money=prefix is not None or mark is not None)
    if other is None or not first.is_point or not other.is_point or other.form == "vague":
        return None
    behind = _unit(tokens, other, mark or prefix)
    return _paired(tokens, i, (first, unit), (other, behind), link, votes, between)


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
    if plain and (votes or (not rising and link in ("to", *_DASHES))):
        if other.low % 1 or first.low % 1:
            return None
        ahead = _quantity(tokens, first, replace(unit, end=first.end))
        behind_it = _quantity(tokens, other, replace(behind, end=other.end))
        return [replace(ahead, role="ahead"), replace(behind_it, role="behind")]
    if link in ("and", "or") and not between:
        if link == "and":
            if plain or behind.kind == "count" or unit.name is not None or other.start - first.end > 1:
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
        return [_quantity(tokens, first, shared), _quantity(tokens, other, behind)]
    factor = behind.factor
    low, high = _times(first.low, factor), _times(other.low, factor)
    found = Quantity(i, behind.end, low, high, behind.kind, behind.name, "between", behind.is_age)
    return [found]


def _quantity(tokens: Tokens, numeral: Numeral, unit: Unit) -> Quantity:
    low = _times(numeral.low, unit.factor)
    high = None if numeral.high is None else _times(numeral.high, unit.factor)
    kind, name, is_age = unit.kind, unit.name, unit.is_age
    end = max(unit.end, numeral.end)
    low, high, end = _second_part(tokens, low, high, end, name)
    if kind == "duration" and tokens.phrase(end, 3) == "and a half" and low == high:
        low, high, end = low + 0.5, low + 0.5, end + 3
    if kind == "count" and name is None and _is_age(tokens, numeral):
        kind, name, is_age = "duration", "year", True
    if kind == "count" and tokens.low(end) in ("million", "billion") and numeral.scale == 1.0:
        end = numeral.end
    approximator: Approximator = "vague" if numeral.form == "vague" else "exact"
    return Quantity(numeral.start, end, low, high, kind, name, approximator, is_age)


_PARTS_OF = {"foot": ("inch", 12.0), "hour": ("minute", 60.0), "minute": ("second", 60.0), "pound": ("ounce", 16.0),
             "year": ("month", 12.0), "stone": ("pound", 14.0)}  # fmt: skip


def _second_part(
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
        return owner.lower() in _PERSON_WORDS and numeral.low >= 3
    return before == "(" and after == ")" and named and numeral.low >= 5


_PERSON_WORDS = frozenset(
    "man woman boy girl driver officer teacher student pilot nurse doctor mother father son daughter wife husband "
    "suspect victim worker singer actor actress player farmer lawyer passenger firefighter soldier captain".split()
)
_NO_NAME = frozenset(
    "january february march april may june july august september october november december".split()
)


def _times(value: float, factor: float) -> float:
    return float(f"{value * factor:.12g}") if factor != 1.0 else value


def is_whole_number(tokens: Tokens, i: int) -> bool:
    """Whether token i is a whole number in digits without grouping."""
    return tokens.kind(i) == "num" and number_of(tokens.raws[i]).is_integer() and tokens.raws[i].isdigit()
