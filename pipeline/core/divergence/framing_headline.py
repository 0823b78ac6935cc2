"""Headlines that say more than their body, or than the others' reports, bear out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.core.attributions.quotations import quotations
from pipeline.core.framing import lexicons
from pipeline.core.framing.matching import Word, sentence_words
from pipeline.core.text import folded
from pipeline.model import AlignedGroup, Statement, StoryCoverage


@dataclass(frozen=True, slots=True, kw_only=True)
class Overstatement:
    """Words of a headline that nothing below it repeats."""

    start: int
    end: int
    word: str


def overstatements(headline: Statement, story: StoryCoverage) -> list[Overstatement]:
    """Strong words of a headline, outside quotation marks, that its own body does not have in its own voice."""
    quoted = [(q.start, q.end) for q in quotations(headline.text)]
    words = [
        w
        for w in sentence_words(headline.text, headline.parse)
        if not any(s <= w.start and w.end <= e for s, e in quoted)
    ]
    found = []
    body = _body_keys(headline, story)
    for start, end, word in lexicons.headline_claims().find(words):
        inside = [w for w in words if start <= w.start < end]
        if not all(w.keys & body for w in inside):
            found.append(Overstatement(start=start, end=end, word=folded(word)))
    return found


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


def hedged_below(group: AlignedGroup) -> tuple[Statement, list[Statement]] | None:
    """The headline and the sentences of its body, when it states flat what all of them hold open."""
    headline = next((s for s in group.statements if s.sentence.section == "headline"), None)
    body = [s for s in group.statements if s.sentence.section == "body"]
    if headline is None or headline.stance != "states" or not body:
        return None
    if any(s.type == "hedge" for s in headline.framing) or headline.text.rstrip().endswith("?"):
        return None
    return (headline, body) if all(s.stance == "hedges" for s in body) else None


def first_words(words: Sequence[Word]) -> tuple[int, int]:
    return (words[0].start, words[-1].end) if words else (0, 0)
