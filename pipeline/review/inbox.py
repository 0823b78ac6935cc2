"""The inbox: flags that wait for a verdict, and one flag with its evidence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from pipeline.queries import load
from pipeline.review.edges import Judgement, Reader, Row
from pipeline.review.words import Piece, Span, pieces

State = Literal["undecided", "mine", "decided", "all"]
STATES: tuple[State, ...] = ("undecided", "mine", "decided", "all")
KINDS = ("figure", "claim", "attribution", "framing", "omission")
MOST = 500  # flags in one list; filters narrow it


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What an analyst wants to see."""

    state: State = "undecided"
    kind: str | None = None
    outlet: str | None = None
    story: str | None = None
    words: str | None = None
    least: float = 0.5

    def query(self) -> dict[str, str]:
        """As the parameters of a link; what is left at its default is left out."""
        plain = Filters()
        told = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return {n: str(v) for n, v in told.items() if v is not None and v != getattr(plain, n)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """A divergence in the list. `verdict` is the newest that still holds, `mine` the reviewer's own."""

    row: Row
    verdict: Judgement | None = None
    mine: Judgement | None = None
    lapsed: Judgement | None = None  # a verdict on other evidence than there is now

    @property
    def id(self) -> str:
        return str(self.row["divergence_id"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A piece of evidence as it is read: the sentence with the exact words marked."""

    row: Row
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A figure in the exact words, as the finder read it, in words for people."""

    words: str
    value: str
    referent: str
    as_of: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What the outlets on one side say."""

    number: int
    value: str | None
    passages: tuple[Passage, ...]
    readings: tuple[Reading, ...]


def flags(reader: Reader, standing: Sequence[Judgement], filters: Filters, reviewer: str) -> list[Flag]:
    """The flags that pass the filters, those to look at first in front."""
    rows = reader.rows(
        load("review/flags"),
        least=filters.least,
        kind=filters.kind,
        story=filters.story,
        outlet=filters.outlet,
        words=filters.words,
        divergence=None,
        rows=MOST,
    )
    verdicts = by_divergence(standing)
    found = [flagged(row, verdicts.get(row["divergence_id"], ()), reviewer) for row in rows]
    return [flag for flag in found if _passes(flag, filters.state)]


def one_flag(reader: Reader, standing: Sequence[Judgement], divergence_id: str, reviewer: str) -> Flag | None:
    """The flag of that id, whatever its confidence; None when the published copy has it not."""
    rows = reader.rows(
        load("review/flags"),
        least=0.0,
        kind=None,
        story=None,
        outlet=None,
        words=None,
        divergence=divergence_id,
        rows=1,
    )
    verdicts = by_divergence(standing)
    return flagged(rows[0], verdicts.get(divergence_id, ()), reviewer) if rows else None


def by_divergence(standing: Sequence[Judgement]) -> Mapping[str, Sequence[Judgement]]:
    """The verdicts of each divergence, the newest last."""
    found: dict[str, list[Judgement]] = defaultdict(list)
    for verdict in sorted(standing, key=lambda v: (v.reviewed_at, v.reviewer)):
        found[verdict.divergence_id].append(verdict)
    return found


def flagged(row: Row, verdicts: Sequence[Judgement], reviewer: str) -> Flag:
    """A row with what was said of it."""
    holding = [v for v in verdicts if v.evidence_hash == row["evidence_hash"]]
    return Flag(
        row=row,
        verdict=holding[-1] if holding else None,
        mine=next((v for v in reversed(holding) if v.reviewer == reviewer), None),
        lapsed=verdicts[-1] if verdicts and not holding else None,
    )


def _passes(flag: Flag, state: State) -> bool:
    match state:
        case "undecided":
            return flag.verdict is None
        case "mine":
            return flag.mine is not None
        case "decided":
            return flag.verdict is not None
        case _:
            return True


def sides(reader: Reader, divergence_id: str) -> list[Side]:
    """The evidence of a divergence, side by side."""
    evidence: dict[int, list[Row]] = defaultdict(list)
    for row in reader.rows(load("review/evidence"), divergence=divergence_id):
        evidence[row["side"]].append(row)
    readings: dict[int, dict[Reading, None]] = defaultdict(dict)
    for row in reader.rows(load("review/readings"), divergence=divergence_id):
        readings[row["side"]][_reading(row)] = None
    return [
        Side(
            number=number,
            value=_usual(row["value"] for row in rows),
            passages=tuple(_passage(row) for row in rows),
            readings=tuple(readings[number]),
        )
        for number, rows in sorted(evidence.items())
    ]


def _reading(row: Row) -> Reading:
    as_of = row["as_of"]
    return Reading(
        words=row["text"],
        value=_value(row),
        referent=row["referent"] or "–",
        as_of=f"{as_of:%-d %b %Y} ({row['as_of_basis']})" if as_of else "–",
        source=row["source"] or "–",
    )


def _value(row: Row) -> str:
    """The interval that a figure stands for, in words."""
    low, high = _end(row, "value_low"), _end(row, "value_high")
    if low is not None and low == high:
        told = low
    elif low is None and high is None:
        told = "open"
    elif high is None:
        told = f"more than {low}" if row["low_open"] else f"{low} or more"
    elif low is None:
        told = f"less than {high}" if row["high_open"] else f"{high} or less"
    else:
        told = f"{low} to {high}"
    unit = row["unit"] if row["kind"] != "date" else row["precision"] and f"({row['precision']})"
    return f"{told} {unit or ''}".strip()


def _end(row: Row, name: str) -> str | None:
    value = row[name]
    if value is None:
        return None
    if row["kind"] == "date":
        return f"{datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=value):%-d %b %Y}"
    return f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.0f}"


def _usual(values: Any) -> str | None:
    counted = Counter(value for value in values if value)
    return counted.most_common(1)[0][0] if counted else None


def _passage(row: Row) -> Passage:
    text, start = row["sentence"], row["sentence_start"]
    if text is None:
        words = row["quote"]
        return Passage(row=row, pieces=(Piece(text=words, classes="exact"),) if words else ())
    span = Span(first=row["char_start"] - start, last=row["char_end"] - start, what="exact")
    return Passage(row=row, pieces=pieces(text, [span]))
