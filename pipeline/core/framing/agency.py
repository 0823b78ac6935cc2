"""Who is said to do what: active, passive with and without an agent, `died`.

Only verbs of consequence count, where it matters whether the doer is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.model import Parse

Voice = Literal["active", "passive_by", "passive", "died"]

CONSEQUENTIAL = frozenset(
    """kill shoot wound injure hurt attack bomb shell strike hit arrest detain jail imprison beat
    torture execute
    murder slaughter massacre destroy burn damage fire use apply deploy launch lock shut close evict
    expel deport
    dismiss cut axe sack slash steal take seize confiscate lose leak hide conceal withhold ban block
    stop poison
    flood pollute raid storm abuse rape assault threaten gas spray disperse evacuate displace starve drown run
    open drop blow crush trample stab abduct kidnap release free eliminate reduce reject
    veto""".split()
)
_DYING = frozenset({"die", "perish"})
_ACTORS = frozenset(
    """police officer policeman policewoman army military soldier troop force gunman gunner militant rebel
    terrorist fighter guard crew captain company firm management manager boss government ministry minister
    authority council mayor president state regime court judge prosecutor agent border navy pilot
    driver hacker
    gang group mob protester rioter marcher union worker employer owner operator bank hospital doctor
    company's
    contractor landlord settler militia insurgent attacker assailant suspect commander artillery jet aircraft
    warplane drone airline railway executive""".split()
)
_AILMENTS = frozenset(
    """pneumonia flu influenza cholera malaria measles ebola covid coronavirus virus cancer hunger famine heat cold
    frost drought flood storm fire blaze smoke lightning hail snow wind wave avalanche landslide mudslide quake
    earthquake hurricane typhoon tornado cyclone""".split()
)
_NAMED = frozenset({"ORG", "PERSON", "NORP", "GPE"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A verb with its voice. Spans are into the sentence; the agent's is None where none is named."""

    verb: str
    voice: Voice
    start: int
    end: int
    agent: tuple[int, int] | None
    patient: tuple[int, int] | None


def events(parse: Parse) -> Iterator[Event]:
    """The events of a sentence whose verb is one of consequence, in their order."""
    kids: list[list[int]] = [[] for _ in parse.tokens]
    for i, token in enumerate(parse.tokens):
        if token.head != i:
            kids[token.head].append(i)
    for i, token in enumerate(parse.tokens):
        verb = token.lemma.casefold()
        if token.pos != "VERB" or (verb not in CONSEQUENTIAL and verb not in _DYING):
            continue
        found = _event(parse, kids, i, verb)
        if found is not None:
            yield found


def _event(parse: Parse, kids: list[list[int]], i: int, verb: str) -> Event | None:
    token = parse.tokens[i]
    of = {parse.tokens[k].dep: k for k in reversed(kids[i])}
    if "auxpass" in of:
        subject = of.get("nsubjpass", _raised(parse, kids, i))
        agent = (
            next((m for m in kids[of["agent"]] if parse.tokens[m].dep == "pobj"), None)
            if "agent" in of
            else None
        )
        if subject is None:
            return None
        if agent is not None and not is_actor(parse, agent):
            return None
        voice: Voice = "passive" if agent is None else "passive_by"
        return Event(
            verb=verb,
            voice=voice,
            start=min(parse.tokens[of["auxpass"]].start, token.start),
            end=token.end,
            agent=_phrase(parse, kids, agent),
            patient=_phrase(parse, kids, subject),
        )
    subject = of.get("nsubj")
    if subject is None and token.dep in ("conj", "xcomp"):
        subject = next((k for k in kids[token.head] if parse.tokens[k].dep == "nsubj"), None)
    if subject is None:
        return None
    if verb in _DYING:
        span = _phrase(parse, kids, subject)
        return Event(verb="kill", voice="died", start=token.start, end=token.end, agent=None, patient=span)
    patient = of.get("dobj", of.get("ccomp", of.get("prep")))
    if patient is None or not is_actor(parse, subject):
        return None
    return Event(
        verb=verb,
        voice="active",
        start=token.start,
        end=token.end,
        agent=_phrase(parse, kids, subject),
        patient=_phrase(parse, kids, patient),
    )


def is_actor(parse: Parse, index: int) -> bool:
    """Whether a noun can be held to account: people and bodies, not weather or accidents."""
    token = parse.tokens[index]
    if token.lemma.casefold() in _AILMENTS:
        return False  # at the head of a sentence its capital looks like a name
    return token.entity in _NAMED or token.lemma.casefold() in _ACTORS


def _raised(parse: Parse, kids: list[list[int]], i: int) -> int | None:
    """The subject of `were found to have been locked`."""
    token = parse.tokens[i]
    if token.dep not in ("xcomp", "conj"):
        return None
    return next((k for k in kids[token.head] if parse.tokens[k].dep in ("nsubjpass", "nsubj")), None)


def _phrase(parse: Parse, kids: list[list[int]], head: int | None) -> tuple[int, int] | None:
    if head is None:
        return None
    inside, stack = [], [head]
    while stack:
        at = stack.pop()
        inside.append(at)
        stack.extend(
            k for k in kids[at] if parse.tokens[k].dep not in ("relcl", "appos", "punct", "acl", "advcl")
        )
    return parse.tokens[min(inside)].start, parse.tokens[max(inside)].end
