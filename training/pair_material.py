"""What the pair model learns from: labelled pairs, pairs made by rules, and pairs of judged coverage."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from alignment import articles_of, as_article, encoder, labelled_stories, quotes_at, read
from made_pairs import made_pairs

from pipeline.adapters.pair_model import RELATIONS
from pipeline.adapters.parser import SpacyParser
from pipeline.core.sentences import sentences_of
from pipeline.core.text import content_stems, names, numbers

NOT_CONTRADICTED = 3  # in the place of a relation: either of the two others
NEAR = 0.25  # cosine from which two sentences of a story that nobody aligned are told apart
NEAR_TIMES = 0.8  # such pairs for each that says the same
OPENING = (14, 6, 4)  # sentences of an article's opening that are changed, by file
LENGTHS = range(30, 260)
SAME = {0: 0.0, 1: 0.7, 2: 1.0}  # what a labelled pair's grade is worth

_ENTAILED, _DENIED, _NEUTRAL = range(3)


@dataclass(frozen=True)
class Example:
    """Two sentences in their order; None where a label is not known."""

    a: str
    b: str
    relation: int | None  # a row of RELATIONS, or NOT_CONTRADICTED
    same: float | None
    weight: float = 1.0
    group: str = ""  # what folds keep together


def held_out(key: str, parts: int = 10) -> bool:
    """Whether a key belongs to the tenth that measures."""
    return int(hashlib.sha256(key.encode()).hexdigest()[:8], 16) % parts == 0


def fold_of(key: str, folds: int) -> int:
    """By a digest of the key, so that no other key changes it."""
    return zlib.crc32(key.encode()) % folds


def entailment_pairs(file: Path) -> list[Example]:
    """Pairs of `premise`, `hypothesis`, `label`; one premise is one group."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Example(r["premise"], r["hypothesis"], RELATIONS.index(r["label"]), None, group=r["premise"])
        for r in rows
        if r["label"] in RELATIONS
    ]


def news_pairs(file: Path) -> list[Example]:
    """Both directions of a labelled pair; one story is one group."""
    found = []
    for r in read(file):
        for a, b, relation in (("sent_a", "sent_b", "relation"), ("sent_b", "sent_a", "reverse")):
            found.append(
                Example(r[a], r[b], RELATIONS.index(r[relation]), SAME[r["same_claim"]], group=r["story"])
            )
    return found


def changed_pairs(texts: Sequence[str], draw: random.Random) -> list[Example]:
    """Sentences changed by rules; a change leaves what is spoken of, whether or not it still holds."""
    parses = SpacyParser().parse(texts)
    return [
        Example(a, b, RELATIONS.index(relation), 1.0, group="made")
        for a, b, relation in made_pairs(texts, draw, parses)
    ]


def openings(files: Sequence[Path], skipped: set[str], count: int) -> list[list[str]]:
    """The opening sentences of articles, an article a list; a seeded choice, `count` sentences in all."""
    chosen: list[list[str]] = []
    for number, file in enumerate(files):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        random.Random(5).shuffle(rows)
        taken = 0
        for row in rows:
            if taken >= count // len(files):
                break
            if row.get("story") in skipped:
                continue
            article = as_article({**row, "id": row["url"], "title": row.get("title") or ""})
            texts = [s.text for s in sentences_of(article) if len(s.text) in LENGTHS]
            chosen.append(texts[: OPENING[min(number, 2)]])
            taken += len(chosen[-1])
    return chosen


def neighbours(articles: Sequence[Sequence[str]]) -> list[Example]:
    """Two sentences of one article that share a name, a number or words: they say different things of one matter."""
    found = []
    for texts in articles:
        for a, b in zip(texts, texts[2:], strict=False):
            shared = len(names(a) & names(b)) + len(numbers(a) & numbers(b))
            shared += len(set(content_stems(a)) & set(content_stems(b)))
            if shared >= 2:
                found.append(Example(a, b, _NEUTRAL, 0.0, weight=0.7, group="made"))
    return found


def coverage_pairs(folder: Path) -> Iterator[Example]:
    """What the labels of a judged set tell of pairs of its sentences; one story is one group.

    Aligned sentences say the same; near ones that nobody aligned do not. Sides of a contradiction cannot both hold;
    what is aligned and in no contradiction or differing figure does not contradict.
    """
    apart, figures = _opposed(folder)
    draw = random.Random(11)
    for name, sentences, grades in labelled_stories(folder):
        texts = [s.text for s in sentences]
        vectors = encoder().encode(texts)
        cosines = vectors @ vectors.T
        positive = {(min(k), max(k)): g for k, g in grades.items()}
        keys = [(s.article_id, s.char_start, s.section) for s in sentences]
        told = {frozenset((keys[i], keys[j])): (i, j) for i, j in positive}
        for pair in sorted(apart, key=sorted):
            rows = [i for i, k in enumerate(keys) if k in pair]
            if len(rows) == 2:
                told.setdefault(pair, (rows[0], rows[1]))
        for pair, (i, j) in told.items():
            grade = positive.get((min(i, j), max(i, j)), 0)
            relation: int | None = NOT_CONTRADICTED
            if pair in apart:
                relation = _DENIED if apart[pair] else NOT_CONTRADICTED
            elif pair in figures:
                relation = None
            yield from _either_way(texts[i], texts[j], relation, SAME[grade] if grade else None, name)
        others = [
            (i, j)
            for i, j in zip(*np.nonzero(np.triu(cosines >= NEAR, 1)), strict=True)
            if sentences[i].article_id != sentences[j].article_id and (i, j) not in positive
        ]
        draw.shuffle(others)
        for i, j in others[: int(NEAR_TIMES * len(positive))]:
            yield from _either_way(texts[i], texts[j], None, 0.0, name)


def _either_way(a: str, b: str, relation: int | None, same: float | None, group: str) -> Iterator[Example]:
    yield Example(a, b, relation, same, group=group)
    yield Example(b, a, relation, same, group=group)


def _opposed(folder: Path) -> tuple[dict[frozenset, bool], set[frozenset]]:
    """(pairs on two sides of a judged contradiction, and whether it is one; pairs of figures or of certainty)."""
    sentences: dict[str, list] = defaultdict(list)
    articles = {a.article_id: a for _, found in articles_of(folder) for a in found}
    for article in articles.values():
        sentences[article.article_id] = sentences_of(article)

    def keys_of(side: dict) -> set[tuple]:
        return {
            (s.article_id, s.char_start, s.section)
            for article_id, quote in side["quotes"].items()
            for s in sentences[article_id]
            if quotes_at(s, articles[article_id], {quote})
        }

    claims: dict[frozenset, bool] = {}
    figures: set[frozenset] = set()
    for row in read(folder / "divergences.jsonl"):
        sides = [keys_of(side) for side in row["sides"]]
        pairs = [
            frozenset((x, y))
            for n, one in enumerate(sides)
            for other in sides[n + 1 :]
            for x in one
            for y in other
            if x[0] != y[0]
        ]
        if row["kind"] == "figure":
            figures.update(pairs)
        elif (row["kind"], row["subtype"]) == ("claim", "contradiction") and row.get("sure", 2) == 2:
            claims.update(dict.fromkeys(pairs, bool(row["expected"])))
        elif row["kind"] == "claim":
            figures.update(pairs)
    return claims, figures
