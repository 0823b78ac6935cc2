"""XML from strangers, made harmless before any parser sees it."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

_NAME = re.compile(rb"<([a-zA-Z_][\w.:-]*)")
_DECLARED = re.compile(rb"^(\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"'])([\w.:-]+)", re.IGNORECASE)
_LONGEST_PROLOG = 65_536
_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class Prolog:
    """What stands before a document's root element, and the root's local name in lower case ('': none)."""

    root: str
    declares_entities: bool


def in_bytes(body: bytes) -> bytes:
    """The document in an encoding whose ASCII is ASCII, so that nothing hides from a search in its bytes."""
    for mark, encoding in _WIDE:
        if body.startswith(mark):
            return _DECLARED.sub(rb"\1utf-8", body.decode(encoding, "replace").lstrip("\ufeff").encode())
    return body


def prolog_of(body: bytes) -> Prolog:
    """Reads over declarations and comments up to the root element.

    Entities are looked for there alone: an article *about* XML further down is no attack. A document that
    does not come to its root soon has none.
    """
    entities, place = False, body.find(b"<")
    while 0 <= place < _LONGEST_PROLOG:
        if body.startswith(b"<!--", place):
            end = body.find(b"-->", place + 4)
        elif body.startswith(b"<?", place):
            end = body.find(b"?>", place + 2)
        elif name := _NAME.match(body, place):
            local = name.group(1).rpartition(b":")[2]
            return Prolog(local.decode("ascii", "replace").lower(), entities)
        else:  # a document type, and what is declared in it
            entities = entities or body[place : place + 8].upper() == b"<!ENTITY"
            end = place
        if end < 0:
            break
        place = body.find(b"<", end + 1)
    return Prolog("", entities)


def as_utf8(body: bytes, charset: str | None = None) -> bytes:
    """The document in UTF-8: as it declares itself, else as its sender says, else as Windows-1252.

    A declaration that is untrue is not believed, and mended, since parsers believe it.
    """
    plain = body.removeprefix(codecs.BOM_UTF8)
    found = _DECLARED.match(plain)
    declared = found.group(2).decode("ascii") if found else None
    for encoding in (declared, charset, "utf-8", "cp1252"):
        try:
            text = plain.decode(encoding) if encoding else None
        except (LookupError, ValueError):  # ValueError: also of codecs that are no charset
            continue
        if text is not None:
            break
    else:
        text = plain.decode("utf-8", "replace")
    return _DECLARED.sub(rb"\1utf-8", text.encode("utf-8", "replace"), count=1)
