"""A map on a slide: shapes, connectors glued to them, labels of lines.

Relies on a placing from `places`; everything is an Office shape that can be edited.
"""

from typing import Any

from pptx.enum.shapes import MSO_CONNECTOR
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.xmlchemy import OxmlElement
from pptx.shapes.autoshape import Shape
from pptx.slide import Slide
from pptx.util import Pt

from viz.lettering import plain
from viz.picture import Node
from viz.slides.deck import Deck
from viz.slides.dress import fill, flat, stroke
from viz.slides.letters import LETTERS, PILE, SCALE
from viz.slides.outline import add
from viz.slides.parts import Part
from viz.slides.text import Face, rgb, snug, write
from viz.slides.wires import Caption, End, Wire
from viz.style import MUTED, PAPER, look, status_style

_BORDER, _BORDER_EMPHASIS = 1.5, 3.0
_NAME = 120  # letters of a shape's name

Drawn = dict[str | int, Shape]  # by node, or by number of the net whose label it is


def draw(deck: Deck, slide: Slide, part: Part) -> None:
    """Draw a part of a picture: shapes, then labels, then connectors."""
    placing = part.placing
    names = {node.id: plain(node.label) for node in part.picture.nodes}
    drawn: Drawn = {node.id: _node(deck, slide, node, part) for node in part.picture.nodes}
    straight = {
        n for n in placing.captions
        if not any(end.item == n for wire in placing.wires for end in (wire.start, wire.end))
    }  # fmt: skip
    for n, caption in placing.captions.items():
        if n not in straight:
            drawn[n] = _label(deck, slide, caption)
    for wire in placing.wires:
        line = _connector(slide, wire, part, drawn)
        ends = (wire.net.hub, wire.leaf)
        source, target = ends[::-1] if wire.net.inward else ends
        name = f"{names[source]} → {names[target]}" if wire.leaf else names[wire.net.hub]
        line.name = name[:_NAME]
    for n in sorted(straight):  # over the line that they stand on
        _label(deck, slide, placing.captions[n])


def _node(deck: Deck, slide: Slide, node: Node, part: Part) -> Shape:
    style, box = look(node, part.picture.tones), part.placing.boxes[node.id]
    pile = PILE if node.members else 0.0
    sites = part.placing.sites(node.id)
    at = part.placing.area(node.id)
    shape = add(slide.shapes, style.shape, at, scale=SCALE, sites=sites, pile=pile)
    shape.name = plain(node.label)[:80]
    shape._element._nvXxPr.cNvPr.set("descr", plain(f"{node.kind_label}: {node.label}"))
    fill(shape, style.fill, style.border, _BORDER_EMPHASIS if node.emphasis else _BORDER)
    snug(shape.text_frame, inset=3.0)
    shape.text_frame.margin_right = Pt(3.0 + pile)
    shape.text_frame.margin_bottom = Pt(pile)
    shape.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    face = Face(round(LETTERS * box.scale, 1), bold=node.emphasis)
    lines = [[(line, face)] for line in box.lines]
    write(shape.text_frame, lines, deck.lang, align=PP_ALIGN.CENTER, broken=True)
    return shape


def _connector(slide: Slide, wire: Wire, part: Part, drawn: Drawn) -> Any:
    kind = MSO_CONNECTOR.ELBOW if wire.bent else MSO_CONNECTOR.STRAIGHT
    line: Any = slide.shapes.add_connector(kind, *map(Pt, (*wire.start.at, *wire.end.at)))
    for tag, end in (("a:stCxn", wire.start), ("a:endCxn", wire.end)):
        glue = OxmlElement(tag)
        glue.set("id", str(drawn[end.item].shape_id))
        glue.set("idx", str(_site(part, end)))
        line._element.nvCxnSpPr.cNvCxnSpPr.append(glue)
    flat(line)
    stroke(line.line, status_style(wire.net.edge.status), beside=wire.net.edge.beside)
    if wire.headed:
        head = OxmlElement("a:tailEnd")  # Office calls a line's end its tail
        for key, value in (("type", "triangle"), ("w", "med"), ("len", "med")):
            head.set(key, value)
        line.line._get_or_add_ln().append(head)
    return line


def _site(part: Part, end: End) -> int:
    """Return the number of the connection site where a line ends."""
    if isinstance(end.item, str) and end.at in (sites := part.placing.sites(end.item)):
        return 4 + sites.index(end.at)
    return end.side


def _label(deck: Deck, slide: Slide, caption: Caption) -> Shape:
    left, top, right, bottom = caption.area
    box: Shape = slide.shapes.add_textbox(*map(Pt, (left, top, right - left, bottom - top)))
    box.name = " ".join(caption.lines)
    snug(box.text_frame)
    box.text_frame.word_wrap = False
    box.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    box.fill.solid()
    box.fill.fore_color.rgb = rgb(PAPER)
    lines = [[(line, Face(LETTERS, MUTED))] for line in caption.lines]
    write(box.text_frame, lines, deck.lang, align=PP_ALIGN.CENTER, broken=True)
    return box
