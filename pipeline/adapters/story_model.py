"""The trained story model that ships: read from `models/`, never from a network."""

from __future__ import annotations

import gzip
import json
from functools import cache
from pathlib import Path

from pipeline.core.story_features import FEATURES
from pipeline.core.trees import Trees
from pipeline.errors import ModelError
from pipeline.settings import ROOT

FILE = ROOT / "models" / "stories.json.gz"


@cache
def story_model(file: Path = FILE) -> Trees:
    """The model that tells whether two articles cover one event. Raises ModelError when it cannot be used."""
    try:
        with gzip.open(file, "rt", encoding="utf-8") as stream:
            return Trees.from_plain(json.load(stream), FEATURES)
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"{file}: cannot be read as the story model ({error}); check out the file again, "
            "or train it with training/stories.py"
        ) from error
