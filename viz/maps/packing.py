"""A layered map of separate pieces: each is arranged alone, then all are set in rows like words.

Relies on networkx for the pieces; without this, pieces side by side make a map far too wide.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import networkx

from viz.maps.boxes import Box
from viz.maps.drawing import Drawing, Line, Point
from viz.picture import Edge, Picture
from viz.style import kind_rank

_GAP = 26.0  # px between pieces
_WIDTHS = tuple(1264.0 - 12.0 * step for step in range(30))  # px of a row, all are tried


def pieces(picture: Picture) -> list[Picture]:
    """Return the parts that no line joins: in the order of their first nodes."""
    joined: networkx.Graph[str] = networkx.Graph()
    joined.add_nodes_from(node.id for node in picture.nodes)
    joined.add_edges_from((edge.source, edge.target) for edge in picture.edges)
    found = []
    for ids in networkx.connected_components(joined):
        nodes = tuple(node for node in picture.nodes if node.id in ids)
        edges = tuple(edge for edge in picture.edges if edge.source in ids)
        found.append(replace(picture, nodes=nodes, edges=edges))
    return found


def packed(
    picture: Picture, parts: Sequence[Picture], drawings: Sequence[Drawing],
    fit: Callable[[Drawing], float],
) -> Drawing | None:  # fmt: skip
    """Return all pieces in one drawing: the first that fits whole, or shows largest by `fit`.

    None where pieces disagree on what a kind's relation is: the key can say but one.
    """
    relations: dict[str, str] = {}
    for part, drawing in zip(parts, drawings, strict=True):
        for kind in {node.kind for node in part.nodes if node.layer is None}:
            if relations.setdefault(kind, drawing.relations.get(kind, "")) != (
                drawing.relations.get(kind, "")
            ):
                return None
    order = _order(picture, parts, drawings)
    tried = [_joined(picture, parts, drawings, _corners(drawings, w, order)) for w in _WIDTHS]
    best = max(tried, key=lambda drawing: min(fit(drawing), 1.0))
    return replace(best, relations={kind: name for kind, name in relations.items() if name})


def _order(picture: Picture, parts: Sequence[Picture], drawings: Sequence[Drawing]) -> list[int]:
    """Return the order of the pieces: by kind as in the key, tall ones first, then by colour."""
    tones = {tone: place for place, tone in enumerate(picture.tones)}

    def place(number: int) -> tuple[int, float, int]:
        nodes = parts[number].nodes
        tone = min(tones[n.group] if n.group in tones else len(tones) for n in nodes)
        _, top, _, bottom = drawings[number].bounds
        return (min(kind_rank(node.kind) for node in nodes), top - bottom, tone)

    return sorted(range(len(parts)), key=place)


def _corners(drawings: Sequence[Drawing], wide: float, order: Sequence[int]) -> list[Point]:
    """Return the upper left corner of each piece; in this order they fill row after row.

    A piece stands below another where the row, or one above it, has room for both.
    """
    corners = [(0.0, 0.0)] * len(drawings)
    rows: list[_Row] = [_Row(0.0)]
    for number in order:
        left, top, right, bottom = drawings[number].bounds
        size = (right - left, bottom - top)
        below = (place for row in rows if (place := row.below(size)))
        if (corner := next(below, None)) is None:
            if rows[-1].columns and rows[-1].right + size[0] > wide:
                rows.append(_Row(rows[-1].top + rows[-1].tall + _GAP))
            corner = rows[-1].beside(size)
        corners[number] = corner
    return corners


@dataclass(slots=True)
class _Row:
    """A row of pieces: its top, its height, where the next stands, and its columns.

    `columns`: left, width and bottom of each.
    """

    top: float
    tall: float = 0.0
    right: float = 0.0
    columns: list[tuple[float, float, float]] = field(default_factory=list)

    def beside(self, size: Point) -> Point:
        """Give a piece the next place of the row."""
        corner = (self.right, self.top)
        self.columns.append((self.right, size[0], self.top + size[1]))
        self.right += size[0] + _GAP
        self.tall = max(self.tall, size[1])
        return corner

    def below(self, size: Point) -> Point | None:
        """Give a piece the place at the foot of a column, if there is room for it."""
        for number, (left, wide, bottom) in enumerate(self.columns):
            foot = bottom + _GAP
            if size[0] <= wide and foot + size[1] <= self.top + self.tall:
                self.columns[number] = (left, wide, foot + size[1])
                return (left, foot)
        return None


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
