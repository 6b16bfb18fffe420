"""A picture that fits a page: of large groups the best-linked are drawn, the rest is counted.

Relies on the picture only; of one that is all small pieces whole pieces are counted. What is not
drawn becomes a member of the box that counts it, with its facts, and of its links the page keeps
the sentences.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from viz.maps.counting import counted
from viz.maps.entities import firmest
from viz.maps.packing import pieces
from viz.picture import Edge, Group, Node, Picture
from viz.style import kind_rank

Key = tuple[str, str, int | None]  # group, kind, layer: what is counted in one box
_SMALL = 3  # nodes of a group, and groups, that are better counted together
_PIECE = 0.25  # of all nodes; where no piece has more, whole pieces are counted
MOST_NOTES = 60  # sentences of one line that stands for several


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which nodes may be counted instead of drawn, by key; best first; `headed`: in the head.

    `beside`: facts by the node that they are drawn or counted with.
    """

    waiting: Mapping[Key, Sequence[Node]]
    fixed: int
    headed: bool
    beside: Mapping[str, Sequence[Node]] = field(default_factory=dict)

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
            for fact in (fact for node in hidden for fact in self.beside.get(node.id, ())):
                found.setdefault(("", fact.kind, fact.layer), []).append(fact)
        return found

    def cost(self, shown: Mapping[Key, int]) -> int:
        """Return how many boxes are drawn if so many of each key are shown."""
        drawn = (node for key, nodes in self.waiting.items() for node in nodes[: shown[key]])
        facts = sum(1 + len(self.beside.get(node.id, ())) for node in drawn)
        return self.fixed + facts + (0 if self.headed else len(self.boxes(shown)))


def summarised(picture: Picture, most: int, weights: Mapping[str, float]) -> Picture:
    """Return the picture with at most about `most` nodes; `weights`: who is drawn first."""
    if len(picture.nodes) <= most:
        return picture
    heads = {node.group.id for node in picture.nodes if node.group}
    parts = pieces(picture)
    small = max(len(part.nodes) for part in parts) <= _PIECE * len(picture.nodes)
    if small and not heads & {node.id for node in picture.nodes}:
        return _folded(picture, _lightest(parts, most, weights), Counter(), headed=False)
    plans = [_plan(picture, weights, strict=strict) for strict in (0, 1, 2)]
    beside = _beside(picture)
    if len(beside) >= _SMALL and not plans[0].headed:
        plans.insert(0, _with_facts(picture, weights, beside))
    plan = next((p for p in plans if p.cost(dict.fromkeys(p.waiting, 0)) <= most), plans[-1])
    shown = _shown(plan, most, weights)
    boxes = plan.boxes(shown)
    if not plan.headed:  # a box that counts one takes the room of that one
        boxes = {key: nodes for key, nodes in boxes.items() if len(nodes) > 1}
    return _folded(picture, boxes, shown, headed=plan.headed)


def _lightest(
    parts: Sequence[Picture], most: int, weights: Mapping[str, float]
) -> dict[Key, list[Node]]:
    """Return the nodes of the pieces that are not drawn, by kind.

    Pieces of the first kinds of the key go before others, well-linked pieces before small ones.
    """

    def order(piece: Picture) -> tuple[int, float]:
        first = min(kind_rank(node.kind) for node in piece.nodes)
        return (first, -sum(weights.get(node.id, 0.0) for node in piece.nodes))

    ranked = sorted(parts, key=order)
    for kept in range(len(ranked), -1, -1):
        found: dict[Key, list[Node]] = {}
        for node in (node for piece in ranked[kept:] for node in piece.nodes):
            if not node.emphasis:
                found.setdefault(("", node.kind, 0), []).append(node)
        if sum(len(piece.nodes) for piece in ranked[:kept]) + len(found) <= most:
            break
    return found


def _beside(picture: Picture) -> dict[str, list[Node]]:
    """Return the facts that hang on one node alone, by that node, where it has a layer."""
    near: dict[str, set[str]] = {}
    for edge in picture.edges:
        near.setdefault(edge.source, set()).add(edge.target)
        near.setdefault(edge.target, set()).add(edge.source)
    owners = {n.id for n in picture.nodes if n.layer is not None and not n.emphasis}
    found: dict[str, list[Node]] = {}
    for node in picture.nodes:
        if node.layer is None and not node.emphasis and len(near.get(node.id, ())) == 1:
            (owner,) = near[node.id]
            if owner in owners:
                found.setdefault(owner, []).append(node)
    return found


def _with_facts(
    picture: Picture, weights: Mapping[str, float], beside: Mapping[str, Sequence[Node]]
) -> _Plan:
    """Let all that stands in a row be counted by its kind, each with the facts beside it."""
    facts = {fact.id for found in beside.values() for fact in found}
    waiting: dict[Key, list[Node]] = {}
    for node in picture.nodes:
        if not node.emphasis and node.id not in facts:
            waiting.setdefault(("", node.kind, node.layer), []).append(node)
    for nodes in waiting.values():
        nodes.sort(key=lambda node: -weights.get(node.id, 0.0))
    fixed = len(picture.nodes) - sum(map(len, waiting.values())) - len(facts)
    return _Plan(waiting, fixed, headed=False, beside=beside)


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
    picture: Picture, hidden: Mapping[Key, Sequence[Node]], shown: Mapping[Key, int],
    *, headed: bool,
) -> Picture:  # fmt: skip
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
            if headed
            else _box(key, rest, groups.get(key[0]), picture.lang)
        )
        boxes[box.id] = box
        into |= {node.id: box.id for node in nodes}
    nodes_left = [boxes.pop(id, node) for id, node in drawn.items()]
    counts = [_others(nodes_left, box, picture.lang) for box in boxes.values()]
    edges = _merged(picture.edges, into, "・" if picture.lang == "ja" else ", ")
    return replace(picture, nodes=(*nodes_left, *counts), edges=edges)


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
    label = counted(name, count, lang)
    id, layer = f"more:{':'.join(map(str, key))}", rest[0].layer
    return Node(id, label, rest[0].kind, rest[0].kind_label, (), layer, False, group, 0, rest)


def _name(node: Node, group: Group | None) -> str:
    """Say what the nodes of a box are called: as their group's, or their kind."""
    return (group.name if group else "") or node.kind_label


def _others(drawn: Sequence[Node], box: Node, lang: str) -> Node:
    """Say "others" of a box's nodes where some that are called the same are drawn."""
    name = _name(box, box.group)
    alike = [n for n in drawn if not n.emphasis and box.group in (None, n.group)]
    if any(_name(node, node.group) == name for node in alike):
        return replace(box, label=counted(name, len(box.members), lang, more=True))
    return box


def _merged(edges: Sequence[Edge], into: Mapping[str, str], between: str) -> tuple[Edge, ...]:
    """Lead lines to the boxes that count their ends; lines that fall together become one."""
    found: dict[tuple[str, str, str], list[Edge]] = {}
    for edge in edges:
        source, target = into.get(edge.source, edge.source), into.get(edge.target, edge.target)
        led = edge.source in into or edge.target in into
        if source != target or edge.source == edge.target:
            found.setdefault((source, target, "" if led else edge.label), []).append(edge)
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
