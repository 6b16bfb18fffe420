"""A heat map on slides: a native table, its cells as dark as their values, which they bear.

Relies on `viz.charts.heat` for the colours. What is too long or too wide for a slide goes on the
next, with its headings; all letters are set in 18 pt.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.slide import Slide
from pptx.util import Pt

from viz.charts.axes import Row, ordered
from viz.charts.chart import Chart, as_rows
from viz.charts.heat import JOINT, shaded
from viz.lettering import LEADING, TIGHT, longest, plain, width, wrap
from viz.picture import Lang
from viz.slides.around import foot_of, heading_of, noted
from viz.slides.deck import INNER, MARGIN, Deck
from viz.slides.foot import SIZE
from viz.slides.table import unstyled
from viz.slides.text import Face, rgb, write
from viz.style import PAPER, TEXT

_NAMES, _NAMES_LEAST = 0.34, 0.22  # of the width for the names of the rows, where they need it
_WORD = 6.0  # em, at most, of a column whose values are short
_LINE = SIZE * LEADING
_PAD_X, _PAD_Y = 5.0, 1.5  # pt
_NAME_LINES, _HEADING_LINES = 2, 3  # of a name, and of a part of a heading; the notes have all


@dataclass(frozen=True, slots=True)
class _Matrix:
    """Cells by row and column; `wide`: of a column, and of the names, pt."""

    cells: dict[tuple[str, str], Row]
    names: float
    wide: float
    lang: Lang

    def name(self, label: str) -> tuple[str, ...]:
        """Break the name of a row."""
        return wrap(label, (self.names - 2 * _PAD_X) / SIZE * TIGHT[self.lang], _NAME_LINES)

    def heading(self, label: str) -> tuple[str, ...]:
        """Break the heading of a column, each of its parts on lines of its own."""
        room = (self.wide - 2 * _PAD_X) / SIZE * TIGHT[self.lang]
        return tuple(
            line for part in label.split(JOINT) for line in wrap(part, room, _HEADING_LINES)
        )

    def high(self, lines: int) -> float:
        """Give the height of a row."""
        return lines * _LINE + 2 * _PAD_Y


def heat_slides(deck: Deck, chart: Chart) -> None:
    """Add the slides of a heat map."""
    rows = as_rows(chart.marks)
    across, down = ordered(rows), list(dict.fromkeys(row["key"] for row in rows))
    cells = {(cell["key"], cell["series"]): cell for cell in shaded(rows, across)}
    least = _least(chart, across)
    whole = max(map(width, down)) * SIZE / TIGHT[chart.lang] + 2 * _PAD_X + 1
    names = min(_NAMES * INNER, whole)
    names = min(names, max(_NAMES_LEAST * INNER, INNER - least * len(across)))
    columns = _columns(across, least, INNER - names)
    top, foot = heading_of(chart).bottom, foot_of(chart, chart.marks)
    pages = []
    for some in columns:
        wide = (INNER - names) / max(map(len, columns))
        matrix = _Matrix(cells, names, wide, chart.lang)
        pages += [(matrix, some, part) for part in _rows(matrix, some, down, foot.top - 4 - top)]
    for number, (matrix, some, part) in enumerate(pages, 1):
        slide = deck.slide(heading_of(chart, number, len(pages)))
        _table(deck, slide, matrix, some, part, top)
        foot.add(deck, slide)
        shown = [m for m in chart.marks if plain(m.label) in part and plain(m.series) in some]
        deck.note(slide, noted(chart, shown))


def _least(chart: Chart, across: Sequence[str]) -> float:
    """Give the narrowest column, pt, that leaves values and headings whole, if not too long."""
    parts = [part for name in across for part in name.split(JOINT)]
    need = min(_WORD, max(max(longest(part), width(part) / _HEADING_LINES) for part in parts))
    need = max(need, *(width(plain(mark.printed)) for mark in chart.marks))
    return need * SIZE / TIGHT[chart.lang] + 2 * _PAD_X


def _columns(across: Sequence[str], least: float, room: float) -> list[Sequence[str]]:
    """Divide the columns among slides, as many on each."""
    slides = -(-len(across) // max(1, int(room / least)))
    most = -(-len(across) // slides)
    return [across[start : start + most] for start in range(0, len(across), most)]


def _rows(
    matrix: _Matrix, across: Sequence[str], down: Sequence[str], room: float
) -> list[Sequence[str]]:
    """Divide the rows among slides, all filled alike."""
    head = matrix.high(max(len(matrix.heading(name)) for name in across))
    highs = [matrix.high(len(matrix.name(name))) for name in down]
    slides = _filled(highs, room - head)
    for part in range(39, 0, -1):  # the least room that needs no further slide
        closer = _filled(highs, (room - head) * part / 40)
        if len(closer) > len(slides):
            break
        slides = closer
    return [[down[place] for place in places] for places in slides]


def _filled(highs: Sequence[float], room: float) -> list[list[int]]:
    pages: list[list[int]] = [[]]
    left = room
    for place, high in enumerate(highs):
        if high > left and pages[-1]:
            pages.append([])
            left = room
        pages[-1].append(place)
        left -= high
    return pages


def _table(
    deck: Deck,
    slide: Slide,
    matrix: _Matrix,
    across: Sequence[str],
    down: Sequence[str],
    top: float,
) -> None:
    """Draw a part of the matrix with its headings."""
    heads = [matrix.heading(name) for name in across]
    highs = [max(map(len, heads)), *(len(matrix.name(name)) for name in down)]
    whole = sum(map(matrix.high, highs))
    wide = matrix.names + matrix.wide * len(across)
    place = map(Pt, (MARGIN, top, wide, whole))
    frame: Any = slide.shapes.add_table(len(highs), len(across) + 1, *place)
    unstyled(frame)
    table = frame.table
    table.first_row = False
    for number, wide in enumerate([matrix.names, *[matrix.wide] * len(across)]):
        table.columns[number].width = Pt(wide)
    for number, count in enumerate(highs):
        table.rows[number].height = Pt(matrix.high(count))
    _cell(deck, table.cell(0, 0), (), PAPER, TEXT)
    for column, lines in enumerate(heads, 1):
        _cell(deck, table.cell(0, column), lines, PAPER, TEXT, anchor=MSO_ANCHOR.TOP)
    for row, key in enumerate(down, 1):
        _cell(deck, table.cell(row, 0), matrix.name(key), PAPER, TEXT, align=PP_ALIGN.LEFT)
        for column, series in enumerate(across, 1):
            cell = matrix.cells[key, series]
            _cell(deck, table.cell(row, column), [cell["printed"]], cell["fill"], cell["ink"])


def _cell(
    deck: Deck, cell: Any, lines: Sequence[str], fill: str, ink: str, *,
    align: PP_ALIGN = PP_ALIGN.CENTER, anchor: MSO_ANCHOR = MSO_ANCHOR.MIDDLE,
) -> None:  # fmt: skip
    """Write lines into a cell on a ground of its own."""
    runs = [[(line, Face(SIZE, ink))] for line in lines] or [[("", Face(SIZE))]]
    write(cell.text_frame, runs, deck.lang, align=align, broken=True)
    cell.margin_left = cell.margin_right = Pt(_PAD_X)
    cell.margin_top = cell.margin_bottom = Pt(_PAD_Y)
    cell.vertical_anchor = anchor
    cell.fill.solid()
    cell.fill.fore_color.rgb = rgb(fill)
