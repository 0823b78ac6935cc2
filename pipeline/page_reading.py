"""`parallax extract`: pages in, the same lines with what was read out of them.

Keys of a line that are not read pass through.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from pathlib import Path

from pipeline.adapters.page_files import extract_pages
from pipeline.console import ConsoleProgress
from pipeline.streams import stream_in, stream_out


def extract(source: str, target: str, workers: int) -> int:
    """Reads title, text and dates out of the pages that `source` lists; returns the exit status.

    Ends with a summary on standard error: how many pages of each type, articles by access, and the rate.
    """
    folder = Path.cwd() if source == "-" else Path(source).resolve().parent
    types: Counter[str] = Counter()
    access: Counter[str] = Counter()
    began = time.monotonic()
    with stream_in(source) as stream, stream_out(target) as out:
        progress = ConsoleProgress("pages read", 0)
        for told in extract_pages(stream, name=source, folder=folder, workers=workers):
            out.write(json.dumps(told, ensure_ascii=False) + "\n")
            types[told["page_type"]] += 1
            if told["page_type"] == "article":
                access[told["access"]] += 1
            progress.advance()
        progress.close()
    spent = time.monotonic() - began
    print(
        f"{sum(types.values())} pages in {spent:.1f} s: {_counted(types)}; articles: {_counted(access)}",
        file=sys.stderr,
    )
    return 0


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(counts.items())) or "none"
