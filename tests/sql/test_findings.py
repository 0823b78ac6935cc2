"""A finding read out of a published database, and what `parallax why` tells of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.adapters import warehouse
from pipeline.adapters.findings import read_finding
from pipeline.cli import main
from pipeline.errors import WarehouseError
from pipeline.model import Article, Window

from .conftest import content


@pytest.fixture
def published(tmp_path: Path, day: Window, two_articles: list[Article]) -> tuple[Path, str]:
    path, window = tmp_path / "p.duckdb", content(two_articles, day)
    warehouse.write_window(path, window)
    return path, window.divergences[0].divergence_id


def test_a_finding_comes_with_its_story(published: tuple[Path, str]) -> None:
    path, key = published
    found = read_finding(path, key)
    assert [(e.outlet, e.quote) for e in found.evidence] == [("courier", "60"), ("herald", "40")]
    assert len(found.story.scores) == 1
    for piece in found.evidence:
        (figure,) = found.story.statements[piece.sentence_id or ""].figures
        assert (figure.text, figure.char_start) == (piece.quote, 0)


def test_why_tells_readings_and_rules(
    published: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    path, key = published
    assert main(["why", key, "--database", str(path)]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Trees burnt: 40 against 60\n")
    assert "'40' reads as count [40, 40]" in told
    assert "sentences aligned, 0.90" in told
    assert "kind and unit" in told
    assert "values" in told
    assert "conflict" in told


def test_why_of_an_unknown_id_is_one_line(
    published: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    path, _ = published
    assert main(["why", "0123456789abcdef", "--database", str(path)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert "no divergence '0123456789abcdef'" in told.err


def test_no_database_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="no such database"):
        read_finding(tmp_path / "none.duckdb", "x")
