"""What both readers of a sentence share: mentions of source, cue and content, and types of quotation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.core.attributions.quotations import Quotation
from pipeline.core.attributions.sources import normal_source
from pipeline.model import Attribution, QuoteType

Span = tuple[int, int]
SCARE_WORDS = 4  # a quotation of at most so many words that nobody is said to speak is a scare quotation
DATELINE = re.compile(r"^[A-Z][A-Z'’. -]+(?:,\s[A-Z][\w. ]+)?(?:\s\([^)]{2,40}\))?\s*[—–-]{1,2}\s+")
_EDGES = " \t\n,;:–—-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Spans into the sentence. `voiced` is False where nothing is said, only wanted, opposed or seeming; `deed`
    marks a content that is something to do (`declined to say why`). `goes_on` marks a cue that goes on from
    another's, whose speaker it has: `…, adding that the fee will stay`.
    """

    content: Span
    source: Span | None
    cue: Span | None
    voiced: bool = True
    deed: bool = False
    goes_on: bool = False

    def to_attribution(self, text: str, quotes: Sequence[Quotation]) -> Attribution:
        source_text = text[slice(*self.source)] if self.source else None
        return Attribution(
            source_text=source_text,
            source=normal_source(source_text),
            cue=text[slice(*self.cue)] if self.cue else None,
            quote_type=quote_type(text, self.content, quotes, bare=self.cue is None and self.source is None),
            source_start=self.source[0] if self.source else None,
            source_end=self.source[1] if self.source else None,
            cue_start=self.cue[0] if self.cue else None,
            cue_end=self.cue[1] if self.cue else None,
            content_start=self.content[0],
            content_end=self.content[1],
            voiced=self.voiced,
        )


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The span without spaces and stray punctuation at its edges; None when nothing is left."""
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return (start, end) if end > start else None


def with_marks(span: Span, quotes: Sequence[Quotation]) -> Span:
    """The span widened to the quotation marks that it touches."""
    start, end = span
    for q in quotes:
        if q.start < start <= q.inner_start + 1:
            start = q.start
        if q.inner_end - 1 <= end < q.end:
            end = q.end
    return start, end


def quote_type(text: str, content: Span, quotes: Sequence[Quotation], *, bare: bool) -> QuoteType:
    """Direct when all words of the content stand inside quotation marks, mixed when some do."""
    inside = sum(
        len(text[max(q.inner_start, content[0]) : min(q.inner_end, content[1])].split())
        for q in quotes
        if min(q.inner_end, content[1]) > max(q.inner_start, content[0])
    )
    total = len(text[slice(*content)].split())
    if bare:
        return "scare" if total <= SCARE_WORDS else "direct"
    if not inside:
        return "indirect"
    return "direct" if _outside(text, content, quotes) == 0 else "mixed"


def _outside(text: str, content: Span, quotes: Sequence[Quotation]) -> int:
    """Words of the content that no quotation holds, when the two ends stand in quotations: none count,
    since what stands between two parts of a split quotation is the speaker's name.
    """
    touching = [q for q in quotes if q.start < content[1] and q.end > content[0]]
    if not touching:
        return len(text[slice(*content)].split())
    first, last = touching[0], touching[-1]
    before = text[content[0] : max(first.start, content[0])]
    after = text[min(last.end, content[1]) : content[1]]
    return sum(any(c.isalnum() for c in w) for w in (before + " " + after).split())
