"""Links as brackets: those of one hub with one label, status and direction share a trunk.

Relies on the levels of the nodes: a link joins neighbouring levels, so that a bracket lies in
the channel between two columns.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from viz.picture import Edge, Picture

_BETWEEN = {"ja": "・", "en": ", "}


@dataclass(frozen=True, slots=True)
class Net:
    """Lines from one hub: drawn as a trunk that bears their label, and a branch for each leaf.

    `level`: of the column left of them; `rightwards`: the leaves stand right of the hub;
    `edge`: what they have in common, its source or target being the hub.
    """

    hub: str
    leaves: tuple[str, ...]
    level: int
    rightwards: bool
    edge: Edge

    @property
    def inward(self) -> bool:
        """Tell whether the arrow points at the hub."""
        return self.edge.target == self.hub

    @property
    def left(self) -> tuple[str, ...]:
        """What stands left of the label."""
        return (self.hub,) if self.rightwards else self.leaves

    @property
    def right(self) -> tuple[str, ...]:
        """What stands right of the label."""
        return self.leaves if self.rightwards else (self.hub,)

    def level_with(self, node: str) -> bool:
        """Tell whether its label stands level with a node: its hub, or its only leaf."""
        return node == self.hub or self.leaves == (node,)


def linked(edges: Iterable[Edge]) -> list[Edge]:
    """Return the edges between different nodes that are worth drawing."""
    return [edge for edge in edges if edge.source != edge.target]


def nets(picture: Picture, levels: Mapping[str, int]) -> list[Net]:
    """Group the links of a picture in as few brackets as may be, the largest first.

    Links of two nodes that differ in label alone are one line; those that differ in direction or
    status have a line each.
    """
    links = _joined(picture)
    pairs = Counter(frozenset((edge.source, edge.target)) for edge in links)
    degree = Counter(end for edge in links for end in (edge.source, edge.target))
    groups: dict[tuple[object, ...], list[Edge]] = {}
    for number, edge in enumerate(links):
        many = pairs[frozenset((edge.source, edge.target))] > 1
        for end in _ends(edge, degree):
            other = edge.target if end == edge.source else edge.source
            alike = (edge.label, edge.status, edge.beside, edge.source == end)
            side = levels[other] > levels[end]
            groups.setdefault((end, side, *alike, number if many else -1), []).append(edge)
    found = []
    waiting = {id(edge): edge for edge in links}
    while waiting:
        key = max(groups, key=lambda key: sum(id(edge) in waiting for edge in groups[key]))
        some = [edge for edge in groups.pop(key) if waiting.pop(id(edge), None)]
        if some:
            found.append(_net(str(key[0]), some, levels))
    return found


def _ends(edge: Edge, degree: Counter[str]) -> list[str]:
    """Return the ends of an edge, first the one that more lines meet."""
    return sorted((edge.source, edge.target), key=lambda end: -degree[end])


def _net(hub: str, edges: Sequence[Edge], levels: Mapping[str, int]) -> Net:
    leaves = tuple(edge.target if edge.source == hub else edge.source for edge in edges)
    rightwards = levels[leaves[0]] > levels[hub]
    return Net(hub, leaves, levels[hub] - (not rightwards), rightwards, edges[0])


def _joined(picture: Picture) -> list[Edge]:
    """Join the links of two nodes that differ in nothing but their labels."""
    alike: dict[tuple[object, ...], list[Edge]] = {}
    for edge in linked(picture.edges):
        key = (edge.source, edge.target, edge.status, edge.beside)
        alike.setdefault(key, []).append(edge)
    return [_one(edges, _BETWEEN[picture.lang]) for edges in alike.values()]


def _one(edges: Sequence[Edge], between: str) -> Edge:
    names = dict.fromkeys(name for edge in edges for name in edge.labels or (edge.label,))
    kept = tuple(name for name in names if name)
    return replace(edges[0], label=between.join(kept), labels=kept)
