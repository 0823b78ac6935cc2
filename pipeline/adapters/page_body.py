"""The body of an article: what trafilatura finds in a tree without its furniture."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from pipeline.adapters.page_furniture import Shares, strip_chrome, strip_furniture
from pipeline.adapters.page_words import count_words

_TOO_LITTLE = 120  # words; below, the thorough way is tried too
_MOST_ELEMENTS = 8000  # of a page for the thorough way, which takes time by the square of them
_SPACES = re.compile(r"[ \t\r\f\v\u00a0\n]+")


def find_body(
    tree: Any, shares: Shares, again: Callable[[], Any], take: Sequence[str] = (), drop: Sequence[str] = ()
) -> list[str]:
    """Paragraphs of the page's article, in their order.

    `tree`, without its chrome, is used up (`shares` are its elements'); `again` gives the page's tree once more,
    where that is found to hold too little. `take` and `drop` are an outlet's own CSS selectors.
    """
    _drop(tree, drop)
    taken = [element for selector in take for element in tree.cssselect(selector)]
    if taken:
        return _taken(taken)
    strip_furniture(tree, shares)
    found = _paragraphs(tree, fast=True)
    if _words(found) < _TOO_LITTLE:
        whole = again()
        _drop(whole, drop)
        strip_chrome(whole)
        if whole.xpath("count(//*)") <= _MOST_ELEMENTS:
            thorough = _paragraphs(whole, fast=False)
            if _words(thorough) > 1.5 * _words(found):
                return thorough
    return found


def _drop(tree: Any, selectors: Sequence[str]) -> None:
    for selector in selectors:
        for element in tree.cssselect(selector):
            if element.getparent() is not None:
                element.drop_tree()


def _taken(elements: list[Any]) -> list[str]:
    """The paragraphs of elements that an outlet's selectors name; their own text where they hold none."""
    found: dict[Any, None] = {}
    for element in elements:
        inner = list(element.iter("p", "li", "blockquote"))
        found |= dict.fromkeys(inner or [element])
    lines = [
        " ".join(e.text_content().split()) for e in found if not any(a in found for a in e.iterancestors())
    ]
    return [line for line in lines if line]


def parse(markup: str) -> Any:
    """The lxml tree of a page; None where there is none."""
    import lxml.html
    from lxml import etree

    # the parser's own limits stay on: elements nested deeper than any page needs would cost seconds
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        return lxml.html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError):
        return None


def _words(paragraphs: list[str]) -> int:
    return sum(map(count_words, paragraphs))


def _paragraphs(tree: Any, *, fast: bool) -> list[str]:
    from trafilatura import bare_extraction

    document = bare_extraction(tree, options=_options(fast))
    if document is None:
        return []
    return [line for block in document.body if block.tag != "head" for line in _lines(block)]


@lru_cache(maxsize=2)
def _options(fast: bool) -> Any:
    from trafilatura.settings import Extractor

    # dedup is off: its filter is global and gives other results on a second call
    return Extractor(fast=fast, comments=False, tables=False, dedup=False, with_metadata=False)


def _lines(block: Any) -> list[str]:
    """The lines of one block: items of a list each, and what a line break parts."""
    pieces: list[str] = [""]
    for element, text in _walk(block):
        if element.tag in ("lb", "item", "p", "quote", "row", "list") and pieces[-1].strip():
            pieces.append("")
        pieces[-1] += text
    return [line for piece in pieces if (line := _SPACES.sub(" ", piece).strip())]


def _walk(block: Any) -> Iterator[tuple[Any, str]]:
    yield block, block.text or ""
    for child in block:
        if child.tag in ("table", "head"):
            yield child, child.tail or ""
            continue
        yield from _walk(child)
        yield block if child.tag not in ("p", "item", "quote", "list") else child, child.tail or ""
