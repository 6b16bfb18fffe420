"""One chart object on a slide: bars, a line or ranks, its workbook, its labels.

Relies on python-pptx's charts, partly untyped (hence `Any`), and on `sheet` for the values.
"""

from collections.abc import Sequence
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.slide import Slide
from pptx.util import Pt

from viz.lettering import plain, width
from viz.slides.sheet import WORDS, Grid, by_range, by_series, colour_of, reach_of, top_of, workbook
from viz.slides.sheet import Plot as Plot
from viz.slides.text import Face, dress, rgb, write
from viz.style import PAPER, SERIES, TEXT

LABELS = 0.5  # of the width, at most, for labels left of bars
_GRID = "#e3e8ec"
_MARKER = 11  # pt
_SAMPLE = 36.0  # pt around a name in a legend
_THICK = 42.0  # pt of the thickest bar
_GAP, _MOST_GAP = 45, 500  # % of a bar between bars
_DARK = 130  # brightness, of 255
_POSITIONS = {
    "bar": XL_LABEL_POSITION.OUTSIDE_END,
    "stack": XL_LABEL_POSITION.CENTER,
    "line": XL_LABEL_POSITION.ABOVE,
    "rank": XL_LABEL_POSITION.RIGHT,
}


def legend_high(series: Sequence[str], wide: float, size: float) -> float:
    """Give the height of a legend, pt: in columns as wide as its longest name, if any."""
    if not series:
        return 0.0
    longest = max(map(width, series)) * size + _SAMPLE
    return -(-len(series) // max(1, int(wide * 0.85 / longest))) * size * 1.5 + size * 0.5


def plotted(slide: Slide, plot: Plot) -> None:
    """Add the chart to a slide."""
    ranged = plot.form == "bar" and any(mark.value is None for mark in plot.marks)
    grid = by_range(plot) if ranged else by_series(plot)
    data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = grid.categories
    for name, values in grid.series.items():
        data.add_series(name, values)
    form = XL_CHART_TYPE.LINE_MARKERS
    if plot.lying:
        stacked = ranged or plot.form == "stack"
        form = XL_CHART_TYPE.BAR_STACKED if stacked else XL_CHART_TYPE.BAR_CLUSTERED
    left, top, right, bottom = plot.box
    x, y, wide, high = map(Pt, (left, top, right - left, bottom - top))
    frame: Any = slide.shapes.add_chart(form, x, y, wide, high, data)
    frame.name = plain("・".join(grid.categories))[:80]
    chart = frame.chart
    chart.part.chart_workbook.update_from_xlsx_blob(workbook(grid))
    _text(chart, plot, ranged=ranged)
    if plot.lying:
        _spread(chart, grid, plot)
    _axes(chart, plot, grid)
    if ranged:
        _floating(chart, grid, plot)
    else:
        _coloured(chart, plot, grid)


def _text(chart: Any, plot: Plot, *, ranged: bool) -> None:
    """Set the letters of the whole chart; a legend where colours say anything.

    That is where any slide has several series; a range bears the name of its own.
    """
    chart.font.size = Pt(plot.size)
    dress(chart.font._rPr, plot.lang)
    chart.has_title = False
    chart.has_legend = len(plot.series) > 1 and not ranged
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.TOP
        chart.legend.include_in_layout = False


def _spread(chart: Any, grid: Grid, plot: Plot) -> None:
    """Give the labels left of bars the room they need and no more, so that the rest is bars."""
    left, top, right, bottom = plot.box
    wide, high = right - left, bottom - top
    longest = max(map(width, grid.categories)) * plot.size * 1.1 + 12
    x = min(longest / wide, LABELS)
    above = legend_high([*grid.series], wide, plot.size) / high if chart.has_legend else 0.0
    beside = len(grid.series) if plot.form == "bar" and chart.has_legend else 1
    bar = (1 - above) * high / len(grid.categories) / beside  # were there no gaps
    gap = (bar / min(bar, _THICK) - 1) * beside * 100
    chart.plots[0].gap_width = min(_MOST_GAP, max(_GAP, round(gap)))
    parts = {"x": x, "y": above, "w": 0.99 - x, "h": 0.99 - above}
    sizes = "".join(f'<c:{name} val="{value:.4f}"/>' for name, value in parts.items())
    layout = parse_xml(
        f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/>'
        f'<c:xMode val="edge"/><c:yMode val="edge"/>{sizes}</c:manualLayout></c:layout>'
    )
    area = chart._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    area.insert(0, layout)


def _axes(chart: Any, plot: Plot, grid: Grid) -> None:
    """Names on one axis; the other is hidden, because every mark bears its value."""
    names, values = chart.category_axis, chart.value_axis
    names.has_major_gridlines = names.has_minor_gridlines = False
    names.format.line.color.rgb = rgb(_GRID)
    names.tick_labels.font.size = Pt(plot.size)
    names._element.txPr.bodyPr.set("rot", "0")  # long labels are broken, not turned
    dress(names.tick_labels.font._rPr, plot.lang)
    values.has_major_gridlines = plot.form == "rank"
    values.visible = False
    numbers = [n for column in grid.series.values() for n in column if n is not None]
    low, top = min([0.0, *numbers]), max([0.0, *numbers, plot.reach])
    if plot.lying:
        names.reverse_order = True  # the first at the top
        top = max(reach_of(plot), plot.reach)
    elif plot.form == "rank":
        step = max(1, round(top / 6))
        top += step
        values.reverse_order = True  # the best rank at the top
        values.major_unit = step
        values.major_gridlines.format.line.color.rgb = rgb(_GRID)
        names.tick_label_position = XL_TICK_LABEL_POSITION.HIGH  # still below the plot
    else:
        top *= 1.2
    if low >= 0:
        values.minimum_scale, values.maximum_scale = 0, top or 1.0


def _coloured(chart: Any, plot: Plot, grid: Grid) -> None:
    """Colour the series and print each value at its mark."""
    position = _POSITIONS[plot.form]
    if plot.lying:
        chart.plots[0].overlap = 100 if plot.form == "stack" else 0
    for series in chart.plots[0].series:
        name = "" if series.name == WORDS[plot.lang]["value"] else series.name
        colour = rgb(colour_of(plot, name) if name in plot.series else SERIES[0])
        if plot.lying:
            series.format.fill.solid()
            series.format.fill.fore_color.rgb = colour
            series.invert_if_negative = False
        else:
            series.smooth = False
            series.marker.style, series.marker.size = XL_MARKER_STYLE.CIRCLE, _MARKER
            series.marker.format.fill.solid()
            series.marker.format.fill.fore_color.rgb = colour
            series.marker.format.line.color.rgb = colour
            if plot.form == "line":
                series.format.line.color.rgb, series.format.line.width = colour, Pt(2.5)
            else:
                series.format.line.fill.background()
        _print(series, series.name, plot, grid, position)


def _floating(chart: Any, grid: Grid, plot: Plot) -> None:
    """Show only the range of each row, in its colour; the text stands right of it."""
    chart.plots[0].overlap = 100
    before, reach, after = chart.plots[0].series
    for unseen in (before, after):
        unseen.format.fill.background()
    for row, colour in enumerate(grid.colours):
        fill = reach.points[row].format.fill
        fill.solid()
        fill.fore_color.rgb = rgb(colour)
    _print(after, after.name, plot, grid, XL_LABEL_POSITION.INSIDE_BASE)


def _print(series: Any, name: str, plot: Plot, grid: Grid, position: Any) -> None:
    """Print at each mark what the document prints; a stacked value only where it has room."""
    face = Face(plot.size)
    if plot.form == "stack":
        face = Face(plot.size, _letters(str(series.format.fill.fore_color.rgb)))
    for (column, row), text in grid.printed.items():
        if column == name and _has_room(plot, grid, grid.series[column][row], text):
            label = series.points[row].data_label
            write(label.text_frame, [[(text, face)]], plot.lang)
            label.text_frame.word_wrap = False
            label.position = position


def _has_room(plot: Plot, grid: Grid, value: float | None, text: str) -> bool:
    """Tell whether a text fits its part of a stack; the notes print those that do not."""
    wide = (plot.box[2] - plot.box[0]) * (1 - LABELS)
    part = (value or 0.0) / (top_of(plot, grid) or 1.0) * wide
    return plot.form != "stack" or width(text) * plot.size < part


def _letters(fill: str) -> str:
    """Choose dark or white letters on a colour such as "0072B2", by its brightness."""
    red, green, blue = bytes.fromhex(fill)
    return TEXT if 0.299 * red + 0.587 * green + 0.114 * blue > _DARK else PAPER
