"""Which sentences are parsed: the dear part of reading, so only those whose grammar a judge may need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import combinations

from pipeline.core.groups import MIN_SHARED, content_words, speaks_of_headline
from pipeline.model import Article, Figure, Parse, Sentence
from pipeline.ports import Parser
from pipeline.stages.reading import Reader

PARSE_CHUNK = 2_000  # sentences parsed at a time: bounds memory


def worth_parsing(
    sentences: Mapping[str, Sequence[Sentence]],
    latest: Mapping[str, Article],
    aligned: Collection[str],
    compared: Collection[str],
    reader: Reader,
) -> dict[str, str]:
    """sentence_id -> text of what is parsed of each article's sentences.

    `aligned` are the ids of sentences that have a counterpart elsewhere, `compared` those of articles whose story has
    several origins: of these, all sentences with figures and those that stand by the headline are parsed. Another
    article can clash with itself alone, so of it only the sentences whose figures may.
    """
    chosen: dict[str, str] = {}
    for article_id, rows in sentences.items():
        figures = {row.sentence_id: reader.figures(row.text, latest[article_id]) for row in rows}
        if article_id in compared:
            wanted = _by_headline(rows) | {key for key, found in figures.items() if found}
        else:
            wanted = _at_odds(rows, figures)
        chosen |= {r.sentence_id: r.text for r in rows if r.sentence_id in wanted or r.sentence_id in aligned}
    return chosen


def _by_headline(rows: Sequence[Sentence]) -> set[str]:
    headline = content_words(rows[0].text) if rows else frozenset()
    return {
        row.sentence_id
        for row in rows
        if row.section == "headline" or speaks_of_headline(headline, content_words(row.text))
    }


def _at_odds(rows: Sequence[Sentence], figures: Mapping[str, Sequence[Figure]]) -> set[str]:
    """The sentences of which another one has a figure of the same kind and another value, and some of the words."""
    words = {row.sentence_id: content_words(row.text) for row in rows if figures[row.sentence_id]}
    values = {key: _values(figures[key]) for key in words}
    found: set[str] = set()
    for a, b in combinations(words, 2):
        if len(words[a] & words[b]) >= MIN_SHARED and any(
            values[a][kind] != values[b][kind] for kind in values[a].keys() & values[b].keys()
        ):
            found |= {a, b}
    return found


def _values(figures: Sequence[Figure]) -> dict[str, set[tuple[float | None, float | None]]]:
    """Values by kind; of one thing an article gives many dates, and no judge sets them against each other."""
    by_kind: dict[str, set[tuple[float | None, float | None]]] = defaultdict(set)
    for figure in figures:
        if figure.kind != "date":
            by_kind[figure.kind].add((figure.value_low, figure.value_high))
    return by_kind


def parse_all(texts: Mapping[str, str], parser: Parser) -> dict[str, Parse]:
    """The parse of each text, by its key."""
    keys = sorted(texts)
    parses: dict[str, Parse] = {}
    for start in range(0, len(keys), PARSE_CHUNK):
        chunk = keys[start : start + PARSE_CHUNK]
        parses.update(zip(chunk, parser.parse([texts[k] for k in chunk]), strict=True))
    return parses
