"""How politely each host is treated: spaced requests, and rests that it asked for.

One book serves all clients of a process, also in other threads, so that two outlets on one host share its
patience.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

LONGEST_DELAY = 60.0  # seconds between two requests, whatever a host wishes
_SLOWED = 1.0  # seconds, the least delay after a host said that it is asked too often


@dataclass(slots=True)
class _Host:
    delay: float
    next_at: float = 0.0  # when the next request may start
    rests_until: float = 0.0


class Hosts:
    """Delays and rests by host. Times are seconds of a clock that only goes forward."""

    def __init__(self, delay: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._delay = delay
        self._clock = clock
        self._lock = threading.Lock()
        self._hosts: dict[str, _Host] = {}

    def slow_down(self, host: str, seconds: float) -> None:
        """Asks `host` no more often than every so many seconds, as its robots.txt wishes."""
        with self._lock:
            state = self._of(host)
            state.delay = max(state.delay, min(seconds, LONGEST_DELAY))

    def was_too_often(self, host: str) -> None:
        """Doubles the delay of a host that answered 429."""
        with self._lock:
            state = self._of(host)
            state.delay = min(max(2 * state.delay, _SLOWED), LONGEST_DELAY)

    def rest(self, host: str, seconds: float) -> None:
        """Asks `host` for nothing in the next so many seconds, as its Retry-After wishes."""
        with self._lock:
            state = self._of(host)
            state.rests_until = max(state.rests_until, self._clock() + seconds)

    def rests(self, host: str) -> float:
        """Seconds that are left of the rest that `host` asked for; 0 when there is none."""
        with self._lock:
            return max(0.0, self._of(host).rests_until - self._clock())

    def turn(self, host: str) -> float:
        """Takes the next turn at `host`; seconds until it comes."""
        with self._lock:
            state, now = self._of(host), self._clock()
            begin = max(now, state.next_at, state.rests_until)
            state.next_at = begin + state.delay
            return begin - now

    def _of(self, host: str) -> _Host:
        if host not in self._hosts:
            self._hosts[host] = _Host(self._delay)
        return self._hosts[host]


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for, given as a number or as a date; None for what is neither."""
    if not value:
        return None
    told = value.strip()
    if told.isascii() and told.isdigit():
        return float(told[:9])
    try:
        return max(0.0, (parsedate_to_datetime(told) - now).total_seconds())
    except (ValueError, TypeError, OverflowError):
        return None
