"""Reads the published views, a few statements for all stories at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from pipeline.errors import WarehouseError
from pipeline.queries import load
from pipeline.report.exports import write_exports
from pipeline.report.rows import (
    ArticleRow,
    ClaimRow,
    CountsRow,
    DivergenceRow,
    EvidenceRow,
    FeedRow,
    FigureRow,
    MeasureRow,
    OutletFacts,
    OutletRow,
    QuotationRow,
    ReportData,
    RunRow,
    SentenceRow,
    StoryData,
    StoryRow,
    VersionRow,
    WordRow,
)

if TYPE_CHECKING:
    import duckdb


class _OfStory(Protocol):
    @property
    def story_id(self) -> str: ...


R = TypeVar("R")
S = TypeVar("S", bound=_OfStory)


def read(database: Path, run_date: date) -> ReportData:
    """What the database tells of the runs of a date.

    Raises WarehouseError when the database cannot be opened or lacks a view of the public interface.
    """
    with _opened(database) as connection:
        return _read(connection, run_date)


def export(database: Path, folder: Path, data: ReportData) -> None:
    """Writes the rows that `data` rests on beside the pages. Raises WarehouseError as `read` does."""
    with _opened(database) as connection:
        write_exports(
            connection, folder, [run.run_id for run in data.runs], [s.story.story_id for s in data.stories]
        )


@contextmanager
def _opened(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    import duckdb

    try:
        with duckdb.connect(
            str(database), read_only=True, config={"enable_external_access": "false"}
        ) as connection:
            connection.execute("SET TimeZone = 'UTC'")
            yield connection
    except duckdb.Error as error:
        raise WarehouseError(
            f"{database}: the report cannot read the published database: {error}; publish it again"
        ) from error


def _read(connection: duckdb.DuckDBPyConnection, run_date: date) -> ReportData:
    runs = _rows(connection, RunRow, "runs", run_date=run_date)
    run_ids = [run.run_id for run in runs]
    stories = _rows(connection, StoryRow, "stories", runs=run_ids)
    ids = [story.story_id for story in stories]
    articles = _by_story(connection, ArticleRow, "articles", ids)
    versions = _by_story(connection, VersionRow, "versions", ids)
    sentences = _by_story(connection, SentenceRow, "sentences", ids)
    claims = _by_story(connection, ClaimRow, "claims", ids)
    figures = _by_story(connection, FigureRow, "figures", ids)
    quotations = _by_story(connection, QuotationRow, "quotations", ids)
    words = _by_story(connection, WordRow, "words", ids)
    divergences = _by_story(connection, DivergenceRow, "divergences", ids, runs=run_ids)
    evidence = _by_story(connection, EvidenceRow, "evidence", ids)
    return ReportData(
        runs=tuple(runs),
        counts=_rows(connection, CountsRow, "counts")[0],
        outlets=tuple(_rows(connection, OutletRow, "outlets")),
        facts=tuple(_rows(connection, OutletFacts, "outlet_pages")),
        measures=tuple(_rows(connection, MeasureRow, "measures")),
        feeds=tuple(_rows(connection, FeedRow, "health")),
        stories=tuple(
            StoryData(
                story=story,
                articles=articles[story.story_id],
                versions=versions[story.story_id],
                sentences=sentences[story.story_id],
                claims=claims[story.story_id],
                figures=figures[story.story_id],
                quotations=quotations[story.story_id],
                words=words[story.story_id],
                divergences=divergences[story.story_id],
                evidence=evidence[story.story_id],
            )
            for story in stories
        ),
    )


def _rows(
    connection: duckdb.DuckDBPyConnection, record_type: type[R], name: str, **parameters: Any
) -> list[R]:
    answer = connection.execute(load(f"report/{name}"), parameters or None)
    return [record_type(**row) for row in answer.to_arrow_table().to_pylist()]


def _by_story(
    connection: duckdb.DuckDBPyConnection,
    record_type: type[S],
    name: str,
    stories: list[str],
    **parameters: Any,
) -> defaultdict[str, tuple[S, ...]]:
    lists: dict[str, list[S]] = defaultdict(list)
    for row in _rows(connection, record_type, name, stories=stories, **parameters):
        lists[row.story_id].append(row)
    return defaultdict(tuple, {story: tuple(rows) for story, rows in lists.items()})
