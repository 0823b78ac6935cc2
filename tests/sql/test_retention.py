"""Texts of replaced versions go when they are old; the numbers of the others stay."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from pipeline.adapters import warehouse, warehouse_erasing
from pipeline.model import Window

from .conftest import DAY, content
from .test_warehouse import changed, edited, everything, rows


def stored(path: Path, day: Window) -> None:
    later, first, second = edited(day)
    warehouse.write_window(path, content(first, day))
    warehouse.write_window(path, changed(second, later))


def test_an_old_version_goes_with_what_quotes_it(tmp_path: Path, day: Window) -> None:
    path = tmp_path / "w.duckdb"
    stored(path, day)
    latest = rows(path, "articles")
    assert warehouse_erasing.prune_versions(path, DAY + timedelta(days=30)) == 2
    assert warehouse.failed_checks(path) == {}
    assert rows(path, "articles") == latest
    assert [row[1] for row in rows(path, "article_versions")] == [2, 2]
    assert {row[2] for row in rows(path, "sentences")} == {2}
    assert not [row for row in rows(path, "divergences") if row[0] == "change"]
    warehouse.compact(path)
    again = everything(path)
    assert warehouse_erasing.prune_versions(path, DAY + timedelta(days=30)) == 0
    assert everything(path) == again


def test_what_was_replaced_lately_stays(tmp_path: Path, day: Window) -> None:
    path = tmp_path / "w.duckdb"
    stored(path, day)
    before = everything(path)
    assert warehouse_erasing.prune_versions(path, DAY) == 0
    assert everything(path) == before
