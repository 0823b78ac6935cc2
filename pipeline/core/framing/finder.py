"""sentence -> framing signals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.core.attributions.quotations import quotations
from pipeline.core.framing import agency, lexicons
from pipeline.core.framing.matching import Word, sentence_words
from pipeline.model import FramingSignal, Parse, SignalType

LEXICON = "lexicon"
_AGENCY_SCORES = {"passive": 0.5, "died": 0.3, "passive_by": 0.2, "active": 0.2}
_HOSTILE, _FAVOURABLE = 0.8, 0.6


def find_framing(text: str, *, parse: Parse | None) -> list[FramingSignal]:
    """The framing signals of a sentence, sorted by place; offsets are into the sentence.

    Words inside quotation marks are the speaker's and give no signal. A signal is a word or construction
    that other outlets may have put otherwise; it is no judgement by itself. `target` is the plain word or
    neutral class of what is charged; `score` (0–1) is how far the word is from plain.
    """
    quoted = [(q.start, q.end) for q in quotations(text)]
    words = [
        w for w in sentence_words(text, parse) if not any(s <= w.start and w.end <= e for s, e in quoted)
    ]
    found = [*_lexical(words)]
    if parse is not None:
        found += [
            s for s in _agency(parse) if not any(a <= s.char_start and s.char_end <= b for a, b in quoted)
        ]
    unique = {(s.char_start, s.char_end, s.type, s.target): s for s in found}
    return sorted(unique.values(), key=lambda s: (s.char_start, s.char_end, s.type, s.target or ""))


def _lexical(words: Sequence[Word]) -> Iterator[FramingSignal]:
    for start, end, (target, charge) in lexicons.labels().find(words):
        if charge != "neutral":
            score = _HOSTILE if charge == "hostile" else _FAVOURABLE
            yield _signal(start, end, "label", target, score, f"{LEXICON}:{charge}")
    for start, end, one in lexicons.charged().find(words):
        yield _signal(start, end, "loaded_wording", one.target, one.score, LEXICON)
    for start, end, _ in lexicons.hedges().find(words):
        yield _signal(start, end, "hedge", None, 0.5, LEXICON)
    for start, end, _ in lexicons.intensifiers().find(words):
        yield _signal(start, end, "intensifier", None, 0.4, LEXICON)
    for start, end, score in lexicons.reporting().find(words):
        yield _signal(start, end, "reporting_verb", "say", score, LEXICON)


def _agency(parse: Parse) -> Iterator[FramingSignal]:
    for one in agency.events(parse):
        yield _signal(one.start, one.end, "agency", one.verb, _AGENCY_SCORES[one.voice], f"parse:{one.voice}")


def _signal(
    start: int, end: int, kind: SignalType, target: str | None, score: float, method: str
) -> FramingSignal:
    return FramingSignal(
        char_start=start, char_end=end, type=kind, target=target, score=round(score, 4), method=method
    )
