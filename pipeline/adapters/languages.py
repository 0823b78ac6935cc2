"""In which language a text is written."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

_SHORTEST = 40  # characters; below, the guess is a coin's toss
_SAMPLE = 600  # characters; more changes no verdict and costs time
_SURE = 0.8


def detect(text: str) -> str | None:
    """The ISO 639-1 code of the language of `text`; None when it is too short or not clear."""
    sample = text.strip()[:_SAMPLE]
    if len(sample) < _SHORTEST:
        return None
    language, probability = _identifier().classify(sample)
    return str(language) if probability >= _SURE else None


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import LanguageIdentifier

    return LanguageIdentifier.from_model_file(_model_file(), norm_probs=True)


def _model_file() -> Any:
    from py3langid import langid

    return langid.MODEL_FILE
