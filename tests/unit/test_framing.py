"""Signals of framing in single sentences, and the laws that hold for all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.framing import find_framing
from pipeline.core.framing.agency import events
from pipeline.core.framing.charged import charged_words
from pipeline.core.framing.labels import LABELS
from tests.golden.judging import parser


def signals(text: str, kind: str) -> list[str]:
    found = find_framing(text, parse=parser().parse([text])[0])
    return [text[s.char_start : s.char_end] for s in found if s.type == kind]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Terrorists held the pass.", "label", ["Terrorists"]),
        ("Fighters held the pass.", "label", []),
        ("The council plundered the reserve.", "loaded_wording", ["plundered"]),
        ("The council used the reserve.", "loaded_wording", []),
        ("Police fired rubber bullets.", "agency", ["fired"]),
        ("Rubber bullets were fired.", "agency", ["were fired"]),
        ("The pass may have been held.", "hedge", ["may"]),
        ("The pass is utterly empty.", "intensifier", ["utterly"]),
        ("The owner sneered that it was late.", "reporting_verb", ["sneered"]),
        ("“Terrorists held the pass,” the owner said.", "label", []),
        ("Anna Savage opened the hearing.", "loaded_wording", []),
    ],
)
def test_signals(text: str, kind: str, words: list[str]) -> None:
    assert signals(text, kind) == words


def test_words_are_found_without_a_parse_too() -> None:
    text = "The council plundered the reserve."
    (found,) = find_framing(text, parse=None)
    assert (found.type, found.target, text[found.char_start : found.char_end]) == (
        "loaded_wording",
        "take",
        "plundered",
    )


@given(st.text(alphabet="abcdefgh TterRroismobfury “”\"',.", max_size=60))
def test_signals_lie_inside_and_are_sorted(text: str) -> None:
    found = find_framing(text, parse=None)
    assert all(0 <= s.char_start < s.char_end <= len(text) and 0 < s.score <= 1 for s in found)
    assert found == sorted(found, key=lambda s: (s.char_start, s.char_end, s.type, s.target or ""))


@pytest.mark.parametrize(
    ("text", "voice", "agent"),
    [
        ("Soldiers shot two farmers.", "active", "Soldiers"),
        ("Two farmers were shot by soldiers.", "passive_by", "soldiers"),
        ("Two farmers were shot.", "passive", None),
        ("Two farmers died.", "died", None),
    ],
)
def test_voices(text: str, voice: str, agent: str | None) -> None:
    (found,) = events(parser().parse([text])[0])
    assert found.voice == voice
    assert (text[slice(*found.agent)] if found.agent else None) == agent


def test_the_weather_is_no_agent() -> None:
    assert list(events(parser().parse(["The storm destroyed two farms."])[0])) == []


def test_no_word_of_a_label_class_has_two_charges() -> None:
    for one in LABELS:
        words = [(word, part) for word, part, _ in one.words()]
        assert len(words) == len(set(words)), one.target


def test_every_charged_word_has_a_plain_one() -> None:
    words = charged_words()
    assert len(words) > 300
    assert all(one.plain and one.word not in one.plain for one in words)
