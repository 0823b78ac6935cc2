"""Named questions: statements in `sql/queries/questions` that anybody can ask by name.

The header of such a file gives its grain (`Grain:`), the question (`Asks:`) and its parameters, a line each:
`--   name  TYPE  default  what it is`; a default of `-` means that a value must be given.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline import queries
from pipeline.errors import InputError

FOLDER = "queries/questions"
_PARAMETER = re.compile(r"--\s{3}(\w+)\s+([A-Z]+)\s+(\S+)\s+(.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A value that a question takes. `default` is None for NULL; a `required` one has none."""

    name: str
    type: str
    default: str | None
    required: bool
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A named statement over the analyst views."""

    name: str
    about: str
    grain: str
    parameters: tuple[Parameter, ...]
    statement: str


def names() -> list[str]:
    """The names of all questions, sorted."""
    return [name.removeprefix(f"{FOLDER}/") for name in queries.names(FOLDER)]


def question(name: str) -> Question:
    """The question of that name. Raises InputError, naming those that come near, when there is none."""
    known = names()
    if name not in known:
        import difflib

        near = difflib.get_close_matches(name, known, n=3) or known
        raise InputError(f"no question {name!r}; try {', '.join(near)} (`parallax query` lists all)")
    statement = queries.load(f"{FOLDER}/{name}")
    header = [line for line in statement.splitlines() if line.startswith("--")]
    told = dict(line.removeprefix("-- ").split(": ", 1) for line in header[:2])
    return Question(
        name=name,
        about=told["Asks"],
        grain=told["Grain"],
        parameters=tuple(_parameter(found) for line in header if (found := _PARAMETER.fullmatch(line))),
        statement=statement,
    )


def _parameter(found: re.Match[str]) -> Parameter:
    name, kind, default, about = found.groups()
    value = None if default in ("NULL", "-") else default
    return Parameter(name=name, type=kind, default=value, required=default == "-", about=about)


def bound(asked: Question, given: Mapping[str, str]) -> dict[str, str | None]:
    """The values to bind: those given, else the defaults.

    Raises InputError for a parameter that the question does not take, and for one that it needs.
    """
    known = {parameter.name for parameter in asked.parameters}
    for name in sorted(given):
        if name not in known:
            takes = ", ".join(sorted(known)) or "none"
            raise InputError(f"{asked.name} takes no parameter {name!r}; it takes {takes}")
    values = {p.name: given.get(p.name, p.default) for p in asked.parameters}
    lacking = [p for p in asked.parameters if p.required and not values[p.name]]
    if lacking:
        need = lacking[0]
        raise InputError(f"{asked.name} needs --param {need.name}=…: {need.about}")
    return values


def pairs(given: list[str]) -> dict[str, str]:
    """`["kind=figure"]` as a mapping. Raises InputError for one without `=`."""
    found = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise InputError(f"--param {pair!r}: write it as name=value")
        found[name] = value
    return found
