"""Quotation marks of all shapes: which parts of a sentence stand inside them."""

from __future__ import annotations

from dataclasses import dataclass

_OPENING = "“«„‟"
_CLOSING = "”»"
_MARKS = frozenset("“«„‟”»\"‘’'")
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
    outside = [q for q in _single(text) if not any(d.start <= q.start < d.end for d in double)]
    return sorted([*double, *outside], key=lambda q: q.start)


def _double(text: str) -> list[Quotation]:
    found: list[Quotation] = []
    opened: int | None = None
    for i, mark in enumerate(text):
        kind = _kind(text, i, mark, opened is not None)
        if kind == "open" and opened is None:
            opened = i
        elif kind == "close":
            if opened is not None:
                found.append(Quotation(start=opened, end=i + 1, inner_start=opened + 1, inner_end=i))
                opened = None
            elif not found and i > 0:
                found.append(Quotation(start=0, end=i + 1, inner_start=0, inner_end=i))
    if opened is not None and text[opened + 1 :].strip():
        end = len(text.rstrip())
        found.append(Quotation(start=opened, end=end, inner_start=opened + 1, inner_end=end))
    return [q for q in found if text[q.inner_start : q.inner_end].strip()]


def _kind(text: str, i: int, mark: str, inside: bool) -> str | None:
    if mark in _OPENING:
        return "open"
    if mark in _CLOSING:
        return "close"
    if mark != '"':
        return None
    before = text[i - 1] if i else " "
    after = text[i + 1] if i + 1 < len(text) else " "
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
