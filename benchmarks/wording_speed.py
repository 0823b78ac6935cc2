"""How fast loaded wording is read, against an encoder of the size that the authors of BABE trained (RoBERTa-base)."""

from __future__ import annotations

import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from benchmarks.measurement import Measure
from benchmarks.product import read_rows

NAME = "framing/speed"
SENTENCES = 600
BY_ROBERTA = 60  # sentences timed there: it is the slow one
BATCH = 20


def wording_speed(shared: Path, folder: Path) -> list[Measure]:  # noqa: ARG001 - the shape of a set
    """Sentences a second of one core's time: the shipped model whole, and RoBERTa-base with weights drawn by chance."""
    import torch

    from pipeline.adapters.wording_model import WordingModel

    torch.set_num_threads(1)
    rows = read_rows(shared / "data" / "framing" / "babe.jsonl.gz")
    texts = list(islice((r["text"] for r in rows), SENTENCES))
    model = WordingModel()
    model.find(texts[:BATCH])  # loads it
    began = time.process_time()
    model.find(texts)
    own = len(texts) / (time.process_time() - began)
    other = BY_ROBERTA / _seconds_of_roberta(texts[:BY_ROBERTA])
    told = {"sentences a second": own, "sentences a second of RoBERTa-base": other}
    return [
        Measure(set=NAME, name="times RoBERTa-base", value=own / other, kind="ratio"),
        *(Measure(set=NAME, name=name, value=value, kind="info") for name, value in told.items()),
    ]


def _seconds_of_roberta(texts: Sequence[str]) -> float:
    """In float32, as the library runs it, texts of like length together. Weights tell nothing of time."""
    import torch
    from transformers import AutoTokenizer, RobertaConfig, RobertaModel

    from pipeline.adapters.encoder import place_of
    from pipeline.adapters.lower_layers import TOKENIZER

    torch.manual_seed(0)
    model = RobertaModel(RobertaConfig()).eval()
    tokenizer = AutoTokenizer.from_pretrained(place_of(TOKENIZER))
    ids = sorted(tokenizer(list(texts), truncation=True, max_length=128)["input_ids"], key=len)
    began = time.process_time()
    with torch.inference_mode():
        for start in range(0, len(ids), BATCH):
            part = ids[start : start + BATCH]
            longest = max(map(len, part))
            padded = torch.tensor([row + [1] * (longest - len(row)) for row in part])
            model(input_ids=padded, attention_mask=(padded != 1).long())
    return time.process_time() - began
