"""Floors: the quality that once was reached. A figure below its floor fails the build; floors only rise."""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from benchmarks.measurement import Judged, Measure, Verdict

FILE = Path(__file__).with_name("floors.json")
_EXACT = 1e-9  # a figure that equals its floor has not fallen


def read(file: Path = FILE) -> dict[str, float]:
    """Floors by `set measure`; empty where there is no file yet."""
    if not file.exists():
        return {}
    return {str(key): float(value) for key, value in json.loads(file.read_text(encoding="utf-8")).items()}


def judge(measures: Iterable[Measure], floors: Mapping[str, float], sets: Collection[str]) -> list[Judged]:
    """Each figure against its floor, and a row for each floor of the sets run whose figure is missing."""
    found = list(measures)
    rows = [_judged(m, floors.get(m.key)) for m in found]
    for key in sorted(floors.keys() - {m.key for m in found}):
        name = next((s for s in sorted(sets, key=len, reverse=True) if key.startswith(s + " ")), None)
        if name is not None:
            rows.append(
                Judged(set=name, name=key[len(name) + 1 :], value=None, floor=floors[key], verdict="missing")
            )
    return rows


def failed(rows: Iterable[Judged]) -> list[Judged]:
    """The rows that fail a build: below a floor, or not measured although a floor asks for it."""
    return [row for row in rows if row.verdict in ("below", "missing")]


def raised(measures: Iterable[Measure], floors: Mapping[str, float]) -> dict[str, float]:
    """The floors with those that this run's quality lifts, cut to two digits so that noise does not fail.

    None is lowered and none is dropped.
    """
    higher = dict(floors)
    for measure in measures:
        if measure.kind == "quality":
            reached = math.floor(measure.value * 100 + _EXACT) / 100
            higher[measure.key] = max(reached, floors.get(measure.key, 0.0))
    return dict(sorted(higher.items()))


def write(floors: Mapping[str, float], file: Path = FILE) -> None:
    """Writes floors, one a line, sorted."""
    file.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def _judged(measure: Measure, floor: float | None) -> Judged:
    if measure.kind != "quality":
        return Judged(
            set=measure.set, name=measure.name, value=measure.value, floor=None, verdict=measure.kind
        )
    held = floor is None or measure.value >= floor - _EXACT
    verdict: Verdict = "new" if floor is None else "ok" if held else "below"
    return Judged(set=measure.set, name=measure.name, value=measure.value, floor=floor, verdict=verdict)
