"""The collection's tasks, an outlet each, and what a window's collections left."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from pipeline import __version__, tables
from pipeline.errors import InputError
from pipeline.model import Article, FeedState, Fetch, Outlet, OutletStatus, Window
from pipeline.stages import discover, extract, fetch, handover, load
from pipeline.stages.recorder import Collector
from pipeline.wiring.adapters import now, outlet_ids, outlets, settings

KNOWN_SPAN = timedelta(days=7)  # a page neither asked for nor named in these days is forgotten
EARLIER_SPAN = timedelta(days=14)  # in which earlier versions of an article are looked for
_SLACK = timedelta(days=2)  # a collection's window begins at most this long before or after its fetches
_KEY = re.compile(r"(\d{8}T\d{6}Z)-(\d{8}T\d{6}Z)")
_FORM = "%Y%m%dT%H%M%SZ"


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
    """An outlet of the outlets file. Raises InputError, naming those there are, for another."""
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
    changed = {a.article_id for a in known if window.saw(a)}
    return [a for a in known if a.article_id in changed]


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
    """Folders of the collections near a window, in the order of their times."""
    runs = settings().runs
    for folder in sorted(runs.iterdir()) if runs.is_dir() else ():
        key = _KEY.fullmatch(folder.name)
        if not key or not (folder / load.STAGE).is_dir():
            continue
        start, end = (datetime.strptime(part, _FORM).replace(tzinfo=UTC) for part in key.groups())
        if start < window.end + slack and end > window.start - slack:
            yield folder / load.STAGE


def _rows(record_type: type, path: Path) -> list[Any]:
    return tables.from_table(record_type, handover.read(path)) if path.exists() else []


def _collector() -> Collector:
    from pipeline.adapters.http import WebClient

    web = settings().web

    def open_web(outlet: Outlet) -> WebClient:
        return WebClient(web, clock=now, allow_private=outlet.allow_private)

    return Collector(
        var=settings().var, web=web, clock=now, open_web=open_web, software=f"parallax/{__version__}"
    )
