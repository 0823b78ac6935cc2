"""Figures that one version of an article gives and the next gives otherwise.

The comparison is that of any two figures (`figure_compare`); only time is judged otherwise, since a change is
always later. It explains a count that only grows and did, a figure that its sentence newly dates, a price, and
one that the later version openly sets right. A figure that was changed without a word of it stays a finding.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Literal

from pipeline.core.divergence import figure_intervals as intervals
from pipeline.core.divergence.figure_clusters import Node
from pipeline.core.divergence.figure_compare import (
    Side,
    compare_figures,
    is_running,
    is_stated,
    moment,
    sides_of,
)
from pipeline.core.divergence.figure_conflicts import Conflict
from pipeline.core.divergence.figure_pairs import judged_pairs
from pipeline.core.divergence.figure_scope import is_market_move
from pipeline.core.divergence.versions import changes, dateline_end, later_statements
from pipeline.core.text import words
from pipeline.model import AlignedGroup, Figure, Statement

SAME_PLACE = 0.85  # likeness from which two figures stand in one place of one sentence
Told = tuple[str, float]  # dimension, value: `12` and `at least 12` are told alike

_DAY = r"(?:(?:early|late|mid)[ -])?(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_HOUR = r"(?:morning|noon|midday|afternoon|evening|night|midnight|dawn|\d{1,2}(?:[:.]\d\d)?\s*[ap]\.?m\b)"
_NEWLY = re.compile(
    rf"\b(?:now|so far|as of|by (?:{_DAY}|{_HOUR})|{_DAY} {_HOUR}|latest|has since|have since|"
    r"(?:rose|risen|rises|climbed|climbs|grew|grown|increased|gone|went|went up|jumped|fell|fallen|dropped) to|"
    r"up from|down from|since then|later|overnight|final)\b",
    re.IGNORECASE,
)
_OPENLY = re.compile(
    r"\b(?:correct(?:ion|ed|s)|clarif(?:ication|ied|ies)|earlier (?:version|report|toll|count|figure|estimate)s?"
    r"|previous(?:ly)?|initial(?:ly)?|originally|had (?:earlier |first )?(?:said|put|given|reported)|revised|"
    r"up from|down from|(?:misstated|wrongly|incorrectly|in error|mistakenly))\b",
    re.IGNORECASE,
)
_REPORTED = re.compile(rf"\b(?:{_DAY}|{_HOUR}|today|tonight|yesterday)", re.IGNORECASE)
_COUNTING = re.compile(
    r"\b(?:votes?|ballots?|precincts?|wards?|seats?|districts?) (?:counted|reporting|declared|in)\b"
)
_OF_A_CODE = re.compile(r"\d[-/]$")  # what stands before a part of a telephone number
_AGO = re.compile(r"\bago\b", re.IGNORECASE)
_AFTER = 5  # characters behind a figure: enough for ` ago`


def changed_figures(group: AlignedGroup) -> list[Conflict]:
    """One conflict for each change of a value: all places that were changed alike are in it."""
    found: dict[tuple[Told, Told], list[tuple[Node, Node, float, float]]] = defaultdict(list)
    for old, new, score in changes(group):
        for one, two, verdict in judged_pairs(_sides(old), _sides(new), score=score):
            if verdict.label != "divergent" or (score < SAME_PLACE and _still_told(one, new, group)):
                continue
            nodes = Node(statement=old, side=one), Node(statement=new, side=two)
            found[_told(one.figure), _told(two.figure)].append((*nodes, verdict.strength, verdict.gap))
    return [_conflict(rows, group) for _, rows in sorted(found.items(), key=lambda item: item[0])]


def _conflict(rows: Sequence[tuple[Node, Node, float, float]], group: AlignedGroup) -> Conflict:
    explained = {_explained(a, b, group) for a, b, _, _ in rows}
    return Conflict(
        sides=(tuple(a for a, _, _, _ in rows), tuple(b for _, b, _, _ in rows)),
        explained_by="time" if "time" in explained else max(explained, key=lambda e: e or ""),
        strength=max(strength for _, _, strength, _ in rows),
        gap=max(gap for _, _, _, gap in rows),
    )


def _sides(statement: Statement) -> list[Side]:
    """A statement's figures without those of its dateline, and without spans that pass by themselves."""
    start = dateline_end(statement.sentence)
    text = statement.text
    kept = [
        f
        for f in statement.figures
        if f.char_start >= start
        and not _AGO.search(text[f.char_start : f.char_end + _AFTER])
        and not _OF_A_CODE.search(text[: f.char_start])
    ]
    return sides_of(
        statement.text, kept, published=statement.article.known_at, attributions=statement.attributions
    )


def _told(figure: Figure) -> Told:
    return intervals.dimension(figure), _level(figure)


def _still_told(one: Side, changed: Statement, group: AlignedGroup) -> bool:
    """Whether the later version gives the earlier value elsewhere: then its sentence was rather rewritten."""
    return any(
        compare_figures(one, other).label in ("equal", "compatible")
        for s in later_statements(group)
        if s.id != changed.id and not _OPENLY.search(s.text)
        for other in _sides(s)
    )


def _explained(old: Node, new: Node, group: AlignedGroup) -> Literal["time", "source"] | None:
    a, b = old.side, new.side
    if _set_right_openly(a.figure, group):
        return "time"
    if _went_on(old, new):
        return "time"
    if a.figure.kind != "date":
        grew = is_running(a, b) and _level(b.figure) > _level(a.figure)
        moved = is_market_move(a.mention) and is_market_move(b.mention)
        if grew or moved or _dated_anew(old, new):
            return "time"
    return "source" if a.source and b.source and a.source != b.source else None


def _dated_anew(old: Node, new: Node) -> bool:
    """Whether the later sentence says of another time than the earlier one did."""
    if _COUNTING.search(new.statement.text) or _last_day(new.statement) > _last_day(old.statement):
        return True
    if is_stated(new.side):
        before, after = moment(old.side), moment(new.side)
        if not is_stated(old.side) or (before and after and after > before):
            return True
    told = {m.group().casefold() for m in _NEWLY.finditer(old.statement.text)}
    return any(m.group().casefold() not in told for m in _NEWLY.finditer(new.statement.text))


def _went_on(old: Node, new: Node) -> bool:
    """Whether a day of reporting, or a place in a row, moved on in a sentence that was told anew besides."""
    a, b = old.side.figure, new.side.figure
    moves = a.kind == "rank" or (a.kind == "date" and _REPORTED.search(a.text) and _REPORTED.search(b.text))
    return bool(moves) and (b.value_low or 0.0) > (a.value_low or 0.0) and _around(old) != _around(new)


def _around(node: Node) -> list[str]:
    figure, text = node.side.figure, node.statement.text
    return words(text[: figure.char_start]) + words(text[figure.char_end :])


def _last_day(statement: Statement) -> float:
    """The latest weekday or time of day that a sentence names, in days; infinitely early without one."""
    named = (f.value_low for f in statement.figures if f.kind == "date" and _REPORTED.search(f.text))
    return max((day for day in named if day is not None), default=float("-inf"))


def _set_right_openly(figure: Figure, group: AlignedGroup) -> bool:
    """Whether a sentence of the later version owns that it was the earlier value before."""
    return any(
        _told(other) == _told(figure)
        for s in later_statements(group)
        if _OPENLY.search(s.text)
        for other in s.figures
    )


def _level(figure: Figure) -> float:
    one = intervals.claimed(figure)
    if one is None:
        return 0.0
    return one.low if one.low is not None else (one.high or 0.0)
