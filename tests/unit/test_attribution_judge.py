"""The attribution judge: evidence, sides, ids, and independence of order."""

from __future__ import annotations

from itertools import permutations

import pytest

from pipeline.core.divergence.attribution import OWN_VOICE, AttributionJudge
from tests.golden.judging import judged

STORY = [
    {"outlet": "alpha", "on": "The contractor left the valve open before the flood."},
    {"outlet": "beta", "on": "Residents claim that the contractor left the valve open before the flood."},
    {"outlet": "gamma", "on": "The contractor left the valve open before the flood, residents allege."},
]


def test_one_row_with_a_side_for_each_voice() -> None:
    (found,) = judged(AttributionJudge(), STORY)
    assert (found.kind, found.subtype, found.scope) == ("attribution", "fact_vs_attributed", "cross_outlet")
    sides = {p.value: {q.outlet for q in found.evidence if q.side == p.side} for p in found.evidence}
    assert sides == {OWN_VOICE: {"alpha"}, "residents": {"beta", "gamma"}}
    assert {p.quote for p in found.evidence if p.value == "residents"} == {
        "Residents claim",
        "residents allege",
    }


def test_the_order_of_input_changes_nothing() -> None:
    rows = [judged(AttributionJudge(), order) for order in permutations(STORY)]
    assert all(row == rows[0] for row in rows)


LATER = {
    "alpha": "Investigators have meanwhile learned that the contractor left the valve open before the flood.",
    "told": "The contractor left the valve open before the flood, the residents insisted on Tuesday evening.",
}


@pytest.mark.parametrize("words", sorted(LATER.values()))
@pytest.mark.parametrize("outlet", ["aardvark", "zeta"])
def test_an_outlet_that_joins_later_changes_no_id(outlet: str, words: str) -> None:
    (before,) = judged(AttributionJudge(), STORY)
    (after,) = judged(AttributionJudge(), [*STORY, {"outlet": outlet, "on": words, "hours": "5"}])
    assert after.divergence_id == before.divergence_id
    assert len(after.evidence) >= len(before.evidence)


def test_an_altered_quotation_keeps_its_id_when_an_outlet_joins() -> None:
    story = [
        {"outlet": "alpha", "on": '"We made mistakes in the count," said commissioner Jon Pell.'},
        {"outlet": "beta", "on": '"We made serious mistakes in the count," commissioner Jon Pell said.'},
    ]
    later = {"outlet": "gamma", "on": '"We made terrible mistakes in the count," said commissioner Jon Pell.'}
    (before,) = judged(AttributionJudge(), story)
    (after,) = judged(AttributionJudge(), [*story, later | {"hours": "3"}])
    assert after.divergence_id == before.divergence_id
    assert {p.outlet for p in after.evidence} == {"alpha", "beta", "gamma"}


def test_another_outlet_on_a_side_keeps_the_summary_plain() -> None:
    (found,) = judged(AttributionJudge(), STORY)
    assert found.summary == "alpha in its own voice; beta, gamma as the word of residents."


def test_sources_against_each_other() -> None:
    (found,) = judged(
        AttributionJudge(),
        [
            {"outlet": "alpha", "on": "Police said bottles had been thrown at the officers first."},
            {"outlet": "beta", "on": "Bottles had been thrown at the officers first, witnesses said."},
        ],
    )
    assert found.subtype == "different_source"
    assert found.summary == "police (alpha) against witnesses (beta) as the source of one statement."


def test_a_headline_without_its_source_is_convention() -> None:
    found = judged(
        AttributionJudge(),
        [
            {
                "outlet": "alpha",
                "on": "Contractor left valve open before flood",
                "title": "Contractor left valve open before flood",
                "text": "Residents met on Monday.",
            },
            {
                "outlet": "beta",
                "on": "Residents claim that the contractor left the valve open before the flood.",
            },
        ],
    )
    assert found == []


def test_the_changed_words_are_the_evidence() -> None:
    (found,) = judged(
        AttributionJudge(),
        [
            {
                "outlet": "alpha",
                "on": "“I gave ten years of my life to this choir and I am tired,” Ute Falk said.",
            },
            {
                "outlet": "beta",
                "on": "“I gave ten years of my life to this circus and I am tired,” Ute Falk said.",
            },
        ],
    )
    assert found.subtype == "altered_quote"
    assert sorted(p.quote or "" for p in found.evidence) == ["choir", "circus"]


def test_two_speakers_do_not_alter_each_other() -> None:
    found = judged(
        AttributionJudge(),
        [
            {
                "outlet": "alpha",
                "on": "“I gave ten years of my life to this choir and I am tired,” Ute Falk said.",
            },
            {
                "outlet": "beta",
                "on": "“I gave ten years of my life to this hall and I am tired,” Bo Renn said.",
            },
        ],
    )
    assert "altered_quote" not in [d.subtype for d in found]
