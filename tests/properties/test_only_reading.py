"""Whatever is typed on the SQL page: an answer or one line why not; the copy and its folder stay as they are."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.published_scale import make
from pipeline.adapters import published
from pipeline.errors import InputError
from pipeline.stages.publish import publish_database

FOLDER = Path(tempfile.mkdtemp(prefix="parallax-only-reading-"))
DATABASE = FOLDER / "parallax.duckdb"

WORDS = st.sampled_from(
    """SELECT FROM WITH EXPLAIN ANALYZE CREATE TABLE TEMP OR REPLACE VIEW MACRO AS INSERT INTO COPY TO ATTACH DETACH USE
    PRAGMA SET RESET CALL EXPORT IMPORT DATABASE INSTALL LOAD CHECKPOINT VACUUM BEGIN COMMIT PREPARE EXECUTE DROP DELETE
    UPDATE ALTER SECRET VALUES DESCRIBE SHOW SUMMARIZE PIVOT UNION ALL WHERE LIMIT 1 * ( ) , ; -- /* */ ' \" x memory.x
    store.stories main.stories stories outlet 'out.csv' '/etc/hostname' read_text('/etc/hostname') read_csv('x.csv')
    glob('*') query('SELECT 1') getenv('HOME') (SELECT 1) (FORMAT JSON) count(*) story_id $1 ? :a""".split()
)
STATEMENTS = st.one_of(
    st.lists(WORDS, max_size=12).map(" ".join),
    st.text(max_size=60),
    st.tuples(
        st.sampled_from(["EXPLAIN ANALYZE ", "WITH x AS (SELECT 1) ", "/* */ ", "-- \n", "FROM stories; "]),
        st.sampled_from(
            [
                "CREATE TABLE memory.x AS SELECT 1",
                "COPY stories TO 'out.csv'",
                "ATTACH 'other.duckdb'",
                "DELETE FROM store.stories",
                "PRAGMA database_list",
            ]
        ),
    ).map("".join),
)


def setup_module() -> None:
    make(FOLDER / "warehouse.duckdb", nights=1, articles=59)
    publish_database(FOLDER / "warehouse.duckdb", DATABASE)


def teardown_module() -> None:
    import shutil

    shutil.rmtree(FOLDER)


def files(folder: Path) -> dict[str, int]:
    return {p.name: p.stat().st_mtime_ns for p in folder.iterdir()}


@settings(max_examples=100, deadline=None)
@given(STATEMENTS)
def test_nothing_is_changed_and_every_refusal_is_one_line(statement: str) -> None:
    before = files(FOLDER), files(Path.cwd())
    with published.reading(DATABASE) as connection:
        told = "answered"
        try:
            published.ask(connection, statement)
        except InputError as error:
            told = str(error)
        assert told
        assert "\n" not in told
        own = connection.execute(
            "SELECT count(*) FROM duckdb_tables() WHERE database_name IN ('memory', 'temp')"
        ).fetchone()
        assert own == (0,)
    assert (files(FOLDER), files(Path.cwd())) == before
