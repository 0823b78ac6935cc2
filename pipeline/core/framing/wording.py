"""Loaded wording by a trained model: how charged a sentence is, and which of its words charge it.

Two linear readings of the hidden states of a small encoder, of several layers side by side, since the lower
ones know words and the upper ones what is said: one of the words' states averaged over the sentence, one of
each piece of a word.
Both also see the word lists. Words in quotation marks are the speaker's: they are left out of both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pipeline.core.attributions.quotations import quotations
from pipeline.core.framing import lexicons
from pipeline.core.framing.matching import sentence_words
from pipeline.core.text import STOP_WORDS, folded
from pipeline.model import FramingSignal

METHOD = "model"
LISTS = 4  # numbers that the word lists add to each piece
OUTLINE = 3  # and that a sentence's outline adds: share in quotation marks, length, quoted at all
MOST_WORDS = 4  # charged words told of a sentence
COUNTS = 0.5  # score from which a signal counts by itself

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_QUIET = -12.0  # log odds of a piece that is the speaker's

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """A sentence as the encoder read it."""

    text: str
    hidden: Floats  # (pieces, layers * dimension)
    offsets: NDArray[np.int64]  # (pieces, 2) into the text; empty for the encoder's own marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The trained numbers. Vectors of weights are for inputs as they are, no scaling is left to do."""

    piece: Floats  # (layers * dimension + LISTS,)
    piece_bias: float
    sentence: Floats  # (layers * dimension + LISTS + OUTLINE,)
    sentence_bias: float
    mix: tuple[float, float, float]  # of the pieces' and of the sentence's log odds, and what is added
    word_bias: float  # log odds from which a word charges

    def signals(self, pieces: Pieces) -> list[FramingSignal]:
        """The charged words, strongest first, at most MOST_WORDS.

        A sentence that reads as loaded has at least one, of score 0.5 or more; words of one that reads as plain
        stay below 0.5, for those who know what others wrote in their place.
        """
        spoken, lists = quoted_pieces(pieces), list_features(pieces)
        odds = self.piece_odds(pieces, spoken, lists)
        whole = sentence_features(pieces, spoken, lists)
        probability = float(_logistic(self.sentence_odds(whole, odds)))
        words = sorted(_words(pieces, odds), key=lambda w: (-w[2], w[0]))
        chosen = [w for w in words if w[2] >= self.word_bias][:MOST_WORDS]
        if not chosen and probability >= COUNTS:
            chosen = words[:1]
        found = []
        for start, end, log_odds in _joined(pieces.text, chosen):
            score = (probability + float(_logistic(log_odds - self.word_bias))) / 2
            score = max(score, COUNTS) if probability >= COUNTS else min(score, COUNTS - 0.01)
            found.append(
                FramingSignal(
                    char_start=start,
                    char_end=end,
                    type="loaded_wording",
                    target=None,
                    score=round(score, 4),
                    method=METHOD,
                )
            )
        return found

    def piece_odds(self, pieces: Pieces, spoken: NDArray[np.bool_], lists: Floats) -> Floats:
        """Log odds that each piece charges the sentence."""
        dimension = pieces.hidden.shape[1]
        charge = pieces.hidden @ self.piece[:dimension] + lists @ self.piece[dimension:] + self.piece_bias
        odds: Floats = np.where(spoken, _QUIET, charge).astype(np.float32)
        return odds

    def sentence_odds(self, whole: Floats, odds: Floats) -> float:
        """Log odds that the sentence is loaded, of both readings together."""
        a, b, c = self.mix
        return a * pooled(odds) + b * (float(whole @ self.sentence) + self.sentence_bias) + c


def with_read(listed: Sequence[FramingSignal], read: Sequence[FramingSignal]) -> list[FramingSignal]:
    """A sentence's signals by lists and rules, with what the model read in it; one signal for a word.

    A listed word keeps its target, with the higher of both scores.
    """
    left, found = list(read), []
    for signal in listed:
        same = [m for m in left if signal.type == "loaded_wording" and _overlap(signal, m)]
        left = [m for m in left if m not in same]
        found.append(replace(signal, score=max([signal.score, *(m.score for m in same)])))
    return sorted([*found, *left], key=lambda s: (s.char_start, s.char_end, s.type, s.target or ""))


def told_alone(listed: Sequence[FramingSignal], read: Sequence[FramingSignal]) -> list[FramingSignal]:
    """The signals of a sentence that stands by itself.

    Most listed words have plain uses too. In a comparison others' words tell; here it is the model: in a sentence
    that it reads as plain no word is loaded.
    """
    loaded = any(s.score >= COUNTS for s in read)
    return [s for s in with_read(listed, read) if s.type != "loaded_wording" or loaded]


def _overlap(a: FramingSignal, b: FramingSignal) -> bool:
    return a.char_start < b.char_end and b.char_start < a.char_end


def pooled(odds: Floats) -> float:
    """One number of the pieces' log odds: the log of the sum of their odds."""
    top = float(odds.max())
    return top + float(np.log(np.exp(odds - top).sum()))


def quoted_pieces(pieces: Pieces) -> NDArray[np.bool_]:
    """Which pieces stand in quotation marks."""
    spans = [(q.start, q.end) for q in quotations(pieces.text)]
    start, end = pieces.offsets[:, 0], pieces.offsets[:, 1]
    inside = np.zeros(len(start), dtype=bool)
    for first, last in spans:
        inside |= (first <= start) & (end <= last) & (end > start)
    return inside


def list_features(pieces: Pieces) -> Floats:
    """(pieces, LISTS): what the word lists know of each piece."""
    words = sentence_words(pieces.text, None)
    hits: Iterator[tuple[int, int, int, float]] = (
        hit
        for found in (
            ((s, e, 0, one.score) for s, e, one in lexicons.charged().find(words)),
            ((s, e, 1, 1.0) for s, e, _ in lexicons.intensifiers().find(words)),
            ((s, e, 2, 1.0) for s, e, _ in lexicons.reporting().find(words)),
            ((s, e, 3, 1.0) for s, e, (_, c) in lexicons.labels().find(words) if c != "neutral"),
        )
        for hit in found
    )
    start, end = pieces.offsets[:, 0], pieces.offsets[:, 1]
    table = np.zeros((len(start), LISTS), dtype=np.float32)
    for first, last, column, value in hits:
        inside = (start < last) & (end > first) & (end > start)
        table[inside, column] = np.maximum(table[inside, column], value)
    return table


def sentence_features(pieces: Pieces, spoken: NDArray[np.bool_], lists: Floats) -> Floats:
    """The mean state of what the outlet itself says, how often the lists hit there, and the outline."""
    own = ~spoken
    outline = [spoken.mean(), len(spoken) / 50, float(spoken.any())]
    found: Floats = np.concatenate([pieces.hidden[own].mean(0), lists[own].sum(0), outline]).astype(
        np.float32
    )
    return found


def _words(pieces: Pieces, odds: Floats) -> Iterator[tuple[int, int, float]]:
    """(start, end, log odds) of each word that can charge; a word is as charged as its most charged piece."""
    start, end = pieces.offsets[:, 0], pieces.offsets[:, 1]
    for match in _WORD.finditer(pieces.text):
        inside = (start < match.end()) & (end > match.start()) & (end > start)
        if inside.any() and folded(match.group()) not in STOP_WORDS:
            charge = float(odds[inside].max())
            if charge > _QUIET:
                yield match.start(), match.end(), charge


def _joined(text: str, words: Sequence[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    """Neighbouring words as one span, with the stronger charge; strongest first."""
    found: list[tuple[int, int, float]] = []
    for start, end, charge in sorted(words):
        if found and not text[found[-1][1] : start].strip():
            found[-1] = (found[-1][0], end, max(found[-1][2], charge))
        else:
            found.append((start, end, charge))
    return sorted(found, key=lambda w: (-w[2], w[0]))


def _logistic(x: float) -> float:
    return float(1 / (1 + np.exp(-np.clip(x, -30, 30))))
