"""The archive put to use again: collections rebuilt from it, and single records found in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from pipeline import queries, tables
from pipeline.adapters import warehouse
from pipeline.errors import ArchiveError, InputError
from pipeline.model import Candidate, Fetch, Outlet, Window
from pipeline.stages import archived, discover, extract, fetch, handover, load
from pipeline.stages.import_pages import STAGE as IMPORT
from pipeline.wiring.adapters import outlets, settings
from pipeline.wiring.collection import KNOWN_SPAN


def archived_windows(named: str | None = None) -> list[Window]:
    """The windows of which the archive has something, in the order of their times.

    `named` is a window's key, or a day of UTC whose windows are meant. Raises InputError where there is none.
    """
    folder = settings().archive
    keys = sorted(p.name for p in folder.iterdir() if p.is_dir()) if folder.is_dir() else []
    windows = [w for w in map(handover.window_of_key, keys) if w is not None]
    if named is not None:
        windows = [w for w in windows if w.key == named or w.start.date() == _day(named)]
    if not windows:
        what = f"nothing of {named!r}" if named else "nothing"
        raise InputError(f"{folder}: holds {what}; give a window's folder there, or a day as YYYY-MM-DD")
    return windows


def replay_window(window: Window) -> dict[str, Any]:
    """Makes a collection's tables again from its archive, and reads every page anew. No network is used.

    An outlet whose archive is damaged keeps what it had; `lost` says why, of each.
    """
    runs, folder = settings().runs, settings().archive / window.key
    files: dict[str, list[Path]] = defaultdict(list)
    for file in sorted(folder.glob("*.warc.gz")):
        files[_outlet_of(file)].append(file)
    lost: dict[str, str] = {}
    for outlet_id in sorted(files):
        try:
            found = [one for file in files[outlet_id] for one in archived.read_kept(file)]
        except ArchiveError as error:
            lost[outlet_id] = str(error)
        else:
            archived.restore(found, runs, window)
    pages = 0
    for outlet_id in sorted(files.keys() - lost.keys()):
        if _has_tables(runs, window, outlet_id):
            pages += _replay_outlet(_outlet(outlet_id), window)
        else:
            lost[outlet_id] = f"{folder}: does not tell how {outlet_id} was collected"
    for outlet_id, reason in lost.items():
        if not extract.paths(runs, window, outlet_id).status.exists():
            load.tell_status(runs, window, outlet_id, "failed", reason)
    told = {path.stem for path in (runs / window.key / extract.STATUS).glob("*.parquet")}
    where = load.run(runs, window, sorted(files.keys() | told))
    return {
        "articles": str(where.articles),
        "found": pages,
        "outlets": len(files) - len(lost),
        "lost": [lost[outlet_id] for outlet_id in sorted(lost)],
    }


def find_fetch(fetch_id: str) -> Fetch:
    """The row of a request, from the hand-over files, else from the published database.

    Raises InputError when there is none.
    """
    for path in _fetch_tables():
        for row in _rows_of(path, fetch_id):
            return row
    for database in (settings().published, settings().warehouse):
        if not database.exists():
            continue
        with warehouse.connect(database, read_only=True) as db:
            found = db.execute(queries.load("queries/fetch"), {"fetch_id": fetch_id})
            names = [column[0] for column in found.description or ()]
            for values in found.fetchall():
                return Fetch(**dict(zip(names, values, strict=True)))
    raise InputError(f"{fetch_id!r} is no request that is known; `fetches` in the database has their ids")


def _fetch_tables() -> Iterator[Path]:
    runs = settings().runs
    for folder in sorted(runs.iterdir(), reverse=True) if runs.is_dir() else ():
        for stage in (fetch.STAGE, f"{discover.STAGE}-fetches"):
            yield from sorted((folder / stage).glob("*.parquet"))
        yield from sorted((folder / IMPORT).glob("*/fetches.parquet"))


def _rows_of(path: Path, fetch_id: str) -> list[Fetch]:
    import pyarrow.compute as pc

    table = handover.read(path)
    return tables.from_table(Fetch, table.filter(pc.equal(table.column("fetch_id"), fetch_id)))


def _replay_outlet(outlet: Outlet, window: Window) -> int:
    """Reads an outlet's pages anew; how many articles there are."""
    runs, name = settings().runs, outlet.outlet_id
    fetches = fetch.path(runs, window, name)
    known = fetch.known_pages(runs, name, window, KNOWN_SPAN)
    named = tables.from_table(Candidate, handover.read(discover.paths(runs, window, name).candidates))
    rows = tables.from_table(Fetch, handover.read(fetches))
    fetch.remember(runs, window, name, known, KNOWN_SPAN, named, rows)
    extract.paths(runs, window, name).articles.unlink(missing_ok=True)  # so that it is not taken for fresh
    done = extract.run(outlet, window, settings().var, fetches)
    return int(handover.read(done.articles).num_rows)


def _has_tables(runs: Path, window: Window, outlet_id: str) -> bool:
    return (
        fetch.path(runs, window, outlet_id).exists()
        and discover.paths(runs, window, outlet_id).candidates.exists()
    )


def _outlet_of(file: Path) -> str:
    """Whose archive a file is: ids of outlets have neither dots nor underscores."""
    return re.split(r"[._]", file.name, maxsplit=1)[0]


def _outlet(outlet_id: str) -> Outlet:
    """As the outlets file has it; one that was taken out of the file is known by its id alone."""
    known = {o.outlet_id: o for o in outlets()}
    return known.get(outlet_id) or Outlet(outlet_id=outlet_id, name=outlet_id)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
