"""From extracted lines to paragraphs: what stands around a text on the page is no part of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.adapters.page_kind import SUBSCRIBE

_BYLINE = re.compile(r"^(?:by|von|par|por|di|door)\s+((?:[^\W\d_][\w.'’-]*(?:,?\s+|$)){1,8})$", re.IGNORECASE)
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
        named = _BYLINE.match(paragraphs[0])
        byline = byline or (named.group(1).strip() if named else None)
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
    return short and bool(_BYLINE.match(line) or (_DATELINE.match(line) and re.search(r"\d", line)))


def _is_offer(line: str) -> bool:
    return len(line.split()) <= _SHORT_LINE and bool(SUBSCRIBE.search(line))
