"""Two versions of one article, sentence against sentence: what was changed, and what is no change.

Sentences whose words are equal (whatever their typography, place and white space) are unchanged. Of the rest, each
is paired with at most one of the other version, by the words that both have; numbers count as equal here, since
whether they differ is for the judges to say. What was only added or taken away is paired with nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from pipeline.core.text import NUMBER_WORDS, STOP_WORDS, folded, stem, words
from pipeline.model import AlignedGroup, Article, Sentence, Statement, StoryCoverage

MIN_LIKENESS = (
    0.5  # mean of the words and of the content words in common, below which two sentences are two things
)
NUMBER = "#"

_VAGUE_NUMBERS = frozenset(
    "dozen dozens score scores hundred hundreds thousand thousands million millions billion billions".split()
)
_STAMP = re.compile(  # what a page says of itself: it changes with every edition, and is no reporting
    r"\W*(?:(?:last|first|originally)\s+)?(?:updated|published|posted|modified|edited)\b"
    r"|\W*\d+\s+(?:min(?:ute)?s?\s+(?:read|ago)|hours?\s+ago|comments?|shares?)\W*$"
    r"|\W*(?:(?:additional\s+)?reporting|editing|writing)\s+by\b",
    re.IGNORECASE,
)
_STAMP_WORDS = 14
_DATELINE = re.compile(
    r"(?=[^—–]{0,70}[—–]|[^-]{0,70}\s--?\s)[A-Z][\w.,'’()/ \u00a0]{2,70}?\s?(?:[—–]|--?(?=\s))\s*"
)
_CAPITALS = re.compile(r"\b[A-Z]{3,}\b|\([A-Z][\w ]*\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A sentence of the earlier version and what became of it in the later one."""

    old: Sentence
    new: Sentence
    likeness: float  # 0–1


def changed_pairs(old: Sequence[Sentence], new: Sequence[Sentence]) -> tuple[Pair, ...]:
    """The sentences that were changed, each in one pair at most, in the order of the later version.

    Two headlines that differ are always a pair, however little they have in common.
    """
    pairs = [
        Pair(old=a, new=b, likeness=likeness(a.text, b.text))
        for a in old
        for b in new
        if a.section == b.section == "headline" and _key(a.text) != _key(b.text)
    ]
    left, right = _unmatched([s for s in old if s.section == "body"], [s for s in new if s.section == "body"])
    stems_left, stems_right = [_stems(s.text) for s in left], [_stems(s.text) for s in right]
    scored = []
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            # The cheap half first: at this share the whole can still reach the threshold.
            if _dice(stems_left[i], stems_right[j]) >= 2 * MIN_LIKENESS - 1 + 1e-9:
                score = likeness(a.text, b.text)
                if score >= MIN_LIKENESS:
                    scored.append((-score, abs(a.position - b.position), i, j))
    used_left: set[int] = set()
    used_right: set[int] = set()
    for score, _, i, j in sorted(scored):
        if i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
            pairs.append(Pair(old=left[i], new=right[j], likeness=round(-score, 4)))
    return tuple(sorted(pairs, key=lambda p: (p.new.position, p.old.position)))


def likeness(a: str, b: str) -> float:
    """How alike two sentences are, 0–1: the mean of their words in order and of their content words."""
    one, two = _masked(a), _masked(b)
    ordered = SequenceMatcher(None, one, two, autojunk=False).ratio()
    return round((ordered + _dice(_stems(a), _stems(b))) / 2, 4)


def is_stamp(text: str) -> bool:
    """Whether a sentence is a line of the page about itself: when it was updated, who edited it."""
    return _STAMP.match(text) is not None and len(text.split()) <= _STAMP_WORDS


def dateline_end(sentence: Sentence) -> int:
    """Where the dateline of an article's first sentence ends (`LUNN, May 4 (KNA) — `); 0 without one."""
    found = _DATELINE.match(sentence.text) if sentence.position <= 1 else None
    return found.end() if found and _CAPITALS.search(found.group()) else 0


def version_group(
    story_id: str,
    old: Article,
    new: Article,
    statements: Mapping[str, Statement],
    pairs: Sequence[Pair],
    origin: str,
) -> AlignedGroup:
    """What judges are given of two versions: the changed sentences, with all of both versions beside them.

    `statements` holds every sentence of both; the group's scores are the likeness of the changed pairs.
    """
    later = sorted((s for s in statements.values() if s.article is new), key=lambda s: s.sentence.position)
    members = [statements[s.sentence_id] for pair in pairs for s in (pair.old, pair.new)]
    coverage = StoryCoverage(
        story_id=story_id,
        articles=(old, new),
        origins={new.article_id: origin},
        statements=statements,
        by_article={new.article_id: tuple(s.id for s in later)},
        scores={_ordered(p.old.sentence_id, p.new.sentence_id): p.likeness for p in pairs},
    )
    return AlignedGroup(
        scope="cross_version",
        claim_id=None,
        statements=tuple(sorted(members, key=lambda s: (s.article.version, s.sentence.position))),
        story=coverage,
    )


def changes(group: AlignedGroup) -> Iterator[tuple[Statement, Statement, float]]:
    """(earlier, later, likeness) of each changed pair of a `cross_version` group, in the later one's order."""
    for new in group.statements:
        for old in group.statements:
            if old.article.version < new.article.version:
                score = group.score(old, new)
                if score is not None:
                    yield old, new, score


def later_statements(group: AlignedGroup) -> list[Statement]:
    """Every sentence of the later version, in its order."""
    new = group.story.articles[-1]
    return [group.story.statements[key] for key in group.story.by_article[new.article_id]]


def _ordered(a: str, b: str) -> tuple[str, str]:
    return min(a, b), max(a, b)


def _unmatched(old: Sequence[Sentence], new: Sequence[Sentence]) -> tuple[list[Sentence], list[Sentence]]:
    """The sentences that the other version does not have word for word, wherever they stand."""
    gone = Counter(_key(s.text) for s in old)
    come = Counter(_key(s.text) for s in new)
    both = gone & come
    return _rest(old, both), _rest(new, both)


def _rest(sentences: Sequence[Sentence], both: Mapping[str, int]) -> list[Sentence]:
    left = dict(both)
    rest = []
    for sentence in sentences:
        key = _key(sentence.text)
        if left.get(key, 0) > 0:
            left[key] -= 1
        elif not is_stamp(sentence.text):
            rest.append(sentence)
    return rest


def _key(text: str) -> str:
    """A sentence's words without typography. Numbers keep their points: 1.5 is not 15."""
    return " ".join(re.findall(r"\d+(?:[.,:]\d+)*|[^\W_]+", folded(text).replace("'", "")))


def _masked(text: str) -> list[str]:
    return [NUMBER if is_number(word) else word for word in words(text)]


def is_number(word: str) -> bool:
    return word[0].isdigit() or word in NUMBER_WORDS or word in _VAGUE_NUMBERS


def _stems(text: str) -> Counter[str]:
    return Counter(w if w == NUMBER else stem(w) for w in _masked(text) if w not in STOP_WORDS)


def _dice(a: Counter[str], b: Counter[str]) -> float:
    total = sum(a.values()) + sum(b.values())
    return 2 * sum((a & b).values()) / total if total else 1.0
