"""Pages that stand where an article should: errors, and walls that ask for consent."""

from __future__ import annotations

import re

from pipeline.adapters.page_metadata import Metadata
from pipeline.adapters.page_words import count_words

FEWEST_WORDS = 40  # an article is longer; briefs of two sentences are rare and carry little to compare
_WORDS_TO_AN_ADDRESS = 15  # a wall says we and you at least once in so many words
_NOT_FOUND = (
    r"not found|not be found|(?:has been|was) (?:removed|deleted)|does ?n.t exist|(?:no longer|not|un) ?available"
    r"|no longer exists"
    r"|nicht gefunden|nicht mehr verfügbar"
    r"|introuvable|n.existe pas|no encontrad[ao]|no existe|não encontrad[ao]|non trovat[ao]|niet gevonden"
    r"|ikke fundet|ikke funnet|hittades inte|nie znaleziono|nie została znaleziona|nenalezena|не найден\w*"
    r"|見つかりません|找不到|찾을 수 없"
)
_ERROR_TITLE = re.compile(
    rf"^\W*(?:(?:error|fehler|erreur)\W*)?[45]\d\d\W*(?:$|[-–—|:]|error|not|page|forbidden|bad|service|too many|gone"
    r"|gateway|internal)"
    r"|(?:page|article|content|seite|artikel|story|url|página|pagina|sidan|siden|strona|stránka|страница)\b"
    rf".{{0,40}}(?:{_NOT_FOUND})"
    rf"|^\W*(?:{_NOT_FOUND})\W*$|^access (?:to this page has been )?denied\W*|^forbidden\W*$"
    r"|^(?:error|fehler|erreur)\W*$"
    r"|^just a moment|are you a (?:robot|human)|^attention required|verify (?:that )?you are human"
    r"|^(?:service (?:temporarily )?unavailable|something went wrong|internal server error|bad gateway)"
    r"|^(?:oops|ups|hoppla)\b"
    r"|(?:can.?t|cannot|could ?n.t) find (?:that|the|this|your) page|ページが見つかりません|页面不存在",
    re.IGNORECASE,
)
_ERROR_TEXT = re.compile(
    rf"(?:page|seite|página|pagina|article|sidan|siden|strona)\b.{{0,60}}(?:{_NOT_FOUND})|enable javascript"
    r"|unusual traffic|you have been blocked|too many requests|checking your browser"
    r"|verify (?:that )?you are (?:a )?human|access denied"
    r"|captcha|unavailable (?:to|in|for) (?:\w+ ){0,3}(?:visitors|users|readers|region|country|europe)",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"cookies?\b|consent|privacy|your data|personal data|partners|gdpr|datenschutz|einwilligung|zustimm\w+"
    r"|vie privée|consentement|nos partenaires|privacidad|consentimiento|privacy ?verklaring|toestemming|samtycke"
    r"|privatliv|zgod[ayę]|souhlas|consenso|同意",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(
    r"\b(?:we|our|your?|wir|uns|unsere?r?|ihre?r?|sie|nous|nos|vous|votre|vos|nosotros|nuestros|su|tu|usamos"
    r"|wij|we|onze|uw|je|noi"
    r"|nostri|tuoi?|vostr[aoi]|nós|nossos|seus?|vi|våra|våre|vores|dina|dine|nasi|my|twoj\w+|państwa|naši|vaše|vás)\b"
    r"|当社|当サイト|お客様",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“„«\"][^”“»\"]*[”“»\"]")
_CONSENT_TITLE = re.compile(
    r"before you continue|we value your privacy|your privacy|cookie|consent|datenschutz|zustimmung"
    r"|vie privée|privacidad|privacy ?(?:settings|gate|instellingen)|privacyinstellingen",
    re.IGNORECASE,
)


def is_wall(metadata: Metadata, title: str, text: str, shown: str, words: int) -> bool:
    """Whether a page asks for consent. `shown` is all that is visible, `words` counts the extracted `text`."""
    if words < FEWEST_WORDS:
        text = shown[:4000]
    mentions, length = len(_CONSENT.findall(text)), count_words(text)
    addressed = len(_ADDRESSED.findall(_QUOTED.sub("", text)))
    if addressed < 2 or addressed * _WORDS_TO_AN_ADDRESS < length:
        return False  # written about consent, not asking for it
    if _CONSENT_TITLE.search(title):
        return not metadata.is_article and mentions >= 2 and mentions * 60 >= length
    if metadata.is_stated_article:
        return mentions >= 4 and mentions * 20 >= length and words < FEWEST_WORDS
    return mentions >= 4 and mentions * 25 >= length


def is_named_error(metadata: Metadata, title: str | None) -> bool:
    """Whether a title, or the first heading, is that of an error page."""
    return any(_ERROR_TITLE.search(t.strip()) for t in (title, metadata.page_title, metadata.heading) if t)


def is_error(metadata: Metadata, title: str | None, shown: str, words: int) -> bool:
    """Whether a page says that what was asked for is not to be had. `shown` is all that is visible on it."""
    if is_named_error(metadata, title) and (not metadata.is_stated_article or words < FEWEST_WORDS):
        return words < 2 * FEWEST_WORDS or bool(_ERROR_TEXT.search(shown)) or not metadata.is_article
    return words < FEWEST_WORDS and count_words(shown) < 2 * FEWEST_WORDS and bool(_ERROR_TEXT.search(shown))
