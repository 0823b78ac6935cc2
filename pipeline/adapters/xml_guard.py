"""XML from strangers, made harmless before any parser sees it."""

from __future__ import annotations

import codecs
import re

# Entities are declared before the root element: an article *about* XML further down is no attack.
_ROOT = re.compile(rb"<(?!\?|!)([a-zA-Z][\w.:-]*)")
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
_DECLARED = re.compile(rb"^(\s*<\?xml[^>]*?encoding\s*=\s*[\"'])([\w.:-]+)", re.IGNORECASE)
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


def in_bytes(body: bytes) -> bytes:
    """The document in an encoding whose ASCII is ASCII, so that nothing hides from a search in its bytes."""
    for mark, encoding in _WIDE:
        if body.startswith(mark):
            return _DECLARED.sub(rb"\1utf-8", body.decode(encoding, "replace").lstrip("\ufeff").encode())
    return body


def declares_entities(body: bytes) -> bool:
    """Whether the document's head declares XML entities, which none that announces articles needs."""
    root = _ROOT.search(body)
    return bool(_ENTITY.search(body[: root.start()] if root else body))


def root_name(body: bytes) -> str:
    """The root element's local name in lower case, '' where there is none."""
    root = _ROOT.search(body)
    return root.group(1).decode("ascii").rpartition(":")[2].lower() if root else ""


def as_utf8(body: bytes) -> bytes:
    """The document in UTF-8: as it declares itself, and where that is untrue, as Windows-1252.

    The declaration is mended too, since parsers believe it.
    """
    plain = body.removeprefix(codecs.BOM_UTF8)
    found = _DECLARED.match(plain)
    declared = found.group(2).decode("ascii") if found else "utf-8"
    for encoding in (declared, "utf-8", "cp1252"):
        try:
            text = plain.decode(encoding)
            break
        except (LookupError, UnicodeError):
            continue
    else:
        text = plain.decode("utf-8", "replace")
    return _DECLARED.sub(rb"\1utf-8", text.encode("utf-8", "replace"))
