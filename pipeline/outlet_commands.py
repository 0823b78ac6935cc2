"""`parallax outlets list | check | add`: which outlets there are, whether they answer, and how one is added."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from pipeline import wiring
from pipeline.console import ConsoleProgress, print_columns
from pipeline.core.urls import is_web_url, site_of
from pipeline.errors import InputError
from pipeline.model import Outlet
from pipeline.stages.announced import AddressReading, read_address
from pipeline.stages.discover import HEALTHY

if TYPE_CHECKING:
    from pipeline.adapters.answers import Answer, Verdict
    from pipeline.adapters.http import WebClient
    from pipeline.adapters.robots import Robots
    from pipeline.adapters.site_hints import SiteHints

_AT_ONCE = 8  # outlets that are checked at one time
_MOST_FEEDS = 5  # that an entry is made with
_MOST_SITEMAPS = 2
_MOST_TRIED = 15  # of each kind
_REFUSALS = {"robots_disallowed": "forbids"}
_UNREADABLE = frozenset({"connection_error", "timeout", "private_address", "robots_disallowed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Checked:
    """One address, tried."""

    outlet: Outlet
    read: AddressReading
    verdict: Verdict

    @property
    def healthy(self) -> bool:
        return self.read.reading.outcome in HEALTHY


def list_outlets() -> int:
    """Prints the outlets of the outlets file."""
    rows = [
        (
            outlet.outlet_id,
            outlet.language or "–",
            outlet.country or "–",
            outlet.leaning or "–",
            f"{len(outlet.feeds)}+{len(outlet.sitemaps)}",
            outlet.name + (f" ({outlet.owner})" if outlet.owner else ""),
        )
        for outlet in wiring.outlets()
    ]
    print_columns(("outlet", "lang", "ctry", "leaning", "feeds+maps", "name (owner)"), rows)
    return 0


def check(outlet_ids: Sequence[str]) -> int:
    """Tries each address of the outlets named (all), prints how each does; 1 when any cannot be read.

    Raises InputError for an outlet that the outlets file does not know.
    """
    outlets = [wiring.known_outlet(name) for name in outlet_ids] or list(wiring.outlets())
    progress = ConsoleProgress("outlets checked", len(outlets))
    try:
        checked = asyncio.run(_check_all(outlets, progress))
    finally:
        progress.close()
    now, settings = wiring.now(), wiring.settings().web
    rows = []
    for one in checked:
        reading = one.read.reading
        age = now - reading.newest if reading.newest else None
        old = bool(age and settings.max_age_days and age > timedelta(days=settings.max_age_days))
        newest = f"{reading.newest:%Y-%m-%d %H:%M}" if reading.newest else "–"
        robots = "allows" if one.verdict.allowed else _REFUSALS.get(one.verdict.outcome, one.verdict.outcome)
        rows.append(
            (
                one.outlet.outlet_id,
                "feed" if one.read.url in one.outlet.feeds else "sitemap",
                reading.outcome,
                str(reading.entries) if one.healthy else "–",
                newest + (" (old)" if old else ""),
                robots,
                one.read.url,
                reading.reason or "",
            )
        )
    print_columns(
        ("outlet", "kind", "outcome", "entries", "newest (UTC)", "robots", "address", "reason"), rows
    )
    failed = sum(not one.healthy for one in checked)
    print(f"{len(checked) - failed} of {len(checked)} addresses can be read")
    return 1 if failed else 0


def add(url: str) -> int:
    """Finds the feeds and sitemaps of the site at `url`, tries them, and prints an entry for the outlets file.

    Raises InputError when `url` is no address, or nothing that can be read is found there.
    """
    whole = url if "//" in url else f"https://{url}"
    if not is_web_url(whole):
        raise InputError(f"{url!r} is no http(s) address; give a site's address, such as https://www.dw.com/")
    hints, tried = asyncio.run(_explore(whole))
    rows = [(t.read.reading.outcome, str(t.read.reading.entries), t.read.url) for t in tried]
    print_columns(("outcome", "entries", "tried"), rows, file=sys.stderr)
    feeds, sitemaps = _chosen(tried)
    if not feeds and not sitemaps:
        raise InputError(
            f"{whole}: no feed or news sitemap could be read there ({len(tried)} addresses tried); look on the "
            "site for its page of feeds and give the address of one"
        )
    known = {address: o.outlet_id for o in wiring.outlets() for address in o.addresses}
    for address in (*feeds, *sitemaps):
        if address in known:
            print(f"note: {address} is an address of '{known[address]}' already", file=sys.stderr)
    print(_entry(tried[0].outlet, hints, feeds, sitemaps))
    print(
        "Paste this into the outlets file, and fill in what is empty as far as you know it.", file=sys.stderr
    )
    return 0


async def _check_all(outlets: Sequence[Outlet], progress: ConsoleProgress) -> list[_Checked]:
    gate = asyncio.Semaphore(_AT_ONCE)

    async def one(outlet: Outlet) -> list[_Checked]:
        async with gate, wiring.open_web(outlet) as web:
            found = await _try(outlet, outlet.addresses, web, _robots(web, web.get))
        progress.advance()
        return found

    return [row for rows in await asyncio.gather(*map(one, outlets)) for row in rows]


async def _try(outlet: Outlet, urls: Iterable[str], web: WebClient, robots: Robots) -> list[_Checked]:
    async def one(url: str) -> _Checked:
        seen: set[str] = set()
        read = await read_address(
            url,
            outlet,
            web=web,
            check=robots.check,
            settings=wiring.settings().web,
            clock=wiring.now,
            seen=seen,
        )
        return _Checked(outlet=outlet, read=read, verdict=await robots.check(url))

    return list(await asyncio.gather(*map(one, urls)))


async def _explore(url: str) -> tuple[SiteHints, list[_Checked]]:
    """What the site's home page says of itself, and all addresses that were tried."""
    from pipeline.adapters.site_hints import (
        SiteHints,
        common_places,
        read_home_page,
        site_root,
        sitemaps_in_robots,
    )

    outlet = Outlet(outlet_id=_id_of(url), name=url, homepage=site_root(url))
    rules: dict[str, bytes] = {}
    async with wiring.open_web(outlet) as web:

        async def ask(file: str) -> Answer:
            answer = await web.get(file)
            rules[file] = answer.body if answer.ok else b""
            return answer

        robots = _robots(web, ask)
        page = await web.get(url, check=robots.check)
        if page.outcome in _UNREADABLE:
            raise InputError(f"{url}: cannot be read ({page.outcome}): {page.reason}")
        hints = read_home_page(page.body, page.final_url, page.charset) if page.ok else SiteHints()
        named = [s for body in rules.values() for s in sitemaps_in_robots(body)]
        feed_places, map_places = common_places(page.final_url if page.ok else url)
        given = [url] if page.ok and (page.media_type or "").endswith(("xml", "json", "gzip")) else []
        tried = await _try(outlet, list(dict.fromkeys((*given, *hints.feeds)))[:_MOST_TRIED], web, robots)
        if not any(t.healthy for t in tried):
            tried += await _try(outlet, [p for p in feed_places if p not in hints.feeds], web, robots)
        maps = list(dict.fromkeys(named))[:_MOST_TRIED] or list(map_places)
        tried += await _try(outlet, [m for m in maps if m not in given], web, robots)
    return hints, tried


def _robots(web: WebClient, ask: Callable[[str], Awaitable[Answer]]) -> Robots:
    from pipeline.adapters.robots import Robots

    return Robots(ask, web.user_agent, slow_down=web.slow_down)


def _chosen(tried: Sequence[_Checked]) -> tuple[list[str], list[str]]:
    """The addresses worth an entry: each names articles that none before it names."""
    feeds: list[str] = []
    sitemaps: list[str] = []
    seen: set[str] = set()
    for one in tried:
        told = {c.canonical_url for c in one.read.reading.candidates}
        is_map = one.read.is_sitemap
        kept, most = (sitemaps, _MOST_SITEMAPS) if is_map else (feeds, _MOST_FEEDS)
        if one.healthy and told - seen and len(kept) < most:
            kept.append(one.read.url)
            seen |= told
    return feeds, sitemaps


def _id_of(url: str) -> str:
    """A short id from the host's name; another where an outlet has it."""
    domain = site_of(url).removeprefix("www.")
    base = "".join(c if c.isascii() and c.isalnum() else "-" for c in domain.partition(".")[0].lower())
    base = base.strip("-")[:60] or "outlet"
    taken = {outlet.outlet_id for outlet in wiring.outlets()}
    return next(name for name in (base, *(f"{base}-{n}" for n in range(2, 1000))) if name not in taken)


def _entry(outlet: Outlet, hints: SiteHints, feeds: Sequence[str], sitemaps: Sequence[str]) -> str:
    """A table of the outlets file. What only a person can know is left empty."""
    lines = [
        "[[outlet]]",
        f"id = {_quoted(outlet.outlet_id)}",
        f"name = {_quoted(hints.name or outlet.outlet_id)}",
        f"homepage = {_quoted(outlet.homepage or '')}",
        'country = ""',
        f"language = {_quoted(hints.language or '')}",
        'owner = ""',
        'leaning = ""',
        'timezone = ""',
        "verified = true",
        f"source = {_quoted(f'found by parallax outlets add on {wiring.now():%Y-%m-%d}')}",
    ]
    for kind, urls in (("feed", feeds), ("sitemap", sitemaps)):
        lines += [line for url in urls for line in (f"[[outlet.{kind}]]", f"url = {_quoted(url)}")]
    return "\n".join(lines)


def _quoted(text: str) -> str:
    """A basic string of TOML; its escapes are those of JSON."""
    return json.dumps("".join(c for c in text if c.isprintable()), ensure_ascii=False)
