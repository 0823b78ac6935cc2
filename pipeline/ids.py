"""Ids: short hashes of content, equal on every machine, and independent of the order of work."""

from __future__ import annotations

import hashlib
import unicodedata

ID_LENGTH = 16  # hex digits: 64 bits, a collision in ten million ids has a chance of about 3e-6


def content_id(*parts: str | int | float | None) -> str:
    """A 16-digit hexadecimal id of the parts, in their order.

    Parts are joined with a separator that text does not hold, so ('ab', 'c') and ('a', 'bc') differ;
    None differs from the empty string.
    """
    joined = "\x1f".join("\x00" if part is None else str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:ID_LENGTH]


def text_hash(title: str, text: str) -> str:
    """Identifies a version of an article by its title and text, code point for code point."""
    return content_id("version", title, text)


def normal_key(text: str) -> str:
    """Text as it is compared inside ids: Unicode NFKC, case-folded, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
