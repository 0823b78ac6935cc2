"""How much of an article was given: whole, in part, or nothing but a wall."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from pipeline.adapters.page_metadata import Metadata
from pipeline.adapters.page_shape import visible_text
from pipeline.adapters.page_words import count_words
from pipeline.model import Access

SUBSCRIBE = re.compile(
    r"(subscribe|sign up|sign in|log ?in|register)( now| today| for free)? to (continue|keep|read|unlock|view|access)"
    r"|(to|and) (continue|keep) reading|continue reading (with|by|for)|read the (full|rest)|for subscribers only"
    r"|(turn off|disable|deactivate|switch off) your ad.?block|subscribers? only|exclusive (to|for) subscribers"
    r"|reserved for subscribers"
    r"|this (article|content|story) is (for|reserved|only|exclusive|available)|already a (subscriber|member)"
    r"|weiterlesen mit|jetzt weiterlesen|um weiterzulesen|(nur|exklusiv) für (abonnent|digital-?abonnent)"
    r"|bereits (abonnent|registriert)"
    r"|réservée? aux abonnés|abonnez-vous pour|déjà abonné|la suite est réservée|pour lire la suite"
    r"|(solo|exclusiv[oa]) para suscriptores|suscríbete para|ya (eres|soy) suscriptor|riservat[oa] agli abbonati"
    r"|abbonati per (continuare|leggere)|alleen voor abonnees|word abonnee|exclusivo para assinantes|assine para"
    r"|(for|för|kun for|endast för) (abonnenter|prenumeranter)|tylko dla (prenumeratorów|subskrybentów)"
    r"|会員限定|有料会員",
    re.IGNORECASE,
)
_WALL_CLASS = (
    "//*[contains(@class, 'paywall') or contains(@id, 'paywall') or contains(@class, 'subscriber-only')"
    " or contains(@class, 'premium-wall') or contains(@class, 'regwall') or contains(@class, 'piano-')"
    " or contains(@class, 'plus-offer') or contains(@class, 'subscribe-wall') or contains(@class, 'gateway')]"
)
_WALL_NAME = re.compile(
    r"paywall|subscriber-only|premium-wall|regwall|piano-|plus-offer|subscribe-wall|gateway"
)
_CUT = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*$")
_SHORT = 500  # words of a text that may be a beginning
_WHOLE = 0.85  # share of the stated number of words from which a text is whole


def access_of(metadata: Metadata, text: str, page_type: str, markup: str, again: Callable[[], Any]) -> Access:
    """A wall's page is `blocked`, a text that may be cut `partial`, another `full`.

    A text that is called not free is `full` where the page shows it nevertheless: its stated number of words is
    there, or the part that its markup names as closed. `again` gives the tree of `markup` once more, whole.
    """
    if page_type in ("consent", "error"):
        return "blocked"
    words = count_words(text)
    if page_type != "article":
        walled = page_type == "other" and SUBSCRIBE.search(visible_text(again()))
        return "blocked" if walled else "full"
    if _CUT.search(text):
        return "partial"
    if metadata.free is False:
        stated = metadata.word_count
        if stated:
            return "full" if words >= _WHOLE * stated else "partial"
        return "full" if _shows_closed_part(metadata, again()) else "partial"
    if metadata.free is None and words < _SHORT and _WALL_NAME.search(markup):
        tree = again()
        if tree.xpath(_WALL_CLASS) and _offers(visible_text(tree)) - _offers(text):
            return "partial"
    return "full"


def _offers(text: str) -> set[str]:
    """The offers to subscribe in a text; those of an article's own words are none of the page's."""
    return {found.group(0).casefold() for found in SUBSCRIBE.finditer(text)}


def _shows_closed_part(metadata: Metadata, tree: Any) -> bool:
    """Whether the elements that `hasPart` calls closed are there with text of the article in them."""
    from cssselect import SelectorError

    for selector in metadata.closed_parts:
        try:
            found = tree.cssselect(selector)
        except SelectorError:
            continue
        texts = [
            p.text_content()
            for element in found
            for p in (element.iter("p") if element.tag != "p" else [element])
        ]
        if sum(count_words(t) for t in texts if not SUBSCRIBE.search(t)) >= 60:
            return True
    return False
