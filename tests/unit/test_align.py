"""The alignment stage, with an encoder whose vectors are bags of words."""

import random
import zlib
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np

from pipeline.core.text import content_stems
from pipeline.model import Article
from pipeline.settings import Comparison
from pipeline.stages import align, group

TEXTS = {
    "gazette": "A gravel barge sank at the quay of Tarn on Monday. Two sailors were saved by anglers. The quay is closed until Thursday.",
    "post": "On Monday a gravel barge sank at the quay of Tarn. Anglers saved two sailors. Swans nest on the far bank.",
    "star": "A gravel barge sank at the Tarn quay on Monday. Until Thursday the quay is closed. The town band plays on Sunday.",
    "globe": "Astronomers at the Orrow observatory expect a comet next week. It will be seen above the northern hills.",
}


class BagOfWords:
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


class Counting:
    def __init__(self):
        self.done = 0

    def advance(self, done=1):
        self.done += done

    def close(self):
        pass


def article(name, **more):
    text = TEXTS[name]
    fields = {"content_hash": f"hash-{name}", "outlet": name, "text": text} | more
    return Article(
        article_id=name,
        url=f"https://{name}.example/1",
        canonical_url=f"https://{name}.example/1",
        title=text.split(".")[0],
        published_at=datetime(2026, 3, 2, tzinfo=UTC),
        fetched_at=datetime(2026, 3, 2, tzinfo=UTC),
        word_count=len(text.split()),
        **fields,
    )


def run(articles, owners=None, progress=None):
    encoder = BagOfWords()
    grouped = group.run(articles, encoder, Comparison(), ("en",), owners or {})
    encoder.seen.clear()
    return align.run(articles, grouped, encoder, Comparison(), ("en",), progress), grouped, encoder


def coverage():
    return [article(name) for name in TEXTS]


def test_all_articles_are_split_and_only_compared_ones_embedded():
    found, _, encoder = run(coverage())
    assert {s.article_id for s in found.sentences} == set(TEXTS)
    assert found.embedded == len(encoder.seen) == sum(s.article_id != "globe" for s in found.sentences)
    assert not any("comet" in text for text in encoder.seen)


def test_alignments_claims_and_nearest_point_at_sentences_of_the_story():
    found, grouped, _ = run(coverage())
    of = {s.sentence_id: s for s in found.sentences}
    story = next(s for s in grouped.stories if "post" in s.article_ids)
    assert found.alignments
    for pair in found.alignments:
        assert pair.story_id == story.story_id
        assert pair.sentence_a < pair.sentence_b
        assert of[pair.sentence_a].article_id != of[pair.sentence_b].article_id
        assert pair.score >= Comparison().alignment_threshold
    assert any(c.origin_count == 3 for c in found.claims)
    members = {i for c in found.claims for i in c.sentence_ids}
    assert {i for i, _ in found.nearest} == members
    assert all(of[i].article_id != other and other in story.article_ids for i, other in found.nearest)


def test_a_story_of_one_owner_is_not_compared():
    found, _, encoder = run(coverage(), dict.fromkeys(TEXTS, "Lind Media"))
    assert (found.alignments, found.claims, dict(found.nearest), found.embedded) == ((), (), {}, 0)
    assert encoder.seen == []
    assert found.sentences


def test_blocked_articles_are_split_but_not_compared():
    rows = [replace(a, access="blocked") if a.article_id == "star" else a for a in coverage()]
    found, _, _ = run(rows)
    star = {s.sentence_id for s in found.sentences if s.article_id == "star"}
    assert star
    assert not star & {i for pair in found.alignments for i in (pair.sentence_a, pair.sentence_b)}


def test_every_version_is_split_and_the_newest_is_aligned():
    newer = article("post", version=2, content_hash="newer", text="A gravel barge sank at the quay of Tarn.")
    found, _, _ = run([*coverage(), newer])
    version = {s.sentence_id: s.version for s in found.sentences if s.article_id == "post"}
    assert set(version.values()) == {1, 2}
    aligned = {i for pair in found.alignments for i in (pair.sentence_a, pair.sentence_b)}
    assert {version[i] for i in aligned if i in version} <= {2}


def test_progress_counts_articles():
    progress = Counting()
    run(coverage(), progress=progress)
    assert progress.done == 4


def test_shuffling_changes_no_row():
    rows = coverage()
    expected, _, _ = run(rows)
    for seed in range(3):
        random.Random(seed).shuffle(rows)
        found, _, _ = run(rows)
        assert found == expected


def test_nothing_is_nothing():
    found, _, _ = run([])
    assert (found.sentences, found.alignments, found.claims) == ((), (), ())
