"""Work in pieces: stories taken together until a piece is large enough to be worth handing to a process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


class InThisProcess:
    """Does all pieces here, one after the other."""

    def each(self, work: Callable[[T], R], pieces: Sequence[T]) -> Iterator[R]:
        """What the work makes of each piece, in the order of the pieces."""
        return map(work, pieces)


def cut(items: Iterable[T], weight: Callable[[T], int], enough: int) -> list[list[T]]:
    """The items in their order, in runs; a run ends with the item by which its weight reaches `enough`."""
    pieces: list[list[T]] = []
    held = enough
    for item in items:
        if held >= enough:
            pieces.append([])
            held = 0
        pieces[-1].append(item)
        held += weight(item)
    return pieces
