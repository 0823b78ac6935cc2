"""The model of loaded wording: what counts alone, what counts beside others, and a file that is not the trained one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.adapters.wording_model import FILE, SHA256, WordingModel, read_wording, write_wording
from pipeline.core.framing.wording import COUNTS, Pieces, Wording, told_alone, with_read
from pipeline.errors import ModelError
from pipeline.model import FramingSignal

LOADED = "The senator's shameless cronies sneaked the grotesque giveaway into the bill."
PLAIN = "The committee will meet on Tuesday to vote on the bill."
QUOTED = "“A shameless, grotesque giveaway,” the senator said of the bill."


def signal(start: int, end: int, score: float, *, target: str | None = None) -> FramingSignal:
    method = "lexicon" if target else "model"
    return FramingSignal(
        char_start=start, char_end=end, type="loaded_wording", target=target, score=score, method=method
    )


@pytest.fixture(scope="module")
def model() -> WordingModel:
    return WordingModel()


def test_a_loaded_sentence_has_charged_words_and_a_plain_one_has_none(model: WordingModel) -> None:
    loaded, plain = model.find([LOADED, PLAIN])
    words = {LOADED[s.char_start : s.char_end] for s in loaded if s.score >= COUNTS}
    assert any("shameless" in w or "grotesque" in w for w in words)
    assert not [s for s in plain if s.score >= COUNTS]


def test_words_in_quotation_marks_are_the_speakers(model: WordingModel) -> None:
    close = QUOTED.index("”")
    assert all(s.char_start > close for s in model.find([QUOTED])[0])


def test_what_is_read_does_not_depend_on_what_it_is_read_with(model: WordingModel) -> None:
    together = model.find([LOADED, PLAIN, QUOTED, LOADED])
    assert together[0] == together[3] == model.find([LOADED])[0]
    assert model.find([]) == []


def test_a_listed_word_counts_alone_only_where_the_model_reads_the_sentence_as_loaded() -> None:
    listed = [signal(4, 10, 0.5, target="large")]
    assert told_alone(listed, [signal(20, 26, 0.3)]) == []
    assert told_alone(listed, [signal(20, 26, 0.8)]) == [*listed, signal(20, 26, 0.8)]


def test_a_word_that_both_find_is_one_signal_with_the_higher_score() -> None:
    assert with_read([signal(4, 10, 0.5, target="large")], [signal(2, 10, 0.9), signal(20, 26, 0.4)]) == [
        signal(4, 10, 0.9, target="large"),
        signal(20, 26, 0.4),
    ]


def test_a_file_that_is_not_the_trained_one_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "wording.npz"
    with pytest.raises(ModelError, match="cannot be read"):
        read_wording(other, SHA256)
    digest = write_wording(read_wording(FILE, SHA256), other)
    other.write_bytes(other.read_bytes()[:-1])
    with pytest.raises(ModelError, match="restore it"):
        read_wording(other, digest)


def test_a_sentence_that_is_loaded_as_a_whole_names_its_most_charged_word() -> None:
    hidden = np.array([[0.0], [1.0], [0.0], [0.0]], dtype=np.float32)
    offsets = np.array([[0, 0], [0, 5], [6, 11], [0, 0]])
    wording = Wording(
        piece=np.array([1, 0, 0, 0, 0], dtype=np.float32),
        piece_bias=-1.0,
        sentence=np.zeros(8, dtype=np.float32),
        sentence_bias=3.0,
        mix=(0.0, 1.0, 0.0),
        word_bias=5.0,
    )
    found = wording.signals(Pieces(text="Glims drift", hidden=hidden, offsets=offsets))
    assert [(s.char_start, s.char_end) for s in found] == [(0, 5)]
    assert found[0].score >= COUNTS
