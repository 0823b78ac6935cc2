"""Finders and judges by name: those that Parallax brings and those of other packages, by entry points.

A package adds its own under `parallax.figure_finders`, `parallax.attribution_finders`,
`parallax.framing_finders` or `parallax.judges`; `docs/adding.md` shows how.
"""

from __future__ import annotations

from functools import partial
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from pipeline.core.figures import FigureOptions, find_figures
from pipeline.errors import SettingsError
from pipeline.ports import Judge
from pipeline.settings import Comparison
from pipeline.stages.reading import Finders

GROUPS = (
    "parallax.figure_finders",
    "parallax.attribution_finders",
    "parallax.framing_finders",
    "parallax.judges",
)


def load_finders(comparison: Comparison) -> Finders:
    """All finders, each kind in the order of the finders' names. Raises SettingsError for one that fails.

    Parallax's own figure finder reads `about` and `nearly` as the settings say.
    """
    options = FigureOptions(about=comparison.about, nearly=comparison.nearly)
    return Finders(
        figures=tuple(
            partial(find, options=options) if find is find_figures else find
            for find in _load_all("parallax.figure_finders")
        ),
        attributions=tuple(_load_all("parallax.attribution_finders")),
        framing=tuple(_load_all("parallax.framing_finders")),
    )


def load_judges() -> tuple[Judge, ...]:
    """All judges, in the order of their names. Raises SettingsError for one that fails."""
    return tuple(judge() for judge in _load_all("parallax.judges"))


def installed() -> str:
    """Names every finder and judge with its package's version: what a comparison rests on besides the code."""
    found = {
        f"{e.group.removeprefix('parallax.')}:{e.name}={e.value}@{e.dist.version if e.dist else ''}"
        for group in GROUPS
        for e in entry_points(group=group)
    }
    return " ".join(sorted(found))


def _load_all(group: str) -> list[Any]:
    unique: dict[tuple[str, str], EntryPoint] = {(e.name, e.value): e for e in entry_points(group=group)}
    if not unique:
        raise SettingsError(f"no entry point of {group} found: install the project (`./run setup`)")
    return [_load(unique[key]) for key in sorted(unique)]


def _load(entry: EntryPoint) -> Any:
    try:
        return entry.load()
    except Exception as error:
        raise SettingsError(
            f"{entry.group}: {entry.name} ({entry.value}) cannot be loaded: {error}; mend or uninstall it"
        ) from error
