"""The lines of a slide: from a hub straight to its label, from there in elbows to the leaves.

Relies on finished places, in pt. The trunk of an elbow lies half way, where every program puts
it: LibreOffice knows no other place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from math import inf

from viz.maps.boxes import Box
from viz.maps.drawing import Area, Point, area, runs_through
from viz.picture import Node, Picture
from viz.slides.columns import Columns, Item
from viz.slides.letters import PILE, SCALE
from viz.slides.nets import Net
from viz.slides.outline import inset
from viz.style import kind_style

TOP, LEFT, BOTTOM, RIGHT = range(4)  # numbers of a shape's connection sites, as in Office
_CORNER = 7.0  # pt of a side at either end that no line meets
_NEAR = 6.0  # pt; a line so near the middle of its label becomes straight
_BETWEEN = 14.0  # pt between two lines that meet one side
_SAME = 0.5

Sides = dict[tuple[str, int, int], float]  # node, side, number of the net: y


@dataclass(frozen=True, slots=True)
class End:
    """Where a line meets a box, or the label of a net."""

    item: Item
    side: int
    at: Point


@dataclass(frozen=True, slots=True)
class Wire:
    """A line of a net; `headed`: it ends in an arrow head; `leaf`: whose branch it is, if one's."""

    start: End
    end: End
    net: Net
    headed: bool
    leaf: str = ""

    @property
    def points(self) -> tuple[Point, ...]:
        """The corners of the line, its ends among them."""
        start, end = self.start.at, self.end.at
        middle = (start[0] + end[0]) / 2
        return (start, (middle, start[1]), (middle, end[1]), end) if self.bent else (start, end)

    @property
    def bent(self) -> bool:
        """Tell an elbow from a straight line."""
        return abs(self.start.at[1] - self.end.at[1]) >= _SAME


@dataclass(frozen=True, slots=True)
class Caption:
    """The label of a net: its lines of text and their rectangle."""

    lines: tuple[str, ...]
    area: Area


@dataclass(frozen=True, slots=True)
class Placing:
    """A picture on a slide: boxes and centres by node id, lines, and labels by number of net."""

    boxes: dict[str, Box]
    places: dict[str, Point]
    wires: tuple[Wire, ...]
    captions: dict[int, Caption]

    def area(self, node: str) -> Area:
        """Return the rectangle of a node."""
        return area(self.places[node], self.boxes[node].width, self.boxes[node].height)

    def sites(self, node: str) -> tuple[Point, ...]:
        """Return where lines meet a node besides the middles of its sides, in order."""
        middle = self.places[node][1]
        ends = (end for wire in self.wires for end in (wire.start, wire.end) if end.item == node)
        found = dict.fromkeys(end.at for end in ends if abs(end.at[1] - middle) >= _SAME)
        return tuple(sorted(found))


def wired(
    picture: Picture, columns: Columns, found: Sequence[Net], labels: Mapping[int, Box]
) -> Placing:
    """Draw the lines of all nets between boxes and labels in their places."""
    nodes = {node.id: node for node in picture.nodes}
    boxes = {node: columns.places[node] for node in columns.boxes}
    rough = Placing(columns.boxes, boxes, (), {})
    ends = _met(rough, columns, found)
    wires: list[Wire] = []
    captions: dict[int, Caption] = {}
    for n, net in enumerate(found):
        hub, *leaves = (_end(nodes[id], rough, n, net, ends) for id in (net.hub, *net.leaves))
        y = columns.places[n][1]
        ys = [y, hub.at[1], *(leaf.at[1] for leaf in leaves)]
        direct = not labels[n].lines or (len(leaves) == 1 and max(ys) - min(ys) < _SAME)
        if labels[n].lines:
            captions[n] = Caption(labels[n].lines, _label(columns, n, net, labels[n], direct))
        if direct:
            wires += [_wire(hub, leaf, net, leaf) for leaf in leaves]
            continue
        left, _, right, _ = captions[n].area
        inner, outer = End(n, LEFT, (left, y)), End(n, RIGHT, (right, y))
        near, far = (inner, outer) if net.rightwards else (outer, inner)
        wires.append(_wire(hub, near, net, None))
        wires += [_wire(far, leaf, net, leaf) for leaf in leaves]
    return replace(rough, wires=tuple(wires), captions=captions)


def _wire(near: End, far: End, net: Net, leaf: End | None) -> Wire:
    """Return a line as the arrow runs; its head is at the box where the whole link ends."""
    start, end = (far, near) if net.inward else (near, far)
    return Wire(start, end, net, isinstance(end.item, str), str(leaf.item) if leaf else "")


def _label(columns: Columns, n: int, net: Net, label: Box, direct: bool) -> Area:
    """Return the rectangle of a label: near its leaves, so that trunks stand in line."""
    x, y = columns.places[n]
    spare = (columns.widths[n] - label.width) / 2
    if not direct:
        x += spare if net.rightwards else -spare
    return area((x, y), label.width, label.height)


def _end(node: Node, placing: Placing, n: int, net: Net, ends: Sides) -> End:
    """Return the point on the outline of a box where a net meets it."""
    hub = node.id == net.hub
    side = RIGHT if hub == net.rightwards else LEFT
    y = ends[node.id, side, n]
    left, top, right, bottom = placing.area(node.id)
    pile = PILE if node.members else 0.0
    front = (left, top, right - pile, bottom - pile)
    within = inset(kind_style(node.kind).shape, front, y, right=side == RIGHT, scale=SCALE)
    return End(node.id, side, (round(right - within if side == RIGHT else left + within, 2), y))


def _met(placing: Placing, columns: Columns, found: Sequence[Net]) -> Sides:
    """Return the height at which each net meets the sides of its boxes."""
    met: dict[tuple[str, int], list[int]] = {}
    for n, net in enumerate(found):
        for node in net.left:
            met.setdefault((node, RIGHT), []).append(n)
        for node in net.right:
            met.setdefault((node, LEFT), []).append(n)
    ends: Sides = {}
    for (node, side), numbers in met.items():
        numbers.sort(key=lambda n: columns.places[n][1])
        _, top, _, bottom = placing.area(node)
        wishes = _wishes(node, placing, columns, [(n, found[n]) for n in numbers])
        for n, y in zip(numbers, _apart(wishes, top + _CORNER, bottom - _CORNER), strict=True):
            ends[node, side, n] = round(y, 2)
    return ends


def _wishes(
    node: str, placing: Placing, columns: Columns, met: Sequence[tuple[int, Net]]
) -> list[float]:
    """Return where nets would meet a side: level with their labels, fans near the middle."""
    levels = [columns.places[n][1] if net.level_with(node) else None for n, net in met]
    _, middle = placing.places[node]
    wishes = []
    for place, (n, _) in enumerate(met):
        if (level := levels[place]) is None:
            low = max((y + _BETWEEN for y in levels[:place] if y is not None), default=-inf)
            high = min((y - _BETWEEN for y in levels[place:] if y is not None), default=inf)
            label = columns.places[n][1]
            free = label if abs(label - middle) <= _NEAR else middle
            level = min(max(free, low), high) if low <= high else (low + high) / 2
        wishes.append(level)
    return wishes


def _apart(wishes: Sequence[float], low: float, high: float) -> list[float]:
    """Return the values nearest to rising wishes that keep apart between two bounds."""
    step = min(_BETWEEN, (high - low) / max(1, len(wishes) - 1))
    found: list[float] = []
    for wish in wishes:
        found.append(max(wish, low if not found else found[-1] + step))
    for place in range(len(found)):
        found[place] = min(found[place], high - step * (len(found) - 1 - place))
    return found


def clean(placing: Placing) -> bool:
    """Tell whether no line runs behind a box or label of others, or along a line of others."""
    for wire in placing.wires:
        ends = {wire.start.item, wire.end.item}
        boxes = [placing.area(node) for node in placing.places if node not in ends]
        boxes += [
            caption.area for n, caption in placing.captions.items()
            if n not in ends and not _upon(wire, caption.area)
        ]  # fmt: skip
        for a, b in pairwise(wire.points):
            if any(runs_through(box, a, b) for box in boxes):
                return False
    return not any(_along(a, b) for a, b in combinations(placing.wires, 2) if a.net is not b.net)


def _upon(wire: Wire, label: Area) -> bool:
    """Tell whether a line is straight and bears a label in its middle."""
    y = (label[1] + label[3]) / 2
    return not wire.bent and abs(wire.start.at[1] - y) < _SAME


def _along(one: Wire, two: Wire) -> bool:
    """Tell whether two lines cover one another for a stretch; from one point they may part."""
    if {one.start, one.end} & {two.start, two.end}:
        return False
    for a, b in pairwise(one.points):
        for c, d in pairwise(two.points):
            for across, along in ((0, 1), (1, 0)):
                level = max(abs(p[across] - a[across]) for p in (b, c, d)) < _SAME
                low = max(min(a[along], b[along]), min(c[along], d[along]))
                high = min(max(a[along], b[along]), max(c[along], d[along]))
                if level and high - low > _SAME:
                    return True
    return False
