"""Where nodes stand on a slide, in letters of 18 pt: columns joined by brackets.

A slide holds few nodes at this size, so an arrangement either fits cleanly or is not given: no
line crosses another or runs behind a box, and no label is left out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import networkx

from viz.maps.drawing import Area
from viz.picture import Picture
from viz.slides.columns import GAPS, arranged
from viz.slides.letters import WIDEST, Letters
from viz.slides.nets import linked, nets
from viz.slides.wires import Placing, clean, wired

_COLUMNS, _ALONE = 4, 3  # of boxes on a slide; of boxes without links

Levels = dict[str, int]


@dataclass(frozen=True, slots=True)
class _Piece:
    """Nodes that hang together, in the picture's order."""

    nodes: tuple[str, ...]
    hubs: frozenset[str]
    near: Mapping[str, Sequence[str]]
    layers: Mapping[str, float]


def placed(
    picture: Picture, hubs: Sequence[str], letters: Letters, room: Area, *, best: bool = False
) -> Placing | None:
    """Return an arrangement, if any fits the room: the first found, or the `best` of all.

    `hubs`: the nodes that the slide is about.
    """
    chosen: tuple[float, Placing] | None = None
    for levels in _ways(picture, frozenset(hubs), mixed=not letters.relation):
        if not _may_fit(levels, letters, room):
            continue
        found = nets(picture, levels)
        for lettered in (letters, letters.narrower()):
            columns = arranged(picture, levels, found, lettered, room)
            if columns is None:
                continue
            labels = {n: lettered.label(net.edge) for n, net in enumerate(found)}
            placing = wired(picture, columns, found, labels)
            if not clean(placing):
                continue
            if not best:
                return placing
            cost = _cost(placing)
            if chosen is None or cost < chosen[0]:
                chosen = (cost, placing)
    return chosen[1] if chosen else None


def _may_fit(levels: Levels, letters: Letters, room: Area) -> bool:
    """Tell whether the boxes of each level would fit a column as wide as may be."""
    columns: dict[int, list[str]] = {}
    for node, level in levels.items():
        columns.setdefault(level, []).append(node)
    most = room[3] - room[1]
    return all(letters.high(column, WIDEST, GAPS[-1]) <= most for column in columns.values())


def _cost(placing: Placing) -> float:
    """Return what makes an arrangement hard to read: many lines of text, bends, labels."""
    text = sum((len(box.lines) - 1) ** 2 for box in placing.boxes.values()) / 2
    bends = sum(wire.bent and len(wire.net.leaves) == 1 for wire in placing.wires)
    labels = sum(0.5 + len(caption.lines) for caption in placing.captions.values())
    return text + 1.5 * bends + labels


def _ways(picture: Picture, hubs: frozenset[str], *, mixed: bool) -> Iterator[Levels]:
    """Yield levels for all nodes, each way once, the plainest first.

    `mixed`: several pieces may stand on both sides of their hubs.
    """
    pieces = _pieces(picture, hubs)
    seen = []
    for way in (_downwards, _aside, _both_sides)[: 3 if mixed or len(pieces) == 1 else 2]:
        given = [way(piece) for piece in pieces]
        if any(levels is None for levels in given):
            continue
        stacked = [_from_zero(levels) for levels in given if levels is not None]
        alone = all(len(levels) == 1 for levels in stacked)
        for levels in (None if alone else _stacked(stacked), _halved(stacked)):
            if levels is not None and levels not in seen:
                seen.append(levels)
                yield levels


def _pieces(picture: Picture, hubs: frozenset[str]) -> list[_Piece]:
    graph: networkx.Graph[str] = networkx.Graph()
    graph.add_nodes_from(node.id for node in picture.nodes)
    graph.add_edges_from((edge.source, edge.target) for edge in linked(picture.edges))
    layers = {n.id: float("inf") if n.layer is None else n.layer for n in picture.nodes}
    rank = {node.id: number for number, node in enumerate(picture.nodes)}
    found = []
    for piece in networkx.connected_components(graph):
        nodes = tuple(sorted(piece, key=lambda node: rank[node]))
        inner = frozenset(n for n in nodes if n in hubs) or frozenset(nodes[:1])
        near = {node: sorted(graph[node], key=lambda other: rank[other]) for node in nodes}
        found.append(_Piece(nodes, inner, near, layers))
    return sorted(found, key=lambda piece: rank[piece.nodes[0]])


def _downwards(piece: _Piece) -> Levels | None:
    """Go from the highest node down layer by layer, to the right; without layers from a hub."""
    first = min(piece.nodes, key=lambda n: (piece.layers[n], n not in piece.hubs))
    levels = {first: 0}
    waiting = [first]
    for node in waiting:
        for other in piece.near[node]:
            step = 1 if piece.layers[other] >= piece.layers[node] else -1
            if other not in levels:
                levels[other] = levels[node] + step
                waiting.append(other)
    return levels if _neighbouring(piece, levels) else None


def _aside(piece: _Piece) -> Levels | None:
    """Put hubs left of all they are linked to."""
    levels = {node: int(node not in piece.hubs) for node in piece.nodes}
    return levels if _neighbouring(piece, levels) else None


def _both_sides(piece: _Piece) -> Levels | None:
    """Put hubs in the middle, half of what they are linked to on either side."""
    levels = dict.fromkeys(piece.hubs, 1)
    for hub in (node for node in piece.nodes if node in piece.hubs):
        mine = [other for other in piece.near[hub] if other not in levels]
        for number, other in enumerate(mine):
            levels[other] = 2 if number < (len(mine) + 1) // 2 else 0
    if len(levels) < len(piece.nodes) or not _neighbouring(piece, levels):
        return None
    return levels


def _neighbouring(piece: _Piece, levels: Levels) -> bool:
    """Tell whether all links join neighbouring levels."""
    return all(
        abs(levels[node] - levels[other]) == 1 for node in piece.nodes for other in piece.near[node]
    )


def _from_zero(levels: Levels) -> Levels:
    low = min(levels.values())
    return {node: level - low for node, level in levels.items()}


def _stacked(pieces: Sequence[Levels]) -> Levels | None:
    """Put piece below piece."""
    levels = {node: level for piece in pieces for node, level in piece.items()}
    return levels if max(levels.values()) < _COLUMNS else None


def _halved(pieces: Sequence[Levels]) -> Levels | None:
    """Put narrow pieces side by side, the second half of them in columns of their own."""
    spans = [max(piece.values()) + 1 for piece in pieces]
    if max(spans) == 1:  # boxes without links
        return {n: k * _ALONE // len(pieces) for k, piece in enumerate(pieces) for n in piece}
    narrow = [piece for piece, span in zip(pieces, spans, strict=True) if span <= 2]
    if max(spans) == 3 or max(spans) > _COLUMNS or len(narrow) < 2:
        return None
    levels = {node: level for piece in pieces for node, level in piece.items()}
    total, done = sum(map(_rows, narrow)), 0.0
    for piece in narrow:
        if done + _rows(piece) / 2 > total / 2:
            levels |= {node: level + 2 for node, level in piece.items()}
        done += _rows(piece)
    return levels


def _rows(piece: Levels) -> float:
    """Return how many rows a piece takes."""
    counts = [list(piece.values()).count(level) for level in set(piece.values())]
    return max(counts)
