"""How sites say that they are not to be mined: the TDM Reservation Protocol, and `noai`."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from pipeline.adapters.answers import Answer, Verdict

_HEAD_BYTES = 65_536
_META = re.compile(rb"<meta\b[^>]{0,400}>", re.IGNORECASE)
_PATH = "/.well-known/tdmrep.json"
_LONGEST_RULES = 500  # of one site; what follows is no list made by hand


def opt_out(answer: Answer) -> str | None:
    """How a page says that it is not to be mined; None: it does not."""
    if (answer.header("tdm-reservation") or "").strip() == "1":
        return "header tdm-reservation: 1"
    if re.search(r"\bnoai\b", answer.header("x-robots-tag") or "", re.IGNORECASE):
        return "header x-robots-tag: noai"
    for match in _META.finditer(answer.body[:_HEAD_BYTES]):
        tag = match.group().lower()
        if b"tdm-reservation" in tag and re.search(rb"content\s*=\s*[\"']?\s*1\b", tag):
            return "meta tdm-reservation"
        if re.search(rb"name\s*=\s*[\"']?robots\b", tag) and re.search(rb"\bnoai\b", tag):
            return "meta robots noai"
    return None


class Reservations:
    """Decides by each site's tdmrep.json, asked for once a site; a site without one reserves nothing."""

    def __init__(self, ask: Callable[[str], Awaitable[Answer]]) -> None:
        self._ask = ask
        self._rules: dict[str, asyncio.Task[list[tuple[re.Pattern[str], bool]]]] = {}

    async def check(self, url: str) -> Verdict:
        """Whether the site lets `url` be mined."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._rules:
            self._rules[site] = asyncio.create_task(self._load(site))
        for pattern, reserved in await self._rules[site]:
            if pattern.match(parts.path or "/"):
                if not reserved:
                    break
                return Verdict(
                    allowed=False, outcome="opted_out", reason=f"{site}{_PATH} reserves {pattern.pattern}"
                )
        return Verdict(allowed=True)

    async def _load(self, site: str) -> list[tuple[re.Pattern[str], bool]]:
        answer = await self._ask(site + _PATH)
        if not answer.ok:
            return []
        try:
            entries = json.loads(answer.body)
        except (ValueError, RecursionError):
            return []
        rules = [_rule(entry) for entry in (entries if isinstance(entries, list) else [])[:_LONGEST_RULES]]
        return [rule for rule in rules if rule is not None]


def _rule(entry: Any) -> tuple[re.Pattern[str], bool] | None:
    """A rule of tdmrep.json: the first whose location fits a path decides; `*` stands for anything."""
    if not isinstance(entry, dict) or not isinstance(entry.get("location"), str):
        return None
    location = entry["location"]
    ended = location.endswith("$")
    parts = [re.escape(part) for part in re.split(r"\*+", location.removesuffix("$"))]
    if len(parts) > 8:
        return None  # no site needs so many, and matching them could take for ever
    return re.compile(".*".join(parts) + ("$" if ended else "")), entry.get("tdm-reservation") in (1, "1")
