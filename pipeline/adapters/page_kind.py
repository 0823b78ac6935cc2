"""What kind of page was answered: only articles are compared, and a wall is never taken for one."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from pipeline.adapters.page_furniture import strip_chrome
from pipeline.adapters.page_metadata import Metadata
from pipeline.adapters.page_shape import Fixtures, Shape, loose_shape, visible_text
from pipeline.adapters.page_words import count_words

_FEWEST_WORDS = 40  # an article is longer; briefs of two sentences are rare and carry little to compare
_SHORT = 250  # words up to which a page may be a wall with some prose around it
_FEW_TEASERS = 5
_NOT_FOUND = (
    r"not found|not be found|does ?n.t exist|no longer (?:available|exists)|nicht gefunden|nicht mehr verfügbar"
    r"|introuvable|n.existe pas|no encontrad[ao]|no existe|não encontrad[ao]|non trovat[ao]|niet gevonden"
    r"|ikke fundet|ikke funnet|hittades inte|nie znaleziono|nie została znaleziona|nenalezena|не найден\w*"
    r"|見つかりません|找不到|찾을 수 없"
)
_ERROR_TITLE = re.compile(
    rf"^\W*(?:(?:error|fehler|erreur)\W*)?[45]\d\d\W*(?:$|[-–—|:]|error|not|page|forbidden|bad|service"
    r"|gateway|internal)"
    r"|(?:page|article|seite|artikel|story|url|página|pagina|sidan|siden|strona|stránka|страница)\b"
    rf".{{0,40}}(?:{_NOT_FOUND})"
    rf"|^\W*(?:{_NOT_FOUND})\W*$|^access (?:to this page has been )?denied\W*|^forbidden\W*$"
    r"|^(?:error|fehler|erreur)\W*$"
    r"|^just a moment|are you a (?:robot|human)|^attention required|verify (?:that )?you are human"
    r"|^(?:service (?:temporarily )?unavailable|something went wrong|internal server error|bad gateway)"
    r"|^(?:oops|ups|hoppla)\b|ページが見つかりません|页面不存在",
    re.IGNORECASE,
)
_ERROR_TEXT = re.compile(
    rf"(?:page|seite|página|pagina|article|sidan|siden|strona)\b.{{0,60}}(?:{_NOT_FOUND})|enable javascript"
    r"|unusual traffic|checking your browser|verify (?:that )?you are (?:a )?human|access denied|captcha",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"cookies?\b|consent|privacy|your data|personal data|partners|gdpr|datenschutz|einwilligung|zustimm\w+"
    r"|vie privée|consentement|nos partenaires|privacidad|consentimiento|privacy ?verklaring|toestemming|samtycke"
    r"|privatliv|zgod[ayę]|souhlas|consenso|同意",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(
    r"\b(?:we|our|your?|wir|uns|unsere?r?|ihre?r?|sie|nous|nos|votre|vos|nosotros|nuestros|su|tu|usamos|wij|we|onze|uw|je|noi"
    r"|nostri|tuoi?|vostr[aoi]|nós|nossos|seus?|vi|våra|våre|vores|dina|dine|nasi|my|twoj\w+|państwa|naši|vaše|vás)\b"
    r"|当社|当サイト|お客様",
    re.IGNORECASE,
)
_CONSENT_TITLE = re.compile(
    r"before you continue|we value your privacy|your privacy|cookie|consent|datenschutz|zustimmung"
    r"|vie privée|privacidad|privacy ?(?:settings|gate|instellingen)|privacyinstellingen",
    re.IGNORECASE,
)
_LIVE = re.compile(
    r"\b(live[- ]?(blog|ticker|updates?|feed)|as it happened|minuto a minuto|en direct\s*[:|–-]|liveblogg?)\b"
    r"|^(live|en direct|en vivo|direct|\+\+)\s*[:|–+-]",
    re.IGNORECASE,
)
_LIVE_PATH = re.compile(r"/(live|live-?blog|live-?ticker|live-news|en-direct|en-vivo)(/|-|$)", re.IGNORECASE)
_LIST_PATH = re.compile(
    r"/(?:search|suche|recherche|buscar|busca|tags?|topics?|themen?|category|categories|author|authors|autor(?:en)?|"
    r"section|archive|archiv|rubrik|page|latest|most-read)(?:/|$)",
    re.IGNORECASE,
)
_SEARCH_QUERY = re.compile(r"(?:^|&)(?:q|s|query|search|suche)=", re.IGNORECASE)
_VIDEO_PATH = re.compile(r"/(?:videos?|watch|tv|mediathek|av)(?:/|-|$)", re.IGNORECASE)
_GALLERY_PATH = re.compile(
    r"/(?:galler(?:y|ies)|photo-?galler(?:y|ies)|photos?|pictures|in-pictures|fotostrecken?|bildergalerien?|diaporamas?"
    r"|fotogaler[ií]as?|slideshows?)(?:/|-|$)|[/-](?:bildergalerie|fotostrecke|photo-gallery|in-pictures)(?:[/-]|$)",
    re.IGNORECASE,
)
_SERVICE_PATH = re.compile(
    r"^/(?:[a-z]{2}/)?(?:subscri(?:be|ptions?)|abos?|abonn(?:ement|eren|ieren)|suscripci[oó]n|offers?|pricing|login|log-in|signin|sign-in"
    r"|register|account|konto|newsletters?|impressum|imprint|about(?:-us)?|contact(?:-us)?|kontakt|privacy(?:-policy)?"
    r"|datenschutz(?:erklaerung)?|terms(?:-of-\w+)?|agb|mentions-legales|aviso-legal|cookie-policy)(?:\.\w+)?/?$",
    re.IGNORECASE,
)
_LISTS = frozenset({"CollectionPage", "SearchResultsPage", "ProfilePage", "ItemPage"})
_GALLERIES = frozenset({"ImageGallery", "MediaGallery", "CollectionPage/Gallery"})


def page_type_of(
    shape: Shape,
    fixtures: Fixtures,
    metadata: Metadata,
    title: str | None,
    text: str,
    url: str,
    again: Callable[[], Any],
) -> str:
    """article, list, live_blog, video, consent, error or other (a gallery, a login, too little text).

    `text` is what was extracted as the body; `again` gives the tree of the page once more, whole.
    """
    words = count_words(text)
    if _is_named_error(metadata, title) and not metadata.is_stated_article and shape.run < 2 * _FEWEST_WORDS:
        return "error"
    if words < _SHORT and not (metadata.is_stated_article and words >= 2 * _FEWEST_WORDS):
        shown = visible_text(again()) if words < 2 * _FEWEST_WORDS else text
        if _is_error(metadata, title, shown, words):
            return "error"
        if _is_wall(metadata, title or metadata.page_title or "", text, shown, words):
            return "consent"
    if _is_live_blog(shape, metadata, title or "", url):
        return "live_blog"
    if _is_video(fixtures, metadata, url, words):
        return "video"
    if _is_gallery(fixtures, metadata, url, words):
        return "other"
    if _is_list(shape, metadata, url, words, again):
        return "list"
    if _SERVICE_PATH.search(urlsplit(url).path) and not metadata.is_stated_article:
        return "other"
    if fixtures.passwords and words < 2 * _FEWEST_WORDS and not metadata.is_article:
        return "other"
    return "article" if words >= _FEWEST_WORDS and title else "other"


def _is_wall(metadata: Metadata, title: str, text: str, shown: str, words: int) -> bool:
    if words < _FEWEST_WORDS:
        text = shown[:4000]
    if len(_ADDRESSED.findall(text)) < 2:
        return False  # written about consent, not asking for it
    mentions, length = len(_CONSENT.findall(text)), count_words(text)
    if _CONSENT_TITLE.search(title):
        return not metadata.is_article and mentions >= 2 and mentions * 60 >= length
    if metadata.is_stated_article:
        return mentions >= 4 and mentions * 20 >= length and words < _FEWEST_WORDS
    return mentions >= 4 and mentions * 25 >= length


def _is_named_error(metadata: Metadata, title: str | None) -> bool:
    return any(_ERROR_TITLE.search(t.strip()) for t in (title, metadata.page_title, metadata.heading) if t)


def _is_error(metadata: Metadata, title: str | None, shown: str, words: int) -> bool:
    if _is_named_error(metadata, title) and (not metadata.is_stated_article or words < _FEWEST_WORDS):
        return words < 2 * _FEWEST_WORDS or bool(_ERROR_TEXT.search(shown)) or not metadata.is_article
    return (
        words < _FEWEST_WORDS and count_words(shown) < 2 * _FEWEST_WORDS and bool(_ERROR_TEXT.search(shown))
    )


def _is_live_blog(shape: Shape, metadata: Metadata, title: str, url: str) -> bool:
    if any("LiveBlog" in t for t in metadata.types):
        return True
    claimed = _LIVE.search(title) or _LIVE_PATH.search(urlsplit(url).path)
    return (bool(claimed) and (shape.times >= 4 or shape.live_entries >= 3)) or shape.live_entries >= 6


def _is_video(fixtures: Fixtures, metadata: Metadata, url: str, words: int) -> bool:
    """A page that shows a video and describes it: a transcript or an article with a video has more text."""
    if words >= 3 * _FEWEST_WORDS:
        return False
    if any(t.startswith("og:video") for t in metadata.types):
        return True
    if "VideoObject" in metadata.types and not metadata.is_stated_article:
        return True
    return bool(_VIDEO_PATH.search(urlsplit(url).path)) and (
        fixtures.players > 0 or "VideoObject" in metadata.types
    )


def _is_list(shape: Shape, metadata: Metadata, url: str, words: int, again: Callable[[], Any]) -> bool:
    """A front page, section page or result of a search: teasers, with no run of paragraphs between them."""
    address = urlsplit(url)
    if address.path.rstrip("/") == "" and not address.query:
        return True
    if metadata.is_stated_article:
        return shape.teasers >= _FEW_TEASERS and words < _FEWEST_WORDS
    teasers, run, lead = shape.teasers, shape.run, shape.lead
    if 2 * shape.paragraph_words < words:  # text outside of paragraphs
        tree = again()
        strip_chrome(tree)
        teasers, run, lead = loose_shape(tree)
    if metadata.types & _LISTS or _SEARCH_QUERY.search(address.query) or _LIST_PATH.search(address.path):
        return teasers >= 3 and (lead < 3 * _FEWEST_WORDS or bool(metadata.types & _LISTS))
    if teasers < _FEW_TEASERS:
        return False
    if metadata.is_article:  # og:type alone, which many sites set on every page
        return max(lead, run) < 2 * _FEWEST_WORDS
    return run < 3 * _FEWEST_WORDS and lead < 1.5 * _FEWEST_WORDS


def _is_gallery(fixtures: Fixtures, metadata: Metadata, url: str, words: int) -> bool:
    """Pictures with their captions: little text runs on between them."""
    if metadata.types & _GALLERIES:
        return words < _SHORT
    named = bool(_GALLERY_PATH.search(urlsplit(url).path))
    if metadata.is_stated_article and not named:
        return False
    return fixtures.pictures >= (4 if named else 8) and words < 25 * fixtures.pictures and words < _SHORT
