"""Laws of sentence splitting, over any text."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.sentences import split

PIECES = st.sampled_from(
    [
        "The dam broke.",
        " ",
        "\n",
        "\n\n",
        "“",
        "”",
        '"',
        "'",
        "He said",
        " U.S. ",
        "5 p.m. ",
        "Gen. ",
        "…",
        "?",
        "! ",
        "3.5",
        "é🐈",
        "(",
        ")",
    ]
)
PROSE = st.lists(PIECES, max_size=40).map("".join)


@given(st.text(max_size=60), st.one_of(PROSE, st.text(max_size=300)))
def test_spans_are_exact_ordered_trimmed_and_inside_one_paragraph(title, text):
    rows = split(title, text)
    end = 0
    for position, section, start, stop, _ in rows:
        piece = (title if section == "headline" else text)[start:stop]
        assert piece == piece.strip()
        assert any(char.isalnum() for char in piece)
        if section == "body":
            assert start >= end
            assert "\n\n" not in piece
            end = stop
        else:
            assert position == 0
    assert [row[0] for row in rows if row[1] == "body"] == list(
        range(1, sum(r[1] == "body" for r in rows) + 1)
    )


@given(PROSE)
def test_no_letter_or_digit_is_lost(text):
    kept = "".join(text[start:stop] for _, _, start, stop, _ in split("", text))
    assert [c for c in kept if c.isalnum()] == [c for c in text if c.isalnum()]
