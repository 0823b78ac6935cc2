"""Finds the words of a list in a sentence, whatever their inflection, with their exact place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from pipeline.core.text import folded, stem
from pipeline.model import Parse

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_PARTS = {
    "v": frozenset({"VERB", "AUX"}),
    "n": frozenset({"NOUN", "PROPN"}),
    "a": frozenset({"ADJ", "NOUN", "ADV"}),
}
_IRREGULAR = {
    "men": "man", "women": "woman", "shot": "shoot", "fell": "fall", "fallen": "fall", "rose": "rise",
    "risen": "rise",
    "took": "take", "taken": "take", "bought": "buy", "said": "say", "told": "tell", "wrote": "write",
    "drew": "draw",
    "drawn": "draw", "went": "go", "gone": "go", "left": "leave", "fled": "flee", "ran": "run",
    "held": "hold",
    "stole": "steal", "struck": "strike", "gave": "give", "given": "give", "paid": "pay", "spent": "spend",
    "lost": "lose", "beat": "beat", "beaten": "beat", "tore": "tear", "fought": "fight",
    "kept": "keep", "sat": "sit",
    "won": "win", "axed": "axe", "axes": "axe", "axing": "axe", "ax": "axe",
    "brought": "bring", "came": "come", "sold": "sell", "made": "make", "put": "put",
    "swept": "sweep",
}  # fmt: skip

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word of a sentence, with the keys by which a list may know it."""

    start: int
    end: int
    keys: frozenset[str]
    pos: str = ""  # universal part of speech, '' without a parse


def sentence_words(text: str, parse: Parse | None) -> list[Word]:
    """The words of a sentence; `parse` adds lemmas and parts of speech."""
    known: dict[int, tuple[str, str]] = {}
    if parse is not None:
        known = {t.start: (t.lemma, t.pos) for t in parse.tokens}
    found = []
    for match in _WORD.finditer(text):
        lemma, pos = known.get(match.start(), ("", ""))
        keys = {_key(match.group())}
        if lemma and "-" not in match.group():
            keys.add(_key(lemma))
        found.append(Word(start=match.start(), end=match.end(), keys=frozenset(keys), pos=pos))
    return found


@lru_cache(maxsize=65536)
def _key(word: str) -> str:
    plain = folded(word).strip(".").removesuffix("'s").removesuffix("s'") or folded(word)
    return stem(_IRREGULAR.get(plain, plain))


class Lexicon(Generic[Entry]):
    """Words of one or more parts, each with what is known of it."""

    def __init__(self, entries: Iterable[tuple[str, str, Entry]]) -> None:
        """Entries are (word, part of speech or x, what is known of it)."""
        self._by_first: dict[str, list[tuple[tuple[str, ...], str, Entry]]] = defaultdict(list)
        for word, part, entry in entries:
            keys = tuple(_key(piece) for piece in _WORD.findall(word))
            self._by_first[keys[0]].append((keys, part, entry))
        for known in self._by_first.values():
            known.sort(key=lambda row: -len(row[0]))

    def find(self, words: Sequence[Word]) -> Iterator[tuple[int, int, Entry]]:
        """(start, end, entry) of every hit; a longer one hides those inside it."""
        i = 0
        while i < len(words):
            hits = self._at(words, i)
            if not hits:
                i += 1
                continue
            size = max(n for n, _ in hits)
            for n, entry in hits:
                if n == size:
                    yield words[i].start, words[i + n - 1].end, entry
            i += size

    def _at(self, words: Sequence[Word], i: int) -> list[tuple[int, Entry]]:
        hits: list[tuple[int, Entry]] = []
        for first in words[i].keys:
            for keys, part, entry in self._by_first.get(first, ()):
                fits = len(keys) <= len(words) - i and all(
                    key in words[i + n].keys for n, key in enumerate(keys)
                )
                if fits and (len(keys) > 1 or _may_be(words[i].pos, part)):
                    hits.append((len(keys), entry))
        return hits


def _may_be(pos: str, part: str) -> bool:
    return not pos or part == "x" or pos in _PARTS[part]
