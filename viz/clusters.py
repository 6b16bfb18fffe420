"""A node together with the facts that hang on it, as one block with lines inside.

Relies on boxes only. Offsets are from the owner's centre line (x) and its top edge (y).
"""

from dataclasses import dataclass, field

from viz.boxes import Box

Point = tuple[float, float]

TRUNK, INDENT, GAP = 10.0, 22.0, 7.0  # px: trunk from the edge, facts from the edge, between facts
_CORRIDOR = 9.0
_AIR = 5.0  # px kept free at both sides of a block


@dataclass(slots=True)
class Cluster:
    """An owner and its facts.

    `places`: centre of each box; `lines`: from the owner to each fact; `left`, `right`: how far
    the block reaches from the centre line; `exit`: the way from the owner to below the block.
    """

    left: float
    right: float
    height: float
    places: dict[str, Point] = field(default_factory=dict)
    lines: dict[str, tuple[Point, ...]] = field(default_factory=dict)
    exit: tuple[Point, ...] = ()


def hang_below(owner: str, facts: list[str], boxes: dict[str, Box], *, tall: float) -> Cluster:
    """Hang facts under their owner, on trunks at the left; `tall`: px of the whole, about."""
    box = boxes[owner]
    half, floor = box.width / 2, box.height
    sides = half + _AIR
    cluster = Cluster(sides, sides, floor, {owner: (0.0, floor / 2)}, exit=((0.0, floor),))
    if not facts:
        return cluster
    left = -half
    for number, column in enumerate(_columns(facts, boxes, tall - floor)):
        trunk = left + TRUNK
        stem = _stem(trunk, half, floor, number)
        y = floor + GAP + (4 if len(stem) == 1 else 12)
        for fact in column:
            wide, high = boxes[fact].width, boxes[fact].height
            centre = y + high / 2
            cluster.places[fact] = (left + INDENT + wide / 2, centre)
            cluster.lines[fact] = (*stem, (trunk, centre), (left + INDENT, centre))
            y += high + GAP
        cluster.height = max(cluster.height, y - GAP)
        left += INDENT + max(boxes[fact].width for fact in column) + 8
    cluster.right = max(half, left - 8) + _AIR
    x = cluster.right - _AIR + _CORRIDOR
    cluster.exit = ((half, floor / 2), (x, floor / 2), (x, cluster.height))
    return cluster


def _columns(facts: list[str], boxes: dict[str, Box], tall: float) -> list[list[str]]:
    """Break facts into columns of even height."""
    total = _stack(facts, boxes)
    even = total / max(1, -int(-total // max(tall, 60.0)))
    columns: list[list[str]] = [[]]
    for fact in facts:
        with_it = _stack([*columns[-1], fact], boxes)
        if columns[-1] and with_it - boxes[fact].height / 2 > even:
            columns.append([])
        columns[-1].append(fact)
    return columns


def _stem(trunk: float, half: float, floor: float, column: int) -> tuple[Point, ...]:
    """Return the way from the owner's lower edge to the head of a trunk."""
    if trunk <= half - 12:
        return ((trunk, floor),)
    bus = floor + 5 + 3 * min(column, 3)
    return ((half - 16, floor), (half - 16, bus), (trunk, bus))


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
