"""Single rules of comparing figures, each by two sentences of one class."""

from __future__ import annotations

import pytest

from pipeline.core.divergence.figure import compare_figures, sides_of
from pipeline.core.divergence.figure_sums import totals
from pipeline.core.divergence.figure_values import relation
from pipeline.core.figures import find_figures


def side(text, words):
    figures = find_figures(text)
    return next(s for s in sides_of(text, figures, with_totals=True) if words in s.figure.text)


def decided(one, two, words, *, score=0.95):
    trace = []
    verdict = compare_figures(side(one, words[0]), side(two, words[1]), score=score, trace=trace)
    return verdict, trace


@pytest.mark.parametrize(
    ("one", "two", "words", "rule"),
    [
        (
            "The poll has a margin of error of plus or minus 3 points, 3.1 percentage points.",
            "The margin of error is 3.5 percentage points.",
            ("3.1", "3.5"),
            "poll",
        ),
        (
            "Shares in Orlo had been trading at 40 euros.",
            "Shares in Orlo rose to 52 euros.",
            ("40", "52"),
            "now or before",
        ),
        (
            "The driver was four points from the title.",
            "The driver took two points in the rain.",
            ("four", "two"),
            "referent",
        ),
        (
            "Some 40 people were hurt worldwide by the toy.",
            "Some 12 people were hurt by the toy.",
            ("40", "12"),
            "reach",
        ),
    ],
)
def test_a_bar_is_named_and_ends_the_comparison(one, two, words, rule):
    verdict, trace = decided(one, two, words)
    assert verdict.label == "different"
    assert trace[-1].rule == rule
    assert all(step.decided == "no bar" for step in trace[:-1])


def test_the_trace_tells_every_rule_up_to_the_verdict():
    one, two = "The fire killed 14 people in Tarn.", "The fire killed 21 people in Tarn."
    verdict, trace = decided(one, two, ("14", "21"))
    assert verdict.label == "divergent"
    assert [s.rule for s in trace][-4:] == ["values", "surely one thing", "update", "sources"]
    told = next(s.decided for s in trace if s.rule == "likeness")
    assert told.startswith(f"{verdict.strength:.2f} = ")


def test_two_closings_that_differ_are_of_two_days():
    one = "The Dow Jones index closed 9.9 percent lower."
    two = "The Dow Jones index closed down 5.8 percent."
    assert decided(one, two, ("9.9", "5.8"))[0].label == "different"


def test_a_list_of_kinds_of_people_adds_up():
    text = "The blast killed 20 children and six adults."
    (total,) = totals(text, find_figures(text))
    assert (total.value_low, total.text) == (26.0, "20 children and six adults")
    other = "The blast killed 27 people."
    verdict = compare_figures(side(other, "27"), side(text, "20 children and"), score=0.9)
    assert verdict.label == "divergent"
    assert compare_figures(
        side("The blast killed 26 people.", "26"), side(text, "20 children and")
    ).label in (
        "equal",
        "different",
    )


@pytest.mark.parametrize(
    "text",
    [
        "The blast killed 20 children and injured six adults.",
        "The shop sold 20 lamps and six chairs.",
        "The blast killed 20 children, six of them boys.",
    ],
)
def test_what_is_no_list_of_people_of_one_fate_does_not_add_up(text):
    assert totals(text, find_figures(text)) == []


def test_about_hides_no_more_than_its_digits_leave_open():
    (rough,) = find_figures("It would cost some $146 billion.")
    (exact,) = find_figures("It would cost $148.9 billion.")
    (near,) = find_figures("It would cost $147.2 billion.")
    assert relation(rough, exact) == relation(exact, rough) == "conflict"
    assert relation(rough, near) == "compatible"
    (coarse,) = find_figures("It would cost some $140 billion.")
    assert relation(coarse, exact) == "compatible"
