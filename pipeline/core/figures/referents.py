"""What a figure counts, in a normal form that two outlets' sentences share: `people killed`, `date fire begin`.

A referent is a few lower-case words: the head noun, its telling modifiers, and what happened to it or what it
did. Words for one thing in news prose (`die`, `lose one's life`, `toll`) are written alike. The marker
`among` says that the figure counts a part of a total that its own sentence gives.
"""

from __future__ import annotations

from pipeline.core.figures.numerals import NUMBER_WORDS
from pipeline.core.figures.tokens import Tokens
from pipeline.core.figures.vocabulary import (
    EMPTY_NOUNS,
    LIGHT_MODIFIERS,
    LIGHT_VERBS,
    PERSONS,
    PHRASES,
    REPORTING,
    canonical,
)
from pipeline.model import Figure, Parse

AMONG = "among"
REPORTED = "say"  # a date on which somebody spoke
_PART_BEFORE = frozenset(("including", "whom", "which", "them", "include", "includes"))
_PART_AFTER = ("of them", "of whom", "of those", "of these", "of which", "of the")
_BARE_STATES = frozenset(("killed", "injured", "missing", "arrested", "evacuated", "rescued"))
_NEAR = 6  # words read on each side when there is no parse
_PREPOSITIONS = frozenset(("of", "on", "from", "without", "among", "aboard"))
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
        words += _from_parse(parse, figure)
    else:
        words += _from_neighbours(tokens, figure)
    if figure.kind == "count" and not is_age and _is_aboard(tokens, figure, words):
        words.append("aboard")
    if figure.kind == "count" and not is_age and _is_item(tokens, figure):
        words.append(AMONG)
    unique = list(dict.fromkeys(w for w in words if w))
    return " ".join(unique) or None


# ---------------------------------------------------------------- with a parse


def _from_parse(parse: Parse, figure: Figure) -> list[str]:
    inside = [
        i for i, t in enumerate(parse.tokens) if t.start < figure.char_end and t.end > figure.char_start
    ]
    if not inside:
        return []
    members = set(inside)
    top = next((i for i in inside if parse.tokens[i].head not in members), inside[-1])
    noun = _noun(parse, top, members)
    verb = _verb(parse, noun if noun is not None else top)
    words: list[str] = []
    if (
        figure.kind == "date"
        and verb is not None
        and parse.tokens[verb].lemma.lower() in REPORTING
        and noun is None
    ):
        return [REPORTED]
    if noun is not None:
        words += _noun_words(parse, noun, members)
    if figure.kind in ("percent", "money", "measure", "date", "duration") or noun is None:
        words += _subject_words(parse, verb, members, noun)
    if verb is not None:
        words += _verb_words(parse, verb)
    return [w for w in words if w]


def _noun(parse: Parse, top: int, members: set[int]) -> int | None:
    """The noun that the figure measures: what it modifies, `of` what it is, or what it is a part of."""
    token = parse.tokens[top]
    below = _of_noun(parse, members)
    if below is not None:
        return below
    head = token.head
    if head == top:
        return None
    above = parse.tokens[head]
    if above.pos in ("NOUN", "PROPN") and token.dep in (
        "nummod",
        "compound",
        "amod",
        "quantmod",
        "nmod",
        "appos",
        "npadvmod",
        "poss",
    ):
        return head
    if above.pos == "ADP":
        governor = parse.tokens[above.head]
        if governor.pos in ("NOUN", "PROPN") and above.lemma.lower() in (
            "of",
            "in",
            "at",
            "by",
            "with",
            "for",
        ):
            return above.head
    return None


def _of_noun(parse: Parse, members: set[int]) -> int | None:
    for i in sorted(members):
        for child in parse.children(i):
            if child in members or parse.tokens[child].lemma.lower() not in ("of", "in"):
                continue
            if parse.tokens[child].lemma.lower() == "in" and parse.tokens[i].lemma.lower() not in (
                "crown",
                "dollar",
                "euro",
                "pound",
                "million",
                "billion",
            ):
                continue
            for grandchild in parse.children(child):
                if parse.tokens[grandchild].pos in ("NOUN", "PROPN") and grandchild not in members:
                    return grandchild
    return None


def _noun_words(parse: Parse, noun: int, members: set[int]) -> list[str]:
    token = parse.tokens[noun]
    words = [] if token.lemma.lower() in EMPTY_NOUNS else [canonical(token.lemma)]
    for child in parse.children(noun):
        below = parse.tokens[child]
        if child in members or not below.text.strip().isalpha():
            continue
        if below.dep in ("amod", "compound", "nmod") and below.lemma.lower() not in LIGHT_MODIFIERS:
            words.append(canonical(below.lemma))
        elif below.dep in ("acl", "relcl"):
            words += _verb_words(parse, child)
        elif below.dep == "prep" and below.lemma.lower() in _PREPOSITIONS:
            words += [canonical(parse.tokens[g].lemma) for g in parse.children(child)
                      if parse.tokens[g].pos in ("NOUN", "PROPN") and g not in members]  # fmt: skip
    return words


def _verb(parse: Parse, start: int) -> int | None:
    at = start
    for _ in range(8):
        head = parse.tokens[at].head
        if head == at:
            return at if parse.tokens[at].pos in ("VERB", "AUX") and at != start else None
        if parse.tokens[head].pos in ("VERB", "AUX"):
            return head
        at = head
    return None


def _verb_words(parse: Parse, verb: int) -> list[str]:
    token = parse.tokens[verb]
    lemma = token.lemma.lower()
    below = {parse.tokens[c].lemma.lower() for c in parse.children(verb)}
    for (first, second), name in PHRASES.items():
        if lemma == first and second in below:
            return [name]
    for child in parse.children(verb):
        if parse.tokens[child].dep == "prep":
            for grandchild in parse.children(child):
                state = canonical(parse.tokens[grandchild].lemma)
                if state in ("arrested", "hospital", "aboard") and parse.tokens[child].lemma.lower() in (
                    "into",
                    "to",
                    "in",
                    "on",
                ):
                    return [state]
    if lemma in LIGHT_VERBS:
        told = [
            canonical(parse.tokens[c].lemma)
            for c in parse.children(verb)
            if parse.tokens[c].dep in ("acomp", "attr", "xcomp", "advcl", "oprd")
            and parse.tokens[c].pos in ("ADJ", "VERB")
        ]
        return told[:1]
    return [canonical(token.lemma)]


def _subject_words(parse: Parse, verb: int | None, members: set[int], noun: int | None) -> list[str]:
    """The thing that moved, cost or began: subject and object of the verb."""
    if verb is None:
        return []
    words = []
    for child in parse.children(verb):
        token = parse.tokens[child]
        if child in members or child == noun or token.pos not in ("NOUN", "PROPN"):
            continue
        if token.dep in ("nsubj", "nsubjpass", "dobj") and token.lemma.lower() not in EMPTY_NOUNS:
            words.append(canonical(token.lemma))
            words += [canonical(parse.tokens[g].lemma) for g in parse.children(child)
                      if parse.tokens[g].dep in ("compound", "amod") and g not in members
                      and parse.tokens[g].lemma.lower() not in LIGHT_MODIFIERS][:2]  # fmt: skip
    if parse.tokens[verb].dep == "relcl":
        words.append(canonical(parse.tokens[parse.tokens[verb].head].lemma))
    return words


# ---------------------------------------------------------------- without a parse


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
    if any(tokens.low(first - k) in _PART_BEFORE for k in (1, 2)) or tokens.low(last) in ("other", "others"):
        return True
    if tokens.phrase(last, 2) in _PART_AFTER[:-1]:
        return True
    if tokens.phrase(last, 2) == "of the" and tokens.low(last + 2) not in ("city", "country"):
        return True
    if (
        tokens.low(0) in ("of", "among")
        and "," in tokens.lows[:first]
        and tokens.low(1) in ("the", "those", "them", "these")
    ):
        return True
    return tokens.phrase(last + 1, 2) in ("of them", "of whom") or tokens.phrase(last, 3) == "among them ,"


def _is_item(tokens: Tokens, figure: Figure) -> bool:
    """`three officers and six civilians`: items of a list that only together are a total."""
    first = next((i for i, end in enumerate(tokens.ends) if end > figure.char_start), len(tokens))
    last = next((i for i, start in enumerate(tokens.starts) if start >= figure.char_end), len(tokens))
    ahead = next((i for i in range(last + 1, last + 5) if tokens.low(i) == "and"), None)
    if ahead is not None and _counts_people(tokens, last, ahead) and _is_number(tokens, ahead + 1):
        return _counts_people(tokens, ahead + 2, ahead + 6)
    behind = next((i for i in range(first - 1, max(-1, first - 2), -1) if tokens.low(i) == "and"), None)
    if behind is None or not _counts_people(tokens, last, last + 4):
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


def _part_words(tokens: Tokens, figure: Figure) -> list[str]:
    """What a part is: the first noun-like words behind it, `25 of them crew`, `640 of them in Velmora`."""
    last = next((i for i, start in enumerate(tokens.starts) if start >= figure.char_end), len(tokens))
    words: list[str] = []
    for i in range(last, min(len(tokens), last + 9)):
        if tokens.kinds[i] != "word":
            if words or tokens.raws[i] in (".", ";"):
                break
            continue
        if tokens.lows[i] in _STOPS or tokens.lows[i] in (
            "them",
            "whom",
            "those",
            "other",
            "others",
            "and",
            "were",
        ):
            continue
        words.append(canonical(tokens.lows[i]))
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
