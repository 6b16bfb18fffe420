"""A node together with the facts that hang on it, as one block with lines inside.

Relies on boxes only. Offsets are from the owner's centre line (x) and its top edge (y).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from viz.maps.boxes import Box

Point = tuple[float, float]

TRUNK, INDENT, GAP = 10.0, 22.0, 7.0  # px: trunk from the edge, facts from the edge, between facts
_CORRIDOR = 9.0
_AIR = 5.0  # px kept free at both sides of a block


@dataclass(slots=True)
class Cluster:
    """An owner and its facts.

    `places`: centre of each box; `lines`: from the owner to each fact, or from the fact that a
    fact hangs `under`; `left`, `right`: how far the block reaches from the centre line; `exit`:
    the way from the owner to below the block.
    """

    left: float
    right: float
    height: float
    places: dict[str, Point] = field(default_factory=dict)
    lines: dict[str, tuple[Point, ...]] = field(default_factory=dict)
    exit: tuple[Point, ...] = ()
    under: Mapping[str, str] = field(default_factory=dict)


def hang_below(
    owner: str, facts: list[str], boxes: dict[str, Box], under: Mapping[str, str], *, tall: float
) -> Cluster:
    """Hang facts under their owner, on trunks at the left; `tall`: px of the whole, about.

    `under`: of a fact that belongs to another fact, that fact; it stands before it.
    """
    box = boxes[owner]
    half, floor = box.width / 2, box.height
    sides = half + _AIR
    cluster = Cluster(sides, sides, floor, {owner: (0.0, floor / 2)}, exit=((0.0, floor),))
    if not facts:
        return cluster
    cluster.under = {fact: other for fact, other in under.items() if other in facts}
    columns = _columns(facts, boxes, cluster.under, tall - floor)
    depth = {fact: _depth(fact, cluster.under) for fact in facts}
    widths = [max(INDENT * depth[f] + boxes[f].width for f in column) for column in columns]
    total = sum(widths) + GAP * (len(widths) - 1)
    left = -half if len(columns) == 1 else -max(total / 2, half)
    cluster.left = -left + _AIR
    for column, wide in zip(columns, widths, strict=True):
        _hang_column(cluster, column, boxes, depth, left=left, owner=box)
        left += wide + GAP
    cluster.right = max(half, left - GAP) + _AIR
    x = cluster.right - _AIR + _CORRIDOR
    cluster.exit = ((half, floor / 2), (x, floor / 2), (x, cluster.height))
    return cluster


def _hang_column(
    cluster: Cluster, column: list[str], boxes: dict[str, Box], depth: Mapping[str, int],
    *, left: float, owner: Box,
) -> None:  # fmt: skip
    """Stack one column of facts beside its trunk; what hangs on a fact, beside a trunk of that."""
    trunk, reach, floor = left + TRUNK, owner.width / 2 - TRUNK, owner.height
    start = min(max(trunk, -reach), reach)
    turn = floor + 7
    stem = ((trunk, floor),) if start == trunk else ((start, floor), (start, turn), (trunk, turn))
    y = floor + GAP + (3 if len(stem) == 1 else 9)
    for fact in column:
        centre, indent = y + boxes[fact].height / 2, left + INDENT * depth[fact]
        cluster.places[fact] = (indent + boxes[fact].width / 2, centre)
        if (over := cluster.under.get(fact)) is None:
            cluster.lines[fact] = (*stem, (trunk, centre), (indent, centre))
        else:
            branch, top = indent - INDENT + TRUNK, cluster.places[over][1]
            foot = (branch, top + boxes[over].height / 2)
            cluster.lines[fact] = (foot, (branch, centre), (indent, centre))
        y += boxes[fact].height + GAP
    cluster.height = max(cluster.height, y - GAP)


def _depth(fact: str, under: Mapping[str, str]) -> int:
    """Return how many trunks lie between a fact and its owner's edge."""
    return 1 + _depth(under[fact], under) if fact in under else 1


def _columns(
    facts: list[str], boxes: dict[str, Box], under: Mapping[str, str], tall: float
) -> list[list[str]]:
    """Break facts into columns of even height, but none from the fact that it hangs under."""
    total = _stack(facts, boxes)
    even = total / max(1, -int(-total // max(tall, 60.0)))
    columns: list[list[str]] = [[]]
    for fact in facts:
        with_it = _stack([*columns[-1], fact], boxes)
        if columns[-1] and fact not in under and with_it - boxes[fact].height / 2 > even:
            columns.append([])
        columns[-1].append(fact)
    return columns


def hang_beside(owner: str, facts: list[str], boxes: dict[str, Box]) -> Cluster:
    """Hang facts to the right of their owner, and from the third on to the left as well."""
    box = boxes[owner]
    half = box.width / 2
    split = len(facts) if len(facts) <= 2 else -(-len(facts) // 2)
    sides = ((1.0, facts[:split]), (-1.0, facts[split:]))
    tall = max(_stack(side, boxes) for _, side in sides)
    height = max(box.height, tall)
    middle = box.height / 2
    wide = half + _AIR
    cluster = Cluster(wide, wide, height, {owner: (0.0, middle)}, exit=((0.0, box.height),))
    for sign, side in sides:
        if not side:
            continue
        y = max(0.0, middle - _stack(side, boxes) / 2)
        for fact in side:
            high = boxes[fact].height
            centre, near, trunk = y + high / 2, half + INDENT + 4, half + TRUNK + 3
            cluster.places[fact] = (sign * (near + boxes[fact].width / 2), centre)
            cluster.lines[fact] = (
                (sign * half, middle),
                (sign * trunk, middle),
                (sign * trunk, centre),
                (sign * near, centre),
            )
            y += high + GAP
        reach = half + INDENT + 4 + max(boxes[fact].width for fact in side) + _AIR
        if sign > 0:
            cluster.right = reach
        else:
            cluster.left = reach
    cluster.exit = ((0.0, box.height), (0.0, height)) if height > box.height else cluster.exit
    return cluster


def _stack(facts: list[str], boxes: dict[str, Box]) -> float:
    return sum(boxes[fact].height + GAP for fact in facts) - GAP if facts else 0.0
