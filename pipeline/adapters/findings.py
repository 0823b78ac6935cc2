"""Reads one finding and its story out of a published database, as the judges look at them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from pipeline import queries
from pipeline.adapters import published
from pipeline.errors import InputError
from pipeline.ids import text_hash
from pipeline.model import Article, Attribution, Evidence, Figure, Sentence, Statement, StoryCoverage

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A disagreement as it is published, its evidence, and the story with all that was read in it."""

    divergence_id: str
    scope: str
    kind: str
    subtype: str
    severity: float
    confidence: float
    explained_by: str | None
    summary: str
    evidence: tuple[Evidence, ...]
    story: StoryCoverage


def read_finding(database: Path, divergence_id: str) -> Finding:
    """The finding of that id. Raises InputError when there is none, WarehouseError without a database."""
    with published.reading(database) as connection:

        def rows(name: str, **values: str) -> list[Row]:
            result = published.ask(connection, queries.load(f"queries/why/{name}"), values)
            return [dict(zip(result.columns, row, strict=True)) for row in result.rows]

        found = rows("divergence", divergence_id=divergence_id)
        if not found:
            raise InputError(
                f"no divergence {divergence_id!r} in {database}; the view `divergences` has the ids"
            )
        told = found[0]
        both = {"divergence_id": divergence_id, "story_id": str(told.pop("story_id"))}
        evidence = tuple(Evidence(**row) for row in rows("evidence", divergence_id=divergence_id))
        statements = _statements(
            rows("sentences", **both), rows("figures", **both), rows("attributions", **both)
        )
        scores = {
            (row["sentence_a"], row["sentence_b"]): row["score"]
            for row in rows("alignments", story_id=both["story_id"])
        }
    return Finding(**told, evidence=evidence, story=_story(both["story_id"], statements, scores))


def _story(
    story_id: str, statements: Mapping[str, Statement], scores: Mapping[tuple[str, str], float]
) -> StoryCoverage:
    articles = {s.article.article_id: s.article for s in statements.values()}
    by_article: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements.values():
        by_article[statement.article.article_id].append(statement)
    return StoryCoverage(
        story_id=story_id,
        articles=tuple(articles[key] for key in sorted(articles)),
        origins={key: key for key in articles},
        statements=statements,
        by_article={
            key: tuple(s.id for s in sorted(rows, key=lambda s: s.sentence.position))
            for key, rows in by_article.items()
        },
        scores=scores,
    )


def _statements(
    sentences: Sequence[Row], figures: Sequence[Row], attributions: Sequence[Row]
) -> dict[str, Statement]:
    figures_of: dict[str, list[Row]] = defaultdict(list)
    said_in: dict[str, list[Row]] = defaultdict(list)
    for row in figures:
        figures_of[row["sentence_id"]].append(row)
    for row in attributions:
        said_in[row["sentence_id"]].append(row)
    found: dict[str, Statement] = {}
    for row in sentences:
        key, start = row["sentence_id"], row["char_start"]
        article = _article(row)
        found[key] = Statement(
            sentence=Sentence(**_of(Sentence, row), content_hash=article.content_hash),
            article=article,
            origin=article.article_id,
            figures=tuple(Figure(**_of(Figure, _lowered(f, start))) for f in figures_of[key]),
            attributions=tuple(Attribution(**_of(Attribution, _lowered(a, start))) for a in said_in[key]),
        )
    return found


_OFFSETS = (
    "char_start", "char_end", "source_start", "source_end", "cue_start", "cue_end", "content_start", "content_end",
)  # fmt: skip


def _lowered(row: Row, start: int) -> Row:
    """Offsets into the title or text, as offsets into a sentence that starts there."""
    moved = {k: row[k] - start for k in _OFFSETS if row.get(k) is not None}
    ids = row.get("content_sentence_ids")
    return {**row, **moved, **({} if ids is None else {"content_sentence_ids": tuple(ids)})}


def _of(record: type, row: Row) -> Row:
    """The columns that a record has."""
    names = {field.name for field in fields(record)}
    return {key: value for key, value in row.items() if key in names}


def _article(row: Row) -> Article:
    return Article(
        article_id=row["article_id"],
        content_hash=text_hash(row["title"], ""),
        version=row["version"],
        url=row["url"],
        canonical_url=row["url"],
        outlet=row["outlet"],
        title=row["title"],
        text="",
        published_at=row["published_at"],
        modified_at=row["modified_at"],
        fetched_at=row["fetched_at"],
        word_count=0,
    )
