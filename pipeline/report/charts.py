"""Charts: intervals and moments on one scale, drawn by Vega (vl-convert) into SVG without styles, scripts or fonts.

Vega gets numbers alone: scales, ticks and marks are its work; names and words are set beside them by the template,
which escapes what the web wrote. Many charts are drawn in one call, as one specification with a group for each: a call
costs more than a chart. What comes back is cut into its groups and told anew with classes for colours, so that the
style sheet decides on light and dark, and nothing is left that a strict Content-Security-Policy would refuse.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from pipeline.report.engine import svg

if TYPE_CHECKING:
    from markupsafe import Markup

Scale = Literal["linear", "log", "utc"]
Shape = Literal["circle", "square", "diamond", "triangle-up"]

MARGIN = 14  # units kept free on each side, for arrows and for half a symbol
AXIS = 26  # units beneath the last row, for the ticks and their labels
AT_ONCE = 120  # charts drawn in one call
_GAP = 40  # units between two charts of one call
_SIZES = {
    "circle": 62,
    "square": 52,
    "diamond": 66,
    "triangle-up": 58,
}  # square units, so that they look alike
_ARROW = "M-14,-9L0,0L-14,9"  # of symbols whose size is 1, Vega halves the path


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A value or interval in a row; an end that is None lies beyond the scale, and is drawn as an arrow.

    Times are milliseconds since 1970. `hollow` symbols are outlined, others filled.
    """

    row: int
    low: float | None
    high: float | None
    hollow: bool = False
    shape: Shape = "circle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Dots in rows above one axis. `top` is where in its row a dot lies, in units, as are width and row height."""

    scale: Scale
    width: int
    rows: int
    row_height: int
    top: int
    dots: tuple[Dot, ...]

    @property
    def height(self) -> int:
        return self.rows * self.row_height + AXIS


def draw(charts: Iterable[Chart]) -> dict[Chart, Markup]:
    """The inner elements of each chart's SVG, `0 0 width height`; equal charts are drawn once.

    A chart without any known end is left out.
    """
    drawn: dict[Chart, Markup] = {}
    known = list(dict.fromkeys(charts))
    scales: tuple[Scale, ...] = ("linear", "log", "utc")
    for scale in scales:
        wanted = [c for c in known if c.scale == scale and _ends(c)]
        for first in range(0, len(wanted), AT_ONCE):
            batch = wanted[first : first + AT_ONCE]
            drawn.update(zip(batch, _batch(batch, scale), strict=True))
    return drawn


def _ends(chart: Chart) -> list[float]:
    return [end for dot in chart.dots for end in (dot.low, dot.high) if end is not None]


def _batch(charts: Sequence[Chart], scale: Scale) -> list[Markup]:
    return _cut(svg(_specification(charts, scale)))


def _specification(charts: Sequence[Chart], scale: Scale) -> dict[str, Any]:
    """Vega's specification of some charts, one group beneath the other."""
    groups, dots, y = [], [], 0
    for number, chart in enumerate(charts):
        low, high = _domain(_ends(chart), scale)
        groups.append(
            {
                "chart": number, "y": y, "low": low, "high": high, "width": chart.width,
                "height": chart.height - AXIS, "ticks": max(3, chart.width // 95), "form": _form(low, high, scale),
            }
        )  # fmt: skip
        y += chart.height + _GAP
        for dot in chart.dots:
            dots.append(
                {
                    "chart": number, "low": dot.low, "high": dot.high, "shape": dot.shape, "size": _SIZES[dot.shape],
                    "at": dot.row * chart.row_height + chart.top, "hollow": dot.hollow,
                }
            )  # fmt: skip
    return {
        "$schema": "https://vega.github.io/schema/vega/v6.json",
        "width": max(c.width for c in charts),
        "height": y,
        "padding": 0,
        "autosize": "none",
        "data": [{"name": "groups", "values": groups}, {"name": "dots", "values": dots}],
        "marks": [_group(scale)],
    }


def _group(scale: Scale) -> dict[str, Any]:
    """One chart: its scale and axis, and rules, arrows and symbols from its dots."""
    start = f"datum.low === null ? {MARGIN} : scale('x', datum.low)"
    end = f"datum.high === null ? width - {MARGIN} : scale('x', datum.high)"
    own = {"data": "own"}
    at = {"field": "at"}
    fill = {"signal": "datum.hollow ? 'white' : 'black'"}

    def symbol(x: str, wanted: str) -> dict[str, Any]:
        return {
            "type": "symbol", "from": own, "encode": {"enter": {
                "x": {"signal": x}, "y": at, "shape": {"field": "shape"},
                "size": {"signal": f"({wanted}) ? datum.size : 0"}, "stroke": {"value": "black"}, "fill": fill}},
        }  # fmt: skip

    def arrow(x: str, wanted: str, angle: int) -> dict[str, Any]:
        return {
            "type": "symbol", "from": own, "encode": {"enter": {
                "x": {"signal": x}, "y": at, "shape": {"value": _ARROW}, "angle": {"value": angle},
                "size": {"signal": f"({wanted}) ? 1 : 0"}, "stroke": {"value": "black"}}},
        }  # fmt: skip

    return {
        "type": "group",
        "from": {"data": "groups"},
        "encode": {
            "enter": {"y": {"field": "y"}, "width": {"field": "width"}, "height": {"field": "height"}}
        },
        "signals": [
            {"name": name, "update": f"parent.{name}"} for name in ("width", "height", "chart", "form", "ticks")
        ],
        "data": [
            {"name": "own", "source": "dots", "transform": [{"type": "filter", "expr": "datum.chart === chart"}]}
        ],
        "scales": [
            {
                "name": "x", "type": scale, "zero": False, "nice": {"signal": "ticks"} if scale == "linear" else False,
                "domain": {"signal": "[parent.low, parent.high]"}, "range": {"signal": f"[{MARGIN}, width - {MARGIN}]"},
            }
        ],
        "axes": [
            {
                "orient": "bottom", "scale": "x", "tickCount": {"signal": "ticks"}, "labelFlush": True,
                "labelBound": False, "labelOverlap": False,
                "encode": {"labels": {"update": {"text": {"signal": _TICKS}}}},
            }
        ],
        "marks": [
            {"type": "rule", "from": own, "encode": {"enter": {
                "x": {"signal": start}, "x2": {"signal": end}, "y": at, "stroke": {"value": "black"}}}},
            arrow(str(MARGIN), "datum.low === null", 180),
            arrow(f"width - {MARGIN}", "datum.high === null", 0),
            symbol(start, "datum.low !== null"),
            symbol(end, "datum.high !== null && datum.high !== datum.low"),
        ],
    }  # fmt: skip


# how a tick is told: a number, shortened from 100,000 on; of times the day, and within three days the hour
_TICKS = (
    "form == 'n' ? format(datum.value, ',.4~f')"
    " : form == 's' ? replace(format(datum.value, '.4~s'), 'G', 'bn')"
    " : form == 'h' ? (utchours(datum.value) + utcminutes(datum.value) == 0 ? utcFormat(datum.value, '%-d %b')"
    " : utcFormat(datum.value, '%H:%M'))"
    " : utcFormat(datum.value, form)"
)
_DAY = 86_400_000.0


def _form(low: float, high: float, scale: Scale) -> str:
    if scale != "utc":
        return "s" if max(abs(low), abs(high)) >= 100_000 else "n"
    days = (high - low) / _DAY
    return "h" if days < 3 else "%-d %b" if days < 300 else "%b %Y" if days < 2000 else "%Y"


def _domain(ends: Sequence[float], scale: Scale) -> tuple[float, float]:
    """From the least to the greatest end; a single value lies in the middle of a span of its own size."""
    low, high = min(ends), max(ends)
    if low == high:
        around = _DAY if scale == "utc" else max(abs(low) / 2, 1.0)
        return (low / 2, low * 2) if scale == "log" else (low - around, high + around)
    return low, high


_MOVE = re.compile(r"translate\((-?[\d.]+),(-?[\d.]+)\)")
_NUMBER = re.compile(r"-?\d+\.\d{2,}")
_NOTHING = re.compile(r"M0,0(?:L0,0)*Z?")


def _cut(drawing: str) -> list[Markup]:
    """The elements of each chart's group, told anew: axis first, then the dots."""
    from lxml import etree
    from markupsafe import Markup

    root = etree.fromstring(drawing.encode(), etree.XMLParser(resolve_entities=False, huge_tree=True))
    (scope,) = root.iterfind(".//{*}g[@class='mark-group role-scope']")
    charts = []
    for group in scope.iterchildren("{*}g"):
        axis: list[str] = []
        dots: list[str] = []
        for marks in group.iterfind("./{*}g/{*}g"):
            told = [
                _axis(e) if "role-axis" in marks.get("class", "") else _dot(e) for e in marks.iter("{*}*")
            ]
            (axis if "role-axis" in marks.get("class", "") else dots).extend(t for t in told if t)
        foot = _short(str(_moved(group.find(".//{*}g[@class='mark-group role-axis']/{*}g"))[1]))
        charts.append(
            Markup(f'<g class="axis" transform="translate(0,{foot})">{"".join(axis)}</g>{"".join(dots)}')
        )
    return charts


def _axis(element: Any) -> str:
    """A tick, its label, or the line of the axis, relative to that."""
    from markupsafe import escape

    name = element.tag.rpartition("}")[2]
    if name not in {"line", "text"}:
        return ""
    x, y = (_short(str(part)) for part in _moved(element))
    if name == "text":
        return f'<text x="{x}" y="{y}" text-anchor="{element.get("text-anchor")}">{escape(element.text or "")}</text>'
    across, down = _short(element.get("x2")), _short(element.get("y2"))
    return f'<path d="M{x},{y}l{across},{down}"/>'


def _dot(element: Any) -> str:
    """A rule, an arrow or a symbol; nothing for what has no size."""
    name = element.tag.rpartition("}")[2]
    if name not in {"line", "path"} or element.get("class"):
        return ""
    x, y = (_short(str(part)) for part in _moved(element))
    if name == "line":
        across = _short(element.get("x2"))
        return f'<path d="M{x},{y}h{across}"/>' if float(across) else ""
    shape = element.get("d")
    if _NOTHING.fullmatch(shape):
        return ""
    turned = " rotate(180)" if "rotate" in element.get("transform") else ""
    look = {"white": ' class="hollow"', "black": ' class="full"'}.get(element.get("fill", ""), "")
    if shape.count("A") == 2:  # as Vega draws a circle, about its middle
        return f'<circle{look} cx="{x}" cy="{y}" r="{_short(shape[1:].partition(",")[0])}"/>'
    return f'<path{look} transform="translate({x},{y}){turned}" d="{_NUMBER.sub(_rounded, shape)}"/>'


def _moved(element: Any) -> tuple[float, float]:
    found = _MOVE.match(element.get("transform", ""))
    return (float(found[1]), float(found[2])) if found else (0.0, 0.0)


def _short(number: str) -> str:
    return f"{float(number):.1f}".removesuffix(".0")


def _rounded(found: re.Match[str]) -> str:
    return _short(found[0])
