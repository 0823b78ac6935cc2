"""`python -m benchmarks.measure [--full] [--raise-floors] [--only SET …]`: what the product finds, against its floors.

Exit status: 0; 1 for a figure below its floor, a set that could not be measured, or, with CI=true, no sets at all.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from benchmarks import (
    attribution,
    collecting,
    copies,
    encoding,
    figure_speed,
    floors,
    gold,
    growth,
    importing,
    loaded,
    page_kinds,
    page_speed,
    pages,
    pairs,
    published_scale,
    recognizers,
    report_speed,
    results,
    speed,
    stories,
    volume,
    whole_compare,
    wording_speed,
    written,
)
from benchmarks.measurement import Judged, Measure, table
from benchmarks.product import ROOT, MeasuringError

AT_ONCE = 2  # sets measured side by side


@dataclass(frozen=True, slots=True, kw_only=True)
class Set:
    """A set, and what measures it: a function of the shared folder and of a folder to write in."""

    name: str
    needs: str  # a path in the shared folder without which it cannot be measured
    measure: Callable[[Path, Path], list[Measure]]
    slow: bool = False


# The longest come first, so that the two at work end together.
SETS = (
    Set(name="volume", needs="data/volume/articles.jsonl.gz", measure=volume.volume, slow=True),
    Set(
        name="stories/allsides",
        needs="data/stories/allsides.jsonl.gz",
        measure=lambda s, f: stories.stories(
            "stories/allsides", s / "data" / "stories" / "allsides.jsonl.gz", f
        ),
        slow=True,
    ),
    Set(
        name="stories/giveme5w1h-among-volume",
        needs="data/volume/articles.jsonl.gz",
        measure=lambda s, f: stories.stories(
            "stories/giveme5w1h-among-volume",
            s / "data" / "stories" / "giveme5w1h.jsonl.gz",
            f,
            s / "data" / "volume" / "articles.jsonl.gz",
        ),
        slow=True,
    ),
    Set(name="whole", needs="data/volume/articles.jsonl.gz", measure=growth.whole, slow=True),
    Set(
        name=whole_compare.NAME,
        needs="data/volume/articles.jsonl.gz",
        measure=whole_compare.whole_compare,
        slow=True,
    ),
    Set(name="growth", needs="data/volume/articles.jsonl.gz", measure=growth.growth, slow=True),
    Set(name=published_scale.NAME, needs="", measure=published_scale.published_scale, slow=True),
    Set(name="encoding", needs="data/volume/articles.jsonl.gz", measure=encoding.encoding, slow=True),
    Set(name="copies", needs="data/stories/allsides.jsonl.gz", measure=copies.copies),
    Set(
        name="stories/giveme5w1h",
        needs="data/stories/giveme5w1h.jsonl.gz",
        measure=lambda s, f: stories.stories(
            "stories/giveme5w1h", s / "data" / "stories" / "giveme5w1h.jsonl.gz", f
        ),
    ),
    Set(name=report_speed.NAME, needs="", measure=report_speed.report_speed, slow=True),
    Set(name="collecting", needs="", measure=collecting.collecting, slow=True),
    Set(name="importing", needs="", measure=importing.importing, slow=True),
    Set(name="gold/dev", needs="gold/dev", measure=lambda s, f: gold.coverage("dev", s, f)),
    Set(name="gold/real-dev", needs="gold/real-dev", measure=lambda s, f: gold.coverage("real-dev", s, f)),
    Set(
        name="written/held out",
        needs="eval/score.py",
        measure=lambda s, f: gold.own_coverage("written/held out", written.HELD_OUT, s, f),
    ),
    Set(
        name="written",
        needs="eval/score.py",
        measure=lambda s, f: gold.own_coverage("written", written.FOLDER, s, f),
        slow=True,
    ),
    Set(
        name="attribution/polnear",
        needs="data/attribution/polnear_train.jsonl.gz",
        measure=attribution.attribution,
    ),
    Set(name="pages", needs="data/pages/manifest.jsonl.gz", measure=pages.pages),
    Set(name="pages/kinds", needs="data", measure=page_kinds.page_kinds),
    Set(name="pages/speed", needs="data/pages/manifest.jsonl.gz", measure=page_speed.page_speed, slow=True),
    Set(name="framing/loaded", needs="data/framing/loaded.jsonl", measure=lambda s, _: loaded.loaded(s)),
    Set(
        name="framing/babe",
        needs="data/framing/babe.jsonl.gz",
        measure=lambda s, _: loaded.biased(s),
        slow=True,
    ),
    Set(
        name=wording_speed.NAME,
        needs="data/framing/babe.jsonl.gz",
        measure=wording_speed.wording_speed,
        slow=True,
    ),
    Set(
        name=figure_speed.NAME,
        needs="data/volume/articles.jsonl.gz",
        measure=figure_speed.figure_speed,
        slow=True,
    ),
    Set(
        name=recognizers.NAME,
        needs="data/figures/recognizers_english.jsonl.gz",
        measure=recognizers.recognizers,
    ),
    Set(name="figures/pairs", needs="data/figures/pairs_dev.jsonl", measure=gold.figure_pairs),
    Set(name="pairs", needs="data/claims/sick_train.jsonl.gz", measure=pairs.pairs),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures, prints the table, and says by its exit status whether quality holds."""
    options = _parser().parse_args(arguments)
    shared: Path = options.shared
    if not shared.is_dir():
        print(f"{shared} is absent: nothing is measured", file=sys.stderr)
        return int(os.environ.get("CI") == "true")
    wanted = [s for s in SETS if (s.name in options.only if options.only else options.full or not s.slow)]
    began = time.monotonic()
    measures, errors = run(wanted, shared)
    if not options.only:
        measures += speed.speeds()  # alone, after the others have left the machine
    known = floors.read(options.floors)
    rows = floors.judge(measures, known, {s.name for s in wanted})
    print(table(rows))
    print(f"measured in {time.monotonic() - began:.0f} s")
    for error in errors:
        print(f"not measured: {error}", file=sys.stderr)
    if options.full and not errors:
        results.write(measures)
    elif stale := results.old():
        print(f"stored results are of other code or models (renew with --full): {', '.join(stale)}")
    if options.raise_floors and not errors:
        floors.write(floors.raised(measures, known), options.floors)
    return _status(floors.failed(rows), errors)


def run(wanted: Sequence[Set], shared: Path) -> tuple[list[Measure], list[str]]:
    """The figures of the sets, in the order of SETS, and what could not be measured."""
    found: dict[str, list[Measure]] = {}
    errors: list[str] = []
    with (
        tempfile.TemporaryDirectory(prefix="parallax-measure-") as scratch,
        ThreadPoolExecutor(AT_ONCE) as pool,
    ):
        jobs = {pool.submit(_timed, one, shared, Path(scratch)): one for one in wanted}
        for number, job in enumerate(as_completed(jobs), start=1):
            one = jobs[job]
            try:
                found[one.name], taken = job.result()
                told = f"{taken:.0f} s"
            except (MeasuringError, OSError, ValueError, KeyError) as error:
                errors.append(f"{one.name}: {error}")
                told = "failed"
            print(f"[{number}/{len(wanted)}] {one.name}: {told}", file=sys.stderr, flush=True)
    return [m for one in wanted for m in found.get(one.name, [])], sorted(errors)


def _timed(one: Set, shared: Path, scratch: Path) -> tuple[list[Measure], float]:
    if not (shared / one.needs).exists():
        raise MeasuringError(f"{shared / one.needs} is absent")
    folder = scratch / one.name.replace("/", "-")
    folder.mkdir()
    began = time.monotonic()
    return one.measure(shared, folder), time.monotonic() - began


def _status(below: Sequence[Judged], errors: Sequence[str]) -> int:
    for row in below:
        got = "was not measured" if row.value is None else f"is {row.value:.4f}"
        print(f"{row.set} {row.name} {got}; its floor is {row.floor}", file=sys.stderr)
    return int(bool(below or errors))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="measure", description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--full", action="store_true", help="the slow sets too; writes benchmarks/results/")
    parser.add_argument("--raise-floors", action="store_true", help="write the floors that this run lifts")
    parser.add_argument(
        "--only", nargs="+", metavar="SET", choices=[s.name for s in SETS], help="these sets alone"
    )
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="where the sets lie")
    parser.add_argument("--floors", type=Path, default=floors.FILE, help="the file of floors")
    return parser


if __name__ == "__main__":
    sys.exit(main())
