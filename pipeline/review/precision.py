"""How often flags were judged real, with intervals: by kind, outlet and month."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.review.edges import Judgement

Z = 1.959964  # of a 95 % interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Precision:
    """`real` of `judged`, with the Wilson interval (Wilson 1927)."""

    name: str
    judged: int
    real: int
    low: float
    high: float

    @property
    def rate(self) -> float:
        return self.real / self.judged


def tables(
    standing: Sequence[Judgement], outlets: Mapping[str, Sequence[str]]
) -> list[tuple[str, list[Precision]]]:
    """(title, rows) by kind, by kind and subtype, by outlet, by month and by reviewer.

    The newest verdict on a divergence counts once; by outlet it counts for each outlet on its sides.
    """
    newest = {v.divergence_id: v for v in sorted(standing, key=lambda v: (v.reviewed_at, v.reviewer))}
    latest = [newest[key] for key in sorted(newest)]
    return [
        ("By kind", _by(latest, lambda v: [v.kind])),
        ("By subtype", _by(latest, lambda v: [f"{v.kind}: {v.subtype}"])),
        ("By outlet", _by(latest, lambda v: outlets.get(v.divergence_id, ()))),
        ("By month", _by(latest, lambda v: [f"{v.reviewed_at:%Y-%m}"])),
        ("By reviewer", _by(standing, lambda v: [v.reviewer])),
    ]


def _by(verdicts: Iterable[Judgement], names: Callable[[Judgement], Iterable[str]]) -> list[Precision]:
    counted: dict[str, list[bool]] = defaultdict(list)
    for verdict in verdicts:
        for name in names(verdict):
            counted[name].append(verdict.verdict == "real")
    return [precision(name, len(found), sum(found)) for name, found in sorted(counted.items())]


def precision(name: str, judged: int, real: int) -> Precision:
    """A row of at least one verdict."""
    rate, wide = real / judged, Z * Z / judged
    middle = (rate + wide / 2) / (1 + wide)
    reach = Z * math.sqrt(rate * (1 - rate) / judged + wide / (4 * judged)) / (1 + wide)
    return Precision(
        name=name, judged=judged, real=real, low=max(0.0, middle - reach), high=min(1.0, middle + reach)
    )
