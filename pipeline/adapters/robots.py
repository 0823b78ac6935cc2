"""What sites ask of robots: robots.txt (RFC 9309), and opt-outs from text mining."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from pipeline.adapters.http import Answer, Verdict

_UNREACHABLE = frozenset({"connection_error", "timeout", "private_address"})
_HEAD_BYTES = 65_536
_META = re.compile(rb"<meta\b[^>]{0,400}>", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    allowed: bool  # for every path, where `parsed` is None
    outcome: str = "robots_disallowed"
    reason: str | None = None
    parsed: Any = None


class Robots:
    """Decides by each site's robots.txt, asked for once however many of its pages are wanted."""

    def __init__(
        self,
        ask: Callable[[str], Awaitable[Answer]],
        user_agent: str,
        *,
        slow_down: Callable[[str, float], None] | None = None,
    ) -> None:
        """`ask` fetches a URL; `slow_down(host, seconds)` hears of a Crawl-delay."""
        self._ask = ask
        self._agent = re.split(r"[/\s]", user_agent, maxsplit=1)[0]  # the product token that rules name
        self._slow_down = slow_down
        self._rules: dict[str, asyncio.Task[_Rules]] = {}

    async def check(self, url: str) -> Verdict:
        """Whether `url` may be asked for, and why not."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._rules:
            self._rules[site] = asyncio.create_task(self._load(site, parts.hostname or ""))
        rules = await self._rules[site]
        if rules.parsed is None:
            return Verdict(allowed=rules.allowed, outcome=rules.outcome, reason=rules.reason)
        if rules.parsed.can_fetch(url, self._agent):
            return Verdict(allowed=True)
        return Verdict(
            allowed=False, outcome="robots_disallowed", reason=f"{site}/robots.txt forbids this path"
        )

    async def _load(self, site: str, host: str) -> _Rules:
        from protego import Protego

        answer = await self._ask(f"{site}/robots.txt")
        status = answer.status or 0
        if answer.outcome in _UNREACHABLE:
            return _Rules(
                allowed=False,
                outcome=answer.outcome,
                reason=f"robots.txt cannot be reached, so nothing is asked for: {answer.reason}",
            )
        if answer.outcome in ("ok", "too_large"):
            parsed = Protego.parse(answer.body.decode("utf-8", "replace"))
            delay = parsed.crawl_delay(self._agent)
            if delay and self._slow_down:
                self._slow_down(host, float(delay))
            return _Rules(allowed=True, parsed=parsed)
        if 400 <= status < 500 and status != 429:  # 429 says 'later', not 'no rules here'
            return _Rules(allowed=True, outcome="ok")
        return _Rules(allowed=False, reason=f"robots.txt: {answer.reason}, which forbids all (RFC 9309)")


def opt_out(answer: Answer) -> str | None:
    """How a page says that it is not to be mined (TDM Reservation Protocol, `noai`); None: it does not."""
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
