"""What sites ask of robots: robots.txt (RFC 9309)."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from pipeline.adapters.answers import Answer, Verdict

_UNREACHABLE = frozenset({"connection_error", "timeout", "private_address", "deferred"})
_PARSED_BYTES = 524_288  # RFC 9309 asks for 500 KiB at least


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    allowed: bool  # for every path, where `parsed` is None
    outcome: str = "robots_disallowed"
    reason: str
    parsed: Any = None


class Robots:
    """Decides by each site's robots.txt, asked for once however many of its pages are wanted."""

    def __init__(
        self,
        ask: Callable[[str], Awaitable[Answer]],
        user_agent: str,
        *,
        slow_down: Callable[[str, float], None] | None = None,
        tell: Callable[[str, str], None] | None = None,
    ) -> None:
        """`ask` fetches a URL; `slow_down(host, seconds)` hears of a Crawl-delay or Request-rate;
        `tell(url, decision)` hears what follows from the file at `url`.
        """
        self._ask = ask
        self._agent = re.split(r"[/\s]", user_agent, maxsplit=1)[0]  # the product token that rules name
        self._slow_down = slow_down
        self._tell = tell
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
        file = f"{site}/robots.txt"
        rules = self._judge(await self._ask(file), host)
        if self._tell:
            self._tell(file, rules.reason)
        return rules

    def _judge(self, answer: Answer, host: str) -> _Rules:
        status = answer.status or 0
        if answer.outcome in _UNREACHABLE:
            return _Rules(
                allowed=False,
                outcome=answer.outcome,
                reason=f"robots.txt cannot be reached, so nothing is asked for: {answer.reason}",
            )
        if answer.outcome in ("ok", "too_large"):
            return self._parsed(answer, host)
        if 400 <= status < 500 and status != 429:  # 429 says 'later', not 'no rules here'
            return _Rules(allowed=True, outcome="ok", reason=f"no rules ({answer.reason}): all is allowed")
        return _Rules(allowed=False, reason=f"robots.txt: {answer.reason}, which forbids all (RFC 9309)")

    def _parsed(self, answer: Answer, host: str) -> _Rules:
        from protego import Protego

        parsed = Protego.parse(answer.body[:_PARSED_BYTES].decode("utf-8", "replace"))
        delay = float(parsed.crawl_delay(self._agent) or 0)
        rate = parsed.request_rate(self._agent)
        if rate and rate.requests:
            delay = max(delay, rate.seconds / rate.requests)
        if delay and self._slow_down:
            self._slow_down(host, delay)
        wish = f", a request every {delay:g} s" if delay else ""
        return _Rules(allowed=True, parsed=parsed, reason=f"rules read{wish}")
