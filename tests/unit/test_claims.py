"""The finders of what a sentence says: polarity, certainty, roles, speakers, order, causes, limits."""

from __future__ import annotations

from functools import cache

import pytest

from pipeline.adapters.parser import SpacyParser
from pipeline.core.claims.causes import cause_of
from pipeline.core.claims.comparison import agrees, contradicts, settled_against_open
from pipeline.core.claims.limits import limit_of
from pipeline.core.claims.order import orders, reversed_order
from pipeline.core.claims.propositions import Proposition, propositions
from pipeline.model import Parse


@cache
def parser() -> SpacyParser:
    return SpacyParser()


@cache
def parsed(text: str) -> Parse:
    return parser().parse([text])[0]


def said(text: str, head: str) -> Proposition:
    return next(p for p in propositions(parsed(text)) if p.head == head)


@pytest.mark.parametrize(
    ("text", "head", "affirmed", "words"),
    [
        ("The crew repaired the mast.", "repair", True, "repaired"),
        ("The crew did not repair the mast.", "repair", False, "not repair"),
        ("No masts were repaired.", "repair", False, "No masts were repaired"),
        ("The crew failed to repair the mast.", "repair", False, "failed to repair"),
        (
            "The captain denied that the crew repaired the mast.",
            "repair",
            False,
            "denied that the crew repaired",
        ),
        ("The yacht left without a mast.", "mast", False, "without a mast"),
        ("The harbour is no longer open.", "open", False, "is no longer open"),
        ("The regatta was put off.", "put_off", True, "put off"),
    ],
)
def test_polarity_with_its_words(text: str, head: str, affirmed: bool, words: str) -> None:
    found = said(text, head)
    assert found.affirmed is affirmed
    assert text[found.start : found.end] == words


@pytest.mark.parametrize(
    ("text", "head", "certainty"),
    [
        ("The yacht sank.", "sink", "settled"),
        ("The yacht will sink.", "sink", "settled"),
        ("The yacht may sink.", "sink", "open"),
        ("The yacht allegedly sank.", "sink", "open"),
        ("The yacht is believed to have sunk.", "sink", "open"),
        ("The skipper said that the yacht sank.", "sink", "settled"),
        ("The skipper did not confirm that the yacht sank.", "sink", "open"),
        ("The owner wants to sink the yacht.", "sink", "planned"),
    ],
)
def test_certainty(text: str, head: str, certainty: str) -> None:
    assert said(text, head).certainty == certainty


def test_roles_are_the_same_in_active_and_passive() -> None:
    active = said("The pirates attacked the coastguard.", "attack")
    passive = said("The coastguard was attacked by the pirates.", "attack")
    assert (active.agent, active.patient) == (passive.agent, passive.patient)
    assert agrees(active, passive)
    assert contradicts(active, said("The coastguard attacked the pirates.", "attack"))


def test_speakers() -> None:
    assert said("The yacht sank.", "sink").speaker is None
    assert said("The yacht sank, the skipper said.", "sink").speaker == {"skipper"}
    assert said("She said that the yacht sank.", "sink").speaker == frozenset()


def test_antonym_plus_negation_agrees() -> None:
    closed = said("The harbour of Venn was not closed.", "close")
    reopened = said("The harbour of Venn was opened.", "open")
    assert agrees(closed, reopened)
    assert not contradicts(closed, reopened)


def test_a_condition_is_open_and_contradicts_nothing() -> None:
    held = said("The regatta will begin on Sunday if the storm passes.", "begin")
    stated = said("The regatta will begin on Sunday.", "begin")
    denied = said("The regatta will not begin on Sunday.", "begin")
    assert held.conditional
    assert settled_against_open(stated, held)
    assert not contradicts(denied, held)


def test_order_reversed() -> None:
    (first,) = orders(parsed("Guards fired shots before miners threw bottles."))
    (second,) = orders(parsed("Guards fired shots after miners threw bottles."))
    assert reversed_order(first, second)
    assert not reversed_order(first, first)


@pytest.mark.parametrize(
    ("text", "state", "words"),
    [
        ("The cause of the crash is unknown.", "open", "cause of the crash is unknown"),
        ("Police are looking into what caused the crash.", "open", "looking into what caused"),
        ("The barn was set alight on purpose by a tenant.", "named", "was set alight on purpose"),
        ("The illness may have been caused by mould.", "possible", "may have been caused by"),
    ],
)
def test_causes(text: str, state: str, words: str) -> None:
    found = cause_of(text)
    assert found is not None
    assert (found.state, text[found.start : found.end]) == (state, words)


@pytest.mark.parametrize(
    "text", ["The barn was not set alight on purpose.", "The barn is red.", "Tenants own it."]
)
def test_no_cause(text: str) -> None:
    assert cause_of(text) is None


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("The lift was overloaded.", "broken"),
        ("The lift was not overloaded.", "kept"),
        ("The lift stayed within the legal limit.", "kept"),
        ("The lift carried more people than permitted.", "broken"),
        ("The lift may have been overloaded.", None),
        ("The lift was red.", None),
    ],
)
def test_limits(text: str, state: str | None) -> None:
    found = limit_of(text)
    assert (found.state if found else None) == state
