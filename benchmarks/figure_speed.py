"""How fast figures are read in real news, one process, without the parse."""

from __future__ import annotations

import time
from itertools import islice
from pathlib import Path

from benchmarks.measurement import Measure
from benchmarks.product import read_rows
from benchmarks.speed import best, yardstick

NAME = "figures/speed"
SENTENCES = 20_000


def figure_speed(shared: Path, folder: Path) -> list[Measure]:  # noqa: ARG001 - the shape of a set
    """Sentences a second of this process, and while the yardstick of arithmetic runs once."""
    from pipeline.core.figures import find_figures
    from pipeline.core.sentences import split

    rows = read_rows(shared / "data" / "volume" / "articles.jsonl.gz")
    texts = list(
        islice(
            (
                (row["title"] if section == "headline" else row["text"])[start:end]
                for row in rows
                for _, section, start, end, _ in split(row["title"], row["text"])
            ),
            SENTENCES,
        )
    )
    unit = best(yardstick)
    began = time.process_time()
    found = sum(len(find_figures(text)) for text in texts)
    taken = time.process_time() - began
    told = {"sentences": len(texts), "figures": found, "sentences a second": len(texts) / taken}
    return [
        Measure(set=NAME, name="sentences read", value=len(texts) * unit / taken, kind="ratio"),
        *(Measure(set=NAME, name=name, value=float(value), kind="info") for name, value in told.items()),
    ]
