"""Who said what: sources, cues and contents against annotated articles."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.measurement import Measure, precision_recall_f1
from benchmarks.product import annotate, read_rows

ONE_IN = 20  # articles measured, by a hash of their file's name: always the same ones
Span = tuple[int, int]

_HEAD_ENDS = re.compile(r",|\b(?:who|which|that|of|from|in|at|for|with|on|to|by)\b")
_WORD = re.compile(r"[\w’']+")


def attribution(shared: Path, folder: Path) -> list[Measure]:
    """F1 of cues and source heads, and of the characters inside contents, over a fixed part of the corpus."""
    file = shared / "data" / "attribution" / "polnear_train.jsonl.gz"
    rows = [row for row in read_rows(file) if chosen(str(row["file"]))]
    asked = ({"title": r["title"], "text": r["text"], "published_at": None} for r in rows)
    found = annotate("articles", asked, folder)
    gold = [row["annotations"][0]["attributions"] for row in rows]
    predicted = [[a for a in f["attributions"] if a.get("section") != "headline"] for f in found]
    return attribution_measures([str(r["text"]) for r in rows], gold, predicted)


def attribution_measures(
    texts: Sequence[str],
    gold: Sequence[Sequence[dict[str, Any]]],
    predicted: Sequence[Sequence[dict[str, Any]]],
) -> list[Measure]:
    """The three measures over articles; each sequence has one element an article.

    Cues and sources are paired off one to one: cues that overlap; sources that overlap and whose head word
    is one word. Attributions without the part asked for (a scare quotation names nobody) are left out.
    """
    cue, head, content = [0, 0, 0], [0, 0, 0], [0, 0, 0]
    for text, wanted, got in zip(texts, gold, predicted, strict=True):
        _add(cue, _paired(_gold(wanted, "cue"), _mine(got, "cue")))
        _add(
            head,
            _paired(
                [head_of(text, s) for s in _gold(wanted, "source")],
                [head_of(text, s) for s in _mine(got, "source")],
            ),
        )
        inside, mine = _characters(_all_gold(wanted, "content")), _characters(_mine(got, "content"))
        _add(content, (len(inside & mine), len(mine), len(inside)))
    figures = {"cue f1": cue, "source-head f1": head, "content overlap f1": content}
    return [
        Measure(set="attribution/polnear", name=name, value=precision_recall_f1(*counts)[2])
        for name, counts in figures.items()
    ]


def head_of(text: str, span: Span) -> Span:
    """The place of the word that heads a source, about: its last word before `of`, `who`, a comma and the like."""
    start, end = span
    words = list(_WORD.finditer(text, start, end))
    stop = next((m.start() for m in _HEAD_ENDS.finditer(text, start, end) if m.start() > start), end)
    before = [w for w in words if w.end() <= stop] or words
    return before[-1].span() if before else span


def chosen(file: str) -> bool:
    """Whether an article belongs to the fixed part that is measured."""
    return int(hashlib.sha256(file.encode()).hexdigest(), 16) % ONE_IN == 0


def _paired(gold: Iterable[Span], predicted: Iterable[Span]) -> tuple[int, int, int]:
    """(paired off, predicted, gold) of spans that overlap, in their order, each taken once."""
    left, mine = sorted(set(gold)), sorted(set(predicted))
    wanted, right = len(left), 0
    for span in mine:
        hit = next((g for g in left if min(g[1], span[1]) > max(g[0], span[0])), None)
        if hit is not None:
            left.remove(hit)
            right += 1
    return right, len(mine), wanted


def _gold(attributions: Iterable[dict[str, Any]], part: str) -> list[Span]:
    """The first span of a part in each annotation that has it."""
    return [tuple(a[part]["spans"][0]) for a in attributions if a.get(part) and a[part]["spans"]]


def _all_gold(attributions: Iterable[dict[str, Any]], part: str) -> list[Span]:
    return [tuple(s) for a in attributions if a.get(part) for s in a[part]["spans"]]


def _mine(attributions: Iterable[dict[str, Any]], part: str) -> list[Span]:
    return [
        (int(a[f"{part}_start"]), int(a[f"{part}_end"]))
        for a in attributions
        if a.get("cue") and a.get(f"{part}_start") is not None and a.get(f"{part}_end") is not None
    ]


def _characters(spans: Iterable[Span]) -> set[int]:
    return {at for start, end in spans for at in range(start, end)}


def _add(total: list[int], counts: tuple[int, int, int]) -> None:
    for k, count in enumerate(counts):
        total[k] += count
