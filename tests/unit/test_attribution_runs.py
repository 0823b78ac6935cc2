"""Quotations over several sentences, sentences that only announce one, and what `annotate articles` makes of them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.attributions import find_attributions, resolve_article, whole_content
from pipeline.core.sentences import sentences_of
from pipeline.ids import text_hash
from pipeline.model import Article, Attribution, Sentence
from pipeline.stages.lifting import lift_attribution

NOON = datetime(2032, 9, 14, 12, tzinfo=UTC)
PIECES = st.sampled_from(
    ["“It rained.", "It rained.”", "“It rained,” she said.", "The mayor said:", "“Go,” said Elin Voss.", "''No.''",
     "He added that it rained.", "“One. Two.", "Nobody came.", "\n\n", "Voss continued:", '"And then?"']
)  # fmt: skip


def article(text: str) -> Article:
    return Article(
        article_id="a",
        content_hash=text_hash("A day in Kelm", text),
        url="https://a.example/",
        canonical_url="https://a.example/",
        outlet="a",
        title="A day in Kelm",
        text=text,
        first_seen_at=NOON,
        fetched_at=NOON,
        word_count=len(text.split()),
    )


def resolved(text: str) -> list[tuple[Sentence, list[Attribution]]]:
    sentences = sentences_of(article(text))
    found = {s.sentence_id: find_attributions(s.text, parse=None) for s in sentences}
    done = resolve_article(sentences, found)
    return [(s, done[s.sentence_id]) for s in sentences if s.section == "body"]


def test_a_quotation_goes_on_after_its_speaker() -> None:
    rows = resolved("“The boats are gone,” said Odo Marle. “We saw it. Nobody came to help.”\n\nIt rained.")
    assert [{a.source for a in found} for _, found in rows] == [
        {"odo marle"},
        {"odo marle"},
        {"odo marle"},
        set(),
    ]
    ids = {a.content_sentence_ids for _, found in rows for a in found}
    assert ids == {tuple(s.sentence_id for s, _ in rows[:3])}


def test_a_quotation_leads_up_to_its_speaker() -> None:
    rows = resolved("“The boats are gone. Nobody came,” said Odo Marle.")
    assert [{a.source for a in found} for _, found in rows] == [{"odo marle"}, {"odo marle"}]


def test_the_next_speaker_takes_what_is_said_next() -> None:
    rows = resolved("“The boats are gone,” said Odo Marle.\n\n“Not all of them,” said Ana Prill.")
    assert [{a.source for a in found} for _, found in rows] == [{"odo marle"}, {"ana prill"}]
    assert all(not a.content_sentence_ids for _, found in rows for a in found)


@pytest.mark.parametrize(
    "announced", ["Elin Voss continued:", "Elin Voss said on Monday:", "Elin Voss said."]
)
def test_a_sentence_that_only_announces_a_quotation_names_its_speaker(announced: str) -> None:
    (lead, told), (_, quoted) = resolved(f"{announced}\n\n“The bridge will stay shut.”")
    (one,) = told
    assert (one.source, one.quote_type) == ("elin voss", "direct")
    assert one.content_start == one.content_end == len(lead.text)
    assert [a.source for a in quoted] == ["elin voss"]
    assert one.content_sentence_ids == quoted[0].content_sentence_ids


def test_an_announcement_by_a_pronoun_takes_the_last_speaker() -> None:
    rows = resolved("Elin Voss said the bridge was safe. She continued:\n\n“It will stay open.”")
    assert {a.source for _, found in rows for a in found} == {"elin voss"}


def test_what_a_speaker_says_of_others_is_the_speakers() -> None:
    rows = resolved("“He came back late. The mayor said the bridge was safe. I left,” said Ana Prill.")
    assert {a.source for _, found in rows for a in found} == {"ana prill"}


def test_two_apostrophes_are_a_mark() -> None:
    rows = resolved("''The boats are gone,'' said Odo Marle. ''Nobody came.''")
    assert [s.is_quote for s, _ in rows] == [False, True]
    assert [{a.source for a in found} for _, found in rows] == [{"odo marle"}, {"odo marle"}]


def test_an_annotated_article_has_the_quotation_whole() -> None:
    text = "It rained. “The boats are gone. Nobody came,” said Odo Marle. “We ran.”"
    rows = resolved(text)
    sentences = [s for s, _ in rows]
    told = [
        whole_content(lift_attribution(a, s.char_start), s, sentences) for s, found in rows for a in found
    ]
    spans = {text[a.content_start : a.content_end] for a in told if a.cue}
    assert spans == {"“The boats are gone. Nobody came,” said Odo Marle. “We ran.”"}


@given(st.lists(PIECES, min_size=1, max_size=8).map(" ".join))
def test_runs_are_within_the_article_and_in_order(text: str) -> None:
    rows = resolved(text)
    order = [s.sentence_id for s, _ in rows]
    for sentence, found in rows:
        for one in found:
            assert 0 <= one.content_start <= one.content_end <= len(sentence.text)
            at = [order.index(key) for key in one.content_sentence_ids]
            assert at == sorted(at)
            assert not at or at == list(range(at[0], at[-1] + 1))
            assert not at or sentence.sentence_id in one.content_sentence_ids
