"""Whether two figures are of one time and one reach: periods, moments of a trading day, what includes more."""

from __future__ import annotations

import re

from pipeline.core.divergence.figure_mentions import Mention, content

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
_OUT_OF = re.compile(
    r"\b(?:from|had been|used to be)\s+$|\bhad been (?:trading|selling|priced|worth|valued)\b|"
    r"\bprevious(?:ly)?\b|\bearlier\b",
    re.IGNORECASE,
)


def periods_differ(a: Mention, b: Mention) -> bool:
    """Whether the sentences count over different spans: `since Monday` against `on Wednesday`."""
    one = {m.lower() for m in _PERIOD.findall(a.text)}
    two = {m.lower() for m in _PERIOD.findall(b.text)}
    if ("since" in one) != ("since" in two) and (one ^ two) - {"since"}:
        return a.figure.kind in ("count", "money", "percent")
    years = [set(_OF_YEAR.findall(m.text)) for m in (a, b)]
    if years[0] and years[1] and not years[0] & years[1] and a.figure.kind != "date":
        return True
    if is_rate(a) and is_rate(b):
        return False  # what is counted by the day is new each day
    return (
        ("new" in one) != ("new" in two)
        and a.figure.kind == "count"
        and _beside(a, "new") != _beside(b, "new")
    )


_OF_YEAR = re.compile(r"\b[Ii]n ((?:19|20)\d\d)\b")


def only_one_since(a: Mention, b: Mention) -> bool:
    """Whether just one of two counts says since when it counts."""
    one, two = _SINCE.search(a.text) is not None, _SINCE.search(b.text) is not None
    return one != two and a.figure.kind in ("count", "money")


_SINCE = re.compile(r"\b[Ss]ince\s+(?:(?:the|early|late|last|mid|it|then|he|she|they)\b|[A-Z\d])")


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


_UP = re.compile(
    r"\b(?:up|rose|rise|gain(?:ed|s)?|climb(?:ed|s)?|jump(?:ed|s)?|higher|surged?|rallied)\b", re.IGNORECASE
)
_DOWN = re.compile(
    r"\b(?:down|fell|fall|lost|drop(?:ped|s)?|slid|slipped|lower|plunged?|tumbled)\b", re.IGNORECASE
)


def moved_apart(a: Mention, b: Mention) -> bool:
    """Whether one market move is told as up and the other as down: they are of two times."""
    if not (is_market_text(a) and is_market_text(b)):
        return False
    ups, downs = (
        [_UP.search(m.text) is not None for m in (a, b)],
        [_DOWN.search(m.text) is not None for m in (a, b)],
    )
    return (ups, downs) in (([True, False], [False, True]), ([False, True], [True, False]))


def is_market_text(mention: Mention) -> bool:
    """Whether a sentence is about prices of shares or an index."""
    return mention.figure.kind in ("percent", "money", "count") and bool(content(mention.text) & _MARKET)


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


_WITH_DEBT = re.compile(
    r"\b(?:with|including|plus)\b[^.;]{0,30}\bdebts?\b|\bdebts?\s+included\b", re.IGNORECASE
)


def _is_composed(mention: Mention) -> bool:
    behind = mention.text[mention.figure.char_end :]
    return _COMPOSED.match(behind) is not None or _WITH_DEBT.search(mention.text) is not None


_MARGIN = re.compile(r"\bmargins?\s+(?:of\s+)?(?:\w+\s+)?error\b", re.IGNORECASE)


def margins_of_error(a: Mention, b: Mention) -> bool:
    """Whether both are the error of a poll: each poll has its own, and seldom says which it is."""
    return a.figure.kind == "percent" and bool(_MARGIN.search(a.text)) and bool(_MARGIN.search(b.text))


_CLOSED = re.compile(r"\b(?:clos(?:e|es|ed|ing)|ended|finish(?:ed)?|settled)\b", re.IGNORECASE)


def both_closing(a: Mention, b: Mention) -> bool:
    """Whether both tell how a market closed: two such values that differ are of two days."""
    return (
        is_market_move(a)
        and is_market_move(b)
        and bool(_CLOSED.search(a.text))
        and bool(_CLOSED.search(b.text))
    )


def was_before(mention: Mention) -> bool:
    """Whether the figure is what something was before: `from 312`, `it had been 312`, `previous $70 offer`."""
    left = mention.text[: mention.figure.char_start]
    clause = re.split(r"[.;:]", left)[-1]
    return _OUT_OF.search(left[-25:]) is not None or _ONCE.search(clause) is not None


_ONCE = re.compile(r"\b(?:previously|formerly)\s+\w+ed\b", re.IGNORECASE)
