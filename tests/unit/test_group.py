"""The grouping stage, with an encoder whose vectors are bags of words."""

import random
import zlib
from datetime import UTC, datetime, timedelta

import numpy as np

from pipeline.core.text import content_stems
from pipeline.model import Article
from pipeline.settings import Comparison
from pipeline.stages import group

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
BARGE = (
    "A barge laden with gravel sank off the quay at Tarn on Monday, and its two sailors were pulled out by anglers. "
    "The harbour master Iva Renn blamed a leaking valve and closed the quay until Thursday."
)
BARGE_OTHERWISE = (
    "Two sailors were saved by anglers when a gravel barge sank at the quay of Tarn on Monday. A leaking valve was to blame, "
    "harbour master Iva Renn said; the quay is closed until Thursday."
)
COMET = (
    "A comet will be seen above the northern hills next week, astronomers at the Orrow observatory expect."
)


class BagOfWords:
    """Every content stem is a direction; what is encoded is remembered."""

    revision = "bag@1"

    def __init__(self):
        self.seen = []

    def encode(self, texts):
        self.seen.extend(texts)
        rows = np.zeros((len(texts), 512), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for stem in content_stems(text):
                row[zlib.crc32(stem.encode()) % 512] = 1
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)


def article(name, outlet, text, hours=0, **more):
    return Article(
        article_id=name,
        content_hash=f"hash-{name}-{more.get('version', 1)}",
        url=f"https://{outlet}.example/{name}",
        canonical_url=f"https://{outlet}.example/{name}",
        outlet=outlet,
        title=text[:40],
        text=text,
        published_at=START + timedelta(hours=hours),
        fetched_at=START,
        word_count=len(text.split()),
        **more,
    )


def coverage():
    return [
        article("a", "wire", BARGE),
        article("b", "post", BARGE + " Rain is on its way.", 2),
        article("c", "star", BARGE_OTHERWISE, 1),
        article("d", "post", COMET, 3),
        article("e", "globe", BARGE, 1, language="fr"),
        article("f", "herald", BARGE_OTHERWISE, 1, access="blocked"),
    ]


def run(articles, owners=None):
    return group.run(articles, BagOfWords(), Comparison(), ("en",), owners or {})


def test_copies_and_stories_are_found_and_every_article_has_story_and_origin():
    found = run(coverage())
    assert [g.article_ids for g in found.syndication] == [("a", "b")]
    assert sorted(s.article_ids for s in found.stories) == [("a", "b", "c"), ("d",), ("e",), ("f",)]
    story = next(s for s in found.stories if "a" in s.article_ids)
    assert (story.outlet_count, story.origin_count) == (3, 2)
    assert set(found.origins) == set("abcdef")


def test_owners_are_one_origin():
    found = run(coverage(), {"wire": "Lind Media", "star": "Lind Media"})
    story = next(s for s in found.stories if "a" in s.article_ids)
    assert story.origin_count == 1


def test_uncovered_and_blocked_articles_are_not_encoded():
    encoder = BagOfWords()
    group.run(coverage(), encoder, Comparison(), ("en",), {})
    assert len(encoder.seen) == 8  # headline and lead of four


def test_only_the_newest_version_is_grouped():
    rows = [*coverage(), article("d", "post", BARGE_OTHERWISE, 3, version=2)]
    found = run(rows)
    assert any(s.article_ids == ("a", "b", "c", "d") for s in found.stories)


def test_shuffling_changes_no_row():
    rows = coverage()
    expected = run(rows)
    for seed in range(4):
        random.Random(seed).shuffle(rows)
        assert run(rows) == expected


def test_nothing_is_nothing():
    found = run([])
    assert (found.syndication, found.stories, dict(found.origins)) == ((), (), {})
