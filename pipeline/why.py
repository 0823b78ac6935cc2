"""`parallax why`: how a finding on figures came about: both readings, their intervals, and what each rule decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.adapters.findings import Finding, read_finding
from pipeline.core.divergence import figure_intervals as intervals
from pipeline.core.divergence.figure_clusters import Node
from pipeline.core.divergence.figure_explained import Compared, explain
from pipeline.core.divergence.figure_sides import is_stated, moment

MOST = 12  # comparisons that are shown in full


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Two figures of a finding compared: what came of it, (sentence, how its figure was read) twice, and what each
    rule decided: (rule, decision)."""

    outcome: str
    readings: tuple[tuple[str, str], ...]
    steps: tuple[tuple[str, str], ...]


def run(divergence_id: str, database: Path) -> int:
    """Prints the finding and its explanation. Raises InputError when there is no such finding."""
    finding = read_finding(database, divergence_id)
    print("\n".join(lines(finding)))
    return 0


def lines(finding: Finding) -> list[str]:
    """The explanation of a finding, line by line."""
    explained = f", explained by {finding.explained_by}" if finding.explained_by else ""
    told = [
        finding.summary,
        f"{finding.kind} / {finding.subtype}, {finding.scope}{explained}; "
        f"severity {finding.severity:.2f}, confidence {finding.confidence:.2f}",
    ]
    for piece in finding.evidence:
        words = piece.quote if piece.quote is not None else "(does not carry it)"
        told.append(f"  side {piece.side}  {piece.outlet}: {words}  = {piece.value}")
    if finding.kind != "figure":
        return [
            *told,
            "",
            "Only figures are judged by rules that can be told one by one; the evidence is above.",
        ]
    found = reasons(finding)
    for one in found[:MOST]:
        width = max((len(rule) for rule, _ in one.steps), default=0)
        told += ["", one.outcome]
        for sentence, read in one.readings:
            told += [f'  "{sentence}"', f"    {read}"]
        told += [f"    {rule:{width}}  {decided}" for rule, decided in one.steps]
    if len(found) > MOST:
        told += ["", f"({len(found) - MOST} more comparisons of these sides are not shown)"]
    return told


def reasons(finding: Finding) -> Sequence[Reason]:
    """What the judge made of each two figures on different sides, the gravest first; none for other kinds."""
    if finding.kind != "figure":
        return ()
    compared = sorted(
        explain(finding.story, finding.evidence),
        key=lambda c: (c.verdict.label != "divergent", -c.verdict.strength),
    )
    return [_reason(one) for one in compared]


def _reason(one: Compared) -> Reason:
    aligned = "not aligned" if one.score is None else f"aligned, {one.score:.2f}"
    label = f"{one.verdict.label}{f' ({one.verdict.explained_by})' if one.verdict.explained_by else ''}"
    return Reason(
        outcome=f"{one.a.statement.outlet} and {one.b.statement.outlet} (sentences {aligned}): {label}",
        readings=(_reading(one.a), _reading(one.b)),
        steps=tuple((step.rule, step.decided) for step in one.steps),
    )


def _reading(node: Node) -> tuple[str, str]:
    figure = node.side.figure
    when, basis = moment(node.side), "stated" if is_stated(node.side) else "as published"
    parts = [
        f"{figure.kind} {_interval(node)}",
        f"written to {intervals.grain(figure):g}" if intervals.grain(figure) else "",
        f"of: {figure.referent}" if figure.referent else "of: not told",
        f"as of {when:%Y-%m-%d %H:%M} ({basis})" if when else "at no known time",
        f"says {node.side.source}" if node.side.source else "in its own voice",
    ]
    return node.statement.text, f"{figure.text!r} reads as " + "; ".join(p for p in parts if p)


def _interval(node: Node) -> str:
    """`[20, 20] percent`, `(40, ∞)`: round brackets leave the end out."""
    figure = node.side.figure
    low = "(-∞" if figure.value_low is None else f"{'(' if figure.low_open else '['}{figure.value_low:.12g}"
    high = (
        "∞)" if figure.value_high is None else f"{figure.value_high:.12g}{')' if figure.high_open else ']'}"
    )
    return f"{low}, {high}{f' {figure.unit}' if figure.unit else ''}"
