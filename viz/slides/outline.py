"""Node shapes as Office draws them: the outlines of `viz.maps.shapes`, with connection sites.

Relies on the path commands that `viz.maps.shapes` writes; boxes and round boxes are Office's own
where lines meet them in the middles of their sides only. Sites are numbered as Office numbers those
of its own boxes, top, left, bottom, right; further ones follow.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from math import atan2, ceil, cos, pi, sin, sqrt, tan

from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.shapes.autoshape import Shape
from pptx.shapes.shapetree import SlideShapes
from pptx.util import Pt

from viz.maps.drawing import Area, Point
from viz.maps.shapes import outline

_COMMAND = re.compile(r"([MLHVAZ])([^MLHVAZ]*)")
_QUARTER = pi / 2


def add(
    shapes: SlideShapes, shape: str, box: Area, *,
    scale: float = 1.0, sites: Sequence[Point] = (), pile: float = 0.0,
) -> Shape:  # fmt: skip
    """Add a node's shape, `box` in pt; `scale`: pt of a px of the outline's corners.

    `sites`: points at which lines meet it besides the middles of its sides; `pile`: pt by which
    a second outline behind the first stands out to the right and below, within the box.
    """
    left, top, right, bottom = box
    wide, high = right - left, bottom - top
    form = MSO_SHAPE.ROUNDED_RECTANGLE if shape in ("round", "pill") else MSO_SHAPE.RECTANGLE
    added = shapes.add_shape(form, Pt(left), Pt(top), Pt(wide), Pt(high))
    preset = shape in ("round", "pill", "plain") and not sites and not pile
    if preset and shape != "plain":
        radius = min(9.0 * scale, high / 2) if shape == "round" else min(high / 2, 18.0 * scale)
        added.adjustments[0] = radius / min(wide, high)
    elif not preset:
        middles = [
            (left + inset(shape, box, (top + bottom) / 2, right=False, scale=scale, pile=pile),
             (top + bottom) / 2),
            (right - inset(shape, box, (top + bottom) / 2, right=True, scale=scale, pile=pile),
             (top + bottom) / 2),
        ]  # fmt: skip
        met = [((left + right) / 2, top), middles[0], ((left + right) / 2, bottom), middles[1]]
        places = [(Pt(x - left), Pt(y - top)) for x, y in (*met, *sites)]
        drawn = outline(shape, (wide - pile) / scale, (high - pile) / scale)
        geometry = parse_xml(_geometry(drawn, (wide, high), scale, places, pile))
        old = added._element.spPr.find(qn("a:prstGeom"))
        added._element.spPr.replace(old, geometry)
    return added


def traced(shapes: SlideShapes, drawn: str, box: Area) -> Shape:
    """Add a sample of a shape: an outline as `viz.maps.shapes` writes it, of the size of `box`."""
    left, top, right, bottom = box
    size = (right - left, bottom - top)
    added = shapes.add_shape(MSO_SHAPE.RECTANGLE, *map(Pt, (left, top, *size)))
    geometry = parse_xml(_geometry(drawn, size, 1.0, (), 0.0))
    added._element.spPr.replace(added._element.spPr.find(qn("a:prstGeom")), geometry)
    return added


def inset(
    shape: str, box: Area, y: float, *, right: bool, scale: float, pile: float = 0.0
) -> float:
    """Return how far the outline of a shape lies within its box at a height, in pt.

    >>> inset("hexagon", (0, 0, 100, 26), 13, right=True, scale=1)
    0.0
    >>> inset("hexagon", (0, 0, 100, 26), 0, right=False, scale=1)
    13.0
    """
    left, top, far, bottom = box
    wide, high = far - left - pile, bottom - top - pile
    down = pile if right else 0.0  # the outline behind is the one met on the right
    level = min(max(y - top - down - high / 2, -high / 2), high / 2) / scale
    xs = []
    for a, b in pairwise(_corners(outline(shape, wide / scale, high / scale))):
        low, up = min(a[1], b[1]), max(a[1], b[1])
        if low - 0.05 <= level <= up + 0.05:
            share = 0.0 if up - low < 0.1 else min(max((level - a[1]) / (b[1] - a[1]), 0.0), 1.0)
            xs += [a[0] + (b[0] - a[0]) * share] if share or up - low >= 0.1 else [a[0], b[0]]
    if not xs:
        return 0.0
    reach = max(xs) if right else -min(xs)
    return round(max(0.0, wide / 2 - reach * scale), 2)


def _corners(drawn: str) -> list[Point]:
    """Return points along an outline: its corners, and some of its arcs."""
    at: Point = (0.0, 0.0)
    found: list[Point] = []
    for letter, numbers in _strokes(drawn)[0]:
        if letter == "Z":
            found.append(found[0])
            continue
        x = at[0] if letter == "V" else numbers[5] if letter == "A" else numbers[0]
        end = (x, at[1] if letter == "H" else numbers[-1])
        if letter == "A":
            for bend in _bends(at, end, numbers[0], numbers[1], clockwise=numbers[4] == 1):
                found += [_on(found[-1], bend, share / 6) for share in range(1, 6)] + [bend[2]]
        found.append(end)
        at = end
    return found


def _on(start: Point, bend: tuple[Point, Point, Point], share: float) -> Point:
    """Return the point of a Bézier curve at a share of its way."""
    rest = 1 - share
    weights = (rest**3, 3 * rest**2 * share, 3 * rest * share**2, share**3)
    points = (start, *bend)
    x, y = (sum(w * p[axis] for w, p in zip(weights, points, strict=True)) for axis in (0, 1))
    return (x, y)


def _geometry(
    drawn: str, size: tuple[float, float], unit: float, sites: Sequence[tuple[int, int]],
    pile: float,
) -> str:  # fmt: skip
    """Return the custom geometry of an outline around (0, 0); `unit`: pt of its px."""
    wide, high = int(Pt(size[0])), int(Pt(size[1]))
    body, *folds = _strokes(drawn)
    # What follows the outline, a fold or a bar, is a line only: filled, it would cut a hole.
    step = pile / 2
    paths = [_path(body, unit, (wide, high), step)] if pile else []
    paths.append(_path(body, unit, (wide, high), -step))
    paths += [_path(fold, unit, (wide, high), -step, ' fill="none"') for fold in folds]
    met = "".join(f'<a:cxn ang="0"><a:pos x="{x}" y="{y}"/></a:cxn>' for x, y in sites)
    return (
        f"<a:custGeom {nsdecls('a')}><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst>{met}</a:cxnLst>"
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
    stroke: list[tuple[str, list[float]]], unit: float, size: tuple[int, int], shift: float,
    more: str = "",
) -> str:  # fmt: skip
    """Return a stroke in EMU, moved to the right and down by `shift` pt."""
    wide, high = size
    at: Point = (0.0, 0.0)
    parts = []

    def point(x: float, y: float) -> str:
        across, down = (int(Pt(value * unit + shift)) for value in (x, y))
        return f'<a:pt x="{across + wide // 2}" y="{down + high // 2}"/>'

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
