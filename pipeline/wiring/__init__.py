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
    pair_model,
    parser,
    sentence_encoder,
    settings,
    spreader,
    versions,
    window_between,
    window_of,
    wording,
)
from pipeline.wiring.collection import collect_outlet, collect_outlets, known_outlet, tell_failed
from pipeline.wiring.collection import load_window as load
from pipeline.wiring.comparison import align, compare, group, stories_aligned
from pipeline.wiring.importing import import_file
from pipeline.wiring.keeping import upkeep
from pipeline.wiring.publication import publish_window as publish
from pipeline.wiring.publication import store
from pipeline.wiring.replaying import archived_windows, find_fetch, replay_window
from pipeline.wiring.takedown import listed, purge, purge_again, takedown_of, undo

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
    "listed",
    "load",
    "now",
    "open_web",
    "outlet_ids",
    "outlets",
    "owner_of",
    "pair_model",
    "parser",
    "publish",
    "purge",
    "purge_again",
    "replay_window",
    "sentence_encoder",
    "settings",
    "spreader",
    "store",
    "stories_aligned",
    "takedown_of",
    "tell_failed",
    "undo",
    "upkeep",
    "versions",
    "window_between",
    "window_of",
    "wording",
]
