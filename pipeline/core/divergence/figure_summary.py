"""One plain sentence for a finding on figures: `Killed in the collapse: 14 (A, B) against at least 21 (C, police)`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.core.divergence import record
from pipeline.core.divergence.figure_clusters import Node
from pipeline.core.figures.vocabulary import PERSONS, STATES
from pipeline.model import Evidence

MAX_SOURCES = 2  # sources that are named on one side
HEADINGS = {
    "count": "Number", "money": "Amount", "percent": "Share", "date": "Date", "duration": "Duration",
    "measure": "Measure", "rank": "Place",
}  # fmt: skip
_STATES = {"hospital": "taken to hospital", "aboard": "aboard"}
_MOVES = frozenset("cut buy rise fall begin end raise burn contain face strip".split())
_GENERAL = frozenset(("people", "person"))
# What happens to people, as news prose names it; `the` and one of these tell where the count belongs.
_EVENT = re.compile(
    r"\b(collapse|crash|derailment|accident|fire|blaze|wildfire|attack|assault|explosion|blast|bombing|shelling|"
    r"airstrike|strike|flood|flooding|earthquake|quake|storm|hurricane|typhoon|cyclone|tornado|landslide|avalanche|"
    r"shooting|massacre|stampede|sinking|capsizing|outbreak|epidemic|riot|clash|raid|disaster)(?:e?s)?\b",
    re.IGNORECASE,
)


def heading(about: str, subtype: str, nodes: Sequence[Node]) -> str:
    """What a conflict is about, in words: `Killed in the fire`, `Job cut`; the kind's name where nothing tells it."""
    words = about.split()
    states = [w for w in words if w in STATES]
    if not states:
        nouns_first = [w for w in words if w not in _MOVES] + [
            w for w in words if w in _MOVES
        ]  # `job cut`, not `cut job`
        return " ".join(nouns_first).capitalize() or HEADINGS.get(subtype, subtype.capitalize())
    whom = [w for w in words if w in PERSONS and w not in STATES and w not in _GENERAL][:1]
    event = _event(nodes)
    told = " ".join([*whom, _STATES.get(states[0], states[0])])
    return f"{told.capitalize()}{f' in the {event}' if event and event not in words else ''}"


def _event(nodes: Sequence[Node]) -> str | None:
    """The event that most of the statements, or the headlines of their articles, name."""
    counts: Counter[str] = Counter()
    for node in nodes:
        text = f"{node.statement.text} {node.statement.article.title}"
        counts.update({match.group(1).lower() for match in _EVENT.finditer(text)})
    best = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:1]
    return best[0][0] if best and 2 * best[0][1] >= len(nodes) else None


def of_sides(about: str, sides: Iterable[Sequence[Node]]) -> str:
    """The sentence from a conflict's sides, with the outlets of each and whom they name as their source."""
    parts = []
    for side in sides:
        outlets = sorted({n.statement.outlet for n in side})
        sources = sorted({n.side.source for n in side if n.side.source})
        named = sources if len(sources) <= MAX_SOURCES else []
        parts.append(f"{_words(side)} ({', '.join([*outlets, *named])})")
    return f"{about}: {' against '.join(parts)}"


def _words(side: Sequence[Node]) -> str:
    """The words of a side's most exact figure; its first in the order of the nodes."""
    exact = [n for n in side if n.side.figure.approximator == "exact"] or list(side)
    return min(exact, key=lambda n: (len(n.side.figure.text), n.key)).side.figure.text


def of_evidence(about: str, evidence: Sequence[Evidence]) -> str:
    """The sentence from evidence alone, where the figures themselves are not at hand."""
    changed = record.by_version(evidence)
    if changed is not None:
        return f"{about}: {changed}"
    told: dict[str, tuple[str, set[str]]] = {}
    for piece in record.number_sides(evidence):
        told.setdefault(piece.value or "", (piece.quote or "", set()))[1].add(piece.outlet)
    parts = [f"{quote} ({', '.join(sorted(outlets))})" for quote, outlets in told.values()]
    return f"{about}: {' against '.join(parts)}"
