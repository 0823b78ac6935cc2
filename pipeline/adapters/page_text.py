"""From extracted lines to paragraphs: what stands around a text on the page is no part of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.adapters.page_kind import SUBSCRIBE

_BYLINE = re.compile(r"^(?:by|von|par|por|di|door)\s+(\S+(?:\s+\S+){0,7})$", re.IGNORECASE)
_BETWEEN_NAMES = frozenset({"and", "und", "et", "y", "e", "en", "&", "de", "da", "van", "von", "der", "den"})
_DATELINE = re.compile(
    r"^(first |last )?(published|updated|posted|modified|veröffentlicht|aktualisiert|publié|publicado)\b",
    re.IGNORECASE,
)
_LINES_AROUND = 3  # from the start and from the end that may be a byline, a date, an offer
_SHORT_LINE = 14  # words


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A text with its paragraphs separated by one blank line, and the byline that stood above it."""

    text: str
    byline: str | None = None


def tidy(text: str, title: str | None) -> Body:
    """Drops the headline, byline and date above a text, and offers to subscribe below it."""
    paragraphs = [line.strip() for line in text.split("\n") if line.strip()]
    byline = None
    for _ in range(_LINES_AROUND):
        if len(paragraphs) < 2 or not _is_label(paragraphs[0], title):
            break
        byline = byline or _names(paragraphs[0])
        del paragraphs[0]
    cut = next(
        (
            i
            for i in range(max(1, len(paragraphs) - _LINES_AROUND), len(paragraphs))
            if _is_offer(paragraphs[i])
        ),
        None,
    )
    return Body(text="\n\n".join(paragraphs[:cut]), byline=byline)


def _is_label(line: str, title: str | None) -> bool:
    if title and line.casefold() == title.casefold():
        return True
    short = len(line.split()) <= _SHORT_LINE
    dated = _DATELINE.match(line) and re.search(r"\d", line)
    return short and bool(dated or _names(line))


def _names(line: str) -> str | None:
    """The names of a byline, None for a sentence that begins like one."""
    found = _BYLINE.match(line)
    if not found or line.endswith((".", "!", "?")):
        return None
    words = found.group(1).split()
    return found.group(1) if all(w[0].isupper() or w in _BETWEEN_NAMES for w in words) else None


def _is_offer(line: str) -> bool:
    return len(line.split()) <= _SHORT_LINE and bool(SUBSCRIBE.search(line))
