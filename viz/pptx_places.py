"""Where nodes stand on a slide, in letters of 18 pt: rows or columns with straight lines.

Relies on `rows` for order and on `forces` for maps without layers. A slide holds few nodes at
this size, so an arrangement either fits cleanly or is not given: no line behind a box, no box
cut, every line labelled.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise, product

from viz.boxes import Box, box_of
from viz.drawing import Area, Point, area
from viz.forces import scattered
from viz.ownership import ownership
from viz.picture import Picture
from viz.pptx_wires import Placing, clean, crossings, labelled, wire
from viz.rows import ordered, spread
from viz.style import FONT_SIZE, kind_rank

NODE = 18.0  # pt of a node's text
SCALE = NODE / FONT_SIZE
_MOST = 5  # lines of a label
_BETWEEN_SCRIPTS = 0.25  # em
_STARTS = 6  # arrangements tried for a map without layers


@dataclass(frozen=True, slots=True)
class _Trial:
    """One way: `across` runs levels left to right; em of a line; pt between levels and in one."""

    across: bool
    em: float
    gap: float
    apart: float


_EMS = (14.0, 20.0, 28.0, 11.0, 9.0)
_TRIALS = tuple(
    _Trial(across, em, gap, apart)
    for apart in (18.0, 8.0)
    for across, gaps in ((False, (84.0, 62.0)), (True, (200.0, 130.0, 90.0)))
    for gap in gaps
    for em in _EMS
)


def by_layer(picture: Picture) -> dict[str, int]:
    """Return the level of each node: its layer's, or the one below what it belongs to."""
    rank = {node.id: kind_rank(node.kind) for node in picture.nodes}
    owned = ownership(picture, rank, near_owners=True)
    levels = dict(owned.levels)
    for owner, facts in owned.hung.items():
        for fact in facts:
            anchor = next((a for a in owned.anchors[fact] if a in levels), owner)
            levels[fact] = levels[anchor] + 1
    return levels


def by_hub(picture: Picture, hubs: frozenset[str]) -> Iterator[dict[str, int]]:
    """Yield levels with hubs left of what they are linked to, then with half on either side."""
    others = [node.id for node in picture.nodes if node.id not in hubs]
    yield {node.id: int(node.id not in hubs) for node in picture.nodes}
    sides: dict[str, int] = {}
    for hub in sorted(hubs):
        mine = [
            other
            for edge in picture.edges
            for this, other in ((edge.source, edge.target), (edge.target, edge.source))
            if this == hub and other in others and other not in sides
        ]
        mine = list(dict.fromkeys(mine))
        sides |= {other: 2 if n < (len(mine) + 1) // 2 else 0 for n, other in enumerate(mine)}
    yield dict.fromkeys(hubs, 1) | {other: sides.get(other, 2) for other in others}


def levelled(picture: Picture, levels: Mapping[str, int], room: Area) -> Placing | None:
    """Return the arrangement in levels that crosses least, if any fits the room."""
    used = sorted(set(levels.values()))
    levels = {node: used.index(level) for node, level in levels.items()}
    if any(abs(levels[e.source] - levels[e.target]) < 1 for e in picture.edges):
        return None
    best: tuple[int, Placing] | None = None
    sized = {em: _boxes(picture, em) for em in _EMS}
    for trial in _TRIALS:
        placing = _try(picture, levels, room, trial, dict(sized[trial.em]))
        if placing is None:
            continue
        crossed = crossings(placing)
        if best is None or crossed < best[0]:
            best = (crossed, placing)
        if crossed == 0:
            break
    return best[1] if best else None


def strewn(picture: Picture, room: Area) -> Placing | None:
    """Return an arrangement of a map without layers, if any fits the room."""
    for em, start in product((10.0, 8.0), range(_STARTS)):
        boxes = _boxes(picture, em)
        places = scattered(picture, boxes, start=start, room=2.2)
        placing = _centred(picture, boxes, places, room, None)
        if placing is not None:
            return placing
    return None


def _boxes(picture: Picture, em: float) -> dict[str, Box]:
    """Return the boxes in pt."""
    boxes = {}
    for node in picture.nodes:
        box = box_of(node, room=em, most=_MOST)
        wide = box.width * SCALE + max(map(changes, box.lines)) * _BETWEEN_SCRIPTS * NODE
        boxes[node.id] = replace(box, width=wide, height=box.height * SCALE)
    return boxes


def changes(text: str) -> int:
    """Count the changes between full-width and other letters, where offices put air.

    >>> changes("Beyond 5Gの基金")
    1
    """
    return sum((ord(a) < 0x2E80) != (ord(b) < 0x2E80) for a, b in pairwise(text))


def _try(
    picture: Picture, levels: Mapping[str, int], room: Area, trial: _Trial, boxes: dict[str, Box]
) -> Placing | None:
    """Arrange the levels one way; `along` runs through a level, `down` from level to level."""
    if any(box.lines[-1].endswith("…") for box in boxes.values()) and trial.em < 20.0:
        return None
    along = {n: b.height if trial.across else b.width for n, b in boxes.items()}
    down = {n: b.width if trial.across else b.height for n, b in boxes.items()}
    rows: list[list[str]] = [[] for _ in set(levels.values())]
    for node in picture.nodes:
        rows[levels[node.id]].append(node.id)
    depths = [max(down[node] for node in row) for row in rows]
    sides = (room[3] - room[1], room[2] - room[0])
    most_along, most_down = sides if trial.across else sides[::-1]
    if sum(depths) + trial.gap * (len(rows) - 1) > most_down:
        return None
    if any(sum(along[n] + trial.apart for n in row) - trial.apart > most_along for row in rows):
        return None
    links = _links(picture, levels)
    rows = ordered(rows, links)
    halves = {node: (size / 2, size / 2) for node, size in along.items()}
    offset = spread(rows, links, halves, dict.fromkeys(along, trial.apart))
    # Boxes of a level are of one size, so that no line to one runs behind another.
    for row, depth in zip(rows, depths, strict=True):
        for name in row:
            box = boxes[name]
            boxes[name] = replace(box, width=depth) if trial.across else replace(box, height=depth)
    places: dict[str, Point] = {}
    start = 0.0
    for row, depth in zip(rows, depths, strict=True):
        for name in row:
            at = (offset[name], start + depth / 2)
            places[name] = at[::-1] if trial.across else at
        start += depth + trial.gap
    return _centred(picture, boxes, places, room, trial.across)


def _links(picture: Picture, levels: Mapping[str, int]) -> list[tuple[str, str]]:
    """Return the pairs, upper end first, that the order within neighbouring levels follows."""
    pairs = [sorted((e.source, e.target), key=lambda n: levels[n]) for e in picture.edges]
    found = [(a, b) for a, b in pairs if levels[b] - levels[a] == 1]
    return list(dict.fromkeys(found))


def _centred(
    picture: Picture, boxes: dict[str, Box], places: dict[str, Point], room: Area,
    across: bool | None,
) -> Placing | None:  # fmt: skip
    """Move an arrangement to the middle of the room and wire it, if it is clean."""
    areas = [area(places[n], boxes[n].width, boxes[n].height) for n in places]
    left, top = min(a[0] for a in areas), min(a[1] for a in areas)
    right, bottom = max(a[2] for a in areas), max(a[3] for a in areas)
    if right - left > room[2] - room[0] or bottom - top > room[3] - room[1]:
        return None
    dx, dy = (room[0] + room[2] - left - right) / 2, (room[1] + room[3] - top - bottom) / 2
    moved = {n: (round(x + dx, 2), round(y + dy, 2)) for n, (x, y) in places.items()}
    rough = Placing(boxes, moved, (), {})
    wires = tuple(wire(rough, e.source, e.target, across) for e in picture.edges)
    rough = replace(rough, wires=wires)
    if not clean(picture, rough):
        return None
    spots = labelled(picture, rough, room)
    return None if spots is None else replace(rough, captions=spots)
