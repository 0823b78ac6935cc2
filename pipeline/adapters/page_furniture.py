"""What stands around and between the paragraphs of an article: found by structure, and taken out of the tree.

Menus, captions, teasers of other articles, offers, embedded posts and subheadings are no sentences of the article.
They are known by their element, by the names that designers give to their classes, by being links and nothing else,
or by being set unlike the paragraphs around them. A name never takes out the article itself: what holds a large part
of the page's paragraphs stays, whatever it is called.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Any

from pipeline.adapters.page_words import count_words

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NEVER_TEXT = (
    "script", "style", "noscript", "template", "svg", "iframe", "button", "input", "select", "textarea", "object",
    "canvas", "video", "audio", "dialog", "map", "nav", "figure", "figcaption", "picture", "math", "link", "dl",
)  # fmt: skip
_SELDOM_TEXT = (
    "aside",
    "footer",
    "form",
    "table",
    "details",
)  # article text only where most of it stands there
_MARKED = (
    "//body//*[@class or @id or @style or @hidden or @aria-hidden]"
    "[self::div or self::section or self::ul or self::ol or self::p or self::span or self::li or self::header"
    " or self::blockquote or self::article or self::a or self::small or self::center]"
)
# Words of class names and ids, each whole: between blanks, hyphens, underscores or a change of case
_NAMES = re.compile(
    r"(?<![a-z])(?:"
    r"excerpts?|related|recommend(?:ed|ations?)|read-?(?:more|also|next|on)|see-?also|more-?(?:on|from|stories|news)|further-?reading"
    r"|teasers?|promos?|promotions?|promo-?box|post-?card|story-?card|article-?card|link-?(?:list|box)|most-?(?:read|popular|viewed)"
    r"|trending|popular|up-?next|next-?(?:article|story|up)|outbrain|taboola|sponsored|advert(?:s|isement|ising)?"
    r"|ads?|ad-?(?:slot|container|wrapper|unit|block)|anzeige|werbung|publicidad|publicite|reklam[aey]?"
    r"|newsletters?|subscri(?:be|ption|ptions)|signup|sign-?up|paywall-?(?:box|offer|prompt|message|teaser)|donat(?:e|ion|ions)"
    r"|shar(?:e|es|ing)|share-?(?:bar|buttons?|tools)|social(?:-?(?:media|share|bar|links|icons))?|follow-?us|print-?only"
    r"|captions?|img-?caption|image-?caption|photo-?credit|image-?credit|picture-?credit|credits?|bildunterschrift"
    r"|by-?lines?|authors?|author-?(?:bio|box|card|info|name|profile|line|short)|bio|about-?the-?author|contributors?"
    r"|date-?lines?|pub-?date|timestamps?|publish(?:ed)?-?(?:date|time|at)|updated-?at|meta-?(?:data|info)"
    r"|bread-?crumbs?|tags?|tag-?list|topics|keywords|kickers?|overline|sub-?head(?:ing|line|er)?|sub-?title|zwischen(?:titel|ueberschrift)"
    r"|comments?|comment-?(?:list|form|section|count)|disqus|ratings?|feedback|poll|quiz"
    r"|cookies?|consent|gdpr|privacy|embed(?:ded|s)?|twitter-?tweet|instagram-?media|tiktok-?embed|fb-?post|tweet"
    r"|gallery|slideshow|carousel|video-?(?:player|heading|title|caption|teaser)|player|audio-?player|podcast-?player"
    r"|side-?bar|widget|toolbar|menu|navigation|nav-?bar|pagination|footer|foot-?notes?-?bar|copyright|disclaimer"
    r"|info-?box|fact-?box|key-?(?:points|facts|takeaways)|pull-?quote|high-?light-?quote"
    r"|sr-?only|visually-?hidden|screen-?reader(?:-?text)?|no-?print|hide|is-?hidden|skip-?link|debug|login|log-?in|regwall|overlay|modal|popup|pop-?up"
    r")(?![a-z])",
)
_BODY_NAME = re.compile(
    r"(?:article|story|post|entry|content|text)[-_]*(?:body|text|content)|\bbody\b", re.IGNORECASE
)
_INLINE = frozenset({"a", "span", "small", "b", "strong", "em", "i", "u", "font"})
_CASE = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SHOWN_ON_SCREENS = re.compile(r"(?:block|flex|grid|inline\S*)\b")
_INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LARGE = 0.3  # share of the page's paragraphs that no name takes out
_ENDS = (
    ".",
    "!",
    "?",
    "…",
    "。",
    "！",
    "？",
    "।",
    "»",
    "”",
    "“",
    '"',
    ":",
    ")",
    "؟",
    "’",
    "'",
    "«",
    ";",
    ",",
)
_SOME = (
    300  # characters in paragraphs, below which a page is laid out in other elements: tables, one large form
)
_LINK_TEXT = 0.85  # share of a paragraph in links, from which it is a link
_LEAD_IN = re.compile(r"^[^:.!?]{2,40}[:>›»]\s*$|^\W*$")
_SHORT_LINE = 12  # words


class Shares:
    """How much of the text of a tree's paragraphs each element holds, in characters."""

    def __init__(self, tree: Any) -> None:
        self._own: dict[Any, int] = {}
        for paragraph in tree.iter("p"):
            count = len(paragraph.text_content().strip())
            self._own[paragraph] = count
            for element in paragraph.iterancestors():
                self._own[element] = self._own.get(element, 0) + count
        self.total = max(self._own.get(tree, 0), 1)

    def of(self, element: Any) -> float:
        """The element's share, from 0 to 1."""
        return self._own.get(element, 0) / self.total


def strip_chrome(tree: Any) -> Shares:
    """Takes out of an lxml HTML tree, in place, what is no text by its element; returns the shares of the rest."""
    from lxml import etree

    etree.strip_elements(tree, *_NEVER_TEXT, with_tail=False)
    shares = Shares(tree)
    for element in list(tree.iter(*_SELDOM_TEXT)):
        if shares.of(element) < _LARGE and (shares.total >= _SOME or element.tag not in ("table", "form")):
            _remove(element)
        elif element.tag != "table":
            element.tag = "div"  # it holds the article: its element must not speak against it again
    return shares


def strip_furniture(tree: Any, shares: Shares) -> None:
    """Takes the furniture out of a tree without its chrome, in place."""
    from lxml import etree

    for element in tree.xpath(_MARKED):
        if (
            (_is_named(element.get("class"), element.get("id")) or _is_hidden(element))
            and shares.of(element) < _LARGE
            and not (element.tag in _INLINE and _is_within_text(element))
        ):
            _remove(element)
    _join_parts(tree)
    etree.strip_elements(tree, *HEADINGS, with_tail=False)
    _drop_links(tree)
    _drop_odd_lines(tree)


@lru_cache(maxsize=8192)
def _is_named(classes: str | None, identity: str | None) -> bool:
    """Whether a designer's names call an element furniture. Pages of one outlet use the same few thousand names."""
    names = classes or ""
    if "hidden" in names and "hidden" in names.split() and not _SHOWN_ON_SCREENS.search(names):
        return True
    names = f"{names[:400]} {(identity or '')[:100]}"
    return _NAMES.search(_CASE.sub("-", names).lower()) is not None


def _is_hidden(element: Any) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = element.get("style")
    return bool(style and _INVISIBLE.search(style))


def _is_within_text(element: Any) -> bool:
    """Whether an inline element stands among words of a paragraph, which would be torn without it."""
    parent = element.getparent()
    while parent is not None and parent.tag in _INLINE:
        element, parent = parent, parent.getparent()
    if parent is None or parent.tag not in ("p", "li", "blockquote"):
        return False
    beside = element.getnext() is not None or element.getprevious() is not None
    return beside or bool((parent.text or "").strip() or (element.tail or "").strip())


def _join_parts(tree: Any) -> None:
    """Moves the parts of a text that a page splits over several containers of one name into the first.

    What stands in another article element, or below another h1, is another article.
    """
    first: dict[str, Any] = {}
    article: Any = None
    for element in list(tree.iter("h1", "div", "section")):
        if element.tag == "h1":
            first, article = {}, None
            continue
        name = element.get("class") or ""
        if not _BODY_NAME.search(name) or element.find("p") is None:
            continue
        within = next(element.iterancestors("article"), None)
        if name not in first or within is not article or first[name] in element.iterancestors():
            first[name], article = element, within
            continue
        for child in list(element):
            first[name].append(child)


def _drop_links(tree: Any) -> None:
    """Paragraphs, items and lists that are a link to elsewhere, or a label and a link."""
    for element in list(tree.iter("ul", "ol", "p", "li", "blockquote")):
        links = list(element.iter("a"))
        if not links:
            continue
        text = " ".join(element.text_content().split())
        linked = " ".join(" ".join(a.text_content().split()) for a in links)
        if element.tag in ("ul", "ol"):
            if len(linked) > 0.6 * len(text):
                _remove(element)
        elif len(linked) >= _LINK_TEXT * len(text) or (
            len(links) == 1
            and text.endswith(linked)
            and _LEAD_IN.match(text[: len(text) - len(linked)].strip())
        ):
            _remove(element)


def _drop_odd_lines(tree: Any) -> None:
    """Short lines without an end, in paragraphs of another class than the text's: subheadings, labels, credits."""
    paragraphs = [p for p in tree.iter("p") if p.text_content().strip()]
    usual: Counter[str] = Counter()
    for paragraph in paragraphs:
        usual[paragraph.get("class") or ""] += count_words(paragraph.text_content())
    main = {name for name, count in usual.items() if 4 * count >= sum(usual.values())}
    for paragraph in paragraphs:
        text = paragraph.text_content().strip()
        if (
            (paragraph.get("class") or "") not in main
            and count_words(text) <= _SHORT_LINE
            and not text.endswith(_ENDS)
        ):
            _remove(paragraph)


def _remove(element: Any) -> None:
    """Takes an element out and leaves the text after it."""
    if element.getparent() is not None:
        element.drop_tree()
