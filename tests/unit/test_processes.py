"""Work in several processes: the same results in the same order, the same errors, and no hang when one is killed."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from multiprocessing import current_process

import pytest

from pipeline.adapters.processes import Processes
from pipeline.errors import InputError, StageError


def squared(n: int) -> tuple[int, int]:
    return n * n, os.getpid()


def refused(n: int) -> int:
    if n == 2:
        raise InputError(f"piece {n}: cannot be read; mend it")
    return n


def killed(n: int) -> int:
    if n == 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return n


def test_results_come_in_the_order_of_the_pieces_from_other_processes() -> None:
    found = list(Processes(2).each(squared, list(range(9))))
    assert [square for square, _ in found] == [n * n for n in range(9)]
    assert os.getpid() not in {pid for _, pid in found}


@pytest.mark.parametrize(("workers", "pieces"), [(1, 9), (2, 3)])
def test_one_worker_or_a_few_pieces_start_no_process(workers: int, pieces: int) -> None:
    assert {pid for _, pid in Processes(workers).each(squared, list(range(pieces)))} == {os.getpid()}


def test_work_that_cannot_be_handed_over_is_done_here(caplog: pytest.LogCaptureFixture) -> None:
    held: Callable[[int], int] = lambda n: n + 1  # noqa: E731
    assert list(Processes(2).each(held, [1, 2, 3, 4])) == [2, 3, 4, 5]
    assert "not_spread" in caplog.text


def test_an_error_of_the_work_is_raised_as_it_is() -> None:
    with pytest.raises(InputError, match="piece 2: cannot be read; mend it"):
        list(Processes(2).each(refused, list(range(6))))


def test_a_killed_process_is_told_as_such() -> None:
    with pytest.raises(StageError, match=r"ended from outside.*workers lower"):
        list(Processes(2).each(killed, list(range(6))))


def test_results_that_nobody_waits_for_end_the_processes() -> None:
    found = Processes(2).each(squared, list(range(6)))
    _, pid = next(found)
    found.close()  # type: ignore[attr-defined]
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_daemon_which_may_start_none_works_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(current_process()._config, "daemon", True)  # type: ignore[attr-defined]
    assert {pid for _, pid in Processes(2).each(squared, list(range(9)))} == {os.getpid()}
