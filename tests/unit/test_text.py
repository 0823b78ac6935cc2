"""The plain views of a text."""

from pipeline.core import text as t


def test_paragraphs_are_what_stands_between_blank_lines():
    text = "One.\nStill one.\n \n\nTwo.\n\n   \n"
    assert [text[a:b].strip() for a, b in t.paragraphs(text)] == ["One.\nStill one.", "Two."]


def test_words_are_folded_and_free_of_punctuation():
    assert t.words("The Mayor’s “Plan”: 3 Tänze!") == ["the", "mayor's", "plan", "3", "tänze"]


def test_inflections_share_a_stem_and_other_words_do_not():
    for one, other in [
        ("fires", "fire"),
        ("cities", "city"),
        ("closed", "closing"),
        ("stopped", "stop"),
        ("mayor's", "mayor"),
    ]:
        assert t.stem(one) == t.stem(other), (one, other)
    for one, other in [("bus", "bu"), ("news", "new"), ("glass", "glas")]:
        assert t.stem(one) != t.stem(other), (one, other)


def test_shingles_are_runs_of_words():
    assert t.shingles("a b c d e f") == {"a b c d e", "b c d e f"}
    assert t.shingles("a b") == {"a b"}
    assert t.shingles(" ! ") == set()


def test_numbers_in_digits_and_words_are_one():
    assert t.numbers("Some 1,900 hectares, three dead, 3.5 m, one dog") == {"1900", "3", "3.5"}


def test_names_are_read_inside_sentences_and_not_at_their_start():
    assert t.names("Workers met Iva Renn in Tarn. Nobody from Velland’s council came.") == {
        "iva",
        "renn",
        "tarn",
        "velland",
    }


def test_quoted_words_are_those_between_double_marks():
    assert t.quoted_words("He called it “a broken promise” and left.") == {
        t.stem("broken"),
        t.stem("promise"),
    }
