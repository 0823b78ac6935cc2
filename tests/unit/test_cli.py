"""The command line: bad input gets one clear line, and loses nothing that was there."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import duckdb
import pytest

from pipeline import cli, wiring
from pipeline.adapters import warehouse

GOOD = {
    "url": "https://argus.example/2026/05/04/bridge",
    "outlet": "argus",
    "title": "Bridge at Lunn closed after crack is found",
    "text": "The bridge at Lunn was closed on Monday. About 4,000 cars cross it each day, the council said.",
    "published_at": "2026-05-04T10:00:00+02:00",
}


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARALLAX_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("PARALLAX_NOW", "2026-05-05T08:00:00+00:00")
    for name in ("settings", "outlets"):
        getattr(wiring.adapters, name).cache_clear()


def refused(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The one line that a refused command prints."""
    assert cli.main(arguments) == 1
    told = capsys.readouterr()
    assert told.out == ""
    lines = [line for line in told.err.splitlines() if line.startswith("parallax: ")]
    assert len(lines) == 1
    assert "Traceback" not in told.err
    return lines[0]


def coverage(folder: Path, *lines: object) -> str:
    path = folder / "articles.jsonl"
    path.write_text("\n".join(x if isinstance(x, str) else json.dumps(x) for x in lines), encoding="utf-8")
    return str(path)


def database_with_something(folder: Path) -> Path:
    path = folder / "out.duckdb"
    with warehouse.connect(path) as db:
        db.execute("INSERT INTO store.outlets (outlet, name) VALUES ('kept', 'Kept')")
    return path


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (["{not json"], "line 1: is no JSON"),
        ([GOOD, "[1, 2]"], "line 2: is no JSON object"),
        ([GOOD, {k: v for k, v in GOOD.items() if k != "outlet"}], "line 2: `outlet` is missing"),
        ([GOOD | {"published_at": "last week"}], "line 1: `published_at` is 'last week'"),
        ([GOOD | {"access": "paid"}], "line 1: `access` is 'paid'"),
        ([GOOD | {"title": 7}], "line 1: `title` is no text"),
        ([GOOD | {"url": " "}], "line 1: `url` is empty"),
        ([""], "holds no article"),
    ],
)
def test_an_unusable_line_is_named_and_nothing_is_lost(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lines: list[object], told: str
) -> None:
    database = database_with_something(tmp_path)
    line = refused(capsys, "compare", coverage(tmp_path, *lines), "--database", str(database))
    assert told in line
    with duckdb.connect(str(database), read_only=True) as db:
        assert db.execute("SELECT outlet FROM outlets").fetchall() == [("kept",)]


def test_a_missing_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = refused(capsys, "compare", str(tmp_path / "none.jsonl"), "--database", str(tmp_path / "o.duckdb"))
    assert "none.jsonl: cannot be read" in line
    assert not (tmp_path / "o.duckdb").exists()


def test_a_damaged_gzip_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps(GOOD).encode() * 50)[:-20])
    line = refused(capsys, "compare", str(path), "--database", str(tmp_path / "o.duckdb"))
    assert "damaged gzip" in line


def test_a_newer_database_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = database_with_something(tmp_path)
    with duckdb.connect(str(database)) as db:
        db.execute("UPDATE store.schema_version SET version = 99")
    line = refused(capsys, "compare", coverage(tmp_path, GOOD), "--database", str(database))
    assert "newer Parallax" in line
    with duckdb.connect(str(database), read_only=True) as db:
        assert db.execute("SELECT version FROM store.schema_version").fetchall() == [(99,)]


def test_an_unknown_outlet_is_named_with_those_there_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = refused(capsys, "nightly", "--outlet", "nobody")
    assert "has no outlet 'nobody'; it has " in line


def test_a_day_that_has_not_begun_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert "has not begun" in refused(capsys, "nightly", "--date", "2026-05-06")


def test_settings_that_cannot_be_used_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "s.toml").write_text("[web]\nper_host = 0\n")
    monkeypatch.setenv("PARALLAX_SETTINGS", str(tmp_path / "s.toml"))
    assert "s.toml: web.per_host: " in refused(capsys, "nightly")


def test_wrong_usage_exits_with_two(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["nightly", "--date", "yesterday"])
    assert stopped.value.code == 2
    assert "YYYY-MM-DD" in capsys.readouterr().err


def test_a_line_that_cannot_be_annotated_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = coverage(tmp_path, {"text": "Fine."}, {"body": "no text"})
    target = tmp_path / "out.jsonl"
    target.write_text("old\n")
    assert "line 2: `text` is missing" in refused(capsys, "annotate", "sentences", source, str(target))
    assert target.read_text() == "old\n"
