"""The one place that builds adapters from settings, and one function for each task of a night.

Tasks hand over Parquet files under `var/runs/<window>/<stage>/` and return paths and counts. DAGs and the
command line call only what is named here.
"""

from pipeline.wiring.adapters import (
    encoder,
    now,
    open_web,
    outlet_ids,
    outlets,
    owner_of,
    parser,
    settings,
    versions,
    window_between,
    window_of,
)
from pipeline.wiring.collection import collect_outlet, collect_outlets, known_outlet, tell_failed
from pipeline.wiring.collection import load_window as load
from pipeline.wiring.comparison import align, compare, group, stories_aligned
from pipeline.wiring.importing import import_file
from pipeline.wiring.publication import publish_window as publish
from pipeline.wiring.publication import store, upkeep
from pipeline.wiring.replaying import archived_windows, find_fetch, replay_window

__all__ = [
    "align",
    "archived_windows",
    "collect_outlet",
    "collect_outlets",
    "compare",
    "encoder",
    "find_fetch",
    "group",
    "import_file",
    "known_outlet",
    "load",
    "now",
    "open_web",
    "outlet_ids",
    "outlets",
    "owner_of",
    "parser",
    "publish",
    "replay_window",
    "settings",
    "store",
    "stories_aligned",
    "tell_failed",
    "upkeep",
    "versions",
    "window_between",
    "window_of",
]
