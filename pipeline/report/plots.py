"""The plot of one quantity: each outlet's value or interval on a common scale."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

from pipeline.report import phrases
from pipeline.report.charts import Chart, Dot, Scale
from pipeline.report.rows import FigureRow
from pipeline.report.views import FigureLine, Plot, PlotRow

WIDTH = 320  # as wide as the narrowest phone shows without scaling its words
ROW = 50
TOP = 27  # the dots lie between the two lines of words
MOST_ROWS = 14
LOGARITHMIC_FROM = 60.0  # times the least value is the greatest: beyond it small values would fall into one
_ABOVE, _VALUE, _UNDER = 43, 28, 56  # characters for which a row has room: above, the value there, beneath
_DAY = 86_400_000.0  # milliseconds


def plot(lines: Sequence[tuple[FigureRow, FigureLine]], title: str) -> Plot | None:
    """The lines of a quantity drawn, in their order; None where all mean the same, or nothing can be drawn."""
    known = [pair for pair in lines if _ends(pair[0])]
    if len({(f.value_low, f.value_high) for f, _ in known}) < 2:
        return None
    drawn = known[:MOST_ROWS]
    ends = [end for figure, _ in drawn for end in _ends(figure)]
    dates = drawn[0][0].kind == "date"
    scale: Scale = "utc" if dates else "linear"
    if not dates and min(ends) > 0 and max(ends) / min(ends) > LOGARITHMIC_FROM:
        scale = "log"
    times = _DAY if dates else 1.0
    dots = tuple(
        Dot(row=row, low=_times(f.value_low, times), high=_times(f.value_high, times), hollow=not line.source)
        for row, (f, line) in enumerate(drawn)
    )
    return Plot(
        chart=Chart(scale=scale, width=WIDTH, rows=len(drawn), row_height=ROW, top=TOP, dots=dots),
        rows=tuple(_row(line) for _, line in drawn),
        more=len(lines) - len(drawn),
        title=f"{title}, by outlet{', on a logarithmic scale' if scale == 'log' else ''}",
        described=f"From {drawn[0][1].normal} to {drawn[-1][1].normal}; the table has every outlet's",
    )


def _ends(figure: FigureRow) -> list[float]:
    return [end for end in (figure.value_low, figure.value_high) if end is not None and isfinite(end)]


def _times(value: float | None, factor: float) -> float | None:
    return value * factor if value is not None and isfinite(value) else None


def _row(line: FigureLine) -> PlotRow:
    where = " (headline)" if line.in_headline else " (earlier)" if line.replaced else ""
    value = phrases.shortened(line.normal, _VALUE)
    as_of = f"as of {phrases.clock(line.as_of)}" if line.as_of else "as of an unknown time"
    return PlotRow(
        name=phrases.shortened(line.outlet, _ABOVE - len(value) - len(where)) + where,
        value=value,
        under=phrases.shortened(f"{as_of}, {line.source or 'no source named'}", _UNDER),
    )
