"""Quotation marks of all shapes: which parts of a sentence stand inside them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_OPENING = "“«„‟"
_CLOSING = "”»"
_MARKS = frozenset("“«„‟”»\"‘’'")
_DOUBLE = re.compile(r"''|[“«„‟”»\"]")  # wires send two apostrophes for a mark
_SINGLE_OPEN = "‘'"
_SINGLE_CLOSE = "’'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """[start, end) with its marks, [inner_start, inner_end) without; `single` for 'such' marks.

    A quotation that began in an earlier sentence has no opening mark, one that goes on no closing mark.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    single: bool = False

    def holds(self, start: int, end: int) -> bool:
        return self.start <= start and end <= self.end


def quotations(text: str) -> list[Quotation]:
    """The quotations of a sentence in their order; single marks count only outside double ones."""
    if not _MARKS & set(text):
        return []
    double = _double(text)
    outside = [q for q in _single(text) if not any(d.start < q.end and q.start < d.end for d in double)]
    return sorted([*double, *outside], key=lambda q: q.start)


def _double(text: str) -> list[Quotation]:
    found: list[Quotation] = []
    opened: re.Match[str] | None = None
    for mark in _DOUBLE.finditer(text):
        kind = _kind(text, mark, opened is not None)
        if kind == "open" and opened is None:
            opened = mark
        elif kind == "close":
            if opened is not None:
                found.append(_between(opened.start(), opened.end(), mark.start(), mark.end()))
                opened = None
            elif not found and mark.start() > 0:
                found.append(_between(0, 0, mark.start(), mark.end()))
    if opened is not None and text[opened.end() :].strip():
        end = len(text.rstrip())
        found.append(_between(opened.start(), opened.end(), end, end))
    return [q for q in found if text[q.inner_start : q.inner_end].strip()]


def _between(start: int, inner_start: int, inner_end: int, end: int) -> Quotation:
    return Quotation(start=start, end=end, inner_start=inner_start, inner_end=inner_end)


def _kind(text: str, found: re.Match[str], inside: bool) -> str | None:
    mark = found.group()
    if mark in _OPENING:
        return "open"
    if mark in _CLOSING:
        return "close"
    before = text[found.start() - 1] if found.start() else " "
    after = text[found.end()] if found.end() < len(text) else " "
    if before in " \t\n([—–-" and not after.isspace():
        return "open"
    if after.isspace() or after in ".,;:!?)]—–-":
        return "close"
    return "close" if inside else "open"


def _single(text: str) -> list[Quotation]:
    found: list[Quotation] = []
    i = 0
    while i < len(text):
        before = text[i - 1] if i else " "
        if text.startswith("''", i):
            i += 2
            continue
        if text[i] in _SINGLE_OPEN and (before.isspace() or before in "([—–-:"):
            end = _single_end(text, i + 1)
            if end is not None and text[i + 1 : end].strip():
                found.append(Quotation(start=i, end=end + 1, inner_start=i + 1, inner_end=end, single=True))
                i = end
        i += 1
    return found


def _single_end(text: str, start: int) -> int | None:
    """Where a single mark closes; an apostrophe inside a word or after a plural is none."""
    for i in range(start, len(text)):
        if text[i] not in _SINGLE_CLOSE or text[i - 1].isspace():
            continue
        after = text[i + 1] if i + 1 < len(text) else " "
        if after.isalnum():
            continue
        plural = text[i - 1] == "s" and after == " " and text[i + 2 : i + 3].islower()
        if plural and any(mark in text[i + 1 :] for mark in _SINGLE_CLOSE):
            continue
        return i
    return None
