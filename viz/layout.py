"""From a picture to a drawing: sizes, places, lines and labels, the same at every run.

Relies on `layers` where nodes have layers, else on `forces`. Several widths of text are tried,
and the arrangement that shows largest on a 1280×800 screen is kept.
"""

from viz.boxes import box_of
from viz.captions import captions, shortened
from viz.drawing import Drawing, Line, Point, area
from viz.forces import scattered, straight
from viz.layers import Plan, layered
from viz.ownership import is_led, ownership, stands_above
from viz.picture import Picture
from viz.style import kind_rank

SCREEN = (1240.0, 610.0)  # px for the map on a 1280×800 screen, below header, above legend
_CUT = 0.02  # what a shortened label costs, in scale
# Tried in turn: em per line of text, em per line of a fact, facts in a column, px per row.
_TRIALS = tuple(
    (room, fact_room, rows, wide)
    for room, fact_room in ((12.0, 11.0), (11.0, 9.0), (9.5, 9.0), (8.0, 8.0))
    for wide in (1240.0, 1700.0, 820.0)
    for rows in (4, 6, 9)
)


def arrange(picture: Picture) -> Drawing:
    """Place every node and line of a picture."""
    if not picture.nodes:
        return Drawing({}, {}, ())
    if all(node.layer is None for node in picture.nodes):
        return _network(picture)
    best: tuple[float, Drawing] | None = None
    for trial in _TRIALS:
        drawing = _layers(picture, *trial)
        score = _score(drawing)
        if best is None or score > best[0] + 0.005:
            best = (score, drawing)
        if score >= 1.0:
            break
    assert best is not None
    return best[1]


def positions(picture: Picture) -> dict[str, Point]:
    """Return the centre of every node, in px at scale 1, y downwards."""
    return arrange(picture).places


def fit(drawing: Drawing) -> float:
    """Return the scale at which the whole drawing fills the map on a 1280×800 screen."""
    left, top, right, bottom = drawing.bounds
    return min(SCREEN[0] / (right - left or 1.0), SCREEN[1] / (bottom - top or 1.0))


def _score(drawing: Drawing) -> float:
    cut = sum(box.lines[-1].endswith("…") for box in drawing.boxes.values())
    return min(fit(drawing), 1.0 + _CUT * cut) - _CUT * cut


def _layers(picture: Picture, room: float, fact_room: float, rows: int, wide: float) -> Drawing:
    owned = ownership(picture, {node.id: kind_rank(node.kind) for node in picture.nodes})
    boxes = {
        node.id: box_of(
            node,
            room=fact_room if node.layer is None else room,
            lead=owned.leads.get(node.id, ""),
        )
        for node in picture.nodes
    }
    bare = frozenset(n for n, edge in enumerate(picture.edges) if is_led(edge, owned))
    plan = Plan(picture, owned, stands_above(picture, owned), boxes, wide, rows, bare)
    places, lines = layered(plan)
    missing = straight(picture, places, boxes)
    return _captioned(picture, Drawing(boxes, places, ()), missing | lines, bare)


def _network(picture: Picture) -> Drawing:
    boxes = {node.id: box_of(node, room=10.0) for node in picture.nodes}
    places = scattered(picture, boxes)
    lines = straight(picture, places, boxes)
    return _captioned(picture, Drawing(boxes, places, ()), lines, frozenset())


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
    return Drawing(drawing.boxes, drawing.places, placed)
