"""What a number with its unit is, before the words around it are read."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import Approximator, FigureKind


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity read at tokens [start, end), before any approximator."""

    start: int
    end: int
    low: float
    high: float | None
    kind: FigureKind
    unit: str | None
    approximator: Approximator = "exact"
    is_age: bool = False
    role: str = ""  # which side of a vote or score: "ahead" or "behind"
