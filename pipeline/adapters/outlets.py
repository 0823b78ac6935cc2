"""`outlets.toml`: whose coverage is compared, and where it is announced."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
)

from pipeline.core.urls import is_web_url
from pipeline.errors import SettingsError
from pipeline.model import Outlet

_Text = Annotated[str | None, BeforeValidator(lambda value: None if value == "" else value)]


_HINTS = {  # what stands in a key that pydantic would only say to be wrong
    "id": "write small letters, digits and hyphens, such as valley-post",
    "country": "write an ISO 3166 code such as GB",
    "language": "write an ISO 639 code such as en",
    "allow_private": "write true or false",
    "verified": "write true or false",
    "take": 'write a list of CSS selectors, such as ["div.story-text"]',
    "drop": 'write a list of CSS selectors, such as ["div.story-text"]',
    "feed": "write each feed as a table headed [[outlet.feed]] with a url",
    "sitemap": "write each sitemap as a table headed [[outlet.sitemap]] with a url",
}


def _web_address(value: str) -> str:
    if "@" in value.partition("//")[2].partition("/")[0]:
        raise ValueError("it holds a user name or password; write the address without")
    if not is_web_url(value):
        raise ValueError(f"'{value[:200]}' is no http(s) address; write it whole, as a browser shows it")
    return value


class _Address(BaseModel):
    model_config = ConfigDict(extra="forbid")

    url: Annotated[str, AfterValidator(_web_address)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$")  # it names files
    name: str = Field(min_length=1)
    homepage: Annotated[str, AfterValidator(_web_address)] | None = None
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")] | None = None
    owner: _Text = None
    owner_source: _Text = None
    leaning: _Text = None
    leaning_source: _Text = None
    timezone: _Text = None
    allow_private: bool = False
    verified: bool = False
    source: _Text = None
    take: list[str] = []
    drop: list[str] = []
    feed: list[_Address] = []
    sitemap: list[_Address] = []

    @field_validator("homepage", "country", "language", mode="before")
    @classmethod
    def _empty_is_unknown(cls, value: object) -> object:
        return None if value == "" else value

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

    def gap(self) -> str | None:
        """What is wrong with the entry as a whole: the key and what to do."""
        if not self.feed and not self.sitemap:
            return "feed: is missing; add at least one [[outlet.feed]] or [[outlet.sitemap]] with a url"
        for key in ("leaning", "owner"):
            if getattr(self, f"{key}_source") and not getattr(self, key):
                return f"{key}: is missing, and {key}_source says where it stands; write both or neither"
        if self.leaning and not self.leaning_source:
            return "leaning_source: is missing; say who states the leaning, or leave leaning empty"
        return None


def load_outlets(path: Path) -> tuple[Outlet, ...]:
    """The outlets of a TOML file of `[[outlet]]` tables, in its order.

    Raises SettingsError with one line that names the file, the outlet and the key.
    """
    tables = _tables(path)
    outlets: list[Outlet] = []
    seen: set[str] = set()
    named: dict[str, str] = {}  # address -> outlet
    for number, table in enumerate(tables, start=1):
        entry = _entry(path, number, table)
        if entry.id in seen:
            raise SettingsError(f"{path}: outlet '{entry.id}' stands there twice; give one another id")
        seen.add(entry.id)
        outlet = _outlet(entry)
        for url in outlet.addresses:
            other = named.setdefault(url, entry.id)
            if other != entry.id:
                raise SettingsError(
                    f"{path}: outlet '{entry.id}': {url} is also an address of '{other}'; leave it with one"
                )
        outlets.append(outlet)
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
        entry = _Entry.model_validate(table)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "table"
        raise SettingsError(f"{path}: {label}: {key}: {_plain(first)}") from None
    gap = entry.gap()
    if gap:
        raise SettingsError(f"{path}: {label}: {gap}")
    return entry


def _plain(problem: Any) -> str:
    """The problem and what to do, in one line."""
    match problem["type"]:
        case "missing":
            return "is missing; add it"
        case "extra_forbidden":
            return "is no key of an outlet; mend its spelling or take it out"
        case "value_error":
            return str(problem["msg"]).removeprefix("Value error, ")
    given = problem.get("input")
    shown = f"{given!r} cannot be used" if isinstance(given, str | int | float) else "cannot be used as it is"
    hint = _HINTS.get(str(problem["loc"][0]) if problem["loc"] else "", "write a text in quotation marks")
    return f"{shown[:200]}; {hint}"


def _outlet(entry: _Entry) -> Outlet:
    values = entry.model_dump(exclude={"id", "feed", "sitemap", "take", "drop"})
    return Outlet(
        outlet_id=entry.id,
        feeds=tuple(dict.fromkeys(address.url for address in entry.feed)),
        sitemaps=tuple(dict.fromkeys(address.url for address in entry.sitemap)),
        take=tuple(entry.take),
        drop=tuple(entry.drop),
        **values,
    )
