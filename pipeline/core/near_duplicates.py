"""Copies: articles that carry one source text.

MinHash with banding (Broder 1997; Leskovec, Rajaraman and Ullman, *Mining of Massive Datasets*, chapter 3)
names candidates without comparing all pairs. It sees how alike two texts are as wholes, and so misses a cut of a long
one; those are named by a fixed sample of shingles (Broder's `mod m` sketch). Each candidate is then checked on the
texts themselves.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations, pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.core.linkage import average_link
from pipeline.core.text import folded, words
from pipeline.ids import content_id
from pipeline.model import Article, SyndicationGroup

SIZE = 5  # words of a shingle
HASHES = 128
ROWS = 2  # a band: two texts of Jaccard 0.25 share one of 64 bands in 98 of 100 cases
SEED = 7
MIN_SHINGLES = 20  # below, two texts can be alike by chance: briefs, captions, stubs
CUT_FLOOR = 0.15  # what is cut to less than this share of its source is a brief of its own
SAMPLED = 8  # one shingle in so many stands in the sample
SHARED = 2  # sampled shingles that make two texts candidates
COPIES_OF_ALL = 0.5  # share of a group's pairs that are copies of each other
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_SPREAD = np.uint64(0xBF58476D1CE4E5B9)  # of splitmix64, so that every bit depends on every word
_BOILERPLATE = 40  # articles that share one sampled shingle; more are no copies of one text
_CROWDED = 200  # a band that more texts share than this is boilerplate; neighbours in order are compared


Hashes = NDArray[np.uint64]


def find_copies(articles: Iterable[Article], *, threshold: float = 0.45) -> tuple[SyndicationGroup, ...]:
    """Syndication groups of at least two articles of different outlets, sorted by their id.

    Two texts are copies when at least `threshold` of the shorter one's five-word shingles stand in the
    longer one (containment, so that a cut or an added paragraph does not hide a copy). Two articles of one
    outlet are an update, not a copy, and never join a group by themselves. In a group, half of the pairs are
    copies (two cuts of one text may share little), so that no chain of overlaps runs on. The source is the
    article whose outlet the others credit, else the earliest.
    """
    latest = sorted(articles, key=lambda article: article.article_id)
    texts = {article.article_id: hashed_shingles(article.text) for article in latest}
    usable = [article for article in latest if len(texts[article.article_id]) >= MIN_SHINGLES]
    index = {article.article_id: i for i, article in enumerate(usable)}
    outlets = {outlet: i for i, outlet in enumerate(sorted({article.outlet for article in usable}))}
    edges = {
        (index[a], index[b]): 1.0
        for a, b in candidate_pairs({article_id: texts[article_id] for article_id in index})
        if usable[index[a]].outlet != usable[index[b]].outlet and is_copy(texts[a], texts[b], threshold)
    }
    labels = average_link(
        len(usable), edges, COPIES_OF_ALL, owners=[outlets[article.outlet] for article in usable]
    )
    members: dict[int, list[Article]] = defaultdict(list)
    for label, article in zip(labels, usable, strict=True):
        members[label].append(article)
    groups = [_group(together) for together in members.values() if len({a.outlet for a in together}) > 1]
    return tuple(sorted(groups, key=lambda group: group.syndication_id))


def is_copy(a: Hashes, b: Hashes, threshold: float) -> bool:
    """Whether the shorter text's shingles lie in the longer one to at least the threshold."""
    short, long = sorted((a, b), key=len)
    if len(short) < max(MIN_SHINGLES, CUT_FLOOR * len(long)):
        return False
    places = np.minimum(np.searchsorted(long, short), len(long) - 1)
    return int((long[places] == short).sum()) >= threshold * len(short)


def hashed_shingles(text: str) -> Hashes:
    """The distinct runs of SIZE words as sorted 64-bit hashes; of a shorter text there is none."""
    codes = np.array([_word_code(word) for word in words(text)], dtype=np.uint64)
    if len(codes) < SIZE:
        return np.zeros(0, dtype=np.uint64)
    runs = len(codes) - SIZE + 1
    mixed = np.zeros(runs, dtype=np.uint64)
    for k in range(SIZE):
        mixed = mixed * _MULTIPLIER + codes[k : k + runs]
    mixed ^= mixed >> np.uint64(31)
    mixed *= _SPREAD
    mixed ^= mixed >> np.uint64(29)
    return np.unique(mixed)


@lru_cache(maxsize=1 << 16)
def _word_code(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "big")


def candidate_pairs(texts: Mapping[str, Hashes]) -> list[tuple[str, str]]:
    """Pairs (smaller id, larger id) that share a band of their MinHash, or sampled shingles, sorted."""
    names = sorted(texts)
    rows = [texts[name] for name in names]
    if len(rows) < 2:
        return []
    found = _alike_as_wholes(rows) | _sharing_samples(rows)
    return [(names[i], names[j]) for i, j in sorted(found)]


def _sharing_samples(rows: Sequence[Hashes]) -> set[tuple[int, int]]:
    samples = [row[row % np.uint64(SAMPLED) == 0] for row in rows]
    shared: Counter[tuple[int, int]] = Counter()
    for together in _same(
        np.concatenate(samples), np.repeat(np.arange(len(rows)), [len(s) for s in samples])
    ):
        if len(together) <= _BOILERPLATE:
            shared.update(combinations(together, 2))
    return {pair for pair, times in shared.items() if times >= SHARED}


def _alike_as_wholes(rows: Sequence[Hashes]) -> set[tuple[int, int]]:
    from rensa import RMinHash

    ends = np.cumsum([0, *(len(row) for row in rows)]).astype(np.uint64)
    digests = RMinHash.digest_matrix_from_flat_token_hashes(np.concatenate(rows), ends, HASHES, SEED)
    signatures = np.array(digests.to_rows(), dtype=np.uint64)
    pairs: set[tuple[int, int]] = set()
    for band in range(0, HASHES, ROWS):
        keys = signatures[:, band]
        for k in range(1, ROWS):
            keys = keys * _MULTIPLIER + signatures[:, band + k]
        for together in _same(keys, np.arange(len(rows))):
            pairs.update(combinations(together, 2) if len(together) <= _CROWDED else pairwise(together))
    return pairs


def _same(keys: Hashes, owners: NDArray[np.int64]) -> Iterator[list[int]]:
    """The owners of each key that two or more have, in their order."""
    order = np.lexsort((owners, keys))
    keys, owners = keys[order], owners[order]
    changes = np.flatnonzero(keys[1:] != keys[:-1]) + 1
    for start, end in pairwise([0, *changes.tolist(), len(keys)]):
        if end - start > 1:
            yield owners[start:end].tolist()


def _group(articles: Sequence[Article]) -> SyndicationGroup:
    source = source_of(articles)
    return SyndicationGroup(
        syndication_id=content_id("syndication", source.article_id, source.content_hash),
        source_article_id=source.article_id,
        article_ids=tuple(sorted(article.article_id for article in articles)),
    )


def source_of(articles: Sequence[Article]) -> Article:
    """The article whose outlet most of the others credit; without credits the earliest, then the longest."""

    def rank(article: Article) -> tuple[int, bool, float, int, str]:
        credits = sum(credits_outlet(other, article.outlet) for other in articles if other is not article)
        when = article.published_at
        return (
            -credits,
            when is None,
            when.timestamp() if when else 0.0,
            -len(article.text),
            article.article_id,
        )

    return min(articles, key=rank)


_CREDIT = re.compile(
    r"(?:[(/©—–-]|\b(?:by|via|in|from|of|to|with|on|source:|copyright|the|agency|newspaper))\s*\Z",
    re.IGNORECASE,
)


def _spaced(name: str) -> str:
    return r"(?<![^\W_])" + r"[\W_]+".join(map(re.escape, name.split())) + r"(?![^\W_])"


def credits_outlet(article: Article, outlet: str) -> bool:
    """Whether byline, source or the edges of the text name the outlet (`northern-wire`: Northern Wire)."""
    name = " ".join(re.findall(r"[^\W_]+", folded(outlet.removesuffix(".com").removesuffix(".org"))))
    if len(name) < 2 or article.outlet == outlet:
        return False
    given = f"{article.byline or ''} | {article.source_name or ''}"
    edges = f"{article.text[:250]} | {article.text[-250:]}"
    if re.search(_spaced(name), given, re.IGNORECASE):
        return True
    for match in re.finditer(_spaced(name), edges, re.IGNORECASE):
        # a name of one word may be a word (`Time`, `Heavy`): it is credited only where credits stand
        if " " in name or (match.group()[0].isupper() and _CREDIT.search(edges[: match.start()])):
            return True
    initials = "".join(part[0] for part in name.split())
    return len(initials) > 1 and re.search(rf"[(/]\s*{initials.upper()}\s*[)/]", edges) is not None
