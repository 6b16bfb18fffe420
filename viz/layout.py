"""From a picture to a drawing: sizes, places, lines and labels, the same at every run.

Relies on `layers` where nodes have layers, else on `forces`. Several widths of text are tried,
and the arrangement that shows largest on a 1280×800 screen is kept.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from viz.boxes import box_of
from viz.captions import captions, shortened
from viz.drawing import Drawing, Line, Point, area
from viz.forces import scattered, straight, tangles
from viz.layers import Plan, layered
from viz.ownership import Ownership, is_led, ownership, stands_above
from viz.picture import Picture
from viz.style import kind_rank

Trial = TypeVar("Trial")

SCREEN = (1260.0, 636.0)  # px for the map on a 1280×800 screen, below header, above legend
_CUT, _TANGLE = 0.02, 0.02  # what a shortened label and a line behind a box cost, in scale
_EFFORT = 50_000  # pairs of nodes to be looked at in all trials together: about half a second
# Tried in turn: em per line of text, em per line of a fact, px of a block, px per row.
_TRIALS = tuple(
    (room, fact_room, tall, wide)
    for wide in (1260.0, 9999.0, 820.0)
    for tall in (420.0, 300.0, 250.0, 180.0)
    for room, fact_room in ((12.0, 11.0), (11.0, 9.0), (10.0, 8.0), (9.0, 10.0))
)
# Em per line of text, free space as a multiple of the boxes', number of the start.
_SCATTERS = tuple(
    (em, room, start) for start in range(6) for room in (2.2, 1.5) for em in (8.0, 10.0)
)


def arrange(picture: Picture) -> Drawing:
    """Place every node and line of a picture."""
    if not picture.nodes:
        return Drawing({}, {}, ())
    if all(node.layer is None for node in picture.nodes):
        return _best(_network(picture, *trial) for trial in _some(picture, _SCATTERS))
    return _best(_layers(picture, *trial) for trial in _some(picture, _TRIALS))


def _some(picture: Picture, trials: tuple[Trial, ...]) -> tuple[Trial, ...]:
    """Return as many trials as the time allows: all for 30 nodes, one for hundreds."""
    return trials[: max(1, _EFFORT // len(picture.nodes) ** 2)]


def _best(scored: Iterable[tuple[float, Callable[[], Drawing]]]) -> Drawing:
    """Return the drawing of the best score, or the first that is good enough."""
    best: tuple[float, Callable[[], Drawing]] | None = None
    for score, finish in scored:
        if best is None or score > best[0] + 0.005:
            best = (score, finish)
        if score >= 1.0:
            break
    if best is None:
        raise ValueError("no arrangement was tried. give at least one trial")
    return best[1]()


def positions(picture: Picture) -> dict[str, Point]:
    """Return the centre of every node, in px at scale 1, y downwards."""
    return arrange(picture).places


def fit(drawing: Drawing) -> float:
    """Return the scale at which the whole drawing fills the map on a 1280×800 screen."""
    left, top, right, bottom = drawing.bounds
    return min(SCREEN[0] / (right - left or 1.0), SCREEN[1] / (bottom - top or 1.0))


def _score(drawing: Drawing, tangled: int = 0) -> float:
    cut = sum(box.lines[-1].endswith("…") for box in drawing.boxes.values())
    return min(fit(drawing), 1.0) - _CUT * cut - _TANGLE * tangled


def _layers(
    picture: Picture, room: float, fact_room: float, tall: float, wide: float
) -> tuple[float, Callable[[], Drawing]]:
    owned = ownership(picture, {node.id: kind_rank(node.kind) for node in picture.nodes})
    rooms = _rooms(owned, room, fact_room)
    boxes = {n.id: box_of(n, room=rooms[n.id], lead=owned.lead(n)) for n in picture.nodes}
    bare = frozenset(n for n, edge in enumerate(picture.edges) if is_led(edge, owned))
    plan = Plan(picture, owned, stands_above(picture, owned), boxes, wide, tall, bare)
    places, lines = layered(plan)
    lines = straight(picture, places, boxes) | lines
    rough = Drawing(boxes, places, _lines(lines), owned.by_kind)
    return _score(rough), lambda: _captioned(picture, rough, lines, bare)


def _rooms(owned: Ownership, room: float, fact_room: float) -> dict[str, float]:
    """Return em per line for each node: more where few nodes share a row."""
    count = Counter(owned.levels.values())
    rooms = dict.fromkeys(owned.owner, fact_room)
    for node, level in owned.levels.items():
        free = room if node in owned.hung else min(24.0, 72.0 / count[level])
        rooms[node] = max(room, free)
    return rooms


def _network(
    picture: Picture, em: float, room: float, start: int
) -> tuple[float, Callable[[], Drawing]]:
    boxes = {node.id: box_of(node, room=em) for node in picture.nodes}
    places = scattered(picture, boxes, start=start, room=room)
    lines = straight(picture, places, boxes)
    rough = Drawing(boxes, places, _lines(lines))
    score = _score(rough, tangles(picture, rough))
    return score, lambda: _captioned(picture, rough, lines, frozenset())


def _lines(points: dict[int, tuple[Point, ...]]) -> tuple[Line, ...]:
    return tuple(Line(points[number]) for number in range(len(points)))


def _captioned(
    picture: Picture,
    drawing: Drawing,
    lines: dict[int, tuple[Point, ...]],
    bare: frozenset[int],
) -> Drawing:
    """Add the lines with their labels; lines of the trace choose their label's place first."""
    order = sorted(range(len(picture.edges)), key=lambda n: (picture.edges[n].beside, n))
    labels = {n: shortened(picture.edges[n].label) for n in order if n not in bare}
    areas = [
        area(drawing.places[node], box.width, box.height) for node, box in drawing.boxes.items()
    ]
    spots = captions(labels, lines, areas)
    count = range(len(picture.edges))
    placed = tuple(Line(lines[n], labels.get(n, ""), spots.get(n)) for n in count)
    return replace(drawing, lines=placed)
