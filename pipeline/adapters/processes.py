"""Work spread over processes of this machine.

Processes are spawned, not forked: a fork copies a process that holds threads of torch, and may lock up. Each is given
the work once, pickled, and keeps what the work loads (models) from one piece to the next.
"""

from __future__ import annotations

import logging
import os
import pickle
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import current_process, get_context
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from pipeline.errors import StageError

S = TypeVar("S")
R = TypeVar("R")

WORTH_STARTING = 4  # pieces; fewer are done sooner than processes have loaded their models
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_LOG = logging.getLogger(__name__)


class Processes:
    """Does pieces of work in up to `workers` processes, or in this one where there are few pieces.

    Which process does a piece, and how many there are, changes nothing in what comes out.
    """

    def __init__(self, workers: int, *, worth_starting: int = WORTH_STARTING) -> None:
        self._workers = workers
        self._worth_starting = worth_starting

    def each(self, work: Callable[[S], R], pieces: Sequence[S]) -> Iterator[R]:
        """What `work` makes of each piece, in the order of the pieces, each as soon as it is there.

        What the work raises is raised here, and ends the processes. Raises StageError when one was ended from
        outside. Work that cannot be pickled is done in this process.
        """
        wanted = min(self._workers, len(pieces))
        if wanted < 2 or len(pieces) < self._worth_starting or current_process().daemon:
            return map(work, pieces)  # (a daemon may start no processes)
        try:
            packed = pickle.dumps(work)
        except (pickle.PicklingError, AttributeError, TypeError) as error:
            _LOG.warning("not_spread reason=%r: done in one process", str(error))
            return map(work, pieces)
        return _spread(packed, pieces, wanted)


def default_workers() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _spread(packed: bytes, pieces: Sequence[Any], workers: int) -> Iterator[Any]:
    context = get_context("spawn")
    ends, held = context.Pipe(duplex=False)
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(packed, ends))
    try:
        waiting = deque(pool.submit(_do, piece) for piece in pieces)
        while waiting:
            yield waiting.popleft().result()
        pool.shutdown()
    except BrokenProcessPool as error:
        raise StageError(
            "a process that shared the work was ended from outside, perhaps for want of memory: "
            "set [run] workers lower (1 works in one process) or give the machine more memory, and run again"
        ) from error
    finally:
        held.close()  # whoever still works on a piece that nobody waits for ends now
        pool.shutdown(cancel_futures=True)
        ends.close()


_work: Callable[[Any], Any]  # of this process, where it is one that was started for the work


def _begin(packed: bytes, ends: Connection) -> None:
    """Readies a process: one thread (the cores are shared out by processes), and an end when its parent ends."""
    global _work  # noqa: PLW0603  a pool's processes have no other place to keep it
    os.environ.update(dict.fromkeys(_ONE_THREAD, "1"))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's, which ends this one
    threading.Thread(target=_end_with, args=(ends,), daemon=True).start()
    _work = pickle.loads(packed)


def _do(piece: Any) -> Any:
    return _work(piece)


def _end_with(ends: Connection) -> None:
    """Ends this process when the other end of the pipe is closed: by the parent, or with it."""
    try:
        ends.recv_bytes()
    except (EOFError, OSError):
        os._exit(1)
