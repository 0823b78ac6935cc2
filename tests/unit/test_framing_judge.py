"""The framing judge: evidence, sides, one row for one thing, and independence of order."""

from __future__ import annotations

from itertools import permutations

from pipeline.core.divergence.framing import PLAIN, FramingJudge
from tests.golden.judging import judged

STORY = [
    {"outlet": "alpha", "on": "Terrorists of the Green Banner seized the pass on Tuesday."},
    {"outlet": "beta", "on": "Fighters of the Green Banner seized the pass on Tuesday."},
    {"outlet": "gamma", "on": "On Tuesday the pass was seized by militants of the Green Banner."},
]


def test_one_row_with_a_side_for_each_word() -> None:
    (found,) = judged(FramingJudge(), STORY)
    assert (found.kind, found.subtype, found.thing) == ("framing", "label", "armed group")
    assert {(p.value, p.outlet) for p in found.evidence} == {
        ("terrorists", "alpha"),
        ("fighters", "beta"),
        ("militants", "gamma"),
    }
    assert len({p.side for p in found.evidence}) == 3


def test_the_order_of_input_changes_nothing() -> None:
    rows = [judged(FramingJudge(), order) for order in permutations(STORY)]
    assert all(row == rows[0] for row in rows)


def test_the_plain_word_is_the_other_side() -> None:
    (found,) = judged(
        FramingJudge(),
        [
            {"outlet": "alpha", "on": "Rents in Kelm skyrocketed by 9 percent last year."},
            {"outlet": "beta", "on": "Rents in Kelm rose by 9 percent last year."},
        ],
    )
    assert {(p.outlet, p.quote) for p in found.evidence} == {("alpha", "skyrocketed"), ("beta", "rose")}
    assert "skyrocketed" in found.summary
    assert "rose" in found.summary


def test_a_charged_word_that_nothing_stands_for_is_of_low_confidence() -> None:
    found = judged(
        FramingJudge(),
        [
            {"outlet": "alpha", "on": "The savage storm closed the port of Osk on Monday."},
            {"outlet": "beta", "on": "The port of Osk stayed shut on Monday."},
        ],
    )
    assert all(d.confidence < 0.5 for d in found)
    assert any(p.value == PLAIN for d in found for p in d.evidence)


def test_the_agent_is_named_on_one_side_only() -> None:
    (found,) = judged(
        FramingJudge(),
        [
            {"outlet": "alpha", "on": "Police fired rubber bullets at the crowd near the station."},
            {"outlet": "beta", "on": "Rubber bullets were fired near the station."},
        ],
    )
    assert found.subtype == "agency"
    assert {(p.outlet, p.value) for p in found.evidence} == {("alpha", "police"), ("beta", "nobody named")}


def test_an_outlet_that_joins_later_changes_no_id() -> None:
    early = [
        {
            "outlet": "alpha",
            "on": "The council of Kelm met on rents, which skyrocketed by 9 percent.",
            "hours": "2",
        },
        {"outlet": "beta", "on": "The council of Kelm met on rents, which rose by 9 percent.", "hours": "1"},
        {"outlet": "gamma", "on": "Rents were before the council of Kelm on Monday evening.", "hours": "0"},
    ]
    late = [
        {
            "outlet": "delta",
            "on": "The council of Kelm met on rents, which went up by 9 percent.",
            "hours": "5",
        },
        {
            "outlet": "eps",
            "on": "Rents before the council of Kelm on Monday skyrocketed by 9 percent.",
            "hours": "6",
        },
    ]
    ids = [
        {(d.divergence_id, d.thing) for d in judged(FramingJudge(), [*early, *late[:n]])} for n in range(3)
    ]
    assert len(ids[0]) == 1
    assert ids[0] == ids[1] == ids[2]


def test_a_headline_is_set_against_the_others_headlines() -> None:
    body = "The bakery at Osk burned down on Monday night. Nobody was hurt, and it will open again in spring."
    (found,) = judged(
        FramingJudge(),
        [
            {
                "outlet": "alpha",
                "on": "Chaos as bakery burns in Osk",
                "title": "Chaos as bakery burns in Osk",
                "text": body,
            },
            {
                "outlet": "beta",
                "on": "The bakery at Osk burned down on Monday night.",
                "title": "Bakery burns in Osk",
                "text": body,
            },
        ],
    )
    assert found.subtype == "headline"
    assert {(p.outlet, p.quote) for p in found.evidence} == {
        ("alpha", "Chaos"),
        ("beta", "Bakery burns in Osk"),
    }
