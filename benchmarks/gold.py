"""Judged coverage and labelled pairs, scored by the scorers that stand beside them."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from benchmarks import calibration
from benchmarks.measurement import Kind, Measure
from benchmarks.product import command, compare, parallax
from benchmarks.written import export, read

FEW = 5  # expected items of a kind below which its figures are not judged

_PAIRS = re.compile(
    r"divergent precision (?P<precision>[\d.]+) \[(?P<p_low>[\d.]+), (?P<p_high>[\d.]+)\] "
    r"recall (?P<recall>[\d.]+) \[(?P<r_low>[\d.]+), (?P<r_high>[\d.]+)\] f1 (?P<f1>[\d.]+)"
    r"\s+agreeing called divergent (?P<wrong>\d+)/(?P<agreeing>\d+)\s+macro f1 (?P<macro>[\d.]+)"
)


def coverage(name: str, shared: Path, folder: Path) -> list[Measure]:
    """Stories, alignments and every kind of divergence of `shared/gold/NAME`, compared from its articles."""
    return _judged(f"gold/{name}", shared / "gold" / name, shared, folder)


def own_coverage(name: str, stories: Path, shared: Path, folder: Path) -> list[Measure]:
    """The same of coverage that was written for the project, `benchmarks/NAME/*.txt`."""
    export((read(file) for file in sorted(stories.glob("*.txt"))), folder / "judged")
    return _judged(name, folder / "judged", shared, folder)


def _judged(name: str, gold: Path, shared: Path, folder: Path) -> list[Measure]:
    database, scorer = folder / "compared.duckdb", shared / "eval" / "score.py"
    compare(gold / "articles.jsonl", database)
    printed = command([sys.executable, str(scorer), str(database), str(gold), "--json"])
    measures = coverage_measures(name, json.loads(printed))
    return measures + calibration.figures(name, database, gold, scorer)


def coverage_measures(name: str, scores: dict[str, dict[str, float]]) -> list[Measure]:
    """The scorer's figures. F1 is judged, and precision (a wrong flag costs most); the rest is told.

    A kind of which fewer than FEW are expected is told only: one row more or less would swing it.
    """
    measures = []
    for what, row in scores.items():
        few = row.get("expected", FEW) < FEW
        for figure in ("precision", "recall", "f1", "time_explained", "predicted", "false_alarms"):
            if figure in row:
                judged = not few and (figure == "f1" or (figure == "precision" and "expected" in row))
                kind: Kind = "quality" if judged else "info"
                told = Measure(set=name, name=f"{what} {figure}", value=float(row[figure]), kind=kind)
                measures.append(told)
    return measures


def figure_pairs(shared: Path, folder: Path) -> list[Measure]:
    """Verdicts on the figures of labelled pairs of sentences."""
    labels, predicted = shared / "data" / "figures" / "pairs_dev.jsonl", folder / "pairs.jsonl"
    parallax("annotate", "pairs", labels, predicted)
    scorer = shared / "eval" / "score_pairs.py"
    return pair_measures(command([sys.executable, str(scorer), str(predicted), str(labels)]))


def pair_measures(printed: str) -> list[Measure]:
    """The figures in what the pairs' scorer prints. Raises ValueError when it prints something else."""
    found = _PAIRS.search(printed)
    if not found:
        raise ValueError(f"score_pairs.py printed no figures that are known: {printed[:200]!r}")
    told = {key: float(value) for key, value in found.groupdict().items()}
    spared = 1 - told["wrong"] / told["agreeing"] if told["agreeing"] else 1.0
    figures = {
        "divergent precision": told["precision"],
        "divergent recall": told["recall"],
        "divergent f1": told["f1"],
        "agreeing left alone": spared,
        "macro f1": told["macro"],
    }
    ends = {
        "divergent precision, 95 % from": told["p_low"],
        "divergent precision, 95 % to": told["p_high"],
        "divergent recall, 95 % from": told["r_low"],
        "divergent recall, 95 % to": told["r_high"],
    }
    return [
        *(Measure(set="figures/pairs", name=name, value=value) for name, value in figures.items()),
        *(Measure(set="figures/pairs", name=name, value=value, kind="info") for name, value in ends.items()),
    ]
