"""Totals that a sentence gives by all their parts: `killed 20 children and six adults` counts 26 killed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.core.figures.vocabulary import PERSONS, STATES, canonical
from pipeline.model import Figure

_WORD = r"[^\W\d_]+(?:[-'’][^\W\d_]+)*"
_BETWEEN = re.compile(rf"\s+(?P<whom>{_WORD}(?:\s+{_WORD}){{0,2}}?)\s*(?:,\s*|,?\s+and\s+)")
_BEHIND = re.compile(rf"\s+(?P<whom>{_WORD})")


def totals(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """One figure for each list of kinds of people whom one thing befell; it spans the list, its referent is `people …`.

    Only counts given exactly, each with its own kind of person, joined by nothing but commas and `and`.
    """
    counts = sorted((f for f in figures if f.kind == "count" and f.unit is None), key=lambda f: f.char_start)
    found: list[Figure] = []
    i = 0
    while i < len(counts):
        run = [counts[i]]
        while i + len(run) < len(counts) and _listed(text, run[-1], counts[i + len(run)]):
            run.append(counts[i + len(run)])
        total = _total(text, run) if len(run) > 1 else None
        if total is not None:
            found.append(total)
        i += len(run)
    return found


def _listed(text: str, first: Figure, second: Figure) -> bool:
    between = _BETWEEN.fullmatch(text, first.char_end, second.char_start)
    return between is not None and _is_people(between["whom"]) and _is_point(first) and _is_point(second)


def _is_people(words: str) -> bool:
    return any(canonical(word) in PERSONS for word in words.split())


def _is_point(figure: Figure) -> bool:
    return (
        figure.approximator == "exact"
        and figure.value_low is not None
        and figure.value_low == figure.value_high
    )


def _total(text: str, run: Sequence[Figure]) -> Figure | None:
    """The sum of a list, None where its last item is no kind of people or nothing befell them."""
    behind = _BEHIND.match(text, run[-1].char_end)
    states = {word for figure in run for word in (figure.referent or "").split() if word in STATES}
    if behind is None or not _is_people(behind["whom"]) or len(states) != 1:
        return None
    value = sum(figure.value_low or 0.0 for figure in run)
    start, end = run[0].char_start, behind.end()
    return replace(
        run[0], char_start=start, char_end=end, text=text[start:end], value_low=value, value_high=value,
        referent=f"people {states.pop()}",
    )  # fmt: skip
