"""Do the stories hold the articles of one event? B-cubed over articles whose events are known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from benchmarks.grouping import grouped
from benchmarks.measurement import Measure, f1
from benchmarks.product import read_rows


def stories(name: str, file: Path, folder: Path, among: Path | None = None) -> list[Measure]:
    """B-cubed precision, recall and F1 of the stories that the product's grouping makes of a labelled file.

    With `among`, articles of that file stand between the labelled ones; only the labelled are scored.
    """
    told = grouped([file, among] if among else [file], folder)
    gold = {str(row["url"]): str(row["story"]) for row in read_rows(file)}
    precision, recall = b_cubed(told["stories"], gold)
    figures = {"b-cubed precision": precision, "b-cubed recall": recall, "b-cubed f1": f1(precision, recall)}
    return [Measure(set=name, name=key, value=value) for key, value in figures.items()]


def b_cubed(predicted: Mapping[str, str], gold: Mapping[str, str]) -> tuple[float, float]:
    """Precision and recall, averaged over the items of `gold` (Bagga and Baldwin, 1998).

    Both map an item to its cluster. An item without a predicted cluster is alone in one.
    """
    if not gold:
        return 0.0, 0.0
    ours, true = defaultdict(set), defaultdict(set)
    for item, cluster in gold.items():
        true[cluster].add(item)
        ours[_cluster(predicted, item)].add(item)
    precision = recall = 0.0
    for item, cluster in gold.items():
        mine, theirs = ours[_cluster(predicted, item)], true[cluster]
        precision += len(mine & theirs) / len(mine)
        recall += len(mine & theirs) / len(theirs)
    return precision / len(gold), recall / len(gold)


def _cluster(predicted: Mapping[str, str], item: str) -> tuple[bool, str]:
    return (True, predicted[item]) if item in predicted else (False, item)
