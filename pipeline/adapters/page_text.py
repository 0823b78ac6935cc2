"""From extracted lines to paragraphs: what stands around a text on the page is no part of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.adapters.page_access import SUBSCRIBE
from pipeline.adapters.page_words import count_words

_BYLINE = re.compile(r"^(?:by|von|par|por|di|door)\s+(\S+(?:\s+\S+){0,7})$", re.IGNORECASE)
_BETWEEN_NAMES = frozenset({"and", "und", "et", "y", "e", "en", "&", "de", "da", "van", "von", "der", "den"})
_DATELINE = re.compile(
    r"^(first |last )?(published|updated|posted|modified|veröffentlicht|aktualisiert|publié|publicado)\b",
    re.IGNORECASE,
)
_DATE_ALONE = re.compile(r"^[\s\d.:/|,–-]{8,40}(?:uhr|h|am|pm|utc|gmt|cet)?$", re.IGNORECASE)
_SIGN_OFF = re.compile(
    r"^(?:©|\(c\)|copyright\b|(?:source|quelle|fuente|fonte|zdroj|źródło|bron|kilde|källa|image|photo|foto)\s*:)"
    r"|^[(\[][\w./, -]{2,30}[)\]]$|^(?:reuters|ap|afp|dpa|efe|ansa)$",
    re.IGNORECASE,
)
_OFFER = re.compile(
    r"^(?:read (?:more|also|next)|see also|related|lesen sie auch|mehr (?:zum thema|dazu)|lire aussi|à lire aussi"
    r"|lea también|leer más|leggi anche|lees ook|läs (?:också|mer)|les også|læs også|czytaj (?:też|także|więcej)"
    r"|čtěte také|přečtěte si|click here|sign up|subscribe|follow us|watch)\b[^.!?]{0,120}[.!]?$",
    re.IGNORECASE,
)
_FOREIGN = re.compile(
    r"(?:externe[rnms]?|extern) (?:inhalt|content)|external content|contenu externe|contenido externo",
    re.IGNORECASE,
)
_LINES_AROUND = 3  # from the start and from the end that may be a byline, a date, an offer
_SHORT_LINE = 14  # words
_LABEL = 4  # words
_TOLD = (
    0.85  # share of the lines' words in the page's own articleBody, from which the body is taken to be whole
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A text with its paragraphs separated by one blank line, the byline above and the credits below it."""

    text: str
    byline: str | None = None
    sign_off: tuple[str, ...] = ()


def tidy(lines: Sequence[str], title: str | None, stated: str | None = None) -> Body:
    """Drops the headline, byline and date above a text, and credits and offers below it.

    `stated` is the text that the page's own data hold: where it is whole, lines that it has not are none of the
    article's, and where much more of it is found than was extracted, it is the text.
    """
    if stated and len(stated.split()) > max(2 * sum(len(line.split()) for line in lines), 30):
        lines = stated.split("\n")
    stripped = (line.strip() for line in lines)
    paragraphs = list(dict.fromkeys(line for line in stripped if line and not _is_foreign(line)))
    if stated:
        paragraphs = _confirmed(paragraphs, stated)
    byline = None
    for _ in range(_LINES_AROUND):
        if len(paragraphs) < 2 or not _is_label(paragraphs[0], title):
            break
        byline = byline or _names(paragraphs[0])
        del paragraphs[0]
    below: list[str] = []
    while len(paragraphs) > 1 and len(below) < 2 * _LINES_AROUND and _is_below(paragraphs[-1]):
        below.append(paragraphs.pop())
    cut = next(
        (
            i
            for i in range(max(1, len(paragraphs) - _LINES_AROUND), len(paragraphs))
            if _is_offer(paragraphs[i])
        ),
        None,
    )
    return Body(text="\n\n".join(paragraphs[:cut]), byline=byline, sign_off=tuple(reversed(below)))


def _confirmed(paragraphs: list[str], stated: str) -> list[str]:
    """The paragraphs that the page's own text has, where it has nearly all of them; else all."""
    known = " ".join(re.findall(r"\w+", stated.casefold()))
    held = [p for p in paragraphs if " ".join(re.findall(r"\w+", p.casefold())) in known]
    if sum(map(count_words, held)) >= _TOLD * sum(map(count_words, paragraphs)):
        return held
    return paragraphs


def _is_label(line: str, title: str | None) -> bool:
    if title and line.casefold() == title.casefold():
        return True
    if count_words(line) > _SHORT_LINE:
        return False
    dated = _DATELINE.match(line) and re.search(r"\d", line)
    return bool(dated or _DATE_ALONE.match(line) or _names(line) or _is_mere_label(line))


def _names(line: str) -> str | None:
    """The names of a byline, None for a sentence that begins like one."""
    found = _BYLINE.match(line)
    if not found or line.endswith((".", "!", "?")):
        return None
    words = found.group(1).split()
    return found.group(1) if all(w[0].isupper() or w in _BETWEEN_NAMES for w in words) else None


def _is_below(line: str) -> bool:
    """A credit, a copyright, a pointer to elsewhere or a mere label that stands below a text."""
    if _is_mere_label(line):
        return True
    return count_words(line) <= _SHORT_LINE and bool(_SIGN_OFF.search(line) or _OFFER.match(line))


def _is_mere_label(line: str) -> bool:
    """A few words that end as no sentence does."""
    return count_words(line) <= _LABEL and line[-1].isalnum()


def _is_foreign(line: str) -> bool:
    """A line that stands for embedded content, or that leads to another article between two paragraphs."""
    return bool(_FOREIGN.search(line)) or (count_words(line) <= 2 * _SHORT_LINE and bool(_OFFER.match(line)))


def _is_offer(line: str) -> bool:
    """An offer to subscribe: it says so at once; a sentence about subscriptions comes to it later."""
    words = count_words(line)
    found = SUBSCRIBE.search(line)
    return found is not None and words <= _SHORT_LINE and (found.start() == 0 or words <= _SHORT_LINE // 2)
