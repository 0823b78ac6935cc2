"""A night killed in every stage and run again ends in the database of an undisturbed night."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.sites import DemoSites
from pipeline.adapters import warehouse

from .killed_at import POINTS

ROOT = Path(__file__).resolve().parents[2]
NOW = "2026-03-12T09:30:00+00:00"
OUTLETS = ("kna", "dunmere-post", "ilven-chronicle", "common-voice")
VIEWS = """outlets feed_health fetches articles article_versions stories story_articles sentences alignments claims
claim_sentences figures attributions framing_signals divergences divergence_evidence outlet_measures""".split()


@pytest.fixture(scope="module")
def sites() -> Iterator[DemoSites]:
    with DemoSites() as served:
        yield served


def environment(folder: Path, sites: DemoSites) -> dict[str, str]:
    """Settings for a night over four of the demo's outlets, at a fixed time."""
    folder.mkdir(parents=True, exist_ok=True)
    outlets = sites.outlets_file.split("[[outlet]]")
    chosen = [block for block in outlets if any(f'id = "{name}"' in block for name in OUTLETS)]
    (folder / "outlets.toml").write_text("[[outlet]]".join(["", *chosen]), encoding="utf-8")
    places = "\n".join(f'"{host}" = "{place}"' for host, place in sites.connect_to.items())
    (folder / "settings.toml").write_text(
        f"[web]\ndelay_seconds = 0\nmax_age_days = 0\n\n[web.connect_to]\n{places}\n", encoding="utf-8"
    )
    return os.environ | {
        "PARALLAX_SETTINGS": str(folder / "settings.toml"),
        "PARALLAX_OUTLETS": str(folder / "outlets.toml"),
        "PARALLAX_VAR": str(folder / "var"),
        "PARALLAX_NOW": NOW,
        "OMP_NUM_THREADS": "1",
        "PYTHONPATH": str(ROOT),
    }


def night(env: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def rows(database: Path) -> dict[str, list[str]]:
    with warehouse.connect(database, read_only=True) as db:
        return {
            view: sorted(map(repr, db.execute(f"SELECT * FROM main.{view}").fetchall())) for view in VIEWS
        }


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_night_killed_in_every_stage_ends_as_an_undisturbed_one(tmp_path: Path, sites: DemoSites) -> None:
    calm = environment(tmp_path / "calm", sites)
    done = night(calm, "-m", "pipeline.cli", "nightly")
    assert done.returncode == 0, done.stderr
    published = "var/published/parallax.duckdb"
    undisturbed = rows(tmp_path / "calm" / published)
    assert undisturbed["divergences"]

    troubled = environment(tmp_path / "troubled", sites)
    for point in POINTS:
        killed = night(troubled, str(ROOT / "tests/faults/killed_at.py"), point)
        assert killed.returncode == -signal.SIGKILL, f"{point}: {killed.stderr}"
    done = night(troubled, "-m", "pipeline.cli", "nightly")
    assert done.returncode == 0, done.stderr
    assert rows(tmp_path / "troubled" / published) == undisturbed
    assert list((tmp_path / "troubled/var/reports").glob("2026-03-12/index.html"))

    again = night(troubled, "-m", "pipeline.cli", "nightly")
    assert again.returncode == 0, again.stderr
    assert rows(tmp_path / "troubled" / published) == undisturbed
    assert not list((tmp_path / "troubled/var/published").glob(".*"))
