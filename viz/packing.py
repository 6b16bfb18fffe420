"""A layered map of separate pieces: each is arranged alone, then all are set in rows like words.

Relies on networkx for the pieces; without this, pieces side by side make a map far too wide.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import networkx

from viz.boxes import Box
from viz.drawing import Drawing, Line, Point
from viz.picture import Edge, Picture

_GAP = 26.0  # px between pieces
_WIDTHS = tuple(900.0 + 120.0 * step for step in range(12))  # px of a row, all are tried


def pieces(picture: Picture) -> list[Picture]:
    """Return the parts of a picture that no line joins, those of the upper rows first."""
    joined: networkx.Graph[str] = networkx.Graph()
    joined.add_nodes_from(node.id for node in picture.nodes)
    joined.add_edges_from((edge.source, edge.target) for edge in picture.edges)
    found = []
    for ids in networkx.connected_components(joined):
        nodes = tuple(node for node in picture.nodes if node.id in ids)
        edges = tuple(edge for edge in picture.edges if edge.source in ids)
        found.append(replace(picture, nodes=nodes, edges=edges))
    return sorted(found, key=_upper)


def _upper(piece: Picture) -> tuple[int, int]:
    first = min((node.layer for node in piece.nodes if node.layer is not None), default=0)
    return (first, -len(piece.nodes))


def packed(
    picture: Picture, parts: Sequence[Picture], drawings: Sequence[Drawing],
    fit: Callable[[Drawing], float],
) -> Drawing | None:  # fmt: skip
    """Return all pieces in one drawing, the one that shows largest by `fit`.

    None where pieces disagree on what a kind's relation is: the key can say but one.
    """
    relations: dict[str, str] = {}
    for part, drawing in zip(parts, drawings, strict=True):
        for kind in {node.kind for node in part.nodes if node.layer is None}:
            if relations.setdefault(kind, drawing.relations.get(kind, "")) != (
                drawing.relations.get(kind, "")
            ):
                return None
    tried = [
        _joined(picture, parts, drawings, _corners(drawings, wide, order))
        for order in _orders(drawings)
        for wide in _WIDTHS
    ]
    best = max(tried, key=fit)
    return replace(best, relations={kind: name for kind, name in relations.items() if name})


def _orders(drawings: Sequence[Drawing]) -> tuple[list[int], list[int]]:
    """Return the order as given, and the tall ones first, which often wastes less."""
    given = list(range(len(drawings)))
    return given, sorted(given, key=lambda n: drawings[n].bounds[1] - drawings[n].bounds[3])


def _corners(drawings: Sequence[Drawing], wide: float, order: Sequence[int]) -> list[Point]:
    """Return the upper left corner of each piece; in this order they fill row after row."""
    corners = [(0.0, 0.0)] * len(drawings)
    x = y = tall = 0.0
    for number in order:
        left, top, right, bottom = drawings[number].bounds
        if x and x + right - left > wide:
            x, y, tall = 0.0, y + tall + _GAP, 0.0
        corners[number] = (x, y)
        x += right - left + _GAP
        tall = max(tall, bottom - top)
    return corners


def _joined(
    picture: Picture, parts: Sequence[Picture], drawings: Sequence[Drawing], corners: list[Point]
) -> Drawing:
    places: dict[str, Point] = {}
    boxes: dict[str, Box] = {}
    lines: dict[Edge, Line] = {}
    for part, drawing, (x, y) in zip(parts, drawings, corners, strict=True):
        left, top, _, _ = drawing.bounds
        places |= {n: (px + x - left, py + y - top) for n, (px, py) in drawing.places.items()}
        boxes |= drawing.boxes
        for edge, line in zip(part.edges, drawing.lines, strict=True):
            lines[edge] = _moved(line, x - left, y - top)
    ordered = tuple(lines[edge] for edge in picture.edges)
    return Drawing(boxes, {node.id: places[node.id] for node in picture.nodes}, ordered)


def _moved(line: Line, dx: float, dy: float) -> Line:
    at = (line.label_at[0] + dx, line.label_at[1] + dy) if line.label_at else None
    return Line(tuple((x + dx, y + dy) for x, y in line.points), line.label, at)
