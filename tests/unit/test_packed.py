"""Matrices in four bits: what comes back is near what went in, and a file that is not the written one is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pipeline.adapters.lower_layers import FILE, SHA256, HiddenStates, read_weights
from pipeline.adapters.packed import GROUP, pack, unpack
from pipeline.errors import ModelError

numbers = st.floats(-4, 4, width=32, allow_nan=False).filter(lambda x: x == 0 or abs(x) > 1e-3)


@given(
    arrays(np.float32, st.tuples(st.integers(1, 4), st.sampled_from([GROUP, 2 * GROUP])), elements=numbers)
)
def test_a_number_moves_by_half_a_step_at_most(matrix: np.ndarray) -> None:
    packed, scales = pack(matrix)
    assert packed.nbytes == matrix.size // 2
    steps = np.repeat(scales.astype(np.float32), GROUP, axis=1)
    assert (np.abs(unpack(packed, scales) - matrix) <= 0.51 * steps + 1e-6).all()


def test_what_was_packed_once_stays_as_it_is() -> None:
    matrix = np.random.default_rng(3).normal(size=(8, 4 * GROUP)).astype(np.float32)
    once = unpack(*pack(matrix))
    assert np.allclose(unpack(*pack(once)), once, atol=2e-3)


def test_a_file_of_other_bytes_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "encoder.safetensors"
    with pytest.raises(ModelError, match="cannot be read"):
        next(read_weights(other, SHA256))
    other.write_bytes(FILE.read_bytes()[:-1])
    with pytest.raises(ModelError, match="restore it"):
        next(read_weights(other, SHA256))


def test_pieces_lie_where_their_words_stand_and_know_their_neighbours() -> None:
    one, two = HiddenStates().of(["The bank closed.", "They sat on the bank."])
    words = [one.text[a:b] for a, b in one.offsets.tolist() if b > a]
    assert words == ["The", "bank", "closed", "."]
    assert one.hidden.shape[0] == len(one.offsets)
    mine, theirs = one.hidden[2], two.hidden[5]
    width = len(mine) // 3
    first, last = slice(0, width), slice(-width, None)

    def alike(a: np.ndarray, b: np.ndarray) -> float:
        return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))

    assert alike(mine[last], theirs[last]) < alike(mine[first], theirs[first])
