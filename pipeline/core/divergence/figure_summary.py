"""One plain sentence for a finding on figures.

Where people come to harm, what happened is the heading: `Killed in the collapse: 14 (A, B) against at least 21 (C,
citing police)`. Everything else is told in the statements' own words, for a heading made of a referent is a heap of
words: `Number: “2,500 people took part in the march” (A) against “About 8,000 people marched” (B)`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.core.divergence import record
from pipeline.core.divergence.figure_clusters import Node
from pipeline.core.figures.in_context import in_context
from pipeline.core.figures.vocabulary import PERSONS, STATES
from pipeline.model import Evidence

MAX_SOURCES = 2  # sources that are named on one side
WHOLE = 5  # words from which on the beginning of a sentence tells what a figure is of
HEADINGS = {
    "count": "Number", "money": "Amount", "percent": "Share", "date": "Date", "duration": "Duration",
    "measure": "Measure", "rank": "Place",
}  # fmt: skip
_STATES = {"hospital": "taken to hospital", "aboard": "aboard"}
_GENERAL = frozenset(("people", "person"))
# What happens to people, as news prose names it; `the` and one of these tell where the count belongs.
_EVENT = re.compile(
    r"\b(collapse|crash|derailment|accident|fire|blaze|wildfire|attack|assault|explosion|blast|bombing|shelling|"
    r"airstrike|strike|flood|flooding|earthquake|quake|storm|hurricane|typhoon|cyclone|tornado|landslide|avalanche|"
    r"shooting|massacre|stampede|sinking|capsizing|outbreak|epidemic|riot|clash|raid|disaster)(?:e?s)?\b",
    re.IGNORECASE,
)


def heading(about: str, subtype: str, nodes: Sequence[Node]) -> str:
    """What a conflict is about, in words: `Killed in the fire`; the kind's name where no such word tells it."""
    words = about.split()
    states = [w for w in words if w in STATES]
    if not states:
        return HEADINGS.get(subtype, subtype.capitalize())
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


def of_sides(heading: str, sides: Iterable[Sequence[Node]]) -> str:
    """The sentence from a conflict's sides, with the outlets of each and whom they name as their source."""
    by_kind = heading in HEADINGS.values()
    parts = []
    for side in sides:
        outlets = sorted({n.statement.outlet for n in side})
        sources = _sources(side)
        cited = f", citing {' and '.join(sources)}" if 0 < len(sources) <= MAX_SOURCES else ""
        words = f"“{_in_context(side)}”" if by_kind else _words(side)
        parts.append(f"{words} ({', '.join(outlets)}{cited})")
    return f"{heading}: {' against '.join(parts)}"


def _sources(side: Sequence[Node]) -> list[str]:
    """Whom a side's statements name, each once, in the shortest form in which it is written with capitals."""
    written: dict[str, set[str]] = {}
    for node in side:
        if node.side.source:
            names = {a.source_text for a in node.statement.attributions if a.source == node.side.source}
            written.setdefault(node.side.source, set()).update(name for name in names if name)
    return sorted(
        min(names, key=lambda n: (n == n.lower(), len(n), n), default=key) for key, names in written.items()
    )


def _words(side: Sequence[Node]) -> str:
    """The words of a side's most exact figure; its first in the order of the nodes."""
    return min(_exact(side), key=lambda n: (len(n.side.figure.text), n.key)).side.figure.text


def _in_context(side: Sequence[Node]) -> str:
    """A side's most exact figure among its neighbours: where they begin their sentence, in the fewest words."""
    told = []
    for node in _exact(side):
        figure, text = node.side.figure, node.statement.text
        words = in_context(text, figure.char_start, figure.char_end)
        fragment = not text.startswith(words) or len(words.split()) < WHOLE
        told.append((fragment, len(words), node.key, words))
    return min(told)[-1]


def _exact(side: Sequence[Node]) -> list[Node]:
    return [n for n in side if n.side.figure.approximator == "exact"] or list(side)


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
