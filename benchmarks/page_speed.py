"""How quickly pages are read: the whole extraction beside trafilatura as it comes, in one run.

Both read the same pages in turns, in two processes; the time is that of the processor, so that other work on the
machine disturbs both alike.
"""

from __future__ import annotations

import gzip
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from benchmarks.measurement import Measure
from benchmarks.product import read_rows

PROCESSES = 2
ROUNDS = 2  # after one that loads what both need


def page_speed(shared: Path, _: Path) -> list[Measure]:
    """Pages a second and core, of both, and their ratio."""
    home = shared / "data" / "pages"
    rows = read_rows(home / "manifest.jsonl.gz")
    shares = [
        [(str(home / str(r["html"])), str(r["url"])) for r in rows[k::PROCESSES]] for k in range(PROCESSES)
    ]
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        spent = list(pool.map(_seconds, shares))
    stock, ours = sum(s for s, _ in spent), sum(o for _, o in spent)
    read = ROUNDS * len(rows)
    return [
        Measure(set="pages/speed", name="times trafilatura with metadata", value=stock / ours, kind="ratio"),
        Measure(set="pages/speed", name="pages a core-second", value=read / ours, kind="info"),
        Measure(set="pages/speed", name="trafilatura, pages a core-second", value=read / stock, kind="info"),
    ]


def _seconds(pages: list[tuple[str, str]]) -> tuple[float, float]:
    """Seconds of the processor for trafilatura and for the extraction, over all rounds but the first."""
    from trafilatura import bare_extraction

    from pipeline.adapters.extraction import extract_page

    contents = [(gzip.decompress(Path(path).read_bytes()), url) for path, url in pages]
    stock = ours = 0.0
    for turn in range(ROUNDS + 1):
        for content, url in contents:
            began = time.process_time()
            bare_extraction(content, url=url, with_metadata=True)
            between = time.process_time()
            extract_page(content, url)
            ended = time.process_time()
            if turn:
                stock, ours = stock + between - began, ours + ended - between
    return stock, ours
