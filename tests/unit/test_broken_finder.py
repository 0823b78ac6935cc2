"""A finder that breaks on a sentence costs what it would have found there, and nothing else."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from pipeline.model import Figure
from pipeline.settings import Comparison
from pipeline.stages.reading import Finders, read_sentence
from tests.sql.conftest import article


def broken(text: str, **_: Any) -> list[Figure]:
    raise ValueError("could not convert string to float: 'hour'")


def test_what_the_other_finders_find_is_kept_and_the_failure_logged(caplog: pytest.LogCaptureFixture) -> None:
    from pipeline.registry import load_finders

    whole = load_finders(Comparison())
    finders = Finders(
        figures=(broken, *whole.figures), attributions=whole.attributions, framing=whole.framing
    )
    with caplog.at_level(logging.ERROR):
        found = read_sentence("Police said 40 trees burnt.", article("herald", "T", "x"), None, finders)
    assert [f.text for f in found.figures] == ["40"]
    assert "finder_failed" in caplog.text
