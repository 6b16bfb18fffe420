"""Native tables on slides, with a head and fine rules.

Relies on python-pptx; who makes a table reckons the heights of its rows.
"""

from collections.abc import Sequence
from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.util import Pt

from viz.slides.deck import INNER, MARGIN, Deck
from viz.slides.text import Face, rgb, write
from viz.style import PAPER

_PAD_X, _PAD_Y = 6.0, 4.0
_HEAD, _RULE = "#e8edf2", "#c3ccd5"

# A line of a table: each cell's paragraphs, and how high it is in pt.
Line = tuple[Sequence[Sequence[str]], float]


def ruled(
    deck: Deck, slide: Slide, lines: Sequence[Line], shares: Sequence[float], top: float,
    size: float,
) -> None:  # fmt: skip
    """Draw lines as a native table over the whole width, the first as its head.

    `shares`: of the width, by column; `size`: pt of the text.
    """
    whole = sum(high for _, high in lines)
    frame = slide.shapes.add_table(len(lines), len(shares), *map(Pt, (MARGIN, top, INNER, whole)))
    unstyled(frame)
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


def unstyled(frame: GraphicFrame) -> None:
    """Take Office's style without lines or bands; ours are drawn cell by cell."""
    frame.table.horz_banding = False
    for style in frame.table._tbl.iter(qn("a:tableStyleId")):
        style.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # "No Style, No Grid"
