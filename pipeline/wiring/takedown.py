"""`parallax purge`: a page or an outlet erased from everything that is kept, and kept from coming back.

The takedown is on the list before anything is erased, unfinished. Every step can be done again, so that one that was
killed is ended by the next: archive and hand-over files, the warehouse in one transaction, a fresh file of it
without the erased bytes, the published copy, the reports.
"""

from __future__ import annotations

import html
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

from pipeline import queries
from pipeline.adapters import purges, warehouse, warehouse_erasing
from pipeline.adapters.verdicts import VerdictStore
from pipeline.core.purges import Purge, Purged, purged_of
from pipeline.core.urls import canonical_url
from pipeline.errors import InputError
from pipeline.model import Window
from pipeline.stages import erase, publish
from pipeline.wiring.adapters import now, outlets, settings, vectors_folder
from pipeline.wiring.publication import publish_copy, stored_night

_STALE_DRAFT = timedelta(
    hours=1
)  # a draft that nobody has written to for so long was left by a killed process


def takedown_of(target: str, reason: str | None) -> Purge:
    """What a purge of `target`, a URL or an outlet's id, would take down.

    Raises InputError for what is neither.
    """
    if "://" in target:
        canonical = canonical_url(target)
        if canonical is None:
            raise InputError(f"{target}: is no web address; give it as it stands in `articles.url`")
        held = _known_addresses(purged_of([_takedown("url", target, reason, (target, canonical))]))
        urls = tuple(dict.fromkeys((target, canonical, *held)))
        return _takedown("url", target, reason, urls)
    if target not in {o.outlet_id for o in outlets()} | _stored_outlets():
        raise InputError(
            f"{target}: is neither a web address nor an outlet; `parallax outlets list` names them"
        )
    return _takedown("outlet", target, reason, ())


def purge(takedown: Purge) -> dict[str, Any]:
    """Takes down for good. What has been taken down before is on the list once, and is erased again."""
    others = [
        p for p in purges.read(settings().var) if (p.kind, p.target) != (takedown.kind, takedown.target)
    ]
    purges.write(settings().var, [*others, replace(takedown, finished=False)])
    return _erase([takedown], others)


def purge_again() -> dict[str, Any]:
    """Erases everything on the list anew: after a back-up was restored, or a purge was killed."""
    return _erase(purges.read(settings().var), [])


def end_unfinished() -> int:
    """Ends the takedowns that were broken off; returns how many there were."""
    rows = purges.read(settings().var)
    left = [p for p in rows if not p.finished]
    if left:
        _erase(left, [p for p in rows if p.finished])
    return len(left)


def undo(target: str) -> None:
    """Takes a takedown off the list, so that its page or outlet may be collected again. Nothing erased comes back.

    Raises InputError when it is not on the list.
    """
    rows = purges.read(settings().var)
    kept = [p for p in rows if p.target != target and target not in p.urls]
    if len(kept) == len(rows):
        raise InputError(f"{target}: was not taken down; `parallax purge --list` shows what was")
    purges.write(settings().var, kept)


def listed() -> list[Purge]:
    """All takedowns, the earliest first."""
    return purges.read(settings().var)


def _erase(takedowns: Sequence[Purge], others: Sequence[Purge]) -> dict[str, Any]:
    chosen, gone, erased = settings(), purged_of(takedowns), erase.Erased()
    if not takedowns:
        return {"taken_down": 0}
    _clear_drafts(chosen.var)
    erase.erase_archive(chosen.var, gone, _places(gone), erased)
    erase.erase_runs(chosen.runs, gone, erased)
    shutil.rmtree(vectors_folder(), ignore_errors=True)  # a cache of what sentences mean: it fills again
    articles, rows = 0, 0
    if chosen.warehouse.exists():
        told = [*others, *takedowns]
        VerdictStore(chosen.verdicts).forget_notes(
            warehouse_erasing.divergences_of(chosen.warehouse, gone.covers)
        )
        articles, rows = warehouse_erasing.erase(chosen.warehouse, gone.covers, erased.places, told)
        finished = _finished(takedowns, articles, rows)
        warehouse_erasing.tell(chosen.warehouse, [*others, *finished])
        warehouse.compact(chosen.warehouse)
        if chosen.published.exists():
            publish_copy()
    else:
        finished = _finished(takedowns, articles, rows)
    reports = _renew_reports(gone)
    purges.write(chosen.var, [*others, *finished])
    return {
        "taken_down": len(takedowns),
        "articles": articles,
        "rows": rows,
        "archived_answers": erased.records,
        "hand_over_rows": erased.rows,
        "files_deleted": erased.files,
        "reports_renewed": reports,
    }


def _finished(takedowns: Sequence[Purge], articles: int, rows: int) -> list[Purge]:
    """The takedowns with what was erased; one that is repeated keeps what it told the first time."""
    if len(takedowns) > 1:
        return [replace(p, finished=True) for p in takedowns]
    return [
        replace(p, finished=True, articles=max(p.articles, articles), rows=max(p.rows, rows))
        for p in takedowns
    ]


def _takedown(kind: Any, target: str, reason: str | None, urls: Sequence[str]) -> Purge:
    return Purge(kind=kind, target=target, purged_at=now(), reason=reason, urls=tuple(urls))


def _known_addresses(gone: Purged) -> list[str]:
    if not settings().warehouse.exists():
        return []
    return warehouse_erasing.known_addresses(settings().warehouse, gone.covers)


def _stored_outlets() -> set[str]:
    if not settings().warehouse.exists():
        return set()
    with warehouse.connect(settings().warehouse, read_only=True) as db:
        return {outlet for (outlet,) in db.execute("SELECT outlet FROM main.outlets").fetchall()}


def _places(gone: Purged) -> set[erase.Place]:
    """Where answers of purged outlets stand in files that other outlets share."""
    if not gone.outlets or not settings().warehouse.exists():
        return set()
    with warehouse.connect(settings().warehouse, read_only=True) as db:
        rows = db.execute(queries.load("queries/store/archived_answers"), {"outlets": sorted(gone.outlets)})
        return {(file, offset) for file, offset in rows.fetchall()}


def _clear_drafts(var: Path) -> None:
    """Deletes what killed processes left half written: it may hold the text, too."""
    before = datetime.now(UTC) - _STALE_DRAFT
    for folder in ("archive", "runs", "published", "warehouse"):
        for draft in (var / folder).rglob("*"):
            left = draft.name.endswith((".open", ".open.wal", ".compact")) or draft.parent.name.endswith(
                ".spill"
            )
            if left and datetime.fromtimestamp(draft.stat().st_mtime, UTC) < before:
                draft.unlink(missing_ok=True)


# ---------------------------------------------------------------- reports


def _renew_reports(gone: Purged) -> int:
    """Renders again each report that may show what was taken down; one that no database is there for goes."""
    renewed = 0
    for folder in sorted(settings().reports.iterdir()) if settings().reports.is_dir() else ():
        if folder.name.startswith("."):
            shutil.rmtree(folder)  # of a rendering that was stopped
        elif _may_show(folder, gone):
            _renew(folder)
            renewed += 1
    return renewed


def _may_show(folder: Path, gone: Purged) -> bool:
    if gone.outlets:
        return True
    return any(gone.is_named_in(html.unescape(page.read_text("utf-8"))) for page in folder.glob("*.html"))


def _renew(folder: Path) -> None:
    try:
        day = datetime.fromisoformat(folder.name).date()
    except ValueError:
        shutil.rmtree(folder)
        return
    if not settings().published.exists():
        shutil.rmtree(folder)
        return
    start = datetime.combine(day, time(), tzinfo=UTC)
    window = Window(start=start, end=start + timedelta(days=1))
    publish.render_report(
        settings().published, settings().reports, window, now=now(), night=stored_night(window)
    )
