"""Quotations of one utterance whose words differ: aligned word by word.

Cuts, ellipses, brackets, capitals, spelling, and a quotation that is wholly otherwise (a translation, or
another utterance) are no alteration. A changed or added content word within a long shared run is one, and so is
a cut in the middle of a clause that drops what limits it (`this year`, `unless`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from pipeline.core.attributions.quotations import quotations
from pipeline.core.divergence.versions import is_number
from pipeline.core.text import STOP_WORDS, folded, stem
from pipeline.model import Statement

MIN_WORDS = 3  # in a quotation, to be compared
MIN_RUN = 3  # words in a row that both have, next to the change
MIN_SHARED = 4  # words that both have in all
ALIKE = 0.6  # share of the shorter quotation that both have
MAX_DROPPED = 4  # words that are put in or left out, without a sign, within a quotation
MAX_CHANGED = 6  # words that differ in one place; more is another utterance
LIKE = 0.75  # letters in common by which two words are spellings of one

_FILLERS = frozenset(
    "quite really actually well just also even still now yeah uh um like know mean sort kind".split()
)
_WHO = frozenset("i you we my your yours our ours mine".split())
_FORMS = {
    "could": "can", "would": "will", "shall": "will", "should": "will", "might": "may", "went": "go", "gone": "go",
    "was": "be", "were": "be", "is": "be", "are": "be", "been": "be", "am": "be", "had": "have", "has": "have",
    "heard": "hear", "saw": "see", "seen": "see", "told": "tell", "made": "make", "gave": "give", "given": "give",
    "knew": "know", "thought": "think", "left": "leave", "lost": "lose", "kept": "keep", "found": "find",
    "did": "do", "does": "do", "done": "do", "said": "say", "got": "get", "came": "come", "took": "take",
}  # fmt: skip
EDGE = 2  # words before or after the run
MIN_REWORDED = 5  # words of a quotation that may be reworded throughout
REWORDED, NEARLY_ALL = 0.6, 0.9  # share of the shorter that both have; of more, `altered` tells word by word
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_LIMITS = (
    ("this", "year"), ("this", "month"), ("this", "week"), ("for", "now"), ("at", "present"), ("so", "far"),
    ("yet",), ("unless",), ("until",), ("if",), ("without",), ("except",),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedWord:
    """A word inside quotation marks. `part` numbers the quotation; `gap` is set where something was cut
    right before it, or where it was put in brackets.
    """

    key: str
    start: int
    end: int
    part: int
    gap: bool
    adverb: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Alteration:
    """The words in two statements that differ, and the run that both have."""

    a: tuple[int, int]
    b: tuple[int, int]
    a_words: str
    b_words: str
    run: str
    shared: int  # words that both quotations have
    certain: bool  # False for a cut, which may have been fair


def quoted_words(statement: Statement) -> list[QuotedWord]:
    """The words of a statement's quotations, scare quotes left out."""
    text = statement.text
    found: list[QuotedWord] = []
    for part, q in enumerate(quotations(text)):
        if len(_WORD.findall(text[q.inner_start : q.inner_end])) < MIN_WORDS:
            continue
        last = q.inner_start
        for m in _WORD.finditer(text, q.inner_start, q.inner_end):
            between = text[last : m.start()]
            cut = any(mark in between for mark in ("…", "...", "[", "]", "(", ". ."))
            found.append(
                QuotedWord(
                    key=_key(m.group()),
                    start=m.start(),
                    end=m.end(),
                    part=part,
                    gap=cut,
                    adverb=m.group().endswith("ly"),
                )
            )
            last = m.end()
    return found


def altered(a: Statement, b: Statement, *, bridge: int = 0) -> Alteration | None:
    """The first place where two quotations of one utterance differ in a word of weight.

    Changes with no more than `bridge` equal words between them are taken as one.
    """
    left, right = quoted_words(a), quoted_words(b)
    if min(len(left), len(right)) < MIN_WORDS:
        return None
    matcher = SequenceMatcher(None, [w.key for w in left], [w.key for w in right], autojunk=False)
    ops: list[Op] = list(matcher.get_opcodes())
    shared = sum(i2 - i1 for tag, i1, i2, _, _ in ops if tag == "equal")
    shorter = min(len(left), len(right))
    if shared < min(MIN_SHARED, shorter - 1) or shared < ALIKE * shorter:
        return None
    ops = _bridged(ops, bridge)
    for n, (tag, i1, i2, j1, j2) in enumerate(ops):
        if tag == "equal":
            continue
        before = ops[n - 1] if n else None
        after = ops[n + 1] if n + 1 < len(ops) else None
        found = _change(a, b, left, right, (i1, i2, j1, j2), before, after)
        if found is not None:
            return replace(found, shared=shared)
    return None


def reworded(a: Statement, b: Statement) -> Alteration | None:
    """Two quotations of one sentence whose words differ throughout: `You sold what was not yours` for `The defendant
    sold what was not his`. Most of the shorter is in the longer, and some of it is not, in no form of the word.
    """
    best: Alteration | None = None
    for mine in _parts(a):
        for theirs in _parts(b):
            left, right = {_base(w.key) for w in mine}, {_base(w.key) for w in theirs}
            if len(mine) < MIN_REWORDED or len(theirs) < MIN_REWORDED or any(w.gap for w in (*mine, *theirs)):
                continue
            common, shorter = left & right, min(left, right, key=lambda keys: (len(keys), sorted(keys)))
            carried = {k for k in common if k not in STOP_WORDS}
            new = {k for k in shorter - common if _is_new(k, (left | right) - shorter)}
            if (
                len(carried) < 1
                or not REWORDED <= len(common) / len(shorter) < NEARLY_ALL
                or not new
                or not _in_order(mine, theirs)
            ):
                continue
            if not best or len(common) > best.shared:
                span_a, span_b = _span(mine, 0, len(mine)), _span(theirs, 0, len(theirs))
                best = Alteration(
                    a=span_a,
                    b=span_b,
                    a_words=folded(a.text[slice(*span_a)]),
                    b_words=folded(b.text[slice(*span_b)]),
                    run=" ".join(sorted(carried)),
                    shared=len(common),
                    certain=True,
                )
    return best


def _is_new(key: str, others: set[str]) -> bool:
    """Whether a word is one of weight, or says who is meant, and no spelling of another's."""
    if is_number(key) or "'" in key or "’" in key:
        return False  # a contraction, or a number in words: spelling
    if key in _FILLERS or (key in STOP_WORDS and key not in _WHO):
        return False
    return not any(SequenceMatcher(None, key, other).ratio() >= LIKE for other in others)


def _parts(statement: Statement) -> list[list[QuotedWord]]:
    """The words of each quotation apart."""
    found: dict[int, list[QuotedWord]] = {}
    for word in quoted_words(statement):
        found.setdefault(word.part, []).append(word)
    return list(found.values())


def _in_order(mine: Sequence[QuotedWord], theirs: Sequence[QuotedWord]) -> bool:
    """Whether two quotations begin or end with a run of words in common: elsewhere one may go on from the other."""
    matcher = SequenceMatcher(
        None, [_base(w.key) for w in mine], [_base(w.key) for w in theirs], autojunk=False
    )
    run = matcher.find_longest_match(0, len(mine), 0, len(theirs))
    opens = max(run.a, run.b) <= EDGE
    ends = max(len(mine) - run.a - run.size, len(theirs) - run.b - run.size) <= EDGE
    return run.size >= MIN_RUN and (opens or ends)


def _base(key: str) -> str:
    """A word without its tense or person, so that a speech in the past tense is no other speech."""
    return _FORMS.get(key, key)


Op = tuple[str, int, int, int, int]


def _bridged(ops: Sequence[Op], bridge: int) -> list[Op]:
    joined: list[Op] = []
    for n, (tag, i1, i2, j1, j2) in enumerate(ops):
        short = tag == "equal" and i2 - i1 <= bridge and 0 < n < len(ops) - 1
        if joined and joined[-1][0] != "equal" and (tag != "equal" or short):
            joined[-1] = ("replace", joined[-1][1], i2, joined[-1][3], j2)
        else:
            joined.append((tag, i1, i2, j1, j2))
    return joined


def _change(
    a: Statement,
    b: Statement,
    left: Sequence[QuotedWord],
    right: Sequence[QuotedWord],
    at: tuple[int, int, int, int],
    before: Op | None,
    after: Op | None,
) -> Alteration | None:
    i1, i2, j1, j2 = at
    run = max((op[2] - op[1] for op in (before, after) if op), default=0)
    mine, theirs = list(left[i1:i2]), list(right[j1:j2])
    if _cut_between(left, i1, i2) or _cut_between(right, j1, j2):
        return None
    enclosed = before is not None and after is not None
    certain = True
    if mine and theirs:
        ok = run >= MIN_RUN and (_weighty(mine) or _weighty(theirs))
        ok = ok and not _spelling(mine, theirs) and not _numbers(mine, theirs)
        ok = ok and (
            max(len(mine), len(theirs)) <= MAX_CHANGED or (after is None and _both_go_on(left, right, at))
        )
        ok = ok and (before is not None or (run > MIN_RUN and _weighty(mine) and _weighty(theirs)))
    elif enclosed:
        words = mine or theirs
        both = sum(op[2] - op[1] for op in (before, after) if op)
        least = (
            MIN_RUN if len(words) <= 2 else 2 * MIN_RUN
        )  # the longer the piece, the surer the rest must be
        ok = len(words) <= MAX_DROPPED and _weighty(words) and both >= least and _inside_one(left, right, at)
    else:
        ok, certain = before is not None and run >= MIN_RUN and _limits_cut(a, b, left, right, at), False
    if not ok:
        return None
    near = before or after
    shared = " ".join(w.key for w in left[near[1] : near[2]]) if near else ""
    span_a, span_b = _span(left, i1, i2), _span(right, j1, j2)
    return Alteration(
        a=span_a,
        b=span_b,
        a_words=folded(a.text[slice(*span_a)]),
        b_words=folded(b.text[slice(*span_b)]),
        run=shared,
        shared=0,
        certain=certain,
    )


def _span(words: Sequence[QuotedWord], first: int, last: int) -> tuple[int, int]:
    """The words themselves, or the two around the place where the other has more."""
    if last > first:
        return words[first].start, words[last - 1].end
    around = words[max(first - 1, 0) : first + 1]
    return around[0].start, around[-1].end


def _cut_between(words: Sequence[QuotedWord], first: int, last: int) -> bool:
    """An ellipsis or bracket at the change, or a change where one part of a split quotation ends."""
    around = words[first : min(last + 1, len(words))]
    parts = {w.part for w in words[max(first - 1, 0) : last + 1]}
    return any(w.gap for w in around) or (len(parts) > 1 and first == last)


def _inside_one(
    left: Sequence[QuotedWord], right: Sequence[QuotedWord], at: tuple[int, int, int, int]
) -> bool:
    i1, i2, j1, j2 = at
    mine = {w.part for w in left[max(i1 - 1, 0) : i2 + 1]}
    theirs = {w.part for w in right[max(j1 - 1, 0) : j2 + 1]}
    return len(mine) == 1 and len(theirs) == 1


def _both_go_on(
    left: Sequence[QuotedWord], right: Sequence[QuotedWord], at: tuple[int, int, int, int]
) -> bool:
    """Whether two quotations that began alike end otherwise: neither was cut, for both go on."""
    i1, i2, j1, j2 = at
    return (
        i1 > 0
        and j1 > 0
        and {w.part for w in left[i1 - 1 : i2]} == {left[i1 - 1].part}
        and {w.part for w in right[j1 - 1 : j2]} == {right[j1 - 1].part}
    )


def _limits_cut(
    a: Statement,
    b: Statement,
    left: Sequence[QuotedWord],
    right: Sequence[QuotedWord],
    at: tuple[int, int, int, int],
) -> bool:
    """Whether the longer quotation goes on, without a stop, with words that limit what was said."""
    i1, i2, j1, j2 = at
    longer, text, first = (left[i1:i2], a.text, i1) if i2 > i1 else (right[j1:j2], b.text, j1)
    words = left if i2 > i1 else right
    tail = tuple(w.key for w in longer)
    if not tail or first == 0 or any(c in text[words[first - 1].end : longer[0].start] for c in ".,;:—–!?"):
        return False
    other = {_key(w) for w in _WORD.findall(b.text if i2 > i1 else a.text)}
    return any(
        tail[: len(limit)] == tuple(_key(w) for w in limit) and not {_key(w) for w in limit} <= other
        for limit in _LIMITS
    )


def _weighty(words: Sequence[QuotedWord]) -> bool:
    return any(w.key not in STOP_WORDS | _FILLERS and not w.key.isdigit() and "'" not in w.key for w in words)


def _numbers(mine: Sequence[QuotedWord], theirs: Sequence[QuotedWord]) -> bool:
    """Figures against figures, or against words for them: another judge's matter."""
    return any(all(w.key.isdigit() for w in words) for words in (mine, theirs))


def _spelling(mine: Sequence[QuotedWord], theirs: Sequence[QuotedWord]) -> bool:
    if all(w.key in STOP_WORDS or w.adverb for w in (*mine, *theirs)):
        return True  # two adverbs of degree: a translator's choice
    a = " ".join(w.key for w in mine if w.key not in STOP_WORDS)
    b = " ".join(w.key for w in theirs if w.key not in STOP_WORDS)
    return SequenceMatcher(None, a, b).ratio() >= LIKE or a.replace(" ", "") == b.replace(" ", "")


def _key(word: str) -> str:
    plain = folded(word)
    return plain if plain in STOP_WORDS else stem(plain)
