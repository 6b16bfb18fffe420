"""The map without layers: linked nodes near one another, boxes apart, straight lines.

Relies on igraph's Fruchterman-Reingold layout from a fixed start, so it is the same each run.
"""

import random
from math import cos, hypot, pi, sin

import igraph

from viz.maps.boxes import Box
from viz.maps.drawing import Drawing, Point, runs_through
from viz.picture import Picture

_MARGIN_X, _MARGIN_Y = 22.0, 20.0  # px kept free between boxes
_WIDER = 2.0  # width to height of the free space on a screen
_PASSES = 60
_LEAST_ROOM = 1.3  # free space as a multiple of the boxes'; in less they hardly come apart
_GROWS = 1.06  # by how much the map grows while boxes still overlap


def scattered(
    picture: Picture, boxes: dict[str, Box], *, start: int, room: float, page: Point
) -> dict[str, Point]:
    """Return the centre of each node.

    `start`: number of the starting arrangement; `room`: free space as a multiple of the boxes';
    `page`: width and height that the boxes do not leave if they can stand apart within it.
    """
    ids = [node.id for node in picture.nodes]
    even = evened(_on_a_circle(picture, ids, start))
    wide, high = _size(boxes, room)
    grown = min(1.0, page[0] / wide, page[1] / high)
    if grown**2 * room < _LEAST_ROOM:
        grown = 1.0
    for _ in range(40):
        walls = (wide * grown, high * grown)
        if (places := _parted(even, ids, boxes, walls)) is not None:
            return {node: (round(x, 1), round(y, 1)) for node, (x, y) in places.items()}
        grown *= _GROWS
    return _in_a_grid(ids, boxes)


def tangles(picture: Picture, drawing: Drawing) -> int:
    """Return how often a line runs behind a box that it has no business with."""
    areas = {node: drawing.area(node) for node in drawing.places}
    return sum(
        runs_through(areas[node], line.points[0], line.points[-1])
        for edge, line in zip(picture.edges, drawing.lines, strict=True)
        for node in areas
        if node not in (edge.source, edge.target)
    )


def straight(
    picture: Picture, places: dict[str, Point], boxes: dict[str, Box]
) -> dict[int, tuple[Point, ...]]:
    """Return a straight line for each edge, from box to box; parallel edges lie side by side."""
    between: dict[frozenset[str], list[int]] = {}
    for number, edge in enumerate(picture.edges):
        between.setdefault(frozenset((edge.source, edge.target)), []).append(number)
    lines = {}
    for number, edge in enumerate(picture.edges):
        alike = between[frozenset((edge.source, edge.target))]
        if edge.source == edge.target:
            lines[number] = _loop(places[edge.source], boxes[edge.source])
            continue
        shift = 12.0 * (alike.index(number) - (len(alike) - 1) / 2)
        sign = 1.0 if edge.source < edge.target else -1.0
        a, b = _beside(places[edge.source], places[edge.target], shift * sign)
        start = _border(a, b, places[edge.source], boxes[edge.source])
        end = _border(b, a, places[edge.target], boxes[edge.target])
        lines[number] = (start, end)
    return lines


def _on_a_circle(picture: Picture, ids: list[str], start: int) -> dict[str, Point]:
    source = random.Random(start)
    turns = [2 * pi * n / len(ids) for n in range(len(ids))]
    source.shuffle(turns)
    begin = [(cos(turn), sin(turn)) for turn in turns]
    return sprung(picture, ids, begin, source, niter=600, grid=False)


def sprung(
    picture: Picture, ids: list[str], begin: list[Point], source: random.Random,
    *, niter: int, grid: bool,
) -> dict[str, Point]:  # fmt: skip
    """Let springs pull linked nodes together, from where they `begin`.

    `grid`: only nodes near one another push each other off, which thousands need.
    """
    index = {node: number for number, node in enumerate(ids)}
    ends = {tuple(sorted((index[e.source], index[e.target]))) for e in picture.edges}
    graph = igraph.Graph(n=len(ids), edges=sorted(pair for pair in ends if pair[0] != pair[1]))
    igraph.set_random_number_generator(source)
    try:
        coords = graph.layout_fruchterman_reingold(seed=begin, niter=niter, grid=grid).coords
    finally:
        igraph.set_random_number_generator(random)
    return {node: (coords[n][0], coords[n][1]) for node, n in index.items()}


def evened(places: dict[str, Point]) -> dict[str, Point]:
    """Draw each coordinate half way to its rank, so that no corner is crowded or empty."""
    axes = []
    for axis in (0, 1):
        order = sorted(places, key=lambda node: (places[node][axis], node))
        low, high = places[order[0]][axis], places[order[-1]][axis]
        axes.append(
            {
                node: (places[node][axis] - low) / (high - low or 1.0) + rank / len(order)
                for rank, node in enumerate(order)
            }
        )
    return {node: (axes[0][node], axes[1][node]) for node in places}


def stretched(places: dict[str, Point], boxes: dict[str, Box], room: float) -> dict[str, Point]:
    """Scale to the shape of a screen, with room for the boxes."""
    xs, ys = zip(*places.values(), strict=True)
    wide, high = _size(boxes, room)
    x_scale = wide / (max(xs) - min(xs) or 1.0)
    y_scale = high / (max(ys) - min(ys) or 1.0)
    return {node: (x * x_scale, y * y_scale) for node, (x, y) in places.items()}


def _size(boxes: dict[str, Box], room: float) -> Point:
    """Return width and height, in the shape of a screen, of so many times the boxes' space."""
    covered = sum((b.width + _MARGIN_X) * (b.height + _MARGIN_Y) for b in boxes.values())
    high = (room * covered / _WIDER) ** 0.5
    return (high * _WIDER, high)


def _parted(
    even: dict[str, Point], ids: list[str], boxes: dict[str, Box], walls: Point
) -> dict[str, Point] | None:
    """Push overlapping boxes apart along the shorter way, but not through the walls.

    None if they stay entangled.
    """
    low = [min(place[axis] for place in even.values()) for axis in (0, 1)]
    high = [max(place[axis] for place in even.values()) for axis in (0, 1)]
    at: list[list[float]] = []
    reach: list[tuple[float, float]] = []
    for node in ids:
        free = (walls[0] - boxes[node].width, walls[1] - boxes[node].height)
        reach.append((max(free[0], 0.0) / 2, max(free[1], 0.0) / 2))
        shares = [(even[node][k] - low[k]) / (high[k] - low[k] or 1.0) for k in (0, 1)]
        at.append([(2 * shares[k] - 1) * reach[-1][k] for k in (0, 1)])
    pairs = [
        (at[n], at[m], boxes[a], boxes[b], reach[n], reach[m])
        for n, a in enumerate(ids)
        for m, b in enumerate(ids[:n])
    ]
    for _ in range(_PASSES):
        if not any([_pushed_within(*pair) for pair in pairs]):
            return {node: (x, y) for node, (x, y) in zip(ids, at, strict=True)}
    return None


def _pushed_within(
    a: list[float], b: list[float], box_a: Box, box_b: Box, reach_a: Point, reach_b: Point
) -> bool:
    """Move two boxes apart if they overlap, each within its reach; tell whether they did."""
    if not pushed(a, b, box_a, box_b):
        return False
    for at, reach in ((a, reach_a), (b, reach_b)):
        for axis in (0, 1):
            at[axis] = min(max(at[axis], -reach[axis]), reach[axis])
    return True


def pushed(a: list[float], b: list[float], box_a: Box, box_b: Box) -> bool:
    """Move two boxes apart if they overlap; tell whether they did."""
    deep_x = (box_a.width + box_b.width) / 2 + _MARGIN_X - abs(a[0] - b[0])
    if deep_x <= 0:
        return False
    deep_y = (box_a.height + box_b.height) / 2 + _MARGIN_Y - abs(a[1] - b[1])
    if deep_y <= 0:
        return False
    axis, deep = (0, deep_x) if deep_x < deep_y else (1, deep_y)
    step = (deep / 2 + 0.3) * (1 if a[axis] >= b[axis] else -1)
    a[axis] += step
    b[axis] -= step
    return True


def _in_a_grid(ids: list[str], boxes: dict[str, Box]) -> dict[str, Point]:
    """Return places in rows, for sets of boxes that cannot be pushed apart."""
    wide = max(boxes[n].width for n in ids) + _MARGIN_X
    high = max(boxes[n].height for n in ids) + _MARGIN_Y
    columns = max(1, round((len(ids) * _WIDER * high / wide) ** 0.5))
    return {n: (i % columns * wide, i // columns * high) for i, n in enumerate(ids)}


def _beside(a: Point, b: Point, shift: float) -> tuple[Point, Point]:
    """Move both ends of a line sideways."""
    length = hypot(b[0] - a[0], b[1] - a[1]) or 1.0
    dx, dy = -(b[1] - a[1]) / length * shift, (b[0] - a[0]) / length * shift
    return (a[0] + dx, a[1] + dy), (b[0] + dx, b[1] + dy)


def _border(start: Point, end: Point, centre: Point, box: Box) -> Point:
    """Return where the line from `start`, inside the box, to `end` leaves the box."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    shares = [1.0]
    for offset, delta, half in (
        (start[0] - centre[0], dx, box.width / 2),
        (start[1] - centre[1], dy, box.height / 2),
    ):
        if delta:
            shares.append(max(0.0, ((half if delta > 0 else -half) - offset) / delta))
    share = min(shares)
    return (start[0] + dx * share, start[1] + dy * share)


def _loop(centre: Point, box: Box) -> tuple[Point, ...]:
    """Return a small loop at the upper right corner, for an edge from a node to itself."""
    x, y = centre[0] + box.width / 2, centre[1] - box.height / 2
    return ((x - 20, y), (x - 20, y - 12), (x + 10, y - 12), (x + 10, y + 10), (x, y + 10))
