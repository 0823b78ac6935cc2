"""Loaded wording: is a sentence that charges its fact told from a plain one, and are the words found?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.measurement import Measure, precision_recall_f1
from benchmarks.product import annotate, read_rows

MIN_SCORE = 0.5  # signals below count as no signal


def loaded(shared: Path, folder: Path) -> list[Measure]:
    """Precision, recall and F1 of `loaded`, and the share of charged words found."""
    rows = [r for r in read_rows(shared / "data" / "framing" / "loaded.jsonl") if r.get("sure", 2) > 0]
    found = annotate("sentences", ({"text": r["text"]} for r in rows), folder)
    return loaded_measures(rows, [f["framing"] for f in found])


def loaded_measures(
    rows: Sequence[dict[str, Any]], signals: Sequence[Sequence[dict[str, Any]]]
) -> list[Measure]:
    """`rows` have `text`, `loaded`, `words`; `signals` are those that the product found in each."""
    right = predicted = gold = words = hit = 0
    for row, all_found in zip(rows, signals, strict=True):
        found = [s for s in all_found if s["type"] == "loaded_wording" and (s.get("score") or 0) >= MIN_SCORE]
        predicted += bool(found)
        gold += bool(row["loaded"])
        right += bool(found) and bool(row["loaded"])
        if row["loaded"]:
            words += len(row["words"])
            hit += sum(_is_found(row["text"], word, found) for word in row["words"])
    precision, recall, score = precision_recall_f1(right, predicted, gold)
    figures = {
        "loaded precision": precision,
        "loaded recall": recall,
        "loaded f1": score,
        "charged words found": hit / words if words else 0.0,
    }
    return [Measure(set="framing/loaded", name=name, value=value) for name, value in figures.items()]


def _is_found(text: str, word: str, found: Sequence[dict[str, Any]]) -> bool:
    start = text.casefold().find(word.casefold())
    end = start + len(word)
    return start >= 0 and any(min(s["char_end"], end) > max(s["char_start"], start) for s in found)
