"""Average-link agglomeration on a sparse graph: no matrix of all pairs, no chaining, no chance in it."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence


def average_link(
    count: int,
    edges: Mapping[tuple[int, int], float],
    threshold: float,
    *,
    start: Iterable[Sequence[int]] = (),
    owners: Sequence[int] | None = None,
) -> list[int]:
    """A label (the smallest member) for each of `count` items.

    Groups with the highest mean likeness merge first (ties: the smaller items), until no two groups
    reach `threshold`. `edges` maps (i, j) with i < j to a likeness; a pair without an edge counts 0.
    `start` names items that are together from the outset. With `owners`, pairs of items of one owner say
    nothing: they count in no mean. Time and memory grow with the edges.
    """
    return _Agglomeration(count, edges, start, owners).run(threshold)


class _Agglomeration:
    def __init__(
        self,
        count: int,
        edges: Mapping[tuple[int, int], float],
        start: Iterable[Sequence[int]],
        owners: Sequence[int] | None,
    ) -> None:
        self._label = list(range(count))
        self._groups = {i: [i] for i in range(count)}
        self._owned = None if owners is None else {i: Counter([owners[i]]) for i in range(count)}
        for together in start:
            for item in together:
                self._join(self._label[together[0]], self._label[item])
        self._links: dict[int, dict[int, float]] = {i: {} for i in self._groups}
        for (i, j), likeness in sorted(edges.items()):
            a, b = self._label[i], self._label[j]
            if a != b:
                self._links[a][b] = self._links[b][a] = self._links[a].get(b, 0.0) + likeness

    def run(self, threshold: float) -> list[int]:
        heap = [
            (-mean, a, b)
            for a, others in self._links.items()
            for b in others
            if a < b and (mean := self._mean(a, b)) >= threshold
        ]
        heapq.heapify(heap)
        while heap:
            negative, a, b = heapq.heappop(heap)
            if b not in self._links.get(a, ()) or -negative != self._mean(a, b):
                continue  # of before a merge
            self._merge(a, b)
            for other in sorted(self._links[a]):
                mean = self._mean(a, other)
                if mean >= threshold:
                    heapq.heappush(heap, (-mean, min(a, other), max(a, other)))
        return self._label

    def _mean(self, a: int, b: int) -> float:
        pairs = len(self._groups[a]) * len(self._groups[b])
        if self._owned is not None:
            mine, other = self._owned[a], self._owned[b]
            pairs -= sum(n * other[owner] for owner, n in mine.items())
        return round(self._links[a][b] / pairs, 6)

    def _merge(self, a: int, b: int) -> None:
        """`a` < `b`: the links of `b` become those of `a`."""
        self._join(a, b)
        for other, total in self._links.pop(b).items():
            del self._links[other][b]
            if other != a:
                self._links[a][other] = self._links[other][a] = self._links[a].get(other, 0.0) + total

    def _join(self, a: int, b: int) -> None:
        """Puts two groups together under the smaller label."""
        keep, drop = min(a, b), max(a, b)
        if keep == drop:
            return
        for item in self._groups[drop]:
            self._label[item] = keep
        self._groups[keep].extend(self._groups.pop(drop))
        if self._owned is not None:
            self._owned[keep] += self._owned.pop(drop)
