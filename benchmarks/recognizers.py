"""Others' tests of reading numbers: is each value that they expect read, and none where they expect none?

The cases are those of Microsoft's Recognizers-Text. A case is right when every value expected in it is read at its
place, and nothing of the part's kind is read elsewhere. Their resolution is mapped to ours (percent for parts of
one, ISO codes for currencies, days for dates); where they leave two readings of a date open, either is right.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.measurement import Measure
from benchmarks.product import annotate, read_rows
from benchmarks.recognizer_units import unit_of

Row = dict[str, Any]
NAME = "figures/recognizers"
MOST_LEFT_OUT = 0.15  # of a part's cases may be left out by class

_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the tests: which cases it has, what of ours would be one reading too many."""

    name: str
    model: str
    kind: str | None  # a figure of this kind where none is expected is wrong
    right: Callable[[Row, Row], bool]  # (their result, our figure)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A class of cases that are no news English, by the form of the case alone."""

    part: str
    why: str
    form: re.Pattern[str]


LEFT_OUT = (
    LeftOut(part="number", why="powers and exponents", form=re.compile(r"\d\^|\d[eE][+-]?\d")),
    LeftOut(
        part="number",
        why="a division in words",
        form=re.compile(r"\b(?:one|1|2000) over (?:\d+|[a-z -]+)$", re.IGNORECASE),
    ),
    LeftOut(
        part="currency",
        why="a coin without its name",
        form=re.compile(r"dollars? (?:and )?(?:one|two|forty five)|\d and fifty|\b(?:kuai|mao)\b"),
    ),
    LeftOut(
        part="dimension",
        why="a unit in brackets or with marks",
        form=re.compile(r"[(\[{<]kg[)\]}>]"),
    ),
    LeftOut(
        part="date",
        why="an order of day, month and year that nobody writes",
        form=re.compile(r"\b\d\d-20\d\d-|-20\d\d-\d\d\b(?!-)|/\d\d/Sep"),
    ),
    LeftOut(
        part="date",
        why="a day of the calendar by its name, an abbreviation of chat",
        form=re.compile(r"independence day|workers' day|\botd\b", re.IGNORECASE),
    ),
    LeftOut(
        part="date",
        why="a span of time ahead (`in two weeks`), in the normal form a duration",
        form=re.compile(r"\bin (?:two|a|\d+) (?:day|week|month|year)s?\b", re.IGNORECASE),
    ),
    LeftOut(
        part="date",
        why="`the day` that an assistant is spoken to on",
        form=re.compile(r"\bthe day\b"),
    ),
)


def recognizers(shared: Path, folder: Path) -> list[Measure]:
    """The share of right cases for each part, and how many cases were counted and left out."""
    rows = read_rows(shared / "data" / "figures" / "recognizers_english.jsonl.gz")
    told = [(part, *cases_of(part, rows)) for part in PARTS]
    texts = [
        {"text": case["input"], "published_at": case["reference"] and f"{case['reference']}+00:00"}
        for _, cases, _ in told
        for case in cases
    ]
    found = iter(annotate("sentences", texts, folder))
    measures: list[Measure] = []
    for part, cases, counts in told:
        right = sum(is_right(part, case, next(found)["figures"]) for case in cases)
        measures.append(Measure(set=NAME, name=part.name, value=right / len(cases) if cases else 0.0))
        measures += [
            Measure(set=NAME, name=f"{part.name} {what}", value=float(n), kind="info")
            for what, n in counts.items()
        ]
    return measures


def cases_of(part: Part, rows: Iterable[Row]) -> tuple[list[Row], dict[str, int]]:
    """The cases of a part that count, and how many count, are not supported, are left out by class."""
    mine = [r for r in rows if r["model"] == part.model and _belongs(part, r)]
    supported = [r for r in mine if "python" not in (r["not_supported"] or "").lower()]
    kept = [r for r in supported if left_out(part, r) is None]
    dropped = len(supported) - len(kept)
    if dropped > MOST_LEFT_OUT * len(supported):
        raise ValueError(f"{part.name}: {dropped} of {len(supported)} cases are left out, which is too many")
    return kept, {"cases": len(kept), "not supported": len(mine) - len(supported), "left out": dropped}


def left_out(part: Part, row: Row) -> str | None:
    """Why a case is left out, None for one that counts."""
    return next((c.why for c in LEFT_OUT if c.part == part.name and c.form.search(row["input"])), None)


def _belongs(part: Part, row: Row) -> bool:
    if part.name != "date":
        return True
    return bool(row["results"]) and {r.get("TypeName") for r in row["results"]} == {"datetimeV2.date"}


def is_right(part: Part, row: Row, figures: Sequence[Row]) -> bool:
    """Whether all that is expected of a case is read, and nothing of the part's kind besides."""
    expected = [r for r in row["results"] if not _bare_unit(r)]
    if not all(any(_meets(r, f) and part.right(r, f) for f in figures) for r in expected):
        return False
    spare = [f for f in figures if f["kind"] == part.kind and not any(_meets(r, f) for r in row["results"])]
    return not spare


def _meets(result: Row, figure: Row) -> bool:
    return bool(figure["char_start"] <= result["End"] and result["Start"] < figure["char_end"])


def _bare_unit(result: Row) -> bool:
    """A unit without a number is no figure."""
    resolution = result["Resolution"] or {}
    return "unit" in resolution and resolution.get("value") is None


# ---------------------------------------------------------------- values


def _points(figure: Row) -> list[float]:
    """The values that a figure may have been written with: its ends, and the middle of `about N`."""
    low, high = figure["value_low"], figure["value_high"]
    ends = [v for v in (low, high) if v is not None]
    return [*ends, (low + high) / 2] if len(ends) == 2 else ends


def _close(one: float, two: float) -> bool:
    return math.isclose(one, two, rel_tol=1e-6, abs_tol=1e-12)


def _is_number(result: Row, figure: Row) -> bool:
    value = float(result["Resolution"]["value"])
    if figure["kind"] == "date":
        return False
    scale = 0.01 if figure["kind"] == "percent" and result["Resolution"].get("subtype") == "fraction" else 1.0
    return any(_close(p * scale, value) for p in _points(figure))


def _is_range(result: Row, figure: Row) -> bool:
    """Theirs is `[low,high)`; which end of `between` is open is convention, so that only lone ends are compared."""
    told = result["Resolution"]["value"]
    low, high = (float(x) if x else None for x in told[1:-1].split(","))
    scale = 0.01 if figure["kind"] == "percent" else 1.0
    ours = [None if v is None else v * scale for v in (figure["value_low"], figure["value_high"])]
    for theirs, mine in zip((low, high), ours, strict=True):
        if (theirs is None) != (mine is None) or (theirs is not None and not _close(theirs, mine or 0.0)):
            return False
    if high is None:
        return bool(figure["low_open"] == (told[0] == "("))
    return low is not None or bool(figure["high_open"] == (told[-1] == ")"))


def _is_percent(result: Row, figure: Row) -> bool:
    value = float(result["Resolution"]["value"].rstrip("%"))
    return figure["kind"] == "percent" and any(_close(p, value) for p in _points(figure))


def _is_of_unit(kind: str) -> Callable[[Row, Row], bool]:
    def right(result: Row, figure: Row) -> bool:
        unit, factor = unit_of(result["Resolution"], kind)
        value = float(result["Resolution"]["value"]) * factor
        told = figure["unit"] if unit is not None else None
        same = told is None or told == unit or told.startswith(f"{unit} / ")
        return figure["kind"] == kind and same and any(_close(p, value) for p in _points(figure))

    return right


def _is_rank(result: Row, figure: Row) -> bool:
    value = result["Resolution"]["value"]
    return figure["kind"] == "rank" and any(_close(p, float(value)) for p in _points(figure))


def _is_date(result: Row, figure: Row) -> bool:
    if figure["kind"] != "date":
        return False
    values = [v["value"] for v in result["Resolution"]["values"]]
    if values == ["not resolved"]:
        return figure["value_low"] is None
    days = [float((date.fromisoformat(v) - _EPOCH).days) for v in values]
    low, high = figure["value_low"], figure["value_high"]
    return low is not None and high is not None and any(low <= d <= high for d in days)


PARTS = (
    Part(name="number", model="NumberModel", kind="count", right=_is_number),
    Part(name="number range", model="NumberRangeModel", kind=None, right=_is_range),
    Part(name="percentage", model="PercentModel", kind="percent", right=_is_percent),
    Part(name="currency", model="CurrencyModel", kind="money", right=_is_of_unit("money")),
    Part(name="dimension", model="DimensionModel", kind="measure", right=_is_of_unit("measure")),
    Part(name="ordinal", model="OrdinalModel", kind="rank", right=_is_rank),
    Part(name="age", model="AgeModel", kind=None, right=_is_of_unit("duration")),
    Part(name="date", model="DateTimeModel", kind="date", right=_is_date),
)
