"""A package of one's own, as the guide shows it: installed beside Parallax, it adds a finder and a kind."""

from __future__ import annotations

import importlib
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import tables
from pipeline.model import Divergence
from pipeline.registry import GROUPS, installed, load_finders, load_judges
from pipeline.settings import ROOT, Comparison
from tests.golden.judging import judged

GUIDE = (ROOT / "docs" / "adding.md").read_text(encoding="utf-8")
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PYTHON = [body for name, body in FENCE.findall(GUIDE) if name == "python"]
(PROJECT,) = [body for name, body in FENCE.findall(GUIDE) if name == "toml" and "entry-points" in body]
MAX_LINES = 60


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The guide's package on the path with the metadata that an installer writes."""
    places = [
        (group, name, value)
        for group, rules in tomllib.loads(PROJECT)["project"]["entry-points"].items()
        for name, value in rules.items()
    ]
    for (_, _, value), code in zip(places, PYTHON, strict=True):
        file = tmp_path / (value.partition(":")[0].replace(".", "/") + ".py")
        file.parent.mkdir(exist_ok=True)
        file.write_text(code, encoding="utf-8")
    metadata = tmp_path / "our_rules-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: our-rules\nVersion: 1.0\n", "utf-8")
    entries = "".join(f"[{group}]\n{name} = {value}\n" for group, name, value in places)
    (metadata / "entry_points.txt").write_text(entries, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    importlib.invalidate_caches()
    yield
    for name in [n for n in sys.modules if n.partition(".")[0] == "our_rules"]:
        del sys.modules[name]


def test_a_package_that_adds_a_kind_is_short() -> None:
    judge = next(body for body in PYTHON if "def judge" in body)
    entry = [line for line in PROJECT.splitlines() if "judge" in line.casefold()]
    lines = [line for line in [*judge.splitlines(), *entry] if line.strip()]
    assert len(entry) == 2
    assert len(lines) < MAX_LINES


def test_the_groups_of_the_guide_are_those_that_are_read() -> None:
    assert set(tomllib.loads(PROJECT)["project"]["entry-points"]) <= set(GROUPS)
    assert all(f"`{group}`" in GUIDE for group in GROUPS)


@pytest.mark.usefixtures("package")
def test_its_finder_and_its_judge_are_found_and_named() -> None:
    assert "find_shouting" in {f.__name__ for f in load_finders(Comparison()).framing}
    assert "reporting_verb" in {judge.name for judge in load_judges()}
    assert "our_rules.verbs:ReportingVerbJudge@1.0" in installed()


@pytest.mark.usefixtures("package")
def test_its_kind_comes_out_of_a_comparison_as_any_other() -> None:
    judge = next(j for j in load_judges() if j.name == "reporting_verb")
    stories = [
        {"outlet": "alpha", "on": "The harbour master said the crane had been inspected in May."},
        {"outlet": "beta", "on": "The harbour master claimed the crane had been inspected in May."},
    ]
    (row,) = judged(judge, stories)
    assert (row.kind, row.subtype, row.claim_id) == ("reporting", "reporting_verb", "claim")
    assert {(p.outlet, p.quote) for p in row.evidence} == {("alpha", "said"), ("beta", "claimed")}
    stored = tables.to_table(Divergence, [row])
    assert stored["kind"].to_pylist() == ["reporting"]
    (again,) = judged(judge, [*stories, {"outlet": "gamma", "on": stories[0]["on"], "hours": "4"}])
    assert again.divergence_id == row.divergence_id
