"""`parallax compare` over 12,300 real articles, as a user runs it: seconds by stage, finder and judge, memory, shares.

Memory is that of the command and of the processes that it shares the work with, together; pages that several of
them hold are shared out among them (Linux's proportional set size). Vectors are computed, not looked up.
"""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
import threading
from pathlib import Path

from benchmarks.measurement import Measure
from benchmarks.product import ROOT, TAIL, MeasuringError

NAME = "whole-compare"
LOOK_EVERY = 0.5  # seconds between two looks at the memory
_STAGE = re.compile(r"^\S+ (grouped|aligned|judged|stored) seconds=([\d.]+)", re.MULTILINE)
_EMBEDDED = re.compile(r"^\S+ embedded sentences=(\d+) of=(\d+)", re.MULTILINE)
_PARSED = re.compile(r"^\s+parsed\s+([\d,]+) of ([\d,]+) sentences", re.MULTILINE)
_SPENT = re.compile(r"^\s+(finder|judge|model)s\s+(.+)$", re.MULTILINE)
_FAILED = re.compile(r"^\s+(finder_failed|judge_failed)\s+(.+)$", re.MULTILINE)
_EACH = re.compile(r"(\S+) ([\d.]+) s(?:,|$)")


def whole_compare(shared: Path, folder: Path) -> list[Measure]:
    """Seconds of each stage, processor seconds of each finder and judge, gigabytes, shares embedded and parsed."""
    source = folder / "articles.jsonl"
    with source.open("wb") as whole:
        for part in ("volume/articles.jsonl.gz", "stories/allsides.jsonl.gz"):
            with gzip.open(shared / "data" / part) as lines:
                whole.writelines(lines)
    printed, logged, gigabytes = _run(source, folder)
    told = {**_figures(printed, logged), "gigabytes": gigabytes}
    return [Measure(set=NAME, name=name, value=value, kind="info") for name, value in told.items()]


def _run(source: Path, folder: Path) -> tuple[str, str, float]:
    """What the command printed and logged, and the most memory that it held. Raises MeasuringError."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PARALLAX_VAR": str(folder / "var")}
    arguments = [sys.executable, "-m", "pipeline.cli", "compare", str(source)]
    process = subprocess.Popen(
        [*arguments, "--database", str(folder / "whole.duckdb")],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    done, most = threading.Event(), [0.0]

    def watch() -> None:
        while not done.wait(LOOK_EVERY):
            most[0] = max(most[0], _held(process.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    printed, logged = process.communicate()
    done.set()
    watcher.join()
    if process.returncode:
        last = "\n".join(logged.splitlines()[-TAIL:])
        raise MeasuringError(f"`parallax compare` ended with {process.returncode}:\n{last}")
    return printed, logged, most[0]


def _held(pid: int) -> float:
    """Gigabytes of a process and of all beneath it."""
    import psutil

    held = 0
    try:
        command = psutil.Process(pid)
        for one in (command, *command.children(recursive=True)):
            held += one.memory_full_info().pss
    except psutil.NoSuchProcess:  # one has just ended: the next look tells
        return 0.0
    return held / 2**30


def _figures(printed: str, logged: str) -> dict[str, float]:
    """The figures that the command tells of itself."""
    told = {f"{stage}, seconds": float(seconds) for stage, seconds in _STAGE.findall(logged)}
    if embedded := _EMBEDDED.search(logged):
        told["share of sentences embedded"] = _share(*embedded.groups())
    if parsed := _PARSED.search(printed):
        told["sentences"] = float(parsed.group(2).replace(",", ""))
        told["share of sentences parsed"] = _share(*parsed.groups())
    for kind, row in _SPENT.findall(printed):
        for name, seconds in _EACH.findall(row):
            told[f"{kind} {name}, processor seconds"] = float(seconds)
    for event in ("finder_failed", "judge_failed"):
        row = dict(_FAILED.findall(printed)).get(event, "")
        told[event] = float(sum(int(n.replace(",", "")) for n in re.findall(r"([\d,]+) times", row)))
    return told


def _share(part: str, whole: str) -> float:
    return int(part.replace(",", "")) / max(int(whole.replace(",", "")), 1)
