"""`parallax compare`: coverage that somebody already has, compared in one process without a network."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from pipeline import wiring
from pipeline.adapters import warehouse
from pipeline.adapters.coverage import read_coverage, window_of
from pipeline.adapters.languages import detect
from pipeline.console import ConsoleProgress, log_event, print_table
from pipeline.errors import InputError
from pipeline.model import Article, Window
from pipeline.registry import load_finders, load_judges
from pipeline.stages import align, compare, group, load
from pipeline.stages.align import Aligned
from pipeline.stages.compare_stories import Compared
from pipeline.stages.group import Grouped

T = TypeVar("T")


def run(source: Path, database: Path, report: Path | None) -> int:
    """Compares the articles of `source` and writes them into `database`; returns the exit status.

    Raises InputError for a file that cannot be used and WarehouseError for a database that cannot be
    written; what the database held is then untouched.
    """
    _check_target(database)
    started = wiring.now()
    articles = load.with_versions(read_coverage(source, detect))
    log_event("read", file=source.name, articles=len(articles))
    with_models = wiring.settings().models
    grouped = _told(
        "grouped",
        lambda: group.run(
            articles, wiring.encoder(), wiring.settings().comparison, with_models.languages, wiring.owner_of()
        ),
    )
    aligned = _told("aligned", lambda: _align(articles, grouped))
    compared = _told("judged", lambda: _compare(articles, grouped, aligned))
    window = window_of(articles)
    content = _content(window, articles, grouped, aligned, compared, started)
    counts = _told("stored", lambda: warehouse.write_window(database, content, replace_urls=True))
    rows: list[tuple[str, object]] = [*counts.items(), ("alignments", len(aligned.alignments))]
    rows += [*compared.account.told(), ("database", database)]
    if report is not None:
        rows.append(("report", _report(database, report, window, articles)))
    print_table(rows, "compared")
    return 0


def _check_target(database: Path) -> None:
    """Refuses an unusable database before the long work, not after it."""
    if database.is_dir():
        raise InputError(f"{database}: is a folder; name a file for the database")
    if database.exists():
        with warehouse.connect(database):
            pass


def _align(articles: list[Article], grouped: Grouped) -> Aligned:
    progress = ConsoleProgress("articles aligned", len(articles))
    chosen = wiring.settings()
    found = align.run(
        articles,
        grouped,
        wiring.sentence_encoder(),
        chosen.comparison,
        chosen.models.languages,
        progress,
        wiring.spreader(),
    )
    progress.close()
    log_event("embedded", sentences=found.embedded, of=len(found.sentences))
    return found


def _compare(articles: list[Article], grouped: Grouped, aligned: Aligned) -> Compared:
    progress = ConsoleProgress("stories judged", len(grouped.stories))
    found = compare.run(
        articles,
        wiring.stories_aligned(aligned, grouped),
        finders=load_finders(wiring.settings().comparison),
        judges=load_judges(),
        parser=wiring.parser(),
        languages=wiring.settings().models.languages,
        progress=progress,
        wording=wiring.wording(),
        spread=wiring.spreader(),
        pair_model=wiring.pair_model(),
    )
    progress.close()
    return found


def _content(
    window: Window,
    articles: list[Article],
    grouped: Grouped,
    aligned: Aligned,
    compared: Compared,
    started: datetime,
) -> warehouse.WindowContent:
    known = {a.outlet for a in articles}
    return warehouse.WindowContent(
        window=window,
        started_at=started,
        finished_at=wiring.now(),
        versions=wiring.versions(),
        outlets=tuple(o for o in wiring.outlets() if o.outlet_id in known),
        articles=articles,
        copies=grouped.syndication,
        stories=grouped.stories,
        sentences=aligned.sentences,
        alignments=aligned.alignments,
        claims=aligned.claims,
        claim_sentences=compared.claim_sentences,
        figures=compared.figures,
        attributions=compared.attributions,
        framing=compared.framing,
        divergences=compared.divergences,
    )


def _report(database: Path, folder: Path, window: Window, articles: list[Article]) -> Path:
    from pipeline.report.build import render
    from pipeline.report.status import NightStatus

    fetched = [a.fetched_at for a in articles if a.fetched_at]
    night = NightStatus(data_as_of=max(fetched, default=None))
    return render(database, folder, run_date=window.run_date, now=wiring.now(), night=night).index


def _told(event: str, work: Callable[[], T]) -> T:
    began = time.monotonic()
    result = work()
    log_event(event, seconds=round(time.monotonic() - began, 1))
    return result
