"""publish: the read-only copy that analysts open, swapped in by rename, and the night's report.

The warehouse is the pipeline's own file. The copy has what its views give as tables. It is made whole beside its place,
checked against every statement of `sql/checks`, and renamed: a reader that has the old one open keeps it until it
closes it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from pipeline.adapters import publishing, warehouse
from pipeline.adapters.verdicts import Verdict
from pipeline.core.divergence.calibration import Curve
from pipeline.errors import WarehouseError
from pipeline.model import OutletStatus, Window
from pipeline.report.build import render
from pipeline.report.status import NightStatus, ReportSummary


def publish_database(
    source: Path, target: Path, verdicts: Sequence[Verdict] = (), curves: Mapping[str, Curve] | None = None
) -> None:
    """Swaps a checked copy of the warehouse into `target`, with the reviewers' verdicts as of now.

    `curves` re-fit the confidences of kinds of divergences; the warehouse keeps them as they were judged.

    Raises WarehouseError when the warehouse is missing or a check fails; `target` then stays as it was.
    """
    if not source.exists():
        raise WarehouseError(f"{source}: no warehouse yet; run `parallax nightly` first")
    target.parent.mkdir(parents=True, exist_ok=True)
    _clear(target, "*")  # by a publication that was killed; there is never more than one at a time
    draft = target.with_name(f".{target.name}.{os.getpid()}.open")
    try:
        with warehouse.connect(source):
            pass  # opening for writing folds what a killed writer left in the log into the file
        publishing.build(source, draft, verdicts, curves or {})
        warehouse.verify(draft)
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.replace(target)
    finally:
        _clear(target, str(os.getpid()))


def _clear(target: Path, writer: str) -> None:
    """Deletes the drafts of a writing process, with their logs and what was spilled to the disk."""
    for left in target.parent.glob(f".{target.name}.{writer}.open*"):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)


def night_status(
    statuses: Sequence[OutletStatus],
    *,
    articles: int,
    data_as_of: datetime | None,
    now: datetime,
    stale_after: timedelta,
    partial_below: float,
    failure: str | None = None,
) -> NightStatus:
    """How the night went.

    `failed`: the comparison did not end, or no article came in (a day on which sites answered, and nothing was
    new, is quiet and no failure). `stale`: the newest page is older than
    `stale_after`. `partial`: less than the share `partial_below` of the outlets was read; that a single one
    could not be read is told among the reasons, and spoils no night.
    """
    reasons: list[str] = []
    quiet = (
        not articles and any(s.status in ("fetched", "partial") for s in statuses) and data_as_of is not None
    )
    lacking = sorted((s for s in statuses if s.status != "fetched"), key=lambda s: s.outlet)
    unread = [s for s in lacking if s.status in ("blocked", "failed")]
    if failure is not None:
        reasons.append(f"The comparison did not end ({failure}): what follows was published before.")
    elif quiet:
        reasons.append("Nothing that was read in this window was new or had changed.")
    elif not articles:
        reasons.append("No article was collected in this window.")
    stale = data_as_of is not None and now - data_as_of > stale_after
    if stale:
        reasons.append(f"The newest page is older than {stale_after.total_seconds() / 3600:.0f} hours.")
    partial = bool(statuses) and len(statuses) - len(unread) < partial_below * len(statuses)
    if partial:
        reasons.append(f"Only {len(statuses) - len(unread)} of {len(statuses)} outlets could be read.")
    if lacking:
        names = ", ".join(f"{s.outlet} ({s.status})" for s in lacking)
        reasons.append(f"Not read whole: {names}.")
    failed = failure is not None or not (articles or quiet)
    return NightStatus(
        status="failed" if failed else "stale" if stale else "partial" if partial else "ok",
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
