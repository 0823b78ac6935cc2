"""Adapters: what the file must be, and that adding it is what training meant."""

import hashlib

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from pipeline.adapters.encoder import SentenceEncoder
from pipeline.adapters.low_rank import SCALE, SENTENCES, Adapter
from pipeline.errors import ModelError

ONE = [  # of one event, each beside what another outlet might make of it
    "Two sailors were pulled from the water by anglers.",
    "The quay will stay closed until Thursday.",
    "Shares in the barge's owner fell 4.6 percent.",
    "A leaking valve was to blame, the harbour master said.",
    "It was the third sinking at Tarn within a year.",
]
OTHER = [
    "People who were fishing nearby saved both crew members.",
    "Nothing can moor at Tarn before the end of the week.",
    "Investors took almost a twentieth off the shipping company's value.",
    "Iva Renn put the accident down to a faulty valve.",
    "Since last spring three vessels have gone down there.",
]


@pytest.fixture
def small(tmp_path):
    file = tmp_path / "adapter.safetensors"
    generator = torch.Generator().manual_seed(1)
    down = torch.randn(2, 3, generator=generator, dtype=torch.float32).half()
    up = torch.randn(4, 2, generator=generator, dtype=torch.float32).half()
    save_file({"linear.down": down, "linear.up": up}, file)
    return Adapter(file=file, base="any", sha256=hashlib.sha256(file.read_bytes()).hexdigest()), down, up


def test_the_product_of_the_factors_is_added(small):
    adapter, down, up = small
    model = torch.nn.ModuleDict({"linear": torch.nn.Linear(3, 4)})
    before = model["linear"].weight.detach().clone()
    adapter.add_to(model)
    assert torch.allclose(model["linear"].weight - before, SCALE * (up.float() @ down.float()), atol=1e-5)


def test_another_file_than_the_one_trained_is_refused(small):
    adapter, _, _ = small
    adapter.file.write_bytes(adapter.file.read_bytes()[:-1] + b"\x01")
    with pytest.raises(ModelError, match="restore it from the repository"):
        adapter.read()


def test_an_absent_file_is_told(small, tmp_path):
    adapter = Adapter(file=tmp_path / "none", base="any", sha256="")
    with pytest.raises(ModelError, match="cannot be read"):
        adapter.read()


def test_sentences_of_one_meaning_stand_out_more_than_by_the_plain_model():
    def lead(encoder):
        """Mean cosine of those that belong together, above that of those that do not."""
        cosines = encoder.encode(ONE) @ encoder.encode(OTHER).T
        apart = ~np.eye(len(ONE), dtype=bool)
        return np.diag(cosines).mean() - cosines[apart].mean()

    assert lead(SentenceEncoder(adapter=SENTENCES)) > lead(SentenceEncoder()) + 0.02


def test_the_adapter_is_part_of_the_revision():
    assert SentenceEncoder().revision != SentenceEncoder(adapter=SENTENCES).revision
