"""How far a statement is from plain: the charged words that are the outlet's own, and how hot they make it together.

Three readings are joined: the project's lists (words that take a side, charged words, labels), the wording model's
words, and shouting (capitals, exclamation marks). Nothing here says that a charge is unfair: only what another
outlet wrote of the same makes it a difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.core.attributions.quotations import quotations
from pipeline.core.attributions.stance import is_outlets_own
from pipeline.core.divergence.framing_words import in_a_name, of_a_matter
from pipeline.core.framing.charged import STRONG_SCORE
from pipeline.core.framing.matching import Word, sentence_words
from pipeline.core.framing.slant import slants
from pipeline.core.text import STOP_WORDS, folded
from pipeline.model import FramingSignal, Parse, Statement

LISTED = 0.6  # of a strong word of `charged.py`, which has plain uses now and then
LABELLED = 0.7
READ_FROM = 0.6  # score from which a word that only the model reads as charged counts
READ = 0.7  # and how much of its score
SHOUTED, EXCLAIMED = 0.5, 0.3
LONG = 4  # letters of a shouted word: shorter ones are mostly acronyms
READ_TONE = "read"
_FAINT = (READ_TONE, "shout")
_PERSONS = frozenset(
    (
        "armed group",
        "protesters",
        "migrants",
        "company heads",
        "rulers",
        "government",
        "officials",
        "supporters",
    )
)
"""Classes of labels whose hostile words charge by themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """Words that charge a statement. Offsets are into the sentence; `tone` as in the lists, `read` or `shout`."""

    start: int
    end: int
    score: float
    tone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A statement with its charges, by their place."""

    statement: Statement
    charges: tuple[Charge, ...]

    @property
    def heat(self) -> float:
        return heat_of(self.charges)

    def without(self, spans: Sequence[tuple[int, int]]) -> Reading:
        """The same, but for the charges inside of some words."""
        left = tuple(c for c in self.charges if not any(s < c.end and c.start < e for s, e in spans))
        return replace(self, charges=left)


def heat_of(charges: Sequence[Charge]) -> float:
    """0–1: the chance that at least one of the charges is meant, were they independent.

    What the model reads counts once: its words of one sentence share that sentence's score.
    """
    cool = 1 - max((c.score for c in charges if c.tone == READ_TONE), default=0.0)
    for charge in charges:
        cool *= 1.0 if charge.tone == READ_TONE else 1 - charge.score
    return 1 - cool


def read_charges(statement: Statement) -> Reading:
    """All charges of a statement that are the outlet's own; overlapping ones are joined."""
    if statement.sentence.is_quote:
        return Reading(statement=statement, charges=())
    found = [
        c
        for c in (*_slanted(statement), *_signalled(statement.framing), *_shouted(statement.text))
        if is_own(statement, c.start, c.end)
        and not of_a_matter(statement.parse, c.start, c.end)
        and not (c.tone == "people" and in_a_name(statement, c.start, c.end))
    ]
    return Reading(statement=statement, charges=tuple(_joined(found)))


def is_own(statement: Statement, start: int, end: int) -> bool:
    """Whether words are the outlet's: in no quotation marks, and not what somebody is told to have said."""
    quoted = any(q.start <= start and end <= q.end for q in quotations(statement.text))
    return not quoted and is_outlets_own(start, end, statement.attributions)


def words_of(statement: Statement) -> Sequence[Word]:
    return _cached_words(statement.text, statement.parse)


@lru_cache(maxsize=4096)
def _cached_words(text: str, parse: Parse | None) -> tuple[Word, ...]:
    return tuple(sentence_words(text, parse))


def _slanted(statement: Statement) -> Iterator[Charge]:
    for start, end, one in slants().find(words_of(statement)):
        yield Charge(start=start, end=end, score=one.score, tone=one.tone)


def _signalled(signals: Sequence[FramingSignal]) -> Iterator[Charge]:
    for s in signals:
        if s.type == "label" and s.method.endswith("hostile") and s.target in _PERSONS:
            yield Charge(start=s.char_start, end=s.char_end, score=LABELLED, tone="people")
        elif s.type == "loaded_wording" and s.target is not None and s.score >= STRONG_SCORE:
            yield Charge(start=s.char_start, end=s.char_end, score=LISTED, tone="scorn")
        elif s.type == "loaded_wording" and s.target is None and s.score >= READ_FROM:
            yield Charge(start=s.char_start, end=s.char_end, score=READ * s.score, tone=READ_TONE)


_LETTERS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def _shouted(text: str) -> Iterator[Charge]:
    """Runs of words in capitals, and exclamation marks; a place at the head of a dispatch is no shouting."""
    words = list(_LETTERS.finditer(text))
    dateline = re.match(r"[A-Z][A-Z ,.'’-]+(?:,[^—–-]{0,40})?(?:\([^)]*\))?\s*[—–-]", text)
    first = dateline.end() if dateline else 0
    runs: list[list[re.Match[str]]] = [[]]
    for word in words:
        if word.start() >= first and word.group().isupper() and len(word.group()) > 1:
            runs[-1].append(word)
        elif runs[-1]:
            runs.append([])
    for run in filter(None, runs):
        plain = [w for w in run if folded(w.group()) in STOP_WORDS or len(w.group()) > LONG]
        if plain and (len(run) > 1 or len(run[0].group()) > LONG or folded(run[0].group()) in STOP_WORDS):
            yield Charge(start=run[0].start(), end=run[-1].end(), score=SHOUTED, tone="shout")
    for mark in re.finditer(r"!", text):
        yield Charge(start=mark.start(), end=mark.end(), score=EXCLAIMED, tone="shout")


def _joined(found: Sequence[Charge]) -> Iterator[Charge]:
    """Charges that overlap as one: its words are the list's, its score that of both readings together."""
    left = sorted(found, key=lambda c: (c.tone in _FAINT, -(c.end - c.start), c.start, -c.score, c.tone))
    kept: list[Charge] = []
    for charge in left:
        for n, known in enumerate(kept):
            if known.start < charge.end and charge.start < known.end:
                other = charge.tone in _FAINT and known.tone not in _FAINT
                score = (
                    1 - (1 - known.score) * (1 - charge.score) if other else max(known.score, charge.score)
                )
                kept[n] = replace(known, score=round(score, 4))
                break
        else:
            kept.append(charge)
    yield from sorted(kept, key=lambda c: (c.start, c.end))
