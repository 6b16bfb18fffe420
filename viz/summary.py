"""A picture that fits a page: of large groups the best-linked are drawn, the rest is counted.

Relies on the picture only. What is not drawn becomes a member of the box that counts it, with
its facts, and of its links the page keeps the sentences.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from viz.entities import firmest
from viz.picture import Edge, Group, Node, Picture

Key = tuple[str, str, int | None]  # group, kind, layer: what is counted in one box
_SMALL = 3  # nodes of a group, and groups, that are better counted together
MOST_NOTES = 60  # sentences of one line that stands for several


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which nodes may be counted instead of drawn, by key; best first; `headed`: in the head."""

    waiting: Mapping[Key, Sequence[Node]]
    fixed: int
    headed: bool

    def boxes(self, shown: Mapping[Key, int]) -> dict[Key, list[Node]]:
        """Return what is counted in which box if so many of each key are shown.

        Small groups of which nothing is shown are counted together, in a box for each kind.
        """
        small = {k for k, n in self.waiting.items() if not shown[k] and len(n) <= _SMALL}
        together = not self.headed and len(small) >= _SMALL
        found: dict[Key, list[Node]] = {}
        for key, nodes in self.waiting.items():
            if hidden := nodes[shown[key] :]:
                box = ("", *key[1:]) if together and key in small else key
                found.setdefault(box, []).extend(hidden)
        return found

    def cost(self, shown: Mapping[Key, int]) -> int:
        """Return how many boxes are drawn if so many of each key are shown."""
        return self.fixed + sum(shown.values()) + (0 if self.headed else len(self.boxes(shown)))


def summarised(picture: Picture, most: int, weights: Mapping[str, float]) -> Picture:
    """Return the picture with at most about `most` nodes; `weights`: who is drawn first."""
    if len(picture.nodes) <= most:
        return picture
    plans = [_plan(picture, weights, strict=strict) for strict in (0, 1, 2)]
    plan = next((p for p in plans if p.cost(dict.fromkeys(p.waiting, 0)) <= most), plans[-1])
    shown = _shown(plan, most, weights)
    boxes = plan.boxes(shown)
    if not plan.headed:  # a box that counts one takes the room of that one
        boxes = {key: nodes for key, nodes in boxes.items() if len(nodes) > 1}
    return _folded(picture, boxes, plan, shown)


def _plan(picture: Picture, weights: Mapping[str, float], *, strict: int) -> _Plan:
    """Sort out what may be counted: by group; if that is too much, by kind; at last all."""
    heads = {node.group.id for node in picture.nodes if node.group}
    waiting: dict[Key, list[Node]] = {}
    for node in picture.nodes:
        if node.emphasis or (strict < 2 and (node.group is None or node.id in heads)):
            continue
        group = node.group.id if node.group and not strict else ""
        waiting.setdefault((group, node.kind, node.layer), []).append(node)
    for nodes in waiting.values():
        nodes.sort(key=lambda node: -weights.get(node.id, 0.0))
    ids = {node.id for node in picture.nodes}
    headed = len({kind for _, kind, _ in waiting}) == 1 and all(
        group in ids for group, *_ in waiting
    )
    return _Plan(waiting, len(picture.nodes) - sum(map(len, waiting.values())), headed)


def _shown(plan: _Plan, most: int, weights: Mapping[str, float]) -> dict[Key, int]:
    """Return how many of each key are drawn, the weightiest first."""
    shown = dict.fromkeys(plan.waiting, 0)
    # Highest averages (D'Hondt): the second of a group counts half, the third a third.
    turns = [
        (-weights.get(node.id, 0.0) / (turn + 1), key)
        for key, nodes in plan.waiting.items()
        for turn, node in enumerate(nodes)
    ]
    for _, key in sorted(turns, key=lambda found: found[0]):
        if plan.cost(shown | {key: shown[key] + 1}) <= most:
            shown[key] += 1
    return shown


def _folded(
    picture: Picture, hidden: Mapping[Key, Sequence[Node]], plan: _Plan, shown: Mapping[Key, int]
) -> Picture:
    """Put the hidden nodes into boxes that count them, and lead their lines there."""
    groups = {node.group.id: node.group for node in picture.nodes if node.group}
    boxes: dict[str, Node] = {}
    into: dict[str, str] = {}
    drawn = {node.id: node for node in picture.nodes}
    for key, nodes in hidden.items():
        rest = tuple(_with_links(node, picture.edges) for node in nodes)
        for node in nodes:
            del drawn[node.id]
        box = (
            _head(drawn[key[0]], rest, shown[key], picture.lang)
            if plan.headed
            else _box(key, rest, groups.get(key[0]), picture.lang)
        )
        boxes[box.id] = box
        into |= {node.id: box.id for node in nodes}
    nodes_left = [boxes.pop(id, node) for id, node in drawn.items()]
    counted = [_others(nodes_left, box, picture.lang) for box in boxes.values()]
    edges = _merged(picture.edges, into, "・" if picture.lang == "ja" else ", ")
    return replace(picture, nodes=(*nodes_left, *counted), edges=edges)


def _with_links(node: Node, edges: Sequence[Edge]) -> Node:
    """Put the sentences of a node's links before its own facts, each sentence once."""
    linked = [note for e in edges if node.id in (e.source, e.target) for note in e.notes]
    own = [note for note in node.notes if note.text not in {note.text for note in linked}]
    return replace(node, notes=(*linked, *own))


def _head(head: Node, rest: tuple[Node, ...], shown: int, lang: str) -> Node:
    """Count the hidden nodes in the head of their group."""
    count = len(rest)
    if lang == "ja":
        label = f"{head.label}（ほか{count}件）" if shown else f"{head.label}（{count}件）"
    else:
        label = f"{head.label} ({count} more)" if shown else f"{head.label} ({count})"
    return replace(head, label=label, members=rest)


def _box(key: Key, rest: tuple[Node, ...], group: Group | None, lang: str) -> Node:
    """Make the box that counts hidden nodes."""
    name, count = _name(rest[0], group), len(rest)
    label = f"{name} {count}件" if lang == "ja" else f"{name}: {count}"
    id, layer = f"more:{':'.join(map(str, key))}", rest[0].layer
    return Node(id, label, rest[0].kind, rest[0].kind_label, (), layer, False, group, 0, rest)


def _name(node: Node, group: Group | None) -> str:
    """Say what the nodes of a box are called: as their group's, or their kind."""
    return (group.name if group else "") or node.kind_label


def _others(drawn: Sequence[Node], box: Node, lang: str) -> Node:
    """Say "others" of a box's nodes where some that are called the same are drawn."""
    name = _name(box, box.group)
    if any(_name(node, node.group) == name for node in drawn):
        label = f"ほかの{box.label}" if lang == "ja" else f"{box.label} more"
        return replace(box, label=label)
    return box


def _merged(edges: Sequence[Edge], into: Mapping[str, str], between: str) -> tuple[Edge, ...]:
    """Lead lines to the boxes that count their ends; lines that fall together become one."""
    found: dict[tuple[str, str, str], list[Edge]] = {}
    for edge in edges:
        source, target = into.get(edge.source, edge.source), into.get(edge.target, edge.target)
        counted = edge.source in into or edge.target in into
        if source != target or edge.source == edge.target:
            found.setdefault((source, target, "" if counted else edge.label), []).append(edge)
    return tuple(
        Edge(
            source, target, between.join(dict.fromkeys(edge.label for edge in alike)),
            firmest(edge.status for edge in alike),
            tuple(note for edge in alike for note in edge.notes)[:MOST_NOTES],
            alike[0].beside,
            tuple(dict.fromkeys(cited for edge in alike for cited in edge.cited)),
            alike[0].relation,
            tuple(dict.fromkeys(edge.label for edge in alike)),
        )
        for (source, target, _), alike in found.items()
    )  # fmt: skip
