"""Is the body of a page read whole and alone? Shared runs of four words with bodies read by hand-written parsers."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from pathlib import Path
from statistics import mean
from typing import Any

from benchmarks.measurement import Measure, f1
from benchmarks.product import parallax, read_rows, write_rows

RUN = 4  # words, or characters of a script without spaces
_WORD = re.compile(r"\w+")
_UNSPACED = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff"
_UNIT = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")


def pages(shared: Path, folder: Path) -> list[Measure]:
    """Body, title and day of all pages: of the publishers on which rules are tuned, and apart of the others."""
    home = shared / "data" / "pages"
    truth = read_rows(home / "manifest.jsonl.gz")
    source, target = folder / "pages-in.jsonl", folder / "pages-out.jsonl"
    write_rows(
        source,
        (
            {"html": str(home / str(r["html"])), "url": r["url"], "fetched_at": _moment(str(r["crawl_date"]))}
            for r in truth
        ),
    )
    parallax("extract", source, target)
    found = {str(row["url"]): row for row in read_rows(target)}
    tuned = [row for row in truth if in_half(str(row["outlet"]))]
    others = [row for row in truth if not in_half(str(row["outlet"]))]
    return page_measures(tuned, found) + page_measures(others, found, ", other half")


def page_measures(
    truth: list[dict[str, Any]], found: dict[str, dict[str, Any]], suffix: str = ""
) -> list[Measure]:
    """Mean F1 of bodies, share of titles and days told right; a page without an answer counts as 0."""
    answers = [found.get(str(row["url"]), {}) for row in truth]
    bodies = [body_f1(a.get("text") or "", row) for a, row in zip(answers, truth, strict=True)]
    titles = [
        _plain(a.get("title") or "") == _plain(str(row["title"]))
        for a, row in zip(answers, truth, strict=True)
    ]
    dated = [(a, row) for a, row in zip(answers, truth, strict=True) if row.get("date")]
    days = [str(a.get("published_at") or "")[:10] == str(row["date"])[:10] for a, row in dated]
    figures = {"body f1": mean(bodies), "title exact": mean(titles), "day exact": mean(days or [False])}
    return [Measure(set="pages", name=name + suffix, value=float(value)) for name, value in figures.items()]


def body_f1(text: str, row: dict[str, Any]) -> float:
    """F1 of runs of words, as multisets. The page's own summary may stand in the text or not."""
    wanted, got = runs(str(row["text"])), runs(text)
    neutral = runs(" ".join(row.get("summary") or ())) - wanted
    got = got - neutral
    shared = sum((wanted & got).values())
    if not wanted or not got:
        return float(not wanted and not got)
    return f1(shared / sum(got.values()), shared / sum(wanted.values()))


def runs(text: str) -> Counter[tuple[str, ...]]:
    """Runs of RUN words (characters, where a script writes no spaces) with how often each stands in a text; a
    shorter text is one run.
    """
    words = _UNIT.findall(text.casefold())
    if not words:
        return Counter()
    return Counter(tuple(words[i : i + RUN]) for i in range(max(len(words) - RUN + 1, 1)))


def in_half(outlet: str) -> bool:
    """Whether a publisher belongs to the half on which rules are tuned; the pages of the others are not looked at."""
    return int(hashlib.sha256(outlet.encode()).hexdigest(), 16) % 2 == 0


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _moment(text: str) -> str:
    """A crawl date as ISO 8601 in UTC; the manifest's has a blank for the T and no zone."""
    moment = text.strip().replace(" ", "T")
    return moment if re.search(r"(?:Z|[+-]\d\d:\d\d)$", moment) else moment + "+00:00"
