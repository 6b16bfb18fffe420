"""Where boxes and labels stand on a slide: columns of boxes, and labels between them.

Relies on the levels of nodes and on nets. Heights are a system of distances that have to be kept
(each box below the one before, no bracket reaching into another); what cannot keep them is not
drawn this way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

import networkx

from viz.maps.boxes import Box
from viz.maps.drawing import Area, Point
from viz.maps.rows import ordered
from viz.picture import Picture
from viz.slides.letters import Letters
from viz.slides.nets import Net

GAPS = (22.0, 15.0, 10.0, 7.0)  # pt between the boxes of a column, the widest that fits
_LABELS_APART, _CLEAR = 4.0, 7.0  # pt between labels; between a line and what it passes
_TRUNK, _BARE, _APART = 26.0, 44.0, 26.0  # pt left and right of labels; of none; without lines
_REACH, _REACH_FANS = 10.0, 22.0  # pt that a box reaches beyond the labels level with it
_SWEEPS = 60

Item = str | int  # a node's id, or the number of a net, whose label it is


@dataclass(frozen=True, slots=True)
class Columns:
    """Boxes and labels in their places, in pt; `widths`: of each column, boxes and labels."""

    boxes: dict[str, Box]
    places: dict[Item, Point]
    widths: dict[Item, float]


@dataclass(frozen=True, slots=True)
class _Plan:
    """Columns of items from left to right, boxes and labels in turn, and how high each is."""

    columns: list[list[Item]]
    lefts: list[float]
    widths: list[float]
    heights: dict[Item, float]
    boxes: dict[str, Box]


def arranged(
    picture: Picture, levels: Mapping[str, int], found: Sequence[Net], letters: Letters, room: Area
) -> Columns | None:
    """Return the places of all boxes and labels, if they fit the room."""
    where: dict[Item, int] = {node: 2 * level for node, level in levels.items()}
    where |= {n: 2 * net.level + 1 for n, net in enumerate(found)}
    plan = _wide(where, found, letters, room)
    if plan is None:
        return None
    plan = replace(plan, columns=_ordered(picture, where, found))
    for gap in GAPS:
        rules = [*_rules(plan, found, gap), *_levelled(plan, found, gap)]
        if (y := _settled(plan, found, rules, room)) is not None:
            return _placed(plan, found, y, room)
    return None


def _ordered(picture: Picture, where: Mapping[Item, int], found: Sequence[Net]) -> list[list[Item]]:
    """Return the columns: piece after piece, each in the order that crosses least."""
    graph: networkx.Graph[Item] = networkx.Graph()
    graph.add_nodes_from(node.id for node in picture.nodes)
    links: list[tuple[Item, Item]] = []
    for n, net in enumerate(found):
        links += [*((left, n) for left in net.left), *((n, right) for right in net.right)]
    graph.add_edges_from(links)
    columns: list[list[Item]] = [[] for _ in range(max(where.values()) + 1)]
    rank = {node.id: number for number, node in enumerate(picture.nodes)}
    for piece in networkx.connected_components(graph):
        items = sorted(
            piece, key=lambda i: (isinstance(i, int), rank[i] if isinstance(i, str) else i)
        )
        low, high = min(where[i] for i in items), max(where[i] for i in items)
        rows = [[i for i in items if where[i] == column] for column in range(low, high + 1)]
        inner = [(a, b) for a, b in links if a in piece]
        for column, row in enumerate(ordered(rows, inner) if inner else rows, low):
            columns[column] += row
    return columns


def _wide(
    where: Mapping[Item, int], found: Sequence[Net], letters: Letters, room: Area
) -> _Plan | None:
    """Give the columns their widths, if they fit the room."""
    columns: list[list[Item]] = [[] for _ in range(max(where.values()) + 1)]
    for item, place in where.items():
        columns[place].append(item)
    labels = {n: letters.label(net.edge) for n, net in enumerate(found)}
    between = [_channel(column, labels) for column in columns[1::2]]
    boxed = [[item for item in column if isinstance(item, str)] for column in columns[::2]]
    free = room[2] - room[0] - sum(outer for _, outer in between)
    ems = _ems(boxed, letters, free, room[3] - room[1])
    if ems is None:
        return None
    spans = [letters.wide(column, em) for column, em in zip(boxed, ems, strict=True)]
    boxes = {node: letters.box(node, em) for c, em in zip(boxed, ems, strict=True) for node in c}
    heights: dict[Item, float] = {node: box.height for node, box in boxes.items()}
    heights |= {n: label.height for n, label in labels.items()}
    widths, lefts, x = [], [], room[0] + (free - sum(spans)) / 2
    for wide, (inner, outer) in zip(spans, [*between, (0.0, 0.0)], strict=True):
        widths += [wide, inner]
        lefts += [x, x + wide + (outer - inner) / 2]
        x += wide + outer
    return _Plan(columns, lefts[:-1], widths[:-1], heights, boxes)


def _ems(
    boxed: Sequence[Sequence[str]], letters: Letters, free: float, most: float
) -> list[int] | None:
    """Return the em of a line in each column: what the longest word needs, more where it pays.

    `free`: pt of width for all boxes; `most`: of height; None where they do not fit.
    """
    ems = [max((letters.least(node) for node in column), default=0) for column in boxed]
    left = free - sum(letters.wide(column, em) for column, em in zip(boxed, ems, strict=True))
    while left > 0:
        high = [letters.high(c, em, GAPS[-1]) > most for c, em in zip(boxed, ems, strict=True)]
        steps = {
            place: step
            for place, column in enumerate(boxed)
            if (step := letters.wider(column, ems[place], left)) is not None
        }
        if not steps:
            break
        place = max(steps, key=lambda p: (high[p], steps[p][1], -p))
        left += letters.wide(boxed[place], ems[place])
        ems[place] = steps[place][0]
        left -= letters.wide(boxed[place], ems[place])
    high = [letters.high(c, em, GAPS[-1]) > most for c, em in zip(boxed, ems, strict=True)]
    return None if left < 0 or any(high) else ems


def _channel(column: Sequence[Item], labels: Mapping[int, Box]) -> tuple[float, float]:
    """Return the width of the labels between two columns, and of all that is between."""
    wide = max((labels[n].width for n in column if isinstance(n, int)), default=0.0)
    if not column:
        return 0.0, _APART
    return (wide, wide + 2 * _TRUNK) if wide else (0.0, _BARE)


Rule = tuple[Item, Item, float]  # the second lies so far below the first, from centre to centre


def _rules(plan: _Plan, found: Sequence[Net], gap: float) -> list[Rule]:
    """Return the distances to keep: within a column, and from one bracket to the next."""
    rules: list[Rule] = []
    for place, column in enumerate(plan.columns):
        apart = _LABELS_APART if place % 2 else gap
        for a, b in pairwise(column):
            rules.append((a, b, (plan.heights[a] + plan.heights[b]) / 2 + apart))
        if place % 2:
            for a, b in pairwise(n for n in column if isinstance(n, int)):
                rules += _parted(a, b, found)
    return rules


def _levelled(plan: _Plan, found: Sequence[Net], gap: float) -> list[Rule]:
    """Keep room for boxes to reach as far as the labels they meet, so that lines are straight."""
    met = {node: _level(node, found) for node in plan.boxes}
    reach = {node: _reach(node, found) for node in plan.boxes}
    half = {item: height / 2 for item, height in plan.heights.items()}
    rules: list[Rule] = []
    for column in plan.columns[::2]:
        for a, b in pairwise(node for node in column if isinstance(node, str)):
            rules += [(n, b, reach[a] + gap + half[b]) for n in met[a]]
            rules += [(a, m, half[a] + gap + reach[b]) for m in met[b]]
            rules += [(n, m, reach[a] + gap + reach[b]) for n in met[a] for m in met[b] if n != m]
    return rules


def _level(node: str, found: Sequence[Net]) -> list[int]:
    return [n for n, net in enumerate(found) if net.level_with(node)]


def _reach(node: str, found: Sequence[Net]) -> float:
    """Return how far a box reaches beyond its labels: further where fans meet it too."""
    fans = any(node in net.leaves and not net.level_with(node) for net in found)
    return _REACH_FANS if fans else _REACH


def _parted(a: int, b: int, found: Sequence[Net]) -> list[Rule]:
    """Keep the lines of two neighbouring nets from crossing."""
    rules: list[Rule] = []
    one, two = found[a], found[b]
    fans = len(one.leaves) > 1 or len(two.leaves) > 1
    for upper, lower in ((one.left, two.left), (one.right, two.right)):
        both = [box for box in upper if box in lower]
        rules += [(box, b, _CLEAR) for box in upper if box not in both]
        rules += [(a, box, _CLEAR) for box in lower if box not in both]
        for box in both if fans and one.hub not in both else ():
            rules += [(a, box, 2.0), (box, b, 2.0)]
            rules += [(other, box, _CLEAR) for other in upper if other != box]
            rules += [(box, other, _CLEAR) for other in lower if other != box]
    return rules


def _settled(
    plan: _Plan, found: Sequence[Net], rules: Sequence[Rule], room: Area
) -> dict[Item, float] | None:
    """Return the y of each item, near what it is linked to; None where rules or room forbid."""
    above: dict[Item, list[tuple[Item, float]]] = {item: [] for item in plan.heights}
    below: dict[Item, list[tuple[Item, float]]] = {item: [] for item in plan.heights}
    for a, b, apart in rules:
        above[b].append((a, apart))
        below[a].append((b, apart))
    try:
        order = list(TopologicalSorter({i: [a for a, _ in above[i]] for i in above}).static_order())
    except CycleError:
        return None
    half = {item: height / 2 for item, height in plan.heights.items()}
    y: dict[Item, float] = {}
    for item in order:
        y[item] = max([room[1] + half[item], *(y[a] + apart for a, apart in above[item])])
    if any(y[item] + half[item] > room[3] for item in order):
        return None
    near = _near(found, plan)
    for sweep in range(_SWEEPS):
        for item in order[::-1] if sweep % 2 == 0 else order:
            least = max([room[1] + half[item], *(y[a] + apart for a, apart in above[item])])
            most = min([room[3] - half[item], *(y[b] - apart for b, apart in below[item])])
            y[item] = max(least, min(most, _wish(item, y, near, found)))
    return y


def _near(found: Sequence[Net], plan: _Plan) -> dict[str, list[int]]:
    near: dict[str, list[int]] = {node: [] for node in plan.boxes}
    for n, net in enumerate(found):
        for node in (net.hub, *net.leaves):
            near[node].append(n)
    return near


def _wish(
    item: Item, y: Mapping[Item, float], near: Mapping[str, list[int]], found: Sequence[Net]
) -> float:
    """Return where an item would stand: a label amid its leaves, a box amid its labels."""
    if isinstance(item, int):
        ends = [y[leaf] for leaf in found[item].leaves]
        return (min(ends) + max(ends)) / 2
    labels = [y[n] for n in near[item]]
    return (min(labels) + max(labels)) / 2 if labels else y[item]


def _placed(plan: _Plan, found: Sequence[Net], y: Mapping[Item, float], room: Area) -> Columns:
    """Return boxes that reach as far as their labels, the whole in the middle of the room."""
    spans = {}
    for node, box in plan.boxes.items():
        labels, reach = [y[n] for n in _level(node, found)], _reach(node, found)
        low = min([y[node] - box.height / 2, *(at - reach for at in labels)])
        high = max([y[node] + box.height / 2, *(at + reach for at in labels)])
        spans[node] = (low, high)
    top, bottom = min(low for low, _ in spans.values()), max(high for _, high in spans.values())
    down = (room[1] + room[3] - top - bottom) / 2
    widths: dict[Item, float] = {}
    places: dict[Item, Point] = {}
    for column, left, wide in zip(plan.columns, plan.lefts, plan.widths, strict=True):
        for item in column:
            middle = sum(spans[item]) / 2 if isinstance(item, str) else y[item]
            widths[item] = wide
            places[item] = (round(left + wide / 2, 2), round(middle + down, 2))
    boxes = {
        node: replace(box, width=round(widths[node], 2), height=round(high - low, 2))
        for (node, box), (low, high) in zip(plan.boxes.items(), spans.values(), strict=True)
    }
    return Columns(boxes, places, widths)
