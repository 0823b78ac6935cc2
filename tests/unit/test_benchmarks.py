"""The measures on small cases whose answer is known, and the floors' rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import measure
from benchmarks.scores import agreement, attribution_scores, b_cubed, one_to_one, text_f1


def test_agreement() -> None:
    assert agreement([True, True, False, False], [True, False, True, False]) == (0.5, 0.5, 0.5)
    assert agreement([True], [False]) == (0.0, 0.0, 0.0)


def test_b_cubed_of_a_false_merge_and_of_an_article_not_found() -> None:
    gold = {"a": "1", "b": "1", "c": "2", "d": "2"}
    assert b_cubed(gold, {"a": "x", "b": "x", "c": "y", "d": "y"}) == (1.0, 1.0, 1.0)
    precision, recall, _ = b_cubed(gold, dict.fromkeys("abcd", "x"))
    assert (precision, recall) == (0.5, 1.0)
    precision, recall, _ = b_cubed(gold, {"a": "x", "b": "x", "c": "y"})
    assert (precision, recall) == (1.0, 0.75)


def test_text_f1_counts_shared_shingles() -> None:
    assert text_f1("one two three four five", "one two three four five") == 1.0
    assert text_f1("one two three four five", "one two three four nine") == 0.5
    assert text_f1("one two three four", "") == 0.0
    assert text_f1("これは記事の本文です", "これは記事の本文です") == 1.0


def test_spans_match_one_to_one() -> None:
    assert one_to_one([(0, 5), (3, 8)], [(4, 6)]) == 1
    assert one_to_one([(0, 5), (10, 12)], [(4, 6), (11, 14)]) == 2


def test_attribution_scores() -> None:
    gold = {
        part: {"spans": [span]} for part, span in (("source", [0, 4]), ("cue", [5, 9]), ("content", [10, 20]))
    }
    ours = {"source_start": 1, "source_end": 4, "cue_start": None, "cue_end": None}
    ours |= {"content_start": 15, "content_end": 20}
    told = attribution_scores([[gold]], [[ours]])
    assert told == {"source f1": 1.0, "cue f1": 0.0, "content overlap": pytest.approx(2 / 3)}


def test_floors_only_rise_and_none_is_dropped() -> None:
    floors = {"set": {"f1": 0.8, "recall": 0.5}, "other": {"f1": 0.4}}
    raised = measure.raised(floors, {"set": {"f1": 0.7, "recall": 0.9}})
    assert raised == {"set": {"f1": 0.8, "recall": 0.89}, "other": {"f1": 0.4}}


def test_a_figure_below_its_floor_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    below = measure.print_table({"set": {"f1": 0.7, "new": 0.1}}, {"set": {"f1": 0.8}})
    assert below == ["set, f1: 0.700 < 0.800"]
    assert "BELOW" in capsys.readouterr().out


@pytest.mark.parametrize(("ci", "status"), [("true", 1), ("", 0)])
def test_without_the_sets_it_passes_except_in_ci(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ci: str, status: int
) -> None:
    monkeypatch.setenv("CI", ci)
    assert measure.main([], shared=tmp_path / "none") == status
    assert "nothing to measure" in capsys.readouterr().out
