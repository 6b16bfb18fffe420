"""Node shapes as Office draws them: the outlines of `viz.shapes`, with four connection sites.

Relies on the path commands that `viz.shapes` writes; boxes and round boxes are Office's own.
"""

import re
from math import atan2, ceil, cos, pi, sin, sqrt, tan

from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.shapes.autoshape import Shape
from pptx.shapes.shapetree import SlideShapes
from pptx.util import Pt

from viz.drawing import Area, Point
from viz.shapes import outline

_COMMAND = re.compile(r"([MLHVAZ])([^MLHVAZ]*)")
# Office numbers its boxes' sites so, and our outlines follow: top, left, bottom, right.
_SITES = (("hc", "t"), ("l", "vc"), ("hc", "b"), ("r", "vc"))
_QUARTER = pi / 2


def add(shapes: SlideShapes, shape: str, box: Area, *, scale: float = 1.0) -> Shape:
    """Add a node's shape, `box` in pt; `scale`: pt of a px of the outline's corners."""
    left, top, right, bottom = box
    wide, high = right - left, bottom - top
    form = MSO_SHAPE.ROUNDED_RECTANGLE if shape in ("round", "pill") else MSO_SHAPE.RECTANGLE
    added = shapes.add_shape(form, Pt(left), Pt(top), Pt(wide), Pt(high))
    if shape in ("round", "pill"):
        radius = min(9.0 * scale, high / 2) if shape == "round" else min(high / 2, 18.0 * scale)
        added.adjustments[0] = radius / min(wide, high)
    elif shape != "plain":
        drawn = outline(shape, wide / scale, high / scale)
        geometry = parse_xml(_geometry(drawn, added.width, added.height, wide / scale))
        preset = added._element.spPr.find(qn("a:prstGeom"))
        added._element.spPr.replace(preset, geometry)
    return added


def _geometry(drawn: str, wide: int, high: int, px: float) -> str:
    """Return the custom geometry of an outline around (0, 0) that is `px` wide."""
    unit = wide / px
    body, *folds = _strokes(drawn)
    # What follows the outline, a fold or a bar, is a line only: filled, it would cut a hole.
    paths = [_path(body, unit, wide, high, "")]
    paths += [_path(fold, unit, wide, high, ' fill="none"') for fold in folds]
    sites = "".join(f'<a:cxn ang="0"><a:pos x="{x}" y="{y}"/></a:cxn>' for x, y in _SITES)
    return (
        f"<a:custGeom {nsdecls('a')}><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst>{sites}</a:cxnLst>"
        f'<a:rect l="l" t="t" r="r" b="b"/><a:pathLst>{"".join(paths)}</a:pathLst></a:custGeom>'
    )


def _strokes(drawn: str) -> list[list[tuple[str, list[float]]]]:
    """Split a path into its strokes, each beginning with a move."""
    strokes: list[list[tuple[str, list[float]]]] = []
    for letter, numbers in _COMMAND.findall(drawn):
        if letter == "M":
            strokes.append([])
        strokes[-1].append((letter, [float(number) for number in numbers.split()]))
    return strokes


def _path(
    stroke: list[tuple[str, list[float]]], unit: float, wide: int, high: int, more: str
) -> str:
    at: Point = (0.0, 0.0)
    parts = []

    def point(x: float, y: float) -> str:
        return f'<a:pt x="{round(x * unit + wide / 2)}" y="{round(y * unit + high / 2)}"/>'

    for letter, numbers in stroke:
        match letter:
            case "Z":
                parts.append("<a:close/>")
                continue
            case "A":
                end = (numbers[5], numbers[6])
                for bend in _bends(at, end, numbers[0], numbers[1], clockwise=numbers[4] == 1):
                    parts.append(f"<a:cubicBezTo>{''.join(point(*p) for p in bend)}</a:cubicBezTo>")
            case _:
                x = at[0] if letter == "V" else numbers[0]
                end = (x, at[1] if letter == "H" else numbers[-1])
                tag = "moveTo" if letter == "M" else "lnTo"
                parts.append(f"<a:{tag}>{point(*end)}</a:{tag}>")
        at = end
    return f'<a:path w="{wide}" h="{high}"{more}>{"".join(parts)}</a:path>'


def _bends(
    a: Point, b: Point, rx: float, ry: float, *, clockwise: bool
) -> list[tuple[Point, Point, Point]]:
    """Return an SVG arc as Bézier curves of a quarter at most; never the larger of two arcs.

    SVG 1.1, appendix F.6.5, gives the centre.
    """
    ax, ay, bx, by = a[0] / rx, a[1] / ry, b[0] / rx, b[1] / ry
    half = sqrt((bx - ax) ** 2 + (by - ay) ** 2) / 2
    off = sqrt(max(0.0, 1 - half * half)) / (half or 1.0) * (1 if clockwise else -1) / 2
    cx, cy = (ax + bx) / 2 - (by - ay) * off, (ay + by) / 2 + (bx - ax) * off
    start, end = atan2(ay - cy, ax - cx), atan2(by - cy, bx - cx)
    turn = (end - start) % (2 * pi) if clockwise else -((start - end) % (2 * pi))
    count = max(1, ceil(abs(turn) / _QUARTER - 1e-6))
    step = turn / count
    pull = 4 / 3 * tan(step / 4)
    bends = []
    for number in range(count):
        first, last = start + step * number, start + step * (number + 1)
        points = [
            (cos(first) - pull * sin(first), sin(first) + pull * cos(first)),
            (cos(last) + pull * sin(last), sin(last) - pull * cos(last)),
            (cos(last), sin(last)),
        ]
        one, two, three = [((x + cx) * rx, (y + cy) * ry) for x, y in points]
        bends.append((one, two, three))
    return bends
