"""A picture as one SVG drawing: title, map, key and sources; and the same as PNG.

Relies on the drawing's geometry and on vl-convert, whose renderer sets the PNG in the packaged
typeface. Text stays text and nothing but text: the template escapes what it prints.
"""

from math import atan2, cos, sin
from typing import Any

import vl_convert

from viz.fonts import fonts
from viz.lettering import plain, width, wrap
from viz.maps.boxes import LINE_HEIGHT
from viz.maps.drawing import Drawing, Line, Point, path
from viz.maps.layout import arrange
from viz.maps.legend import LINE_WIDTH, entries, laid
from viz.maps.legend import WIDTH as SAMPLE
from viz.maps.shapes import outline
from viz.page import template
from viz.picture import Edge, Node, Picture
from viz.style import (
    FONT_SIZE,
    LINE,
    LINE_BESIDE,
    MUTED,
    PAPER,
    TEXT,
    TYPEFACES,
    WORDS,
    look,
    status_style,
)

MARGIN = 20.0  # px around everything
LEAST = 760.0  # px of width, so that title and sources have room on a small map
TITLE = 21.0  # px
_ROW = 22.0  # px of a row of text or of the key
_HEAD, _HEAD_BESIDE = 9.5, 6.5  # px of an arrow head
_SCALE = 2  # a PNG's pixels per px: sharp on a projector


def svg(picture: Picture) -> str:
    """Draw as SVG, UTF-8 text; the same for the same picture."""
    drawing = arrange(picture)
    left, top, right, bottom = drawing.bounds
    wide = max(right - left, LEAST)
    title = wrap(picture.title, wide / TITLE, 3)
    subtitle = wrap(picture.subtitle, wide / FONT_SIZE, 4)
    head = MARGIN + len(title) * TITLE * 1.35 + len(subtitle) * _ROW + 10
    foot = head + (bottom - top) + MARGIN
    key = laid(entries(picture, drawing), wide)
    below = foot + _ROW * (2.3 + max((row for _, row, _ in key), default=0))
    sources = _sources(picture, drawing, wide)
    return template("map.svg.j2").render(
        picture=picture, width=wide + 2 * MARGIN, margin=MARGIN,
        height=below + len(sources) * _ROW + MARGIN, title=title, title_size=TITLE,
        subtitle=subtitle, row=_ROW, size=FONT_SIZE, typefaces=TYPEFACES,
        shift=(MARGIN - left + (wide - (right - left)) / 2, head - top),
        lines=_lines(picture, drawing),
        boxes=[_box(node, picture, drawing) for node in picture.nodes],
        key=key, rule=foot, below=below, sources=sources, sample=SAMPLE,
        line_sample=LINE_WIDTH, text=TEXT, muted=MUTED, paper=PAPER, ink=LINE,
        ink_beside=LINE_BESIDE,
    )  # fmt: skip


def png(picture: Picture) -> bytes:
    """Draw as PNG, in a typeface that carries Japanese."""
    fonts()
    return bytes(vl_convert.svg_to_png(svg(picture), scale=_SCALE))


def _lines(picture: Picture, drawing: Drawing) -> list[dict[str, Any]]:
    """Return the lines as drawn, those beside the trace first, so that they lie below."""
    pairs = zip(picture.edges, drawing.lines, strict=True)
    ordered = sorted(pairs, key=lambda pair: not pair[0].beside)
    return [_line(edge, line) for edge, line in ordered]


def _line(edge: Edge, line: Line) -> dict[str, Any]:
    style = status_style(edge.status)
    wide = 1.3 if edge.beside else 2.2
    dotted = bool(style.dash) and style.dash[0] < 1
    return {
        "path": path(line.points),
        "head": _head(line.points, _HEAD_BESIDE if edge.beside else _HEAD),
        "ink": LINE_BESIDE if edge.beside else LINE,
        "wide": wide + 3 if style.double else wide + 0.8 if dotted else wide,
        "inner": wide - 0.3 if style.double else 0,
        "dash": " ".join(f"{part:g}" for part in style.dash),
        "cap": "round" if dotted else "butt",
        "label": line.label if line.label_at else "",
        "at": line.label_at or (0.0, 0.0),
        "half": width(line.label) * FONT_SIZE / 2 + 3,
    }


def _head(points: tuple[Point, ...], size: float) -> str:
    """Return the corners of the arrow head at the end of a line."""
    (x, y), before = points[-1], points[-2]
    angle = atan2(y - before[1], x - before[0])
    corners = [(x - size * cos(angle + t), y - size * sin(angle + t)) for t in (0.42, -0.42)]
    return " ".join(f"{round(cx, 1):g},{round(cy, 1):g}" for cx, cy in [(x, y), *corners])


def _box(node: Node, picture: Picture, drawing: Drawing) -> dict[str, Any]:
    box, style = drawing.boxes[node.id], look(node, picture.tones)
    x, y = drawing.places[node.id]
    step = LINE_HEIGHT * box.scale
    first = -(len(box.lines) - 1) / 2 * step
    return {
        "x": x,
        "y": y,
        "path": outline(style.shape, box.width, box.height),
        "fill": style.fill,
        "border": style.border,
        "stroke": 3.4 if node.emphasis else 1.6,
        "bold": node.emphasis,
        "pile": bool(node.members),
        "size": FONT_SIZE * box.scale,
        "title": plain(node.label),
        "lines": [
            {
                "y": first + row * step,
                "lead": box.lead if row == 0 else "",
                "text": text.removeprefix(box.lead) if row == 0 else text,
            }
            for row, text in enumerate(box.lines)
        ],
    }


def _sources(picture: Picture, drawing: Drawing, wide: float) -> list[str]:
    """Return the lines under the key: the sources, and what is not named on the map."""
    words = WORDS[picture.lang]
    between = " ／ " if picture.lang == "ja" else "; "
    named = f"{words['sources']}: {between.join(picture.sources)}" if picture.sources else ""
    unnamed = any(line.label and not line.label_at for line in drawing.lines)
    texts = [named, words["unnamed"] if unnamed else ""]
    return [line for text in texts if text for line in wrap(text, wide / FONT_SIZE, 6)]
