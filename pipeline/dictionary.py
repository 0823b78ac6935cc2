"""What the analyst views and columns mean: comments in every database, and the tables of the data dictionary.

`python -m pipeline.dictionary` writes the tables of docs/data-dictionary.md anew from `sql/dictionary.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pipeline import queries
from pipeline.settings import ROOT

DOCUMENT = ROOT / "docs" / "data-dictionary.md"
_SOURCE = ROOT / "sql" / "dictionary.toml"
_VIEW = re.compile(r"^### `(\w+)`\n\n.*?\n\| --- \| --- \| --- \|\n(?:\|[^\n]*\n)*", re.MULTILINE | re.DOTALL)


@cache
def meanings() -> Mapping[str, Mapping[str, Any]]:
    """view -> `about`, and `columns` (name -> meaning)."""
    return tomllib.loads(_SOURCE.read_text(encoding="utf-8"))


def comments() -> Iterator[str]:
    """Statements that give every view and column its comment. (COMMENT takes no bound parameter.)"""
    for view, told in meanings().items():
        yield f"COMMENT ON VIEW main.{view} IS {_quoted(told['about'])}"
        for column, meaning in told["columns"].items():
            yield f'COMMENT ON COLUMN main.{view}."{column}" IS {_quoted(meaning)}'


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def rendered(document: str, types: Mapping[tuple[str, str], str]) -> str:
    """The document with each view's lead and table made anew; `types`: (view, column) -> type, in their order."""

    def section(found: re.Match[str]) -> str:
        view = found[1]
        told = meanings()[view]
        rows = "".join(
            f"| `{column}` | {kind} | {told['columns'][column]} |\n"
            for (v, column), kind in types.items()
            if v == view
        )
        lead = _wrapped(told["about"])
        return f"### `{view}`\n\n{lead}\n\n| column | type | meaning |\n| --- | --- | --- |\n{rows}"

    return _VIEW.sub(section, document)


def _wrapped(text: str) -> str:
    import textwrap

    return textwrap.fill(text, 112, break_long_words=False, break_on_hyphens=False)


def column_types() -> dict[tuple[str, str], str]:
    """(view, column) -> type, of a new database."""
    import duckdb

    with duckdb.connect(":memory:") as db:
        for name in (*queries.names("migrations"), *queries.names("views")):
            db.execute(queries.load(name))
        rows = db.execute(queries.load("review/columns")).fetchall()
    return {(view, column): kind for view, column, kind in rows if view in meanings()}


def main() -> None:
    DOCUMENT.write_text(rendered(DOCUMENT.read_text(encoding="utf-8"), column_types()), encoding="utf-8")


if __name__ == "__main__":
    main()
