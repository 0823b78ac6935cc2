"""A figure in as few words of its own sentence as tell what it is of: `2,500 people took part in the march`."""

from __future__ import annotations

import re

MOST = 9  # words shown beside the figure
AFTER = 6  # of them at most after it; before it what is left
FEWEST = 3  # with less than so many the next clause is told, too

_WORD = re.compile(r"\S+")
_ENDS = re.compile(r"[;:!?)\]\u201d\u2014\u2013]['\"\u2019\u201d]*$|\.['\"\u2019\u201d]*$|^[\u2014\u2013-]+$")
_COMMA = re.compile(r",['\"\u2019\u201d]*$")
_STARTS = re.compile(r"^['\"]?[(\[\u201c]")
_ABBREVIATED = re.compile(r"^(?:\w\.)+$|^(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Gov|Rep|No|a\.m|p\.m)\.$", re.IGNORECASE)
_HANGING = frozenset(
    "a an the of to in on at by for from with and or but that which who as than into about over under after before"
    " his her its their is are was were be been has have had will would could may said says amid while when".split()
)
_OPENING = frozenset("and or but that which who as than while when because although so yet nor".split())
_CLAUSES = frozenset(
    "before after when as while that who which where if because until since although than".split()
)
_EDGES = " \t\n.,;:!?()[]'\"\u2018\u2019\u201c\u201d\u2013\u2014-"


def in_context(sentence: str, start: int, end: int) -> str:
    """The words [start, end) of a sentence with their nearest neighbours, an exact piece of it.

    Follows the clause: forward to its end, then back to its beginning, nine words at most; past one comma only
    where the clause says next to nothing. Words that need what was cut off (`of the`) are left out at both ends.
    """
    words = [match.span() for match in _WORD.finditer(sentence)]
    inside = [k for k, (a, b) in enumerate(words) if a < end and b > start]
    if not inside:
        return sentence[start:end]
    first, last = inside[0], inside[-1]
    told = [sentence[a:b] for a, b in words]
    final, commas = _forward(told, last, 0)
    initial = _back(told, first, MOST - (final - last))
    if (final - last) + (first - initial) < FEWEST and commas:
        final, _ = _forward(told, last, 1)
    final = _whole_clauses(told, last, final)
    while final > last and told[final].strip(_EDGES).casefold() in _HANGING:
        final -= 1
    while initial < first and told[initial].strip(_EDGES).casefold() in _OPENING:
        initial += 1
    left, right = words[initial][0], words[final][1]
    while right > end and sentence[right - 1] in _EDGES:
        right -= 1
    while left < start and sentence[left] in _EDGES:
        left += 1
    return sentence[min(left, start) : max(right, end)]


def _forward(told: list[str], last: int, crossed: int) -> tuple[int, bool]:
    """The last word to show, `crossed` commas passed; and whether a comma stopped it."""
    at = last
    while at + 1 < len(told) and at - last < AFTER:
        if _closes(told[at]) or _STARTS.search(told[at + 1]):
            return at, False
        if _COMMA.search(told[at]):
            if not crossed:
                return at, True
            crossed -= 1
        at += 1
    return at, False


def _whole_clauses(told: list[str], last: int, final: int) -> int:
    """Where to stop so that no clause is begun and broken off in its first three words."""
    if final + 1 < len(told) and not (_closes(told[final]) or _COMMA.search(told[final])):
        for at in range(max(last + 1, final - 2), final + 1):
            if told[at].strip(_EDGES).casefold() in _CLAUSES:
                return at - 1
    return final


def _back(told: list[str], first: int, most: int) -> int:
    at = first
    while at and first - at < most and not (_closes(told[at - 1]) or _COMMA.search(told[at - 1])):
        if _STARTS.search(told[at]):
            break
        at -= 1
    return at


def _closes(word: str) -> bool:
    return bool(_ENDS.search(word)) and not _ABBREVIATED.match(word)
