"""Coverage that somebody already has: JSON Lines, an article a line, its fields as in the contract."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, cast

from pipeline.core.urls import article_id, canonical_url
from pipeline.errors import InputError
from pipeline.ids import content_id, text_hash
from pipeline.model import Access, Article, Window

LanguageDetector = Callable[[str], str | None]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ACCESS = ("full", "partial", "blocked")


def open_text(path: Path) -> IO[str]:
    """Opens a text file, gzip too. Raises InputError when there is none or it cannot be read."""
    try:
        with path.open("rb") as file:
            packed = file.read(2) == b"\x1f\x8b"
        if packed:
            return cast("IO[str]", gzip.open(path, "rt", encoding="utf-8"))
        return path.open(encoding="utf-8")
    except OSError as error:
        raise InputError(
            f"{path}: cannot be read ({error.strerror or error}); check the file's name"
        ) from None


def read_lines(stream: Iterable[str], name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of a JSON Lines stream with their line numbers; blank lines are passed over.

    Raises InputError, naming file and line, for a line that is no JSON object.
    """
    try:
        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            try:
                value = json.loads(line)
            except json.JSONDecodeError as error:
                raise InputError(
                    f"{name}, line {number}: is no JSON ({error.msg}); one object a line"
                ) from None
            if not isinstance(value, dict):
                raise InputError(f"{name}, line {number}: is no JSON object; one object a line")
            yield number, value
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: is not UTF-8 text (byte {error.start}); save it as UTF-8") from None
    except (gzip.BadGzipFile, EOFError) as error:
        raise InputError(f"{name}: is a damaged gzip file ({error}); fetch or pack it again") from None


def read_coverage(path: Path, detect: LanguageDetector) -> list[Article]:
    """The articles of a file, a line each, in its order.

    Languages that a line does not state are detected. Raises InputError for a line that cannot be used.
    """
    with open_text(path) as stream:
        versions = [
            _article(value, f"{path}, line {n}", detect) for n, value in read_lines(stream, str(path))
        ]
    if not versions:
        raise InputError(f"{path}: holds no article; one JSON object a line")
    return versions


def window_of(articles: Iterable[Article]) -> Window:
    """A file is one window: named after its URLs, spanning its articles' dates."""
    rows = list(articles)
    times = sorted(t for a in rows for t in (a.published_at, a.fetched_at) if t) or [EPOCH]
    name = "file-" + content_id("coverage", *sorted({a.url for a in rows}))
    return Window(start=times[0], end=times[-1], name=name)


def _article(value: dict[str, Any], where: str, detect: LanguageDetector) -> Article:
    url, outlet = required_text(value, "url", where), required_text(value, "outlet", where)
    title, text = (
        required_text(value, "title", where, blank=True),
        required_text(value, "text", where, blank=True),
    )
    access = value.get("access") or "full"
    if access not in _ACCESS:
        raise InputError(f"{where}: `access` is {access!r}; it is one of {', '.join(_ACCESS)}, or left out")
    fetched = moment(value, "fetched_at", where)
    published = moment(value, "published_at", where)
    language = value.get("language")
    if language is not None and not isinstance(language, str):
        raise InputError(f"{where}: `language` is no text; give a code such as en, or leave it out")
    clean = canonical_url(url) or url.strip()
    return Article(
        article_id=article_id(outlet, clean),
        content_hash=text_hash(title, text),
        url=url,
        canonical_url=clean,
        outlet=outlet,
        title=title,
        text=text,
        published_at=published,
        first_seen_at=fetched,
        fetched_at=fetched,
        date_source="given" if published else None,
        language=language or detect(f"{title}\n{text}"),
        word_count=len(text.split()),
        access=cast(Access, access),
    )


def required_text(value: dict[str, Any], name: str, where: str, *, blank: bool = False) -> str:
    """The text of a line's key. Raises InputError, naming the line, where it is missing, empty or no text."""
    found = value.get(name)
    if found is None:
        raise InputError(f"{where}: `{name}` is missing; see the command's --help for what a line needs")
    if not isinstance(found, str):
        raise InputError(f"{where}: `{name}` is no text but {type(found).__name__}")
    if not blank and not found.strip():
        raise InputError(f"{where}: `{name}` is empty")
    return found


def moment(value: dict[str, Any], name: str, where: str) -> datetime | None:
    """The time of a line's key, with the offset that it states (UTC where it states none).

    Raises InputError, naming the line, for what is no ISO 8601.
    """
    found = value.get(name)
    if found is None or found == "":
        return None
    try:
        time = datetime.fromisoformat(found)
    except (TypeError, ValueError):
        raise InputError(f"{where}: `{name}` is {found!r}; give ISO 8601 with an offset, or null") from None
    # the offset stays: "on Tuesday" in the text means a day where it was written
    return time if time.tzinfo else time.replace(tzinfo=UTC)
