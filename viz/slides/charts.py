"""Charts as PowerPoint's own: editable, with their workbook, their caveats and sources below.

Relies on the values of `viz.charts.chart`. Every mark bears its value as the document prints it;
all letters are set in 18 pt. Heat maps and treemaps, of which Office has none, are native shapes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from viz.charts.chart import Chart, Mark
from viz.lettering import LEADING, TIGHT, plain, wrap
from viz.slides.around import foot_of, heading_of, noted
from viz.slides.deck import INNER, MARGIN, Deck
from viz.slides.foot import SIZE
from viz.slides.heat import heat_slides
from viz.slides.plot import LABELS, Plot, legend_high, plotted
from viz.slides.sheet import reach_of
from viz.slides.text import Face, filled
from viz.slides.treemap import treemap_slides
from viz.style import MUTED

_COLUMNS = 6  # labels side by side under a chart
_GROUP = 26.0  # pt of the unit above a chart
_UPRIGHT = 84.0  # pt of the least lines or ranks, without their labels
_LABEL_LINES = 6  # of a label beside a bar; Office cuts what is longer
_LYING = ("bar", "stack")
_STRETCH = 1.6  # how much taller than needed a chart of bars may be
_RANK = {"ja": "上にあるほど上位", "en": "The higher, the better the rank"}


@dataclass(frozen=True, slots=True)
class _Panel:
    """One chart object: marks of one unit, the pt it needs, the pt it may take at most."""

    marks: tuple[Mark, ...]
    group: str
    needs: float
    most: float


def chart_slides(chart: Chart) -> bytes:
    """Return a PowerPoint file of a chart: the same bytes for the same chart."""
    deck = Deck(chart.lang, chart.title)
    match chart.form:
        case "heat":
            heat_slides(deck, chart)
        case "treemap":
            treemap_slides(deck, chart)
        case _:
            _slides(deck, chart)
    return deck.content()


def _slides(deck: Deck, chart: Chart) -> None:
    """Add charts of Office's own: one for each unit, more where its labels are many.

    Small ones share a slide.
    """
    hint = _RANK[chart.lang] if chart.form == "rank" else ""
    top = heading_of(chart, hint=hint).bottom
    series = tuple(dict.fromkeys(plain(mark.series) for mark in chart.marks))
    pages = _pages(chart, top)
    for number, panels in enumerate(pages, 1):
        slide = deck.slide(heading_of(chart, number, len(pages), hint))
        marks = [mark for panel in panels for mark in panel.marks]
        foot = foot_of(chart, marks)
        for panel, box in _places(panels, top, foot.top - 4.0):
            y = box[1]
            if panel.group:
                heading = wrap(panel.group, INNER / SIZE * TIGHT[chart.lang], 1)[0]
                deck.text(slide, (MARGIN, y), INNER, [[(heading, Face(SIZE, MUTED))]])
                y += _GROUP
            area = (box[0], y, box[2], box[3])
            plot = Plot(panel.marks, chart.form, series, SIZE, chart.lang, area)
            plotted(slide, replace(plot, reach=_reach(chart, plot, panel)))
        foot.add(deck, slide)
        deck.note(slide, noted(chart, marks))


def _pages(chart: Chart, top: float) -> list[list[_Panel]]:
    """Divide the charts among slides, each with room for the caveats of what it shows."""
    pages: list[list[_Panel]] = [[]]
    least = min(_room(chart, [mark], top) for mark in chart.marks)
    for panel in _panels(chart, min(least, _room(chart, chart.marks, top))):
        marks = [mark for other in (*pages[-1], panel) for mark in other.marks]
        taken = sum(other.needs for other in pages[-1])
        if pages[-1] and taken + panel.needs > _room(chart, marks, top):
            pages.append([])
        pages[-1].append(panel)
    return pages


def _room(chart: Chart, marks: Sequence[Mark], top: float) -> float:
    return foot_of(chart, marks).top - 4.0 - top


def _panels(chart: Chart, room: float) -> Iterator[_Panel]:
    """Divide the marks by unit, and where their labels are too many for one chart."""
    for group in dict.fromkeys(mark.group for mark in chart.marks):
        marks = [mark for mark in chart.marks if mark.group == group]
        labels = list(dict.fromkeys(mark.label for mark in marks))
        for shown in _divided(chart, labels, marks, room):
            high = _height(chart, shown, marks)
            most = high * (_STRETCH if chart.form in _LYING else 9.0)
            kept = tuple(mark for mark in marks if mark.label in shown)
            yield _Panel(kept, plain(group), high, most)


def _divided(
    chart: Chart, labels: Sequence[str], marks: Sequence[Mark], room: float
) -> list[Sequence[str]]:
    """Divide the labels of a unit among as few charts as they need, as many in each."""
    for count in range(1, len(labels)):
        most = -(-len(labels) // count)
        parts = [labels[start : start + most] for start in range(0, len(labels), most)]
        if all(_height(chart, part, marks) <= room for part in parts):
            return parts
    return [[label] for label in labels]


def _height(chart: Chart, labels: Sequence[str], marks: Sequence[Mark]) -> float:
    """Return the height that a chart object needs; infinite for too many columns."""
    high = _GROUP if marks[0].group else 0.0
    ranged = any(mark.value is None for mark in chart.marks)
    if len({mark.series for mark in chart.marks}) > 1 and not ranged:
        high += legend_high([*{mark.series: None for mark in marks}], INNER, SIZE)
    if chart.form not in _LYING:
        room = INNER / len(labels) / SIZE * TIGHT[chart.lang] * 0.9
        lines = max(len(filled(label, room)) for label in labels)
        return high + _UPRIGHT + lines * SIZE * LEADING if len(labels) <= _COLUMNS else float("inf")
    # Beside a bar stand its sum, or its series where ranges share no colour key.
    told = (mark.whole or (mark.series if ranged else "") for mark in marks)
    more = max((f"（{text}）" for text in told if text), key=len, default="")
    room = LABELS * INNER / SIZE * TIGHT[chart.lang] * 0.95
    for label in labels:
        bars = 1 if chart.form == "stack" else sum(mark.label == label for mark in marks)
        lines = min(
            len(filled(label + more, LABELS * INNER / SIZE * TIGHT[chart.lang] * 0.95)),
            _LABEL_LINES,
        )
        high += max(lines, bars) * SIZE * LEADING + SIZE * 0.6
    return high + SIZE


def _reach(chart: Chart, plot: Plot, panel: _Panel) -> float:
    """Return where the axis of a unit ends, the same on all its slides."""
    unit = tuple(mark for mark in chart.marks if plain(mark.group) == panel.group)
    return reach_of(replace(plot, marks=unit))


def _places(
    panels: Sequence[_Panel], top: float, bottom: float
) -> Iterator[tuple[_Panel, tuple[float, float, float, float]]]:
    """Yield each chart object with its place, all taller where there is room."""
    share = (bottom - top) / sum(panel.needs for panel in panels)
    for panel in panels:
        high = min(panel.needs * share, panel.most)
        yield panel, (MARGIN, top, MARGIN + INNER, top + high)
        top += high
