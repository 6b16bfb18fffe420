"""Where the label of each line stands, if it fits without touching a box or another label.

Relies on finished boxes and lines. A label that finds no room is shown when its line is chosen.
"""

from itertools import pairwise
from math import hypot

from viz.lettering import plain, width
from viz.maps.drawing import LABEL_HEIGHT, LABEL_PAD, Area, Point, area, overlap
from viz.picture import Edge, Lang
from viz.style import FONT_SIZE

_REACH = 18.0  # px from the lower end of a line to its label
_SEEN = 40.0  # px of a straight line that its label leaves to see
LONGEST = 12.0  # em of a label
_BETWEEN = {"ja": "・", "en": ", "}
_MORE = {"ja": " ほか{}", "en": " +{}"}


def shortened(edge: Edge, lang: Lang, longest: float = LONGEST) -> str:
    """Return a line's label as drawn: of several names as many as fit `longest` em.

    >>> shortened(Edge("a", "b", "社会課題の解決に資する取組を支援する"), "ja")
    '社会課題の解決に資する取…'
    >>> names = ("administered by", "implemented by", "has participant")
    >>> shortened(Edge("a", "b", ", ".join(names), labels=names), "en")
    'administered by +2'
    """
    text = plain(edge.label)
    if width(text) <= longest + 1:
        return text
    names = [plain(name) for name in edge.labels] or [text]
    for count in range(len(names) - 1, 0, -1):
        some = _BETWEEN[lang].join(names[:count]) + _MORE[lang].format(len(names) - count)
        if width(some) <= longest + 1:
            return some
    more = _MORE[lang].format(len(names) - 1) if len(names) > 1 else ""
    text = names[0]
    while width(text) > max(longest - width(more), 1.0):
        text = text[:-1]
    return text.rstrip() + "…" + more


def captions(
    labels: dict[int, str], lines: dict[int, tuple[Point, ...]], boxes: list[Area]
) -> dict[int, Point]:
    """Return the centre of each label that fits, by edge number, in the order of `labels`."""
    strokes = {number: _strokes(points) for number, points in lines.items()}
    taken = list(boxes)
    found: dict[int, Point] = {}
    for number, label in labels.items():
        if not label:
            continue
        wide = width(label) * FONT_SIZE + 2 * LABEL_PAD
        for centre in _candidates(lines[number], wide):
            spot = area(centre, wide, LABEL_HEIGHT)
            clear = not any(overlap(spot, other, margin=1.0) for other in taken)
            if clear and not _struck(spot, number, strokes):
                found[number] = centre
                taken.append(spot)
                break
    return found


def _candidates(points: tuple[Point, ...], wide: float) -> list[Point]:
    """Return places for a label: by the lower end of a square line, along a straight one."""
    if len(points) < 2:
        return []
    (x, y), (nx, ny) = points[0], points[1]
    if points[-1][1] > y:
        (x, y), (nx, ny) = points[-1], points[-2]
    if abs(x - nx) < 0.5 and ny < y:
        side = wide / 2 + 5
        return [(x + dx, y - _REACH) for dx in (0.0, side, -side)]
    return _along((x, y), (nx, ny), wide) if len(points) == 2 else []


def _along(a: Point, b: Point, wide: float) -> list[Point]:
    """Return places on a straight line that leave enough of it to see, then places beside it."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = hypot(dx, dy) or 1.0
    hidden = min(wide / (abs(dx) / length + 1e-9), LABEL_HEIGHT / (abs(dy) / length + 1e-9))
    off = (wide * abs(dy) + LABEL_HEIGHT * abs(dx)) / length / 2 + 3
    sides = [0.0] if length > hidden + _SEEN else []
    return [
        (a[0] + dx * share - dy / length * side, a[1] + dy * share + dx / length * side)
        for side in (*sides, off, -off)
        for share in (0.5, 0.4, 0.6, 0.3, 0.7)
    ]


def _strokes(points: tuple[Point, ...]) -> list[Area]:
    """Return a line as small rectangles, for a quick test of what it crosses."""
    strokes = []
    for (ax, ay), (bx, by) in pairwise(points):
        square = abs(ax - bx) < 0.5 or abs(ay - by) < 0.5
        count = 1 if square else max(1, int(hypot(bx - ax, by - ay) // 10))
        for step in range(count):
            x, y = ax + (bx - ax) * step / count, ay + (by - ay) * step / count
            u, v = ax + (bx - ax) * (step + 1) / count, ay + (by - ay) * (step + 1) / count
            strokes.append((min(x, u) - 1, min(y, v) - 1, max(x, u) + 1, max(y, v) + 1))
    return strokes


def _struck(spot: Area, number: int, strokes: dict[int, list[Area]]) -> bool:
    """Tell whether another line runs through a label's place."""
    return any(
        overlap(spot, stroke)
        for other, parts in strokes.items()
        if other != number
        for stroke in parts
    )
