"""Laws of versions: a version has no quarrel with itself, and the order in which versions come changes nothing."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.core.divergence.versions import changed_pairs, likeness
from pipeline.core.sentences import sentences_of
from pipeline.model import Article
from tests.golden.test_versions import CASES, changes, version

TEXTS = [case[side] for case in CASES[:40:4] for side in ("old", "new")]


@given(st.sampled_from(TEXTS), st.integers(1, 90))
@settings(max_examples=12, deadline=None)
def test_a_version_has_no_quarrel_with_itself(text: dict[str, str], hours: int) -> None:
    first, again = version(text, 0), version(text, hours)
    assert changed_pairs(sentences_of(first), sentences_of(again)) == ()
    assert changes([first, again]) == []
    # a space at its end makes another text by its code points, and still no other article
    assert changes([first, version({**text, "text": text["text"] + "\n"}, hours)]) == []


@given(st.lists(st.sampled_from(TEXTS), min_size=2, max_size=4), st.randoms(use_true_random=False))
@settings(max_examples=10, deadline=None)
def test_the_order_of_versions_changes_nothing(texts: list[dict[str, str]], shuffle: random.Random) -> None:
    rows: list[Article] = [version(text, hours) for hours, text in enumerate(texts)]
    expected = changes(rows)
    shuffle.shuffle(rows)
    assert changes(rows) == expected


@given(st.sampled_from(TEXTS), st.sampled_from(TEXTS))
@settings(max_examples=30, deadline=None)
def test_each_sentence_is_in_one_pair_at_most(old: dict[str, str], new: dict[str, str]) -> None:
    first, second = version(old, 0), replace(version(new, 1), version=2)
    pairs = changed_pairs(sentences_of(first), sentences_of(second))
    for ids in ([p.old.sentence_id for p in pairs], [p.new.sentence_id for p in pairs]):
        assert len(ids) == len(set(ids))
    assert all(p.old.section == p.new.section for p in pairs)


@given(st.text(alphabet="abc 12.,“”", max_size=40), st.text(alphabet="abc 12.,“”", max_size=40))
def test_likeness_is_a_share(a: str, b: str) -> None:
    assert 0.0 <= likeness(a, b) <= 1.0
    assert likeness(a, a) == 1.0
