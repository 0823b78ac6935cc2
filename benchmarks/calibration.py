"""Is a confidence of 0.8 right in four of five cases? Findings on figures against the judged disagreements."""

from __future__ import annotations

import importlib.util
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from benchmarks.measurement import Measure
from benchmarks.product import query, read_rows

BINS = 5
SURE = 0.8


def figures(name: str, database: Path, gold: Path, scorer: Path) -> list[Measure]:
    """Expected calibration error, Brier score (and a constant's), and what of the flags from SURE on is real.

    All rows count, those of the low-confidence list too; rows on debatable items count neither way.
    """
    pairs = judged_rows(database, gold, scorer)
    if not pairs:
        return []
    sure = [real for confidence, real in pairs if confidence >= SURE]
    share = sum(real for _, real in pairs) / len(pairs)
    told = {
        "figure rows judged": float(len(pairs)),
        "figure calibration error": calibration_error(pairs),
        "figure brier": brier(pairs),
        "figure brier of a constant": share * (1 - share),
        "figure flags from 0.8 on": float(len(sure)),
        "figure flags from 0.8 on that are real": sum(sure) / len(sure) if sure else 0.0,
    }
    return [Measure(set=name, name=key, value=value, kind="info") for key, value in told.items()]


def brier(pairs: Sequence[tuple[float, bool]]) -> float:
    """The mean squared distance of confidence from what turned out."""
    return sum((confidence - real) ** 2 for confidence, real in pairs) / len(pairs)


def calibration_error(pairs: Sequence[tuple[float, bool]], bins: int = BINS) -> float:
    """How far mean confidence and share of real flags lie apart, over bins of one width, weighted by size."""
    total = 0.0
    for k in range(bins):
        inside = [p for p in pairs if min(int(p[0] * bins), bins - 1) == k]
        if inside:
            apart = sum(c for c, _ in inside) - sum(real for _, real in inside)
            total += abs(apart)
    return total / len(pairs)


def judged_rows(database: Path, gold: Path, scorer: Path) -> list[tuple[float, bool]]:
    """(confidence, is it one of the expected) of every row on figures that the scorer counts."""
    score = _module(scorer)
    articles = {a["id"]: a for a in read_rows(gold / "articles.jsonl")}
    aligned, judged = read_rows(gold / "alignments.jsonl"), read_rows(gold / "divergences.jsonl")
    quotes = score.Quotes(
        articles,
        {(p[side]["article"], p[side]["quote"]) for p in aligned for side in "ab"}
        | {(a, q) for g in judged for side in g["sides"] for a, q in side["quotes"].items()},
    )
    import duckdb

    with duckdb.connect(str(database), read_only=True) as db:
        ids = {a["url"]: a["id"] for a in articles.values()}
        items = score.load_predictions(db, quotes, ids, 0.0).get("figure", [])
    confidence = dict(query(database, "SELECT summary, max(confidence) FROM divergences GROUP BY summary"))
    of_figures = [g for g in judged if g["kind"] == "figure"]
    sure = [g for g in of_figures if g.get("sure", 2) == 2]
    found = []
    for item in items:
        counted = any(score.matches(item, g) for g in sure)
        debatable = any(score.matches(item, g) for g in of_figures if g not in sure)
        if counted or (item["scope"] == "cross_outlet" and not debatable):
            real = any(score.matches(item, g) for g in sure if g["expected"])
            found.append((float(confidence[item["summary"]]), real))
    return found


def _module(file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("shared_scorer", file)
    if spec is None or spec.loader is None:
        raise ValueError(f"{file} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
