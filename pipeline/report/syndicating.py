"""What leaves the folder: an Atom feed of the day's top divergences, and a digest as an e-mail.

Atom is RFC 4287; its ids are tag URIs (RFC 4151) of the divergences' own ids, so that a reader that knows one shows
it once. The digest is a whole message (RFC 5322) without addresses: `parallax digest --send` puts them on.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.message import EmailMessage
from email.policy import SMTP
from xml.etree import ElementTree as ET

from pipeline.report import phrases
from pipeline.report.views import Divergence, IndexPage, Night

ATOM = "http://www.w3.org/2005/Atom"
IN_DIGEST = 12
_TAG = "tag:parallax,2026:"
_ILLEGAL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atom(page: IndexPage, run_date: date, made_at: datetime) -> bytes:
    """The feed, `divergences.atom`: an entry a divergence of the first page."""
    ET.register_namespace("", ATOM)
    feed = _element(None, "feed")
    _element(feed, "id", f"{_TAG}divergences")
    _element(feed, "title", "Parallax: where accounts part")
    _element(feed, "updated", _stamp(made_at))
    _element(feed, "link", rel="self", href="divergences.atom")
    _element(feed, "link", rel="alternate", href="index.html")
    _element(_element(feed, "author"), "name", "Parallax")
    for divergence in page.top:
        entry = _element(feed, "entry")
        _element(entry, "id", f"{_TAG}{divergence.id}")
        _element(entry, "title", divergence.summary)
        _element(entry, "updated", _stamp(datetime(run_date.year, run_date.month, run_date.day, tzinfo=UTC)))
        _element(entry, "link", rel="alternate", href=f"{divergence.page}#{divergence.anchor}")
        _element(entry, "category", term=divergence.kind)
        _element(
            entry,
            "summary",
            f"{divergence.kind_word}, {divergence.subtype_word}. In: {divergence.story_title}",
        )
        _element(entry, "content", divergence.citation, type="text")
    ET.indent(feed)
    xml = ET.tostring(feed, encoding="unicode")
    return f"<?xml version='1.0' encoding='utf-8'?>\n{xml}\n".encode()


def _element(parent: ET.Element | None, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    tag = f"{{{ATOM}}}{name}"
    made = ET.Element(tag, attributes) if parent is None else ET.SubElement(parent, tag, attributes)
    made.text = _legal(text) if text is not None else None
    return made


def _legal(text: str) -> str:
    """Without the characters that XML 1.0 cannot hold."""
    return _ILLEGAL.sub("", text)


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def digest(page: IndexPage, night: Night, html: str) -> bytes:
    """The day's message, `digest.eml`, with a plain and an HTML part; `html` is the second, rendered."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = f"Parallax, {night.date}: {phrases.plural(page.conflicts, 'divergence')}"
    message["Date"] = night.made_at
    message["Message-ID"] = f"<{night.made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}.digest@parallax.invalid>"
    message.set_content(plain(page, night), cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    message.set_boundary("=_parallax_digest_=")  # a random one would make equal nights unequal
    return message.as_bytes()


def plain(page: IndexPage, night: Night) -> str:
    """The digest in plain text."""
    lines = [
        f"Parallax, {night.date}",
        f"{night.as_of_is} {phrases.moment(night.as_of) if night.as_of else 'unknown'}",
        "",
    ]
    if night.title:
        lines += [night.title.upper(), *(f"- {reason}" for reason in night.reasons), ""]
    lines.append(
        f"{phrases.plural(page.conflicts, 'divergence')} in {phrases.plural(len(page.stories), 'story', 'stories')}."
    )
    for number, divergence in enumerate(page.top[:IN_DIGEST], start=1):
        lines += ["", f"{number}. {_legal(divergence.summary)}", f"   {_under(divergence)}"]
        for side in divergence.sides:
            quote = next(iter(side.quotes), None)
            if quote:
                words = "".join(piece.text for piece in quote.passage.pieces)
                lines.append(
                    f"   {side.letter}: “{' '.join(_legal(words).split())}” ({', '.join(side.outlets)})"
                )
            elif side.absences:
                lines.append(f"   {side.letter}: left out by {', '.join(side.outlets)}")
    if page.conflicts > IN_DIGEST:
        lines += ["", f"{page.conflicts - min(IN_DIGEST, len(page.top))} more in the report."]
    return "\n".join(lines) + "\n"


def _under(divergence: Divergence) -> str:
    new = "new, " if divergence.is_new else ""
    return f"{new}{divergence.kind_word.lower()}, {divergence.subtype_word}; in: {_legal(divergence.story_title)}"
