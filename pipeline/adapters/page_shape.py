"""How a page is built: where its paragraphs run on, and where headings and links lead elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pipeline.adapters.page_words import count_words

_LIVE_ENTRY = re.compile(
    r"(?:live-?(?:blog|event|feed|ticker|update|post)?|ticker|timeline)[-_]{0,2}(?:post|entry|update|item)s?(?![a-z])"
    r"|(?:^|\s)liveblog__\w*(?:post|entry)",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\d{1,2}\s?[:.h]\s?\d{2}(?:[:.]\d{2})?\s?(?:[ap]\.?m\.?|uhr|h|gmt|utc|[a-z]{2,4}t)?", re.IGNORECASE
)
_MARGINS = "script style noscript template svg nav aside footer figure form dialog select".split()
_BLOCKS = frozenset("div p li td tr section article h1 h2 h3 h4 br ul ol dt dd".split())
_MORE = re.compile(
    r"\W*(?:read |see |continue |find out )?(?:more|on|reading)?\W*|(?:weiter|mehr)(?:lesen)?\W*|lire(?: la suite)?\W*"
    r"|leer más\W*|leggi(?: tutto)?\W*|lees (?:meer|verder)\W*|läs mer\W*|les mer\W*|czytaj (?:dalej|więcej)\W*"
    r"|続きを読む",
    re.IGNORECASE,
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_FEWEST_LINK_WORDS = 4  # a link with fewer is a button or a tag, no headline
_FILLS = 0.7  # share of a block's text from which a link fills it: a date may stand beside
_FEWEST_WORDS = 8  # of a paragraph that counts as text


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Counts over a page without its menus, margins and foot."""

    teasers: int  # headings and blocks that are links to elsewhere
    run: int  # words of the longest run of paragraphs that no teaser parts
    lead: int  # words of paragraphs between the h1 and the first teaser after it
    paragraph_words: int
    times: int  # time elements
    live_entries: int  # blocks named as entries of a live blog


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixtures:
    """What a page holds beside text, counted before its chrome is taken out."""

    pictures: int  # figures that are no links to elsewhere
    players: int  # video elements and embedded frames
    passwords: int  # fields for a password


def fixtures_of(tree: Any) -> Fixtures:
    """The fixtures of an lxml HTML tree, which is left as it is."""
    return Fixtures(
        pictures=int(tree.xpath("count(//figure[figcaption or not(.//a)][not(ancestor::a)])")),
        players=int(
            tree.xpath("count(//video | //iframe[contains(@src, 'embed') or contains(@src, 'player')])")
        ),
        passwords=int(tree.xpath("count(//input[@type='password'])")),
    )


def shape_of(tree: Any) -> Shape:
    """The shape of an lxml HTML tree without its chrome, which is left as it is."""
    teasers = run = longest = lead = words = 0
    open_lead = False
    for element in tree.iter("h1", "h2", "h3", "h4", "p", "a"):
        if element.tag == "p":
            count = _prose(element)
            words += count
            run += count
            longest = max(longest, run)
            lead += count if open_lead else 0
        elif element.tag == "h1":
            if lead == 0 and not _leads_elsewhere(element):
                open_lead, run = True, 0
        elif _is_teaser(element):
            teasers += 1
            run = 0
            # a kicker or a name may be a link between the heading and the text
            open_lead = open_lead and element.tag == "a" and lead == 0 and teasers < 3
    named = tree.xpath(
        "//*[contains(@class, 'live') or contains(@class, 'ticker') or contains(@class, 'timeline')]"
    )
    return Shape(
        teasers=teasers,
        run=longest,
        lead=lead,
        paragraph_words=words,
        times=int(tree.xpath("count(//time)")),
        live_entries=sum(1 for element in named if _LIVE_ENTRY.search(element.get("class"))),
    )


def loose_shape(tree: Any) -> tuple[int, int, int]:
    """Teasers, longest run and lead of a page whose text stands in no paragraphs: of any text outside of links.

    Here a teaser is a headline's worth of link at the start of a block, or behind a date. The tree is used up.
    """
    from lxml import etree

    etree.strip_elements(tree, *_MARGINS, with_tail=False)
    teasers = run = longest = lead = in_block = link = 0
    open_lead = begins = within = False
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag
        if event == "start":
            in_block = 0 if tag in _BLOCKS else in_block
            if tag == "a":
                begins, within, link = in_block < _FEWEST_LINK_WORDS, True, 0
        elif tag == "a":
            within = False
            if begins and link >= _FEWEST_LINK_WORDS:
                teasers, run, open_lead = teasers + 1, 0, False
        elif tag == "h1":
            open_lead, run = lead == 0, 0
        words = count_words((element.text if event == "start" else element.tail) or "")
        if within:
            link += words
            continue
        in_block += words
        if words >= _FEWEST_WORDS:
            run += words
            longest = max(longest, run)
            lead += words if open_lead else 0
    return teasers, longest, lead


def clock_labels(tree: Any) -> int:
    """How many pieces of a page's text are the time of a day and nothing else, as over entries of a live blog."""
    return sum(1 for text in tree.itertext() if _CLOCK.fullmatch(text.strip(" \n\t+–-|•[]()")))


def visible_text(tree: Any) -> str:
    """What a reader sees of a page, roughly, without its menus and foot. The tree is used up."""
    if tree is None:
        return ""
    for element in list(tree.iter("script", "style", "template", "nav", "footer", "head", "select")):
        if element.getparent() is not None:
            element.drop_tree()
    return " ".join(" ".join(tree.itertext()).split())


def _prose(paragraph: Any) -> int:
    """Words of a paragraph that is text and no link; 0 for others."""
    text = paragraph.text_content()
    count = count_words(text)
    if count < _FEWEST_WORDS:
        return 0
    linked = sum(len(a.text_content()) for a in paragraph.iter("a"))
    return count if 2 * linked < len(text) else 0


def _is_teaser(element: Any) -> bool:
    """A heading that leads elsewhere, or a headline's worth of link that fills its block."""
    if element.tag != "a":
        return _leads_elsewhere(element)
    parent = element.getparent()
    if parent is not None and parent.tag in ("b", "strong"):  # a headline in bold, its text in the same block
        return count_words(element.text_content()) >= _FEWEST_LINK_WORDS
    if parent is None or parent.tag not in ("li", "div", "p", "td", "article", "section"):
        return False
    text = element.text_content()
    if parent.tag == "p" and not (element.tail or "").strip() and _MORE.fullmatch(text.strip()):
        return True
    if len(parent) > 3 or not element.get("href"):
        return False
    if count_words(text) < _FEWEST_LINK_WORDS or any(child.tag in _HEADINGS for child in element.iter()):
        return False  # a heading within counts itself
    return len(text.strip()) >= _FILLS * len(parent.text_content().strip())


def _leads_elsewhere(heading: Any) -> bool:
    text = heading.text_content().strip()
    if not text:
        return False
    if any(ancestor.tag == "a" and ancestor.get("href") for ancestor in heading.iterancestors()):
        return True
    linked = sum(len(a.text_content().strip()) for a in heading.iter("a") if a.get("href"))
    return 2 * linked > len(text)
