"""A sentence-transformers model, run without waste: no padding, and bfloat16 where the processor has it.

Texts of equal length in tokens go together, so that no place is padded and no mask is needed. That saves work,
and makes a text's vector the same, bit for bit, whatever it is encoded with: every row of a
matrix product is then summed in the same order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from pipeline.adapters.low_rank import Adapter
from pipeline.ports import Vectors

BATCH_TOKENS = 2048  # in one batch: larger ones fall out of the processor's cache
T = TypeVar("T")
_BFLOAT16 = frozenset({"avx512_bf16", "amx_bf16", "bf16"})  # processor flags, x86 and Arm


def has_bfloat16(cpuinfo: Path = Path("/proc/cpuinfo")) -> bool:
    """Whether this processor multiplies bfloat16 matrices itself."""
    try:
        with cpuinfo.open(encoding="utf-8", errors="replace") as lines:
            told = next((line for line in lines if line.startswith(("flags", "Features"))), "")
    except OSError:
        return False
    return not _BFLOAT16.isdisjoint(told.split())


class EncoderModel:
    """The loaded model. Raises ImportError, OSError or ValueError when there is none at `place`."""

    def __init__(
        self, place: str, *, bfloat16: bool, batch_size: int, adapter: Adapter | None = None
    ) -> None:
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()
        self._whole: Any = SentenceTransformer(place, device="cpu").eval()
        self.dimension = _dimension(self._whole)
        if adapter:
            adapter.add_to(self._whole[0].auto_model)
        if bfloat16:
            self._whole.to(torch.bfloat16)
        self._batch_size = batch_size
        self._forward = Bert(self._whole[0].auto_model) if _is_mean_of_bert(self._whole) else None

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Unit rows, float32, in the order given; as many batches at a time as torch has threads."""
        if self._forward is None:
            return self._by_library(texts)
        tokens = self._whole.tokenizer(list(texts), truncation=True, max_length=self._whole.max_seq_length)
        out: Vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        batches = list(equal_lengths(tokens["input_ids"], self._batch_size))
        for rows, found in side_by_side(self._run(tokens["input_ids"]), batches):
            out[rows] = found
        return out

    def _run(self, ids: Sequence[Sequence[int]]) -> Any:
        import torch

        def one(rows: Sequence[int]) -> Vectors:
            with torch.inference_mode():
                assert self._forward is not None
                hidden = self._forward.states(torch.tensor([ids[i] for i in rows]))
                mean = hidden.float().mean(dim=1)
                found: Vectors = torch.nn.functional.normalize(mean, dim=1).numpy()
                return found

        return one

    def _by_library(self, texts: Sequence[str]) -> Vectors:
        """A model of another build, one length at a time, by the library's own code."""
        import torch

        tokens = self._whole.tokenizer(list(texts), truncation=True, max_length=self._whole.max_seq_length)
        out: Vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for rows in equal_lengths(tokens["input_ids"], self._batch_size):
            features = {key: torch.tensor([values[i] for i in rows]) for key, values in tokens.items()}
            with torch.inference_mode():
                found = self._whole(features)["sentence_embedding"].float()
                out[list(rows)] = torch.nn.functional.normalize(found, dim=1).numpy()
        return out


def _is_mean_of_bert(whole: Any) -> bool:
    """Whether a model is a plain BERT whose tokens are averaged, and nothing after that but scaling."""
    names = [type(module).__name__ for module in whole]
    config = getattr(getattr(whole[0], "auto_model", None), "config", None)
    return (
        names in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"])
        and getattr(config, "model_type", "") == "bert"
        and getattr(config, "hidden_act", "") == "gelu"
        and getattr(config, "position_embedding_type", "absolute") == "absolute"
        and whole[1].get_config_dict().get("pooling_mode") in ("mean", ("mean",))
    )


class Bert:
    """BERT (Devlin and others 2019) up to its last layer, with the three projections of attention as one product."""

    def __init__(self, bert: Any) -> None:
        import torch

        self._embeddings = bert.embeddings
        self._heads = bert.config.num_attention_heads
        self._layers = []
        for layer in bert.encoder.layer:
            parts = layer.attention.self
            projections = (parts.query, parts.key, parts.value)
            weight = torch.cat([p.weight for p in projections]).detach()
            bias = torch.cat([p.bias for p in projections]).detach()
            self._layers.append((weight, bias, layer))

    def states(self, ids: Any, kinds: Any = None) -> Any:
        """Hidden states of the last layer, shape (texts, tokens, dimension).

        `ids` has no padding; `kinds` marks the tokens of a second text with 1.
        """
        from torch.nn import functional as f

        texts, length = ids.shape
        hidden = self._embeddings(input_ids=ids, token_type_ids=kinds)
        for weight, bias, layer in self._layers:
            projected = f.linear(hidden, weight, bias).view(texts, length, 3, self._heads, -1)
            query, key, value = projected.permute(2, 0, 3, 1, 4)
            mixed = f.scaled_dot_product_attention(query, key, value).transpose(1, 2)
            after = layer.attention.output
            hidden = after.LayerNorm(after.dense(mixed.reshape(texts, length, -1)) + hidden)
            wide = f.gelu(layer.intermediate.dense(hidden))
            hidden = layer.output.LayerNorm(layer.output.dense(wide) + hidden)
        return hidden


def side_by_side(
    work: Callable[[list[int]], T], batches: Sequence[list[int]]
) -> Iterator[tuple[list[int], T]]:
    """Each batch with what `work` makes of it, in their order; as many at a time as torch has threads."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # a batch is too small to share; batches are not
    try:
        with ThreadPoolExecutor(threads) as pool:
            yield from zip(batches, pool.map(work, batches), strict=True)
    finally:
        torch.set_num_threads(threads)


def equal_lengths(ids: Sequence[Sequence[int]], most: int) -> Iterator[list[int]]:
    """Rows of equal length, the longest first, in batches of up to BATCH_TOKENS tokens and `most` texts."""
    order = sorted(range(len(ids)), key=lambda i: (-len(ids[i]), i))
    start = 0
    while start < len(order):
        length = len(ids[order[start]])
        limit = start + max(1, min(most, BATCH_TOKENS // length))
        end = start + 1
        while end < min(limit, len(order)) and len(ids[order[end]]) == length:
            end += 1
        yield order[start:end]
        start = end


def _dimension(model: Any) -> int:
    ask = getattr(model, "get_embedding_dimension", None) or model.get_sentence_embedding_dimension
    return int(ask())
