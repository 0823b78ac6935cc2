"""`parallax purge` at a terminal: what would go is told and confirmed before it goes."""

from __future__ import annotations

import sys

from pipeline import wiring
from pipeline.console import print_table
from pipeline.core.purges import Purge
from pipeline.errors import InputError

_LINE = "{at:%Y-%m-%d %H:%M}  {kind:6}  {state:10}  {target}{reason}"


def run(target: str, reason: str | None, *, yes: bool) -> int:
    """Takes a URL or an outlet down; 0 when it is done, 1 when it was not confirmed.

    Raises InputError for what is neither, and where nobody can be asked.
    """
    takedown = wiring.takedown_of(target, reason)
    if not yes and not _confirmed(takedown):
        print("nothing was erased")
        return 1
    print_table(wiring.purge(takedown).items(), "purged")
    return 0


def again() -> int:
    """Erases everything on the list once more."""
    print_table(wiring.purge_again().items(), "purged again")
    return 0


def undo(target: str) -> int:
    """Takes a takedown off the list."""
    wiring.undo(target)
    print(f"{target}: may be collected again; what was erased does not come back")
    return 0


def show() -> int:
    """Prints the list, a takedown a line."""
    for row in wiring.listed():
        print(
            _LINE.format(
                at=row.purged_at,
                kind=row.kind,
                state="erased" if row.finished else "UNFINISHED",
                target=row.target,
                reason=f"  ({row.reason})" if row.reason else "",
            )
        )
    return 0


def _confirmed(takedown: Purge) -> bool:
    what = f"every article of the outlet {takedown.target}"
    if takedown.kind == "url":
        what = "the page at " + ", ".join(takedown.urls)
    if not sys.stdin.isatty():
        raise InputError(f"{takedown.target}: nobody is there to confirm it; give --yes")
    print(
        f"This erases {what} from the warehouse, the archive, the published copy and the reports.\n"
        "It cannot be taken back. Back-ups that you made are yours to clear."
    )
    return input("Erase it? Type yes: ").strip().casefold() == "yes"
