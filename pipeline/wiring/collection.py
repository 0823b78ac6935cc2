"""The collection's tasks, an outlet each, and what a window's collections left."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pipeline import __version__, tables
from pipeline.errors import InputError
from pipeline.model import Article, FeedState, Fetch, Outlet, OutletStatus, Window
from pipeline.stages import discover, extract, fetch, handover, load
from pipeline.stages.import_pages import STAGE as IMPORT
from pipeline.stages.recorder import Collector
from pipeline.wiring.adapters import now, outlet_ids, outlets, purged, settings

if TYPE_CHECKING:
    from pipeline.adapters.hosts import Hosts

KNOWN_SPAN = timedelta(days=7)  # a page neither asked for nor named in these days is forgotten
EARLIER_SPAN = timedelta(days=14)  # in which earlier versions of an article are looked for
_STOP = threading.Event()  # set while collecting in this process is being broken off
_SLACK = timedelta(days=2)  # a collection's window begins at most this long before or after its fetches


def collect_outlet(outlet_id: str, window: Window) -> dict[str, Any]:
    """Discovers, fetches and extracts one outlet's articles.

    Raises InputError for an outlet that the outlets file does not know.
    """
    outlet, collector = known_outlet(outlet_id), _collector()
    found = discover.run(outlet, window, collector, discover.last_known(collector.runs, outlet_id, window))
    known = fetch.known_pages(collector.runs, outlet_id, window, KNOWN_SPAN)
    fetches = fetch.run(outlet, window, collector, found.candidates, known, KNOWN_SPAN)
    extracted = extract.run(outlet, window, collector.var, fetches)
    status = tables.from_table(OutletStatus, handover.read(extracted.status))[0]
    return {
        "articles": str(extracted.articles),
        "outlet": outlet_id,
        "status": status.status,
        "candidates": status.candidates,
        "found": status.articles,
    }


def collect_outlets(
    outlet_ids: Sequence[str], window: Window
) -> Iterator[tuple[str, dict[str, Any] | Exception]]:
    """Collects outlets side by side, at most `[web] outlets_at_once`; yields each as it ends, with its failure.

    Mostly it waits for sites, so threads of one process do. When the caller stops, or is interrupted, those
    under way break off at their next page.
    """
    from concurrent.futures import ThreadPoolExecutor, as_completed

    pool = ThreadPoolExecutor(settings().web.outlets_at_once, thread_name_prefix="collect")
    try:
        jobs = {pool.submit(collect_outlet, outlet_id, window): outlet_id for outlet_id in outlet_ids}
        for job in as_completed(jobs):
            error = job.exception()
            if isinstance(error, Exception):
                yield jobs[job], error
            else:
                yield jobs[job], job.result()
    finally:
        _STOP.set()
        pool.shutdown(cancel_futures=True)
        _STOP.clear()


def tell_failed(outlet_id: str, window: Window, reason: str) -> None:
    """Leaves word, for the report, of an outlet whose collection broke off."""
    load.tell_status(settings().runs, window, outlet_id, "failed", reason)


def load_window(window: Window, only: Sequence[str] = ()) -> dict[str, Any]:
    """Merges what a collection window's outlets left; of a run for `only` some, others are not missed."""
    where = load.run(settings().runs, window, _asked(window, only) if only else outlet_ids())
    rows = tables.from_table(OutletStatus, handover.read(where.statuses))
    told: dict[str, int] = {
        status: sum(r.status == status for r in rows) for status in sorted({r.status for r in rows})
    }
    return {"articles": str(where.articles), "found": sum(r.articles for r in rows), **told}


def _asked(window: Window, only: Sequence[str]) -> list[str]:
    """The outlets named, and those that were collected in the window before: their articles stay."""
    before = {o for o in outlet_ids() if extract.paths(settings().runs, window, o).status.exists()}
    return sorted({*only, *before})


def known_outlet(outlet_id: str) -> Outlet:
    """An outlet of the outlets file. Raises InputError for one that was taken down, and for any other."""
    if outlet_id in purged().outlets:
        raise InputError(
            f"{outlet_id}: was taken down; `parallax purge --undo {outlet_id}` lets it be collected"
        )
    for outlet in outlets():
        if outlet.outlet_id == outlet_id:
            return outlet
    names = ", ".join(o.outlet_id for o in outlets())
    raise InputError(f"{settings().outlets_file}: has no outlet {outlet_id!r}; it has {names}")


def window_articles(window: Window) -> list[Article]:
    """All article versions that were seen first in the window, with the earlier versions of those articles, sorted.

    Versions are numbered over all collections of the days before, whichever window is compared: a text that an
    earlier window saw is not compared again, and what was fetched later is not known yet.
    """
    found = [
        article
        for folder in _collections(window)
        for article in _rows(Article, folder / "articles.parquet")
        if article.fetched_at and window.start <= article.fetched_at < window.end
    ]
    before = Window(start=window.start - EARLIER_SPAN, end=window.start)
    known = load.with_versions([*found, *_earlier(before, {a.article_id for a in found})])
    gone = purged().covers
    changed = {a.article_id for a in known if window.saw(a)}
    return [a for a in known if a.article_id in changed and not gone(a.outlet, a.url, a.canonical_url)]


def _earlier(span: Window, article_ids: set[str]) -> Iterator[Article]:
    """What collections loaded of these articles in an earlier span; of their tables, only those rows are read."""
    import pyarrow as pa
    import pyarrow.compute as pc

    wanted = pa.array(sorted(article_ids), type=pa.string())
    for folder in _collections(span):
        path = folder / "articles.parquet"
        if not path.exists():
            continue
        table = handover.read(path)
        if "article_id" in table.column_names:
            table = table.filter(pc.is_in(table.column("article_id"), value_set=wanted))
        for article in tables.from_table(Article, table):
            if article.fetched_at and span.start <= article.fetched_at < span.end:
                yield article


def window_fetches(window: Window) -> list[Fetch]:
    """All requests whose time lies in the window."""
    return [
        row
        for folder in _collections(window)
        for row in _rows(Fetch, folder / "fetches.parquet")
        if window.start <= row.fetched_at < window.end
    ]


def window_feeds(window: Window) -> list[FeedState]:
    """The last state of each feed that the window's collections told."""
    last: dict[tuple[str, str], FeedState] = {}
    for folder in _collections(window):
        for row in _rows(FeedState, folder / "feeds.parquet"):
            last[row.outlet, row.feed_url] = row
    return [last[key] for key in sorted(last)]


def window_statuses(window: Window) -> list[OutletStatus]:
    """How each outlet's collections in the window went, taken together."""
    told: dict[str, list[OutletStatus]] = defaultdict(list)
    for folder in _collections(window, slack=timedelta()):
        for row in _rows(OutletStatus, folder / "statuses.parquet"):
            told[row.outlet].append(row)
    return [_together(outlet, told[outlet]) for outlet in sorted(told)]


def _together(outlet: str, rows: Sequence[OutletStatus]) -> OutletStatus:
    kinds = {r.status for r in rows}
    status: Literal["fetched", "partial", "blocked", "failed"] = "partial"
    if len(kinds) == 1:
        status = rows[0].status
    elif kinds == {"blocked", "failed"}:
        status = "failed"
    reasons = sorted({r.reason for r in rows if r.reason})
    return OutletStatus(
        outlet=outlet,
        status=status,
        candidates=sum(r.candidates for r in rows),
        articles=sum(r.articles for r in rows),
        reason="; ".join(reasons) or None,
    )


def _collections(window: Window, slack: timedelta = _SLACK) -> Iterator[Path]:
    """Folders of the collections and imports near a window, in the order of their times."""
    runs = settings().runs
    for folder in sorted(runs.iterdir()) if runs.is_dir() else ():
        span = handover.window_of_key(folder.name)
        if span is None or not (span.start < window.end + slack and span.end > window.start - slack):
            continue
        if (folder / load.STAGE).is_dir():
            yield folder / load.STAGE
        yield from sorted(p for p in (folder / IMPORT).glob("*") if p.is_dir())


def _rows(record_type: type, path: Path) -> list[Any]:
    return tables.from_table(record_type, handover.read(path)) if path.exists() else []


def _collector() -> Collector:
    from pipeline.adapters.http import WebClient

    web, hosts = settings().web, _hosts()

    def open_web(outlet: Outlet) -> WebClient:
        return WebClient(web, clock=now, allow_private=outlet.allow_private, hosts=hosts)

    return Collector(
        var=settings().var,
        web=web,
        clock=now,
        open_web=open_web,
        software=f"parallax/{__version__}",
        stopped=_STOP.is_set,
        purged=purged(),
    )


@lru_cache(maxsize=1)
def _hosts() -> Hosts:
    """The delays and rests of hosts, which all collections of this process share."""
    from pipeline.adapters.hosts import Hosts

    return Hosts(settings().web.delay_seconds)
