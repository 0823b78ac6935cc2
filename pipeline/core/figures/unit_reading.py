"""The unit written before or behind a number: currency, percent, span, measure, and what it is per."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.core.figures import units
from pipeline.core.figures.number_words import Numeral
from pipeline.core.figures.tokens import Tokens
from pipeline.model import FigureKind

DASHES = ("-", "–", "‑", "‐")


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number is of: how its value is scaled, and the token after the unit."""

    kind: FigureKind
    name: str | None
    end: int
    factor: float = 1.0
    is_age: bool = False


def currency_before(tokens: Tokens, i: int) -> tuple[Unit | None, int]:
    """The currency written before a number that may start at token i, and where the number starts."""
    raw, low = tokens.raw(i), tokens.low(i)
    if raw in units.SYMBOLS:
        return Unit("money", units.SYMBOLS[raw], i + 1), i + 1
    if low in units.DOLLARS and tokens.raw(i + 1) == "$" and tokens.glued(i + 1):
        return Unit("money", units.DOLLARS[low], i + 2), i + 2
    if low in _SPACED_DOLLARS and tokens.raw(i + 1) == "$" and tokens.kind(i + 2) == "num":
        return Unit("money", units.DOLLARS[low], i + 2), i + 2
    if low in units.DOLLARS and tokens.raw(i + 1) == "£" and tokens.glued(i + 1):
        return None, i
    if raw in ("Rs", "Rs.") and tokens.kind(i + 1 if tokens.raw(i + 1) != "." else i + 2) == "num":
        at = i + 2 if tokens.raw(i + 1) == "." else i + 1
        return Unit("money", "INR", at), at
    if raw in units.CODES and tokens.raw(i + 1) == "$" and tokens.glued(i + 1):
        return Unit("money", raw, i + 2), i + 2
    if raw in units.CODES and tokens.kind(i + 1) == "num":
        return Unit("money", units.CODE_ALIASES.get(raw, raw), i + 1), i + 1
    return None, i


# Short forms of a country that are set apart from their `$` in some wire texts; `a` and `s` are words of their own.
_SPACED_DOLLARS = frozenset(("us", "u.s.", "c", "hk", "nz", "nt", "sg"))


def read_unit(tokens: Tokens, numeral: Numeral, prefix: Unit | None) -> Unit:
    """The unit of a number, with what it is per; a count has none."""
    return _exchanged(tokens, _read_unit(tokens, numeral, prefix))


def _exchanged(tokens: Tokens, unit: Unit) -> Unit:
    """`four florins to the dollar`, `10.4 against the euro`: a rate of exchange, and no amount."""
    if unit.kind not in ("money", "count") or (unit.name and " / " in unit.name):
        return unit
    at = unit.end
    if unit.kind == "count" and tokens.low(at) not in _EXCHANGES and tokens.kind(at) == "word":
        at += 1  # a currency that no list knows
    behind = at + 2 if tokens.low(at + 1) in ("the", "one") else at + 1
    if tokens.low(at) not in _EXCHANGES or (behind == at + 1 and tokens.low(at) != "per"):
        return unit
    is_money, code = units.currency_of(tokens.low(behind), "")
    compound = (
        tokens.kind(behind + 1) == "word" and tokens.low(behind + 1) not in _AFTER_RATE
    )  # `the euro zone`
    if not is_money or not code or compound:
        return unit
    return replace(unit, name=f"{unit.name or 1} / {code}")


_EXCHANGES = frozenset(("to", "against", "per"))
_AFTER_RATE = frozenset(
    "in on at by for from and or but as with after before when while than since until compared down up the".split()
)


def _read_unit(tokens: Tokens, numeral: Numeral, prefix: Unit | None) -> Unit:
    end = numeral.end
    if prefix is not None:
        return with_per(tokens, replace(prefix, end=_after_currency(tokens, end)))
    at = end + 1 if tokens.low(end) in DASHES and tokens.glued(end) and tokens.glued(end + 1) else end
    for reader in (_percent, _currency, _duration, _measure):
        found = reader(tokens, at, numeral)
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


def _percent(tokens: Tokens, at: int, numeral: Numeral) -> Unit | None:
    word, after = tokens.low(at), tokens.low(at + 1)
    if word == "%" or word in ("percent", "percents", "pct"):
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
        return Unit("percent", "percent", at + 1)
    if word == "basis" and after in ("point", "points"):
        return Unit("percent", "percentage_point", at + 2, 0.01)
    if word == "pp" and numeral.form == "digits":
        return Unit("percent", "percentage_point", at + 1)
    return None


def _currency(tokens: Tokens, at: int, numeral: Numeral) -> Unit | None:
    raw, word = tokens.raw(at), tokens.low(at)
    if len(raw) == 4 and raw[0] == "M" and raw[1:] in units.CODES:  # `30 MUSD`
        return with_per(tokens, Unit("money", raw[1:], at + 1, 1e6))
    if raw in units.CODES and raw.isupper():
        return with_per(tokens, Unit("money", units.CODE_ALIASES.get(raw, raw), at + 1))
    if raw in units.SYMBOLS and (tokens.glued(at) or tokens.kind(at + 1) != "num"):
        return with_per(tokens, Unit("money", units.SYMBOLS[raw], at + 1))
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
    is_money, code = units.currency_of(word, country)
    if not is_money or _is_weight(tokens, where, word) or _no_money(tokens, where, word, numeral):
        return None
    if word in units.PARTS:
        return with_per(tokens, Unit("money", units.PARTS[word], where + 1, 0.01))
    end = where + 2 if tokens.low(where + 1) == "sterling" else where + 1
    return with_per(tokens, Unit("money", code, end))


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
    "explosives payload baby birthweight drop shed tons tonnes kilograms kg luggage".split()
)


def _no_money(tokens: Tokens, at: int, word: str, numeral: Numeral) -> bool:
    if word == "p":
        return numeral.form != "digits" or not tokens.glued(at) or numeral.low >= 1000
    return word in ("won", "mark", "marks", "penny", "real", "rand", "crown", "pound", "buck", "franc") and (
        (word in ("won", "mark", "marks") and numeral.low < 1000 and numeral.scale == 1.0)
        or (word in ("real", "rand") and numeral.form != "digits")
    )


def _duration(tokens: Tokens, at: int, numeral: Numeral) -> Unit | None:
    word = tokens.low(at)
    if word == "yo" and numeral.form == "digits":
        return Unit("duration", "year", at + 1, is_age=True)
    name = units.DURATIONS.get(word)
    if name is None or (word in units.SHORT_UNITS and numeral.form != "digits"):
        return None
    if word == "second" and tokens.raw(at - 1) not in DASHES and numeral.low != 1:
        return None
    end = at + 1
    if word in ("yr", "y", "yrs") and tokens.low(end) in ("old", "o"):
        return Unit("duration", "year", end + 1, is_age=True)
    if tokens.low(end) == "old":
        return Unit("duration", name, end + 1, is_age=True)
    if tokens.low(end) in DASHES and tokens.low(end + 1) in ("old", "olds") and tokens.glued(end):
        return Unit("duration", name, end + 2, is_age=True)
    if tokens.phrase(end, 2) == "of age":
        return Unit("duration", name, end + 2, is_age=True)
    return Unit("duration", name, end)


def _measure(tokens: Tokens, at: int, numeral: Numeral) -> Unit | None:
    word, after = tokens.low(at), tokens.low(at + 1)
    if special := _degrees(tokens, at, numeral) or _two_words(tokens, at) or _raised(tokens, at):
        return special
    if word == "magnitude":
        return Unit("measure", "magnitude", at + 1)
    if word in ("pound", "pounds"):
        return Unit("measure", "pound", at + 1)
    if word == "in" and tokens.glued(at) and numeral.form == "digits":
        return Unit("measure", "inch", at + 1)
    name = units.MEASURES.get(word)
    if name is None or (
        word in units.SHORT_UNITS
        and not (
            numeral.form == "digits"
            and (tokens.glued(at) or word in ("ha", "m", "dm") or _is_size(tokens, at))
        )
    ):
        return None
    if tokens.raw(at) in ("G", "L", "KM") and word in ("g", "l"):
        return None
    if tokens.kind(at + 1) == "num" and tokens.glued(at + 1):
        return None  # `24703m212` is a name
    if (
        tokens.raw(at + 1) == "/"
        and tokens.low(at + 2) in ("h", "hr", "s", "sec")
        and name in ("kilometer", "meter", "mile", "foot")
    ):
        return Unit("measure", f"{name}_per_{'hour' if tokens.low(at + 2)[0] == 'h' else 'second'}", at + 3)
    if after in ("per", "an", "a") and tokens.low(at + 2) in ("hour", "second"):
        return Unit("measure", f"{name}_per_{tokens.low(at + 2)}", at + 3)
    return with_per(tokens, Unit("measure", name, at + 1))


def _degrees(tokens: Tokens, at: int, numeral: Numeral) -> Unit | None:
    """`40C`, `40 degrees`, `40°F`."""
    word = tokens.low(at)
    if word in ("°", "º"):
        return _temperature(tokens, at + 1) or Unit("measure", "degree", at + 1)
    if word in ("degrees", "degree") or (tokens.raw(at) in ("C", "F") and numeral.form == "digits"):
        return _temperature(tokens, at + (word in ("degrees", "degree"))) or Unit("measure", "degree", at + 1)
    return None


def _two_words(tokens: Tokens, at: int) -> Unit | None:
    """`square miles`, `square-mile`, `cubic feet`."""
    hyphen = tokens.low(at + 1) == "-"
    pair = units.TWO_WORDS.get((tokens.low(at), tokens.low(at + 1 + hyphen)))
    return None if pair is None else Unit("measure", pair, at + 2 + hyphen)


def _is_size(tokens: Tokens, at: int) -> bool:
    """`100 MB`, `10 Gb`: set apart from the number, a size in bytes is written with capitals."""
    return tokens.raw(at) in ("MB", "GB", "TB", "KB", "bits", "bit")


_POWERS = {"2": "** 2", "²": "** 2", "3": "** 3", "³": "** 3"}


def _raised(tokens: Tokens, at: int) -> Unit | None:
    """`190 km2`, `20 m³`: the power is glued to the unit."""
    name, power = units.MEASURES.get(tokens.low(at)), _POWERS.get(tokens.raw(at + 1))
    if power is None or name is None or not tokens.glued(at + 1):
        return None
    if name not in ("meter", "kilometer", "centimeter", "mile", "foot", "inch", "millimeter"):
        return None
    return (
        None
        if tokens.glued(at + 2) and tokens.kind(at + 2) != "sym"
        else Unit("measure", f"{name} {power}", at + 2)
    )


def _temperature(tokens: Tokens, at: int) -> Unit | None:
    word = tokens.low(at)
    if word in ("c", "celsius", "centigrade"):
        return Unit("measure", "degree_Celsius", at + 1)
    if word in ("f", "fahrenheit"):
        return Unit("measure", "degree_Fahrenheit", at + 1)
    return None


def with_per(tokens: Tokens, unit: Unit) -> Unit:
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
