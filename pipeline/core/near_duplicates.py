"""Copies: articles that carry one source text.

MinHash with banding (Broder 1997; Leskovec, Rajaraman and Ullman, *Mining of Massive Datasets*, chapter 3)
names candidates without comparing all pairs. It sees how alike two texts are as wholes, and so misses a cut of a long
one; those are named by a fixed sample of shingles (Broder's `mod m` sketch). Each candidate is then checked on the
texts themselves.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, pairwise
from zlib import crc32

from pipeline.core.linkage import average_link
from pipeline.core.text import folded, shingles
from pipeline.ids import content_id
from pipeline.model import Article, SyndicationGroup

HASHES = 128
ROWS = 2  # a band: two texts of Jaccard 0.25 share one of 64 bands in 98 of 100 cases
SEED = 7
MIN_SHINGLES = 20  # below, two texts can be alike by chance: briefs, captions, stubs
CUT_FLOOR = 0.15  # what is cut to less than this share of its source is a brief of its own
SAMPLED = 8  # one shingle in so many stands in the sample
SHARED = 2  # sampled shingles that make two texts candidates
COPIES_OF_ALL = 0.5  # share of a group's pairs that are copies of each other
_BOILERPLATE = 40  # articles that share one sampled shingle; more are no copies of one text
_CROWDED = 200  # a band that more texts share than this is boilerplate; neighbours in order are compared


def find_copies(articles: Iterable[Article], *, threshold: float = 0.45) -> tuple[SyndicationGroup, ...]:
    """Syndication groups of at least two articles of different outlets, sorted by their id.

    Two texts are copies when at least `threshold` of the shorter one's five-word shingles stand in the
    longer one (containment, so that a cut or an added paragraph does not hide a copy). Two articles of one
    outlet are an update, not a copy, and never join a group by themselves. In a group, half of the pairs are
    copies (two cuts of one text may share little), so that no chain of overlaps runs on. The source is the
    article whose outlet the others credit, else the earliest.
    """
    latest = sorted(articles, key=lambda article: article.article_id)
    texts = {article.article_id: shingles(article.text) for article in latest}
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


def is_copy(a: set[str], b: set[str], threshold: float) -> bool:
    """Whether the shorter set of shingles lies in the longer one to at least the threshold."""
    short, long = sorted((a, b), key=len)
    return len(short) >= max(MIN_SHINGLES, CUT_FLOOR * len(long)) and len(short & long) >= threshold * len(
        short
    )


def candidate_pairs(texts: Mapping[str, set[str]]) -> list[tuple[str, str]]:
    """Pairs (smaller id, larger id) that share a band of their MinHash, or sampled shingles, sorted."""
    return sorted(_alike_as_wholes(texts) | _sharing_samples(texts))


def _sharing_samples(texts: Mapping[str, set[str]]) -> set[tuple[str, str]]:
    buckets: dict[int, list[str]] = defaultdict(list)
    for article_id in sorted(texts):
        for shingle in texts[article_id]:
            value = crc32(shingle.encode())
            if value % SAMPLED == 0:
                buckets[value].append(article_id)
    shared: Counter[tuple[str, str]] = Counter()
    for together in buckets.values():
        if len(together) <= _BOILERPLATE:
            shared.update(combinations(together, 2))
    return {pair for pair, times in shared.items() if times >= SHARED}


def _alike_as_wholes(texts: Mapping[str, set[str]]) -> set[tuple[str, str]]:
    from rensa import RMinHash

    buckets: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for article_id in sorted(texts):
        signature = RMinHash(num_perm=HASHES, seed=SEED)
        signature.update(sorted(texts[article_id]))
        values = signature.digest()
        for band in range(0, HASHES, ROWS):
            buckets[(band, *values[band : band + ROWS])].append(article_id)
    pairs: set[tuple[str, str]] = set()
    for together in buckets.values():
        if len(together) <= _CROWDED:
            pairs.update(combinations(together, 2))
        else:
            pairs.update(pairwise(together))
    return pairs


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
