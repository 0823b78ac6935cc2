"""A figure among its neighbours: always their exact words, and never half a phrase."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.figures.in_context import MOST, in_context


@pytest.mark.parametrize(
    ("sentence", "figure", "words"),
    [
        ("Police said 2,500 people took part in the march.", "2,500", "Police said 2,500 people took part in the march"),
        ("About 8,000 marched, the most since 2011.", "About 8,000", "About 8,000 marched, the most since 2011"),
        ("Some 900 tonnes of solvent burned, the fire service said.", "Some 900 tonnes", "Some 900 tonnes of solvent burned"),
        ("Six years for Orla: the tram affair ends where it began", "Six years", "Six years for Orla"),
        ("The toll, which was nine, rose to 26 (the coastguard said).", "26", "rose to 26"),
        ("Mr. Dahl paid 40 crowns at 7 p.m. on Monday.", "40 crowns", "Mr. Dahl paid 40 crowns at 7 p.m. on Monday"),
        ("It is worth 4 million, and that is the end of the story of it.", "4 million", "It is worth 4 million"),
        ("Some 90 tonnes of solvent burned before crews put the fire out.", "Some 90 tonnes", "Some 90 tonnes of solvent burned"),
        ("Twelve", "Twelve", "Twelve"),
    ],
)  # fmt: skip
def test_a_figure_is_told_in_its_clause(sentence, figure, words):
    start = sentence.index(figure)
    assert in_context(sentence, start, start + len(figure)) == words


@given(sentence=st.text(alphabet="ab ,.;:(“”’—1é\U0001f309", max_size=80), data=st.data())
def test_what_is_shown_is_an_exact_piece_that_holds_the_figure(sentence, data):
    start = data.draw(st.integers(0, len(sentence)))
    end = data.draw(st.integers(start, len(sentence)))
    words = in_context(sentence, start, end)
    assert words in sentence
    assert sentence[start:end] in words
    assert len(words.split()) <= len(sentence[start:end].split()) + MOST + 2
