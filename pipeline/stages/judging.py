"""The judges of a story, each guarded: one that breaks costs its own rows of that story, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.core.divergence.merge import merge
from pipeline.core.groups import build_groups
from pipeline.model import AlignedGroup, Claim, Divergence, StoryCoverage
from pipeline.ports import Judge
from pipeline.stages.account import Account


def judge_story(
    coverage: StoryCoverage,
    claims: Iterable[Claim],
    judges: Sequence[Judge],
    account: Account,
    changed: Sequence[AlignedGroup] = (),
) -> list[Divergence]:
    """The divergences of a story, one for each thing disagreed on, sorted by kind and id.

    `changed` are the groups of what its articles changed between their versions.
    """
    groups = (*build_groups(coverage, claims), *changed)
    found: list[Divergence] = []
    for judge in sorted(judges, key=lambda j: j.name):

        def rows(judge: Judge = judge) -> list[Divergence]:
            return merge((d for group in groups for d in judge.judge(group)), judge.summarise)

        found += account.guarded("judge_failed", judge.name, coverage.story_id, rows)
    return found
