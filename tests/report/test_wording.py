"""What the report's pure parts promise."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.report.coverage import page_name, web_link
from pipeline.report.passages import altered, cut, paragraphs, passage
from pipeline.report.phrases import bounded, plural, quantity

TEXT = st.text(alphabet="ab \n.é\U0001f309<&", max_size=60)
SPANS = st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70)), max_size=6)


@given(text=TEXT, marks=SPANS)
def test_cutting_loses_no_character_and_marks_those_asked_for(text, marks):
    pieces = cut(text, 0, len(text), marks)
    assert "".join(p.text for p in pieces) == text
    flags = [p.marked for p in pieces for _ in p.text]
    assert flags == [any(a <= i < b for a, b in marks) for i in range(len(text))]


@given(text=TEXT, data=st.data())
def test_a_passage_marks_exactly_its_words(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    sentences = sorted((min(s), max(s)) for s in data.draw(SPANS) if max(s) <= len(text))
    shown = passage(text, start, end, sentences)
    assert "".join(p.text for p in shown.pieces if p.marked) == text[start:end]
    assert "".join(p.text for p in shown.pieces) in text


@given(text=TEXT, data=st.data())
def test_paragraphs_hold_all_text_and_each_anchor_once(text, data):
    bounds = sorted(data.draw(st.lists(st.integers(0, len(text)), unique=True, max_size=8)))
    sentences = [(a, b, f"s{a}") for a, b in pairwise(bounds)]
    found = paragraphs(text, sentences, [(0, 3)])
    told = "".join(p.text for line in found for run in line for p in run.pieces)
    assert "".join(told.split()) == "".join(text.split())
    anchors = [run.anchor for line in found for run in line if run.anchor]
    assert len(anchors) == len(set(anchors))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("count", 26422, 26422), "26,422"),
        (("count", 26000, None, "more_than"), "more than 26,000"),
        (("count", 7.2e9, 7.2e9), "7.2 billion"),
        (("count", 1_234_567, 1_234_567), "1,234,567"),
        (("count", None, 40, "less_than"), "less than 40"),
        (("count", 24, 96, "vague"), "24 to 96 (roughly)"),
        (("count", 4, 5, "between"), "4 to 5"),
        (("money", 4e6, 5e6, "between", "USD"), "USD 4 million to 5 million"),
        (("money", 81.5, 81.5, "exact", "USD / barrel"), "USD 81.5 per barrel"),
        (("measure", 2.7, 3.3, "about", "meter"), "about 3 meters"),
        (("count", 90, 100, "nearly"), "nearly 100"),
        (("percent", 20, 20, "nearly", "percent"), "nearly 20 %"),
        (("percent", 2, 2, "exact", "percentage_point"), "2 percentage points"),
        (("duration", 1, 1, "exact", "year"), "1 year"),
        (("measure", 6, 6, "exact", "foot"), "6 feet"),
        (("measure", 90, 90, "exact", "kilometer / hour"), "90 kilometers per hour"),
        (("measure", 6.1, 6.1, "exact", "magnitude"), "magnitude 6.1"),
        (("rank", 22, 22), "22nd"),
        (("rank", 13, 13), "13th"),
        (("date", 20577, 20577, "exact", "day", "day"), "4 May 2026"),
        (("date", 20454, 20819, "exact", "day", "year"), "2026"),
        (("date", 20577.5, 20577.5, "exact", "day", "minute"), "4 May 2026, 12:00"),
        (("date", 1e9, 1e9, "exact", "day", "day"), "day 1,000,000,000"),
        (("count", None, None), "no number given"),
    ],
)
def test_figures_are_worded(arguments, words):
    kind, low, high, *rest = arguments
    told = dict(zip(("approximator", "unit", "precision"), rest, strict=False))
    assert quantity(kind, low, high, **told) == words


def test_changed_words_are_those_that_others_lack():
    quote = "We shall never, ever leave."
    assert [quote[a:b] for a, b in altered(quote, ["we shall never leave"])] == ["ever"]
    assert altered(quote, ["WE SHALL NEVER EVER LEAVE"]) == []


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//a.example", "https://", "http://[", "", None]
)
def test_only_the_web_is_linked_to(url):
    assert web_link(url) is None


def test_odd_ids_make_plain_file_names():
    assert page_name("0a1b") == "story-0a1b.html"
    assert page_name("../../x y").count("/") == 0


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (">=9", "at least 9"),
        ("<=3 meter", "at most 3 meter"),
        ("> 2", "more than 2"),
        ("<b>", "<b>"),
        ("9", "9"),
    ],
)
def test_bounds_are_worded(value, words):
    assert bounded(value) == words


def test_counts_are_worded():
    assert (plural(1, "story", "stories"), plural(3412, "article")) == ("1 story", "3,412 articles")
