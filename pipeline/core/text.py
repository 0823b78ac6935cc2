"""Plain views of a text that several finders share: words, shingles, names, numbers, quoted words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_NAME = re.compile(r"\b[A-Z][\w’'-]+(?:\s+(?:of|the|de|al|von|van|bin)\s+[A-Z][\w’'-]+|\s+[A-Z][\w’'-]+)*")
_QUOTED = re.compile(r'["“«]([^"“”«»]{2,400})["”»]')
_BLANK_LINE = re.compile(r"\n[ \t\r\f\v\u00a0]*\n\s*")
_SINGLE_QUOTES = "’‘ʼ"

NUMBER_WORDS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
        " sixteen seventeen eighteen nineteen twenty".split()
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}

# ending, what stands in its place, the least length of a word that it is taken from
_ENDINGS = (
    *(
        ("ies", "y", 5),
        ("ied", "y", 5),
        ("sses", "ss", 5),
        ("ches", "ch", 5),
        ("shes", "sh", 5),
        ("xes", "x", 4),
    ),
    *(
        ("news", "news", 4),
        ("ss", "ss", 4),
        ("us", "us", 4),
        ("is", "is", 4),
        ("s", "", 4),
        ("ing", "", 6),
        ("ed", "", 5),
    ),
)

STOP_WORDS = frozenset(
    """a about after again against all also am an and any are as at be because been before being below between
    both but by can could did do does doing down during each few for from further had has have having he her
    here hers herself him himself his how i if in into is it its itself just may me might more most must my
    myself no nor not now of off on once only or other our ours ourselves out over own same she should so some
    such than that the their theirs them themselves then there these they this those through to too under
    until up upon very was we were what when where which while who whom why will with would you your yours
    said says say told according""".split()
)


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the blocks between blank lines, in code points; empty ones are left out."""
    start = 0
    for gap in _BLANK_LINE.finditer(text):
        if text[start : gap.start()].strip():
            yield start, gap.start()
        start = gap.end()
    if text[start:].strip():
        yield start, len(text)


def folded(text: str) -> str:
    """Text for comparison: NFKC, straight apostrophes, case-folded."""
    if text.isascii():  # nothing to compose or to set straight
        return text.lower()
    text = unicodedata.normalize("NFKC", text)
    for mark in _SINGLE_QUOTES:
        text = text.replace(mark, "'")
    return text.casefold()


def words(text: str) -> list[str]:
    """The words of a text in their order, folded; punctuation is dropped."""
    return _WORD.findall(folded(text))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A crude English stem (plural, past, -ing, possessive): equal for most inflections of a word."""
    word = word.removesuffix("'s")
    if len(word) < 4 or word[0].isdigit():
        return word
    for ending, put, least in _ENDINGS:
        if word.endswith(ending) and len(word) >= least:
            word = word[: -len(ending)] + put
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeioulsz":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 3 else word


def content_stems(text: str) -> list[str]:
    """Stems of the words that carry content, in their order."""
    return [
        stem(word) for word in words(text) if word not in STOP_WORDS and (len(word) > 1 or word.isdigit())
    ]


def shingles(text: str, size: int = 5) -> set[str]:
    """Runs of `size` words. A shorter text has the one shingle of all its words, an empty one none."""
    all_words = words(text)
    if not all_words:
        return set()
    if len(all_words) < size:
        return {" ".join(all_words)}
    return {" ".join(all_words[i : i + size]) for i in range(len(all_words) - size + 1)}


def numbers(text: str) -> frozenset[str]:
    """Numbers in digits or simple words, without thousands separators: 1,900 and 1900 are one."""
    found = {match.replace(",", "").rstrip(".") for match in _NUMBER.findall(text)}
    found.update(str(NUMBER_WORDS[word]) for word in words(text) if word in NUMBER_WORDS)
    found.discard("1")  # `one` is mostly no number
    return frozenset(found)


def names(text: str) -> frozenset[str]:
    """Capitalised words that stand inside the text rather than at a sentence's start, folded, one by one.

    A rough reading without a model: it serves to compare texts, not to name anybody.
    """
    found: set[str] = set()
    for match in _NAME.finditer(text):
        parts = match.group().split()
        opens = _opens_sentence(text, match.start())
        if opens and len(parts) == 1:
            continue
        found.update(
            folded(part).removesuffix("'s")
            for part in parts
            if part[0].isupper() and folded(part) not in STOP_WORDS
        )
    return frozenset(found)


def _opens_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip(" \t\"'“‘(")
    return not before or before[-1] in ".?!:\n—–"


def quoted_words(text: str) -> frozenset[str]:
    """Content stems that stand inside double quotation marks."""
    return frozenset(stem for part in _QUOTED.findall(text) for stem in content_stems(part))
