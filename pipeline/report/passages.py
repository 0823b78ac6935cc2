"""Text cut into pieces, so that a template can mark exact words without touching a character of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.report.rows import SentenceRow

CONTEXT = 160  # characters shown on each side of words that stand in no known sentence

_WORD = re.compile(r"\w+(?:[’'.,-]\w+)*")
_BLANK_LINES = re.compile(r"\n+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of text. `marked`: these are the exact words; `changed`: others have other words here."""

    text: str
    marked: bool = False
    changed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Pieces that stand in one sentence (with its anchor), or between sentences (without)."""

    pieces: tuple[Piece, ...]
    anchor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Marked words in what surrounds them; `cut_before` and `cut_after`: a sentence was cut there."""

    pieces: tuple[Piece, ...]
    cut_before: bool = False
    cut_after: bool = False


Span = tuple[int, int]


def cut(text: str, start: int, end: int, marks: Iterable[Span]) -> tuple[Piece, ...]:
    """`text[start:end]` in pieces, with the marks (spans of the whole text) that reach into it."""
    pieces: list[Piece] = []
    at = start
    for span in _joined(mark for mark in marks if mark[0] < end and mark[1] > start):
        first, last = max(span[0], at), min(span[1], end)
        if first >= last:
            continue
        if at < first:
            pieces.append(Piece(text=text[at:first]))
        pieces.append(Piece(text=text[first:last], marked=True))
        at = last
    if at < end:
        pieces.append(Piece(text=text[at:end]))
    return tuple(pieces)


def passage(
    text: str, start: int, end: int, sentences: Sequence[Span], *, changed: Sequence[Span] = ()
) -> Passage:
    """The words [start, end) marked, in the sentences that they stand in, else in the text around them.

    `changed` are spans of the marked words alone, relative to `start`.
    """
    around = [span for span in sentences if span[0] < end and span[1] > start]
    first = min([span[0] for span in around] or [_back(text, start)])
    last = max([span[1] for span in around] or [_ahead(text, end)])
    first, last = min(first, start), max(last, end)
    words = [
        Piece(text=p.text, marked=True, changed=p.marked)
        for p in cut(text, start, end, [(start + a, start + b) for a, b in changed])
    ]
    return Passage(
        pieces=(*cut(text, first, start, ()), *words, *cut(text, end, last, ())),
        cut_before=not around and text[:first].strip() != "",
        cut_after=not around and text[last:].strip() != "",
    )


def paragraphs(
    text: str, sentences: Sequence[tuple[int, int, str]], marks: Sequence[Span]
) -> tuple[tuple[Run, ...], ...]:
    """The whole text in paragraphs of runs; `sentences` are (start, end, anchor), sorted, not overlapping.

    An anchor stands once, at the first run of its sentence.
    """
    found: list[tuple[Run, ...]] = []
    used: set[str] = set()
    marked = _joined(marks)
    for start, end in _paragraph_spans(text):
        runs: list[Run] = []
        at = start
        for first, last, anchor in sentences:
            inside_first, inside_last = max(first, at), min(last, end)
            if inside_first >= inside_last:
                continue
            if at < inside_first:
                runs.append(Run(pieces=cut(text, at, inside_first, marked)))
            name = None if anchor in used else anchor
            used.add(anchor)
            runs.append(Run(pieces=cut(text, inside_first, inside_last, marked), anchor=name))
            at = inside_last
        if at < end:
            runs.append(Run(pieces=cut(text, at, end, marked)))
        found.append(tuple(runs))
    return tuple(found)


def spans_of(sentences: Iterable[SentenceRow], section: str) -> list[Span]:
    """Where the sentences of a section stand, in their order."""
    return sorted((s.char_start, s.char_end) for s in sentences if s.section == section)


def altered(quote: str, others: Sequence[str]) -> list[Span]:
    """Spans of the words of a quotation that no other version of it has in that place.

    Compares words with difflib's longest matching blocks, ignoring case and punctuation.
    """
    from difflib import SequenceMatcher

    words = list(_WORD.finditer(quote))
    own = [w.group().casefold() for w in words]
    changed: set[int] = set()
    for other in others:
        theirs = [w.group().casefold() for w in _WORD.finditer(other)]
        for action, first, last, _, _ in SequenceMatcher(None, own, theirs, autojunk=False).get_opcodes():
            if action in {"replace", "delete"}:
                changed.update(range(first, last))
    return [words[i].span() for i in sorted(changed)]


def _joined(marks: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(marks):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif start < end:
            joined.append((start, end))
    return joined


def _paragraph_spans(text: str) -> list[Span]:
    spans: list[Span] = []
    at = 0
    for gap in [*(m.span() for m in _BLANK_LINES.finditer(text)), (len(text), len(text))]:
        if text[at : gap[0]].strip():
            spans.append((at, gap[0]))
        at = gap[1]
    return spans


def _back(text: str, start: int) -> int:
    edge = max(0, start - CONTEXT)
    space = text.find(" ", edge, start)
    return edge if edge == 0 or space < 0 else space + 1


def _ahead(text: str, end: int) -> int:
    edge = min(len(text), end + CONTEXT)
    space = text.rfind(" ", end, edge)
    return edge if edge == len(text) or space < 0 else space
