"""Which node stands in which row, and which facts hang on which node.

Relies on the picture only. Nodes with a layer make the rows; a fact with one owner hangs on it,
a fact that several share gets the row below all others.
"""

from dataclasses import dataclass

from viz.picture import Edge, Node, Picture


@dataclass(frozen=True, slots=True)
class Ownership:
    """`levels`: row of each node that stands in one; `hung`: owner → its facts, in legend order;
    `owner`: the reverse; `shared`: facts of several owners.
    """  # noqa: D205  a list of fields, no summary line to part from

    levels: dict[str, int]
    hung: dict[str, list[str]]
    owner: dict[str, str]
    shared: frozenset[str]
    tied: dict[str, str]  # fact → its relation, where it has but one
    by_kind: dict[str, str]  # kind → relation of all its facts, told once, in the legend

    def lead(self, node: Node) -> str:
        """Return the relation to print before the label of a fact, if any."""
        return "" if node.kind in self.by_kind else self.tied.get(node.id, "")


def ownership(picture: Picture, rank: dict[str, int]) -> Ownership:
    """Sort the nodes into rows and hung facts; `rank` orders the facts of one owner."""
    layers = sorted({node.layer for node in picture.nodes if node.layer is not None})
    levels = {n.id: layers.index(n.layer) for n in picture.nodes if n.layer is not None}
    near = _neighbours(picture)
    loose = [node.id for node in picture.nodes if node.layer is None]
    standing = set(levels)
    owners = {fact: [other for other in near[fact] if other in standing] for fact in loose}
    shared = frozenset(fact for fact in loose if len(owners[fact]) > 1)
    owner = {fact: found[0] for fact, found in owners.items() if len(found) == 1}
    levels |= {fact: len(layers) for fact in loose if fact in shared}
    _hang_chains(loose, near, levels, owner)
    levels |= {f: len(layers) + 1 for f in loose if f not in owner and f not in levels}
    hung: dict[str, list[str]] = {}
    for fact in sorted(owner, key=lambda fact: rank[fact]):
        hung.setdefault(owner[fact], []).append(fact)
    tied = _tied(picture, owner, shared)
    return Ownership(levels, hung, owner, shared, tied, _by_kind(picture, {*owner, *shared}, tied))


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
    loose: list[str], near: dict[str, list[str]], levels: dict[str, int], owner: dict[str, str]
) -> None:
    """Give facts that touch only other facts the owner of those facts."""
    waiting = [fact for fact in loose if fact not in owner and fact not in levels]
    while waiting:
        found = {
            fact: owner.get(other, other)
            for fact in waiting
            for other in near[fact][::-1]
            if other in owner or other in levels
        }
        if not found:
            return
        owner |= found
        waiting = [fact for fact in waiting if fact not in found]


def _tied(picture: Picture, owner: dict[str, str], shared: frozenset[str]) -> dict[str, str]:
    """Return how each fact belongs to its owner or owners, if it is the same for all."""
    told: dict[str, dict[str, set[str]]] = {}  # fact → other end → relations
    for edge in picture.edges:
        for fact, other in ((edge.source, edge.target), (edge.target, edge.source)):
            if owner.get(fact) == other or fact in shared:
                told.setdefault(fact, {}).setdefault(other, set()).add(edge.label)
    comma = "・" if picture.lang == "ja" else ", "
    return {
        fact: comma.join(sorted(next(iter(by_other.values()))))
        for fact, by_other in told.items()
        if len({frozenset(labels) for labels in by_other.values()}) == 1
    }


def _by_kind(picture: Picture, facts: set[str], tied: dict[str, str]) -> dict[str, str]:
    """Return the kinds whose facts all have one relation, so that it need not be repeated."""
    relations: dict[str, set[str]] = {}
    for node in picture.nodes:
        if node.id in facts:
            relations.setdefault(node.kind, set()).add(tied.get(node.id, ""))
    return {kind: next(iter(found)) for kind, found in relations.items() if len(found) == 1}


def is_led(edge: Edge, owned: Ownership) -> bool:
    """Tell whether an edge's label stands in the box of the fact it leads to."""
    return any(
        fact in owned.tied and (owned.owner.get(fact) == other or fact in owned.shared)
        for fact, other in ((edge.source, edge.target), (edge.target, edge.source))
    )
