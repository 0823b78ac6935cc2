"""URLs as identities: one canonical form for the ways in which one article is linked."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from pipeline.ids import content_id

MAX_LENGTH = 4096

# Only names that serve nothing but tracking. courlan's own pattern also drops `source`, `cid`, `session` and
# any name that begins like them, under which some sites file their articles: two articles would become one.
_TRACKING = re.compile(
    r"(utm|mtm|itm|pk|mc|ns|at|wt|hsa|vero|oly|cmp)_\w+"
    r"|(fb|g|dc|gc|tw|y|msclk|ttc|wbra|gbra|igsh|ms)(cl)?id"
    r"|xtor|cmpid|ocid|icid|ncid|mkt_tok|smid|smtyp|ref_?src|referrer|taid|_ga|_gl|srnd|traffic_source"
    r"|at_(medium|campaign)|src_?ref|cxrecs_s|ftag|guccounter|guce_referrer(_sig)?",
    re.IGNORECASE,
)

_BLANK = re.compile(r"[\s\x00-\x1f]")
_SIDE_HOST = re.compile(r"^(?:www|m|mobile|amp)\.(?=[^.]+\.)")
_AMP_PATH = re.compile(r"^/amp(?=/.)|(?:/amp|\.amp)(?:\.html?)?$|(?<=\.html)/amp$|(?<=.)\.amp(?=\.html?$)")
_AMP_PARAMETER = re.compile(r"(?:amp(?:=(?:1|true)?)?|outputType=amp|output=amp)", re.IGNORECASE)


def is_web_url(url: str) -> bool:
    """Whether `url` is an absolute http(s) URL with a host, without credentials, of a sane length."""
    if len(url) > MAX_LENGTH or _BLANK.search(url):
        return False
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises for a port that is no number
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc


@lru_cache(maxsize=8192)  # one page is looked up by it in every step of its collection
def canonical_url(url: str) -> str | None:
    """The form under which `url` is known: host in lower case, no default port, no fragment, no tracking
    parameters, the others in a fixed order, no slash at the end. None for what is no web URL.

    Idempotent, and the same on every machine.
    """
    from courlan import normalize_url

    url = url.strip()
    if not is_web_url(url):
        return None
    parts = urlsplit(url)
    bare = urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))
    try:
        base = urlsplit(normalize_url(bare, trailing_slash=False))
    except ValueError:
        return None
    kept = sorted(
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKING.fullmatch(name)
    )
    path = base.path.rstrip("/") or "/"
    # `?12345`, a bare number, is how some sites name an article: keep it bare
    query = kept[0][0] if len(kept) == 1 and not kept[0][1] and "=" not in parts.query else urlencode(kept)
    return str(urlunsplit((base.scheme, base.netloc, path, query, "")))


def site_of(url: str) -> str:
    """The registered domain of a URL, its whole host where none is known."""
    from courlan import extract_domain

    return extract_domain(url, fast=True) or host_of(url)


def page_key(canonical: str) -> str:
    """What the addresses of one page have in common: their canonical URL without its scheme, the `www.` or
    mobile name of the host, and what marks an AMP page.

    It tells announcements of one article together; it is no address. Pages whose addresses differ in anything
    else have other keys.
    """
    parts = urlsplit(canonical)
    host = _SIDE_HOST.sub("", parts.netloc)
    path = _AMP_PATH.sub("", parts.path).rstrip("/")
    return f"{host}{path}?{_without_amp(parts.query)}"


def is_side_door(canonical: str) -> bool:
    """Whether a canonical URL leads to the AMP or mobile form of a page."""
    parts = urlsplit(canonical)
    return (
        bool(_AMP_PATH.search(parts.path))
        or parts.netloc.partition(".")[0] in ("m", "mobile", "amp")
        or _without_amp(parts.query) != parts.query
    )


def _without_amp(query: str) -> str:
    return "&".join(part for part in query.split("&") if not _AMP_PARAMETER.fullmatch(part))


def article_id(outlet: str, canonical: str) -> str:
    """The id of the article that `outlet` published under a canonical URL."""
    return content_id("article", outlet, canonical)


def without_credentials(url: str) -> str:
    """`url` as it may be stored or shown: what stands before an `@` in its host is taken out."""
    head, mark, rest = url.partition("//")
    end = min((rest.find(c) for c in "/?#\\" if c in rest), default=len(rest))
    place = rest[:end]
    return f"{head}{mark}{place.rpartition('@')[2]}{rest[end:]}" if mark and "@" in place else url


def host_of(url: str) -> str:
    """The host of a URL in lower case, '' when there is none."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


_WORDS_LEAST = 4  # a segment of fewer is mostly a section
_WORD_LONGEST = 20  # longer ones are keys
_BETWEEN_WORDS = re.compile(r"[-_+., ]+")
_FILE_ENDING = re.compile(r"\.(?:[sx]?html?|php|aspx?|stm|cms|ece)$", re.IGNORECASE)


def address_words(url: str) -> str:
    """The words in which an address names its article (`/2026/ferry-sinks-off-dunmere-91` has four), or ''.

    Of several segments that hold at least four words, the longest. Newsrooms leave them as they were when the
    headline is rewritten, and they are there where a page's title is only the site's.
    """
    try:
        path = urlsplit(url).path
    except ValueError:
        return ""
    best = ""
    for segment in path.split("/"):
        parts = _BETWEEN_WORDS.split(_FILE_ENDING.sub("", unquote(segment)))
        words = [
            p for p in parts if (p.isalpha() and len(p) <= _WORD_LONGEST) or (p.isdigit() and len(p) < 5)
        ]
        told = " ".join(words)
        if sum(p.isalpha() and len(p) > 1 for p in words) >= _WORDS_LEAST and len(told) > len(best):
            best = told
    return best
