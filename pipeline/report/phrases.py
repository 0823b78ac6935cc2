"""The words in which the report says things: states, kinds, values, times."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

STANCES = {  # symbol and word of each cell of the claim table, in the order in which cells list them
    "states": ("●", "states"),
    "attributes": ("❝", "attributes"),
    "hedges": ("◐", "hedges"),
    "denies": ("✕", "denies"),
    "leaves_out": ("○", "leaves out"),
    "earlier": ("◁", "published before"),
    "no_text": ("▒", "text not available"),
}

MEANINGS = {
    "states": "says so in its own voice",
    "attributes": "says that somebody says so",
    "hedges": "says that it may be so",
    "denies": "says that it is not so",
    "leaves_out": "its whole text was read, and no sentence was found that says it",
    "earlier": "came out before any of those that say it",
    "no_text": "its text could not be read, or not to its end; nothing follows from that",
}

KINDS = {
    "figure": "Figure",
    "claim": "Claim",
    "attribution": "Attribution",
    "framing": "Wording",
    "omission": "Left out",
}

SUBTYPES = {
    "count": "count",
    "money": "amount of money",
    "percent": "percentage",
    "date": "date",
    "duration": "duration",
    "measure": "measure",
    "rank": "rank",
    "contradiction": "stated and denied",
    "certainty": "settled and open",
    "fact_vs_attributed": "own voice and attributed",
    "different_source": "other source",
    "altered_quote": "altered quotation",
    "label": "label",
    "loaded_wording": "charged wording",
    "agency": "who acts",
    "headline": "headline",
    "missing_claim": "missing claim",
}

SCOPES = {
    "cross_outlet": "between outlets",
    "within_article": "within one article",
    "headline_body": "headline and body",
    "cross_version": "between versions of one article",
}

EXPLANATIONS = {
    "time": "Explained by time: the later account brings it up to date.",
    "source": "Explained by source: each side cites someone else.",
}

APPROXIMATORS = {
    "more_than": "more than",
    "at_least": "at least",
    "less_than": "less than",
    "at_most": "at most",
    "nearly": "nearly",
    "about": "about",
    "between": "between",
    "vague": "roughly",
}

DISMISSED = {  # verdicts of reviewers that take a flag off the first page
    "update": "an update, no conflict",
    "scope": "not the same thing is meant",
    "extraction_error": "read wrong",
    "not_useful": "of no use",
}

MEASURES = {
    "wire_copies": "Articles that carry another's text",
    "attributed_claims": "Claims handed to a source",
    "figures_attributed": "Figures handed to a source",
    "loaded_sentences": "Sentences that charge their fact in the outlet's own words",
    "labelled_sentences": "Sentences with a label for people or events",
    "hedged_sentences": "Sentences that hold something open",
    "passives_without_agent": "Acts of consequence told without who did them",
    "articles_with_omissions": "Articles without what most others tell",
}

OUTLET_STATES = {
    "fetched": ("●", "fetched"),
    "partial": ("◐", "partial"),
    "blocked": ("⊘", "blocked"),
    "failed": ("✕", "failed"),
}

NIGHTS = {
    "ok": "",
    "partial": "This night is partial",
    "stale": "This report is stale",
    "failed": "This night failed",
}

ACCESS = {"partial": "only part of the text could be read", "blocked": "the text could not be read"}

_EPOCH = date(1970, 1, 1)


def moment(time: datetime | None) -> str:
    """`10 March 2026, 08:40 UTC`; of an unknown time, that it is unknown."""
    if time is None:
        return "time unknown"
    utc = time.astimezone(UTC)
    return f"{day(utc.date())}, {utc:%H:%M} UTC"


def clock(time: datetime) -> str:
    """Day and time in UTC for dense places: `10 Mar 2026, 08:40`."""
    utc = time.astimezone(UTC)
    return f"{utc.day} {_MONTHS[utc.month - 1][:3]} {utc.year}, {utc:%H:%M}"


def shortened(words: str, most: int) -> str:
    """The words, cut to `most` characters with an ellipsis where they are longer."""
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"


def day(of: date) -> str:
    """`10 March 2026`, whatever the locale."""
    return f"{of.day} {_MONTHS[of.month - 1]} {of.year}"


def plural(count: int, one: str, many: str | None = None) -> str:
    """`1 article`, `3,412 articles`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def number(value: float) -> str:
    """A value as it is read: thousands apart, no more decimals than it has (four at most), `7.2 billion`."""
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= size and round(value / size, 3) * size == value:
            return f"{value / size:,.3f}".rstrip("0").rstrip(".") + f" {word}"
    return f"{value:,.4f}".rstrip("0").rstrip(".")


def quantity(
    kind: str,
    low: float | None,
    high: float | None,
    *,
    unit: str | None = None,
    precision: str | None = None,
    approximator: str | None = None,
) -> str:
    """A figure in normal form, `more than 26,000` or `USD 3.2 million`: its bounds as words say them."""
    ends = [end for end in (low, high) if end is not None]
    if not ends:
        return "no number given"
    if len(ends) == 2 and approximator == "about":
        ends = [(ends[0] + ends[1]) / 2]  # the margin is a reader's, not the outlet's
    if len(ends) == 2 and approximator == "nearly":
        ends = ends[1:]
    if kind == "date" and len(ends) == 2 and ends[1] > ends[0]:
        ends[1] -= 1e-6  # a year ends where the next one starts
    told = [_value(kind, end, unit, precision) for end in ends]
    word = APPROXIMATORS.get(approximator or "exact", "")
    if len(set(told)) == 1:
        return told[0] if word == "between" else f"{word} {told[0]}".strip()
    span = f"{told[0]} to {told[-1].removeprefix(f'{unit} ')}"
    return f"{span} ({word})" if word and word != "between" else span


def bounded(value: str) -> str:
    """A normal form with its comparison in words: `>=9` is `at least 9`."""
    for sign, word in ((">=", "at least"), ("<=", "at most"), (">", "more than"), ("<", "less than")):
        if value.startswith(sign) and value[len(sign) :].lstrip()[:1].isdigit():
            return f"{word} {value[len(sign) :].lstrip()}"
    return value


def _value(kind: str, value: float, unit: str | None, precision: str | None) -> str:
    if kind == "date":
        return _date(value, precision)
    if kind == "rank":
        return _ordinal(value)
    if kind == "percent":
        return f"{number(value)} %" if unit != "percentage_point" else f"{number(value)} percentage points"
    if kind == "money":
        currency, slash, per = (unit or "").partition(" / ")
        return f"{currency} {number(value)}{slash and ' per '}{per}".strip()
    if unit in {None, "", "magnitude"}:
        return f"{'magnitude ' if unit == 'magnitude' else ''}{number(value)}"
    return f"{number(value)} {_unit(unit or '', value)}"


def _unit(unit: str, value: float) -> str:
    name, slash, per = unit.partition(" / ")
    name = name.replace("_", " ")
    many = name if name == "1" or value == 1 else _PLURALS.get(name, name + "s")
    return f"{'' if name == '1' else many}{slash and ' per '}{per.replace('_', ' ')}".strip()


def _date(days: float, precision: str | None) -> str:
    try:
        at = datetime.combine(_EPOCH, datetime.min.time()) + timedelta(days=days)
    except OverflowError:
        return f"day {days:,.0f}"
    if precision == "year":
        return str(at.year)
    if precision == "decade":
        return f"the {at.year // 10 * 10}s"
    if precision == "month":
        return f"{_MONTHS[at.month - 1]} {at.year}"
    if precision in {"minute", "hour"}:
        at = (at + timedelta(seconds=30)).replace(second=0, microsecond=0)
        return f"{day(at.date())}, {at:%H:%M}"
    return day(at.date())


def _ordinal(value: float) -> str:
    if value != int(value):
        return number(value)
    n = int(value)
    ending = "th" if 10 <= abs(n) % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(abs(n) % 10, "th")
    return f"{n:,}{ending}"


_PLURALS = {"foot": "feet", "inch": "inches", "century": "centuries", "degree Celsius": "degrees Celsius"}
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
