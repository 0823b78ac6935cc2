"""Measures quality on the labelled sets and holds it against its floors: `./run measure [--full]`.

The sets lie in a folder `shared` beside the checkout. Where it is absent there is nothing to measure: that is
said, and passes, except where `CI=true`. A figure below its floor fails. Floors (`floors.json`) only rise:
`--raise-floors` lifts them to what is measured, less a small allowance. Speeds are told as ratios to a fixed
piece of arithmetic timed in the same run, and never fail.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import sets
from pipeline import wiring
from pipeline.wiring.adapters import code_hash

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ROOT / "benchmarks" / "floors.json"
RESULTS = ROOT / "benchmarks" / "results"
ALLOWANCE = 0.01  # a floor stands this far below what was measured
REPEATS = 3

Measurement = Callable[[Path, Path], sets.Scores]

QUICK: Mapping[str, Measurement] = {
    "gold dev": lambda shared, work: sets.gold(shared, "dev", work),
    "gold real-dev": lambda shared, work: sets.gold(shared, "real-dev", work),
    "figure pairs": sets.figure_pairs,
    "pages": sets.pages,
    "attributions": sets.attributions,
    "loaded wording": sets.loaded_words,
}
SLOW: Mapping[str, Measurement] = {
    "giveme5w1h": lambda shared, work: sets.stories(shared, work, "giveme5w1h"),
}


def main(arguments: list[str] | None = None, shared: Path = ROOT.parent / "shared") -> int:
    """Measures and prints a table; 1 when a figure is below its floor or the sets are missing in CI."""
    parser = argparse.ArgumentParser(prog="measure", description=__doc__)
    parser.add_argument("--full", action="store_true", help="also the slow sets; keeps the results")
    parser.add_argument("--raise-floors", action="store_true", help="lift floors to what is measured")
    options = parser.parse_args(arguments)
    if not shared.is_dir():
        print("measure: no folder `shared` beside the checkout, so there is nothing to measure")
        return 1 if os.environ.get("CI") == "true" else 0
    chosen = {**QUICK, **SLOW} if options.full else QUICK
    measured, seconds = measure(chosen, shared)
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    below = print_table(measured, floors)
    print_speed(seconds)
    if options.raise_floors:
        FLOORS.write_text(json.dumps(raised(floors, measured), indent=2) + "\n", encoding="utf-8")
    if options.full:
        keep(measured, seconds)
    tell_age()
    for told in below:
        print(f"measure: below its floor: {told}")
    return 1 if below else 0


def measure(
    chosen: Mapping[str, Measurement], shared: Path
) -> tuple[dict[str, sets.Scores], dict[str, float]]:
    """Scores and seconds of each set."""
    scores: dict[str, sets.Scores] = {}
    seconds: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as work:
        for name, one in chosen.items():
            print(f"measure: {name} …", file=sys.stderr, flush=True)
            began = time.perf_counter()
            scores[name] = {key: round(value, 4) for key, value in one(shared, Path(work)).items()}
            seconds[name] = time.perf_counter() - began
    return scores, seconds


def print_table(measured: Mapping[str, sets.Scores], floors: Mapping[str, sets.Scores]) -> list[str]:
    """Prints every figure with its floor; returns those below."""
    below = []
    print(f"{'set':16}{'measure':30}{'value':>8}{'floor':>8}")
    for name, scores in measured.items():
        for measure_name, value in scores.items():
            floor = floors.get(name, {}).get(measure_name)
            verdict = "new" if floor is None else "" if value >= floor else "BELOW"
            print(
                f"{name:16}{measure_name:30}{value:8.3f}{'–' if floor is None else f'{floor:.3f}':>8}  {verdict}"
            )
            if verdict == "BELOW":
                below.append(f"{name}, {measure_name}: {value:.3f} < {floor:.3f}")
    return below


def raised(floors: Mapping[str, sets.Scores], measured: Mapping[str, sets.Scores]) -> dict[str, sets.Scores]:
    """Floors lifted to what was measured less the allowance; none falls, and none is dropped."""
    result = {name: dict(scores) for name, scores in floors.items()}
    for name, scores in measured.items():
        held = result.setdefault(name, {})
        for key, value in scores.items():
            held[key] = max(held.get(key, 0.0), round(max(value - ALLOWANCE, 0.0), 3))
    return result


def print_speed(seconds: Mapping[str, float]) -> None:
    """Times as multiples of a fixed piece of arithmetic: comparable between machines, and never a failure."""
    unit = arithmetic_seconds()
    print("speed, in multiples of one 1,500 × 1,500 matrix product (not judged):")
    for name, spent in seconds.items():
        print(f"  {name:16}{spent / unit:10.0f}  ({spent:.0f} s)")


def arithmetic_seconds() -> float:
    import numpy as np

    matrix = np.random.default_rng(0).standard_normal((1500, 1500), dtype=np.float32)
    best = float("inf")
    for _ in range(REPEATS):
        began = time.perf_counter()
        matrix @ matrix
        best = min(best, time.perf_counter() - began)
    return best


def stamp() -> dict[str, str]:
    """What results rest on: hashes of the code and the models."""
    return {"code": code_hash(), "encoder": wiring.encoder().revision, "parser": wiring.parser().revision}


def keep(measured: Mapping[str, sets.Scores], seconds: Mapping[str, float]) -> None:
    RESULTS.mkdir(exist_ok=True)
    told = {
        "stamp": stamp(),
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "scores": measured,
        "seconds": {name: round(spent, 1) for name, spent in seconds.items()},
    }
    (RESULTS / "full.json").write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")


def tell_age() -> None:
    """Says when the kept results come from other code or models."""
    kept = RESULTS / "full.json"
    if not kept.is_file():
        print("measure: no results of `--full` are kept yet")
    elif json.loads(kept.read_text(encoding="utf-8"))["stamp"] != stamp():
        print(
            "measure: the kept results are old: code or models have changed since; run `./run measure --full`"
        )


if __name__ == "__main__":
    sys.exit(main())
