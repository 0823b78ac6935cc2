import errno
import os
import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.errors import StageError
from pipeline.stages import handover


def _table(*numbers):
    return pa.table({"n": pa.array(numbers, pa.int32())})


def test_round_trip_keeps_rows_and_schema(tmp_path):
    path = tmp_path / "deep" / "er" / "a.parquet"
    handover.write(path, _table(1, 2, 3), "hash", "1")
    back = handover.read(path)
    assert back.to_pylist() == [{"n": 1}, {"n": 2}, {"n": 3}]
    assert back.schema.field("n").type == pa.int32()


def test_equal_input_gives_equal_bytes(tmp_path):
    handover.write(tmp_path / "a", _table(*range(1000)), "hash", "1")
    handover.write(tmp_path / "b", _table(*range(1000)), "hash", "1")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_fresh_only_for_the_same_inputs_and_version(tmp_path):
    path = tmp_path / "a.parquet"
    assert not handover.is_fresh(path, "hash", "1")
    handover.write(path, _table(1), "hash", "1")
    assert handover.is_fresh(path, "hash", "1")
    assert not handover.is_fresh(path, "other", "1")
    assert not handover.is_fresh(path, "hash", "2")


def test_a_damaged_file_is_not_fresh_and_says_what_to_do(tmp_path):
    path = tmp_path / "a.parquet"
    handover.write(path, _table(*range(100)), "hash", "1")
    path.write_bytes(path.read_bytes()[:-40])
    assert not handover.is_fresh(path, "hash", "1")
    with pytest.raises(StageError, match=r"a\.parquet: cannot be read as Parquet .* run its stage again"):
        handover.read(path)


def test_a_process_that_has_read_ends_well(tmp_path):
    """Arrow's threads outlive a read; what they still hold must not abort the interpreter's end."""
    path = tmp_path / "a.parquet"
    handover.write(path, _table(*range(1000)), "hash", "1")
    read = (
        f"from pathlib import Path; from pipeline.stages import handover; handover.read(Path({str(path)!r}))"
    )
    started = [subprocess.Popen([sys.executable, "-c", read]) for _ in range(12)]
    assert [process.wait(timeout=60) for process in started] == [0] * 12


def test_missing_files_are_named(tmp_path):
    with pytest.raises(StageError, match=r"absent\.parquet: no such hand-over file"):
        handover.read(tmp_path / "absent.parquet")
    with pytest.raises(StageError, match=r"absent\.parquet"):
        handover.file_hash(tmp_path / "absent.parquet")


def test_a_failed_write_keeps_what_was_there_and_leaves_no_draft(tmp_path, monkeypatch):
    path = tmp_path / "a.parquet"
    handover.write(path, _table(1), "hash", "1")

    def full(*_args, **_options):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(pq, "write_table", full)
    with pytest.raises(StageError, match="No space left on device"):
        handover.write(path, _table(2), "hash", "1")
    assert handover.read(path).to_pylist() == [{"n": 1}]
    assert [p.name for p in tmp_path.iterdir()] == ["a.parquet"]


def test_hash_of_tells_parts_apart(tmp_path):
    assert handover.hash_of("ab", "c") != handover.hash_of("a", "bc")
    assert handover.hash_of(1) != handover.hash_of("1")
    assert handover.hash_of("a", None) == handover.hash_of("a", None)


def test_file_hash_follows_the_bytes(tmp_path):
    (tmp_path / "a").write_bytes(b"x" * 3_000_000)
    (tmp_path / "b").write_bytes(b"x" * 3_000_000)
    (tmp_path / "c").write_bytes(b"y")
    assert handover.file_hash(tmp_path / "a") == handover.file_hash(tmp_path / "b")
    assert handover.file_hash(tmp_path / "a") != handover.file_hash(tmp_path / "c")
