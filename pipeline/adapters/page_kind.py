"""What kind of page was answered: only articles are compared, and a wall is never taken for one."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from pipeline.adapters.page_access import SUBSCRIBE
from pipeline.adapters.page_metadata import Metadata
from pipeline.adapters.page_shape import Fixtures, Shape, clock_labels, loose_shape, visible_text
from pipeline.adapters.page_walls import FEWEST_WORDS, is_error, is_named_error, is_wall
from pipeline.adapters.page_words import count_words

_SHORT = 250  # words up to which a page may be a wall with some prose around it
_LONG_WALL = 1500  # words of walls that list every purpose
_FEW_TEASERS = 5
_SENTENCE_END = re.compile(r"[.!?…。！？।۔؟]")
_LONGEST_SENTENCE = 60  # words: a text with fewer marks is a table
_WITHOUT_MARKS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")  # Thai, Lao, Burmese, Khmer
_PROSE_LINE = 8  # words from which a line is a sentence and no cell or label
_LIVE = re.compile(
    r"\b(live[- ]?(blog|ticker|updates?|feed)|as it happened|minuto a minuto|en direct\s*[:|–-]|liveblogg?"
    r"|en directo|ao vivo|in diretta|na żywo|direktesenter)\b"
    r"|^(live|en direct|en vivo|direct|diretta|\+\+)\s*[:|–+-]",
    re.IGNORECASE,
)
_LIVE_PATH = re.compile(
    r"/(live|live-?blog|live-?ticker|ticker|live-news|live-updates|en-direct|en-vivo|(?:en-)?directo|diretta|ao-vivo)(/|-|$)",
    re.IGNORECASE,
)
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
_LISTS = frozenset({"CollectionPage", "SearchResultsPage", "ProfilePage"})
_GALLERIES = frozenset({"ImageGallery", "MediaGallery"})


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
    found = _instead_of_article(shape, metadata, title, text, words, again)
    if found:
        return found
    if _is_live_blog(shape, metadata, title or "", url, again):
        return "live_blog"
    if _is_video(fixtures, metadata, url, words):
        return "video"
    if _is_gallery(fixtures, metadata, url, words):
        return "other"
    if _is_list(shape, metadata, url, words, again):
        return "list"
    if not metadata.is_stated_article and (_is_service(fixtures, url, words) or not _is_prose(text)):
        return "other"
    return "article" if words >= FEWEST_WORDS and title else "other"


def _instead_of_article(
    shape: Shape, metadata: Metadata, title: str | None, text: str, words: int, again: Callable[[], Any]
) -> str | None:
    """The kind of a page that stands where an article should: a wall, an error, an offer; else None."""
    if is_named_error(metadata, title) and not metadata.is_stated_article and shape.run < 2 * FEWEST_WORDS:
        return "error"
    if words < _LONG_WALL and not metadata.is_article and is_wall(metadata, title or "", text, text, words):
        return "consent"
    if words < _SHORT and not (metadata.is_stated_article and words >= 2 * FEWEST_WORDS):
        shown = visible_text(again()) if words < 2 * FEWEST_WORDS else text
        if is_error(metadata, title, shown, words):
            return "error"
        if is_wall(metadata, title or metadata.page_title or "", text, shown, words):
            return "consent"
        if words <= FEWEST_WORDS and shape.teasers < 2 * _FEW_TEASERS and SUBSCRIBE.search(shown):
            return "other"  # headlines beside a wall do not make a list of it
    return "other" if words < 2 * FEWEST_WORDS and _is_offer(text, words) else None


def _is_service(fixtures: Fixtures, url: str, words: int) -> bool:
    """A page of the publisher's own business: offers, terms, a login."""
    return bool(_SERVICE_PATH.search(urlsplit(url).path)) or (
        fixtures.passwords > 0 and words < 2 * FEWEST_WORDS
    )


def _is_offer(text: str, words: int) -> bool:
    """Whether most of a short text is an offer to subscribe or to log in."""
    offers = [paragraph for paragraph in text.split("\n\n") if SUBSCRIBE.search(paragraph)]
    return 2 * sum(map(count_words, offers)) > words


def _is_prose(text: str) -> bool:
    """Whether most of a text's words stand in sentences, not in the cells of a table or in labels."""
    lines = [count_words(line) for line in text.splitlines()]
    ended = len(_SENTENCE_END.findall(text)) * _LONGEST_SENTENCE >= sum(lines) or _WITHOUT_MARKS.search(text)
    return bool(ended) and 2 * sum(count for count in lines if count >= _PROSE_LINE) >= sum(lines)


def _is_live_blog(shape: Shape, metadata: Metadata, title: str, url: str, again: Callable[[], Any]) -> bool:
    if any("LiveBlog" in t for t in metadata.types):
        return True
    claimed = _LIVE.search(title) or _LIVE_PATH.search(urlsplit(url).path)
    if claimed and (shape.times >= 4 or shape.live_entries >= 3 or clock_labels(again()) >= 4):
        return True
    return shape.live_entries >= 6


def _is_video(fixtures: Fixtures, metadata: Metadata, url: str, words: int) -> bool:
    """A page that shows a video and describes it: a transcript or an article with a video has more text."""
    if words >= 3 * FEWEST_WORDS:
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
        return shape.teasers >= _FEW_TEASERS and words < FEWEST_WORDS
    teasers, run, lead = shape.teasers, shape.run, shape.lead
    if 2 * shape.paragraph_words < words:  # text outside of paragraphs
        teasers, run, lead = loose_shape(again())
    if metadata.types & _LISTS or _SEARCH_QUERY.search(address.query) or _LIST_PATH.search(address.path):
        return teasers >= 3 and (lead < 3 * FEWEST_WORDS or bool(metadata.types & _LISTS))
    if teasers < _FEW_TEASERS:  # a section of few: its heading is followed by teasers at once
        return not metadata.is_article and teasers >= 2 and lead < _PROSE_LINE and run < 1.5 * FEWEST_WORDS
    if metadata.is_article:  # og:type alone, which many sites set on every page
        return max(lead, run) < 2 * FEWEST_WORDS
    margin = teasers < 2 * _FEW_TEASERS  # few enough to stand beside or below a brief
    return run < 3 * FEWEST_WORDS and lead < (FEWEST_WORDS if margin else 1.5 * FEWEST_WORDS)


def _is_gallery(fixtures: Fixtures, metadata: Metadata, url: str, words: int) -> bool:
    """Pictures with their captions: little text runs on between them."""
    if metadata.types & _GALLERIES:
        return words < _SHORT
    named = bool(_GALLERY_PATH.search(urlsplit(url).path))
    if metadata.is_stated_article and not named:
        return False
    return fixtures.pictures >= (4 if named else 8) and words < 25 * fixtures.pictures and words < _SHORT
