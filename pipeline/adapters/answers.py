"""What a site answers, as a value: nothing that the other side does is an exception."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus

Headers = tuple[tuple[str, str], ...]

REDIRECTS = frozenset({301, 302, 303, 307, 308})
ENCODINGS = frozenset({"identity", "gzip", "x-gzip", "deflate"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether a URL may be asked for; where not, the outcome's name and why."""

    allowed: bool
    outcome: str = "ok"
    reason: str | None = None


Check = Callable[[str], Awaitable[Verdict]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What became of a request. `body` is decompressed; where it was cut, the outcome is `too_large`.

    `before` are the answers that led to this one, oldest first: hops (outcome `redirected`) and attempts
    that were worth another (`retried`).
    """

    url: str
    final_url: str
    outcome: str
    reason: str | None = None
    status: int | None = None
    headers: Headers = ()
    request_headers: Headers = ()
    body: bytes = b""
    before: tuple[Answer, ...] = ()

    @property
    def ok(self) -> bool:
        return self.outcome == "ok"

    def header(self, name: str) -> str | None:
        """The value of a header, the first where it is repeated."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    @property
    def encoding(self) -> str:
        """How the body came over the wire: one of ENCODINGS, or what else was claimed."""
        return (self.header("content-encoding") or "identity").strip().lower()

    @property
    def media_type(self) -> str | None:
        """The declared media type in lower case, without parameters."""
        declared = self.header("content-type")
        return declared.split(";")[0].strip().lower() or None if declared else None

    @property
    def charset(self) -> str | None:
        """The declared charset."""
        for part in (self.header("content-type") or "").split(";")[1:]:
            name, _, value = part.partition("=")
            if name.strip().lower() == "charset":
                return value.strip().strip("\"'") or None
        return None


def judged(answer: Answer, accept: tuple[str, ...]) -> tuple[str, str | None]:
    """Outcome and reason that follow from status and headers alone.

    A media type that begins with none of `accept` is `not_html`; none declared is let through.
    """
    status = answer.status or 0
    if status == HTTPStatus.NOT_MODIFIED:
        return "not_modified", None
    if answer.encoding not in ENCODINGS:  # among them gzip in gzip, the way to pack a very large body
        return "undecodable", f"an encoding that is not asked for: {answer.encoding[:40]}"
    if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return "http_error", f"status {status}"
    media = answer.media_type
    if accept and media and not media.startswith(accept):
        return "not_html", f"it is {media[:80]}"
    return "ok", None
