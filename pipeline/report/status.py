"""What the report is told of the night that it reports on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from pipeline.model import OutletStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class NightStatus:
    """How the night went, as the page's head says it.

    `stale`: the newest fetch is too old; `partial`: some outlets are missing; `failed`: the comparison
    did not end, and the report shows what was published before. Reasons are plain sentences.
    """

    status: Literal["ok", "partial", "stale", "failed"] = "ok"
    reasons: tuple[str, ...] = ()
    outlets: tuple[OutletStatus, ...] = ()
    data_as_of: datetime | None = None  # the newest fetch; None = read from the database


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSummary:
    """What a rendering wrote."""

    folder: Path
    index: Path
    stories: int
    conflicts: int  # unexplained or explained by their sources, confidence 0.5 or more
    updates: int  # explained by time
    low_confidence: int
    bytes: int
