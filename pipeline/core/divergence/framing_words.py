"""Labels and charged words: the same person or fact under words of another charge.

A charged word counts where it is the outlet's own, in an aligned sentence, and the other outlet says the
same without it. The plainer words that stand in its place are the other side's evidence: a plain word of the
list, else what stands opposite when the two sentences are aligned word by word, else the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from pipeline.core.attributions.stance import is_outlets_own
from pipeline.core.framing import lexicons
from pipeline.core.framing.charged import charged_words
from pipeline.core.framing.labels import Charge
from pipeline.core.framing.matching import Lexicon, Word, sentence_words
from pipeline.core.text import STOP_WORDS, folded, stem
from pipeline.model import FramingSignal, Parse, Statement

CHARGED_SAYING = 0.7  # `claimed` and `insisted` are common coin, `sneered` is not
_STANDS_FOR = {"VERB", "NOUN"}  # an adjective may simply be left out: nothing stands for it
ANCHOR_WORDS = 2  # content words beside a stretch that both sentences must have for it to be one place
_MATTERS = frozenset(
    """tax tariff trade customs subsidy sanction fee price exchange inspection safety training exercise diet drug
        treatment visa licence license patent data""".split()
)
"""What a `regime` of rules is of; a government is of none of these."""
OPPOSITE_WORDS = 5  # a longer stretch in place of a charged word is other content, not a counterpart


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A word of a label class in a statement, the outlet's own unless neutral."""

    statement: Statement
    target: str
    charge: Charge
    start: int
    end: int

    @property
    def value(self) -> str:
        return folded(self.statement.text[self.start : self.end])


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterpart:
    """What the other outlet has in place of a charged word, and how surely it stands for the same."""

    start: int
    end: int
    how: str  # in place, listed, opposite, sentence


def labels_of(statement: Statement) -> list[Label]:
    """The labels of a statement, with the neutral ones wherever they stand."""
    found = []
    for start, end, (target, charge) in lexicons.labels().find(_words(statement)):
        if charge == "neutral" or (
            _own(statement, start, end)
            and not in_a_name(statement, start, end)
            and not of_a_matter(statement.parse, start, end)
        ):
            found.append(Label(statement=statement, target=target, charge=charge, start=start, end=end))
    return found


def in_a_name(statement: Statement, start: int, end: int) -> bool:
    """Capitals within a sentence of small letters, with a further capital after them: `the Illegal Immigrants Act`."""
    following = statement.text[end:].split(maxsplit=1)
    inside = statement.text[start:end].split()
    return (
        all(w[0].isupper() for w in inside)
        and bool(following)
        and statement.text[end : end + 1] == " "
        and following[0][0].isupper()
        and not title_case(statement.text)
        and not _names_somebody(statement.parse, end + 1)
    )


def _names_somebody(parse: Parse | None, at: int) -> bool:
    return any(t.start == at and t.entity in ("PERSON", "NORP") for t in (parse.tokens if parse else ()))


def of_a_matter(parse: Parse | None, start: int, end: int) -> bool:
    """`the tax regime`: rules, and nobody's government."""
    if parse is None:
        return False
    heads = {i for i, t in enumerate(parse.tokens) if start <= t.start < end}
    return any(
        t.dep == "compound" and t.pos == "NOUN" and t.head in heads and i not in heads and t.lemma in _MATTERS
        for i, t in enumerate(parse.tokens)
    )


def title_case(text: str) -> bool:
    """Whether nearly all longer words are capitalised, as in headlines."""
    words = [w for w in text.split() if len(w) > 3 and w[0].isalpha()]
    return len(words) > 3 and sum(w[0].isupper() for w in words) > 0.7 * len(words)


def charged_of(statement: Statement) -> list[FramingSignal]:
    """The listed charged words that are the outlet's own, the strongest first."""
    own = [
        s
        for s in statement.framing
        if (
            (s.type == "loaded_wording" and s.target is not None)
            or (s.type == "reporting_verb" and s.score >= CHARGED_SAYING)
        )
        and _own(statement, s.char_start, s.char_end)
        and not (s.type == "reporting_verb" and _part_of_longer(s, statement))
    ]
    return sorted(own, key=lambda s: (-s.score, s.char_start, s.target or ""))


def _part_of_longer(signal: FramingSignal, statement: Statement) -> bool:
    """Whether a verb of saying belongs to a longer charged expression: `snap up` says nothing."""
    return any(
        s.type == "loaded_wording"
        and s.char_start <= signal.char_start
        and signal.char_end <= s.char_end
        and s.char_end - s.char_start > signal.char_end - signal.char_start
        for s in statement.framing
    )


def counterpart(signal: FramingSignal, of: Statement, other: Statement) -> Counterpart:
    """The words of `other` that say what the charged word says; its whole sentence at worst."""
    mine, theirs = _words(of), _words(other)
    place = _opposite((signal.char_start, signal.char_end), mine, theirs)
    listed = [(s, e) for s, e, _ in _plain_lexicon(signal.target or "", signal.type).find(theirs)]
    for start, end in listed:
        if place is not None and place[0] <= start < place[1]:
            return Counterpart(start=start, end=end, how="in place")
    for start, end in listed:
        if _like_part(signal, mine, start, theirs) and _of_one_noun(signal, of, start, other):
            return Counterpart(start=start, end=end, how="listed")
    alike = [
        w
        for w in theirs
        if place
        and place[0] <= w.start < place[1]
        and w.pos in _STANDS_FOR
        and _like_part(signal, mine, w.start, theirs)
    ]
    if alike:
        return Counterpart(start=alike[0].start, end=alike[-1].end, how="opposite")
    return Counterpart(start=0, end=len(other.text), how="sentence")


def _like_part(signal: FramingSignal, mine: Sequence[Word], at: int, theirs: Sequence[Word]) -> bool:
    """Whether the word at `at` is of a part of speech of the charged words."""
    parts = {w.pos for w in mine if signal.char_start <= w.start < signal.char_end}
    return any(w.pos in parts or not w.pos for w in theirs if w.start == at)


def _of_one_noun(signal: FramingSignal, of: Statement, at: int, other: Statement) -> bool:
    """Whether two adjectives qualify the same noun; other words, and words without a parse, pass."""
    mine, theirs = _qualified(of.parse, signal.char_start), _qualified(other.parse, at)
    return mine is None or theirs is None or mine == theirs


def _qualified(parse: Parse | None, at: int) -> str | None:
    for token in parse.tokens if parse is not None else ():
        if token.start == at and token.pos == "ADJ" and token.dep == "amod" and parse is not None:
            return stem(folded(parse.tokens[token.head].lemma))
    return None


def stand_in_one_place(a: Label, b: Label) -> bool:
    """Whether one label replaces the other when the sentences are aligned, or both belong to the same words."""
    mine, theirs = _words(a.statement), _words(b.statement)
    place = _opposite((a.start, a.end), mine, theirs, anchor=0)
    return place is not None and place[0] <= b.start < place[1]


def has_charge(signal: FramingSignal, of: Statement, other: Statement) -> bool:
    """Whether the other statement is charged in the same matter, or has the very word, quoted or not."""
    mine = {k for w in _words(of) if signal.char_start <= w.start < signal.char_end for k in w.keys}
    theirs = {k for w in _words(other) for k in w.keys}
    return bool(mine & theirs) or any(
        s.type == signal.type
        and s.target is not None
        and (s.target == signal.target or s.score >= signal.score)
        for s in other.framing
    )


@lru_cache(maxsize=1024)
def _plain_lexicon(target: str, kind: str) -> Lexicon[str]:
    if kind == "reporting_verb":
        plain: set[str] = {"say", "tell", "write", "state", "announce"}
    else:
        plain = {p for one in charged_words() if one.target == target for p in one.plain}
    return Lexicon((word, "x", word) for word in sorted(plain))


def _opposite(
    span: tuple[int, int], mine: Sequence[Word], theirs: Sequence[Word], *, anchor: int = ANCHOR_WORDS
) -> tuple[int, int] | None:
    """The stretch that replaces the words of a span when the sentences are aligned word by word."""
    left, right = [min(w.keys) for w in mine], [min(w.keys) for w in theirs]
    blocks = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    for n, (tag, i1, i2, j1, j2) in enumerate(blocks):
        if tag != "replace" or i2 - i1 > OPPOSITE_WORDS or j2 - j1 > OPPOSITE_WORDS:
            continue
        beside = [blocks[k] for k in (n - 1, n + 1) if 0 <= k < len(blocks) and blocks[k][0] == "equal"]
        held = sum(left[i] not in STOP_WORDS for _, first, last, _, _ in beside for i in range(first, last))
        if held < anchor:
            continue
        if any(span[0] <= w.start < span[1] for w in mine[i1:i2]):
            return theirs[j1].start, theirs[j2 - 1].end
    return None


def _words(statement: Statement) -> Sequence[Word]:
    return _cached_words(statement.text, statement.parse)


@lru_cache(maxsize=4096)
def _cached_words(text: str, parse: Parse | None) -> tuple[Word, ...]:
    return tuple(sentence_words(text, parse))


def _own(statement: Statement, start: int, end: int) -> bool:
    return not statement.sentence.is_quote and is_outlets_own(start, end, statement.attributions)


def opposed(labels: Sequence[Label]) -> Iterator[tuple[Label, Label]]:
    """(charged, other) labels of one class from two outlets, where the charges differ."""
    for a in labels:
        for b in labels:
            if a.charge == "neutral" or a.target != b.target or a.charge == b.charge:
                continue
            if a.statement.outlet != b.statement.outlet and a.statement.origin != b.statement.origin:
                yield a, b
