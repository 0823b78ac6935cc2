"""Building blocks of judges: evidence with exact words, divergences with stable ids, severity."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from pipeline.ids import content_id, normal_key
from pipeline.model import AlignedGroup, Article, Divergence, DivergenceKind, Evidence, Statement

LEAD = 3  # headline and the first sentences: what most readers see


def evidence(
    statement: Statement,
    *,
    value: str,
    start: int | None = None,
    end: int | None = None,
    side: int = 0,
) -> Evidence:
    """The words [start, end) of a statement's sentence (the whole sentence when left out).

    Offsets come in relative to the sentence and go out relative to the article's title or text.
    """
    sentence = statement.sentence
    first = 0 if start is None else start
    last = len(sentence.text) if end is None else end
    return Evidence(
        side=side,
        outlet=statement.article.outlet,
        article_id=statement.article.article_id,
        version=statement.article.version,
        sentence_id=sentence.sentence_id,
        char_start=sentence.char_start + first,
        char_end=sentence.char_start + last,
        quote=sentence.text[first:last],
        value=value,
    )


def absence(article: Article, *, value: str = "missing", side: int = 0) -> Evidence:
    """An article that lacks what others carry."""
    return Evidence(
        side=side,
        outlet=article.outlet,
        article_id=article.article_id,
        version=article.version,
        sentence_id=None,
        char_start=None,
        char_end=None,
        quote=None,
        value=value,
    )


def divergence(
    group: AlignedGroup,
    *,
    kind: DivergenceKind,
    subtype: str,
    thing: str,
    severity: float,
    confidence: float,
    summary: str,
    evidence: Iterable[Evidence],
    explained_by: Literal["time", "source"] | None = None,
) -> Divergence:
    """A divergence of the group with its id; sides are numbered anew, one for each value.

    `thing` is what is disagreed on, in normal form (`killed people`, `tallinn attack`), the same on
    every run and independent of the values found; it makes the id. What an article changes is a thing of that
    article alone.
    """
    key = normal_key(thing)
    if group.scope == "cross_version":
        key = f"{group.story.articles[-1].article_id} {key}"
    return Divergence(
        story_id=group.story.story_id,
        claim_id=group.claim_id,
        scope=group.scope,
        kind=kind,
        subtype=subtype,
        thing=key,
        severity=round(min(max(severity, 0.0), 1.0), 4),
        confidence=round(min(max(confidence, 0.0), 1.0), 4),
        explained_by=explained_by,
        summary=summary,
        evidence=number_sides(evidence),
        divergence_id=content_id("divergence", group.story.story_id, group.scope, kind, subtype, key),
    )


def number_sides(pieces: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Evidence sorted into sides 0, 1, …, one for each value; absences come last.

    Sides are in the order of their values, numbers before text, so that no order of input shows.
    """
    unique = {(p.value, p.article_id, p.char_start, p.char_end, p.sentence_id): p for p in pieces}
    chosen = list(unique.values())
    values = sorted({(p.sentence_id is None, p.value or "") for p in chosen}, key=_value_order)
    side_of = {value: n for n, value in enumerate(values)}
    numbered = [replace(p, side=side_of[p.sentence_id is None, p.value or ""]) for p in chosen]
    return tuple(
        sorted(numbered, key=lambda p: (p.side, p.outlet, p.article_id, p.char_start or 0, p.char_end or 0))
    )


def by_version(pieces: Iterable[Evidence]) -> str | None:
    """`12, then 14 (Herald)`: the words of each version of one article; None where it is not one's versions."""
    chosen = list(pieces)
    if len({p.article_id for p in chosen}) != 1 or len({p.version for p in chosen}) < 2:
        return None
    first: dict[int, str] = {}
    for piece in sorted(chosen, key=lambda p: (p.version, p.char_start or 0)):
        first.setdefault(piece.version, piece.quote or "")
    told = [words for n, words in enumerate(first.values()) if n == 0 or words != list(first.values())[n - 1]]
    return f"{', then '.join(told)} ({chosen[0].outlet})"


def severity(base: float, statements: Sequence[Statement], *, gap: float = 1.0) -> float:
    """How much a disagreement matters, 0–1: its kind's base weight, how prominent the words stand, how
    many independent origins are in it, and `gap` (0–1), the size of the disagreement itself.
    """
    if not statements:
        return 0.0
    prominent = sum(s.sentence.position <= LEAD for s in statements) / len(statements)
    origins = len({s.origin for s in statements})
    reach = min(origins, 5) / 5
    return round(base * (0.4 + 0.25 * prominent + 0.2 * reach + 0.15 * gap), 4)


def _value_order(key: tuple[bool, str]) -> tuple[bool, bool, float, str]:
    absent, value = key
    try:
        return (absent, False, float(value), value)
    except ValueError:
        return (absent, True, 0.0, value)
