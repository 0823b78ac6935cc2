"""What people and groups are called: a charged name in one outlet, a plain one for the same in others.

Who is meant is told by a surname, by the place in an aligned sentence (who does it, to whom, of what), or by a
class of words of which the story has one bearer. One row for each outlet's name of somebody: its strongest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline.core.attributions.sources import ROLES
from pipeline.core.divergence.framing_charge import Charge, Reading, heat_of, is_own, words_of
from pipeline.core.framing.agency import is_actor
from pipeline.core.framing.labels import LABELS
from pipeline.core.framing.lexicons import labels
from pipeline.core.framing.matching import Lexicon
from pipeline.core.framing.slant import people_words
from pipeline.core.text import content_stems, folded, numbers, stem
from pipeline.model import Parse, Statement, StoryCoverage, Token

_INSIDE = frozenset("amod compound nmod nummod det poss npadvmod advmod punct quantmod".split())
_OF_A_NOUN = frozenset("amod compound nmod appos".split())
_SAYING = frozenset("say tell warn announce add report write claim insist believe think deny confirm".split())
_ROLES = {"nsubj": "does", "nsubjpass": "suffers", "dobj": "suffers"}
_PERSONS = (
    "armed group", "protesters", "migrants", "company heads", "rulers", "government", "officials", "supporters",
    "opponents", "people who disclose", "people held", "hackers", "people without homes",
)  # fmt: skip
_PEOPLE = frozenset(
    stem(word)
    for word in """man woman boy girl child person people men women teenager youth family couple group movement party
        list team crowd victim suspect defendant plaintiff accused prisoner inmate detainee patient pupil student
        worker docker dockworker miner nurse trader shareholder investor buyer seller owner shipowner landlord tenant
        homeowner farmer fisherman driver pilot crew passenger commuter cleaner cook chef singer songwriter musician
        actor player striker keeper referee striker midwife priest pastor bishop imam monk king queen prince princess
        politician deputy senator opposition coalition cabinet government guard patrol constable detective officer
        robber burglar thief attacker shooter gunman rebel fighter soldier marcher demonstrator protester picket
        campaigner resident villager islander neighbour neighbor tourist traveller traveler volunteer founder heir
        bank firm company union employer employee staff management contractor developer operator executive""".split()
) | frozenset(stem(role) for role in ROLES)
LEAST_NAME = 0.5
_RULES = frozenset(
    stem(word) for word in "regime junta government clique cabal dictatorship administration".split()
)
"""Of whom these are, they are called by: `the regime of Laura Quiroga`."""
_COLLECTIVE = frozenset(
    stem(word)
    for word in "mob gang rabble horde crowd group band crew movement militia regime government".split()
)
_BLAMING = ("people", "scorn", "scare", "read")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A noun phrase for somebody, as words of a statement. `surname` is folded, None where nobody is named."""

    statement: Statement
    start: int
    end: int
    head: int  # of the parse's tokens
    surname: str | None
    heat: float = 0.0
    blames: float = 0.0  # the heat of what blames, scorns or frightens; the rest only moves

    @property
    def words(self) -> str:
        return self.statement.text[self.start : self.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedOtherwise:
    """A charged name, and what others call the same; `how` tells what shows that it is the same."""

    charged: Name
    plain: tuple[Name, ...]
    how: str  # surname, place, class
    thing: str
    of_class: bool = False  # the thing is a class of labels
    again: tuple[Name, ...] = ()  # every charged name of the same outlet for the same, this one too


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A story with the charges of its statements, and the surnames (folded) of those who occur in it."""

    story: StoryCoverage
    readings: Mapping[str, Reading]
    people: frozenset[str]

    def score(self, a: Statement, b: Statement) -> float:
        return self.story.scores.get((min(a.id, b.id), max(a.id, b.id)), 0.0)

    def person(self, token: Token) -> bool:
        return token.pos == "PROPN" and folded(token.text) in self.people

    def others(self, name: Name) -> Iterator[Reading]:
        """The statements of other origins, article by article, those aligned with the name's first."""
        mine = name.statement
        for article in self.story.articles:
            if article.outlet == mine.outlet or self.story.origins[article.article_id] == mine.origin:
                continue
            keys = self.story.by_article.get(article.article_id, ())
            rows = [self.readings[k] for k in keys if k in self.readings]
            rows.sort(key=lambda r: (-self.score(mine, r.statement), r.statement.sentence.position))
            yield from rows


def _people_of(story: StoryCoverage) -> frozenset[str]:
    """Words that the parser mostly takes for persons' names: one sentence may mislead it, a story does not."""
    seen: Counter[str] = Counter()
    persons: Counter[str] = Counter()
    for statement in story.statements.values():
        for token in statement.parse.tokens if statement.parse else ():
            if token.pos == "PROPN" and len(token.text) > 2:
                seen[folded(token.text)] += 1
                persons[folded(token.text)] += token.entity == "PERSON"
    return frozenset(word for word, times in persons.items() if 3 * times >= seen[word] and times)


def named_otherwise(readings: Mapping[str, Reading], story: StoryCoverage) -> list[NamedOtherwise]:
    """Each outlet's strongest charged name for each person or group that others call plainly."""
    told = _Told(story=story, readings=readings, people=_people_of(story))
    best: dict[tuple[str, str], NamedOtherwise] = {}
    again: dict[tuple[str, str], list[Name]] = {}
    for key in sorted(readings):
        reading = readings[key]
        if not reading.charges or reading.statement.sentence.section == "headline":
            continue
        for name in charged_names(reading, told):
            found = _plainly(name, told)
            if found is None:
                continue
            bearer = (name.statement.outlet, found.thing)
            again.setdefault(bearer, []).append(name)
            if bearer not in best or _rank(found) < _rank(best[bearer]):
                best[bearer] = found
    return [replace(best[key], again=tuple(again[key])) for key in sorted(best)]


def _rank(found: NamedOtherwise) -> tuple[float, int, int, int]:
    """Strongest first, then most others, then where a reader meets it first."""
    name = found.charged
    heat = 0.0 if found.of_class else name.heat  # a class has many bearers: whom readers meet first counts
    return (-round(heat, 2), -len(found.plain) if heat else 0, name.statement.sentence.position, name.start)


def charged_names(reading: Reading, told: _Told) -> list[Name]:
    """The charged names in a statement; several charges of one noun are one name's."""
    parse = reading.statement.parse
    if parse is None:
        return []
    by_head: dict[int, list[Charge]] = {}
    for charge in reading.charges:
        head = _head_of(parse, charge, told)
        if head is not None and _names_people(parse, head, charge, told):
            by_head.setdefault(head, []).append(charge)
    found = []
    for head, charges in sorted(by_head.items()):
        name = _name(reading.statement, parse, head, told)
        inside = [c for c in charges if name.start <= c.start < name.end]
        if heat_of(inside) >= LEAST_NAME:
            blames = heat_of([c for c in inside if c.tone in _BLAMING])
            found.append(replace(name, heat=heat_of(inside), blames=blames))
    return found


def _head_of(parse: Parse, charge: Charge, told: _Told) -> int | None:
    """The noun that a charged word is or qualifies."""
    inside = [i for i, t in enumerate(parse.tokens) if charge.start <= t.start < charge.end]
    nouns = [i for i in inside if parse.tokens[i].pos in ("NOUN", "PROPN", "ADJ")]
    if not nouns or any(parse.tokens[i].pos == "VERB" and parse.tokens[i].dep != "amod" for i in inside):
        return None
    at = nouns[-1]
    for _ in range(4):
        token = parse.tokens[at]
        if token.dep not in _OF_A_NOUN or parse.tokens[token.head].pos not in ("NOUN", "PROPN"):
            break
        if token.dep == "appos" and not told.person(parse.tokens[token.head]):
            break
        at = token.head
    return at if parse.tokens[at].pos in ("NOUN", "PROPN") else None


def _names_people(parse: Parse, head: int, charge: Charge, told: _Told) -> bool:
    token = parse.tokens[head]
    return charge.tone == "people" or told.person(token) or _is_people(token) or is_actor(parse, head)


def _is_people(token: Token) -> bool:
    """Whether a noun is a word for people or for a body of them, charged or not."""
    key = stem(folded(token.lemma))
    return key in _PEOPLE or key in _charged_nouns()


@cache
def _charged_nouns() -> frozenset[str]:
    return frozenset(stem(word) for word in people_words())


def _name(statement: Statement, parse: Parse, head: int, told: _Told) -> Name:
    """The noun with what stands before it, and with the `of` of whom it is."""
    inside = _before(parse, head)
    surname = _surname(parse, [*inside, head], told)
    end = head
    for kid in parse.children(head):
        token = parse.tokens[kid]
        if token.dep == "prep" and token.lemma == "of" and kid == head + 1:
            for of in parse.children(kid):
                if parse.tokens[of].dep == "pobj":
                    end = max(end, of)
                    if stem(folded(parse.tokens[head].lemma)) in _RULES:
                        surname = surname or _surname(parse, [*_before(parse, of), of], told)
        elif token.dep == "appos" and told.person(token) and kid - head <= 4:
            end = max(end, kid)
            surname = surname or _surname(parse, [*_before(parse, kid), kid], told)
    start = min([*inside, head])
    return Name(
        statement=statement,
        start=parse.tokens[start].start,
        end=parse.tokens[end].end,
        head=head,
        surname=surname,
    )


def _before(parse: Parse, head: int) -> list[int]:
    """What stands before a noun and belongs to it, without a break."""
    found = []
    at = head - 1
    while at >= 0:
        token = parse.tokens[at]
        up = token.head
        if not (head >= up > at and token.dep in _INSIDE):
            break
        found.append(at)
        at -= 1
    while found and parse.tokens[found[-1]].pos == "PUNCT":
        found.pop()
    return found


def _surname(parse: Parse, inside: Sequence[int], told: _Told) -> str | None:
    named = sorted(i for i in inside if told.person(parse.tokens[i]))
    return folded(parse.tokens[named[-1]].text) if named else None


# ------------------------------------------------------------ what the others call them


def _plainly(name: Name, told: _Told) -> NamedOtherwise | None:
    if name.surname is not None:
        plain = _of_surname(name, name.surname, told)
        if plain:
            return NamedOtherwise(charged=name, plain=plain, how="surname", thing=name.surname)
    target = _class_of(name)
    plain = _in_place(name, told)
    if plain:
        thing = plain[0].surname or stem(folded(_head_token(plain[0]).lemma))
        return NamedOtherwise(
            charged=name, plain=plain, how="place", thing=target or thing, of_class=bool(target)
        )
    plain = _of_class(name, target, told) if target else ()
    if not plain:
        return None
    return NamedOtherwise(charged=name, plain=plain, how="class", thing=target or "", of_class=True)


def _of_surname(name: Name, surname: str, told: _Told) -> tuple[Name, ...]:
    """How each other outlet introduces the same person, in its own words: with a role if it has one."""
    chosen: dict[str, Name] = {}
    charged: set[str] = set()
    for reading in told.others(name):
        s = reading.statement
        if s.sentence.section == "headline" or s.parse is None or surname not in s.text.casefold():
            continue
        for found in _bearers(s, s.parse, surname, told):
            if _heat_in(reading, found) >= LEAST_NAME:
                charged.add(s.outlet)
            known = chosen.get(s.outlet)
            if known is None or (" " in found.words and " " not in known.words):
                chosen[s.outlet] = found
    return tuple(chosen[key] for key in sorted(chosen) if key not in charged)


def _bearers(statement: Statement, parse: Parse, surname: str, told: _Told) -> Iterator[Name]:
    """The names with a surname, each with the role before it."""
    for i, token in enumerate(parse.tokens):
        if folded(token.text) != surname or token.dep in ("compound", "nmod", "poss"):
            continue
        found = _name(statement, parse, i, told)
        if token.dep == "appos" and parse.tokens[token.head].pos == "NOUN":
            whole = _name(statement, parse, token.head, told)
            if whole.start < found.start:
                found = replace(whole, end=max(whole.end, found.end), surname=surname)
        yield found


def _heat_in(reading: Reading, name: Name) -> float:
    return heat_of([c for c in reading.charges if name.start <= c.start and c.end <= name.end])


def _in_place(name: Name, told: _Told) -> tuple[Name, ...]:
    """The plain name that does or suffers the same in an aligned sentence, one an outlet."""
    chosen: dict[str, tuple[float, Name]] = {}
    for reading in told.others(name):
        s = reading.statement
        if not told.score(name.statement, s) or s.parse is None or s.sentence.section == "headline":
            continue
        for i, token in enumerate(s.parse.tokens):
            if token.pos not in ("NOUN", "PROPN") or token.dep in ("compound", "nmod", "amod"):
                continue
            if not (told.person(token) or _is_people(token)):
                continue
            found = _name(s, s.parse, i, told)
            if _calls_both(name, found) or _neutral(name) & _neutral(found):
                continue
            fit = _fit(name, found)
            if fit and not _heat_in(reading, found) and _own_or_told(s, found):
                known = chosen.get(s.outlet)
                if known is None or fit > known[0]:
                    chosen[s.outlet] = (fit, found)
    return tuple(chosen[key][1] for key in sorted(chosen))


def _own_or_told(statement: Statement, name: Name) -> bool:
    """A plain name in indirect speech is the outlet's choice as well; one in quotation marks is not."""
    return is_own(statement, name.start, name.end) or not any(
        a.quote_type == "direct" and a.content_start <= name.start < a.content_end
        for a in statement.attributions
    )


def _fit(a: Name, b: Name) -> float:
    """How far two names in aligned sentences stand in one place; 0 where they do not."""
    mine, theirs = _head_token(a), _head_token(b)
    head = stem(folded(mine.lemma)) == stem(folded(theirs.lemma))
    shared = len(_proper(a) & _proper(b))
    if not head and theirs.pos == "PROPN" and folded(theirs.text) in _proper(a) and a.surname is None:
        return 0.0  # whose people they are, not they
    if head or shared:
        return 2.0 * head + 2.0 * shared + (0.5 if _role(a) == _role(b) else 0.0)
    if _counted(b) and not _counted(a):
        return 0.0
    return 1.0 if _number(a) & _number(b) and _role(a) is not None and _role(a) == _role(b) else 0.0


def _calls_both(name: Name, plain: Name) -> bool:
    """Whether the charged sentence has the plain noun too, elsewhere: then it speaks of two."""
    text = name.statement.text
    rest = text[: name.start] + " " + text[name.end :]
    return stem(folded(_head_token(plain).lemma)) in content_stems(rest)


def _proper(name: Name) -> set[str]:
    parse = name.statement.parse
    inside = (t for t in parse.tokens if name.start <= t.start < name.end) if parse else ()
    return {folded(t.text) for t in inside if t.pos == "PROPN"}


def _role(name: Name) -> str | None:
    """What a name is to the main verb of what its sentence tells: does it, suffers it; None for all else."""
    parse = name.statement.parse
    token = _head_token(name)
    if parse is None or token.dep not in _ROLES:
        return None
    verb = parse.tokens[token.head]
    main = verb.dep == "ROOT" or (
        verb.dep == "ccomp" and parse.tokens[verb.head].dep == "ROOT" and _says(parse.tokens[verb.head])
    )
    return _ROLES[token.dep] if main and not _says(verb) else None


def _says(verb: Token) -> bool:
    return verb.lemma in _SAYING


def _counted(name: Name) -> bool:
    return bool(numbers(name.words))


def _number(name: Name) -> set[str]:
    """One, or several: a mob is both."""
    token = _head_token(name)
    if stem(folded(token.lemma)) in _COLLECTIVE:
        return {"one", "several"}
    return {"several" if token.tag in ("NNS", "NNPS") else "one"}


def _noun_at(parse: Parse, end: int) -> int | None:
    """The noun of which a word that ends at `end` is a part: `movement` of `the rebel movement`."""
    at = next((i for i, t in enumerate(parse.tokens) if t.end == end), None)
    while at is not None and parse.tokens[at].dep in ("compound", "amod", "nmod"):
        if parse.tokens[at].head <= at:
            return None
        at = parse.tokens[at].head
    return at


def _head_token(name: Name) -> Token:
    parse = name.statement.parse
    assert parse is not None, "names are made of parsed statements only"
    return parse.tokens[name.head]


def _class_of(name: Name) -> str | None:
    """The class of people whose hostile word the name is."""
    for start, _, target in _hostile().find(words_of(name.statement)):
        if name.start <= start < name.end:
            return target
    return None


def _neutral(name: Name) -> set[str]:
    """The classes of which a name has a neutral word: between two of these none is charged."""
    found = labels().find(words_of(name.statement))
    return {
        target
        for start, _, (target, charge) in found
        if charge == "neutral" and name.start <= start < name.end
    }


@cache
def _hostile() -> Lexicon[str]:
    """The hostile words of the classes of people, as nouns or before one: `terrorist gang`."""
    return Lexicon(
        (word, "x", one.target)
        for one in LABELS
        if one.target in _PERSONS and not one.loose
        for word, _, charge in one.words()
        if charge == "hostile"
    )


def _of_class(name: Name, target: str, told: _Told) -> tuple[Name, ...]:
    """The first neutral word of a class in each other outlet that has no charged one, of the same number."""
    chosen: dict[str, Name] = {}
    hostile: set[str] = set()
    for reading in told.others(name):
        s = reading.statement
        for start, end, (of, charge) in labels().find(words_of(s)):
            if of != target or s.parse is None:
                continue
            if charge == "hostile" and is_own(s, start, end):
                hostile.add(s.outlet)
            head = _noun_at(s.parse, end)
            if charge != "neutral" or head is None or s.sentence.section == "headline":
                continue
            found = _name(s, s.parse, head, told)
            if _number(found) & _number(name) and not _calls_both(name, found):
                chosen.setdefault(s.outlet, found)
    return tuple(chosen[key] for key in sorted(chosen) if key not in hostile)
