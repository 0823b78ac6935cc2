"""Who said what: single sentences without a parse, sources across an article, stance, and laws of offsets."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.core.attributions import find_attributions, resolve_article, stance_of
from pipeline.core.attributions.quotations import quotations
from pipeline.core.attributions.sources import normal_source
from pipeline.core.attributions.stance import is_outlets_own
from pipeline.core.framing import find_framing
from pipeline.core.sentences import sentences_of
from pipeline.ids import text_hash
from pipeline.model import Article, Attribution

NOON = datetime(2032, 9, 14, 12, tzinfo=UTC)

WORDS = st.sampled_from(
    ["said", "says", "according to", "the mayor", "Elin Voss", "police", "“", "”", '"', "'", ",", ".", "that", "it rained",
     "told", "reporters", "on Monday", "—", "denied", "claims", "\n", "é", "🙂", "he", "[", "…"]
)  # fmt: skip


def resolved(text: str, title: str = "A quiet day in Kelm") -> list[tuple[str, list[Attribution]]]:
    made = Article(
        article_id="a",
        content_hash=text_hash(title, text),
        url="https://a.example/",
        canonical_url="https://a.example/",
        outlet="a",
        title=title,
        text=text,
        first_seen_at=NOON,
        fetched_at=NOON,
        word_count=len(text.split()),
    )
    sentences = sentences_of(made)
    found = {s.sentence_id: find_attributions(s.text, parse=None) for s in sentences}
    return [(s.text, resolve_article(sentences, found)[s.sentence_id]) for s in sentences]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The mayor said the bridge was safe.", "mayor", "said", "the bridge was safe."),
        ("The bridge was safe, the mayor said.", "mayor", "said", "The bridge was safe"),
        ("“Stay at home,” said Elin Voss.", "elin voss", "said", "“Stay at home,”"),
        ("The bridge was safe, according to engineers.", "engineers", "according to", "The bridge was safe"),
        ("According to engineers, the bridge was safe.", "engineers", "According to", "the bridge was safe."),
        ("Osk council says fees will rise", "osk council", "says", "fees will rise"),
    ],
)
def test_without_a_parse_the_plain_shapes_are_read(text: str, source: str, cue: str, content: str) -> None:
    (found,) = find_attributions(text, parse=None)
    assert (found.source, found.cue) == (source, cue)
    assert text[found.content_start : found.content_end] == content


@pytest.mark.parametrize(
    "text",
    [
        "The boat left at nine.",
        "The state of the road was poor.",
        "It is a claim to fame.",
        "Reports of rain came in on Monday, and the fair was put off.",
    ],
)
def test_without_a_source_nothing_is_found(text: str) -> None:
    assert find_attributions(text, parse=None) == []


@given(st.lists(WORDS, max_size=14).map(" ".join))
def test_spans_are_exact_and_inside(text: str) -> None:
    for found in find_attributions(text, parse=None):
        assert 0 <= found.content_start < found.content_end <= len(text)
        for words, start, end in (
            (found.source_text, found.source_start, found.source_end),
            (found.cue, found.cue_start, found.cue_end),
        ):
            assert (words is None) == (start is None) == (end is None)
            if start is not None:
                assert text[start:end] == words


@given(st.text(alphabet="ab '\"“”‘’«».,", max_size=40))
def test_quotations_lie_in_order_and_do_not_overlap_among_double_marks(text: str) -> None:
    found = quotations(text)
    assert all(0 <= q.start <= q.inner_start <= q.inner_end <= q.end <= len(text) for q in found)
    double = [q for q in found if not q.single]
    assert all(a.end <= b.start for a, b in pairwise(double))


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('He said "no" twice.', ["no"]),
        ("He said ‘no’ twice.", ["no"]),
        ("He said «no» twice.", ["no"]),
        ("The boys' boat isn't here.", []),
        ('It goes on here," he said.', ["It goes on here,"]),
        ('She said: "It goes on', ["It goes on"]),
        ("The ’90s weren’t ‘simple’.", ["simple"]),
    ],
)
def test_marks_of_all_shapes(text: str, inside: list[str]) -> None:
    assert [text[q.inner_start : q.inner_end] for q in quotations(text)] == inside


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Coast guard spokesman Lise Harn", "lise harn"),
        ("Transport Minister Ilka Morn", "ilka morn"),
        ("Dr. Ilka Morn, a heart specialist", "ilka morn"),
        ("a police spokesman, Maj. Tor Egel,", "tor egel"),
        ("A police spokesman", "police"),
        ("a spokeswoman for the harbour board", "harbour board"),
        ("A statement from the ministry", "ministry"),
        ("officials", "officials"),
        ("the players’ union", "players union"),
        ("She", None),
        ("", None),
    ],
)
def test_normal_form_of_a_source(text: str, source: str | None) -> None:
    found = normal_source(text)
    assert (found.replace("’", "").replace("'", "") if found else found) == source


def test_last_names_pronouns_and_titles_take_the_full_name() -> None:
    text = (
        "The mayor of Kelm, Elin Voss, opened the bridge. "
        "Voss said the work had taken nine years. "
        "She said that the paint was still wet."
    )
    by_sentence = dict(resolved(text))
    assert [a.source for a in by_sentence["Voss said the work had taken nine years."]] == ["elin voss"]
    assert [a.source for a in by_sentence["She said that the paint was still wet."]] == ["elin voss"]


def test_a_pronoun_without_anybody_before_it_stays_open() -> None:
    ((_, _), (_, found)) = resolved("He said the work had taken nine years.")
    assert [a.source for a in found] == [None]


def test_a_quotation_that_runs_on_keeps_its_speaker() -> None:
    text = "“The water came at night. It took the boats. We ran,” said fisherman Odo Marle."
    rows = [found for sentence, found in resolved(text) if sentence != "A quiet day in Kelm"]
    assert [{a.source for a in found} for found in rows] == [{"odo marle"}] * 3
    assert len({a.content_sentence_ids for found in rows for a in found}) == 1
    assert len(rows[0][0].content_sentence_ids) == 3


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The valve was left open.", "states"),
        ("The valve was left open, the owner said.", "attributes"),
        ("The owner denied that the valve was left open.", "denies"),
        ("The valve may have been left open.", "hedges"),
        ("The valve was reportedly left open.", "hedges"),
    ],
)
def test_stance(text: str, stance: str) -> None:
    attributions = find_attributions(text, parse=None)
    assert stance_of(text, attributions=attributions, framing=find_framing(text, parse=None)) == stance


def test_the_speakers_words_are_not_the_outlets() -> None:
    text = "The owner said the valve was left open."
    (found,) = find_attributions(text, parse=None)
    assert not is_outlets_own(text.index("valve"), text.index("valve") + 5, [found])
    assert is_outlets_own(0, 9, [found])
