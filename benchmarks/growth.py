"""How the time and memory of grouping grow with the articles, and what the whole of `group` and `align` takes.

Beyond what there is of real articles, they are repeated with noise: some words of each left out, and its vector moved.
Time for encoding grows with the text and no faster; it is left out here, by vectors that are made beforehand.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import resource
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from zlib import crc32

from benchmarks.grouping import grouped
from benchmarks.measurement import Measure
from benchmarks.product import command

SIZES = (3_000, 6_000, 12_000, 100_000)
DROPPED = 0.15  # share of the words left out of a repeated article
MOVED = 0.35  # length of what is added to its unit vector


def whole(shared: Path, folder: Path) -> list[Measure]:
    """`group` and `align` over 12,300 real articles: seconds, memory, share of sentences embedded."""
    files = [
        shared / "data" / "volume" / "articles.jsonl.gz",
        shared / "data" / "stories" / "allsides.jsonl.gz",
    ]
    told = grouped(files, folder, align=True, threads=os.cpu_count() or 1)
    figures = {
        "articles": told["articles"],
        "group seconds": told["seconds"]["group"],
        "align seconds": told["seconds"]["align"],
        "gigabytes": told["gigabytes"],
        "share of sentences embedded": told["embedded"] / max(told["sentences"], 1),
    }
    return [Measure(set="whole", name=name, value=value, kind="info") for name, value in figures.items()]


def growth(shared: Path, folder: Path) -> list[Measure]:
    """Seconds of grouping at each size, and by how much they grow for each doubling."""
    seconds: dict[int, float] = {}
    found: list[Measure] = []
    for size in SIZES:
        out = folder / f"growth-{size}.json"
        command([sys.executable, "-m", "benchmarks.growth", str(shared), str(size), str(out)])
        told = json.loads(out.read_text(encoding="utf-8"))
        seconds[size] = told["seconds"]
        for name in ("seconds", "gigabytes"):
            found.append(
                Measure(set="growth", name=f"{size} articles, {name}", value=told[name], kind="info")
            )
    for small, large in pairwise(SIZES):
        each = (seconds[large] / seconds[small]) ** (1 / math.log2(large / small))
        found.append(
            Measure(set="growth", name=f"times a doubling, {small} to {large}", value=each, kind="info")
        )
    return found


class Given:
    """An encoder whose vectors are made beforehand, of a text's first words: near for repeated texts."""

    revision = "given"

    def __init__(self, texts: Iterable[str]) -> None:
        self._rows = {text: self._vector(text) for text in sorted(set(texts))}

    def encode(self, texts: Sequence[str]) -> Any:
        import numpy as np

        return np.stack([self._rows[text] for text in texts])

    @staticmethod
    def _vector(text: str) -> Any:
        import numpy as np

        from pipeline.core.text import content_stems

        row = np.zeros(384)
        for stem in content_stems(text[:400]):
            place = crc32(stem.encode())
            row[place % 384] += 1.0 if place & 1024 else -1.0
        row /= max(float(np.linalg.norm(row)), 1e-6)
        row += np.random.default_rng(crc32(text.encode())).normal(0, MOVED / math.sqrt(384), 384)
        return (row / np.linalg.norm(row)).astype(np.float32)


def _articles(shared: Path, size: int) -> list[Any]:
    from pipeline.adapters.coverage import read_coverage
    from pipeline.ids import text_hash

    files = ("data/volume/articles.jsonl.gz", "data/stories/allsides.jsonl.gz")
    real = [a for f in files for a in read_coverage(shared / f, lambda _: "en")]
    draw = random.Random(size)
    draw.shuffle(real)
    out = []
    for n in range(size):
        article, turn = real[n % len(real)], n // len(real)
        if turn:
            words = [w for w in article.text.split(" ") if draw.random() >= DROPPED]
            text = " ".join(words)
            article = replace(
                article,
                article_id=f"{article.article_id}-{turn}",
                outlet=f"{article.outlet} {turn}",
                text=text,
                content_hash=text_hash(article.title, text),
            )
        out.append(article)
    return out


def main() -> int:
    from pipeline.core.story_views import lead_text
    from pipeline.settings import Settings
    from pipeline.stages import group

    parser = argparse.ArgumentParser()
    parser.add_argument("shared", type=Path)
    parser.add_argument("size", type=int)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    articles = _articles(options.shared, options.size)
    encoder = Given([*map(lead_text, articles), *(a.title for a in articles)])
    began = time.process_time()
    group.run(articles, encoder, Settings().comparison, ("en",), {})
    told = {
        "seconds": time.process_time() - began,
        "gigabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20,
    }
    options.out.write_text(json.dumps(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
