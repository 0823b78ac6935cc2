"""What a run over the demo's coverage should find and what it should leave alone, from `expected.toml`."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

EXPECTED = Path(__file__).resolve().parent / "expected.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedSide:
    """The articles that agree with each other in a divergence, and their exact words."""

    label: str
    quotes: dict[str, str]  # by article key

    @property
    def outlets(self) -> frozenset[str]:
        return frozenset(key.partition("/")[0] for key in self.quotes)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedDivergence:
    """A divergence that a run should find. `omitted_by` has the articles that leave a claim out."""

    id: str
    kind: str
    subtype: str
    event: str
    note: str
    sides: tuple[ExpectedSide, ...]
    omitted_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """Passages that differ on the surface only: no run should flag them."""

    id: str
    subtype: str
    event: str
    note: str
    quotes: dict[str, str]  # by article key


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """All of `expected.toml`."""

    divergences: tuple[ExpectedDivergence, ...]
    controls: tuple[Control, ...]


@functools.cache
def load_expected() -> Expected:
    """What a run over the demo's coverage should find, and the controls."""
    with EXPECTED.open("rb") as file:
        content = tomllib.load(file)
    return Expected(
        divergences=tuple(_divergence(table) for table in content["divergence"]),
        controls=tuple(Control(**table) for table in content["control"]),
    )


def _divergence(table: dict[str, Any]) -> ExpectedDivergence:
    rest = {name: value for name, value in table.items() if name not in {"side", "omitted_by"}}
    return ExpectedDivergence(
        **rest,
        sides=tuple(ExpectedSide(**side) for side in table["side"]),
        omitted_by=tuple(table.get("omitted_by", ())),
    )
