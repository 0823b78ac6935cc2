"""Groups coverage, and aligns it where asked, in a process of its own: `python -m benchmarks.grouping OUT FILE…`.

Writes what became of it as JSON: the story of each URL, seconds of each stage, the peak of memory, how many sentences
were embedded. Vectors are computed, not looked up.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.product import command


def grouped(files: list[Path], folder: Path, *, align: bool = False, threads: int = 1) -> dict[str, Any]:
    """What a process that groups the files tells. Raises MeasuringError when it fails."""
    out = folder / "grouping.json"
    options = ["--align"] if align else []
    asked = [*map(str, files), *options, "--threads", str(threads)]
    command([sys.executable, "-m", "benchmarks.grouping", str(out), *asked])
    told: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return told


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--align", action="store_true")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    options.out.write_text(json.dumps(_run(options.files, align=options.align, threads=options.threads)))
    return 0


def _run(files: list[Path], *, align: bool, threads: int) -> dict[str, Any]:
    import torch

    from pipeline.adapters.coverage import read_coverage
    from pipeline.adapters.encoder import SentenceEncoder
    from pipeline.settings import Settings
    from pipeline.stages import align as aligning
    from pipeline.stages import group, load

    torch.set_num_threads(threads)
    chosen, encoder = Settings(), SentenceEncoder()
    articles = load.with_versions([a for file in files for a in read_coverage(file, lambda _: "en")])
    began = time.perf_counter()
    found = group.run(articles, encoder, chosen.comparison, chosen.models.languages, {})
    told: dict[str, Any] = {"seconds": {"group": time.perf_counter() - began}, "articles": len(articles)}
    if align:
        began = time.perf_counter()
        done = aligning.run(articles, found, encoder, chosen.comparison, chosen.models.languages)
        told["seconds"]["align"] = time.perf_counter() - began
        told |= {"embedded": done.embedded, "sentences": len(done.sentences), "aligned": len(done.alignments)}
    url = {a.article_id: a.url for a in articles}
    told["stories"] = {url[a]: story.story_id for story in found.stories for a in story.article_ids}
    told["gigabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return told


if __name__ == "__main__":
    sys.exit(main())
