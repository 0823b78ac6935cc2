"""What is drawn: values in their places, ends that are open, nothing that a strict policy would refuse."""

from __future__ import annotations

import os
import re

import pytest
from lxml import etree

from pipeline.report.charts import MARGIN, Chart, Dot, draw

SVG = "{http://www.w3.org/2000/svg}"


def chart(*dots: Dot, scale="linear", width=320) -> Chart:
    return Chart(scale=scale, width=width, rows=3, row_height=50, top=27, dots=dots)


def elements(one: Chart):
    return etree.fromstring(f'<svg xmlns="http://www.w3.org/2000/svg">{draw([one])[one]}</svg>')


def circles(root) -> list[tuple[float, float, str]]:
    return [(float(c.get("cx")), float(c.get("cy")), c.get("class")) for c in root.iter(f"{SVG}circle")]


def test_values_lie_in_their_rows_from_the_least_to_the_greatest():
    root = elements(chart(Dot(row=0, low=0, high=0), Dot(row=2, low=10, high=10, hollow=True)))
    assert circles(root) == [(MARGIN, 27, "full"), (320 - MARGIN, 127, "hollow")]
    assert [t.text for t in root.iter(f"{SVG}text")] == ["0", "5", "10"]


def test_an_interval_has_two_ends_and_an_open_one_an_arrow():
    root = elements(
        chart(Dot(row=0, low=2, high=4), Dot(row=1, low=6, high=None), Dot(row=2, low=None, high=8))
    )
    assert [y for _, y, _ in circles(root)].count(27) == 2
    assert len(circles(root)) == 4
    arrows = [p.get("transform") for p in root.iterfind(f"./{SVG}path[@transform]")]
    assert sorted(arrows) == [f"translate({MARGIN},127) rotate(180)", f"translate({320 - MARGIN},77)"]
    spans = [p.get("d") for p in root.iterfind(f"./{SVG}path") if not p.get("transform")]
    assert len(spans) == 3
    assert f"M{MARGIN},127h" in " ".join(spans)


def test_small_and_large_values_part_on_a_logarithmic_scale():
    root = elements(chart(Dot(row=0, low=1, high=1), Dot(row=1, low=100, high=100), Dot(row=2, low=10_000, high=10_000),
                          scale="log"))  # fmt: skip
    assert [x for x, _, _ in circles(root)] == [MARGIN, 160, 320 - MARGIN]


def test_hours_and_days_are_told_in_utc():
    day = 86_400_000.0
    root = elements(chart(Dot(row=0, low=20_000 * day, high=20_000 * day), Dot(row=0, low=20_001 * day, high=20_001 * day),
                          scale="utc"))  # fmt: skip
    told = [t.text for t in root.iter(f"{SVG}text")]
    assert {"4 Oct", "5 Oct"} <= set(told)
    assert all(re.fullmatch(r"\d+ \w{3}|\d\d:\d\d", words) for words in told)


@pytest.mark.parametrize("scale", ["linear", "log", "utc"])
def test_a_single_value_is_drawn_in_the_middle(scale):
    ((x, _, _),) = circles(elements(chart(Dot(row=0, low=7, high=7), scale=scale)))
    assert x == pytest.approx(160, abs=25)  # nice ticks may move it a little


def test_charts_of_one_call_do_not_touch_each_other():
    many = [chart(Dot(row=0, low=n, high=n + 5), Dot(row=1, low=n + 9, high=None)) for n in range(5)]
    together = draw(many)
    assert [together[c] for c in many] == [draw([c])[c] for c in many]


def test_nothing_is_left_that_a_strict_policy_refuses():
    drawn = draw(
        [chart(Dot(row=0, low=1, high=4, shape=s)) for s in ("circle", "square", "diamond", "triangle-up")]
    )
    for markup in drawn.values():
        assert not re.search(r"style|script|href|font|url\(|on\w+=", markup)
        assert len(markup) < 1200


def test_a_child_that_was_forked_after_a_drawing_draws_too():
    one = chart(Dot(row=0, low=1, high=2))
    here = draw([one])[one]
    reads, writes = os.pipe()
    child = os.fork()
    if not child:  # the engine's threads are not here
        os.write(writes, str(draw([one])[one]).encode())
        os._exit(0)
    os.close(writes)
    with os.fdopen(reads, "rb") as answer:
        assert answer.read().decode() == here
    assert os.waitpid(child, 0)[1] == 0


def test_what_has_no_known_end_is_not_drawn():
    assert draw([chart(Dot(row=0, low=None, high=None))]) == {}
