"""Which sentences are parsed: the dear part of reading, so only those whose grammar a judge may need."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from pipeline.core.groups import content_words, speaks_of_headline
from pipeline.model import Article, Parse, Sentence
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
    several origins.
    """
    chosen: dict[str, str] = {}
    for article_id, rows in sentences.items():
        headline = content_words(rows[0].text) if rows else frozenset()
        for row in rows:
            near = article_id in compared and (
                row.section == "headline" or speaks_of_headline(headline, content_words(row.text))
            )
            if row.sentence_id in aligned or near or reader.figures(row.text, latest[article_id]):
                chosen[row.sentence_id] = row.text
    return chosen


def parse_all(texts: Mapping[str, str], parser: Parser) -> dict[str, Parse]:
    """The parse of each text, by its key."""
    keys = sorted(texts)
    parses: dict[str, Parse] = {}
    for start in range(0, len(keys), PARSE_CHUNK):
        chunk = keys[start : start + PARSE_CHUNK]
        parses.update(zip(chunk, parser.parse([texts[k] for k in chunk]), strict=True))
    return parses
