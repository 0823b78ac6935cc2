"""What a figure counts, by the sentence's dependency tree: head noun, telling modifiers, governing verb."""

from __future__ import annotations

from pipeline.core.figures.vocabulary import (
    EMPTY_NOUNS,
    LIGHT_MODIFIERS,
    LIGHT_VERBS,
    PHRASES,
    REPORTED,
    REPORTING,
    canonical,
)
from pipeline.model import Figure, Parse

_PREPOSITIONS = frozenset(("of", "on", "from", "without", "among", "aboard"))


def words_of_parse(parse: Parse, figure: Figure) -> list[str]:
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
    if verb is not None and not (figure.kind == "rank" and noun is not None):
        words += _verb_words(parse, verb)  # a place is among things of a kind, whatever they did
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


def _objects(parse: Parse, preposition: int) -> list[str]:
    """What a preposition governs; of `without access to power` the last noun."""
    found: list[str] = []
    for child in parse.children(preposition):
        if parse.tokens[child].pos in ("NOUN", "PROPN"):
            deeper = [
                w for c in parse.children(child) if parse.tokens[c].dep == "prep" for w in _objects(parse, c)
            ]
            found += deeper or [parse.tokens[child].lemma]
    return found


def _verb_words(parse: Parse, verb: int) -> list[str]:
    token = parse.tokens[verb]
    lemma = token.lemma.lower()
    below = {parse.tokens[c].lemma.lower() for c in parse.children(verb)}
    for child in parse.children(verb):
        if parse.tokens[child].dep == "prep":
            below |= {parse.tokens[c].lemma.lower() for c in parse.children(child)}
    for (first, second), name in PHRASES.items():
        if lemma == first and second in below:
            return [name]
    if lemma in ("find", "trace", "locate") and any(
        parse.tokens[c].dep == "neg" for c in parse.children(verb)
    ):
        return ["missing"]
    for child in parse.children(verb):
        lacking = parse.tokens[child].lemma.lower() == "without"
        if parse.tokens[child].dep == "prep":
            if lacking:
                return [f"without-{canonical(w)}" for w in _objects(parse, child)][:1]
            for grandchild in parse.children(child):
                state = canonical(parse.tokens[grandchild].lemma)
                if state in ("arrested", "hospital", "aboard") and parse.tokens[child].lemma.lower() in (
                    "into",
                    "to",
                    "in",
                    "on",
                ):
                    return [state]
    if lemma in LIGHT_VERBS or (lemma == "contain" and token.text.lower() != "contained"):
        told = [
            canonical(parse.tokens[c].lemma)
            for c in parse.children(verb)
            if parse.tokens[c].dep in ("acomp", "attr", "xcomp", "advcl", "oprd")
            and parse.tokens[c].pos in ("ADJ", "VERB")
        ]
        return told[:1]
    return [canonical(token.lemma)]


_OF_SOMETHING = frozenset(("average", "rate", "number", "count", "total", "share", "price", "cost", "level"))


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
            if token.lemma.lower() in _OF_SOMETHING:
                of = [c for c in parse.children(child) if parse.tokens[c].lemma.lower() in ("of", "for")]
                words += [canonical(w) for c in of for w in _objects(parse, c)]
            words += [canonical(parse.tokens[g].lemma) for g in parse.children(child)
                      if parse.tokens[g].dep in ("compound", "amod") and g not in members
                      and parse.tokens[g].lemma.lower() not in LIGHT_MODIFIERS][:2]  # fmt: skip
    if parse.tokens[verb].dep == "relcl":
        words.append(canonical(parse.tokens[parse.tokens[verb].head].lemma))
    return words
