"""A chart of one of six forms, with its caveats and sources printed under it.

Relies on Vega-Lite as vl-convert carries it: no browser, no network. Every mark bears its value
as the document prints it, so no axis has to be read off. Bars, a line through time and ranks are
drawn here; stacked bars, heat maps and treemaps each in a module of their own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import vl_convert

from viz.charts import heat, stack, treemap
from viz.charts.axes import (
    BAR,
    GAP,
    LABELS,
    WIDTH,
    Row,
    beside,
    colour,
    names,
    ordered,
    printed,
    room,
    step,
)
from viz.fonts import fonts
from viz.lettering import plain, width, wrap
from viz.picture import Lang
from viz.style import FONT_SIZE, MUTED, PAPER, TEXT, TYPEFACES

Form = Literal["bar", "line", "rank", "stack", "heat", "treemap"]
FORMS: tuple[Form, ...] = ("bar", "line", "rank", "stack", "heat", "treemap")
_TEXT_ROOM = 58  # em of a line of text under the plot
_TEXT_LINES = 12  # of one text; the page has all in full
_NAME_ROOM = 20  # em of a line of a label
_ROW = 34  # px of a row of the text under the plot
_SCALE = 2  # a PNG's pixels per px: sharp on a projector


@dataclass(frozen=True, slots=True)
class Mark:
    """One value.

    `label`: what it belongs to; `value`, or `low` and `high` of a range; `printed`: as people
    read it; `series`: what its colour says, or its column in a heat map, its field in a treemap;
    `group`: unit or currency, each with its own axis; `whole`: the sum of its stacked bar or its
    field, as people read it; `notes`: those caveats of the chart that are its own.
    """

    label: str
    value: float | None
    printed: str
    series: str = ""
    low: float | None = None
    high: float | None = None
    group: str = ""
    whole: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A whole chart, complete in itself.

    `notes`: base, period and other caveats; `sources`: the citations, as printed; `dated`:
    publishers and dates of the documents alone.
    """

    title: str
    form: Form
    lang: Lang
    marks: tuple[Mark, ...]
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    dated: str = ""


def svg(chart: Chart) -> str:
    """Draw as SVG; text stays text."""
    fonts()
    return str(vl_convert.vegalite_to_svg(specification(chart)))


def png(chart: Chart) -> bytes:
    """Draw as PNG, in a typeface that carries Japanese."""
    fonts()
    return bytes(vl_convert.vegalite_to_png(specification(chart), scale=_SCALE))


def specification(chart: Chart) -> dict[str, Any]:
    """Give the Vega-Lite specification: one plot for each unit, the text under them."""
    rows = as_rows(chart.marks)
    listed: tuple[str, ...] = ()
    if chart.form == "treemap":
        tiles = treemap.tiles(rows)
        plots, listed = [treemap.plot(rows, tiles)], treemap.listing(tiles)
    else:
        stacked = chart.form == "stack"
        series = ordered(rows) if stacked else list(dict.fromkeys(row["series"] for row in rows))
        groups = list(dict.fromkeys(mark.group for mark in chart.marks))
        plots = [_plot(chart, group, series) for group in groups]
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
        "vconcat": [*plots, under((*listed, *chart.notes, *chart.sources), _left(chart))],
        "spacing": 18,
        "config": {
            "font": TYPEFACES,
            "title": {"color": TEXT, "fontWeight": "normal"},
            "axis": {"labelColor": TEXT, "labelFontSize": FONT_SIZE, "titleColor": MUTED},
            "legend": {"labelFontSize": FONT_SIZE, "labelColor": TEXT, "symbolType": "square"},
            "view": {"stroke": None},
        },
    }


def _plot(chart: Chart, group: str, series: list[str]) -> dict[str, Any]:
    """Draw the marks of one unit."""
    rows = as_rows([mark for mark in chart.marks if mark.group == group])
    forms = {"bar": _bars, "line": _line, "rank": _ranks, "stack": stack.plot, "heat": heat.plot}
    plot = {"data": {"values": rows}, "width": WIDTH} | forms[chart.form](rows, series)
    heading = {"text": group, "anchor": "start", "fontSize": FONT_SIZE, "color": MUTED}
    return plot | ({"title": heading | {"frame": "group"}} if group else {})


def as_rows(marks: Sequence[Mark]) -> list[Row]:
    """Give the marks as Vega-Lite's data."""
    return [
        {
            "label": [*wrap(mark.label, _NAME_ROOM, 3)],
            "key": plain(mark.label),
            "value": mark.value if mark.value is not None else mark.high,
            "low": mark.low if mark.low is not None else 0,
            "printed": plain(mark.printed),
            "series": plain(mark.series),
            "whole": plain(mark.whole),
        }
        for mark in marks
    ]


def _bars(rows: list[Row], series: Sequence[str]) -> dict[str, Any]:
    """Bars from 0, or from the low to the high end of a range."""
    end = room([row["value"] for row in rows], [row["printed"] for row in rows])
    several = len(series) > 1
    return {
        "height": {"step": BAR if several else step(rows)},
        "encoding": {
            "y": beside(rows),
            **({"yOffset": {"field": "series", "sort": series}} if several else {}),
            "x": {
                "field": "value", "type": "quantitative", "axis": None,
                "scale": {"domain": [0, end]},
            },
        },
        "layer": [
            {
                "mark": {"type": "bar", "height": {"band": 0.74}},
                "encoding": {"x2": {"field": "low"}, "color": colour(series)},
            },
            printed(dy=5 if several else 0),  # the offset puts text at the bar's upper part
        ],
    }  # fmt: skip


def _ranks(rows: list[Row], series: Sequence[str]) -> dict[str, Any]:
    """A dot for each rank, the best at the left."""
    last = max((row["value"] for row in rows), default=1)
    return {
        "height": {"step": step(rows)},
        "encoding": {
            "y": beside(rows),
            "x": {
                "field": "value", "type": "quantitative",
                "scale": {"domain": [0.5, last * 1.1 + 1], "nice": False},
                "axis": {"title": None, "tickMinStep": 1, "format": "d", "grid": True},
            },
        },
        "layer": [
            {"mark": {"type": "point", "filled": True, "size": 190, "opacity": 1},
             "encoding": {"color": colour(series)}},
            printed(dx=12),
        ],
    }  # fmt: skip


def _line(rows: list[Row], series: Sequence[str]) -> dict[str, Any]:
    """A line for each series through the dates, in the order of the answer."""
    x = names(rows)
    x["axis"] = x["axis"] | {"labelAngle": 0, "orient": "bottom", "domain": True}
    return {
        "height": 220,
        "encoding": {
            "x": x | {"scale": {"padding": 0.5}},
            "y": {
                "field": "value", "type": "quantitative", "axis": None,
                "scale": {"zero": True},
            },
            "color": colour(series),
        },
        "layer": [
            {"mark": {"type": "line", "strokeWidth": 2.5, "point": {"size": 90, "filled": True}}},
            printed(align="center", dx=0, dy=-14),
        ],
    }  # fmt: skip


def _left(chart: Chart) -> float:
    """Say how far left of the plot the labels reach, px."""
    names = [line for mark in chart.marks for line in wrap(mark.label, _NAME_ROOM, 3)]
    widest = max(map(width, names), default=0) * FONT_SIZE + GAP
    return 0 if chart.form in ("line", "treemap") else min(widest, LABELS)


def under(texts: Sequence[str], left: float) -> dict[str, Any]:
    """Print texts as lines under a plot whose labels reach `left` px to its left."""
    lines = [line for text in texts for line in wrap(text, _TEXT_ROOM, _TEXT_LINES)]
    return {
        "data": {"values": [{"line": line, "n": n} for n, line in enumerate(lines)]},
        "width": WIDTH,
        "height": max(len(lines), 1) * _ROW * 0.65,
        "mark": {
            "type": "text", "align": "left", "baseline": "middle", "color": MUTED,
            "fontSize": FONT_SIZE,
        },
        "encoding": {
            "y": {"field": "n", "type": "ordinal", "axis": None},
            "x": {"value": -left},
            "text": {"field": "line"},
        },
    }  # fmt: skip
