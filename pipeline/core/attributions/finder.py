"""sentence -> attributions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.core.attributions import parsed, plain
from pipeline.core.attributions.quotations import Quotation, quotations
from pipeline.core.attributions.spans import Mention, trimmed
from pipeline.model import Attribution, Parse

_WRITERS = frozenset({"you"})
_JOINS = re.compile(
    r",?\s+(?:and|but|then|also|while|later|before|after)(?:\s+(?:then|later|also))?\s+$|,?\s+$"
)


def find_attributions(text: str, *, parse: Parse | None) -> list[Attribution]:
    """The attributions of a sentence, sorted by content; offsets are into the sentence.

    With a parse, grammar decides, and the plain reading only adds what it does not see (a headline's
    capitals mislead a parser). Quotations that no cue claims come without a source: `scare` when short,
    else `direct`, for the sentence before or after may name the speaker. A pronoun is kept as
    `source_text`; `source` stays None until `resolve_article` knows whom it means.
    """
    quotes = quotations(text)
    mentions = list(parsed.find(text, parse, quotes)) if parse is not None else []
    for extra in plain.find(text, quotes):
        rivals = [m for m in mentions if _overlap(m, extra)]
        if rivals and all(_misread(text, m, extra) for m in rivals):
            mentions = [m for m in mentions if m not in rivals]
            rivals = []
        if not rivals:
            mentions.append(extra)
    mentions = _outermost(text, mentions)
    mentions.extend(_bare(quotes, mentions))
    found = {m: m.to_attribution(text, quotes) for m in dict.fromkeys(mentions)}
    return sorted(found.values(), key=lambda a: (a.content_start, a.content_end, a.cue_start or -1))


def _outermost(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Without what stands inside another's content: `A said that B wants C` hands B's wish to A.

    A cue that goes on from another's stays, with its speaker, and cuts the other's content short. Nor is the
    writer, or the reader, a source: `I think`, `as you know`.
    """
    kept: list[Mention] = []
    cut: dict[Mention, int] = {}
    for m in mentions:
        around = [o for o in mentions if o is not m and _holds(o, m)]
        if _is_writer(text, m) or (around and not (m.goes_on and all(o.voiced for o in around))):
            continue
        if not around or m.cue is None:
            kept.append(m)
            continue
        speaker = min(around, key=lambda o: o.content)
        kept.append(replace(m, source=speaker.source))
        for o in around:
            cut[o] = min(cut.get(o, o.content[1]), m.cue[0])
    return [_shortened(text, m, cut[m]) if m in cut else m for m in kept]


def _shortened(text: str, mention: Mention, end: int) -> Mention:
    """With a content that ends before what goes on from it, and before the word that joins both."""
    start = mention.content[0]
    joined = _JOINS.search(text, start, end)
    content = trimmed(text, start, joined.start() if joined else end)
    return replace(mention, content=content) if content else mention


def _holds(outer: Mention, inner: Mention) -> bool:
    if outer.cue is None or inner.cue is None or (inner.voiced and not outer.voiced and not outer.deed):
        return False
    inside = outer.content[0] <= inner.cue[0] and inner.cue[1] <= outer.content[1]
    return inside and not (inner.content[0] <= outer.cue[0] and outer.cue[1] <= inner.content[1])


def _is_writer(text: str, mention: Mention) -> bool:
    return mention.source is not None and text[slice(*mention.source)].casefold() in _WRITERS


def _overlap(known: Mention, extra: Mention) -> bool:
    """Whether the grammar has read this cue, or has given a like content to somebody."""
    if known.cue and extra.cue and known.cue[0] < extra.cue[1] and extra.cue[0] < known.cue[1]:
        return True
    return known.source is not None and _shared(known.content, extra.content) > 0.6


def _misread(text: str, known: Mention, extra: Mention) -> bool:
    """Signs that the grammar went wrong on a cue that the words show plainly: a subject apart from its verb,
    or capitals throughout, as in headlines.
    """
    if known.cue != extra.cue or known.cue is None or known.source is None:
        return False
    if known.source[0] >= known.cue[1] and extra.source is not None and extra.source[1] <= known.cue[0]:
        return True  # `said the methods …` is no `said the minister`
    apart = known.source[1] < known.cue[0] and "," in text[known.source[1] : known.cue[0]]
    inside = extra.source is not None and extra.source[0] >= known.source[1]
    return (apart and inside) or _capitals(text)


def _capitals(text: str) -> bool:
    words = [w for w in text.split() if w[0].isalpha() and len(w) > 3]
    return len(words) >= 4 and sum(w[0].isupper() for w in words) >= 0.8 * len(words)


def _shared(a: tuple[int, int], b: tuple[int, int]) -> float:
    common = min(a[1], b[1]) - max(a[0], b[0])
    return common / max(min(a[1] - a[0], b[1] - b[0]), 1)


def _bare(quotes: Sequence[Quotation], mentions: Iterable[Mention]) -> list[Mention]:
    claimed = [m.content for m in mentions] + [m.source for m in mentions if m.source]
    return [
        Mention(content=(q.start, q.end), source=None, cue=None)
        for q in quotes
        if not any(c[0] < q.inner_end and q.inner_start < c[1] for c in claimed)
    ]
