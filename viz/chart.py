"""A chart: bars, a line through time, or ranks, with its caveats and sources printed under it.

Relies on Vega-Lite as vl-convert carries it: no browser, no network. Every mark bears its value
as the document prints it, so no axis has to be read off.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Literal

import vl_convert

from viz.lettering import plain, width, wrap
from viz.picture import Lang
from viz.style import FONT_SIZE, MUTED, PAPER, SERIES, TEXT, TYPEFACES

Form = Literal["bar", "line", "rank"]
FORMS: tuple[Form, ...] = ("bar", "line", "rank")
WIDTH, LABELS = 560, 300  # px of the plot, and of the labels left of it
_TEXT_ROOM = 58  # em of a line of text under the plot
_NAME_ROOM = 20  # em of a line of a label
_BAR, _ROW = 22, 34  # px of a bar, and of a row of the text under the plot
_GAP = 8  # px between a label and its bar
_SCALE = 2  # a PNG's pixels per px: sharp on a projector


@dataclass(frozen=True, slots=True)
class Mark:
    """One value.

    `label`: what it belongs to; `value`, or `low` and `high` of a range; `printed`: as people
    read it; `series`: what its colour says; `group`: unit or currency, each with its own axis.
    """

    label: str
    value: float | None
    printed: str
    series: str = ""
    low: float | None = None
    high: float | None = None
    group: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A whole chart, complete in itself.

    `notes`: base, period and other caveats; `sources`: the citations, as printed.
    """

    title: str
    form: Form
    lang: Lang
    marks: tuple[Mark, ...]
    notes: tuple[str, ...]
    sources: tuple[str, ...]


def svg(chart: Chart) -> str:
    """Draw as SVG; text stays text."""
    fonts()
    return str(vl_convert.vegalite_to_svg(specification(chart)))


def png(chart: Chart) -> bytes:
    """Draw as PNG, in a typeface that carries Japanese."""
    fonts()
    return bytes(vl_convert.vegalite_to_png(specification(chart), scale=_SCALE))


@lru_cache(maxsize=1)
def fonts() -> None:
    """Register the packaged typeface: the machine may have none with Japanese."""
    vl_convert.register_font_directory(str(files("noto_cjk_sans_jp_regular")))


def specification(chart: Chart) -> dict[str, Any]:
    """Give the Vega-Lite specification: one plot for each unit, the text under them."""
    series = list(dict.fromkeys(plain(mark.series) for mark in chart.marks))
    groups = list(dict.fromkeys(mark.group for mark in chart.marks))
    plots = [
        _plot(chart, group, [mark for mark in chart.marks if mark.group == group], series)
        for group in groups
    ]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": {
            "text": [*wrap(chart.title, _TEXT_ROOM / 1.4)],
            "anchor": "start",
            "fontSize": FONT_SIZE * 1.4,
            "offset": 14,
        },
        "background": PAPER,
        "padding": 20,
        "vconcat": [*plots, under((*chart.notes, *chart.sources), _left(chart))],
        "spacing": 18,
        "config": {
            "font": TYPEFACES,
            "title": {"color": TEXT, "fontWeight": "normal"},
            "axis": {"labelColor": TEXT, "labelFontSize": FONT_SIZE, "titleColor": MUTED},
            "legend": {"labelFontSize": FONT_SIZE, "labelColor": TEXT, "symbolType": "square"},
            "view": {"stroke": None},
        },
    }


def _plot(chart: Chart, group: str, marks: list[Mark], series: list[str]) -> dict[str, Any]:
    """Draw the marks of one unit."""
    rows = [
        {
            "label": [*wrap(mark.label, _NAME_ROOM, 3)],
            "key": plain(mark.label),
            "value": mark.value if mark.value is not None else mark.high,
            "low": mark.low if mark.low is not None else 0,
            "printed": plain(mark.printed),
            "series": plain(mark.series),
        }
        for mark in marks
    ]
    draw = {"bar": _bars, "line": _line, "rank": _ranks}[chart.form]
    plot = draw(rows, series)
    heading = {"text": group, "anchor": "start", "fontSize": FONT_SIZE, "color": MUTED}
    return plot | {"data": {"values": rows}, "width": WIDTH} | ({"title": heading} if group else {})


def _names(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Lay one row for each label, in the order of the answer, long labels on several lines."""
    order = list(dict.fromkeys(row["key"] for row in rows))
    shown = {row["key"]: row["label"] for row in rows}
    chosen = " : ".join(f"datum.value === {name!r} ? {shown[name]!r}" for name in order)
    return {
        "field": "key",
        "type": "nominal",
        "sort": order,
        "axis": {
            "title": None, "labelLimit": LABELS, "ticks": False, "domain": False,
            "labelExpr": f"{chosen} : datum.value", "labelPadding": _GAP,
        },
    }  # fmt: skip


def _step(rows: Sequence[dict[str, Any]]) -> float:
    """Give the height of a row: its bar, or the lines of the longest label."""
    lines = max((len(row["label"]) for row in rows), default=1)
    return max(_BAR * 1.6, (lines + 0.5) * FONT_SIZE * 1.2)


def _colour(series: list[str]) -> dict[str, Any]:
    """Colour by series; one series needs no legend."""
    if len(series) < 2:
        return {"value": SERIES[0]}
    legend = {"title": None, "orient": "top", "columns": 3, "labelLimit": WIDTH}
    scale = {"domain": series, "range": [SERIES[n % len(SERIES)] for n in range(len(series))]}
    return {"field": "series", "type": "nominal", "scale": scale, "legend": legend}


def _printed(**place: Any) -> dict[str, Any]:
    """Print the value at its mark."""
    mark = {"type": "text", "color": TEXT, "fontSize": FONT_SIZE, "align": "left", "dx": 6}
    return {"mark": mark | place, "encoding": {"text": {"field": "printed"}}}


def _bars(rows: list[dict[str, Any]], series: list[str]) -> dict[str, Any]:
    """Bars from 0, or from the low to the high end of a range."""
    top = max((row["value"] for row in rows), default=0)
    longest = max((len(row["printed"]) for row in rows), default=0)
    room = top * (1 + min(0.6, longest * 0.022))  # so that the last value's text fits
    several = len(series) > 1
    return {
        "height": {"step": _BAR if several else _step(rows)},
        "encoding": {
            "y": _names(rows),
            **({"yOffset": {"field": "series", "sort": series}} if several else {}),
            "x": {
                "field": "value", "type": "quantitative", "axis": None,
                "scale": {"domain": [0, room or 1]},
            },
        },
        "layer": [
            {
                "mark": {"type": "bar", "height": {"band": 0.74}},
                "encoding": {"x2": {"field": "low"}, "color": _colour(series)},
            },
            _printed(dy=5 if several else 0),  # the offset puts text at the bar's upper part
        ],
    }  # fmt: skip


def _ranks(rows: list[dict[str, Any]], series: list[str]) -> dict[str, Any]:
    """A dot for each rank, the best at the left."""
    last = max((row["value"] for row in rows), default=1)
    return {
        "height": {"step": _step(rows)},
        "encoding": {
            "y": _names(rows),
            "x": {
                "field": "value", "type": "quantitative",
                "scale": {"domain": [0.5, last * 1.1 + 1], "nice": False},
                "axis": {"title": None, "tickMinStep": 1, "format": "d", "grid": True},
            },
        },
        "layer": [
            {"mark": {"type": "point", "filled": True, "size": 190, "opacity": 1},
             "encoding": {"color": _colour(series)}},
            _printed(dx=12),
        ],
    }  # fmt: skip


def _line(rows: list[dict[str, Any]], series: list[str]) -> dict[str, Any]:
    """A line for each series through the dates, in the order of the answer."""
    x = _names(rows)
    x["axis"] = x["axis"] | {"labelAngle": 0, "orient": "bottom", "domain": True}
    return {
        "height": 220,
        "encoding": {
            "x": x | {"scale": {"padding": 0.5}},
            "y": {
                "field": "value", "type": "quantitative", "axis": None,
                "scale": {"zero": True},
            },
            "color": _colour(series),
        },
        "layer": [
            {"mark": {"type": "line", "strokeWidth": 2.5, "point": {"size": 90, "filled": True}}},
            _printed(align="center", dx=0, dy=-14),
        ],
    }  # fmt: skip


def _left(chart: Chart) -> float:
    """Say how far left of the plot the labels reach, px."""
    names = [line for mark in chart.marks for line in wrap(mark.label, _NAME_ROOM, 3)]
    widest = max(map(width, names), default=0) * FONT_SIZE + _GAP
    return 0 if chart.form == "line" else min(widest, LABELS)


def under(texts: Sequence[str], left: float) -> dict[str, Any]:
    """Print texts as lines under a plot whose labels reach `left` px to its left."""
    lines = [line for text in texts for line in wrap(text, _TEXT_ROOM, 3)]
    return {
        "data": {"values": [{"line": line, "n": n} for n, line in enumerate(lines)]},
        "width": WIDTH,
        "height": max(len(lines), 1) * _ROW * 0.65,
        "mark": {
            "type": "text", "align": "left", "baseline": "middle", "color": MUTED,
            "fontSize": FONT_SIZE * 0.9,
        },
        "encoding": {
            "y": {"field": "n", "type": "ordinal", "axis": None},
            "x": {"value": -left},
            "text": {"field": "line"},
        },
    }  # fmt: skip
