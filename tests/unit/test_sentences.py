"""Golden cases of sentence splitting, as news desks write."""

from datetime import UTC, datetime

import pytest

from pipeline.core.sentences import sentences_of, split
from pipeline.ids import content_id, text_hash
from pipeline.model import Article


def pieces(text):
    return [text[start:end] for _, _, start, end, _ in split("", text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The U.S. Army sent Gen. Ada Holt and Lt. Col. B. Marr to Tarn. They left at 5 p.m. Sunday.",
            ["The U.S. Army sent Gen. Ada Holt and Lt. Col. B. Marr to Tarn.", "They left at 5 p.m. Sunday."],
        ),
        (
            "The gates close at 10 p.m. The park opens again at 7 a.m. on Monday.",
            ["The gates close at 10 p.m.", "The park opens again at 7 a.m. on Monday."],
        ),
        (
            "TARN, Velland (NP) — A barge sank off the quay. Nobody drowned.",
            ["TARN, Velland (NP) — A barge sank off the quay.", "Nobody drowned."],
        ),
        (
            '"The bridge held. The road did not," Mayor Iva Renn said.',
            ['"The bridge held.', 'The road did not," Mayor Iva Renn said.'],
        ),
        (
            "“It is over. We are going home.” The crowd cheered.",
            ["“It is over.", "We are going home.”", "The crowd cheered."],
        ),
        ("“Is it safe?” she asked. He nodded.", ["“Is it safe?” she asked.", "He nodded."]),
        ('He cried: "Stop!" Nobody heard.', ['He cried: "Stop!"', "Nobody heard."]),
        ("“Stop!” Ada Lind said. Nobody did.", ["“Stop!” Ada Lind said.", "Nobody did."]),
        ("It cost $3.5 million. No. 5 won on Jan. 7.", ["It cost $3.5 million.", "No. 5 won on Jan. 7."]),
        ("I waited ... Then it came.", ["I waited ...", "Then it came."]),
        ("1. Boil water. 2. Add salt.", ["1. Boil water.", "2. Add salt."]),
        ("A first paragraph\n\nA second one.", ["A first paragraph", "A second one."]),
        ("Updated 5:30 p.m.\nThe dam broke at noon.", ["Updated 5:30 p.m.", "The dam broke at noon."]),
        (
            "The council met on Tuesday to speak of the\nharbour and of the long delays that the\nworks have seen. It rose late.",
            [
                "The council met on Tuesday to speak of the\nharbour and of the long delays that the\nworks have seen.",
                "It rose late.",
            ],
        ),
        ("* * *\n\n—", []),
        ("", []),
    ],
)
def test_splits_as_an_editor_would(text, expected):
    assert pieces(text) == expected


def test_the_headline_is_position_zero_and_the_body_follows():
    rows = split("Barge sinks off Tarn. Nobody hurt", "One. \n\nTwo.")
    assert [(position, section) for position, section, *_ in rows] == [
        (0, "headline"),
        (1, "body"),
        (2, "body"),
    ]
    assert rows[0][2:4] == (0, len("Barge sinks off Tarn. Nobody hurt"))


def test_without_a_title_the_body_still_begins_at_one():
    assert [row[0] for row in split("  ", "One. Two.")] == [1, 2]


def test_says_which_sentences_stand_wholly_in_quotation_marks():
    text = "“It is over. We are going home.” “Yes,” he said. He left."
    assert [is_quote for *_, is_quote in split("", text)] == [True, True, False, False]


def test_a_record_carries_its_place_and_an_id_made_of_it():
    moment = datetime(2026, 1, 5, tzinfo=UTC)
    title, text = "Barge sinks", "A barge sank — with 3 cats 🐈. All swam."
    article = Article(
        article_id="a1",
        content_hash=text_hash(title, text),
        version=2,
        url="https://x.example/1",
        canonical_url="https://x.example/1",
        outlet="x",
        title=title,
        text=text,
        fetched_at=moment,
        word_count=9,
    )
    found = sentences_of(article)
    assert [s.text for s in found] == ["Barge sinks", "A barge sank — with 3 cats 🐈.", "All swam."]
    last = found[-1]
    assert text[last.char_start : last.char_end] == last.text
    assert last.version == 2
    assert last.sentence_id == content_id(
        "sentence", "a1", article.content_hash, "body", last.char_start, last.char_end
    )
