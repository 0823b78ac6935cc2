"""A story's coverage over time: what each outlet published, changed and took over from another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from pipeline.report import phrases
from pipeline.report.charts import Chart, Dot, Shape
from pipeline.report.coverage import Column, Coverage, article_anchor
from pipeline.report.rows import ArticleRow
from pipeline.report.views import Event, Symbol, Timeline

MOST_ROWS = 24
WIDTH = 320
ROW = 38
TOP = 24
_NAME = 30  # characters
_MARKS: dict[str, tuple[Shape, bool, str, str, str]] = {  # shape, hollow, sign, word, meaning
    "published": ("circle", False, "●", "published", "at the time that the article gives"),
    "read": ("circle", True, "○", "read", "when it was read first; it gives no time of its own"),
    "updated": ("triangle-up", False, "▲", "updated", "at the time that the article gives"),
    "version": ("square", True, "□", "other text read", "another version was found at this time"),
    "copy": ("diamond", True, "◇", "copied", "another outlet brought out the same text"),
}
_ORDER = list(_MARKS)


def timeline(coverage: Coverage) -> Timeline:
    """Every known moment of a story, the earliest first; copies lie in the row of the text that they copy."""
    rows = []
    for column in coverage.columns:
        events = list(_events(coverage, column))
        if events:
            rows.append((min(e.time for e in events), column.name, column, events))
    rows.sort(key=lambda row: (row[0], row[1], row[2].outlet))
    everything = sorted((e for *_, events in rows for e in events), key=_place)
    drawn = rows[:MOST_ROWS]
    used = {e.mark.key for e in everything}
    return Timeline(
        events=tuple(everything),
        rows=tuple((phrases.shortened(name, _NAME), _folded(column)) for _, name, column, _ in drawn),
        chart=_chart([events for *_, events in drawn]),
        legend=tuple(_symbol(key) for key in _ORDER if key in used),
        more=len(rows) - len(drawn),
        described=(
            f"{phrases.plural(len(rows), 'outlet')}, {phrases.plural(len(everything), 'moment')}"
            f" from {phrases.clock(everything[0].time)} to {phrases.clock(everything[-1].time)}; the list has them all"
            if everything
            else ""
        ),
    )


def _events(coverage: Coverage, column: Column) -> Iterator[Event]:
    for article in column.articles:
        time = article.published_at or article.fetched_at
        if time:
            yield _event(article, time, "published" if article.published_at else "read")
        if article.modified_at and article.published_at and article.modified_at > article.published_at:
            yield _event(article, article.modified_at, "updated")
        for read in _rereadings(coverage, article):
            yield _event(article, read, "version")
        for copy in coverage.copies_of(article.article_id):
            out = copy.published_at or copy.fetched_at
            if out:
                yield _event(copy, out, "copy", article.outlet_name)


def _rereadings(coverage: Coverage, article: ArticleRow) -> list[datetime]:
    """When a text was found that differed from the one before."""
    earlier = {
        row.version: row.fetched_at for row in coverage.data.versions if row.article_id == article.article_id
    }
    times = earlier | {article.version: article.fetched_at} if earlier else {}
    return [time for version, time in sorted(times.items()) if time and version > min(times)]


def _event(article: ArticleRow, time: datetime, key: str, copy_of: str | None = None) -> Event:
    return Event(
        time=time,
        outlet=article.outlet_name,
        mark=_symbol(key),
        title=article.title,
        anchor=article_anchor(article.article_id),
        copy_of=copy_of,
    )


def _symbol(key: str) -> Symbol:
    _, _, sign, word, meaning = _MARKS[key]
    return Symbol(key=key, sign=sign, word=word, meaning=meaning)


def _place(event: Event) -> tuple[datetime, int, str, str]:
    return (event.time, _ORDER.index(event.mark.key), event.outlet, event.anchor)


def _folded(column: Column) -> str:
    if not column.copied_by:
        return ""
    copies = phrases.plural(len(column.copied_by), "outlet")
    return f"copied by {column.copied_by[0] if len(column.copied_by) == 1 else copies}"


def _chart(rows: Iterable[list[Event]]) -> Chart | None:
    dots = tuple(
        Dot(
            row=number,
            low=event.time.timestamp() * 1000,
            high=event.time.timestamp() * 1000,
            shape=_MARKS[event.mark.key][0],
            hollow=_MARKS[event.mark.key][1],
        )
        for number, events in enumerate(rows)
        for event in sorted(events, key=_place)
    )
    if len({dot.low for dot in dots}) < 2:
        return None
    count = max(dot.row for dot in dots) + 1
    return Chart(scale="utc", width=WIDTH, rows=count, row_height=ROW, top=TOP, dots=dots)
