"""Who wrote a text that an outlet only carries: the agency that the page credits."""

from __future__ import annotations

import re

from pipeline.adapters.page_metadata import Metadata
from pipeline.adapters.page_text import Body

# News agencies whose texts outlets carry, with the other names that they have in credits
_OTHER_NAMES = {
    "Reuters": ("thomson reuters",),
    "AP": ("associated press", "the associated press"),
    "AFP": ("agence france-presse", "agence france presse"),
    "dpa": ("dpa-infocom", "deutsche presse-agentur"),
    "Keystone-SDA": ("sda", "ats"),
    "EFE": ("agencia efe",),
    "ČTK": ("ctk",),
    "Kyodo": ("kyodo news",),
    "Anadolu": ("anadolu agency", "anadolu ajansı"),
    "PA Media": ("pa", "press association"),
    "The Canadian Press": ("canadian press",),
    "Bloomberg": ("bloomberg news",),
}
_NAMED_ALIKE = (
    "dpa-AFX", "epd", "KNA", "SID", "APA", "Europa Press", "ANSA", "Adnkronos", "Lusa", "Belga", "ANP", "Ritzau", "NTB",
    "TT", "STT", "PAP", "MTI", "Interfax", "TASS", "RIA Novosti", "Xinhua", "Jiji", "Yonhap", "Bernama", "Antara",
    "PTI", "ANI", "IANS", "AAP", "UPI",
)  # fmt: skip
_AGENCIES = {name.casefold(): name for name in (*_NAMED_ALIKE, *_OTHER_NAMES)}
_AGENCIES |= {other: name for name, others in _OTHER_NAMES.items() for other in others}
_DATELINE = re.compile(r"^[^.!?()]{0,70}\(([^()]{2,40})\)\s*[-–—:]")
_AT_START = re.compile(r"^([A-Za-zČč -]{2,30})\s*[-–—|:]\s+\S")
_AT_END = re.compile(r"[(\[]([^()\[\]]{2,40})[)\]]\.?$")
_LABEL = re.compile(
    r"^(?:©|\(c\)|source|quelle|fuente|fonte|zdroj|źródło|bron|kilde|källa|credit"
    r"|with files from)\s*:?\s*(.{2,60}?)\.?$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r":\S*\d\S*$")
_SHORT = 4  # letters
_PARTS = re.compile(
    r"\s*(?:[,;/|]|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bvia\b|\bfrom\b|\bby\b|\bvon\b)\s*", re.IGNORECASE
)


def find_credit(metadata: Metadata, byline: str | None, body: Body) -> str | None:
    """The organisation that a page credits with its text: in its data, byline, dateline or sign-off; else None.

    Of several agencies the first named counts. `body.sign_off` holds the lines that were cut off below the text.
    """
    if metadata.credit:
        return _agency(metadata.credit) or metadata.credit
    for told_by in (*metadata.organisations, byline):
        if told_by and (found := _agency(told_by)):
            return found
    first, _, rest = body.text.partition("\n\n")
    for pattern in (_DATELINE, _AT_START):
        told = pattern.match(first)
        if told and (found := _agency(told.group(1))):
            return found
    for line in body.sign_off:
        told = _LABEL.match(line)
        if found := _agency(told.group(1) if told else line.strip("()[]. ")):
            return found
    told = _AT_END.search((rest or first).rstrip())
    return _agency(told.group(1)) if told else None


def _agency(text: str) -> str | None:
    """The first agency in a credit such as `Reuters`, `Jane Doe, AP`, `dpa/lsw` or `dpa:230428-99`."""
    for part in _PARTS.split(text):
        name = part.strip(" .:()")
        for written in (name, _NUMBERED.sub("", name)):
            kept = _AGENCIES.get(written.casefold())
            if kept and (len(written) > _SHORT or written.isupper() or written == kept):
                return kept  # short names are names of people and words, too, unless in their own capitals
    return None
