"""What the review page asks of the world around it; wired in `pipeline.serving`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Protocol

Row = Mapping[str, Any]


class Reader(Protocol):
    """One look at the published copy: every statement of it sees the same night."""

    def rows(self, statement: str, **values: object) -> list[Row]:
        """The rows of a statement, its named parameters bound. Raises InputError when it cannot be run."""
        ...


class Answer(Protocol):
    """The first rows of an analyst's own statement."""

    @property
    def columns(self) -> Sequence[str]: ...
    @property
    def types(self) -> Sequence[str]: ...
    @property
    def rows(self) -> Sequence[tuple[Any, ...]]: ...
    @property
    def more(self) -> bool:
        """Whether there are rows beyond the limit."""
        ...


class Workbench(Protocol):
    """Runs analysts' own statements, within limits of time, memory and rows."""

    def run(self, key: str, statement: str, *, rows: int, skip: int = 0) -> Answer:
        """Raises InputError for what cannot be run, was cancelled, or took too long."""
        ...

    def cancel(self, key: str) -> bool:
        """Ends the statement that runs under `key`; False when none does."""
        ...


class Judgement(Protocol):
    """A verdict as it was given."""

    @property
    def divergence_id(self) -> str: ...
    @property
    def verdict(self) -> str: ...
    @property
    def note(self) -> str | None: ...
    @property
    def reviewer(self) -> str: ...
    @property
    def reviewed_at(self) -> datetime: ...
    @property
    def evidence_hash(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def subtype(self) -> str: ...


class Verdicts(Protocol):
    """Where verdicts are kept."""

    def give(self, flag: Row, verdict: str, note: str | None, reviewer: str) -> None: ...

    def undo(self, divergence_id: str, reviewer: str) -> bool: ...

    def standing(self) -> Sequence[Judgement]: ...


class Doors(Protocol):
    """Who is let in."""

    @property
    def needs_name(self) -> bool:
        """Whether one must log in; not so on a loopback address without users."""
        ...

    def verify(self, name: str, password: str) -> bool: ...


class Reason(Protocol):
    """Two figures of a flag as its judge compared them."""

    @property
    def outcome(self) -> str: ...
    @property
    def readings(self) -> Sequence[tuple[str, str]]:
        """(sentence, how its figure was read) of both."""
        ...

    @property
    def steps(self) -> Sequence[tuple[str, str]]:
        """(rule, what it decided), in the order of judgement."""
        ...


Reasons = Callable[[str], Sequence[Reason]]  # of a divergence's id; none where its judge has no rules to tell
Opened = Callable[[], AbstractContextManager[Reader]]
Exporter = Callable[[Answer, str], bytes]  # (answer, csv | parquet)
