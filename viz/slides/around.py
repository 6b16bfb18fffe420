"""What stands around a chart on its slides: title, caveats and sources, and the notes.

Relies on `viz.charts.chart` for the values; a slide has the caveats of what it shows, and the
chart's own.
"""

from collections.abc import Sequence

from viz.charts.chart import Chart, Mark
from viz.lettering import plain
from viz.slides.deck import Heading, paged
from viz.slides.foot import Foot

_SHADED = ("heat", "treemap")  # without their legend they cannot be read
_LINES = 3  # of caveats


def heading_of(chart: Chart, number: int = 9, count: int = 9, hint: str = "") -> Heading:
    """Give the title of one of several slides; as long as any where no number is given."""
    return Heading.of(paged(chart.title, number, count, chart.lang), hint)


def foot_of(chart: Chart, marks: Sequence[Mark]) -> Foot:
    """Set the caveats of the marks of a slide, the chart's own first, and its documents."""
    shown = {note for mark in marks for note in mark.notes}
    of_marks = {note for mark in chart.marks for note in mark.notes}
    own = [note for note in chart.notes if note not in of_marks]
    caveats = own + [note for note in chart.notes if note in shown]
    most = _LINES if chart.form in _SHADED else _LINES - 1
    return Foot.of(chart.dated, chart.lang, caveats=caveats, most=most)


def noted(chart: Chart, marks: Sequence[Mark]) -> list[str]:
    """Tell each value of a slide, then all caveats and sources."""
    lines = [plain(chart.title)]
    for group in dict.fromkeys(mark.group for mark in marks):
        lines += ["", *([plain(group)] if group else [])]
        for mark in marks:
            if mark.group == group:
                parts = (plain(text) for text in (mark.label, mark.series, mark.printed))
                lines.append(" | ".join(filter(None, parts)))
    return [*lines, "", *chart.notes, *chart.sources]
