"""Charts as PowerPoint's own: editable, with their workbook, their caveats and sources below.

Relies on the values of `viz.chart`. Every mark bears its value as the document prints it. Labels
are set in 14 pt, in 18 where they are few; caveats and sources in 12.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.errors import UsageError
from viz.chart import Chart, Mark
from viz.lettering import plain, wrap
from viz.pptx_deck import HIGH, INNER, MARGIN, SMALL, Deck, Heading
from viz.pptx_plot import LABELS, LARGE, USUAL, Plot, plotted
from viz.pptx_sheet import reach_of
from viz.pptx_text import LEADING, Face, filled
from viz.style import MUTED

_UNDER = 8  # lines of caveats and sources under a chart; more get a slide of their own
_FOOT = 14.0
_COLUMNS = 7  # labels side by side under a chart
_GROUP = 26.0  # pt of the unit above a chart
_UPRIGHT = 125.0  # pt of the least lines or ranks
_LABEL_LINES = 6  # of a label beside a bar; Office cuts what is longer
_LYING = ("bar", "stack")
_FORMS = ("bar", "stack", "line", "rank")
_STRETCH = 1.6  # how much taller than needed a chart of bars may be
_WORDS = {
    "ja": {
        "page": "{title}（{number}/{count}）",
        "rank": "上にあるほど上位",
        "more": "…注意と出典の全文は最後のスライドとノートにある。",
        "rest": "比較上の注意と出典",
    },
    "en": {
        "page": "{title} ({number}/{count})",
        "rank": "The higher, the better the rank",
        "more": "… all caveats and sources: see the last slide and the notes.",
        "rest": "Caveats and sources",
    },
}


@dataclass(frozen=True, slots=True)
class _Panel:
    """One chart object: marks of one unit, the pt it needs, the pt it may take at most."""

    marks: tuple[Mark, ...]
    group: str
    needs: float
    most: float


def chart_slides(chart: Chart) -> bytes:
    """Return a PowerPoint file of a chart: the same bytes for the same chart.

    Each unit has a chart object of its own, and more where its labels are many; small ones
    share a slide.

    Raises:
        UsageError: Office has no editable chart of this form.
    """
    if chart.form not in _FORMS:
        raise UsageError(f"a chart '{chart.form}' has no PowerPoint form. end the file in .html")
    deck = Deck(chart.lang, chart.title)
    words = _WORDS[chart.lang]
    hint = words["rank"] if chart.form == "rank" else ""
    under = _under(chart)
    low = HIGH - _FOOT - len(under) * SMALL * LEADING
    top = Heading.of(words["page"].format(title=chart.title, number=9, count=9), hint).bottom
    size, pages = _pages(chart, low - 4.0 - top)
    series = tuple(dict.fromkeys(plain(mark.series) for mark in chart.marks))
    for number, panels in enumerate(pages, 1):
        title = chart.title
        if len(pages) > 1:
            title = words["page"].format(title=title, number=number, count=len(pages))
        slide = deck.slide(Heading.of(title, hint))
        for panel, box in _places(panels, top, low - 4.0):
            y = box[1]
            if panel.group:
                heading = wrap(panel.group, INNER / LARGE - 1, 1)[0]
                deck.text(slide, (MARGIN, y), INNER, [[(heading, Face(LARGE, MUTED))]])
                y += _GROUP
            area = (box[0], y, box[2], box[3])
            plot = Plot(panel.marks, chart.form, series, size, chart.lang, area)
            plotted(slide, replace(plot, reach=_reach(chart, plot, panel)))
        if under:
            lines = [[(line, Face(SMALL, MUTED))] for line in under]
            deck.text(slide, (MARGIN, low), INNER, lines)
        deck.note(slide, _notes(chart, panels))
    if under and under[-1] == words["more"]:
        _rest(deck, chart)
    return deck.content()


def _lines(texts: Sequence[str]) -> list[str]:
    return [line for text in texts for line in filled(text, INNER / SMALL * 0.95)]


def _under(chart: Chart) -> list[str]:
    """Return the lines under a chart: sources last, whatever caveats find no room."""
    notes, sources = _lines(chart.notes), _lines(chart.sources)
    if len(notes) + len(sources) <= _UNDER:
        return [*notes, *sources]
    more = _WORDS[chart.lang]["more"]
    shown = sources[: max(2, _UNDER - 1 - len(notes))]
    return [*notes[: _UNDER - 1 - len(shown)], *shown, more][-_UNDER:]


def _rest(deck: Deck, chart: Chart) -> None:
    """Add slides with all caveats and sources."""
    words = _WORDS[chart.lang]
    heading = Heading.of(words["rest"], plain(chart.title))
    lines = _lines([*chart.notes, *chart.sources])
    most = int((HIGH - _FOOT - heading.bottom) / (SMALL * LEADING))
    for start in range(0, len(lines), most):
        slide = deck.slide(heading)
        shown = [[(line, Face(SMALL))] for line in lines[start : start + most]]
        deck.text(slide, (MARGIN, heading.bottom), INNER, shown)


def _pages(chart: Chart, room: float) -> tuple[float, list[list[_Panel]]]:
    """Divide the marks among slides, in large letters if all fit on one."""
    pages: list[list[_Panel]] = []
    for size in (LARGE, USUAL):
        pages = [[]]
        for panel in _panels(chart, size, room):
            taken = sum(other.needs for other in pages[-1])
            if pages[-1] and taken + panel.needs > room:
                pages.append([])
            pages[-1].append(panel)
        if len(pages) == 1 and sum(panel.needs for panel in pages[0]) <= room:
            return size, pages
    return USUAL, pages


def _panels(chart: Chart, size: float, room: float) -> Iterator[_Panel]:
    """Divide the marks by unit, and where their labels are too many for one chart."""
    for group in dict.fromkeys(mark.group for mark in chart.marks):
        marks = [mark for mark in chart.marks if mark.group == group]
        labels = list(dict.fromkeys(mark.label for mark in marks))
        while labels:
            count = len(labels)
            while count > 1 and _height(chart, labels[:count], marks, size) > room:
                count -= 1
            shown, high = labels[:count], _height(chart, labels[:count], marks, size)
            labels = labels[count:]
            most = high * (_STRETCH if chart.form in _LYING else 9.0)
            kept = tuple(mark for mark in marks if mark.label in shown)
            yield _Panel(kept, plain(group), high, most)


def _height(chart: Chart, labels: Sequence[str], marks: Sequence[Mark], size: float) -> float:
    """Return the height that a chart object needs; infinite for too many columns."""
    high = _GROUP if marks[0].group else 0.0
    high += size * 2 if len({mark.series for mark in chart.marks}) > 1 else 0.0
    if chart.form not in _LYING:
        return high + _UPRIGHT if len(labels) <= _COLUMNS else float("inf")
    # Beside a bar stand its sum, or its series where ranges share no colour key.
    more = max((f"（{mark.whole or mark.series}）" for mark in marks), key=len)
    for label in labels:
        bars = 1 if chart.form == "stack" else sum(mark.label == label for mark in marks)
        lines = min(len(filled(label + more, LABELS * INNER / size * 0.9)), _LABEL_LINES)
        high += max(lines, bars) * size * LEADING + size * 0.6
    return high + size


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


def _notes(chart: Chart, panels: Sequence[_Panel]) -> list[str]:
    """Tell each value, then all caveats and sources."""
    lines = [plain(chart.title)]
    for panel in panels:
        lines += ["", *([panel.group] if panel.group else [])]
        for mark in panel.marks:
            parts = (plain(text) for text in (mark.label, mark.series, mark.printed))
            lines.append(" | ".join(filter(None, parts)))
    return [*lines, "", *chart.notes, *chart.sources]
