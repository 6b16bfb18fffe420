"""A picture with every box and line in its place: what renderers draw.

Relies on boxes; px at scale 1, y downwards.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import hypot

from viz.lettering import width
from viz.maps.boxes import Box
from viz.style import FONT_SIZE

LABEL_HEIGHT, LABEL_PAD = 18.0, 4.0  # px of a line's label, and around its text
PILE = 5.0  # px by which a box that stands for several reaches further right and down

Point = tuple[float, float]
Area = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Line:
    """An edge as drawn, from source to target.

    `label`: as drawn, empty if it stands in the box of a fact; `label_at`: its centre, or None
    if it finds no room (then it is shown when the line is chosen).
    """

    points: tuple[Point, ...]
    label: str = ""
    label_at: Point | None = None

    @property
    def label_area(self) -> Area | None:
        """The rectangle of the label, if it has a place."""
        wide = width(self.label) * FONT_SIZE + 2 * LABEL_PAD
        return area(self.label_at, wide, LABEL_HEIGHT) if self.label_at else None


@dataclass(frozen=True, slots=True)
class Drawing:
    """Boxes and their centres by node id; lines in the order of the picture's edges.

    `relations`: by kind, the relation that ties all its facts to their owners, for the legend;
    `relation`: the one relation of all lines, which is said there and not at each line.
    """

    boxes: dict[str, Box]
    places: dict[str, Point]
    lines: tuple[Line, ...]
    relations: Mapping[str, str] = field(default_factory=dict)
    relation: str = ""

    def area(self, node: str) -> Area:
        """Return the rectangle of a node."""
        return area(self.places[node], self.boxes[node].width, self.boxes[node].height)

    @property
    def bounds(self) -> Area:
        """The rectangle that holds all boxes, lines and labels."""
        areas = [self.area(node) for node in self.places]
        areas += [(x, y, x, y) for line in self.lines for x, y in line.points]
        areas += [label for line in self.lines if (label := line.label_area)]
        if not areas:
            return (0.0, 0.0, 0.0, 0.0)
        lefts, tops, rights, bottoms = zip(*areas, strict=True)
        return (min(lefts), min(tops), max(rights), max(bottoms))


def area(centre: Point, width: float, height: float) -> Area:
    """Return the rectangle around a centre."""
    x, y = centre
    return (x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def overlap(a: Area, b: Area, *, margin: float = 0.0) -> bool:
    """Tell whether two rectangles come nearer than `margin` to one another.

    >>> overlap((0, 0, 4, 4), (4, 0, 8, 4)), overlap((0, 0, 4, 4), (4, 0, 8, 4), margin=1)
    (False, True)
    """
    return (
        a[0] < b[2] + margin
        and b[0] < a[2] + margin
        and a[1] < b[3] + margin
        and b[1] < a[3] + margin
    )


def runs_through(box: Area, a: Point, b: Point) -> bool:
    """Tell whether the straight line from `a` to `b` touches a rectangle (Liang-Barsky).

    >>> runs_through((0, 0, 2, 2), (-1, 1), (3, 1)), runs_through((0, 0, 2, 2), (-1, 3), (3, 3))
    (True, False)
    """
    enter, leave = 0.0, 1.0
    for axis in (0, 1):
        delta = b[axis] - a[axis]
        low, high = box[axis] - a[axis], box[axis + 2] - a[axis]
        if abs(delta) < 1e-9:
            if low > 0 or high < 0:
                return False
            continue
        near, far = sorted((low / delta, high / delta))
        enter, leave = max(enter, near), min(leave, far)
    return enter < leave


def path(points: tuple[Point, ...], *, radius: float = 6.0) -> str:
    """Return an SVG path through the points, its corners rounded.

    >>> path(((0, 0), (0, 20), (20, 20)))
    'M0 0L0 14Q0 20 6 20L20 20'
    """
    parts = [f"M{_xy(points[0])}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        reach = min(radius, _distance(before, corner) / 2, _distance(corner, after) / 2)
        into, out = _towards(corner, before, reach), _towards(corner, after, reach)
        parts.append(f"L{_xy(into)}Q{_xy(corner)} {_xy(out)}")
    return "".join([*parts, f"L{_xy(points[-1])}"])


def _distance(a: Point, b: Point) -> float:
    return hypot(a[0] - b[0], a[1] - b[1])


def _towards(start: Point, end: Point, reach: float) -> Point:
    share = reach / (_distance(start, end) or 1.0)
    return (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)


def _xy(point: Point) -> str:
    return f"{round(point[0], 1) + 0.0:g} {round(point[1], 1) + 0.0:g}"
