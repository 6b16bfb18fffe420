"""A map on a slide: shapes, connectors glued to them, labels of lines, legend, sources.

Relies on a placing from `pptx_places`; everything is an Office shape that can be edited.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.xmlchemy import OxmlElement
from pptx.shapes.autoshape import Shape
from pptx.slide import Slide
from pptx.util import Pt

from viz.captions import shortened
from viz.drawing import Point, area
from viz.lettering import plain, width, wrap
from viz.picture import Edge, Node, Picture
from viz.pptx_deck import HIGH, INNER, MARGIN, SMALL, Deck
from viz.pptx_outline import add
from viz.pptx_parts import Part
from viz.pptx_places import NODE, SCALE
from viz.pptx_text import LEADING, Face, filled, rgb, snug, write
from viz.pptx_wires import Wire
from viz.style import (
    FONT_SIZE,
    LINE,
    LINE_BESIDE,
    MUTED,
    NEUTRAL,
    PAPER,
    TONES,
    KindStyle,
    kind_rank,
    kind_style,
    look,
    status_style,
)

LABEL = FONT_SIZE  # pt of a line's label
_WIDE, _WIDE_BESIDE, _DOUBLE = 2.25, 1.5, 2.5  # pt of a line; what a double line takes more
_BORDER, _BORDER_EMPHASIS = 1.5, 3.0
# Office's own dashes, so that its menu shows them; nearest to `viz.style`'s.
DASHES = {
    "observed": MSO_LINE.LONG_DASH_DOT,
    "planned": MSO_LINE.DASH,
    "curated": MSO_LINE.ROUND_DOT,
    "shares": MSO_LINE.SQUARE_DOT,
    "proposed": MSO_LINE.LONG_DASH,
    "forecast": MSO_LINE.DASH_DOT_DOT,
    "opinion": MSO_LINE.DASH_DOT,
}
_ROW, _SAMPLE, _SAMPLE_HIGH = 20.0, 30.0, 14.0  # pt of the legend's rows and samples
_BETWEEN = 20.0  # pt between items of the legend
_NAME = 14.0  # em of a name in the legend
_SOURCES = 3  # lines of sources
_FOOT = 10.0
_WORDS = {
    "ja": {"sources": "出典: ", "between": "・", "more": "・ほか{count}件（ノートに記載）"},
    "en": {"sources": "Sources: ", "between": "; ", "more": "; {count} more (see the notes)"},
}


@dataclass(frozen=True, slots=True)
class _Item:
    """An item of the legend: the look of a kind or group, or the status of lines."""

    label: str
    look: KindStyle | None = None
    status: str = ""

    @property
    def wide(self) -> float:
        return _SAMPLE + 6.0 + width(self.label) * SMALL + _BETWEEN if self.label else 0.0


def draw(deck: Deck, slide: Slide, part: Part) -> None:
    """Draw a part of a picture: connectors behind, then shapes, then labels."""
    picture, placing = part.picture, part.placing
    shapes = {node.id: _node(deck, slide, node, part) for node in picture.nodes}
    for number, (edge, wire) in enumerate(zip(picture.edges, placing.wires, strict=True)):
        line = _connector(slide, edge, wire, shapes)
        line.name = f"{shapes[edge.source].name} → {shapes[edge.target].name}"[:120]
        if number in placing.captions:
            _label(deck, slide, edge, placing.captions[number])


def foot(picture: Picture) -> float:
    """Return where the legend and the sources of a picture begin, so many lines they have."""
    rows = len(_rows(_items(picture)))
    return HIGH - _FOOT - len(_sources(picture)) * SMALL * LEADING - rows * _ROW


def legend(deck: Deck, slide: Slide, part: Part, whole: Picture) -> None:
    """Explain the kinds and lines of a slide, and name the sources of the whole picture."""
    sources = _sources(whole)
    rows = _rows(_items(part.picture))
    bottom = HIGH - _FOOT - len(sources) * SMALL * LEADING
    for number, row in enumerate(rows):
        x, y = MARGIN, bottom - (len(rows) - number) * _ROW
        for item in row:
            _item(deck, slide, item, (x, y))
            x += item.wide
    if sources:
        lines = [[(line, Face(SMALL, MUTED))] for line in sources]
        deck.text(slide, (MARGIN, bottom), INNER, lines, name=_WORDS[deck.lang]["sources"])


def _node(deck: Deck, slide: Slide, node: Node, part: Part) -> Shape:
    style, box = look(node, part.picture.tones), part.placing.boxes[node.id]
    shape = add(slide.shapes, style.shape, part.placing.area(node.id), scale=SCALE)
    shape.name = plain(node.label)[:80]
    shape._element._nvXxPr.cNvPr.set("descr", plain(f"{node.kind_label}: {node.label}"))
    _flat(shape, style.fill, style.border, _BORDER_EMPHASIS if node.emphasis else _BORDER)
    snug(shape.text_frame, inset=3.0)
    shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    face = Face(round(NODE * box.scale, 1), bold=node.emphasis)
    lines = [[(line, face)] for line in box.lines]
    write(shape.text_frame, lines, deck.lang, align=PP_ALIGN.CENTER, broken=True)
    return shape


def _flat(shape: Shape, fill: str, border: str, wide: float) -> None:
    """Dress a shape in our colours, without the theme's shadow and gloss."""
    style = shape._element.find("{*}style")
    if style is not None:
        shape._element.remove(style)
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(fill)
    shape.line.color.rgb = rgb(border)
    shape.line.width = Pt(wide)


def _connector(slide: Slide, edge: Edge, wire: Wire, shapes: dict[str, Shape]) -> Any:
    ends = map(Pt, (*wire.start, *wire.end))
    line: Any = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *ends)
    line.begin_connect(shapes[edge.source], wire.start_site)
    line.end_connect(shapes[edge.target], wire.end_site)
    _stroke(line, edge.status, beside=edge.beside)
    head = OxmlElement("a:tailEnd")  # Office calls a line's end its tail
    head.set("type", "triangle")
    head.set("w", "med")
    head.set("len", "med")
    line.line._get_or_add_ln().append(head)
    return line


def _stroke(line: Any, status: str, *, beside: bool) -> None:
    """Give a line the width, colour and dashes of its status."""
    style = line._element.find("{*}style")
    if style is not None:
        line._element.remove(style)
    wide = _WIDE_BESIDE if beside else _WIDE
    line.line.color.rgb = rgb(LINE_BESIDE if beside else LINE)
    double = status_style(status).double
    line.line.width = Pt(wide + _DOUBLE if double else wide)
    if double:
        line.line._get_or_add_ln().set("cmpd", "dbl")
    if status in DASHES:
        line.line.dash_style = DASHES[status]


def _label(deck: Deck, slide: Slide, edge: Edge, at: Point) -> None:
    text = shortened(edge.label)
    left, top, right, bottom = area(at, width(text) * LABEL + 4.0, LABEL * LEADING)
    box = slide.shapes.add_textbox(*map(Pt, (left, top, right - left, bottom - top)))
    box.name = text
    snug(box.text_frame)
    box.text_frame.word_wrap = False
    box.fill.solid()
    box.fill.fore_color.rgb = rgb(PAPER)
    write(box.text_frame, [[(text, Face(LABEL, MUTED))]], deck.lang, align=PP_ALIGN.CENTER)


def _items(picture: Picture) -> list[_Item]:
    """List the kinds, then the statuses, that are drawn; ours is the order of `viz.style`."""
    kinds: dict[str, str] = {}
    for node in sorted(picture.nodes, key=lambda node: (kind_rank(node.kind), node.kind)):
        kinds.setdefault(node.kind, node.kind_label)
    items = [
        _Item(_short(label), replace(NEUTRAL, shape=kind_style(kind).shape))
        if picture.tones
        else _Item(_short(label), kind_style(kind))
        for kind, label in kinds.items()
    ]
    shown = {node.group for node in picture.nodes}
    for group, (fill, border) in zip(picture.tones, TONES, strict=False):
        if group in shown:
            items.append(_Item(_short(group.label), KindStyle("round", fill, border)))
    for status in dict.fromkeys(edge.status for edge in picture.edges):
        style = status_style(status)
        items.append(_Item(style.ja if picture.lang == "ja" else style.en, status=status))
    return [item for item in items if item.label]


def _short(label: str) -> str:
    return wrap(label, _NAME, 1)[0]


def _rows(items: Sequence[_Item]) -> list[list[_Item]]:
    """Lay the legend's items in rows."""
    rows: list[list[_Item]] = []
    taken = INNER + 1.0
    for item in items:
        if taken + item.wide - _BETWEEN > INNER:
            rows.append([])
            taken = 0.0
        rows[-1].append(item)
        taken += item.wide
    return rows


def _item(deck: Deck, slide: Slide, item: _Item, corner: Point) -> None:
    x, y = corner
    middle = y + _ROW / 2
    if item.look is not None:
        style = item.look
        box = area((x + _SAMPLE / 2, middle), _SAMPLE, _SAMPLE_HIGH)
        _flat(add(slide.shapes, style.shape, box, scale=0.7), style.fill, style.border, 1.0)
    else:
        ends = (x, middle, x + _SAMPLE, middle)
        sample = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *map(Pt, ends))
        _stroke(sample, item.status, beside=False)
    at = (x + _SAMPLE + 6.0, middle - SMALL * LEADING / 2)
    deck.text(slide, at, item.wide - _SAMPLE - 6.0, [[(item.label, Face(SMALL, MUTED))]])


def _sources(picture: Picture) -> tuple[str, ...]:
    """Print as many sources as a few lines hold; the notes name them all."""
    words, room = _WORDS[picture.lang], INNER / SMALL * 0.95
    for count in range(len(picture.sources), 0, -1):
        left = len(picture.sources) - count
        text = words["sources"] + words["between"].join(picture.sources[:count])
        lines = filled(text + (words["more"].format(count=left) if left else ""), room)
        if len(lines) <= _SOURCES:
            return tuple(lines)
    named = words["sources"] + "".join(picture.sources[:1])
    return wrap(named, room, _SOURCES) if picture.sources else ()
