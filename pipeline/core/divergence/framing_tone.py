"""One thing told in a charged tone by one outlet and plainly by others: sentences of a claim, and headlines.

The charged side is the hottest statement of each outlet that is hot, the plain side the statement of each other
outlet that fits it best. Officialese is the reverse: words that say less than the others' plain ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.core.divergence.framing_charge import Charge, Reading, is_own, words_of
from pipeline.core.framing.slant import grave, officialese
from pipeline.core.text import content_stems
from pipeline.model import AlignedGroup, Parse, Statement, StoryCoverage

HOT = 0.7  # heat from which a sentence is charged
HOT_HEADLINE = 0.6  # headlines are short: one word does it
COOL = 0.35  # heat up to which a statement is plain
MILD_WORDS = 0.75  # how seldom plain reports have the words that say less, together
SPOKEN_OF = 2  # words of a clause put in that others must have
MOST_WORDS = 9  # of a phrase shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Toned:
    """A charged statement with the words that charge it, and the plain ones on the same."""

    charged: Statement
    start: int
    end: int
    heat: float
    plain: tuple[Statement, ...]
    names_only: bool = False  # all that charges it is what somebody is called


def charged_in(group: AlignedGroup, readings: Mapping[str, Reading]) -> list[Toned]:
    """The hottest sentence of each outlet that others tell plainly; headlines are compared apart."""
    best: dict[str, Toned] = {}
    for statement in group.statements:
        reading = readings[statement.id]
        if statement.sentence.section == "headline" or reading.heat < HOT:
            continue
        plain = _plain_ones(reading, group.story, readings)
        reading = _on_the_matter(reading, plain)
        if not plain or reading.heat < HOT:
            continue
        start, end = phrase(reading)
        found = Toned(
            charged=statement,
            start=start,
            end=end,
            heat=reading.heat,
            plain=plain,
            names_only=all(c.tone == "people" for c in reading.charges),
        )
        known = best.get(statement.outlet)
        if known is None or found.heat > known.heat:
            best[statement.outlet] = found
    return [best[key] for key in sorted(best)]


def _plain_ones(
    reading: Reading, story: StoryCoverage, readings: Mapping[str, Reading]
) -> tuple[Statement, ...]:
    """The plain statement of each other outlet that is aligned best; none of an outlet that is charged there too."""
    chosen: dict[str, tuple[tuple[float, float, int], Statement]] = {}
    charged: set[str] = set()
    statement = reading.statement
    mine = set(content_stems(statement.text))
    for pair, score in story.scores.items():
        if statement.id not in pair:
            continue
        other = story.statements.get(pair[0] if pair[1] == statement.id else pair[1])
        if other is None or other.outlet == statement.outlet or other.origin == statement.origin:
            continue
        if other.sentence.section == "headline":
            continue
        if readings[other.id].heat > COOL or _has_charge(other, reading):
            charged.add(other.outlet)
            continue
        shared = len(mine & set(content_stems(other.text)))
        key = (score, float(shared), -other.sentence.position)
        if other.outlet not in chosen or key > chosen[other.outlet][0]:
            chosen[other.outlet] = (key, other)
    return tuple(chosen[key][1] for key in sorted(chosen) if key not in charged)


def _on_the_matter(reading: Reading, plain: Sequence[Statement]) -> Reading:
    """Without the charges in a clause put in (`who trousered …`) of which none of the others speaks."""
    parse = reading.statement.parse
    if parse is None:
        return reading
    theirs = {key for s in plain for key in content_stems(s.text)}
    aside = []
    for i, token in enumerate(parse.tokens):
        if token.dep in ("relcl", "appos", "acl"):
            start, end = _subtree(parse, i)
            if len(set(content_stems(reading.statement.text[start:end])) & theirs) < SPOKEN_OF:
                aside.append((start, end))
    return reading.without(aside)


def _subtree(parse: Parse, top: int) -> tuple[int, int]:
    inside, stack = [], [top]
    while stack:
        at = stack.pop()
        inside.append(at)
        stack += parse.children(at)
    return parse.tokens[min(inside)].start, parse.tokens[max(inside)].end


def _has_charge(other: Statement, reading: Reading) -> bool:
    """Whether another statement has the strongest charged words too, be it in quotation marks."""
    if not reading.charges:
        return False
    top = max(reading.charges, key=lambda c: (c.score, -c.start))
    words = set(content_stems(reading.statement.text[top.start : top.end]))
    return bool(words & set(content_stems(other.text)))


def charged_headline(
    headline: Statement, story: StoryCoverage, readings: Mapping[str, Reading]
) -> Toned | None:
    """A headline that is charged, while those of others are plain; None where it is as all are."""
    reading = readings[headline.id]
    if reading.heat < HOT_HEADLINE or not reading.charges:
        return None
    plain = []
    for article in story.articles:
        if article.outlet == headline.outlet or story.origins[article.article_id] == headline.origin:
            continue
        for key in story.by_article.get(article.article_id, ())[:1]:
            other = story.statements[key]
            cool = readings[key].heat <= COOL and not _has_charge(other, reading)
            if other.sentence.section == "headline" and cool:
                plain.append(other)
    if not plain:
        return None
    start, end = phrase(reading)
    return Toned(charged=headline, start=start, end=end, heat=reading.heat, plain=tuple(plain))


def softened_in(group: AlignedGroup, readings: Mapping[str, Reading]) -> list[Toned]:
    """Sentences that say less than an aligned one: the words of offices where others have a grave one."""
    found = []
    for statement in group.statements:
        if statement.sentence.section == "headline" or statement.sentence.is_quote:
            continue
        soft = [
            Charge(start=s, end=e, score=score, tone="soft")
            for s, e, score in officialese().find(words_of(statement))
            if is_own(statement, s, e)
        ]
        score = sum(c.score for c in soft)
        if score < MILD_WORDS or _graves(statement) or readings[statement.id].heat > COOL:
            continue
        plain = tuple(
            s
            for s in _plain_ones(Reading(statement=statement, charges=()), group.story, readings)
            if _graves(s) and not any(officialese().find(words_of(s)))
        )
        if plain:
            start, end = _around(statement.text, statement.parse, soft)
            found.append(Toned(charged=statement, start=start, end=end, heat=min(score, 1.0), plain=plain))
    return found


def _graves(statement: Statement) -> bool:
    return any(True for _ in grave().find(words_of(statement)))


def phrase(reading: Reading) -> tuple[int, int]:
    """The words that charge a statement, with what belongs to them: the strongest and those close by."""
    strongest = max(reading.charges, key=lambda c: (c.score, -c.start))
    near = [c for c in reading.charges if _close(reading.statement.text, strongest, c)]
    return _around(reading.statement.text, reading.statement.parse, near)


def clause_on(statement: Statement, texts: Sequence[str]) -> tuple[int, int]:
    """The clause of a statement that has most words in common with some texts; all of it without a parse."""
    parse = statement.parse
    if parse is None or statement.sentence.section == "headline":
        return 0, len(statement.text)
    theirs = {key for text in texts for key in content_stems(text)}
    best, chosen = -1, (0, len(statement.text))
    for i, token in enumerate(parse.tokens):
        if token.pos != "VERB" and token.dep != "ROOT":
            continue
        start, end = _clause(parse, i)
        words = statement.text[start:end].split()
        shared = len(theirs & set(content_stems(statement.text[start:end])))
        if 2 <= len(words) <= MOST_WORDS + 3 and shared > best:
            best, chosen = shared, (start, end)
    return chosen


def _clause(parse: Parse, verb: int) -> tuple[int, int]:
    """A verb with its subject, helpers, object and what is said of where and how."""
    inside, stack = (
        [verb],
        [
            k
            for k in parse.children(verb)
            if parse.tokens[k].dep not in ("advcl", "ccomp", "conj", "cc", "punct", "relcl")
        ],
    )
    while stack:
        at = stack.pop()
        inside.append(at)
        stack += [
            k for k in parse.children(at) if parse.tokens[k].dep not in ("relcl", "punct", "appos", "advcl")
        ]
    return parse.tokens[min(inside)].start, parse.tokens[max(inside)].end


def _close(text: str, a: Charge, b: Charge) -> bool:
    first, last = min(a.end, b.end), max(a.start, b.start)
    return first >= last or len(text[first:last].split()) <= MOST_WORDS - 4


def _around(text: str, parse: Parse | None, charges: Sequence[Charge]) -> tuple[int, int]:
    """From the first to the last of some words, with the noun or object that they are said of."""
    start, end = min(c.start for c in charges), max(c.end for c in charges)
    for i, token in enumerate(parse.tokens if parse else ()):
        if not start <= token.start < end or parse is None:
            continue
        for at in _belonging(parse, i):
            other = parse.tokens[at]
            first, last = min(start, other.start), max(end, other.end)
            if len(text[first:last].split()) <= MOST_WORDS:
                start, end = first, last
    return start, end


def _belonging(parse: Parse, i: int) -> Iterator[int]:
    """The noun that an adjective qualifies, the object of a verb, the words before a noun."""
    token = parse.tokens[i]
    if token.dep in ("amod", "compound"):
        yield token.head
    for kid in parse.children(i):
        dep = parse.tokens[kid].dep
        of_verb = token.pos == "VERB" and dep in ("dobj", "attr", "prt", "oprd")
        of_noun = token.pos in ("NOUN", "PROPN") and dep in ("det", "amod", "compound", "nummod", "poss")
        if of_verb or of_noun:
            yield kid
