"""The layered map: ends on top, means below, facts hung on what they belong to.

Relies on igraph for the order within rows; the lines run square between the rows.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from viz.maps.boxes import Box
from viz.maps.clusters import Cluster, hang_below, hang_beside
from viz.maps.drawing import Point
from viz.maps.ownership import Ownership
from viz.maps.rows import ordered, row_width, spread
from viz.maps.wires import Channel, Item, Wire
from viz.picture import Picture

_GAP, _GAP_PASSING = 14.0, 9.0
_PASSING = 3.0
_BUNDLES = 18.0  # px between lines of different style that leave one node
_LABELLED, _BARE = 35.0, 22.0  # px above a row for the last, straight part of the lines


@dataclass(frozen=True, slots=True)
class Plan:
    """What a layered map is made from.

    `wide`: a row wider than this is broken in two; `page`: px that no row exceeds where it can;
    `tall`: px of a node with its facts, about;
    `bare`: numbers of the edges whose label needs no place.
    """

    picture: Picture
    owned: Ownership
    above: frozenset[str]
    boxes: dict[str, Box]
    wide: float
    sorted: bool
    page: float
    tall: float
    bare: frozenset[int]


def layered(plan: Plan) -> tuple[dict[str, Point], dict[int, tuple[Point, ...]]]:
    """Return the centre of each node, and the points of each line by edge number."""
    clusters = _clusters(plan)
    levels = _broken_rows(plan, clusters)
    chains, rows = _chains(plan.picture, levels)
    links = [pair for chain in chains.values() for pair in pairwise(chain)]
    rows = ordered(rows, links)
    spans = {item: _span(item, clusters) for row in rows for item in row}
    gaps = {item: _GAP if item in _nodes(rows) else _GAP_PASSING for item in spans}
    x = spread(rows, links, spans, gaps, plan.page)
    return _Assembly(plan, clusters, rows, chains, x).build()


def _nodes(rows: list[list[Item]]) -> frozenset[Item]:
    return frozenset(item for row in rows for item in row if item[1] < 0)


def _clusters(plan: Plan) -> dict[str, Cluster]:
    clusters = {}
    for node in plan.owned.levels:
        facts = plan.owned.hung.get(node, [])
        under = {f: over for f in facts for over in plan.owned.anchors[f] if over != node}
        if node in plan.above:
            clusters[node] = hang_beside(node, facts, plan.boxes)
        else:
            clusters[node] = hang_below(node, facts, plan.boxes, under, tall=plan.tall)
    return clusters


def _span(item: Item, clusters: dict[str, Cluster]) -> tuple[float, float]:
    if item[1] >= 0:
        return (_PASSING, _PASSING)
    cluster = clusters[item[0]]
    return (cluster.left, max(cluster.right, *(x for x, _ in cluster.exit)))


def _broken_rows(plan: Plan, clusters: dict[str, Cluster]) -> dict[str, int]:
    """Return the row of each node after breaking rows that are too wide into several."""
    levels = plan.owned.levels
    chains, rows = _chains(plan.picture, levels)
    links = [pair for chain in chains.values() for pair in pairwise(chain)]
    broken: dict[str, int] = {}
    next_row = 0
    for row in ordered(rows, links):
        nodes = [item for item in row if item[1] < 0]
        spans = {item: _span(item, clusters) for item in nodes}
        packed = row_width(nodes, spans, dict.fromkeys(nodes, _GAP))
        parts = max(1, min(len(nodes), -int(-packed // plan.wide)))
        if plan.sorted:
            nodes.sort(key=lambda item: clusters[item[0]].height)
            done = accumulate((sum(spans[item]) + _GAP for item in nodes), initial=0.0)
            share = (packed + _GAP) / parts + 0.01
            rows_of = [
                int((at + sum(spans[item]) / 2) / share)
                for at, item in zip(done, nodes, strict=False)
            ]
        else:
            rows_of = [place % parts for place in range(len(nodes))]
        broken |= {i[0]: next_row + row for i, row in zip(nodes, rows_of, strict=True)}
        next_row += parts
    return broken


def _chains(
    picture: Picture, levels: dict[str, int]
) -> tuple[dict[int, list[Item]], list[list[Item]]]:
    """Return the items that each line passes, top to bottom, and all items row by row."""
    count = max(levels.values(), default=-1) + 1
    rows: list[list[Item]] = [[] for _ in range(count)]
    for node, level in levels.items():
        rows[level].append((node, -1))
    chains: dict[int, list[Item]] = {}
    for number, edge in enumerate(picture.edges):
        if edge.source not in levels or edge.target not in levels:
            continue
        upper, lower = sorted((edge.source, edge.target), key=lambda node: levels[node])
        if levels[upper] == levels[lower]:
            continue
        passed = [(str(row), number) for row in range(levels[upper] + 1, levels[lower])]
        chains[number] = [(upper, -1), *passed, (lower, -1)]
        for item in passed:
            rows[int(item[0])].append(item)
    return chains, rows


@dataclass(slots=True)
class _Assembly:
    """Rows, lines and blocks on their way to absolute places."""

    plan: Plan
    clusters: dict[str, Cluster]
    rows: list[list[Item]]
    chains: dict[int, list[Item]]
    x: dict[Item, float]
    bundles: dict[Item, list[str]] = field(default_factory=dict)

    def build(self) -> tuple[dict[str, Point], dict[int, tuple[Point, ...]]]:
        channels = self._channels()
        tops, y = [], 0.0
        for number, row in enumerate(self.rows):
            y = channels[number].settle(y)
            tops.append(y)
            y += max((self.clusters[i[0]].height for i in row if i[1] < 0), default=0.0)
        places: dict[str, Point] = {}
        lines: dict[int, tuple[Point, ...]] = {}
        for number, row in enumerate(self.rows):
            for item in (item for item in row if item[1] < 0):
                self._place(item, tops[number], places, lines)
        for edge_number in range(len(self.plan.picture.edges)):
            points = self._run(edge_number, channels, tops)
            if points:
                lines[edge_number] = points
        return places, lines

    def _place(
        self,
        item: Item,
        top: float,
        places: dict[str, Point],
        lines: dict[int, tuple[Point, ...]],
    ) -> None:
        """Set a block in its place, with the lines inside it."""
        x, cluster, owner = self.x[item], self.clusters[item[0]], item[0]
        places |= {node: (x + dx, top + dy) for node, (dx, dy) in cluster.places.items()}
        for number, edge in enumerate(self.plan.picture.edges):
            for over, fact in ((edge.source, edge.target), (edge.target, edge.source)):
                if fact in cluster.lines and cluster.under.get(fact, owner) == over:
                    points = tuple((x + dx, top + dy) for dx, dy in cluster.lines[fact])
                    lines[number] = points if edge.source == over else points[::-1]

    def _channels(self) -> list[Channel]:
        """Return the channel above each row, with the wires that run in it."""
        row_of = {item: number for number, row in enumerate(self.rows) for item in row}
        wires: list[list[Wire]] = [[] for _ in self.rows]
        for number, chain in self.chains.items():
            for upper, lower in pairwise(chain):
                bundle = self._bundle(number)
                x = self._exit_x(upper, bundle)
                wires[row_of[lower]].append(Wire(number, upper, lower, x, bundle))
        for number, edge in enumerate(self.plan.picture.edges):
            ends: tuple[Item, Item] = ((edge.source, -1), (edge.target, -1))
            level = row_of.get(ends[0])
            if level is not None and level == row_of.get(ends[1]) and ends[0] != ends[1]:
                wires[level].append(Wire(number, *ends, self.x[ends[0]], "", flat=True))
        return [self._channel(found, first=row == 0) for row, found in enumerate(wires)]

    def _channel(self, wires: list[Wire], *, first: bool) -> Channel:
        bare = self.plan.bare
        drop = _LABELLED if any(w.edge not in bare and w.lower[1] < 0 for w in wires) else _BARE
        return Channel(wires, self.x, self._half, first=first, drop=drop)

    def _half(self, item: Item) -> float:
        return self.plan.boxes[item[0]].width / 2 if item[1] < 0 else 0.0

    def _bundle(self, number: int) -> str:
        edge = self.plan.picture.edges[number]
        return f"{edge.status} {edge.beside}"

    def _exit_x(self, item: Item, bundle: str) -> float:
        """Return where a bundle of lines leaves an item: side by side under its middle."""
        x = self.x[item]
        if item[1] >= 0:
            return x
        exit_x = self.clusters[item[0]].exit[-1][0]
        if exit_x:
            return x + exit_x
        order = self._bundles(item)
        return x + _BUNDLES * (order.index(bundle) - (len(order) - 1) / 2)

    def _bundles(self, item: Item) -> list[str]:
        """Return the bundles that leave a node, left to right."""
        if item not in self.bundles:
            found: dict[str, list[float]] = {}
            for number, chain in self.chains.items():
                if chain[0] == item:
                    found.setdefault(self._bundle(number), []).append(self.x[chain[1]])
            means = {name: sum(xs) / len(xs) for name, xs in found.items()}
            self.bundles[item] = sorted(means, key=lambda name: (means[name], name))
        return self.bundles[item]

    def _run(
        self, number: int, channels: list[Channel], tops: list[float]
    ) -> tuple[Point, ...] | None:
        """Return the points of an edge that runs between rows, from source to target."""
        edge = self.plan.picture.edges[number]
        found = [(row, c.runs[number]) for row, c in enumerate(channels) if number in c.runs]
        if not found:
            return None
        points: list[Point] = []
        first = found[0][1].wire
        if not first.flat and first.upper[1] < 0:
            row = next(n for n, items in enumerate(self.rows) if first.upper in items)
            x = self.x[first.upper]
            exits = self.clusters[first.upper[0]].exit
            turned = exits[-1][0] != 0
            points += [(x + dx if turned else first.x, tops[row] + dy) for dx, dy in exits]
        for row, run in found:
            points += run.points(tops[row])
        upper_is_source = edge.source == first.upper[0]
        return _tidy(points if upper_is_source else points[::-1])


def _tidy(points: list[Point]) -> tuple[Point, ...]:
    """Drop points that repeat or lie on a straight stretch."""
    kept: list[Point] = []
    for point in points:
        if kept and abs(point[0] - kept[-1][0]) < 0.5 and abs(point[1] - kept[-1][1]) < 0.5:
            continue
        if len(kept) > 1 and _straight(kept[-2], kept[-1], point):
            kept.pop()
        kept.append(point)
    return tuple(kept)


def _straight(a: Point, b: Point, c: Point) -> bool:
    same: Callable[[float, float], bool] = lambda p, q: abs(p - q) < 0.5  # noqa: E731
    return (same(a[0], b[0]) and same(b[0], c[0])) or (same(a[1], b[1]) and same(b[1], c[1]))
