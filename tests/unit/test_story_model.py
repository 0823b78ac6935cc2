"""The story model: trees that are run as they were trained, features that do not depend on order, a model that ships."""

import gzip
import json
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from pipeline.adapters.story_model import FILE, story_model, write_story_model
from pipeline.core.story_context import CONTEXT, context_features
from pipeline.core.story_features import FEATURES, pair_features
from pipeline.core.story_similarity import (
    candidate_pairs,
    edges_of,
    judged,
    judged_again,
    likeness_of_neighbours,
)
from pipeline.core.story_views import views_of
from pipeline.core.trees import Trees
from pipeline.errors import ModelError
from pipeline.model import Article

START = datetime(2026, 3, 2, 8, tzinfo=UTC)
TEXTS = {
    "a": "The ferry Arla sank off Dunmere on Monday with 60 people on board, and 11 of them died.",
    "b": "Eleven people died when the ferry Arla sank near Dunmere on Monday; 60 were on board.",
    "c": "The bank of Velland cut its rate to 3.5 percent, the lowest for nine years.",
    "d": "Rates in Velland fell to 3.5 percent, which the bank had not dared for nine years.",
}


def article(name, text, hours=0, **more):
    told = {
        "article_id": name,
        "content_hash": f"hash-{name}",
        "url": f"https://{name}.example/1",
        "canonical_url": f"https://{name}.example/1",
        "outlet": name,
        "title": text.split(",")[0][:60],
        "text": text,
        "word_count": len(text.split()),
        "published_at": START + timedelta(hours=hours),
    }
    return Article(**(told | more))


def vectors(count):
    rows = np.random.default_rng(3).normal(size=(count, 16)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def named(features):
    return dict(zip(FEATURES, features.T, strict=True))


def test_features_say_what_two_articles_share():
    articles = [article(name, text, hours=5 * n) for n, (name, text) in enumerate(TEXTS.items())]
    views = views_of(articles, vectors(4), vectors(4))
    pairs = candidate_pairs(views)
    assert pairs.tolist() == [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]]
    told = named(pair_features(views, pairs))
    for name in ("words", "names", "figures", "held"):
        assert told[name][0] > told[name][1:5].max(), name
        assert told[name][5] > told[name][1:5].max(), name
    assert told["gap"][0] == pytest.approx(np.log1p(5 / 24))
    assert told["undated"].tolist() == [0] * 6


def test_a_missing_date_is_told_and_no_distance():
    articles = [article("a", TEXTS["a"], published_at=None), article("b", TEXTS["b"])]
    told = named(pair_features(views_of(articles, vectors(2), vectors(2)), np.array([[0, 1]])))
    assert (told["undated"][0], told["gap"][0]) == (1, 0)


def test_articles_without_words_have_features_too():
    articles = [article("a", "..."), article("b", "—"), article("c", "")]
    assert np.isfinite(
        pair_features(views_of(articles, vectors(3), vectors(3)), np.array([[0, 1], [1, 2]]))
    ).all()
    assert isinstance(likeness_of_neighbours(articles, vectors(3), vectors(3), story_model()), dict)


def test_trees_say_what_the_library_says():
    from sklearn.ensemble import HistGradientBoostingClassifier

    draw = np.random.default_rng(5)
    rows = draw.normal(size=(900, 4)).round(3)
    labels = (rows[:, 0] * rows[:, 1] + 0.3 * rows[:, 2] > 0).astype(int)
    model = HistGradientBoostingClassifier(max_iter=20, max_leaf_nodes=6, random_state=0).fit(rows, labels)
    told = {k: [] for k in ("roots", "feature", "threshold", "left", "right", "value")}
    for (predictor,) in model._predictors:
        base = len(told["feature"])
        told["roots"].append(base)
        for node in predictor.nodes:
            told["feature"].append(-1 if node["is_leaf"] else int(node["feature_idx"]))
            told["threshold"].append(float(node["num_threshold"]))
            told["left"].append(base + int(node["left"]))
            told["right"].append(base + int(node["right"]))
            told["value"].append(float(node["value"]))
    names = tuple("wxyz")
    plain = {"names": names, "start": float(model._baseline_prediction.ravel()[0]), **told}
    trees = Trees.from_plain(json.loads(json.dumps(plain)), names)
    assert np.allclose(trees.probabilities(rows), model.predict_proba(rows)[:, 1])
    assert trees.to_plain()["roots"] == told["roots"]


def test_a_model_of_other_features_is_refused():
    with pytest.raises(ModelError, match="train it again"):
        Trees.from_plain({"names": ["x"]}, FEATURES)


def test_the_model_that_ships_tells_one_event_from_two():
    features = np.zeros((2, len(FEATURES)))
    at = {name: k for k, name in enumerate(FEATURES)}
    alike = {
        "lead": 0.9,
        "headline": 0.8,
        "cross": 0.85,
        "cross_low": 0.8,
        "words": 0.6,
        "headline_words": 0.5,
    }
    alike |= {"names": 0.6, "figures": 0.7, "phrases": 0.25, "held": 0.9, "held_low": 0.8, "shorter": 6.0}
    alike |= {"topic": 0.12, "topic_lead": 0.2, "topic_words": 0.05}
    for name, value in alike.items():
        features[0, at[name]] = value
    for name in ("topic", "topic_lead", "topic_words", "shorter"):
        features[1, at[name]] = alike[name]
    features[1, at["lead"]] = features[1, at["headline"]] = 0.3
    features[1, at["rank"]] = features[1, at["rank_low"]] = 3.0
    one, two = judged(features, story_model().first)
    assert one > 0.9
    assert two < 0.05


def test_a_third_article_speaks_for_a_pair_or_against_it():
    pairs = np.array([[0, 1], [0, 2], [1, 2], [3, 4], [3, 5]])
    said = np.array([0.5, 0.9, 0.8, 0.5, 0.9])
    told = dict(zip(CONTEXT, context_features(6, pairs, said).T, strict=True))
    assert told["odds"][[0, 3]].tolist() == [0, 0]
    assert told["company"][0] == pytest.approx((0.8 + 0.5) / (0.9 + 1))
    assert told["company"][3] == pytest.approx(0.5 / (0.9 + 1))
    assert (told["shared"][0], told["apart"][0]) == (pytest.approx(0.8), pytest.approx(0.1 * 0.9))
    assert (told["shared"][3], told["apart"][3]) == (0, pytest.approx(0.81))
    again = judged_again(6, pairs, said, story_model().again)
    assert again[0] > again[3]
    assert 0 < again[3] < again[4]


def test_a_pair_that_was_unlikely_stays_so():
    pairs = np.array([[0, 1], [0, 2], [1, 2]])
    again = judged_again(3, pairs, np.array([0.001, 0.95, 0.95]), story_model().again)
    assert again[0] == 0
    assert list(edges_of(pairs, again)) == [(0, 2), (1, 2)]
    assert judged_again(3, pairs, np.zeros(3), story_model().again).tolist() == [0, 0, 0]


def test_numbering_the_articles_otherwise_changes_no_context():
    draw = np.random.default_rng(11)
    pairs = np.array([(i, j) for i in range(12) for j in range(i + 1, 12) if draw.random() < 0.5])
    said = draw.uniform(0.05, 1, len(pairs)).round(4)
    other = draw.permutation(12)
    moved = np.sort(other[pairs], axis=1)
    order = np.lexsort(moved.T[::-1])
    assert np.allclose(
        context_features(12, moved[order], said[order]), context_features(12, pairs, said)[order]
    )


def test_words_of_the_address_stand_in_for_a_headline_that_says_nothing():
    one = article("a", TEXTS["a"])
    other = article(
        "b", "See below.", title="All news", url="https://b.example/ferry-arla-sank-off-dunmere-5522"
    )
    told = named(pair_features(views_of([one, other], vectors(2), vectors(2)), np.array([[0, 1]])))
    assert told["headline_words"][0] > 0.3


def test_writing_the_model_that_ships_gives_the_bytes_that_ship(tmp_path):
    write_story_model(story_model(), tmp_path / "again.json.gz")
    assert (tmp_path / "again.json.gz").read_bytes() == FILE.read_bytes()


def test_a_broken_model_says_what_to_do(tmp_path):
    broken = tmp_path / "stories.json.gz"
    with pytest.raises(ModelError, match=r"training/stories\.py"):
        story_model(broken)
    broken.write_bytes(gzip.compress(b'{"names": '))
    with pytest.raises(ModelError, match="cannot be read"):
        story_model(broken)
    assert FILE.stat().st_size < 200_000
