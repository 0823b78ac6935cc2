"""A takedown over a whole `var`: nothing of the page is left in any file, all else is, and it does not come back.

Three nights are collected from sites on loopback: two outlets on one event, of which one edits its page.
"""

from __future__ import annotations

import gzip
import html
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow.parquet as pq
import pytest

from pipeline import cli, nightly, wiring
from pipeline.adapters import warehouse
from pipeline.adapters.archive_reading import read_record
from pipeline.adapters.verdicts import Verdict, VerdictStore
from pipeline.stages import erase
from pipeline.wiring import adapters, takedown
from tests.unit.conftest import Reply, Site

SECRET = "The harbour master kept a brass heron under the stairs of the customs house."
PAGE = "http://north.test/ferry"
TEXTS = {
    PAGE: (
        "Ferry strikes pier at Oban Reach, 14 hurt",
        f"The crash injured 14 people when a ferry struck the pier at Oban Reach, police said. {SECRET}",
    ),
    "http://north.test/budget": (
        "Council of Lunn votes on its budget",
        "The council of Lunn approved a budget of $3 million on Monday. The mayor called it a fair one for all.",
    ),
    "http://south.test/ferry": (
        "Ferry hits pier at Oban Reach and hurts 21",
        "A ferry that struck the pier at Oban Reach injured at least 21 people. Fog lay on the water. "
        "Ambulances came from three towns. The owner of the ship will speak on Friday.",
    ),
}
EDITED = (TEXTS[PAGE][0], TEXTS[PAGE][1].replace("14 people", "11 people"))
CACHED = (adapters.settings, adapters.outlets, adapters.encoder, adapters.parser)
NIGHTS = ("2026-03-10T12:00:00+00:00", "2026-03-11T12:00:00+00:00", "2026-03-12T12:00:00+00:00")


class WordEncoder:
    """Words hashed into a vector: enough to group three articles, and quick."""

    revision = "words"

    def encode(self, texts: list[str]) -> Any:
        rows = np.zeros((len(texts), 64), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in text.lower().split():
                row[sum(map(ord, word)) % 64] += 1
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def page(title: str, text: str) -> Reply:
    body = "".join(f"<p>{html.escape(part)}.</p>" for part in text.rstrip(".").split(". "))
    return Reply(
        f"<html lang='en'><head><title>{title}</title></head><body><article><h1>{title}</h1>"
        f"{body}<p>Reporters of the paper stood on the quay until the evening and spoke to those who came "
        "ashore, to the crew and to the people who live beside the water.</p></article></body></html>"
    )


def feed(*urls: str) -> Reply:
    """A feed that gives each article's text, as many do."""
    entries = "".join(
        f"<item><title>{html.escape(TEXTS[u][0])}</title><link>{u}</link>"
        f"<description>{html.escape(TEXTS[u][1])}</description></item>"
        for u in urls
    )
    return Reply(
        f'<rss version="2.0"><channel><title>F</title>{entries}</channel></rss>', content_type="text/xml"
    )


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    served = Site()
    for url, text in TEXTS.items():
        served[url] = page(*text)
    served["http://north.test/rss"] = feed(PAGE, "http://north.test/budget")
    served["http://south.test/rss"] = feed("http://south.test/ferry")
    yield served
    served.close()


@pytest.fixture(scope="module")
def world(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[pytest.MonkeyPatch]:
    """Settings and outlets of this test, and an encoder that is quick."""
    folder = tmp_path_factory.mktemp("world")
    (folder / "outlets.toml").write_text(
        "".join(
            f'[[outlet]]\nid = "{name}"\nname = "{name.title()}"\nlanguage = "en"\n'
            f'[[outlet.feed]]\nurl = "http://{name}.test/rss"\n'
            for name in ("north", "south")
        )
    )
    (folder / "settings.toml").write_text(
        f"[web]\ndelay_seconds = 0\nretries = 0\nmax_age_days = 0\nrefetch_hours = [1, 24, 48]\n"
        f'[web.connect_to]\n"*.test" = "127.0.0.1:{site.port}"\n'
    )
    patch = pytest.MonkeyPatch()
    for name in ("settings", "outlets"):
        patch.setenv(f"PARALLAX_{name.upper()}", str(folder / f"{name}.toml"))
    for module in (adapters, wiring.comparison):
        patch.setattr(module, "encoder", WordEncoder)
    yield patch
    patch.undo()
    for cached in CACHED:
        cached.cache_clear()


def live_in(var: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setenv("PARALLAX_VAR", str(var))
    for cached in CACHED[:2]:
        cached.cache_clear()


def spend(night: int, patch: pytest.MonkeyPatch) -> None:
    patch.setenv("PARALLAX_NOW", NIGHTS[night])
    assert nightly.run(None, only=(), collect=True) == 0


@pytest.fixture(scope="module")
def made(site: Site, world: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What two nights left, of which the second found the page edited; made once."""
    var = tmp_path_factory.mktemp("made") / "var"
    live_in(var, world)
    spend(0, world)
    site[PAGE] = page(*EDITED)
    spend(1, world)
    return var


@pytest.fixture
def var(world: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    live_in(tmp_path / "var", world)
    return tmp_path / "var"


@pytest.fixture
def two_nights(made: Path, var: Path) -> Path:
    shutil.copytree(made, var)
    return var


@pytest.fixture
def night(site: Site, world: pytest.MonkeyPatch) -> Any:
    """A further night, for which the south has news."""
    title, text = TEXTS["http://south.test/ferry"]
    site["http://south.test/ferry"] = page(title, f"{text} It spoke at noon.")
    return lambda number: spend(number, world)


def holders(var: Path, words: str) -> list[str]:
    """Files that hold the words: in their bytes, unpacked, in a table's cells, in a database's rows."""
    needle = words.encode()
    found = []
    for file in sorted(p for p in var.rglob("*") if p.is_file()):
        data = file.read_bytes()
        if file.name.endswith(".gz"):
            data += gzip.decompress(data)
        elif file.suffix == ".parquet":
            data += repr(pq.ParquetFile(file).read().to_pylist()).encode()
        elif file.suffix == ".duckdb":
            data += cells(file)
        elif file.suffix == ".html":
            data += html.unescape(data.decode()).encode()
        if needle in data:
            found.append(file.relative_to(var).as_posix())
    return found


def cells(database: Path) -> bytes:
    with duckdb.connect(str(database), read_only=True) as db:
        tables = db.execute("SELECT schema_name, table_name FROM duckdb_tables()").fetchall()
        return b"".join(repr(db.execute(f"FROM {s}.{t}").fetchall()).encode() for s, t in tables)


def rows(var: Path, query: str) -> list[tuple[Any, ...]]:
    with warehouse.connect(var / "published/parallax.duckdb", read_only=True) as db:
        return db.execute(query).fetchall()


def others(var: Path) -> list[tuple[Any, ...]]:
    return rows(
        var,
        f"SELECT url, title, text, version FROM articles WHERE url <> '{PAGE}' ORDER BY url",
    )


def test_a_page_is_erased_everywhere_and_stays_away(
    site: Site, two_nights: Path, night: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    var = two_nights
    ((changed_id,),) = rows(var, "SELECT divergence_id FROM divergences WHERE scope = 'cross_version'")
    verdicts = VerdictStore(var / "review/verdicts.sqlite")
    verdicts.record(
        Verdict(
            divergence_id=changed_id,
            verdict="real",
            note=f"It stands beside: {SECRET}",
            reviewer="ada",
            reviewed_at=wiring.now(),
            evidence_hash="e",
            kind="figure",
            subtype="count",
            confidence=0.9,
        )
    )
    held = {name.partition("/")[0] for name in holders(var, SECRET)}
    assert held == {"archive", "published", "reports", "review", "runs", "warehouse"}
    changed = rows(var, "SELECT kind, subtype FROM divergences WHERE scope = 'cross_version'")
    assert changed == [("figure", "count")]
    before = others(var)
    assert rows(
        var,
        f"SELECT version FROM articles WHERE url = '{PAGE}'",
    ) == [(2,)]

    assert cli.main(["purge", PAGE + "?utm_source=x", "--reason", "asked by its author", "--yes"]) == 0
    assert holders(var, SECRET) == []
    assert holders(var, TEXTS[PAGE][0]) == []
    assert holders(var, "14 people were injured") == []

    assert [(v.verdict, v.note) for v in verdicts.standing()] == [("real", None)]
    assert others(var) == before
    assert warehouse.failed_checks(var / "warehouse/parallax.duckdb") == {}
    assert rows(var, f"SELECT DISTINCT outcome, archive_file FROM fetches WHERE url = '{PAGE}'") == [
        ("purged", None)
    ]
    ((kind, target, reason, articles, erased),) = rows(
        var, "SELECT kind, target, reason, articles, erased_rows FROM purges"
    )
    assert (kind, target, reason, articles) == ("url", PAGE + "?utm_source=x", "asked by its author", 1)
    assert erased > 0
    kept = rows(var, "SELECT url, archive_file, archive_offset FROM fetches WHERE archive_file IS NOT NULL")
    assert {url for url, _, _ in kept} >= {"http://north.test/budget", "http://south.test/ferry"}
    for url, file, offset in kept:
        # a feed that named the page is gone, and with it the body of what said that it was unchanged
        if url != "http://north.test/rss":
            assert read_record(var / file, offset).url == url
    shown = "".join(p.read_text() for p in (var / "reports/2026-03-10").glob("*.html"))
    assert "Ferry hits pier at Oban Reach" in shown

    assert cli.main(["replay"]) == 0
    assert holders(var, SECRET) == []

    night(2)
    assert holders(var, SECRET) == []
    assert not [row for row in rows(var, "SELECT url FROM articles") if row[0] == PAGE]
    assert rows(var, "SELECT version FROM articles WHERE outlet = 'south'") == [(2,)]
    capsys.readouterr()
    assert cli.main(["purge", "--list"]) == 0
    assert "erased" in capsys.readouterr().out


def test_an_outlet_is_erased_and_no_longer_collected(two_nights: Path, night: Any, site: Site) -> None:
    assert cli.main(["purge", "north", "--yes"]) == 0
    for title, text in TEXTS.values():
        if title != TEXTS["http://south.test/ferry"][0]:
            assert holders(two_nights, title) == holders(two_nights, text) == []
    assert [url for (url,) in rows(two_nights, "SELECT url FROM articles")] == ["http://south.test/ferry"]
    assert wiring.outlet_ids() == ["south"]
    asked = len(site.asked)
    night(2)
    assert not [url for url in site.asked[asked:] if "north" in url]
    wiring.undo("north")
    assert wiring.outlet_ids() == ["north", "south"]


@pytest.mark.parametrize("step", ["runs", "warehouse", "reports"])
def test_a_takedown_that_was_killed_is_ended_by_the_next(
    two_nights: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    places = {
        "runs": (erase, "erase_runs"),
        "warehouse": (takedown.warehouse_erasing, "erase"),
        "reports": (takedown, "_renew_reports"),
    }

    def killed(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(*places[step], killed)
        assert cli.main(["purge", PAGE, "--yes"]) == cli.INTERRUPTED
    assert [p.finished for p in wiring.listed()] == [False]
    assert warehouse.failed_checks(two_nights / "warehouse/parallax.duckdb") == {}
    assert cli.main(["purge", "--again"]) == 0
    assert [p.finished for p in wiring.listed()] == [True]
    assert holders(two_nights, SECRET) == []


def test_a_back_up_that_is_restored_gives_the_same_views_and_takedowns_are_made_again(
    two_nights: Path, tmp_path: Path
) -> None:
    """The operator guide's procedure."""
    var, backup = two_nights, tmp_path / "backup"
    for name in ("warehouse", "archive"):
        shutil.copytree(var / name, backup / name)
    views = [
        v
        for (v,) in rows(
            var, "SELECT view_name FROM duckdb_views() WHERE schema_name = 'main' AND NOT internal"
        )
    ]
    before = {v: sorted(map(repr, rows(var, f"FROM main.{v}"))) for v in views}
    assert before["divergences"]

    shutil.rmtree(var)
    shutil.copytree(backup, var)
    assert cli.main(["publish", "--date", NIGHTS[1][:10]]) == 0
    assert {v: sorted(map(repr, rows(var, f"FROM main.{v}"))) for v in views} == before
    ((file, offset),) = rows(
        var,
        "SELECT archive_file, archive_offset FROM fetches WHERE url = 'http://south.test/ferry' AND outcome = 'ok'",
    )
    assert b"21 people" in read_record(var / file, offset).body

    assert cli.main(["purge", PAGE, "--yes"]) == 0
    listed = (var / "purges.jsonl").read_bytes()
    shutil.rmtree(var)
    shutil.copytree(backup, var)
    (var / "purges.jsonl").write_bytes(listed)
    assert holders(var, SECRET)
    assert cli.main(["purge", "--again"]) == 0
    assert holders(var, SECRET) == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["purge", "nobody", "--yes"], "neither a web address nor an outlet"),
        (["purge", "https://user@", "--yes"], "no web address"),
        (["purge", "--undo", PAGE], "was not taken down"),
    ],
)
def test_what_cannot_be_taken_down_is_told_in_a_line(
    var: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    assert cli.main(arguments) == 1
    error = capsys.readouterr().err
    assert told in error
    assert error.count("\n") == 1
    assert not (var / "purges.jsonl").exists()


def test_upkeep_ends_a_takedown_and_tells_what_each_part_uses(
    two_nights: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(takedown, "_renew_reports", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            wiring.purge(wiring.takedown_of(PAGE, None))
    told = wiring.upkeep()
    assert told["takedowns_ended"] == 1
    assert [p.finished for p in wiring.listed()] == [True]
    assert holders(two_nights, SECRET) == []
    for part in ("archive", "warehouse", "runs", "reports", "published"):
        files = [f for f in (two_nights / part).rglob("*") if f.is_file()]
        assert told[f"bytes_of_{part}"] == sum(f.stat().st_size for f in files) > 0
    assert told["versions_deleted"] == told["archives_deleted"] == 0
