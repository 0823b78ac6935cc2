"""Which of two happenings came first: `X before Y`, `X after Y`."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.core.claims.propositions import propositions
from pipeline.core.text import content_stems, folded, stem
from pipeline.model import Parse

_BEFORE = frozenset({"before"})
_AFTER = frozenset({"after", "once"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """`first` came before `second`; both are stems. Offsets are of the deciding words in the sentence."""

    first: frozenset[str]
    second: frozenset[str]
    start: int
    end: int


def orders(parse: Parse) -> tuple[Order, ...]:
    """The orders that a sentence states outright, in their order."""
    found: list[Order] = []
    tokens = parse.tokens
    for i, token in enumerate(tokens):
        word = folded(token.text)
        if word not in _BEFORE | _AFTER or token.dep not in ("mark", "prep"):
            continue
        inner = token.head if token.dep == "mark" else i
        outer = tokens[inner].head if token.dep == "mark" else token.head
        if outer == inner or tokens[outer].pos not in ("VERB", "AUX"):
            continue
        below = _subtree(parse, inner)
        inside = frozenset(s for k in below if k != i for s in content_stems(tokens[k].text))
        main = next((p for p in propositions(parse) if p.index == outer), None)
        if main is None or not main.affirmed or not inside:
            continue
        outside = main.agent | main.patient | {stem(part) for part in main.head.split("_")}
        start, end = token.start, max(tokens[k].end for k in below)
        first, second = (outside, inside) if word in _BEFORE else (inside, outside)
        found.append(Order(first=first, second=second, start=start, end=end))
    return tuple(found)


def reversed_order(a: Order, b: Order) -> bool:
    """Whether two orders name the same two happenings the other way round."""
    return (
        len(a.first & b.second) >= 2
        and len(a.second & b.first) >= 1
        and len(a.first & b.first) < len(a.first & b.second)
        and len(a.second & b.second) <= len(a.second & b.first)
    )


def _subtree(parse: Parse, i: int) -> list[int]:
    found, waiting = [], [i]
    while waiting:
        k = waiting.pop()
        found.append(k)
        waiting.extend(parse.children(k))
    return sorted(found)
