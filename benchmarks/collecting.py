"""Collecting from many hosts that take their time: how near to what politeness allows, and in how much memory.

`python -m benchmarks.collecting PORT FOLDER HOSTS PAGES PER_HOST DELAY` is the process that is measured: the
fetch stage of as many outlets as there are hosts, side by side in threads, as `parallax nightly` runs them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.measurement import Measure
from benchmarks.product import ROOT, MeasuringError

HOSTS, PAGES, ANSWER_AFTER, PER_HOST = 50, 40, 0.2, 4  # pages a host; seconds; requests at once to a host
SITE_FILES = 2  # robots.txt and tdmrep.json, which take their turns, too
DELAY = 0.2  # seconds between two requests to a host, in the second measure
_SAMPLE = 0.02  # seconds between two looks at the memory


def collecting(_shared: Path, folder: Path) -> list[Measure]:
    """Shares of the rate that the limits allow, and whether memory grows with the pages."""
    at_once = _measured(folder / "at-once", delay=0.0)
    spaced = _measured(folder / "spaced", delay=DELAY)
    turns = PAGES + SITE_FILES
    allowed = {"at once": PAGES / PER_HOST * ANSWER_AFTER, "spaced": (turns - 1) * DELAY + ANSWER_AFTER}
    told = {
        "share of what 4 at once a host allow": allowed["at once"] / at_once["seconds"],
        "share of what a delay of 0.2 s allows": allowed["spaced"] / spaced["seconds"],
        "pages a second, 4 at once a host": HOSTS * PAGES / at_once["seconds"],
        "CPU milliseconds a page": 1000 * at_once["cpu"] / (HOSTS * PAGES),
        "peak memory, MB": spaced["peak"] / 1e6,
        "memory after three quarters, to that after one": spaced["late"] / spaced["early"],
    }
    return [Measure(set="collecting", name=name, value=value, kind="info") for name, value in told.items()]


def _measured(folder: Path, *, delay: float) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.slow_hosts", str(ANSWER_AFTER)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        port = server.stdout.readline().strip()
        numbers = (port, folder, HOSTS, PAGES, PER_HOST, delay)
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.collecting", *map(str, numbers)],
            cwd=ROOT,
            env=os.environ | {"OMP_NUM_THREADS": "1"},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        server.stdin.close()
    if done.returncode:
        raise MeasuringError(f"collecting: {done.stderr.strip().splitlines()[-1:]}")
    return {name: float(value) for name, value in json.loads(done.stdout).items()}


def collect(port: int, folder: Path, hosts: int, pages: int, per_host: int, delay: float) -> dict[str, float]:
    """Fetches `pages` pages of each host; seconds, seconds of CPU, and bytes of memory.

    Raises RuntimeError when a page was not answered.
    """
    import psutil

    from pipeline.adapters.hosts import Hosts
    from pipeline.adapters.http import WebClient
    from pipeline.model import Candidate, Fetch, Outlet, Window
    from pipeline.settings import Web
    from pipeline.stages import fetch, handover
    from pipeline.stages.recorder import Collector
    from pipeline.tables import from_table, to_table

    web = Web(connect_to={"*.test": f"127.0.0.1:{port}"}, per_host=per_host, delay_seconds=delay, retries=0)
    shared = Hosts(delay)

    def clock() -> datetime:
        return datetime.now(UTC)

    made = Collector(
        var=folder,
        web=web,
        clock=clock,
        open_web=lambda _: WebClient(web, clock, hosts=shared),
        software="Parallax/benchmark",
    )
    window = Window(start=datetime(2026, 3, 10, tzinfo=UTC), end=datetime(2026, 3, 11, tzinfo=UTC))
    first, *outlets = (Outlet(outlet_id=f"outlet-{n:02}", name="", feeds=()) for n in range(hosts + 1))
    for outlet in (first, *outlets):
        urls = [f"http://{outlet.outlet_id}.test/{n:03}" for n in range(1 if outlet is first else pages)]
        rows = [Candidate(outlet=outlet.outlet_id, url=u, canonical_url=u, feed_url="f") for u in urls]
        path = handover.shard(made.runs, window, "discover", outlet.outlet_id)
        handover.write(path, to_table(Candidate, rows), "", "")

    def fetched(outlet: Outlet) -> Path:
        return fetch.run(
            outlet, window, made, handover.shard(made.runs, window, "discover", outlet.outlet_id), {}
        )

    fetched(first)  # a process that runs on has loaded its libraries
    samples: list[int] = []
    ended = threading.Event()

    def watch() -> None:
        process = psutil.Process()
        while not ended.wait(_SAMPLE):
            samples.append(process.memory_info().rss)

    watching = threading.Thread(target=watch)
    watching.start()
    began, cpu = time.perf_counter(), time.process_time()
    with ThreadPoolExecutor(hosts) as pool:
        tables = list(pool.map(fetched, outlets))
    seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    ended.set()
    watching.join()
    rows = [row for table in tables for row in from_table(Fetch, handover.read(table))]
    answered = sum(row.outcome == "ok" for row in rows)
    if answered != hosts * pages:
        raise RuntimeError(f"only {answered} of {hosts * pages} pages were answered")
    quarter = max(len(samples) // 4, 1)
    return {
        "seconds": seconds,
        "cpu": cpu,
        "peak": max(samples),
        "early": max(samples[:quarter]),
        "late": max(samples[: 3 * quarter]),
    }


if __name__ == "__main__":
    port, folder, hosts, pages, per_host, delay = sys.argv[1:]
    print(json.dumps(collect(int(port), Path(folder), int(hosts), int(pages), int(per_host), float(delay))))
