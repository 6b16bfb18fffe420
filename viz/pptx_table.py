"""Tables on slides: every link with its citations, as many slides as they need.

Relies on estimated widths for where a page ends; rows that Office sets taller still fit.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.util import Pt

from viz.lettering import plain
from viz.picture import Edge, Picture
from viz.pptx_deck import HIGH, INNER, MARGIN, SMALL, Deck
from viz.pptx_text import LEADING, Face, filled, rgb, write
from viz.style import PAPER, WORDS, status_style

_SHARES = (0.19, 0.1, 0.18, 0.08, 0.45)  # of the width: from, relation, to, status, citations
_PAD_X, _PAD_Y = 6.0, 4.0
_FOOT = 16.0
_HEAD, _RULE = "#e8edf2", "#c3ccd5"
_CELL_LINES = 6  # of a name; the notes have it in full
_PER_ROW = 8  # lines of citations in a row; more go on in the next


# A line of a table: each cell's paragraphs, and how high it is in pt.
Line = tuple[Sequence[Sequence[str]], float]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: each cell's paragraphs, how high it is, the edge it tells of, if any."""

    cells: tuple[tuple[str, ...], ...]
    high: float
    edge: Edge | None = None


def pages(picture: Picture, top: float) -> list[list[Row]]:
    """Divide all links, then the items without any, among pages whose tables begin at `top`."""
    room = HIGH - _FOOT - top - _height(1)
    found: list[list[Row]] = []
    left = 0.0
    linked = {end for edge in picture.edges for end in (edge.source, edge.target)}
    alone = [_cut(node.label, _SHARES[0]) for node in picture.nodes if node.id not in linked]
    rows = [row for edge in picture.edges for row in _rows(picture, edge)]
    for text in alone:
        high = _height(_lines(text, _SHARES[0]))
        rows.append(Row(((text,), *[("",)] * (len(_SHARES) - 1)), high))
    for row in rows:
        if row.high > left or not found:
            found.append([])
            left = room
        found[-1].append(row)
        left -= row.high
    return found


def _rows(picture: Picture, edge: Edge) -> Iterator[Row]:
    """Yield the rows of a link: one, or more where it has many citations."""
    labels = {node.id: node.label for node in picture.nodes}
    style = status_style(edge.status)
    texts = (
        labels[edge.source],
        edge.label,
        labels[edge.target],
        style.ja if picture.lang == "ja" else style.en,
    )
    cells = [(_cut(text, share),) for text, share in zip(texts, _SHARES, strict=False)]
    cited = dict.fromkeys(cited for note in edge.notes for cited in note.citations)
    for some in _batches([_cut(text, _SHARES[-1]) for text in cited]):
        row = (*cells, tuple(some))
        lines = [
            sum(_lines(text, share) for text in texts)
            for texts, share in zip(row, _SHARES, strict=True)
        ]
        yield Row(row, _height(max(lines)), edge)


def _batches(cited: list[str]) -> list[list[str]]:
    """Divide the citations of a link among rows that are not too high."""
    batches: list[list[str]] = [[]]
    for text in cited:
        if sum(_lines(other, _SHARES[-1]) for other in [*batches[-1], text]) > _PER_ROW:
            batches.append([])
        batches[-1].append(text)
    return [batch for batch in batches if batch] or [[""]]


def _height(lines: int) -> float:
    return lines * SMALL * LEADING + 2 * _PAD_Y


def _room(share: float) -> float:
    """Return the em of a line in a column; some is lost to air between scripts."""
    return (share * INNER - 2 * _PAD_X) / SMALL * 0.93


def _lines(text: str, share: float) -> int:
    """Count the lines of a text in a column, rather one too many."""
    return len(filled(text, _room(share)))


def _cut(text: str, share: float) -> str:
    """Shorten a text that takes more lines than a cell has; the notes have it in full."""
    lines = filled(text, _room(share))
    if len(lines) <= _CELL_LINES:
        return plain(text)
    kept = plain(text)[: sum(map(len, lines[:_CELL_LINES])) - 2]
    return kept.rstrip() + "…"


def table(deck: Deck, slide: Slide, rows: Sequence[Row], top: float) -> None:
    """Draw a page of links as a native table."""
    words = WORDS[deck.lang]
    headings = [(words[key],) for key in ("from", "relation", "to", "status", "sources")]
    lines = [(tuple(headings), _height(1)), *((row.cells, row.high) for row in rows)]
    ruled(deck, slide, lines, _SHARES, top, SMALL)


def ruled(
    deck: Deck, slide: Slide, lines: Sequence[Line], shares: Sequence[float], top: float,
    size: float,
) -> None:  # fmt: skip
    """Draw lines as a native table over the whole width, the first as its head.

    `shares`: of the width, by column; `size`: pt of the text.
    """
    whole = sum(high for _, high in lines)
    frame = slide.shapes.add_table(len(lines), len(shares), *map(Pt, (MARGIN, top, INNER, whole)))
    _unstyled(frame)
    for place, share in enumerate(shares):
        frame.table.columns[place].width = Pt(share * INNER)
    for number, (cells, high) in enumerate(lines):
        frame.table.rows[number].height = Pt(high)
        for place, texts in enumerate(cells):
            _fill(deck, frame.table.cell(number, place), texts, Face(size, bold=number == 0))


def _fill(deck: Deck, cell: Any, texts: Sequence[str], face: Face) -> None:
    """Write paragraphs into a cell; bold ones stand on the ground of a head."""
    write(cell.text_frame, [[(text, face)] for text in texts], deck.lang)
    cell.margin_left = cell.margin_right = Pt(_PAD_X)
    cell.margin_top = cell.margin_bottom = Pt(_PAD_Y)
    cell.fill.solid()
    cell.fill.fore_color.rgb = rgb(_HEAD if face.bold else PAPER)
    rule = parse_xml(
        f'<a:lnB {nsdecls("a")} w="9525"><a:solidFill><a:srgbClr val="{_RULE[1:]}"/>'
        "</a:solidFill></a:lnB>"
    )
    cell._tc.get_or_add_tcPr().insert(0, rule)


def _unstyled(frame: GraphicFrame) -> None:
    """Take Office's style without lines or bands; ours are drawn cell by cell."""
    frame.table.horz_banding = False
    for style in frame.table._tbl.iter(qn("a:tableStyleId")):
        style.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # "No Style, No Grid"
