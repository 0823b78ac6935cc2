"""Adapters built from the settings, once a process."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.core.purges import Purged, purged_of
from pipeline.errors import SettingsError
from pipeline.model import Outlet, Window
from pipeline.ports import Encoder, PairModel, Parser, Spreader, WordingReader
from pipeline.registry import installed
from pipeline.settings import ROOT, Settings, load_settings
from pipeline.stages import handover

if TYPE_CHECKING:
    from pipeline.adapters.http import WebClient
    from pipeline.adapters.low_rank import Adapter
    from pipeline.adapters.vector_cache import VectorCache


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process."""
    return load_settings()


def now() -> datetime:
    """The clock, in UTC: `PARALLAX_NOW` where it is set, for replays and tests."""
    fixed = os.environ.get("PARALLAX_NOW", "").strip()
    if not fixed:
        return datetime.now(UTC)
    try:
        return datetime.fromisoformat(fixed).astimezone(UTC)
    except ValueError:
        raise SettingsError(f"PARALLAX_NOW is {fixed!r}; give ISO 8601 with an offset") from None


def window_of(day: date) -> Window:
    """The window of a day of UTC."""
    start = datetime.combine(day, time(), tzinfo=UTC)
    return Window(start=start, end=start + timedelta(days=1))


def window_between(start: datetime, end: datetime) -> Window:
    """The window [start, end)."""
    return Window(start=start.astimezone(UTC), end=end.astimezone(UTC))


@lru_cache(maxsize=1)
def outlets() -> tuple[Outlet, ...]:
    """The outlets of the outlets file."""
    from pipeline.adapters.outlets import load_outlets

    return load_outlets(settings().outlets_file)


def outlet_ids() -> list[str]:
    """The ids of the outlets whose coverage is collected, sorted; one that was taken down is not."""
    gone = purged().outlets
    return sorted(o.outlet_id for o in outlets() if o.addresses and o.outlet_id not in gone)


def purged() -> Purged:
    """What was taken down and must not come back, as of now."""
    from pipeline.adapters import purges

    return purged_of(purges.read(settings().var))


def open_web(outlet: Outlet) -> WebClient:
    """A way to the web for one outlet, apart from its collection; an async context manager."""
    from pipeline.adapters.http import WebClient

    return WebClient(settings().web, clock=now, allow_private=outlet.allow_private)


def owner_of() -> dict[str, str]:
    """outlet_id -> owner, of the outlets that name one."""
    return {o.outlet_id: o.owner for o in outlets() if o.owner}


@lru_cache(maxsize=1)
def encoder() -> Encoder:
    """The encoder of the settings, for whole articles."""
    return _encoder(None)


@lru_cache(maxsize=1)
def sentence_encoder() -> Encoder:
    """The same for sentences: the packaged model with what it was trained to add, another as it is."""
    from pipeline.adapters.low_rank import SENTENCES

    return _encoder(SENTENCES) if settings().models.encoder == SENTENCES.base else encoder()


def _encoder(adapter: Adapter | None) -> Encoder:
    from pipeline.adapters.encoder import SentenceEncoder

    chosen = settings().models
    return SentenceEncoder(chosen.encoder, batch_size=chosen.batch_size, adapter=adapter, store_of=_kept())


def _kept() -> Callable[[str], VectorCache] | None:
    """Where what a model of a revision made of texts is kept; None where the settings keep nothing."""
    from pipeline.adapters.vector_cache import VectorCache

    kept = partial(VectorCache, vectors_folder(), day=now().toordinal())
    return kept if settings().models.vectors_kept else None


@lru_cache(maxsize=1)
def pair_model() -> PairModel:
    """The model that reads two sentences together."""
    from pipeline.adapters.pair_model import CrossEncoderPairModel, TrainedPairModel

    named = settings().models.pair
    return CrossEncoderPairModel(named) if named else TrainedPairModel(store_of=_kept())


def vectors_folder() -> Path:
    """Where vectors that were computed before are kept."""
    return settings().var / "cache" / "vectors"


@lru_cache(maxsize=1)
def parser() -> Parser:
    """The parser of the settings."""
    from pipeline.adapters.parser import SpacyParser

    return SpacyParser(settings().models.parser)


@lru_cache(maxsize=1)
def wording() -> WordingReader:
    """The model of loaded wording that ships."""
    from pipeline.adapters.wording_model import WordingModel

    return WordingModel()


@lru_cache(maxsize=1)
def spreader() -> Spreader:
    """What shares work out over processes, as many as the settings say."""
    from pipeline.adapters.processes import Processes, default_workers

    return Processes(settings().run.workers or default_workers())


def versions() -> dict[str, str]:
    """What a result rests on: hashes of the code, the models and the settings."""
    return {
        "code": code_hash(),
        "encoder": encoder().revision,
        "sentence_encoder": sentence_encoder().revision,
        "parser": parser().revision,
        "wording": wording().revision,
        "pair_model": pair_model().revision,
        "finders_and_judges": installed(),
        "settings": settings().fingerprint(),
    }


@lru_cache(maxsize=1)
def code_hash() -> str:
    """A hash of every file of the package, of sql/ and of models/, by name and bytes."""
    files = sorted((ROOT / "pipeline").rglob("*.py")) + sorted((ROOT / "sql").rglob("*.sql"))
    files += sorted(f for f in (ROOT / "models").rglob("*") if f.is_file())
    return handover.hash_of(*((f.relative_to(ROOT).as_posix(), handover.file_hash(f)) for f in files))[:16]
