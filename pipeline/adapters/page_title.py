"""The headline of a page: what most of its own statements agree on."""

from __future__ import annotations

import re

from pipeline.adapters.page_metadata import Metadata

_SITE_SUFFIX = re.compile(r"(?:\s+(?:[|\-–—•:·»]|::)\s+|\s*[｜：]\s*)[^|\-–—•·»｜：]{2,40}$")
_SEPARATORS = " |-–—•:·»/,｜："
_FEWEST_SHARED = 0.6  # share of words that an h1 has in common with the metadata, to be the same headline


def choose_title(metadata: Metadata) -> str | None:
    """The headline that most of h1, JSON-LD, og:title, twitter:title and the title element tell; None without any.

    Where no two agree, the h1 goes first when the metadata speak of the same, else what the metadata say: an h1 is
    often the name of the site.
    """
    told = _without_site(metadata.json_title, metadata), _without_site(metadata.meta_title, metadata)
    shown = _shown(metadata, [title for title in told if title])
    candidates = [title for title in (shown, *told) if title]
    if not candidates:
        return _without_site(metadata.page_title, metadata)
    votes = {title: _votes(title, candidates, metadata) for title in candidates}
    return max(candidates, key=lambda title: votes[title])  # of equal ones the first


def _shown(metadata: Metadata, told: list[str]) -> str | None:
    """The h1 as far as it is the headline: a kicker within it is no part, and a site's name is none."""
    shown = metadata.heading
    if not shown:
        return None
    for title in sorted(told, key=len):
        if shown.endswith(title):
            return title
    others = [*told, metadata.page_title or ""]
    if told and not any(_same_headline(shown, title) for title in others if title):
        return None if metadata.is_article else shown
    return shown


def _votes(title: str, candidates: list[str], metadata: Metadata) -> float:
    """How many statements agree with a title. The title element (where it begins so) and twitter's are mostly
    copies of og:title, and count less.
    """
    wanted = plain(title)
    page = plain(metadata.page_title or "")
    twitter = plain(metadata.meta.get("twitter:title", ""))
    return (
        sum(plain(other) == wanted for other in candidates)
        + 0.5 * (page.startswith(wanted) and bool(wanted))
        + 0.25 * (twitter == wanted)
    )


def plain(title: str) -> str:
    """A title as it is compared: small letters, words alone."""
    return " ".join(re.findall(r"\w+", title.casefold()))


def _same_headline(shown: str, told: str) -> bool:
    a, b = set(plain(shown).split()), set(plain(told).split())
    return bool(a and b) and len(a & b) >= _FEWEST_SHARED * min(len(a), len(b))


def _without_site(title: str | None, metadata: Metadata) -> str | None:
    """A title without the name of its site behind a separator."""
    if not title:
        return None
    site = metadata.meta.get("og:site_name", "")
    if site and title.casefold().endswith(site.casefold()) and len(title) > len(site) + 3:
        cut = title[: -len(site)]
        return cut.rstrip(_SEPARATORS) if cut.rstrip() != cut.rstrip(_SEPARATORS) else title
    shown = plain(metadata.heading or "")
    cut = title
    while plain(cut) != shown and _SITE_SUFFIX.search(cut):  # a section may stand before the site
        cut = _SITE_SUFFIX.sub("", cut)
    if title == metadata.page_title or plain(cut) == shown:
        return cut
    return title
