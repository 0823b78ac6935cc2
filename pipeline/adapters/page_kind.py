"""What kind of page was answered: only articles are compared, and a wall is never taken for one."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from pipeline.adapters.page_metadata import Metadata
from pipeline.model import Access

_FEWEST_WORDS = 40  # an article is longer; briefs of two sentences are rare and carry little to compare
_SHORT = 250  # words up to which a page may be a wall with some prose around it
_ERROR_TITLE = re.compile(
    r"^\W*(40[0-9]|41[0-9]|50[0-9])\b|(page|article|seite) (was )?(not found|nicht gefunden|introuvable)"
    r"|^not found|access denied|^forbidden|^error\b|just a moment|are you a (robot|human)|attention required"
    r"|verify (that )?you are human|service unavailable|something went wrong|no longer available",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"cookies?\b|consent|privacy|your data|personal data|partners|gdpr|datenschutz|einwilligung|zustimm\w+"
    r"|vie privée|consentement|privacidad|consentimiento",
    re.IGNORECASE,
)
_CONSENT_TITLE = re.compile(
    r"before you continue|we value your privacy|your privacy|cookie|consent|datenschutz|zustimmung"
    r"|vie privée|privacidad",
    re.IGNORECASE,
)
_LIVE = re.compile(r"\b(live[- ]?(blog|ticker|updates?)|as it happened)\b|^live\s*[:|–-]", re.IGNORECASE)
_LIVE_PATH = re.compile(r"/(live|live-?blog|live-?ticker|live-news)(/|-|$)", re.IGNORECASE)
SUBSCRIBE = re.compile(
    r"(subscribe|sign up|log ?in|register)( now| today| for free)? to (continue|keep|read|unlock|view)"
    r"|(to|and) (continue|keep) reading|continue reading with|read the (full|rest)|for subscribers only"
    r"|this (article|content|story) is (for|reserved|only)|already a (subscriber|member)",
    re.IGNORECASE,
)
_WALL_CLASS = (
    "//*[contains(@class, 'paywall') or contains(@id, 'paywall') or contains(@class, 'subscriber-only')"
    " or contains(@class, 'premium-wall') or contains(@class, 'regwall')]"
)


_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")


def count_words(text: str) -> int:
    """Words of a text; two characters count as one where a script writes none apart."""
    return len(text.split()) + len(_UNSPACED.findall(text)) // 2


def page_type_of(tree: Any, metadata: Metadata, title: str | None, text: str, url: str) -> str:
    """article, list, live_blog, video, consent, error or other. `text` is what was extracted as the body."""
    words = count_words(text)
    if words < _SHORT and _is_wall(metadata, title or metadata.page_title or "", text, words):
        return "consent"
    if words < _SHORT and not metadata.is_article and _is_error(metadata, title):
        return "error"
    if _is_live_blog(tree, metadata, title or "", url):
        return "live_blog"
    if words < 2 * _FEWEST_WORDS and _is_video(metadata):
        return "video"
    if _is_list(tree, metadata, text, url):
        return "list"
    return "article" if words >= _FEWEST_WORDS and title else "other"


def access_of(tree: Any, metadata: Metadata, text: str, page_type: str) -> Access:
    """How much of the text was given: a wall's page is `blocked`, a text that may be cut `partial`."""
    if page_type in ("consent", "error"):
        return "blocked"
    if metadata.free is False or text.rstrip().endswith(("…", "...", "[…]", "[...]")):
        return "partial"
    if metadata.free is None and count_words(text) < 2 * _SHORT:
        visible = " ".join(tree.xpath("//body//*[not(self::script or self::style)]/text()"))
        if SUBSCRIBE.search(visible) and tree.xpath(_WALL_CLASS):
            return "partial"
    return "full"


def mostly_links(tree: Any, text: str) -> bool:
    """Whether more than half of a text's words are lines that are links on the page."""
    linked = {" ".join(a.text_content().split()) for a in tree.iter("a")}
    lines = [line.strip("- ") for line in text.splitlines() if line.strip()]
    return 2 * sum(count_words(line) for line in lines if line in linked) > count_words(text)


def _is_wall(metadata: Metadata, title: str, text: str, words: int) -> bool:
    mentions = len(_CONSENT.findall(text))
    if _CONSENT_TITLE.search(title):
        return not metadata.is_article and mentions >= 2
    return mentions >= 4 and mentions * 25 >= words


def _is_error(metadata: Metadata, title: str | None) -> bool:
    return any(_ERROR_TITLE.search(t) for t in (title, metadata.page_title, metadata.heading) if t)


def _is_live_blog(tree: Any, metadata: Metadata, title: str, url: str) -> bool:
    if any("LiveBlog" in t for t in metadata.types):
        return True
    claimed = _LIVE.search(title) or _LIVE_PATH.search(urlsplit(url).path)
    return bool(claimed) and len(tree.xpath("//time")) >= 4


def _is_video(metadata: Metadata) -> bool:
    return any(t.startswith("og:video") for t in metadata.types) or (
        "VideoObject" in metadata.types and not metadata.is_article
    )


def _is_list(tree: Any, metadata: Metadata, text: str, url: str) -> bool:
    """A front page or section page: its text is links, or teasers under headings that lead elsewhere."""
    words = count_words(text)
    if urlsplit(url).path.rstrip("/") == "" and not urlsplit(url).query:
        return True
    if mostly_links(tree, text):
        return True
    if metadata.is_article:
        return False
    teasers = len(tree.xpath("//*[self::h2 or self::h3 or self::h4][.//a[@href] or parent::a[@href]]"))
    return teasers >= 5 and words < 60 * teasers
