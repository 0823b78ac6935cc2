"""How a night is told: what fails it, what makes it stale or partial, and what is only quiet."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from pipeline.model import OutletStatus
from pipeline.stages.publish import night_status

NOW = datetime(2026, 3, 10, 6, tzinfo=UTC)


def outlets(*states: str) -> list[OutletStatus]:
    return [
        OutletStatus(outlet=f"o{n}", status=state, candidates=3, articles=0)  # type: ignore[arg-type]
        for n, state in enumerate(states)
    ]


@pytest.mark.parametrize(
    ("states", "changes", "status", "says"),
    [
        (("fetched", "fetched"), {}, "ok", None),
        (("fetched", "failed"), {}, "ok", "Not read whole: o1 (failed)."),
        (("fetched", "failed", "blocked"), {}, "partial", "Only 1 of 3 outlets could be read."),
        (("fetched",), {"articles": 0}, "ok", "Nothing that was read in this window was new or had changed."),
        (("failed",), {"articles": 0}, "failed", "No article was collected in this window."),
        ((), {"articles": 0, "data_as_of": None}, "failed", "No article was collected in this window."),
        (
            ("fetched",),
            {"data_as_of": NOW - timedelta(hours=40)},
            "stale",
            "The newest page is older than 36 hours.",
        ),
        (("fetched",), {"failure": "killed"}, "failed", "The comparison did not end (killed)"),
    ],
)
def test_a_night_is_told_as_it_went(
    states: tuple[str, ...], changes: dict[str, Any], status: str, says: str | None
) -> None:
    given: dict[str, Any] = {
        "articles": 4,
        "data_as_of": NOW - timedelta(hours=2),
        "now": NOW,
        "stale_after": timedelta(hours=36),
        "partial_below": 0.5,
    }
    night = night_status(outlets(*states), **(given | changes))
    assert night.status == status
    assert says is None or any(reason.startswith(says) for reason in night.reasons)
