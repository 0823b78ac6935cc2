"""The demo's articles, read from `coverage/`.

A file there is one event, named after the file; `unrelated.md` holds single articles of no event. What
stands before the first `+++` is a remark. Then each article is a TOML head between two lines `+++` and its
paragraphs, parted by blank lines:

    +++
    outlet = "kna"
    slug = "ferry-sinks-off-halvesey"
    title = "Ferry sinks off Halvesey, at least 11 dead"
    byline = "KNA staff"
    published = 2026-03-10T08:40:00Z
    section = "national"
    +++

    PORT ILVEN, March 10 (KNA) - At least 11 people died ...

`copy_of` (the key of a wire's article), `language`, `status` (what the page answers) and `robots_forbidden`
are optional.
"""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from demo.designs import DESIGN_OF

COVERAGE = Path(__file__).resolve().parent / "coverage"
NO_EVENT = "unrelated"


class CoverageError(Exception):
    """A file of the coverage cannot be read; the message names it and the article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoArticle:
    """One article as its outlet published it."""

    outlet: str
    slug: str
    url: str
    title: str
    paragraphs: tuple[str, ...]
    published_at: datetime  # with the offset that the outlet writes
    event: str | None
    byline: str
    section: str
    language: str = "en"
    copy_of: str | None = None  # the key of the article that it reprints
    status: int = 200  # what the page answers
    robots_forbidden: bool = False  # its feed lists it, its robots.txt does not allow it

    @property
    def key(self) -> str:
        """How expected.toml names it."""
        return f"{self.outlet}/{self.slug}"

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)


@functools.cache
def load_coverage() -> tuple[DemoArticle, ...]:
    """Every article of the demo, oldest first.

    Raises CoverageError when a file is not in the form that this module describes.
    """
    articles = [article for path in sorted(COVERAGE.glob("*.md")) for article in _read(path)]
    keys = [article.key for article in articles]
    if twice := sorted({key for key in keys if keys.count(key) > 1}):
        raise CoverageError(f"more than one article with the key {', '.join(twice)}")
    return tuple(sorted(articles, key=lambda article: (article.published_at, article.key)))


def _read(path: Path) -> Iterator[DemoArticle]:
    event = None if path.stem == NO_EVENT else path.stem
    _, *parts = path.read_text(encoding="utf-8").replace("\r\n", "\n").split("\n+++\n")
    if not parts or len(parts) % 2:
        raise CoverageError(f"{path.name}: heads and bodies do not alternate between lines of +++")
    for head, body in zip(parts[::2], parts[1::2], strict=True):
        try:
            yield _article(tomllib.loads(head), body, event)
        except (KeyError, TypeError, tomllib.TOMLDecodeError) as error:
            raise CoverageError(f"{path.name}: {error!r} in the head\n{head}") from error


def _article(head: dict[str, Any], body: str, event: str | None) -> DemoArticle:
    published = head.pop("published")
    if not isinstance(published, datetime) or published.tzinfo is None:
        raise TypeError("published is no time with an offset")
    design = DESIGN_OF[head["outlet"]]
    return DemoArticle(
        **head,
        url=design.origin + design.path_of(head["slug"], head["section"], published),
        published_at=published,
        paragraphs=tuple(" ".join(part.split()) for part in body.split("\n\n") if part.strip()),
        event=event,
    )
