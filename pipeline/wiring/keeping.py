"""What is kept and for how long: the weekly upkeep."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from pipeline.adapters import vector_cache, warehouse, warehouse_erasing
from pipeline.stages import handover
from pipeline.wiring.adapters import now, settings, vectors_folder
from pipeline.wiring.takedown import end_unfinished

_PARTS = ("archive", "warehouse", "runs", "reports", "published")  # of what lies below `var`


def upkeep() -> dict[str, Any]:
    """Checks and compacts the warehouse, deletes what retention no longer keeps, and tells what is used, in bytes.

    Raises WarehouseError when a check fails; nothing is deleted then.
    """
    kept, moment = settings().retention, now()
    told: dict[str, Any] = {"takedowns_ended": end_unfinished()}
    if settings().warehouse.exists():
        warehouse.verify(settings().warehouse)
        told["versions_deleted"] = warehouse_erasing.prune_versions(
            settings().warehouse, moment - timedelta(days=kept.versions_days)
        )
        warehouse.compact(settings().warehouse)
    told["runs_deleted"] = _prune(settings().runs, moment - timedelta(days=kept.runs_days), _window_start)
    told["archives_deleted"] = _prune(
        settings().archive, moment - timedelta(days=kept.archive_days), _window_start
    )
    told["reports_deleted"] = _prune(
        settings().reports, moment - timedelta(days=kept.reports_days), _report_date
    )
    told["vectors_deleted"] = vector_cache.prune(
        vectors_folder(),
        before=moment.toordinal() - kept.vectors_days,
        most=settings().models.vectors_kept,
    )
    for name in _PARTS:
        told[f"bytes_of_{name}"] = _size(settings().var / name)
    return told


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _prune(folder: Path, before: datetime, date_of: Callable[[Path], datetime | None]) -> int:
    """Deletes the folders whose date lies before; what bears no date stays."""
    gone = 0
    for child in sorted(folder.iterdir()) if folder.is_dir() else ():
        date = date_of(child)
        if date is not None and date < before:
            shutil.rmtree(child)
            gone += 1
    return gone


def _window_start(folder: Path) -> datetime | None:
    return handover.window_start(folder.name)


def _report_date(folder: Path) -> datetime | None:
    try:
        return datetime.fromisoformat(f"{folder.name}T00:00:00+00:00")
    except ValueError:
        return None
