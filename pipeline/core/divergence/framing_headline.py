"""Headlines that say more than their body, or than the others' reports, bear out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.core.attributions.quotations import quotations
from pipeline.core.framing import lexicons
from pipeline.core.framing.matching import sentence_words
from pipeline.core.text import folded
from pipeline.model import AlignedGroup, Parse, Statement, StoryCoverage

_HELD_OPEN = re.compile(
    r"\b(?:questions?|doubts?|fears?|feared|probe|inquiry|why|how|what|claims?|row)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overstatement:
    """Words of a headline that nothing below it repeats."""

    start: int
    end: int
    word: str


def overstatements(headline: Statement, story: StoryCoverage) -> list[Overstatement]:
    """Strong words of a headline, outside quotation marks, that its own body does not have."""
    quoted = [(q.start, q.end) for q in quotations(headline.text)]
    words = [
        w
        for w in sentence_words(headline.text, headline.parse)
        if not any(s <= w.start and w.end <= e for s, e in quoted)
    ]
    claims = list(lexicons.headline_claims().find(words))
    body = _body_keys(headline, story) if claims else frozenset()
    return [
        Overstatement(start=start, end=end, word=folded(word))
        for start, end, word in claims
        if not all(w.keys & body for w in words if start <= w.start < end)
    ]


def says_too(found: Overstatement, headline: Statement, other: Statement) -> bool:
    """Whether another statement has the words as well."""
    keys = {k for w in sentence_words(other.text, other.parse) for k in w.keys}
    mine = [w for w in sentence_words(headline.text, headline.parse) if found.start <= w.start < found.end]
    return all(w.keys & keys for w in mine)


def _body_keys(headline: Statement, story: StoryCoverage) -> frozenset[str]:
    keys: set[str] = set()
    for key in story.by_article.get(headline.article.article_id, ()):
        statement = story.statements[key]
        if statement.sentence.section == "body":
            keys.update(k for w in sentence_words(statement.text, statement.parse) for k in w.keys)
    return frozenset(keys)


def others_on_it(headline: Statement, group: AlignedGroup) -> list[Statement]:
    """What other outlets set against a headline: their own headlines, and their sentences aligned with it."""
    story = group.story
    found: list[Statement] = []
    for article in story.articles:
        if article.outlet == headline.outlet or story.origins[article.article_id] == headline.origin:
            continue
        for key in story.by_article.get(article.article_id, ()):
            other = story.statements[key]
            if other.sentence.section == "headline" or group.score(headline, other) is not None:
                found.append(other)
    return found


def told_by_others(found: Overstatement, headline: Statement, group: AlignedGroup) -> bool:
    """Whether another outlet has the words anywhere in its articles: then the coverage bears them out."""
    return any(
        says_too(found, headline, other)
        for other in group.story.statements.values()
        if other.outlet != headline.outlet and other.origin != headline.origin
    )


def hedged_below(headline: Statement, group: AlignedGroup) -> list[Statement]:
    """The sentences of the body, when the headline states flat what all of them hold open."""
    body = [s for s in group.statements if s.sentence.section == "body"]
    if headline.stance != "states" or headline.text.rstrip().endswith("?"):
        return []
    if any(s.type == "hedge" for s in headline.framing) or _HELD_OPEN.search(headline.text):
        return []
    if headline.parse is None or not _states(headline.parse):
        return []  # names a thing, states nothing
    return body if all(s.stance == "hedges" for s in body) else []


def _states(parse: Parse) -> bool:
    """Whether somebody does something, or it is done: parsers take a first noun for a verb, but give it no subject."""
    return any(
        t.dep in ("nsubj", "nsubjpass") and parse.tokens[t.head].pos in ("VERB", "AUX") for t in parse.tokens
    )
