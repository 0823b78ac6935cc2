"""Renders the report: one static folder, written aside and swapped in by rename."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import StageError, WarehouseError
from pipeline.report import phrases, syndicating
from pipeline.report.charts import draw
from pipeline.report.outlets import outlet_pages
from pipeline.report.pages import index_page, night_head, story_page
from pipeline.report.reading import export, read
from pipeline.report.rows import ReportData
from pipeline.report.status import NightStatus, ReportSummary

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = Path(__file__).parent / "templates"
_BESIDE = ("report.css", "report.js")


def render(
    database: Path, folder: Path, *, run_date: date, now: datetime, night: NightStatus
) -> ReportSummary:
    """Writes the report of a night into `folder`: `index.html`, a page a story, one style sheet.

    Reads the published database only, and shows the runs of `run_date`, or of the newest date before it.
    Equal arguments and an equal database give equal bytes. The folder is written aside and put in place by
    rename, so a rendering that fails leaves the report that was there. After a failed night without any
    database the report says just that.

    Raises WarehouseError when the database is missing or lacks a view, StageError when the folder cannot
    be written.
    """
    data = _data(database, run_date, night)
    stories = tuple(story_page(story) for story in data.stories)
    outlets = outlet_pages(data, stories, night)
    index = index_page(data, stories, night)
    head = night_head(data, night, run_date, now)
    drawn = draw(chart for story in stories for chart in story.charts)
    environment = _environment()
    story_template = environment.get_template("story.html")
    outlet_template = environment.get_template("outlet.html")
    with _replaced(folder) as fresh:
        for name in _BESIDE:
            _write(fresh / name, (_TEMPLATES / name).read_text(encoding="utf-8"))
        for story in stories:
            _write(fresh / story.page, story_template.render(page=story, night=head, drawn=drawn))
        for outlet in outlets:
            _write(fresh / outlet.page, outlet_template.render(page=outlet, night=head))
        _write(fresh / "index.html", environment.get_template("index.html").render(page=index, night=head))
        (fresh / "divergences.atom").write_bytes(syndicating.atom(index, run_date, now))
        letter = environment.get_template("digest.html").render(
            page=index, night=head, most=syndicating.IN_DIGEST
        )
        (fresh / "digest.eml").write_bytes(syndicating.digest(index, head, letter))
        if database.is_file():
            export(database, fresh, data)
        size = sum(file.stat().st_size for file in fresh.rglob("*") if file.is_file())
    found = [d for story in stories for d in story.divergences]
    return ReportSummary(
        folder=folder,
        index=folder / "index.html",
        stories=len(stories),
        conflicts=sum(d.is_conflict for d in found),
        updates=sum(d.is_update for d in found),
        low_confidence=sum(d.is_low for d in found),
        bytes=size,
    )


def _data(database: Path, run_date: date, night: NightStatus) -> ReportData:
    if database.is_file():
        return read(database, run_date)
    if night.status == "failed":
        return ReportData()
    raise WarehouseError(f"{database}: no published database to report on; run the comparison first")


@contextmanager
def _replaced(folder: Path) -> Iterator[Path]:
    """A new folder beside `folder`, put in its place when the block ends well, removed when it does not."""
    fresh = folder.with_name(f".{folder.name}.new")
    aside = folder.with_name(f".{folder.name}.old")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        if aside.exists() and not folder.exists():  # a rendering was stopped between its two renames
            aside.rename(folder)
        for left in (fresh, aside):
            shutil.rmtree(left, ignore_errors=True)
        fresh.mkdir()
        try:
            yield fresh
            if folder.exists():
                folder.rename(aside)
            fresh.rename(folder)
        except BaseException:
            if aside.exists() and not folder.exists():
                aside.rename(folder)
            shutil.rmtree(fresh, ignore_errors=True)
            raise
        shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        raise StageError(f"{folder}: the report cannot be written: {error}") from error


def _write(file: Path, content: str) -> None:
    # a lone surrogate from the web is no reason to fail
    file.write_bytes(content.encode("utf-8", "replace"))


def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["moment"] = phrases.moment
    environment.filters["iso"] = _iso
    environment.filters["clock"] = phrases.clock
    environment.globals["plural"] = phrases.plural
    return environment


def _iso(time: datetime) -> str:
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
