"""What the stages ask of the outside world: small protocols that the adapters fulfil."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from pipeline.model import (
    AlignedGroup,
    Attribution,
    Divergence,
    Evidence,
    Figure,
    FramingSignal,
    PairVerdict,
    Parse,
)

Vectors = NDArray[np.float32]
S = TypeVar("S")
R = TypeVar("R")


class Encoder(Protocol):
    """Turns texts into unit vectors."""

    @property
    def revision(self) -> str:
        """Identifies the weights: equal revisions give equal vectors."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit-length float32 vectors, shape (len(texts), dimension), whatever the order and batch."""
        ...


class PairModel(Protocol):
    """Reads two sentences together."""

    @property
    def revision(self) -> str: ...

    def verdicts(self, pairs: Sequence[tuple[str, str]]) -> list[PairVerdict]:
        """One verdict a pair, in the order given, whatever is judged beside it."""
        ...

    def conflicts(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Probability that the two of a pair cannot both hold, the lower of both directions; 0 where it is not told."""
        ...


class Parser(Protocol):
    """Parses sentences into dependency trees."""

    @property
    def revision(self) -> str: ...

    def parse(self, texts: Sequence[str]) -> list[Parse]:
        """One parse a text, in the order given; offsets are into each text."""
        ...


class WordingReader(Protocol):
    """Tells the words by which sentences charge what they say."""

    @property
    def revision(self) -> str: ...

    def find(self, texts: Sequence[str]) -> list[list[FramingSignal]]:
        """Signals of loaded wording in each text, in the order given; offsets into it."""
        ...


class Clock(Protocol):
    def __call__(self) -> datetime:
        """Now, as an aware datetime in UTC."""
        ...


class Progress(Protocol):
    """Says how far a long piece of work has come."""

    def advance(self, done: int = 1) -> None: ...

    def close(self) -> None: ...


class Spreader(Protocol):
    """Has pieces of work done, in one process or in several; which does a piece changes nothing."""

    def each(self, work: Callable[[S], R], pieces: Sequence[S]) -> Iterator[R]:
        """What the work makes of each piece, in the order of the pieces; what it raises is raised here."""
        ...


class FigureFinder(Protocol):
    """sentence -> figures. `published_at` resolves relative dates; `parse` may be None."""

    def __call__(self, text: str, *, published_at: datetime | None, parse: Parse | None) -> list[Figure]: ...


class AttributionFinder(Protocol):
    """sentence -> attributions."""

    def __call__(self, text: str, *, parse: Parse | None) -> list[Attribution]: ...


class FramingFinder(Protocol):
    """sentence -> framing signals."""

    def __call__(self, text: str, *, parse: Parse | None) -> list[FramingSignal]: ...


class Judge(Protocol):
    """aligned group -> divergences with evidence. Pure: reads nothing but the group."""

    @property
    def name(self) -> str:
        """Names the judge in logs and in the version of a run."""
        ...

    @property
    def kind(self) -> str:
        """The kind of divergence that it finds."""
        ...

    def judge(self, group: AlignedGroup) -> Iterable[Divergence]: ...

    def summarise(self, evidence: Sequence[Evidence], subtype: str) -> str:
        """One plain sentence for a row of this kind, made from its evidence alone."""
        ...
