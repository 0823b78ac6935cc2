"""Speeds as ratios to a fixed piece of arithmetic timed in the same run, so that machines compare."""

from __future__ import annotations

import time
from collections.abc import Callable

from benchmarks.measurement import Measure

ROUNDS = 3  # the best of them counts: the others were disturbed
_NAMES = "Arlen Brask Corvane Dunmere Eldon Fenwick Garrow Hollin Istra Jarl".split()


def speeds() -> list[Measure]:
    """Sentences that figures are read in, and pages of text cut into sentences, while the yardstick runs once."""
    from pipeline.core.figures import find_figures
    from pipeline.core.sentences import split

    sentences = [
        f"In {name} some {1000 + 37 * n} people, {n % 90 + 10} percent of all, paid $4.{n % 9} million"
        f" on May {n % 28 + 1}."
        for n, name in enumerate(_NAMES * 20)
    ]
    text = "\n\n".join(" ".join(sentences[k : k + 5]) for k in range(0, len(sentences), 5))
    unit = best(yardstick)
    reading = best(lambda: [find_figures(s, published_at=None, parse=None) for s in sentences])
    cutting = best(lambda: split("Figures of the day", text))
    return [
        Measure(
            set="speed",
            name="sentences read for figures",
            value=len(sentences) * unit / reading,
            kind="ratio",
        ),
        Measure(set="speed", name="sentences cut", value=len(sentences) * unit / cutting, kind="ratio"),
    ]


def yardstick() -> None:
    """A fixed amount of work: twenty products of two matrices of 256 by 256."""
    import numpy as np

    left = np.linspace(0.0, 1.0, 256 * 256, dtype=np.float64).reshape(256, 256)
    for _ in range(20):
        left = left @ left.T
        left /= np.abs(left).max()


def best(work: Callable[[], object]) -> float:
    """Seconds of the quickest of ROUNDS."""
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return max(min(taken), 1e-9)
