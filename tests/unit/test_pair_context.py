"""The second look: what common partners say of a pair."""

import numpy as np

from pipeline.core.pair_context import CONTEXT, context_features

STARTS = np.array([0, 2, 4, 6], dtype=np.int64)  # three articles of two sentences


def features(scores):
    left, right = (np.array(side, dtype=np.int64) for side in zip(*scores, strict=True))
    rows = context_features(left, right, np.array(list(scores.values()), dtype=np.float32), STARTS)
    return {
        pair: dict(zip(CONTEXT, row.tolist(), strict=True)) for pair, row in zip(scores, rows, strict=True)
    }


def test_a_common_partner_speaks_for_a_pair():
    found = features({(0, 2): 0.3, (0, 4): 0.9, (2, 4): 0.8, (1, 3): 0.3, (1, 5): 0.9})
    assert found[0, 2]["partners_path"] == np.float32(0.8)
    assert found[1, 3]["partners_path"] == 0
    assert found[0, 2]["partners_shared"] > found[1, 3]["partners_shared"]
    assert found[1, 3]["partners_conflict"] > found[0, 2]["partners_conflict"]


def test_a_better_partner_in_the_same_article_speaks_against_it():
    found = features({(0, 2): 0.9, (0, 3): 0.4})
    assert found[0, 3]["first_margin_low"] < 0 < found[0, 2]["first_margin_low"]
    assert found[0, 3]["first_rank_high"] > 0 == found[0, 2]["first_rank_high"]


def test_sentences_beside_it_that_agree_are_seen():
    found = features({(0, 2): 0.5, (1, 3): 0.7, (0, 5): 0.5})
    assert found[0, 2]["neighbours"] == np.float32(0.7)
    assert found[0, 5]["neighbours"] == 0


def test_blocks_change_nothing(monkeypatch):
    draw = np.random.default_rng(4)
    scores = {(i, j): float(draw.random()) for i in range(4) for j in range(2 + i // 2 * 2, 6)}
    whole = features(scores)
    monkeypatch.setattr("pipeline.core.pair_context._CELLS", 6)
    assert features(scores) == whole


def test_no_pairs_have_no_features():
    none = np.zeros(0, dtype=np.int64)
    assert context_features(none, none, np.zeros(0, dtype=np.float32), STARTS).shape == (0, len(CONTEXT))
