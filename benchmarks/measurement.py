"""One measured figure, and the tables in which figures are printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["quality", "ratio", "info"]
Verdict = Literal["ok", "below", "new", "ratio", "info", "missing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A figure of a set. `quality` is 0–1, more is better, and may be pinned by a floor; a `ratio` is a speed
    against a yardstick of the same run; `info` is told and not judged.
    """

    set: str
    name: str
    value: float
    kind: Kind = "quality"

    @property
    def key(self) -> str:
        return f"{self.set} {self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A figure with its floor; `value` is None where the floor's figure was not measured."""

    set: str
    name: str
    value: float | None
    floor: float | None
    verdict: Verdict


def f1(precision: float, recall: float) -> float:
    """The harmonic mean; 0 where both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def precision_recall_f1(right: int, predicted: int, gold: int) -> tuple[float, float, float]:
    """Shares of what was predicted and of what was to be found, 0 where there is nothing."""
    precision = right / predicted if predicted else 0.0
    recall = right / gold if gold else 0.0
    return precision, recall, f1(precision, recall)


def table(rows: Iterable[Judged]) -> str:
    """The figures in columns: set, measure, value, floor, verdict."""
    lines = [("set", "measure", "value", "floor", "verdict")]
    for row in rows:
        value = "-" if row.value is None else f"{row.value:.3f}"
        floor = "-" if row.floor is None else f"{row.floor:.3f}"
        lines.append((row.set, row.name, value, floor, row.verdict))
    return aligned(lines)


def aligned(lines: Sequence[Sequence[str]]) -> str:
    """Lines of cells as columns; the third and fourth are set to the right."""
    widths = [max(len(line[k]) for line in lines) for k in range(len(lines[0]))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if k in (2, 3) else cell.ljust(width)
            for k, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )
