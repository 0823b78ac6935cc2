"""A feed without its bulk: what a feed parser needs to name articles, in XML that is small and well formed.

feedparser falls back to a lenient parser for what is broken, and that takes minutes over some megabytes of the
wrong kind (a page in place of a feed, a stray `<`). libxml2 mends as much, and is quick over all of it.
"""

from __future__ import annotations

import html.entities
import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.adapters.xml_guard import as_utf8

ROOTS = frozenset({"rss", "rdf", "feed"})
_ENTRIES = frozenset({"item", "entry"})
_LEAVES = frozenset(
    "title link guid id pubdate date created issued published updated modified name creator rights copyright "
    "credit origlink language".split()
)
_BRANCHES = frozenset(
    "source author contributor group content".split()
)  # `content`: of media, with its credit
_XML = "http://www.w3.org/XML/1998/namespace"
_INHERITED = (f"{{{_XML}}}lang", f"{{{_XML}}}base")
# Each is asked for by name: lxml takes a time that grows with the square to list them.
_ATTRIBUTES = (*"href rel type url isPermaLink role scheme".split(), *_INHERITED)
_DEEPEST = 3
_LONGEST = 8_000  # characters of a field: longer than any address that is taken
_MOST_FIELDS = 60  # of an entry
_PREFIXES = {  # of namespaces that feeds forget to declare
    "atom": "http://www.w3.org/2005/Atom",
    "dc": "http://purl.org/dc/elements/1.1/",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "media": "http://search.yahoo.com/mrss/",
}
_ATOM = _PREFIXES["atom"]
_KNOWN = frozenset({*_PREFIXES.values(), "http://purl.org/atom/ns#", "http://search.yahoo.com/mrss"})
_ENTRY_END = re.compile(rb"</(?:[\w.-]+:)?(?:item|entry)\s*>")
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_XML_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})


def skeleton(body: bytes, charset: str | None, most: int) -> tuple[bytes, int]:
    """The feed with at most `most` of its entries, each with the fields that tell of an article, and how many
    entries it has in all. The document must have one of the ROOTS.
    """
    from lxml import etree

    source = _NAMED.sub(_as_number, as_utf8(body, charset))
    parser = etree.iterparse(
        io.BytesIO(source),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=True,
        huge_tree=False,
    )
    held, made, shelf, open_entry = 0, None, None, None
    for event, element in _events(parser):
        name = _local(element)
        if made is None:
            made, shelf = _root(element)
        elif event == "start":
            if name in _ENTRIES and open_entry is None:
                open_entry = element
        elif element is open_entry:
            held += 1
            _copy(element, shelf, 0)
            open_entry = None
            _let_go(element)
            if held == most:
                return etree.tostring(made, encoding="utf-8"), sum(1 for _ in _ENTRY_END.finditer(source))
        elif open_entry is None and name == "language":
            etree.SubElement(shelf, "language").text = _text(element)
    if open_entry is not None:  # the document broke off within an entry
        held += 1
        _copy(open_entry, shelf, 0)
    return (etree.tostring(made, encoding="utf-8") if made is not None else b""), held


def _events(parser: Any) -> Iterator[tuple[str, Any]]:
    from lxml import etree

    try:
        yield from parser
    except etree.XMLSyntaxError:
        return  # beyond mending: what came before counts


def _root(element: Any) -> tuple[Any, Any]:
    """A new root like the feed's own, and where its entries go."""
    from lxml import etree

    if _local(element) == "feed":
        made = shelf = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    else:  # RSS 1.0 has its items beside the channel, which no reader minds
        made = etree.Element("rss", version="2.0")
        shelf = etree.SubElement(made, "channel")
    _take_attributes(element, made, _INHERITED)
    return made, shelf


def _copy(element: Any, parent: Any, depth: int) -> None:
    from lxml import etree

    made = _like(element, parent)
    if made is None:
        return
    name = _local(element)
    if name in _LEAVES:
        made.text = _text(element)
        return
    if depth and not len(element):
        made.text = _text(element)  # RSS names a source and an author without further ado
    if depth < _DEEPEST:
        wanted = (c for c in element if _local(c) in _LEAVES or _local(c) in _BRANCHES)
        for number, child in enumerate(wanted):
            if number == _MOST_FIELDS:
                break
            _copy(child, made, depth + 1)
    if depth and not len(made) and not made.text and not made.attrib:
        etree.strip_elements(parent, made.tag)


def _like(element: Any, parent: Any) -> Any:
    """An empty element of the same name, without those attributes that mean nothing here."""
    from lxml import etree

    tag = _tag(element, _namespace(parent.tag))
    if tag is None:
        return None
    try:
        made = etree.SubElement(parent, tag)
    except ValueError:
        return None
    _take_attributes(element, made, _ATTRIBUTES)
    return made


def _tag(element: Any, home: str) -> str | None:
    """The name under which an element goes into a tree whose own elements are of the namespace `home`."""
    local, namespace = element.tag.rpartition("}")[2], _namespace(element.tag)
    prefix, colon, rest = local.partition(":")
    if colon:
        local, namespace = rest, _PREFIXES.get(prefix.lower(), "")
        if not namespace:
            return None
    if namespace in _KNOWN and namespace != home:
        return f"{{{namespace}}}{local}"
    return f"{{{home}}}{local}" if home else local


def _take_attributes(element: Any, made: Any, names: Iterable[str]) -> None:
    for name in names:
        value = element.get(name)
        if value is not None:
            made.set(name, value[:_LONGEST])


def _let_go(element: Any) -> None:
    """Frees an entry that was read, and those before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _as_number(match: re.Match[bytes]) -> bytes:
    """HTML's named entities, which XML does not know, as characters."""
    name = match.group(1).decode("ascii")
    text = html.entities.html5.get(f"{name};") if name not in _XML_OWN else None
    return text.encode("utf-8") if text and "<" not in text and "&" not in text else match.group()


def _text(element: Any) -> str:
    return "".join(element.itertext())[:_LONGEST]


def _local(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def _namespace(tag: str) -> str:
    return tag[1:].partition("}")[0] if tag.startswith("{") else ""
