"""The trained model of loaded wording that ships, run over the hidden states of an encoder's lower layers."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.adapters.lower_layers import HiddenStates
from pipeline.adapters.shipped import read_shipped
from pipeline.core.framing.wording import Wording
from pipeline.model import FramingSignal
from pipeline.settings import ROOT

FILE = ROOT / "models" / "wording" / "wording.npz"
SHA256 = "bc7e0ff9114f59615deaac11695c86a57811dab1ac7a88894babb688cc553dc2"


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
    with np.load(io.BytesIO(read_shipped(file, sha256)), allow_pickle=False) as kept:
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
