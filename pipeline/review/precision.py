"""How often flags were judged real, with intervals: by kind, judge, subtype, outlet, month and reviewer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pipeline.queries import load
from pipeline.review.edges import Judgement, Reader, Row

GONE = "not in the published copy any more"


@dataclass(frozen=True, slots=True, kw_only=True)
class Precision:
    """`real` of `judged`, with a 95 % interval (Wilson 1927)."""

    name: str
    judged: int
    real: int
    low: float
    high: float

    @property
    def rate(self) -> float:
        return self.real / self.judged


def tables(reader: Reader, standing: Sequence[Judgement]) -> list[tuple[str, list[Precision]]]:
    """(title, rows) by kind, judge, subtype, outlet, month and reviewer, of all verdicts that stand.

    The newest verdict on a divergence counts once; by outlet it counts for each outlet on its sides, and by reviewer
    each one's own. A judge is told by kind and scope. What is published no longer has neither scope nor outlets: its
    verdicts are told in a row of their own.
    """
    newest = {v.divergence_id: v for v in sorted(standing, key=lambda v: (v.reviewed_at, v.reviewer))}
    latest = [newest[key] for key in sorted(newest)]
    known = {
        row["divergence_id"]: row for row in reader.rows(load("review/judged"), divergences=sorted(newest))
    }

    def judge(verdict: Judgement) -> list[str]:
        row = known.get(verdict.divergence_id)
        return [f"{verdict.kind}, {row['scope']}"] if row else [f"{verdict.kind}, {GONE}"]

    def outlets(verdict: Judgement) -> Sequence[str]:
        row = known.get(verdict.divergence_id)
        return row["side_outlets"] if row else [GONE]

    counted = [
        ("By kind", _by(latest, lambda v: [v.kind])),
        ("By judge", _by(latest, judge)),
        ("By subtype", _by(latest, lambda v: [f"{v.kind}: {v.subtype}"])),
        ("By outlet", _by(latest, outlets)),
        ("By month", _by(latest, lambda v: [f"{v.reviewed_at:%Y-%m}"])),
        ("By reviewer", _by(standing, lambda v: [v.reviewer])),
    ]
    rows = [(judged, real) for _, found in counted for _, judged, real in found]
    bounds = iter(
        reader.rows(
            load("review/intervals"), had=[real for _, real in rows], cases=[judged for judged, _ in rows]
        )
    )
    return [
        (title, [_precision(name, judged, real, next(bounds)) for name, judged, real in found])
        for title, found in counted
    ]


def _by(
    verdicts: Iterable[Judgement], names: Callable[[Judgement], Iterable[str]]
) -> list[tuple[str, int, int]]:
    counted: dict[str, list[bool]] = defaultdict(list)
    for verdict in verdicts:
        for name in names(verdict):
            counted[name].append(verdict.verdict == "real")
    return [(name, len(found), sum(found)) for name, found in sorted(counted.items())]


def _precision(name: str, judged: int, real: int, bound: Row) -> Precision:
    return Precision(name=name, judged=judged, real=real, low=bound["low"], high=bound["high"])
