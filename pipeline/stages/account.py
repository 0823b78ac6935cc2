"""What reading and judging cost, and what failed at it: for the log and the closing table, never for a row."""

from __future__ import annotations

import logging
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

T = TypeVar("T")
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A finder or a judge that broke; what it would have found there is missing, and nothing else."""

    event: str  # `finder_failed` or `judge_failed`
    name: str
    at: str  # the sentence's text, or the story's id
    error: str
    trace: str

    def log(self) -> None:
        """One line of what, where and why, with the trace beneath."""
        what, where = ("finder", "text") if self.event == "finder_failed" else ("judge", "story")
        _LOG.error(
            "%s %s=%s %s=%r error=%s\n%s", self.event, what, self.name, where, self.at, self.error, self.trace
        )


@dataclass(slots=True, kw_only=True)
class Account:
    """Counts of one piece of work, or of several together.

    Seconds are of processors, in all processes together, by what spent them: `judge figure`,
    `finder find_figures`, `parser`, `wording`.
    """

    sentences: int = 0
    parsed: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)

    def add(self, other: Account) -> None:
        """Takes in what another piece counted."""
        self.sentences += other.sentences
        self.parsed += other.parsed
        for name, spent in other.seconds.items():
            self._spent(name, spent)
        self.failures.extend(other.failures)

    def timed(self, name: str, work: Callable[[], T]) -> T:
        """What the work gives; its seconds are counted under the name."""
        began = time.process_time()
        try:
            return work()
        finally:
            self._spent(name, time.process_time() - began)

    def guarded(self, event: str, name: str, at: str, work: Callable[[], Iterable[T]]) -> list[T]:
        """What the work gives, in a list; nothing where it breaks, which is kept as a failure. Timed.

        Finders and judges may be of other packages: whatever they stumble over must not cost the night.
        """
        began = time.process_time()
        try:
            return list(work())
        except Exception as error:
            told = f"{type(error).__name__}: {error}"
            self.failures.append(
                Failure(event=event, name=name, at=at[:200], error=told, trace=traceback.format_exc())
            )
            return []
        finally:
            self._spent(f"{event.removesuffix('_failed')} {name}", time.process_time() - began)

    def _spent(self, name: str, seconds: float) -> None:
        self.seconds[name] = self.seconds.get(name, 0.0) + seconds

    def failed(self, event: str) -> Counter[str]:
        """How often each finder, or each judge, broke."""
        return Counter(f.name for f in self.failures if f.event == event)

    def told(self) -> list[tuple[str, str]]:
        """What a closing table says of it: sentences parsed and their share, seconds by what took them, failures."""
        share = self.parsed / self.sentences if self.sentences else 0.0
        rows = [("parsed", f"{self.parsed:,} of {self.sentences:,} sentences ({share:.0%})")]
        for kind in ("finder", "judge"):
            spent = {n.partition(" ")[2]: s for n, s in self.seconds.items() if n.partition(" ")[0] == kind}
            rows.append((f"{kind}s", _seconds(spent)))
        rows.append(("models", _seconds({n: s for n, s in self.seconds.items() if " " not in n})))
        for event in ("finder_failed", "judge_failed"):
            if failed := self.failed(event):
                rows.append((event, ", ".join(f"{n} {times:,} times" for n, times in sorted(failed.items()))))
        return rows


def _seconds(spent: Mapping[str, float]) -> str:
    longest_first = sorted(spent.items(), key=lambda row: (-row[1], row[0]))
    return ", ".join(f"{name} {seconds:.1f} s" for name, seconds in longest_first)


def name_of(finder: Callable[..., object]) -> str:
    """A finder's name for people: that of its function."""
    inner = getattr(finder, "func", finder)  # of a partial
    return str(getattr(inner, "__name__", type(inner).__name__))
