"""Vectors kept on the disk: what was kept comes back, what nobody uses goes, and a broken file is no failure."""

import sqlite3

from pipeline.adapters import vector_cache
from pipeline.adapters.vector_cache import VectorCache

ROWS = {b"a" * 16: b"one", b"b" * 16: b"two"}


def test_rows_come_back_and_others_are_left_out(tmp_path):
    cache = VectorCache(tmp_path, "model@1", day=100)
    assert cache.read([b"a" * 16]) == {}
    cache.write(ROWS)
    assert cache.read([b"a" * 16, b"c" * 16]) == {b"a" * 16: b"one"}
    assert VectorCache(tmp_path, "model@2", day=100).read(list(ROWS)) == {}


def test_more_keys_than_a_statement_takes(tmp_path):
    cache = VectorCache(tmp_path, "model@1", day=100)
    many = {n.to_bytes(16, "big"): bytes([n % 251]) for n in range(1_700)}
    cache.write(many)
    assert cache.read(list(many)) == many


def test_what_was_not_used_for_long_goes(tmp_path):
    VectorCache(tmp_path, "model@1", day=100).write(ROWS)
    VectorCache(tmp_path, "model@1", day=120).read([b"b" * 16])
    assert vector_cache.prune(tmp_path, before=110, most=10) == 1
    assert VectorCache(tmp_path, "model@1", day=120).read(list(ROWS)) == {b"b" * 16: b"two"}


def test_of_too_many_those_used_last_stay(tmp_path):
    VectorCache(tmp_path, "model@1", day=100).write({b"a" * 16: b"one"})
    VectorCache(tmp_path, "model@1", day=101).write({b"b" * 16: b"two"})
    assert vector_cache.prune(tmp_path, before=0, most=1) == 1
    assert list(VectorCache(tmp_path, "model@1", day=101).read(list(ROWS))) == [b"b" * 16]


def test_an_empty_file_is_deleted(tmp_path):
    VectorCache(tmp_path, "model@1", day=100).write(ROWS)
    vector_cache.prune(tmp_path, before=101, most=10)
    assert list(tmp_path.iterdir()) == []


def test_a_broken_file_costs_time_and_nothing_else(tmp_path):
    cache = VectorCache(tmp_path, "model@1", day=100)
    (tmp_path / "model@1.sqlite").write_bytes(b"no database at all" * 400)
    assert cache.read(list(ROWS)) == {}
    cache.write(ROWS)
    vector_cache.prune(tmp_path, before=0, most=10)
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_use_is_waited_for_or_passed_over(tmp_path, monkeypatch):
    monkeypatch.setattr(vector_cache, "_WAIT", 0.05)
    cache = VectorCache(tmp_path, "model@1", day=100)
    cache.write({b"a" * 16: b"one"})
    other = sqlite3.connect(tmp_path / "model@1.sqlite", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    cache.write({b"b" * 16: b"two"})
    other.execute("ROLLBACK")
    other.close()
    assert cache.read(list(ROWS)) == {b"a" * 16: b"one"}
