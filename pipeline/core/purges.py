"""What was taken down: pages and outlets whose text is erased, and never collected again."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pipeline.core.urls import canonical_url, page_key

PURGED = "purged"  # the outcome of a request whose answer is not kept, or no longer
TOLD = "taken down: erased, and not collected again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Purge:
    """One takedown. `urls` are all addresses under which the page was known, the one named first."""

    kind: Literal["url", "outlet"]
    target: str
    purged_at: datetime
    reason: str | None = None
    urls: tuple[str, ...] = ()
    articles: int = 0  # articles that were erased
    rows: int = 0  # rows of the warehouse that were erased or rewritten
    finished: bool = False  # False: it was broken off, and has to be run again


@dataclass(frozen=True, slots=True, kw_only=True)
class Purged:
    """What must not be there, asked by outlet and address."""

    outlets: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()  # page keys, so that other addresses of a page are covered, too
    urls: tuple[str, ...] = ()

    def covers(self, outlet: str | None, *urls: str | None) -> bool:
        """Whether an outlet is purged, or one of the addresses of a page."""
        return outlet in self.outlets or any(key_of(url) in self.keys for url in urls if url)

    def is_named_in(self, text: str) -> bool:
        """Whether a document, such as a feed, names the address of a purged page, escaped or not."""
        if not self.urls:
            return False
        plain = html.unescape(html.unescape(text))
        return any(bare in plain for bare in self.urls)


NOTHING = Purged()


def purged_of(purges: Iterable[Purge]) -> Purged:
    """What these takedowns cover together."""
    rows = list(purges)
    addresses = sorted({url for p in rows if p.kind == "url" for url in p.urls})
    return Purged(
        outlets=frozenset(p.target for p in rows if p.kind == "outlet"),
        keys=frozenset(key for url in addresses if (key := key_of(url))),
        urls=tuple(url.partition("://")[2] or url for url in addresses),
    )


def key_of(url: str) -> str | None:
    """What all addresses of a page have in common; None for what is no web address."""
    canonical = canonical_url(url)
    return page_key(canonical) if canonical else None
