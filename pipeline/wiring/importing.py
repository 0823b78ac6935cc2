"""WARC files from elsewhere as a source of coverage."""

from __future__ import annotations

import multiprocessing
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.ids import content_id
from pipeline.stages.import_pages import STAGE, Parts, Publishers, read
from pipeline.wiring.adapters import outlets, purged, settings

if TYPE_CHECKING:
    from pipeline.adapters.warc_import import ArchivedPage

_AT_ONCE = 4  # pages under way for each process


def import_file(
    file: Path, *, by_host: bool, workers: int, progress: Callable[[int], None]
) -> dict[str, Any]:
    """Takes the pages of one WARC file into the windows of their days; counts of what was read and left.

    `progress` hears how many further bytes of the file were read. Raises InputError for a file that is none.
    """
    from courlan import extract_domain

    from pipeline.adapters.warc_import import read_pages

    told: Counter[str] = Counter()
    file = file.resolve()
    publishers = Publishers(outlets(), extract_domain, by_host=by_host)
    parts = Parts(runs=settings().runs, name=content_id(STAGE, str(file)))
    seen: set[str] = set()
    gone = purged().covers

    def pages() -> Iterator[ArchivedPage]:
        before = 0
        for offset, page in read_pages(file, settings().web.max_bytes, told):
            progress(max(offset - before, 0))
            before = max(offset, before)
            if page is None:
                continue
            url = page.answer.url
            if gone(publishers.outlet_of(url).outlet_id, url):
                told["taken down"] += 1
            else:
                yield page

    with _pool(workers) as pool:
        for found in read(
            pages(),
            file,
            publishers,
            obey_opt_outs=settings().web.obey_opt_outs,
            pool=pool,
            at_once=_AT_ONCE * workers,
        ):
            told["articles"] += found.article is not None
            told["opted out"] += found.row.outcome == "opted_out"
            seen.add(found.row.outlet)
            parts.add(found)
    parts.close()
    days = sorted(parts.days)
    return {**{k: v for k, v in told.items() if v}, "outlets": len(seen), "days": [str(d) for d in days]}


def _pool(workers: int) -> Any:
    """Processes that start afresh: a fork would carry over threads and locks of this one."""
    if workers <= 1:
        return nullcontext(None)
    context = multiprocessing.get_context("spawn")
    pool: Executor = ProcessPoolExecutor(workers, mp_context=context)
    return pool
