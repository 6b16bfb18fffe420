"""Which node stands in which row, and which facts hang on which node.

Relies on the picture only. Nodes with a layer make the rows; a fact with one owner hangs on it,
a fact that several share gets a place in a row below them.
"""

from collections import Counter
from dataclasses import dataclass

from viz.maps.captions import shortened
from viz.picture import Edge, Lang, Node, Picture

NONE: frozenset[str] = frozenset()
_LEAD = 10.5  # em of a relation before the label of a fact


@dataclass(frozen=True, slots=True)
class Ownership:
    """Who stands and who hangs.

    `levels`: row of each node that stands in one; `hung`: owner → its facts, in legend order;
    `anchors`: the nodes that each fact is tied to, its owner or owners or another fact; `tied`:
    fact → its relation, where it has but one; `by_kind`: kind → the relation of all its facts,
    told once, in the legend.
    """

    levels: dict[str, int]
    hung: dict[str, list[str]]
    shared: frozenset[str]
    anchors: dict[str, frozenset[str]]
    tied: dict[str, str]
    by_kind: dict[str, str]

    def lead(self, node: Node) -> str:
        """Return the relation to print before the label of a fact, if any."""
        return "" if node.kind in self.by_kind else self.tied.get(node.id, "")

    def leads(self, edge: Edge) -> bool:
        """Tell whether an edge's label stands in the box of the fact it leads to."""
        return any(
            fact in self.tied and other in self.anchors.get(fact, ())
            for fact, other in ((edge.source, edge.target), (edge.target, edge.source))
        )


def ownership(
    picture: Picture, rank: dict[str, int], *, near_owners: bool, hanging: frozenset[str] = NONE
) -> Ownership:
    """Sort the nodes into rows and hung facts.

    `rank` orders the facts of one owner; `near_owners`: shared facts stand in the row below
    their lowest owner, else in a row of their own below all others; `hanging`: nodes that hang
    as facts do, though they have a layer.
    """
    standing = {n.id: n.layer for n in picture.nodes if n.layer is not None and n.id not in hanging}
    layers = sorted(set(standing.values()))
    levels = {id: layers.index(layer) for id, layer in standing.items()}
    near = _neighbours(picture)
    loose = sorted((n.id for n in picture.nodes if n.id not in levels), key=lambda id: rank[id])
    anchors = {fact: frozenset(n for n in near[fact] if n in levels) for fact in loose}
    shared = frozenset(fact for fact in loose if len(anchors[fact]) > 1)
    hung: dict[str, list[str]] = {}
    for fact in loose:
        if len(anchors[fact]) == 1:
            (owner,) = anchors[fact]
            hung.setdefault(owner, []).append(fact)
    bottom = len(layers)
    for fact in [fact for fact in loose if fact in shared]:
        lowest = max(levels[owner] for owner in anchors[fact])
        levels[fact] = lowest + 1 if near_owners else bottom
    anchors |= _hang_chains([fact for fact in loose if not anchors[fact]], near, levels, hung)
    rest = max(levels.values(), default=-1) + 1
    levels |= {fact: rest for fact in loose if not anchors[fact]}
    tied = _tied(picture, anchors)
    return Ownership(levels, hung, shared, anchors, tied, _by_kind(picture, tied))


def branches(picture: Picture) -> frozenset[str]:
    """Return what lies two or more steps below the roots of a tree; nothing if it is no tree."""
    layer = {node.id: node.layer for node in picture.nodes if node.layer is not None}
    upper: dict[str, set[str]] = {}
    for edge in picture.edges:
        if edge.source not in layer or edge.target not in layer:
            continue
        over, under = sorted((edge.source, edge.target), key=lambda end: layer[end])
        if layer[over] == layer[under]:
            return frozenset()
        upper.setdefault(under, set()).add(over)
    if any(len(found) > 1 for found in upper.values()):
        return frozenset()
    return frozenset(node for node, (over,) in upper.items() if over in upper)


def stands_above(picture: Picture, owned: Ownership) -> frozenset[str]:
    """Return the nodes with something of the trace below them, whose facts go beside them."""
    above = set()
    for edge in picture.edges:
        ends = (edge.source, edge.target)
        if any(end not in owned.levels or end in owned.shared for end in ends):
            continue
        upper, lower = sorted(ends, key=lambda end: owned.levels[end])
        if owned.levels[upper] < owned.levels[lower]:
            above.add(upper)
    return frozenset(above)


def _neighbours(picture: Picture) -> dict[str, list[str]]:
    near: dict[str, dict[str, None]] = {node.id: {} for node in picture.nodes}
    for edge in picture.edges:
        if edge.source != edge.target:
            near[edge.source][edge.target] = None
            near[edge.target][edge.source] = None
    return {node: list(others) for node, others in near.items()}


def _hang_chains(
    waiting: list[str],
    near: dict[str, list[str]],
    levels: dict[str, int],
    hung: dict[str, list[str]],
) -> dict[str, frozenset[str]]:
    """Hang facts that touch only other facts right after one of those; return what they touch."""
    anchors: dict[str, frozenset[str]] = {}
    owner = {fact: node for node, facts in hung.items() for fact in facts}
    found = True
    while found:
        found = False
        for fact in [fact for fact in waiting if fact not in anchors]:
            anchor = next((n for n in near[fact] if n in owner or n in levels), None)
            if anchor is None:
                continue
            owner[fact] = owner.get(anchor, anchor)
            column = hung.setdefault(owner[fact], [])
            column.insert(column.index(anchor) + 1 if anchor in column else 0, fact)
            anchors[fact] = frozenset((anchor,))
            found = True
    return anchors


def _tied(picture: Picture, anchors: dict[str, frozenset[str]]) -> dict[str, str]:
    """Return how each fact belongs to its anchors, if it is the same for all."""
    told: dict[str, dict[str, set[str]]] = {}  # fact → other end → relations
    for edge in picture.edges:
        for fact, other in ((edge.source, edge.target), (edge.target, edge.source)):
            if other in anchors.get(fact, ()):
                names = told.setdefault(fact, {}).setdefault(other, set())
                names.update(edge.labels or (edge.label,))
    return {
        fact: _said(sorted(next(iter(by_other.values()))), picture.lang)
        for fact, by_other in told.items()
        if len({frozenset(labels) for labels in by_other.values()}) == 1
    }


def _said(names: list[str], lang: Lang) -> str:
    """Return the names of a relation as one, as many as a box has room for."""
    between = "・" if lang == "ja" else ", "
    return shortened(Edge("", "", between.join(names), labels=tuple(names)), lang, _LEAD)


def _by_kind(picture: Picture, tied: dict[str, str]) -> dict[str, str]:
    """Return the kinds whose facts all have one relation, so that it need not be repeated.

    A single fact keeps its relation if other nodes of its kind are no facts.
    """
    kinds = Counter(node.kind for node in picture.nodes)
    relations: dict[str, list[str]] = {}
    for node in picture.nodes:
        if node.id in tied or node.layer is None:
            relations.setdefault(node.kind, []).append(tied.get(node.id, ""))
    return {
        kind: found[0]
        for kind, found in relations.items()
        if len(set(found)) == 1 and found[0] and (len(found) > 1 or kinds[kind] == 1)
    }
