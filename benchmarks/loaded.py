"""Loaded wording: is a sentence that charges its fact told from a plain one, and are the words found?

The shipped model saw the labelled sentences. So each is read here by a model trained as that was, on the other four of
five folds. Of the other set, by experts, nothing ships: within it models are trained apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.measurement import Measure, precision_recall_f1
from benchmarks.product import read_rows

MIN_SCORE = 0.5  # signals below count as no signal


def loaded(shared: Path) -> list[Measure]:
    """Precision, recall and F1 of `loaded`, and the share of charged words found, on folds unseen."""
    from training.wording import in_folds, rows_of

    labelled = read_rows(shared / "data" / "framing" / "loaded.jsonl")
    rows = rows_of(labelled)
    found = in_folds(rows).signals(rows)
    judged = [i for i, r in enumerate(labelled) if r.get("sure", 2) > 0]
    return loaded_measures([labelled[i] for i in judged], [found[i] for i in judged])


def biased(shared: Path) -> list[Measure]:
    """Macro F1 of `Biased` by models trained on the other folds, and by the one that ships, which saw none of it."""
    from pipeline.adapters.wording_model import WordingModel
    from training.wording import in_folds, rows_of

    labelled = [
        {"text": r["text"], "loaded": r["label"] == "Biased", "words": r["biased_words"] or ()}
        for r in read_rows(shared / "data" / "framing" / "babe.jsonl.gz")
    ]
    gold = [bool(r["loaded"]) for r in labelled]
    shipped = WordingModel().find([r["text"] for r in labelled])
    unseen = [any(s.score >= MIN_SCORE for s in found) for found in shipped]
    rows = rows_of(labelled)
    within = [bool(found) for found in in_folds(rows).signals(rows)]
    figures = {"macro f1, unseen set": macro_f1(gold, unseen), "macro f1, five folds": macro_f1(gold, within)}
    return [Measure(set="framing/babe", name=name, value=value) for name, value in figures.items()]


def macro_f1(gold: Sequence[bool], found: Sequence[bool]) -> float:
    """The mean of the F1 of both classes."""
    scores = []
    for kind in (True, False):
        right = sum(g == f == kind for g, f in zip(gold, found, strict=True))
        scores.append(precision_recall_f1(right, list(found).count(kind), list(gold).count(kind))[2])
    return sum(scores) / 2


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
