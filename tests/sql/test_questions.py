"""Named questions and SQL on the published copy: right answers, every format, and nothing but reading."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline import questions
from pipeline.adapters import published, warehouse
from pipeline.cli import main
from pipeline.errors import InputError
from pipeline.model import Article, Window

from .conftest import content

NEEDED = {"story": "x", "divergence": "x", "outlet": "herald"}


@pytest.fixture
def database(tmp_path: Path, day: Window, two_articles: list[Article]) -> Path:
    path = tmp_path / "parallax.duckdb"
    warehouse.write_window(path, content(two_articles, day))
    return path


@pytest.mark.parametrize("name", questions.names())
def test_every_question_runs_and_tells_what_it_takes(name: str, database: Path) -> None:
    asked = questions.question(name)
    assert asked.about.endswith(".")
    assert asked.grain.endswith(".")
    values = questions.bound(asked, {p.name: NEEDED[p.name] for p in asked.parameters if p.required})
    with published.reading(database) as connection:
        result = published.ask(connection, asked.statement, values)
    assert result.columns
    assert len(set(result.columns)) == len(result.columns)


def test_there_are_twenty_questions_or_more() -> None:
    assert len(questions.names()) >= 20


def test_a_question_answers_with_what_the_database_holds(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["query", "figure_spread", "--format", "json", "--database", str(database)]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert row["lowest"] < row["highest"]
    assert row["sides"] == 2
    assert len(row["outlets"]) == 2
    assert row["ratio"] == pytest.approx(row["highest"] / row["lowest"], abs=1e-4)


def test_parameters_are_bound_and_narrow_the_answer(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def rows(*given: str) -> list[dict[str, object]]:
        arguments = [word for pair in given for word in ("--param", pair)]
        assert (
            main(["query", "top_divergences", *arguments, "--format", "json", "--database", str(database)])
            == 0
        )
        found: list[dict[str, object]] = json.loads(capsys.readouterr().out)
        return found

    assert len(rows("threshold=0")) == 1
    assert rows("threshold=0", "kind=claim") == []
    assert rows("threshold=0", "kind=x' OR '1'='1") == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["figure_spreads"], "no question 'figure_spreads'; try figure_spread"),
        (["story_coverage"], "story_coverage needs --param story=…: the story"),
        (["runs", "--param", "x=1"], "runs takes no parameter 'x'; it takes none"),
        (["runs", "--param", "x"], "--param 'x': write it as name=value"),
        (["top_divergences", "--param", "rows=many"], "Could not convert string 'many' to INT32"),
        (["runs", "--format", "parquet"], "give a file by --output FILE.parquet"),
    ],
)
def test_a_wrong_call_is_told_in_one_line(
    arguments: list[str], message: str, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["query", *arguments, "--database", str(database)]) == 1
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1


def test_all_questions_are_listed_with_their_parameters(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query"]) == 0
    told = capsys.readouterr().out
    assert all(name in told for name in questions.names())
    assert "--param story=… (needed) the story" in told


def test_csv_json_and_parquet_hold_the_same_rows(database: Path, tmp_path: Path) -> None:
    statement = "SELECT outlet, title, word_count, published_at FROM articles ORDER BY outlet"
    for form in ("csv", "json", "parquet"):
        target = str(tmp_path / f"out.{form}")
        assert (
            main(["sql", statement, "--format", form, "--output", target, "--database", str(database)]) == 0
        )
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        from_csv = [(row["outlet"], int(row["word_count"])) for row in csv.DictReader(file)]
    from_json = [
        (r["outlet"], r["word_count"]) for r in json.loads((tmp_path / "out.json").read_text("utf-8"))
    ]
    from_parquet = [
        (r["outlet"], r["word_count"]) for r in pq.read_table(tmp_path / "out.parquet").to_pylist()
    ]
    assert from_csv == from_json == from_parquet
    assert len(from_csv) == 2


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE x (a INTEGER)",
        "CREATE TEMP TABLE x AS SELECT 1",
        "DELETE FROM store.stories",
        "ATTACH 'other.duckdb' AS other",
        "COPY (SELECT 1) TO 'out.csv'",
        "EXPORT DATABASE 'out'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "PRAGMA database_list",
        "/* a comment */ PRAGMA memory_limit='8GB'",
        "SET memory_limit = '8GB'",
        "SELECT * FROM read_csv('secrets.csv')",
        "SELECT * FROM 'secrets.parquet'",
        "SELECT * FROM read_text('/etc/hostname')",
        "SELECT * FROM glob('/*')",
        "SELECT 1; SELECT 2",
        "EXPLAIN ANALYZE CREATE TABLE memory.t AS SELECT 1",
        "EXPLAIN /* ( */ ANALYZE -- x\n CREATE TABLE memory.t AS SELECT 1",
        "EXPLAIN (ANALYZE, FORMAT JSON) CREATE TABLE memory.t AS SELECT 1",
        "EXPLAIN ANALYZE COPY (SELECT 1) TO 'out.csv'",
        "WITH x AS (SELECT 1) INSERT INTO store.stories SELECT * FROM store.stories",
        "SET VARIABLE x = 1",
        "CALL enable_logging()",
        "CHECKPOINT",
        "BEGIN",
        "IMPORT DATABASE 'out'",
        "SELECT * FROM query('SELECT * FROM read_text(''secrets.txt'')')",
        "SELECT * FROM read_duckdb('other.duckdb')",
        "SELECT * FROM sniff_csv('secrets.csv')",
        "SELECT * FROM 'https://example.com/x.parquet'",
        "SELECT * FROM duckdb_secrets()",
        "",
    ],
)
def test_nothing_but_reading_the_views_is_possible(statement: str, database: Path) -> None:
    before = database.read_bytes()
    with published.reading(database) as connection, pytest.raises(InputError) as refused:
        published.ask(connection, statement)
    assert "\n" not in str(refused.value)
    assert any(w in str(refused.value) for w in ("can only be read", "one statement", "disabled"))
    assert database.read_bytes() == before


@pytest.mark.parametrize(
    "statement", ["FROM '/etc/hostname'", "SELECT getenv('HOME')", "SELECT * FROM database"]
)
def test_files_the_environment_and_variables_of_the_program_are_out_of_reach(
    statement: str, database: Path
) -> None:
    with published.reading(database) as connection, pytest.raises(InputError, match="does not exist"):
        published.ask(connection, statement)


@pytest.mark.parametrize(
    "statement",
    [
        "EXPLAIN SELECT 1",
        "explain analyze select 1",
        "EXPLAIN (FORMAT JSON) FROM articles",
        "DESCRIBE articles",
        "SHOW TABLES",
        "SUMMARIZE outlets",
        "VALUES (1)",
        "WITH x AS (SELECT 1 AS n) FROM x",
        "PIVOT articles ON outlet IN ('herald', 'courier') USING count(*)",
        "SELECT '; COPY x TO y' AS text -- COPY",
        "SELECT 1;",
    ],
)
def test_all_that_reads_is_answered(statement: str, database: Path) -> None:
    with published.reading(database) as connection:
        assert published.ask(connection, statement).rows


def test_a_statement_that_needs_too_much_memory_ends_and_fills_no_disk(
    database: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    small = tuple(lock.replace(published.MEMORY_LIMIT, "20MB") for lock in published._LOCKS)
    monkeypatch.setattr(published, "_LOCKS", small)
    before = sorted(tmp_path.iterdir())
    with published.reading(database) as connection, pytest.raises(InputError, match="Out of Memory"):
        published.ask(connection, "SELECT i, repeat('x', 100) FROM range(3000000) t(i) ORDER BY hash(i)")
    assert sorted(tmp_path.iterdir()) == before


def test_a_mistyped_column_gets_a_hint(database: Path) -> None:
    with published.reading(database) as connection, pytest.raises(InputError, match=r'Candidate.*"outlet"'):
        published.ask(connection, "SELECT outlt FROM articles")


def test_the_prompt_answers_each_statement_and_goes_on_after_an_error(
    database: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    script = tmp_path / "script.sql"
    script.write_text(
        ".tables\nSELECT count(*) AS n\nFROM articles;\nSELECT nothing;\n.columns outlets\n", "utf-8"
    )
    with script.open(encoding="utf-8") as lines:
        monkeypatch.setattr("sys.stdin", lines)
        assert main(["sql", "--database", str(database)]) == 1
    told = capsys.readouterr()
    assert "divergence_evidence" in told.out
    assert "\n2\n" in told.out.replace(" ", "")
    assert "leaning_source" in told.out
    assert told.err.count("parallax: ") == 1


def test_a_database_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sql", "SELECT 1", "--database", str(tmp_path / "none.duckdb")]) == 1
    assert "no such database; run `parallax nightly` or `parallax compare` first" in capsys.readouterr().err
