"""The values behind a chart object: its rows and columns, and the workbook that holds them.

Relies on XlsxWriter: python-pptx's own workbook would run a label that begins with "=" as a
formula, and says when it was made.
"""

import io
from collections import Counter
from dataclasses import dataclass

from xlsxwriter import Workbook

from viz.charts.chart import Form, Mark
from viz.lettering import plain, width
from viz.maps.drawing import Area
from viz.picture import Lang
from viz.style import SERIES
from viz.undated import MOMENT

WORDS = {
    "ja": {"value": "値", "low": "下限", "range": "幅", "pad": "（値の表示）"},
    "en": {"value": "value", "low": "low", "range": "width", "pad": "(shown value)"},
}


@dataclass(frozen=True, slots=True)
class Plot:
    """What one chart object shows: marks of one unit; `series`: all names, in their order.

    `size`: pt of its labels; `box`: its place on the slide; `reach`: where the axis of values
    ends at least, so that charts of one unit on several slides can be compared.
    """

    marks: tuple[Mark, ...]
    form: Form
    series: tuple[str, ...]
    size: float
    lang: Lang
    box: Area
    reach: float = 0.0

    @property
    def lying(self) -> bool:
        """Whether bars lie beside their labels."""
        return self.form in ("bar", "stack")


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of the workbook: a category each, a column for each series.

    `printed`: what stands at a value, by series and row; `colours`: of each row of a range.
    """

    categories: tuple[str, ...]
    series: dict[str, tuple[float | None, ...]]
    printed: dict[tuple[str, int], str]
    colours: tuple[str, ...] = ()


def by_series(plot: Plot) -> Grid:
    """Lay the marks in a column for each series; a second mark of the same name has its own row."""
    told: Counter[tuple[str, str]] = Counter()
    cells: dict[tuple[str, int], dict[str, Mark]] = {}
    for mark in plot.marks:
        whole = in_brackets(mark.whole if plot.form == "stack" else "", plot.lang)
        label, series = plain(f"{mark.label}{whole}"), plain(mark.series)
        cells.setdefault((label, told[label, series]), {})[series] = mark
        told[label, series] += 1
    order = sorted(cells, key=lambda key: next(n for n, k in enumerate(cells) if k[0] == key[0]))
    used = [name for name in plot.series if any(name in cells[key] for key in order)]
    names = {name: name or WORDS[plot.lang]["value"] for name in used}
    columns: dict[str, tuple[float | None, ...]] = {}
    printed: dict[tuple[str, int], str] = {}
    for name in used:
        marks = [cells[key].get(name) for key in order]
        columns[names[name]] = tuple(_number(mark) if mark else None for mark in marks)
        printed |= {
            (names[name], row): plain(mark.printed) for row, mark in enumerate(marks) if mark
        }
    return Grid(tuple(label for label, _ in order), columns, printed)


def _number(mark: Mark) -> float | None:
    return mark.value if mark.value is not None else mark.high


def by_range(plot: Plot) -> Grid:
    """Lay each mark in a row of its own: where it begins, how far it reaches, room for its text."""
    words = WORDS[plot.lang]
    lows = [mark.low or 0.0 if mark.value is None else 0.0 for mark in plot.marks]
    highs = [_number(mark) or 0.0 for mark in plot.marks]
    several = len(plot.series) > 1
    labels = [
        plain(mark.label + in_brackets(mark.series if several else "", plot.lang))
        for mark in plot.marks
    ]
    reach = tuple(round(high - low, 9) for high, low in zip(highs, lows, strict=True))
    beyond = max(highs) * room_after(plot)
    columns: dict[str, tuple[float | None, ...]] = {
        words["low"]: tuple(lows),
        words["range"]: reach,
        words["pad"]: (beyond,) * len(lows),
    }
    printed = {(words["pad"], row): plain(mark.printed) for row, mark in enumerate(plot.marks)}
    colours = tuple(colour_of(plot, mark.series) for mark in plot.marks)
    return Grid(tuple(labels), columns, printed, colours)


def in_brackets(text: str, lang: Lang) -> str:
    """Put a text into the brackets of a language; nothing stays nothing."""
    return text and (f"（{text}）" if lang == "ja" else f" ({text})")


def colour_of(plot: Plot, series: str) -> str:
    """Return the colour of a series, the same on all slides."""
    return SERIES[plot.series.index(plain(series)) % len(SERIES)]


def room_after(plot: Plot) -> float:
    """Return the room for the text at a bar, as a share of the longest bar."""
    longest = max(width(plain(mark.printed)) for mark in plot.marks)
    return min(0.8, 0.05 + longest * plot.size / 500)


def workbook(grid: Grid) -> bytes:
    """Write the sheet behind the chart, in the cells python-pptx refers to."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(out, options) as book:
        book.set_properties({"created": MOMENT})
        sheet = book.add_worksheet("Sheet1")
        for row, label in enumerate(grid.categories, 1):
            sheet.write_string(row, 0, label)
        for column, (name, values) in enumerate(grid.series.items(), 1):
            sheet.write_string(0, column, name)
            for row, value in enumerate(values, 1):
                if value is not None:
                    sheet.write_number(row, column, value)
    return out.getvalue()


def reach_of(plot: Plot) -> float:
    """Return where the axis of values must end for the longest bar or highest point."""
    if plot.form == "stack":
        return top_of(plot, by_series(plot))
    top = max((_number(mark) or 0.0 for mark in plot.marks), default=0.0)
    return top * (1 + room_after(plot)) if plot.form == "bar" else top


def top_of(plot: Plot, grid: Grid) -> float:
    """Return where the longest bar ends."""
    rows = zip(*grid.series.values(), strict=True)
    join = sum if plot.form == "stack" else max
    longest = max((float(join([n or 0.0 for n in row])) for row in rows), default=0.0)
    return max(longest, plot.reach if plot.form == "stack" else 0.0)
