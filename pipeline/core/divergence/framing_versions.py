"""Headlines that were changed between two versions of an article.

A label before it (`Live:`), spelling, inflection, the order of its words and a number
(which is a figure's matter) are no change, nor is a clause added at its end. What counts is another word in the
place of one, a word taken out of its midst or put in, and what charges, limits or denies it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from pipeline.core.divergence.versions import NUMBER, is_number
from pipeline.core.text import STOP_WORDS, folded, stem
from pipeline.model import Statement

SPELLING = 0.75  # letters in common by which two words are spellings of one
CHARGED = 0.7  # confidence where the change touches what charges, limits or denies the headline
REWORDED = 0.55
INSERTED = 0.5
ALL_NEW = 0.3  # share of words in common below which it is a new headline rather than a changed one

_WORD = re.compile(r"[^\W_]+(?:['’.,:-][^\W_]+)*")
_LABEL = re.compile(
    r"\W*(?:live(?: updates?| blog)?|updated?|update \d+|breaking(?: news)?|exclusive|watch|video|in pictures|"
    r"analysis|explainer|explained|\d+(?:st|nd|rd|th) lead|lead)\s*[:|–—-]+\s*",
    re.IGNORECASE,
)
_OPENS = re.compile(r"\s*[:|]")
_DENIAL = frozenset(
    "not no never nobody none deny denies denied without refute refutes reject rejects".split()
)
_LIGHT = frozenset("new latest update live news report reports here also just".split())
_HEDGES = frozenset(
    ("may", "might", "could", "would", "allegedly", "reportedly", "apparently", "possibly", "likely")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadlineChange:
    """How far two headlines part, and how sure it is that this matters."""

    confidence: float
    share: float  # of the words that were changed, 0–1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    key: str
    raw: str
    opens: bool  # a colon or bar stands behind: what precedes it is put before the headline

    @property
    def carries(self) -> bool:
        return (
            self.raw in _DENIAL
            or self.raw in _HEDGES
            or (self.key != NUMBER and self.raw not in STOP_WORDS | _LIGHT and len(self.raw) > 1)
        )


def headline_change(old: Statement, new: Statement) -> HeadlineChange | None:
    """The change between two headlines; None where it changes nothing that a reader would take away."""
    left, right = _words(old.text), _words(new.text)
    mine, theirs = [w.key for w in left if w.carries], [w.key for w in right if w.carries]
    if sorted(mine) == sorted(theirs) or not mine or not theirs:
        return None
    ops = SequenceMatcher(None, [w.key for w in left], [w.key for w in right], autojunk=False).get_opcodes()
    weights: list[float] = []
    for tag, i1, i2, j1, j2 in ops:
        if tag == "equal":
            continue
        gone, come = _carrying(left[i1:i2], right), _carrying(right[j1:j2], left)
        at_end = (
            i2 == len(left) or j2 == len(right) or any(w.opens for w in (*left[i1:i2], *right[j1:j2])[-1:])
        )
        weights.append(_weight(gone, come, at_end=at_end))
    confidence = max(weights, default=0.0)
    if not confidence:
        return None
    same = sum(i2 - i1 for tag, i1, i2, _, _ in ops if tag == "equal")
    share = round(1 - same / max(len(left), len(right)), 4)
    if 1 - share < ALL_NEW:
        confidence = min(confidence, INSERTED)
    return HeadlineChange(
        confidence=confidence,
        share=share,
    )


def _weight(gone: list[_Word], come: list[_Word], *, at_end: bool) -> float:
    """How sure it is that words in the place of others matter; 0 where they do not."""
    touched = {w.raw for w in (*gone, *come)}
    if touched & (_DENIAL | _HEDGES):
        return CHARGED
    if gone and come:
        return 0.0 if _spelling(gone, come) else REWORDED
    if (gone or come) and not at_end:
        return INSERTED
    return 0.0


def _carrying(words: list[_Word], other: list[_Word]) -> list[_Word]:
    """The words that carry something, and that the other headline has nowhere, in no spelling."""
    keys = {w.key for w in other}
    return [
        w
        for w in words
        if w.carries and w.key not in keys and not any(_spelled(w.raw, o.raw) for o in other if o.carries)
    ]


def _spelling(gone: list[_Word], come: list[_Word]) -> bool:
    return _spelled("".join(w.raw for w in gone), "".join(w.raw for w in come))


def _spelled(a: str, b: str) -> bool:
    if a[0] != b[0] and a[-3:] != b[-3:]:
        return False
    return SequenceMatcher(None, a, b, autojunk=False).ratio() >= SPELLING and min(len(a), len(b)) > 3


def _words(text: str) -> list[_Word]:
    label = _LABEL.match(text)
    start = label.end() if label else 0
    found = []
    for match in _WORD.finditer(text, start):
        raw = folded(match.group()).removesuffix("'s")
        key = NUMBER if is_number(raw) else raw if raw in STOP_WORDS else stem(raw)
        found.append(_Word(key=key, raw=raw, opens=_OPENS.match(text, match.end()) is not None))
    return found
