"""What a figure counts, in a normal form that two outlets' sentences share: `people killed`, `date fire begin`.

A referent is a few lower-case words: the head noun, its telling modifiers, and what happened to it or what it
did. Words for one thing in news prose (`die`, `lose one's life`, `toll`) are written alike. The marker
`among` says that the figure counts a part of a total that its own sentence gives.
"""

from __future__ import annotations

from pipeline.core.figures.grammar import words_of_parse
from pipeline.core.figures.number_words import NUMBER_WORDS
from pipeline.core.figures.tokens import Tokens
from pipeline.core.figures.vocabulary import (
    AMONG,
    EMPTY_NOUNS,
    LIGHT_MODIFIERS,
    LIGHT_VERBS,
    MULTIPLE,
    PERSONS,
    canonical,
)
from pipeline.model import Figure, Parse

_PART_BEFORE = frozenset(("including", "whom", "which", "them", "include", "includes"))
_PART_AFTER = ("of them", "of whom", "of those", "of these", "of which", "of the")
_BARE_STATES = frozenset(("killed", "injured", "missing", "arrested", "evacuated", "rescued"))
_LIST = 10  # words between `included` and an item that still belongs to its list
_NEAR = 6  # words read on each side when there is no parse
_ROLES = {
    "since": "since",
    "until": "until",
    "till": "until",
    "by": "by",
    "before": "before",
    "after": "after",
}


def referent(
    tokens: Tokens, parse: Parse | None, figure: Figure, *, is_age: bool, role: str = ""
) -> str | None:
    """The referent of a figure, None when nothing tells it."""
    words: list[str] = []
    if figure.kind == "date":
        words += _date_role(tokens, figure)
    if is_age:
        words.append("age")
    if figure.kind == "count" and not is_age and _is_part(tokens, figure):
        named = _part_words(tokens, figure)
        return " ".join(dict.fromkeys([*named, AMONG]))
    if role:
        words.append(role)
    beside = _state_beside(tokens, figure) if figure.kind == "count" else None
    if beside is not None:
        words += ["people", beside]
    elif parse is not None and parse.tokens:
        words += words_of_parse(parse, figure)
    else:
        words += _from_neighbours(tokens, figure)
    if figure.kind == "count" and not is_age and _is_aboard(tokens, figure, words):
        words.append("aboard")
    if figure.kind == "count" and not is_age and _is_item(tokens, figure):
        words.append(AMONG)
    if figure.kind == "count" and _is_multiple(tokens, figure):
        words.append(MULTIPLE)
    unique = list(dict.fromkeys(w for w in words if w))
    return " ".join(unique) or None


def _is_multiple(tokens: Tokens, figure: Figure) -> bool:
    """`3.9 times its earnings`, `4.4 times on our numbers`; `three times` alone tells how often."""
    last = next((i for i, start in enumerate(tokens.starts) if start >= figure.char_end), len(tokens))
    whole = not (figure.value_low or 0.0) % 1
    return tokens.low(last) == "times" and (not whole or tokens.low(last + 1) in _OF_WHAT)


_OF_WHAT = frozenset("its their his her the as what more higher larger annual".split())


def _from_neighbours(tokens: Tokens, figure: Figure) -> list[str]:
    first = next((i for i, end in enumerate(tokens.ends) if end > figure.char_start), len(tokens))
    last = next((i for i, start in enumerate(tokens.starts) if start >= figure.char_end), len(tokens))
    words = []
    for i in range(last, min(len(tokens), last + _NEAR)):
        if tokens.kinds[i] != "word" or tokens.lows[i] in (*_STOPS, "and", "but", "while"):
            if tokens.lows[i] in (",", ";", "and", "but", "while", "("):
                break
            continue
        words.append(canonical(tokens.lows[i]))
        if len(words) == 3:
            break
    if len(words) < 2:
        words += [
            canonical(tokens.lows[i])
            for i in range(max(0, first - _NEAR), first)
            if tokens.kinds[i] == "word" and tokens.lows[i] not in _STOPS
        ][-2:]
    return [w for w in words if w not in LIGHT_VERBS and w not in LIGHT_MODIFIERS and w not in EMPTY_NOUNS]


_STOPS = frozenset(
    "a an the of in on at by for to with from as is was were are be been has have had will would it its they their he "
    "she his her that which who this these those than or not no said says into over out up about after before".split()
)


def _date_role(tokens: Tokens, figure: Figure) -> list[str]:
    first = next((i for i, end in enumerate(tokens.ends) if end > figure.char_start), len(tokens))
    return [_ROLES[tokens.low(first - 1)]] if tokens.low(first - 1) in _ROLES else []


def _is_part(tokens: Tokens, figure: Figure) -> bool:
    """Whether the figure counts a part of a total: `four of them`, `including 25 crew`, `Of the 40, six …`."""
    first = next((i for i, end in enumerate(tokens.ends) if end > figure.char_start), len(tokens))
    last = next((i for i, start in enumerate(tokens.starts) if start >= figure.char_end), len(tokens))
    near = [first - k for k in (1, 2) if tokens.low(first - k) in _PART_BEFORE]
    relative = [i for i in near if tokens.low(i) in ("whom", "which") and tokens.low(i - 1) != "of"]
    if len(near) > len(relative) or tokens.low(last) in ("other", "others"):
        return True  # `of which six`, not `a fire in which six died`
    if _is_included(tokens, first):
        return True
    if tokens.phrase(last, 2) in _PART_AFTER[:-1]:
        return True
    if _counts_of(tokens, last):
        return False
    if tokens.low(first - 1) == "and" and tokens.low(last) == "of" and tokens.low(last + 1) in _WHOSE:
        return True  # `two tourists and three of their guides`
    if tokens.phrase(last, 2) == "of the" and tokens.low(last + 2) not in ("city", "country"):
        return True
    if (
        tokens.low(0) in ("of", "among")
        and "," in tokens.lows[:first]
        and tokens.low(1) in ("the", "those", "them", "these")
    ):
        return True
    return tokens.phrase(last + 1, 2) == "of them" or tokens.phrase(last, 3) == "among them ,"


def _is_included(tokens: Tokens, first: int) -> bool:
    """`the dead included the driver and five people who …`: an item of a list of parts."""
    for i in range(first - 1, max(-1, first - _LIST), -1):
        if tokens.lows[i] in ("include", "includes", "included"):
            return True
        if tokens.raws[i] in (".", ";", ":", ",") or tokens.lows[i] in _LINKING:
            return False
    return False


def _counts_of(tokens: Tokens, last: int) -> bool:
    """`68 of the 175 seats`, `28 of 4,300 employees`: so many of all have what the sentence tells of them."""
    return tokens.low(last) == "of" and any(_is_number(tokens, i) for i in range(last + 1, last + 5))


def _is_item(tokens: Tokens, figure: Figure) -> bool:
    """`three officers and six civilians`: items of a list that only together are a total."""
    first = next((i for i, end in enumerate(tokens.ends) if end > figure.char_start), len(tokens))
    last = next((i for i, start in enumerate(tokens.starts) if start >= figure.char_end), len(tokens))
    if tokens.low(first - 1) == "and" and tokens.low(last) in ("to", "in", "at", "from", "by"):
        return True  # `20 were taken to one hospital and 31 to another`
    ahead = next((i for i in range(last + 1, last + 5) if tokens.low(i) == "and"), None)
    fates = {canonical(w) for w in tokens.lows[last : ahead or last]} & _BARE_STATES
    if (
        ahead is not None
        and not fates
        and _counts_people(tokens, last, ahead)
        and _is_number(tokens, ahead + 1)
    ):
        return _counts_people(tokens, ahead + 2, ahead + 6)
    behind = next((i for i in range(first - 1, max(-1, first - 2), -1) if tokens.low(i) == "and"), None)
    if behind is None or not _counts_people(tokens, last, last + 4):
        return False
    if {canonical(w) for w in tokens.lows[max(0, behind - 4) : behind]} & _BARE_STATES:
        return False
    number = next((i for i in range(behind - 1, max(-1, behind - 6), -1) if _is_number(tokens, i)), None)
    return number is not None and _counts_people(tokens, number + 1, behind)


def _is_number(tokens: Tokens, i: int) -> bool:
    return tokens.kind(i) == "num" or tokens.low(i) in NUMBER_WORDS


def _counts_people(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a kind of person is named in a range of tokens, and no fate of theirs comes first."""
    for i in range(start, min(end, len(tokens))):
        word = canonical(tokens.lows[i])
        if word in PERSONS:
            return True
        if tokens.kinds[i] != "word" or word in _BARE_STATES:
            return tokens.raws[i] == "." and tokens.glued(i)
    return False


_WHOSE = frozenset(("their", "his", "her", "its"))
_CARRIED = frozenset(("people", "passenger", "crew", "tourist", "child", "woman"))


def _is_aboard(tokens: Tokens, figure: Figure, words: list[str]) -> bool:
    """`212 people on board`, `was carrying 212 people`."""
    last = next((i for i, start in enumerate(tokens.starts) if start >= figure.char_end), len(tokens))
    first = next((i for i, end in enumerate(tokens.ends) if end > figure.char_start), len(tokens))
    behind = tokens.phrase(last, 6)
    if "on board" in behind or "aboard" in behind.split():
        return True
    return tokens.low(first - 1) in ("carrying", "carried") and not _CARRIED.isdisjoint(words)


_NOT_PART = frozenset(
    "them whom those other others and were more less fewer than about nearly over the".split()
)


_LINKING = frozenset("were was are is been being be have has had remained remain remains still".split())


def _part_words(tokens: Tokens, figure: Figure) -> list[str]:
    """What a part is: the first noun-like words behind it, `25 of them crew`, `640 of them in Velmora`.

    Behind `eight of the injured were taken to hospital` it is what befell them, not whom they are a part of.
    """
    last = next((i for i, start in enumerate(tokens.starts) if start >= figure.char_end), len(tokens))
    if tokens.phrase(last, 2) in ("of the", "of those", "of these"):
        verb = next((i for i in range(last + 3, last + 6) if tokens.low(i) in _LINKING), None)
        last = last if verb is None else verb
    words: list[str] = []
    for i in range(last, min(len(tokens), last + 9)):
        if tokens.kinds[i] != "word":
            if words or tokens.raws[i] in (".", ";"):
                break
            continue
        low = tokens.lows[i]
        if (
            low in _STOPS
            or low in _LINKING
            or low in NUMBER_WORDS
            or low in ("them", "whom", "those", "other", "others", "and")
        ):
            continue
        words.append(canonical(low))
        if len(words) == 2:
            break
    return words


def _state_beside(tokens: Tokens, figure: Figure) -> str | None:
    """`the 207 killed`, `450 wounded`, `12 dead`: what befell people whom no noun names."""
    last = next((i for i, start in enumerate(tokens.starts) if start >= figure.char_end), len(tokens))
    if tokens.kind(last) != "word" or not tokens.raws[last].islower():
        return None
    state = canonical(tokens.lows[last])
    after = tokens.low(last + 1)
    return (
        state
        if state in _BARE_STATES and after not in ("people", "men", "women", "children", "soldiers")
        else None
    )
