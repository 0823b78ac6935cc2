"""The trained story model that ships: read from `models/`, never from a network."""

from __future__ import annotations

import gzip
import json
from functools import cache
from pathlib import Path

from pipeline.core.story_context import CONTEXT
from pipeline.core.story_features import FEATURES
from pipeline.core.story_similarity import StoryModel
from pipeline.core.trees import Trees
from pipeline.errors import ModelError
from pipeline.settings import ROOT

FILE = ROOT / "models" / "stories.json.gz"


@cache
def story_model(file: Path = FILE) -> StoryModel:
    """The model that tells whether two articles cover one event. Raises ModelError when it cannot be used."""
    try:
        with gzip.open(file, "rt", encoding="utf-8") as stream:
            told = json.load(stream)
        return StoryModel(
            first=Trees.from_plain(told["first"], FEATURES), again=Trees.from_plain(told["again"], CONTEXT)
        )
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"{file}: cannot be read as the story model ({error}); check out the file again, "
            "or train it with training/stories.py"
        ) from error


def write_story_model(model: StoryModel, file: Path = FILE) -> None:
    """Writes the model; the same model gives the same bytes."""
    told = {"first": model.first.to_plain(), "again": model.again.to_plain()}
    file.write_bytes(gzip.compress(json.dumps(told, separators=(",", ":")).encode(), mtime=0))
