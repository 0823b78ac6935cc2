"""What the pair model is asked for the judges: which aligned sentences cannot both hold, and what an article carries.

Only pairs that can matter are read: aligned ones of one claim, of independent outlets, in other words; and, for a
claim that an article may lack, the article's sentences.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipeline.core.divergence.claim_model import may_conflict
from pipeline.core.divergence.omission import questions
from pipeline.core.groups import build_groups
from pipeline.model import Alignment, Article, Claim, Sentence, StoryCoverage
from pipeline.ports import PairModel

Key = tuple[str, str]


def conflicts_by_story(
    alignments: Iterable[Alignment],
    claims: Iterable[Claim],
    sentences: Mapping[str, Sequence[Sentence]],
    articles: Mapping[str, Article],
    origins: Mapping[str, str],
    model: PairModel | None,
) -> dict[str, dict[Key, float]]:
    """story_id -> (smaller id, larger id) -> how sure the model is that both cannot hold; all read in full batches."""
    if model is None:
        return {}
    rows = {s.sentence_id: s for found in sentences.values() for s in found}
    claim_of = {s: claim.claim_id for claim in claims for s in claim.sentence_ids}
    asked: dict[Key, tuple[str, tuple[str, str]]] = {}
    for pair in alignments:
        a, b = rows.get(pair.sentence_a), rows.get(pair.sentence_b)
        together = claim_of.get(pair.sentence_a, "") == claim_of.get(pair.sentence_b)
        if a is None or b is None or not together:
            continue
        one, other = articles[a.article_id], articles[b.article_id]
        apart = one.outlet != other.outlet and origins.get(one.article_id, one.article_id) != origins.get(
            other.article_id, other.article_id
        )
        if apart and may_conflict(a.text, b.text):
            asked[pair.sentence_a, pair.sentence_b] = (pair.story_id, (a.text, b.text))
    found: dict[str, dict[Key, float]] = defaultdict(dict)
    keys = sorted(asked)
    for key, sure in zip(keys, model.conflicts([asked[k][1] for k in keys]), strict=True):
        found[asked[key][0]][key] = sure
    return found


def with_carried(coverage: StoryCoverage, claims: Sequence[Claim], model: PairModel | None) -> StoryCoverage:
    """The coverage, with what the model says on claims that an article seems to lack."""
    if model is None:
        return coverage
    asked = sorted({pair for group in build_groups(coverage, claims) for pair in questions(group)})
    if not asked:
        return coverage
    found = model.verdicts([(coverage.statements[b].text, coverage.statements[a].text) for a, b in asked])
    told = {key: max(one.same_claim, one.entailment or 0.0) for key, one in zip(asked, found, strict=True)}
    return replace(coverage, carried=told)
