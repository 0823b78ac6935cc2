"""`outlets.toml`: whose coverage is compared, and where it is announced."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator

from pipeline.core.urls import is_web_url
from pipeline.errors import SettingsError
from pipeline.model import Outlet

_Text = Annotated[str | None, BeforeValidator(lambda value: None if value == "" else value)]


class _Feed(BaseModel):
    model_config = ConfigDict(extra="forbid")

    url: str

    @field_validator("url")
    @classmethod
    def _on_the_web(cls, value: str) -> str:
        if not is_web_url(value):
            raise ValueError(f"'{value}' is no http(s) address")
        return value


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")  # it names files
    name: str = Field(min_length=1)
    homepage: _Text = None
    country: Annotated[_Text, Field(pattern=r"^[A-Z]{2}$")] = None
    language: Annotated[_Text, Field(pattern=r"^[a-z]{2,3}$")] = None
    owner: _Text = None
    leaning: _Text = None
    leaning_source: _Text = None
    timezone: _Text = None
    allow_private: bool = False
    verified: bool = False
    source: _Text = None
    take: list[str] = []
    drop: list[str] = []
    feed: list[_Feed] = Field(min_length=1)

    @field_validator("homepage")
    @classmethod
    def _on_the_web(cls, value: str | None) -> str | None:
        if value is not None and not is_web_url(value):
            raise ValueError(f"'{value}' is no http(s) address")
        return value

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str | None) -> str | None:
        if value is not None:
            try:
                ZoneInfo(value)
            except (ZoneInfoNotFoundError, ValueError, OSError):
                raise ValueError(f"'{value}' is no time zone; write one such as Europe/Paris") from None
        return value

    @field_validator("take", "drop")
    @classmethod
    def _selectors(cls, value: list[str]) -> list[str]:
        from cssselect import GenericTranslator, SelectorError

        for selector in value:
            try:
                GenericTranslator().css_to_xpath(selector)
            except SelectorError as error:
                raise ValueError(
                    f"'{selector}' is no CSS selector ({error}); write one such as div.story-text"
                ) from None
        return value


def load_outlets(path: Path) -> tuple[Outlet, ...]:
    """The outlets of a TOML file of `[[outlet]]` tables, in its order.

    Raises SettingsError with one line that names the file, the outlet and the key.
    """
    tables = _tables(path)
    outlets: list[Outlet] = []
    seen: set[str] = set()
    for number, table in enumerate(tables, start=1):
        entry = _entry(path, number, table)
        if entry.id in seen:
            raise SettingsError(f"{path}: outlet '{entry.id}' stands there twice; give one another id")
        seen.add(entry.id)
        outlets.append(_outlet(entry))
    return tuple(outlets)


def _tables(path: Path) -> list[Any]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SettingsError(
            f"{path}: no such outlets file; write one or set PARALLAX_OUTLETS to its path"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsError(f"{path}: cannot be read as TOML: {error}") from None
    tables = content.pop("outlet", None)
    if content:
        raise SettingsError(f"{path}: unknown key '{sorted(content)[0]}'; every table is headed [[outlet]]")
    if not isinstance(tables, list) or not tables:
        raise SettingsError(f"{path}: names no outlet; add one as a table headed [[outlet]]")
    return tables


def _entry(path: Path, number: int, table: Any) -> _Entry:
    name = (table.get("id") or table.get("name")) if isinstance(table, dict) else None
    label = f"outlet '{name}'" if name else f"outlet number {number}"
    try:
        return _Entry.model_validate(table)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "table"
        raise SettingsError(f"{path}: {label}: {key}: {_plain(first)}") from None


def _plain(problem: Any) -> str:
    match problem["type"]:
        case "missing":
            return "is missing; add it"
        case "extra_forbidden":
            return "is no key of an outlet; mend its spelling or take it out"
        case "too_short":
            return "is empty; add at least one [[outlet.feed]] with a url"
        case _:
            return str(problem["msg"]).removeprefix("Value error, ")


def _outlet(entry: _Entry) -> Outlet:
    feeds = tuple(dict.fromkeys(feed.url for feed in entry.feed))
    values = entry.model_dump(exclude={"id", "feed", "take", "drop"})
    return Outlet(outlet_id=entry.id, feeds=feeds, take=tuple(entry.take), drop=tuple(entry.drop), **values)
