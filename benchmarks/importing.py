"""A large WARC file from elsewhere: how fast it is taken in, and whether memory grows with it."""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.measurement import Measure
from benchmarks.product import ROOT, MeasuringError

PAGES, WORKERS = 3000, 2
_SAMPLE = 0.1  # seconds between two looks at the memory
_PLACES = "Arlen Brask Corvane Dunmere Eldon Fenwick Garrow Hollin Istra Jarl".split()
_THINGS = "ferry bridge school clinic market library tram harbour stadium archive".split()
_DEEDS = "was late was closed was opened was flooded was sold was searched was rebuilt".split(" was ")


def importing(_shared: Path, folder: Path) -> list[Measure]:
    """Pages a second, articles found, and the memory of all processes at the end to that when all had begun."""
    import duckdb

    file = folder / "news.warc.gz"
    _write(file)
    var = folder / "var"
    env = os.environ | {"PARALLAX_VAR": str(var), "OMP_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    began = time.perf_counter()
    command = [sys.executable, "-m", "pipeline.cli", "import", str(file), "--workers", str(WORKERS)]
    with subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as run:
        samples = _watched(run)
        seconds = time.perf_counter() - began
        if run.returncode:
            assert run.stderr is not None
            raise MeasuringError(f"importing: {run.stderr.read().decode()[-300:]}")
    quarter = max(len(samples) // 4, 1)
    found = duckdb.sql(f"SELECT count(*) FROM read_parquet('{var}/runs/*/import/*/articles.parquet')")
    (articles,) = found.fetchone() or (0,)
    told = {
        "pages a second": PAGES / seconds,
        "articles of pages": articles / PAGES,
        "peak memory, MB": max(samples) / 1e6,
        "memory in the last quarter, to that in the second": max(samples[-quarter:])
        / max(samples[quarter : 2 * quarter]),
        "file, MB": file.stat().st_size / 1e6,
    }
    return [Measure(set="importing", name=name, value=value, kind="info") for name, value in told.items()]


def _watched(run: subprocess.Popen[bytes]) -> list[int]:
    """Bytes of memory of a process and its children, until it ends."""
    import psutil

    process, samples = psutil.Process(run.pid), [1]
    while run.poll() is None:
        try:
            family = [process, *process.children(recursive=True)]
            samples.append(sum(one.memory_info().rss for one in family))
        except psutil.NoSuchProcess:
            pass  # one of them has just ended
        time.sleep(_SAMPLE)
    return samples


def _write(file: Path) -> None:
    """Pages of three days and ten papers, each with scripts that take up room as on real pages."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    chance = random.Random(7)
    with file.open("wb") as out:
        writer = WARCWriter(out, gzip=True, warc_version="1.0")
        for number in range(PAGES):
            url = f"https://paper-{number % 10}.com/news/2026/03/{9 + number % 3}/story-{number}"
            body = _page(number, chance).encode()
            http = StatusAndHeaders(
                "200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1"
            )
            record = writer.create_warc_record(
                url,
                "response",
                payload=io.BytesIO(body),
                length=len(body),
                http_headers=http,
                warc_headers_dict={"WARC-Date": f"2026-03-{9 + number % 3:02}T12:00:00Z"},
            )
            writer.write_record(record)


def _page(number: int, chance: random.Random) -> str:
    def sentence() -> str:
        place, thing, deed = chance.choice(_PLACES), chance.choice(_THINGS), chance.choice(_DEEDS)
        count = chance.randrange(3, 900)
        return (
            f"The {thing} of {place} was {deed.removeprefix('was ')} after {count} people had asked for it."
        )

    text = "".join(f"<p>{' '.join(sentence() for _ in range(4))}</p>" for _ in range(10))
    title = f"{sentence()[:-1]} ({number})"
    noise = "".join(f"<script>var v{k}='{chance.randbytes(700).hex()}';</script>" for k in range(15))
    head = f"<head><title>{title}</title>{noise}</head>"
    return f"<html>{head}<body><article><h1>{title}</h1>{text}</article></body></html>"
