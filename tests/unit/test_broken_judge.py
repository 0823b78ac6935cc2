"""A judge that breaks on a story costs its own rows of that story, and nothing else."""

from __future__ import annotations

import importlib
import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.core.sentences import sentences_of
from pipeline.core.stories import origins_of, story_of
from pipeline.model import AlignedGroup, Divergence, Evidence
from pipeline.ports import Judge
from pipeline.registry import load_judges
from pipeline.stages import compare
from pipeline.stages.compare_stories import Compared
from pipeline.stages.reading import Finders
from tests.golden.judging import Silent, article, parser

BROKEN = '''
class BrokenJudge:
    """Breaks on the articles of one outlet."""

    name = "broken"
    kind = "broken"

    def judge(self, group):
        if any(s.outlet == "alpha" for s in group.statements):
            raise KeyError("alpha")
        return []

    def summarise(self, evidence, subtype):
        return ""
'''


class Headlines:
    """Has a row for every headline."""

    name = kind = "headlines"

    def judge(self, group: AlignedGroup) -> Iterable[Divergence]:
        if group.scope != "headline_body":
            return []
        first = group.statements[0]
        piece = Evidence(
            side=0,
            outlet=first.outlet,
            article_id=first.article.article_id,
            version=1,
            sentence_id=first.id,
            char_start=0,
            char_end=len(first.text),
            quote=first.text,
        )
        row = Divergence(
            story_id=group.story.story_id,
            claim_id=None,
            scope=group.scope,
            kind=self.kind,
            subtype="any",
            thing="headline",
            severity=0.5,
            confidence=0.5,
            summary="",
            evidence=(piece, replace(piece, side=1)),
            divergence_id=group.story.story_id,
        )
        return [row]

    def summarise(self, evidence: Sequence[Evidence], subtype: str) -> str:
        return subtype


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Judge:
    """The judge of another package, found by its entry point."""
    (tmp_path / "broken_rules.py").write_text(BROKEN, encoding="utf-8")
    metadata = tmp_path / "broken_rules-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: broken-rules\nVersion: 1.0\n", "utf-8")
    (metadata / "entry_points.txt").write_text(
        "[parallax.judges]\nbroken = broken_rules:BrokenJudge\n", "utf-8"
    )
    monkeypatch.syspath_prepend(tmp_path)
    importlib.invalidate_caches()
    return next(j for j in load_judges() if j.name == "broken")


def compared(judges: Sequence[Judge]) -> Compared:
    text = "The crane at the quay fell on Monday. Nobody was near the crane."
    articles = [article(outlet, "Crane falls at the quay", text) for outlet in ("alpha", "beta")]
    origins = origins_of(articles, (), {})
    aligned = compare.StoriesAligned(
        sentences=[s for a in articles for s in sentences_of(a)],
        stories=[story_of([a], origins) for a in articles],
        origins=origins,
        alignments=(),
        claims=(),
        nearest={},
    )
    return compare.run(
        articles,
        aligned,
        finders=Finders(figures=(), attributions=(), framing=()),
        judges=judges,
        parser=parser(),
        languages=("en",),
        progress=Silent(),
    )


def test_the_other_judges_rows_and_the_other_stories_are_kept(
    broken: Judge, caplog: pytest.LogCaptureFixture
) -> None:
    whole = compared([Headlines()])
    with caplog.at_level(logging.ERROR):
        found = compared([broken, Headlines()])
    assert len(found.divergences) == 2
    assert found.divergences == whole.divergences
    (failure,) = found.account.failures
    assert f"judge_failed judge=broken story='{failure.at}' error=KeyError: 'alpha'" in caplog.text
    assert "broken_rules.py" in caplog.text
    assert ("judge_failed", "broken 1 times") in found.account.told()
