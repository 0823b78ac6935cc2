"""publish: the read-only copy that analysts open, swapped in by rename, and the night's report.

The warehouse is the pipeline's own file. The copy is made whole beside its place, checked against every
statement of `sql/checks`, and renamed: a reader that has the old one open keeps it until it closes it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from pipeline.adapters import warehouse
from pipeline.errors import WarehouseError
from pipeline.model import OutletStatus, Window
from pipeline.report.build import render
from pipeline.report.status import NightStatus, ReportSummary


def publish_database(source: Path, target: Path) -> None:
    """Swaps a checked copy of the warehouse into `target`.

    Raises WarehouseError when the warehouse is missing or a check fails; `target` then stays as it was.
    """
    if not source.exists():
        raise WarehouseError(f"{source}: no warehouse yet; run `parallax nightly` first")
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{os.getpid()}.open")
    try:
        with warehouse.connect(source):
            pass  # opening for writing folds what a killed writer left in the log into the file
        shutil.copyfile(source, draft)
        failed = warehouse.failed_checks(draft)
        if failed:
            told = ", ".join(f"{name} ({rows} rows)" for name, rows in sorted(failed.items()))
            raise WarehouseError(f"{source}: not published, since checks failed: {told}; see sql/checks")
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def night_status(
    statuses: Sequence[OutletStatus],
    *,
    articles: int,
    data_as_of: datetime | None,
    now: datetime,
    stale_after: timedelta,
) -> NightStatus:
    """How the night went: failed without an article, stale with old ones, partial where outlets lack."""
    reasons: list[str] = []
    lacking = [s for s in statuses if s.status in ("partial", "blocked", "failed")]
    if lacking:
        names = ", ".join(f"{s.outlet} ({s.status})" for s in sorted(lacking, key=lambda s: s.outlet))
        reasons.append(f"Not all outlets were read whole: {names}.")
    stale = data_as_of is not None and now - data_as_of > stale_after
    if stale:
        reasons.insert(0, f"The newest page is older than {stale_after.total_seconds() / 3600:.0f} hours.")
    if not articles:
        reasons.insert(0, "No article was collected in this window.")
    unread = bool(statuses) and all(s.status in ("blocked", "failed") for s in statuses)
    partial = any(s.status in ("partial", "failed") for s in lacking)
    return NightStatus(
        status="failed" if not articles or unread else "stale" if stale else "partial" if partial else "ok",
        reasons=tuple(reasons),
        outlets=tuple(sorted(statuses, key=lambda s: s.outlet)),
        data_as_of=data_as_of,
    )


def render_report(
    database: Path, reports: Path, window: Window, *, now: datetime, night: NightStatus
) -> ReportSummary:
    """Writes the report of a window's date into `reports/DATE`."""
    folder = reports / window.run_date.isoformat()
    return render(database, folder, run_date=window.run_date, now=now, night=night)
