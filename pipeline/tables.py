"""The one mapping between records and Arrow tables: what a Parquet file between stages holds.

A record type has one schema. Nested records (the evidence of a divergence) become lists of structs,
tuples become lists. Columns bear the names of the records' fields.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any, TypeVar

import pyarrow as pa

from pipeline.errors import StageError
from pipeline.model import (
    Alignment,
    Article,
    Attribution,
    Candidate,
    Claim,
    ClaimSentence,
    Divergence,
    Evidence,
    FeedState,
    Fetch,
    Figure,
    FramingSignal,
    KnownPage,
    Nearest,
    OutletStatus,
    Sentence,
    Story,
    StoryChange,
    SyndicationGroup,
)

R = TypeVar("R")

_TEXT = pa.string()
_TIME = pa.timestamp("us", tz="UTC")
_INT = pa.int32()
_LONG = pa.int64()
_REAL = pa.float64()
_FLAG = pa.bool_()
_TEXTS = pa.list_(pa.string())


def _schema(required: dict[str, pa.DataType], optional: dict[str, pa.DataType]) -> pa.Schema:
    return pa.schema(
        [pa.field(name, kind, nullable=False) for name, kind in required.items()]
        + [pa.field(name, kind) for name, kind in optional.items()]
    )


_EVIDENCE = _schema(
    {"side": _INT, "outlet": _TEXT, "article_id": _TEXT, "version": _INT},
    {
        "sentence_id": _TEXT,
        "char_start": _INT,
        "char_end": _INT,
        "quote": _TEXT,
        "value": _TEXT,
    },
)

SCHEMAS: dict[type, pa.Schema] = {
    Candidate: _schema(
        {"outlet": _TEXT, "url": _TEXT, "canonical_url": _TEXT, "feed_url": _TEXT, "also_in": _TEXTS},
        {
            "title": _TEXT,
            "published_at": _TIME,
            "announced_at": _TIME,
            "language": _TEXT,
            "byline": _TEXT,
            "credit": _TEXT,
            "source_name": _TEXT,
            "source_url": _TEXT,
        },
    ),
    FeedState: _schema(
        {"outlet": _TEXT, "feed_url": _TEXT, "kind": _TEXT, "consecutive_failures": _INT},
        {
            "last_tried_at": _TIME,
            "last_success_at": _TIME,
            "next_try_at": _TIME,
            "last_outcome": _TEXT,
            "last_reason": _TEXT,
            "entries_last": _INT,
            "etag": _TEXT,
            "last_modified": _TEXT,
        },
    ),
    Fetch: _schema(
        {
            "fetch_id": _TEXT,
            "outlet": _TEXT,
            "url": _TEXT,
            "outcome": _TEXT,
            "fetched_at": _TIME,
        },
        {
            "final_url": _TEXT,
            "status": _INT,
            "reason": _TEXT,
            "bytes": _LONG,
            "archive_file": _TEXT,
            "archive_offset": _LONG,
            "etag": _TEXT,
            "last_modified": _TEXT,
            "payload_digest": _TEXT,
        },
    ),
    KnownPage: _schema(
        {
            "outlet": _TEXT,
            "url": _TEXT,
            "canonical_url": _TEXT,
            "feed_url": _TEXT,
            "first_fetched_at": _TIME,
            "last_fetched_at": _TIME,
            "last_named_at": _TIME,
            "last_outcome": _TEXT,
        },
        {
            "title": _TEXT,
            "published_at": _TIME,
            "source_name": _TEXT,
            "etag": _TEXT,
            "last_modified": _TEXT,
            "payload_digest": _TEXT,
            "archive_file": _TEXT,
            "archive_offset": _LONG,
        },
    ),
    OutletStatus: _schema(
        {"outlet": _TEXT, "status": _TEXT, "candidates": _INT, "articles": _INT}, {"reason": _TEXT}
    ),
    Article: _schema(
        {
            "article_id": _TEXT,
            "content_hash": _TEXT,
            "version": _INT,
            "url": _TEXT,
            "canonical_url": _TEXT,
            "outlet": _TEXT,
            "title": _TEXT,
            "text": _TEXT,
            "word_count": _INT,
            "access": _TEXT,
        },
        {
            "first_seen_at": _TIME,
            "fetched_at": _TIME,
            "byline": _TEXT,
            "published_at": _TIME,
            "modified_at": _TIME,
            "date_source": _TEXT,
            "language": _TEXT,
            "page_type": _TEXT,
            "source_name": _TEXT,
            "fetch_id": _TEXT,
        },
    ),
    SyndicationGroup: _schema(
        {"syndication_id": _TEXT, "source_article_id": _TEXT, "article_ids": _TEXTS}, {}
    ),
    Story: _schema(
        {
            "story_id": _TEXT,
            "title": _TEXT,
            "article_ids": _TEXTS,
            "outlet_count": _INT,
            "origin_count": _INT,
            "status": _TEXT,
        },
        {"first_published_at": _TIME, "last_published_at": _TIME, "closes_at": _TIME},
    ),
    StoryChange: _schema({"story_id": _TEXT, "from_story_id": _TEXT, "change": _TEXT}, {}),
    Sentence: _schema(
        {
            "sentence_id": _TEXT,
            "article_id": _TEXT,
            "content_hash": _TEXT,
            "version": _INT,
            "position": _INT,
            "section": _TEXT,
            "text": _TEXT,
            "char_start": _INT,
            "char_end": _INT,
            "is_quote": _FLAG,
        },
        {},
    ),
    Figure: _schema(
        {
            "figure_id": _TEXT,
            "sentence_id": _TEXT,
            "char_start": _INT,
            "char_end": _INT,
            "text": _TEXT,
            "kind": _TEXT,
            "low_open": _FLAG,
            "high_open": _FLAG,
            "approximator": _TEXT,
        },
        {
            "value_low": _REAL,
            "value_high": _REAL,
            "unit": _TEXT,
            "precision": _TEXT,
            "referent": _TEXT,
            "as_of": _TIME,
            "as_of_basis": _TEXT,
            "attribution_id": _TEXT,
        },
    ),
    Attribution: _schema(
        {
            "attribution_id": _TEXT,
            "sentence_id": _TEXT,
            "quote_type": _TEXT,
            "content_start": _INT,
            "content_end": _INT,
            "content_sentence_ids": _TEXTS,
            "voiced": _FLAG,
        },
        {
            "source_text": _TEXT,
            "source": _TEXT,
            "cue": _TEXT,
            "source_start": _INT,
            "source_end": _INT,
            "cue_start": _INT,
            "cue_end": _INT,
        },
    ),
    FramingSignal: _schema(
        {
            "signal_id": _TEXT,
            "sentence_id": _TEXT,
            "char_start": _INT,
            "char_end": _INT,
            "type": _TEXT,
            "score": _REAL,
            "method": _TEXT,
        },
        {"target": _TEXT},
    ),
    Alignment: _schema(
        {
            "story_id": _TEXT,
            "sentence_a": _TEXT,
            "sentence_b": _TEXT,
            "similarity": _REAL,
            "score": _REAL,
        },
        {},
    ),
    Claim: _schema(
        {
            "claim_id": _TEXT,
            "story_id": _TEXT,
            "text": _TEXT,
            "sentence_ids": _TEXTS,
            "outlet_count": _INT,
            "origin_count": _INT,
        },
        {},
    ),
    Nearest: _schema({"sentence_id": _TEXT, "article_id": _TEXT, "similarity": _REAL}, {}),
    ClaimSentence: _schema({"claim_id": _TEXT, "sentence_id": _TEXT, "stance": _TEXT}, {}),
    Divergence: _schema(
        {
            "divergence_id": _TEXT,
            "story_id": _TEXT,
            "scope": _TEXT,
            "kind": _TEXT,
            "subtype": _TEXT,
            "thing": _TEXT,
            "severity": _REAL,
            "confidence": _REAL,
            "summary": _TEXT,
            "evidence": pa.list_(pa.struct(list(_EVIDENCE))),
        },
        {"claim_id": _TEXT, "explained_by": _TEXT},
    ),
}

_NESTED: dict[tuple[type, str], type] = {(Divergence, "evidence"): Evidence}


def to_table(record_type: type[R], records: Iterable[R]) -> pa.Table:
    """An Arrow table of records, one row each, in the order given."""
    schema = SCHEMAS[record_type]
    rows = list(records)
    columns = [[_cell(getattr(row, name)) for row in rows] for name in schema.names]
    return pa.Table.from_arrays(
        [pa.array(values, type=f.type) for values, f in zip(columns, schema, strict=True)],
        schema=schema,
    )


def from_table(record_type: type[R], table: pa.Table) -> list[R]:
    """The records of a table.

    Raises StageError when the table's columns are not those of the record type.
    """
    schema = SCHEMAS[record_type]
    if set(table.column_names) != set(schema.names):
        odd = sorted(set(table.column_names) ^ set(schema.names))
        raise StageError(
            f"a table of {record_type.__name__} records has other columns than this version writes "
            f"({', '.join(odd)}): delete the window's folder under var/runs and run it again"
        )
    columns = {name: table.column(name).to_pylist() for name in schema.names}
    return [
        record_type(**{name: _value(record_type, name, columns[name][i]) for name in schema.names})
        for i in range(table.num_rows)
    ]


def empty(record_type: type[R]) -> pa.Table:
    """A table of no records."""
    return to_table(record_type, ())


def _cell(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_cell(item) for item in value]
    if type(value) in (Evidence,):
        return {f.name: getattr(value, f.name) for f in fields(value)}
    return value


def _value(record_type: type, name: str, value: Any) -> Any:
    if isinstance(value, Sequence) and not isinstance(value, str):
        nested = _NESTED.get((record_type, name))
        return tuple(nested(**item) if nested else item for item in value)
    return value
