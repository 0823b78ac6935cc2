"""The scorers of the benchmarks on data small enough to reckon by hand, the floors, and absent sets."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from benchmarks import floors, measure, recognizers, results
from benchmarks.attribution import attribution_measures, head_of
from benchmarks.calibration import brier, calibration_error
from benchmarks.gold import coverage_measures, pair_measures
from benchmarks.loaded import loaded_measures
from benchmarks.measurement import Measure, table
from benchmarks.pages import body_f1, in_half, page_measures, runs
from benchmarks.product import MeasuringError
from benchmarks.speed import best, yardstick
from benchmarks.stories import b_cubed
from pipeline.core.figures import find_figures


def values(measures: list[Measure]) -> dict[str, float]:
    return {m.name: round(m.value, 4) for m in measures}


# ---------------------------------------------------------------- scorers


def test_b_cubed_by_hand() -> None:
    gold = {"a": "1", "b": "1", "c": "2"}
    assert b_cubed(gold, gold) == (1.0, 1.0)
    precision, recall = b_cubed({"a": "x", "b": "x", "c": "x"}, gold)
    assert precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3) / 3)
    assert recall == 1.0
    assert b_cubed({}, gold) == (1.0, pytest.approx((1 / 2 + 1 / 2 + 1) / 3))
    assert b_cubed({"b": "a"}, {"a": "1", "b": "2"}) == (1.0, 1.0)  # a cluster may be called as an item is


def test_bodies_share_runs_of_words() -> None:
    row = {"text": "One two three four five six.", "summary": ["Seven eight nine ten eleven."]}
    assert body_f1("One two, three four five SIX", row) == 1.0
    assert body_f1("Seven eight nine ten eleven.\n\nOne two three four five six.", row) > 0.66
    assert body_f1("one two three four", row) == pytest.approx(0.5)
    assert body_f1("", row) == 0.0
    assert sum(runs("two words").values()) == 1
    assert sum(runs("古い橋を閉鎖").values()) == 3  # characters, where a script has no spaces


def test_pages_without_an_answer_count_as_nothing() -> None:
    truth = [
        {"url": "u", "title": "The Title", "date": "2031-02-03 10:00:00", "text": "a b c d e"},
        {"url": "v", "title": "Other", "date": None, "text": "a b c d e"},
    ]
    found = {"u": {"title": "The title", "published_at": "2031-02-03T09:00:00Z", "text": "a b c d e"}}
    assert values(page_measures(truth, found)) == {"body f1": 0.5, "title exact": 0.5, "day exact": 1.0}


def test_a_publisher_is_always_of_the_same_half() -> None:
    halves = {in_half(f"publisher {n}") for n in range(20)}
    assert halves == {True, False}
    assert in_half("publisher 1") == in_half("publisher 1")


def test_attributions_are_paired_off_once() -> None:
    text = "Ann Lee of Orrin said the bridge is old."
    gold = [
        {
            "source": {"spans": [[0, 16]]},
            "cue": {"spans": [[17, 21]]},
            "content": {"spans": [[22, 39]]},
        }
    ]
    mine = {
        "section": "body",
        "cue": "said",
        "source_start": 0,
        "source_end": 7,
        "cue_start": 17,
        "cue_end": 21,
        "content_start": 22,
        "content_end": 39,
    }
    assert text[slice(*head_of(text, (0, 16)))] == "Lee"
    right = {"cue f1": 1.0, "source-head f1": 1.0, "content overlap f1": 1.0}
    assert values(attribution_measures([text], [gold], [[mine]])) == right
    twice = values(attribution_measures([text], [gold], [[mine, {**mine, "cue_start": 18}]]))
    assert twice["cue f1"] == pytest.approx(2 / 3, abs=1e-4)
    scare = {**mine, "cue": None}
    assert set(values(attribution_measures([text], [gold], [[scare]])).values()) == {0.0}


def test_loaded_sentences_and_their_words() -> None:
    rows = [
        {"text": "A vile plan passed.", "loaded": True, "words": ["vile"]},
        {"text": "A brazen plan passed.", "loaded": True, "words": ["brazen"]},
        {"text": "A plan passed.", "loaded": False, "words": []},
    ]
    hit = {"type": "loaded_wording", "char_start": 2, "char_end": 6, "score": 0.9}
    weak, other = {**hit, "score": 0.1}, {**hit, "type": "hedge"}
    assert values(loaded_measures(rows, [[hit], [weak, other], [hit]])) == {
        "loaded precision": 0.5,
        "loaded recall": 0.5,
        "loaded f1": 0.5,
        "charged words found": 0.5,
    }


def test_coverage_judges_f1_and_the_precision_of_flags() -> None:
    row = {"precision": 0.5, "recall": 1.0, "f1": 0.6667}
    scores = {
        "stories": {**row, "stories": 3},
        "claim": {**row, "expected": 8, "predicted": 16, "false_alarms": 1},
        "omission": {**row, "expected": 2, "predicted": 4, "false_alarms": 0},
    }
    judged = {m.name for m in coverage_measures("gold/own", scores) if m.kind == "quality"}
    assert judged == {"stories f1", "claim f1", "claim precision"}


def test_the_pairs_scorer_is_read_or_refused() -> None:
    printed = (
        "divergent precision 0.750 [0.53, 0.89] recall 0.500 [0.33, 0.67] f1 0.600  "
        "agreeing called divergent 5/20  macro f1 0.550  pairs 80"
    )
    found = pair_measures(printed)
    ends = [m.value for m in found if m.name.startswith("divergent recall, 95 %")]
    assert ends == [0.33, 0.67]
    assert values([m for m in found if m.kind == "quality"]) == {
        "divergent precision": 0.75,
        "divergent recall": 0.5,
        "divergent f1": 0.6,
        "agreeing left alone": 0.75,
        "macro f1": 0.55,
    }
    with pytest.raises(ValueError, match="no figures"):
        pair_measures("something else")


def test_calibration_by_hand() -> None:
    pairs = [(0.9, True), (0.9, True), (0.9, False), (0.3, False)]
    assert brier(pairs) == pytest.approx((0.01 + 0.01 + 0.81 + 0.09) / 4)
    assert calibration_error(pairs) == pytest.approx((abs(2.7 - 2) + 0.3) / 4)


def case(text: str, *results: dict[str, Any], model: str = "CurrencyModel") -> dict[str, Any]:
    return {"model": model, "input": text, "reference": None, "results": list(results), "not_supported": None}


def expected(text: str, words: str, **resolution: str) -> dict[str, Any]:
    start = text.index(words)
    return {
        "Text": words,
        "Start": start,
        "End": start + len(words) - 1,
        "TypeName": "x",
        "Resolution": resolution,
    }


def read(text: str) -> list[dict[str, Any]]:
    return [asdict(f) for f in find_figures(text)]


@pytest.mark.parametrize(
    ("value", "unit", "right"),
    [("7500000", "Dollar", True), ("7500000", "Euro", False), ("75", "Dollar", False)],
)
def test_a_case_is_right_by_value_and_unit(value: str, unit: str, right: bool) -> None:
    text = "The bridge cost $7.5 million."
    part = next(p for p in recognizers.PARTS if p.name == "currency")
    row = case(text, expected(text, "$7.5 million", value=value, unit=unit))
    assert recognizers.is_right(part, row, read(text)) is right


def test_a_value_where_none_is_expected_is_wrong() -> None:
    part = next(p for p in recognizers.PARTS if p.name == "currency")
    assert not recognizers.is_right(part, case("It cost $5."), read("It cost $5."))
    assert recognizers.is_right(part, case("It took 5 days."), read("It took 5 days."))


def test_too_many_cases_left_out_are_refused() -> None:
    part = next(p for p in recognizers.PARTS if p.name == "number")
    rows = [case("1.1^23", model="NumberModel"), case("7 cows", model="NumberModel")]
    with pytest.raises(ValueError, match="too many"):
        recognizers.cases_of(part, rows)
    rows[0]["not_supported"] = "python, java"
    kept, counts = recognizers.cases_of(part, rows)
    assert [r["input"] for r in kept] == ["7 cows"]
    assert counts == {"cases": 1, "not supported": 1, "left out": 0}


def test_the_quickest_round_counts() -> None:
    calls: list[int] = []
    assert best(lambda: calls.append(1)) > 0
    assert len(calls) > 1
    assert best(yardstick) > 0


# ---------------------------------------------------------------- floors

FOUND = [
    Measure(set="own", name="f1", value=0.8166),
    Measure(set="own", name="recall", value=0.4),
    Measure(set="own", name="new one", value=0.9),
    Measure(set="speed", name="reading", value=0.1, kind="ratio"),
]


def test_floors_judge_what_was_measured_and_what_was_not() -> None:
    known = {"own f1": 0.81, "own recall": 0.5, "own lost": 0.3, "slow f1": 0.9, "speed reading": 5.0}
    rows = floors.judge(FOUND, known, {"own"})
    assert {(r.set, r.name): r.verdict for r in rows} == {
        ("own", "f1"): "ok",
        ("own", "recall"): "below",
        ("own", "new one"): "new",
        ("speed", "reading"): "ratio",
        ("own", "lost"): "missing",
    }
    assert {r.name for r in floors.failed(rows)} == {"recall", "lost"}
    printed = table(rows).splitlines()
    assert printed[0].split() == ["set", "measure", "value", "floor", "verdict"]
    assert printed[1].split() == ["own", "f1", "0.817", "0.810", "ok"]


def test_floors_only_rise() -> None:
    raised = floors.raised(FOUND, {"own f1": 0.5, "own recall": 0.5, "slow f1": 0.9})
    assert raised == {"own f1": 0.81, "own new one": 0.9, "own recall": 0.5, "slow f1": 0.9}
    assert not floors.failed(floors.judge(FOUND[:1], raised, {"other"}))


def test_floors_are_kept_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "floors.json"
    assert floors.read(file) == {}
    floors.write({"b": 0.2, "a": 0.1}, file)
    assert floors.read(file) == {"a": 0.1, "b": 0.2}
    assert list(json.loads(file.read_text())) == ["a", "b"]


# ---------------------------------------------------------------- the run


@pytest.fixture
def own_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """One set of two figures in place of the real ones; returns the arguments that run it."""
    shared = tmp_path / "shared"
    (shared / "own").mkdir(parents=True)

    def measured(_: Path, folder: Path) -> list[Measure]:
        assert folder.is_dir()
        return FOUND[:2]

    monkeypatch.setattr(measure, "SETS", (measure.Set(name="own", needs="own", measure=measured),))
    monkeypatch.setattr(measure.speed, "speeds", list)
    monkeypatch.setattr(measure.results, "old", list)
    return ["--shared", str(shared), "--floors", str(tmp_path / "floors.json")]


@pytest.mark.parametrize(("ci", "status"), [("true", 1), ("", 0), ("false", 0)])
def test_absent_sets_pass_on_a_desk_and_fail_where_they_must_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ci: str, status: int
) -> None:
    monkeypatch.setenv("CI", ci)
    assert measure.main(["--shared", str(tmp_path / "none")]) == status
    assert "absent" in capsys.readouterr().err


def test_a_figure_below_its_floor_fails(own_set: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert measure.main([*own_set, "--raise-floors"]) == 0
    assert "new" in capsys.readouterr().out
    assert measure.main(own_set) == 0
    floors.write({"own f1": 0.9}, Path(own_set[-1]))
    assert measure.main([*own_set, "--raise-floors"]) == 1
    told = capsys.readouterr()
    assert "own f1 is 0.8166; its floor is 0.9" in told.err
    assert "[1/1] own" in told.err
    assert floors.read(Path(own_set[-1]))["own f1"] == 0.9


def test_a_set_that_breaks_fails_and_raises_nothing(
    own_set: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(shared: Path, folder: Path) -> list[Measure]:
        raise MeasuringError("the command ended with 1")

    gone = measure.Set(name="gone", needs="nowhere", measure=broken)
    bad = measure.Set(name="bad", needs="own", measure=broken)
    monkeypatch.setattr(measure, "SETS", (*measure.SETS, gone, bad))
    assert measure.main([*own_set, "--raise-floors"]) == 1
    told = capsys.readouterr().err
    assert "bad: the command ended with 1" in told
    assert "nowhere is absent" in told
    assert not Path(own_set[-1]).exists()


def test_results_are_old_once_the_code_changes(tmp_path: Path) -> None:
    root, folder = tmp_path / "checkout", tmp_path / "results"
    (root / "pipeline").mkdir(parents=True)
    code = root / "pipeline" / "one.py"
    code.write_text("a = 1\n")
    written = results.write(FOUND, root, folder)
    assert [file.name for file in written] == ["own.json", "speed.json"]
    assert results.old(root, folder) == []
    assert json.loads(written[0].read_text())["measures"][0] == {
        "name": "f1",
        "value": 0.8166,
        "kind": "quality",
    }
    code.write_text("a = 2\n")
    assert results.old(root, folder) == ["own", "speed"]
    assert results.old(root, tmp_path / "none") == []
