"""The straight lines between shapes on a slide, and where their labels stand.

Relies on finished places, in pt; a line joins two of the four connection sites of its shapes.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import combinations, product
from operator import ge, le

from viz.boxes import Box
from viz.captions import captions, shortened
from viz.drawing import Area, Point, area, overlap, runs_through
from viz.lettering import plain, width
from viz.picture import Picture
from viz.style import FONT_SIZE

TOP, LEFT, BOTTOM, RIGHT = range(4)  # numbers of a shape's connection sites, as in Office
_CLEAR = 4.0  # pt that a line keeps from other boxes
_OUTWARD = (0.0, 0.4, 0.55)  # how much of a line, from the node that more meet, has no label


@dataclass(frozen=True, slots=True)
class Wire:
    """A straight line from one shape's connection site to another's."""

    start: Point
    end: Point
    start_site: int
    end_site: int


@dataclass(frozen=True, slots=True)
class Placing:
    """A picture on a slide: boxes and centres by node id, wires and labels by edge number."""

    boxes: dict[str, Box]
    places: dict[str, Point]
    wires: tuple[Wire, ...]
    captions: dict[int, Point]

    def area(self, node: str) -> Area:
        """Return the rectangle of a node."""
        return area(self.places[node], self.boxes[node].width, self.boxes[node].height)


def labelled(picture: Picture, placing: Placing, room: Area) -> dict[int, Point] | None:
    """Return the centre of every line's label, if all find room.

    Where many lines meet in one node, labels stand towards their other ends, which lie apart.
    """
    labels = {n: shortened(e.label) for n, e in enumerate(picture.edges) if plain(e.label)}
    sizes = {n: (width(label) * FONT_SIZE, FONT_SIZE) for n, label in labels.items()}
    boxes = [placing.area(node) for node in placing.places]
    met = Counter(end for edge in picture.edges for end in (edge.source, edge.target))
    for share in _OUTWARD:
        lines: dict[int, tuple[Point, ...]] = {}
        for number, (edge, wire) in enumerate(zip(picture.edges, placing.wires, strict=True)):
            ends = (wire.start, wire.end)
            inner, outer = ends if met[edge.source] > met[edge.target] else ends[::-1]
            lines[number] = (_between(inner, outer, share), outer)
        spots = captions(labels, lines, boxes)
        areas = {number: area(at, *sizes[number]) for number, at in spots.items()}
        struck = any(
            runs_through(spot, wire.start, wire.end)
            for number, spot in areas.items()
            for other, wire in enumerate(placing.wires)
            if other != number
        )
        if (
            len(spots) == len(labels)
            and not struck
            and all(_inside(a, room) for a in areas.values())
        ):
            return spots
    return None


def _between(a: Point, b: Point, share: float) -> Point:
    return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)


def _inside(inner: Area, room: Area) -> bool:
    """Tell whether a label lies in the room, which may be overstepped by a little."""
    left, top, right, bottom = room
    wider = (left - _CLEAR, top - _CLEAR, right + _CLEAR, bottom + _CLEAR)
    return all(map(ge, inner[:2], wider[:2])) and all(map(le, inner[2:], wider[2:]))


def wire(placing: Placing, source: str, target: str, across: bool | None) -> Wire:
    """Join two shapes at the sites that face each other."""
    a, b = sites(placing.area(source)), sites(placing.area(target))
    if across is None:
        ends = min(product(range(4), repeat=2), key=lambda s: _distance(a[s[0]], b[s[1]]))
        return Wire(a[ends[0]], b[ends[1]], *ends)
    axis, low, high = (0, LEFT, RIGHT) if across else (1, TOP, BOTTOM)
    before = placing.places[source][axis] < placing.places[target][axis]
    start, end = (high, low) if before else (low, high)
    return Wire(a[start], b[end], start, end)


def sites(box: Area) -> tuple[Point, Point, Point, Point]:
    """Return the connection sites of a shape: top, left, bottom, right.

    >>> sites((0, 0, 4, 2))
    ((2.0, 0), (0, 1.0), (2.0, 2), (4, 1.0))
    """
    left, top, right, bottom = box
    x, y = (left + right) / 2, (top + bottom) / 2
    return ((x, top), (left, y), (x, bottom), (right, y))


def _distance(a: Point, b: Point) -> float:
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2


def clean(picture: Picture, placing: Placing) -> bool:
    """Tell whether boxes stand apart, and no line repeats another or runs behind a box."""
    areas = {node: placing.area(node) for node in placing.places}
    if any(edge.source == edge.target for edge in picture.edges):
        return False
    if any(overlap(a, b, margin=_CLEAR) for a, b in combinations(areas.values(), 2)):
        return False
    if len({frozenset((e.source, e.target)) for e in picture.edges}) < len(picture.edges):
        return False
    for edge, wire in zip(picture.edges, placing.wires, strict=True):
        for node, (left, top, right, bottom) in areas.items():
            wider = (left - _CLEAR, top - _CLEAR, right + _CLEAR, bottom + _CLEAR)
            if node not in (edge.source, edge.target) and runs_through(wider, wire.start, wire.end):
                return False
    return True


def crossings(placing: Placing) -> int:
    """Count the pairs of lines that cross."""
    return sum(_cross(a.start, a.end, b.start, b.end) for a, b in combinations(placing.wires, 2))


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Tell whether two stretches cross within both.

    >>> _cross((0, 0), (2, 2), (0, 2), (2, 0)), _cross((0, 0), (2, 2), (0, 0), (2, 0))
    (True, False)
    """

    def side(p: Point, q: Point, r: Point) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0
