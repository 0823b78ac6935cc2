"""Renders the invented coverage and reads pages back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from lxml import html

from pipeline.model import OutletStatus
from pipeline.report.build import render
from pipeline.report.status import NightStatus, ReportSummary
from tests.report.published import at

OUTLETS = (
    OutletStatus(outlet="harbour", status="fetched", candidates=21, articles=21),
    OutletStatus(outlet="valley", status="partial", candidates=12, articles=9, reason="3 articles end early"),
    OutletStatus(
        outlet="north", status="blocked", candidates=7, articles=0, reason="robots.txt disallows all"
    ),
    OutletStatus(outlet="sund", status="failed", candidates=0, articles=0, reason="the feed <timed out>"),
)


def rendered(database: Path, folder: Path, **changes: Any) -> ReportSummary:
    settings = {
        "run_date": date(2026, 5, 4),
        "now": at(5, day=5),
        "night": NightStatus(outlets=OUTLETS, data_as_of=at(20)),
    }
    return render(database, folder, **(settings | changes))


def page(file: Path) -> Any:
    return html.document_fromstring(file.read_bytes().decode("utf-8"))


def words(element: Any) -> str:
    return " ".join(element.text_content().split())
