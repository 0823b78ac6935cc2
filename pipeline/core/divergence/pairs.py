"""What judges of words share: aligned pairs of other outlets' statements, and the key of what they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.core.text import content_stems
from pipeline.model import AlignedGroup, Statement

KEY_WORDS = 4


def aligned_pairs(group: AlignedGroup) -> Iterator[tuple[Statement, Statement, float]]:
    """(a, b, score) of each aligned pair of statements from two origins, a before b in the group's order."""
    for i, a in enumerate(group.statements):
        for b in group.statements[i + 1 :]:
            score = group.score(a, b)
            if score is not None and a.origin != b.origin and a.outlet != b.outlet:
                yield a, b, score


def with_aligned(group: AlignedGroup) -> list[Statement]:
    """The group's statements and those outside of it that are aligned with one of them.

    A sentence belongs to one claim at most, so that a claim may lack one that says it among other things.
    """
    own = {s.id for s in group.statements}
    members = {s.id: s for s in group.statements}
    for pair in group.story.scores:
        for inside, outside in (pair, pair[::-1]):
            if inside in own and outside in group.story.statements:
                members[outside] = group.story.statements[outside]
    return sorted(members.values(), key=lambda s: (s.article.article_id, s.sentence.position))


def directed_pairs(group: AlignedGroup) -> Iterator[tuple[Statement, Statement, float]]:
    """Each aligned pair both ways round."""
    for a, b, score in aligned_pairs(group):
        yield a, b, score
        yield b, a, score


def nearest_of_each_outlet(group: AlignedGroup) -> Iterator[tuple[Statement, Statement]]:
    """(a, b): each statement with the one sentence of each other outlet that says the same most surely."""
    best: dict[tuple[str, str], tuple[float, int, Statement, Statement]] = {}
    for a, b, score in directed_pairs(group):
        key, found = (a.id, b.outlet), (score, -b.sentence.position, a, b)
        if key not in best or found[:2] > best[key][:2]:
            best[key] = found
    for _, _, a, b in best.values():
        yield a, b


def told_at(statement: Statement) -> tuple[float, str, int]:
    """Sorts statements by when their article was current, those without a time last; no two are equal."""
    known = statement.article.known_at
    when = known.timestamp() if known is not None else float("inf")
    return when, statement.article.article_id, statement.sentence.position


def proposition_key(statements: Iterable[Statement]) -> str:
    """Names a claim: the longest content stems of the statement that was told first.

    Of that one alone, so that an outlet that joins later, in whatever words, changes no name and no id.
    """
    first = min(statements, key=told_at)
    ranked = sorted(set(content_stems(first.text)), key=lambda stem: (-len(stem), stem))
    return " ".join(sorted(ranked[:KEY_WORDS]))


def shared_content(a: str, b: str) -> float:
    """Share of the shorter text's content stems that the other has too, 0–1."""
    left, right = set(content_stems(a)), set(content_stems(b))
    return len(left & right) / max(min(len(left), len(right)), 1)
