"""Was a permitted limit kept or broken? `over its permitted number`, `within the licensed limit`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """Words that say how something stood to what was allowed; offsets into the sentence."""

    state: Literal["kept", "broken"]
    start: int
    end: int


_RULE = r"(?:limit|capacity|maximum|ceiling|quota|allowance|certificate|licen[cs]e|cap)"
_ALLOWED = r"(?:allowed|permitted|licen[cs]ed|authori[sz]ed|certified|legal)"
_NOT = r"(?:not|never|n[’']t)"
_KEPT = re.compile(
    rf"\b(?:(?:well |comfortably )?(?:within|inside|under|below) (?:\w+ ){{0,4}}?(?:{_RULE}|{_ALLOWED})"
    rf"|(?:did|had|has|was|were|does|do) ?{_NOT} (?:be |been )?(?:exceed(?:ed)?|overload(?:ed)?|over)"
    rf"(?: (?:\w+ ){{0,4}}?{_RULE})?)\b",
    re.IGNORECASE,
)
_BROKEN = re.compile(
    rf"\b(?:(?:exceed(?:ed|s|ing)?|above|over|beyond) (?:\w+ ){{0,3}}?(?:{_RULE}|{_ALLOWED})"
    rf"|more (?:\w+ )?than (?:\w+ ){{0,4}}?{_ALLOWED}|overload(?:ed|ing)|overcrowded)\b",
    re.IGNORECASE,
)
_DOUBT = re.compile(
    rf"\b(?:{_NOT}|no|den(?:y|ies|ied)|if|whether|may|might|could|would|alleged(?:ly)?)\b", re.IGNORECASE
)


def limit_of(text: str) -> Limit | None:
    """Whether a sentence says that a limit was kept or broken; None where it does neither outright."""
    kept = _KEPT.search(text)
    if kept:
        return Limit(state="kept", start=kept.start(), end=kept.end())
    broken = _BROKEN.search(text)
    if broken and not _DOUBT.search(text):
        return Limit(state="broken", start=broken.start(), end=broken.end())
    return None
