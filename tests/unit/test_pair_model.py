"""The pair model: what it says of plain cases, whatever is read beside them."""

import pytest

from pipeline.adapters.pair_model import CrossEncoderPairModel, TrainedPairModel
from pipeline.errors import ModelError

ALIKE = ("Two sailors were pulled from the water by anglers.", "Anglers pulled two sailors from the water.")
OTHER = ("Two sailors were pulled from the water by anglers.", "The town band plays in the park on Sunday.")
DENIED = ("The quay at Tarn was closed on Monday.", "The quay at Tarn was not closed on Monday.")
LESS = ("A barge with 400 tonnes of gravel sank at Tarn on Monday.", "A barge sank at Tarn on Monday.")
PAIRS = [ALIKE, OTHER, DENIED, LESS, ("Rain.", "It rains, and it will go on raining until the weekend. " * 6)]


@pytest.fixture(scope="module")
def model():
    return TrainedPairModel()


def test_one_claim_is_told_from_two(model):
    alike, other = model.verdicts([ALIKE, OTHER])
    assert alike.same_claim > 0.5 > other.same_claim


def test_relations_of_plain_cases(model):
    denied, less = model.verdicts([DENIED, LESS])
    assert denied.label == "contradiction"
    assert less.label == "entailment"


def test_relations_are_probabilities(model):
    for verdict in model.verdicts(PAIRS):
        told = (verdict.entailment, verdict.contradiction, verdict.neutral)
        assert sum(told) == pytest.approx(1, abs=2e-4)
        assert all(0 <= p <= 1 for p in (*told, verdict.same_claim))


def test_what_is_read_beside_a_pair_changes_nothing(model):
    together = model.verdicts(PAIRS)
    assert model.verdicts(PAIRS[::-1])[::-1] == together
    for pair, verdict in zip(PAIRS, together, strict=True):
        (alone,) = model.verdicts([pair])
        assert alone.same_claim == pytest.approx(verdict.same_claim, abs=1.01e-4)


def test_nothing_is_nothing(model):
    assert model.verdicts([]) == []
    assert model.conflicts([]) == []


def test_a_conflict_is_the_same_from_either_side(model):
    pairs = [DENIED, ALIKE, OTHER]
    found = model.conflicts(pairs)
    assert found[0] > 0.5 > max(found[1:])
    turned = model.conflicts([pair[::-1] for pair in pairs])
    assert turned[0] == found[0]
    assert max(turned[1:]) < 0.5


def test_what_was_read_is_kept_and_not_read_again():
    kept = {}

    class Store:
        def read(self, keys):
            return {key: kept[key] for key in keys if key in kept}

        def write(self, rows):
            kept.update(rows)

    first = TrainedPairModel(store_of=lambda _: Store()).verdicts(PAIRS)
    assert len(kept) == 2 * len(PAIRS)
    again = TrainedPairModel(store_of=lambda _: Store())
    again._loaded = lambda: pytest.fail("the network is loaded for pairs that are kept")
    assert again.verdicts(PAIRS) == first


def test_a_cross_encoder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(ModelError, match=r"\[models\] pair"):
        CrossEncoderPairModel(str(tmp_path / "none")).verdicts([ALIKE])


@pytest.mark.parametrize("labels", [["entailment", "neutral", "contradiction"], ["LABEL_0"]])
def test_a_cross_encoder_takes_its_place(tmp_path, labels):
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "rain", "sun"]
    (tmp_path / "vocab.txt").write_text("\n".join(words))
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=8,
        num_hidden_layers=1,
        num_attention_heads=1,
        intermediate_size=8,
        id2label=dict(enumerate(labels)),
        label2id={name: i for i, name in enumerate(labels)},
    )
    BertForSequenceClassification(config).eval().save_pretrained(tmp_path)
    BertTokenizerFast(vocab_file=str(tmp_path / "vocab.txt")).save_pretrained(tmp_path)
    first, second = CrossEncoderPairModel(str(tmp_path)).verdicts([("rain", "sun"), ("sun", "sun")])
    assert 0 <= first.same_claim <= 1
    assert (second.label is None) == (len(labels) == 1)
    told = CrossEncoderPairModel(str(tmp_path)).conflicts([("rain", "sun")])
    assert (told == [0.0]) == (len(labels) == 1)
