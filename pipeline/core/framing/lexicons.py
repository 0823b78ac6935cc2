"""The word lists, made ready to be found in sentences; built once, when first asked for."""

from __future__ import annotations

from functools import cache

from pipeline.core.framing.charged import (
    HEADLINE_CLAIMS,
    HEDGES,
    INTENSIFIERS,
    REPORTING,
    Charged,
    charged_words,
)
from pipeline.core.framing.labels import LABELS, Charge
from pipeline.core.framing.matching import Lexicon


@cache
def charged() -> Lexicon[Charged]:
    """Charged words."""
    return Lexicon((one.word, one.part, one) for one in charged_words())


@cache
def labels() -> Lexicon[tuple[str, Charge]]:
    """(target, charge) of every label, neutral ones too."""
    return Lexicon((word, part, (c.target, charge)) for c in LABELS for word, part, charge in c.words())


@cache
def loose_targets() -> frozenset[str]:
    """Label classes whose words have other senses too."""
    return frozenset(c.target for c in LABELS if c.loose)


@cache
def hedges() -> Lexicon[str]:
    return Lexicon((word, "x", word) for word in HEDGES)


@cache
def intensifiers() -> Lexicon[str]:
    return Lexicon((word, "x", word) for word in INTENSIFIERS)


@cache
def reporting() -> Lexicon[float]:
    """Verbs of saying that are not neutral, with their charge."""
    return Lexicon((word, "v", score) for word, score in REPORTING.items())


@cache
def headline_claims() -> Lexicon[str]:
    return Lexicon((word, "x", word) for word in HEADLINE_CLAIMS)
