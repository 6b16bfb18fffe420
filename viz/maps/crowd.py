"""The map of hundreds or thousands of nodes: places fast enough, boxes apart, lines straight.

Relies on `forces` for the start and the lines; its trials and labels of lines would take hours.
"""

import random
from collections.abc import Iterator
from itertools import combinations, product
from math import cos, pi, sin, sqrt

from viz.maps.boxes import Box, box_of
from viz.maps.drawing import Drawing, Line, Point
from viz.maps.forces import evened, pushed, sprung, straight, stretched
from viz.picture import Picture
from viz.style import FONT_SIZE

CROWD = 250  # nodes; of more, trying several arrangements takes longer than a reader waits
_EM, _ROOM = 9.0, 3.0  # em per line of text; free space as a multiple of the boxes'
_PASSES, _ROUNDS = 40, 30
_WIDER = 1.1  # by how much the map grows while boxes still overlap


def crowded(picture: Picture) -> Drawing:
    """Place every node; a line's label is shown when the line is chosen."""
    boxes = {node.id: box_of(node, room=_EM) for node in picture.nodes}
    ids = list(boxes)
    rough = stretched(evened(_sprung(picture, ids)), boxes, _ROOM)
    places = _parted(rough, boxes)
    lines = straight(picture, places, boxes)
    named = (Line(lines[n], edge.label) for n, edge in enumerate(picture.edges))
    return Drawing(boxes, places, tuple(named))


def _sprung(picture: Picture, ids: list[str]) -> dict[str, Point]:
    """Let springs place the nodes from a sunflower's spiral: apart at once, so a tenth the time."""
    turn = pi * (3 - sqrt(5))
    begin = [(sqrt(n) * cos(n * turn), sqrt(n) * sin(n * turn)) for n in range(len(ids))]
    return sprung(picture, ids, begin, random.Random(0), niter=300, grid=True)


def _parted(rough: dict[str, Point], boxes: dict[str, Box]) -> dict[str, Point]:
    """Push overlapping boxes apart, looking only at those near one another."""
    at = {node: [*place] for node, place in rough.items()}
    size = max(max(box.width, box.height) for box in boxes.values()) + 2 * FONT_SIZE
    for _ in range(_ROUNDS):
        for _ in range(_PASSES):
            if not any([pushed(at[a], at[b], boxes[a], boxes[b]) for a, b in _near(at, size)]):
                return {node: (round(x, 1), round(y, 1)) for node, (x, y) in at.items()}
        for place in at.values():
            place[:] = [value * _WIDER for value in place]
    return {node: (round(x, 1), round(y, 1)) for node, (x, y) in at.items()}


def _near(at: dict[str, list[float]], size: float) -> Iterator[tuple[str, str]]:
    """Give the pairs that lie in the same square of a grid or in neighbouring ones."""
    squares: dict[tuple[int, int], list[str]] = {}
    for node, (x, y) in at.items():
        squares.setdefault((int(x // size), int(y // size)), []).append(node)
    for (column, row), nodes in squares.items():
        yield from combinations(nodes, 2)
        for step in ((1, 0), (0, 1), (1, 1), (1, -1)):
            yield from product(nodes, squares.get((column + step[0], row + step[1]), ()))
