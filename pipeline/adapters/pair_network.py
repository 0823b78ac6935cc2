"""The network that reads two sentences at once: the packaged MiniLM with trained additions, and a head on top.

Pairs of equal length in tokens go together, as the encoder's texts do, so that a pair's reading is the same
whatever is read beside it.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.adapters.encoder import place_of
from pipeline.adapters.encoder_model import Bert, equal_lengths, side_by_side
from pipeline.adapters.low_rank import Adapter
from pipeline.errors import ModelError

LONGEST = 192  # tokens of both sentences; what is over is cut from the longer
AT_ONCE = 64  # pairs of a batch, at most
Readings = NDArray[np.float64]


class PairNetwork:
    """The loaded network. Raises ModelError when its weights cannot be loaded."""

    def __init__(self, adapter: Adapter, *, bfloat16: bool) -> None:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        try:
            import torch
            from transformers import AutoModel, AutoTokenizer
            from transformers.utils.logging import disable_progress_bar

            disable_progress_bar()
            place = place_of(adapter.base)
            self._tokenizer: Any = AutoTokenizer.from_pretrained(place)
            bert = AutoModel.from_pretrained(place).eval()
        except (ImportError, OSError, ValueError) as error:
            reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            raise ModelError(
                f"pair model: {adapter.base} cannot be loaded ({reason}); install the package again"
            ) from error
        self._head = {name: tensor.float() for name, tensor in adapter.add_to(bert).items()}
        self._bert = Bert(bert.to(torch.bfloat16) if bfloat16 else bert)

    def read(self, pairs: Sequence[tuple[str, str]]) -> Readings:
        """Log odds of entailment, contradiction, neutral and one claim, shape (pairs, 4), in the order given."""
        tokens = self._tokenizer(
            [a for a, _ in pairs], [b for _, b in pairs], truncation=True, max_length=LONGEST
        )
        ids, kinds = tokens["input_ids"], tokens["token_type_ids"]
        found: Readings = np.zeros((len(pairs), 4))
        for rows, read in side_by_side(
            lambda rows: self._batch([ids[i] for i in rows], [kinds[i] for i in rows]),
            list(equal_lengths(ids, AT_ONCE)),
        ):
            found[rows] = read
        return found

    def _batch(self, ids: list[list[int]], kinds: list[list[int]]) -> Readings:
        import torch
        from torch.nn.functional import gelu, linear

        head = self._head
        with torch.inference_mode():
            of = torch.tensor(kinds)
            states = self._bert.states(torch.tensor(ids), of).float()
            of_b = of[..., None].float()
            a, b = ((states * side).sum(1) / side.sum(1).clamp(min=1) for side in (1 - of_b, of_b))
            seen = torch.cat([states[:, 0], a, b, (a - b).abs(), a * b], dim=1)
            seen = gelu(linear(seen, head["hidden.weight"], head["hidden.bias"]))
            told = [
                linear(seen, head[f"{name}.weight"], head[f"{name}.bias"]) for name in ("relation", "same")
            ]
            found: Readings = torch.cat(told, dim=1).double().numpy()
            return found
