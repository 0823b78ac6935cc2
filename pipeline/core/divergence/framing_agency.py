"""Agency: one outlet names who did it, another tells the same act without a doer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.core.attributions.sources import ROLES
from pipeline.core.divergence.framing_words import title_case
from pipeline.core.framing.agency import Event, events, is_actor
from pipeline.core.text import content_stems, folded
from pipeline.model import Parse, Statement

_SOMEBODY = frozenset("man woman teenager cleaner worker student person boy girl".split())
_NAMED, _HIDDEN = ("active", "passive_by"), ("passive", "died")
# verbs that tell one act when they have the same patient
_ACTS = (
    frozenset("use fire apply deploy launch spray".split()),
    frozenset("kill shoot murder slaughter massacre execute".split()),
    frozenset("lock shut close".split()),
    frozenset("cut axe slash affect eliminate reduce destroy dismiss sack".split()),
    frozenset("hit strike shell bomb attack".split()),
    frozenset("steal take leak lose seize".split()),
    frozenset("wound injure hurt beat".split()),
    frozenset("evict expel deport displace evacuate".split()),
    frozenset("arrest detain jail imprison".split()),
)

_BY_OFFICE = frozenset("arrest detain jail imprison charge".split())  # by whom goes without saying


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """An act whose doer one statement names and the other does not."""

    act: str
    named: Event
    hidden: Event
    by: Statement
    without: Statement


def hidden_agents(a: Statement, b: Statement) -> Iterator[Hidden]:
    """Acts of two statements that `a` gives to somebody and `b` to nobody."""
    # title case misleads a parser: who does what cannot be read from it
    if a.parse is None or b.parse is None or title_case(a.text) or title_case(b.text):
        return
    for one in _events(a.parse):
        if one.voice not in _NAMED or one.agent is None or one.patient is None or one.verb in _BY_OFFICE:
            continue
        agent = frozenset(content_stems(a.text[slice(*one.agent)]))
        if agent & frozenset(content_stems(b.text)) or _somebody_acts(b.parse):
            continue
        for other in _events(b.parse):
            if other.voice in _HIDDEN and _one_act(one, a, other, b):
                yield Hidden(act=min(_act(one.verb)), named=one, hidden=other, by=a, without=b)


def _one_act(one: Event, a: Statement, other: Event, b: Statement) -> bool:
    if not _act(one.verb) & _act(other.verb) or one.patient is None or other.patient is None:
        return False
    mine = set(content_stems(a.text[slice(*one.patient)]))
    theirs = set(content_stems(b.text[slice(*other.patient)]))
    return bool(mine & theirs) or one.verb == other.verb


def _somebody_acts(parse: Parse) -> bool:
    """Whether a sentence names somebody who acts, if in another clause: `… when a former cleaner opened fire`."""
    return any(
        t.dep == "nsubj" and parse.tokens[t.head].dep in ("advcl", "relcl") and _acts(parse, i)
        for i, t in enumerate(parse.tokens)
    )


def _acts(parse: Parse, index: int) -> bool:
    return is_actor(parse, index) or folded(parse.tokens[index].lemma) in ROLES | _SOMEBODY


def _act(verb: str) -> frozenset[str]:
    return next((act for act in _ACTS if verb in act), frozenset({verb}))


@lru_cache(maxsize=4096)
def _events(parse: Parse) -> tuple[Event, ...]:
    return tuple(events(parse))
