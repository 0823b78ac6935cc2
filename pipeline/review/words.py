"""Sentences in pieces: words that differ marked, figures and sources underlined, the exact words in place."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORD = re.compile(r"\w+(?:[’'.,-]\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Half-open, into one sentence; `what` names the class it is shown with."""

    first: int
    last: int
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of text that is shown in one way."""

    text: str
    classes: str = ""


def pieces(text: str, spans: Iterable[Span]) -> tuple[Piece, ...]:
    """`text` cut at the ends of the spans; spans may overlap, and are clipped to the text."""
    known = [s for s in spans if s.first < s.last and s.first < len(text) and s.last > 0]
    cuts = sorted({0, len(text), *(max(0, s.first) for s in known), *(min(len(text), s.last) for s in known)})
    found = []
    for first, last in itertools.pairwise(cuts):
        classes = sorted({s.what for s in known if s.first < last and first < s.last})
        found.append(Piece(text=text[first:last], classes=" ".join(classes)))
    return tuple(found)


def differing(one: str, other: str) -> tuple[list[Span], list[Span]]:
    """The words of each sentence that the other has not in this place, in the order of both."""
    a, b = list(_WORD.finditer(one)), list(_WORD.finditer(other))
    matcher = SequenceMatcher(
        None, [m[0].casefold() for m in a], [m[0].casefold() for m in b], autojunk=False
    )
    mine: list[Span] = []
    theirs: list[Span] = []
    for tag, a_first, a_last, b_first, b_last in matcher.get_opcodes():
        if tag == "equal":
            continue
        mine += _around(a[a_first:a_last])
        theirs += _around(b[b_first:b_last])
    return mine, theirs


def _around(words: Sequence[re.Match[str]]) -> list[Span]:
    if not any(word[0][0].isalnum() for word in words):
        return []  # a comma more or less is no other word
    return [Span(first=words[0].start(), last=words[-1].end(), what="differs")]
