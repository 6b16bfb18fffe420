"""From a picture to a drawing: sizes, places, lines and labels, the same at every run.

Relies on `layers` where nodes have layers, else on `forces`. Several widths of text are tried,
and the arrangement that shows largest on a 1280×800 screen is kept.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from viz.lettering import LINES
from viz.maps.boxes import Box, box_of
from viz.maps.captions import captions, shortened
from viz.maps.crowd import CROWD, crowded
from viz.maps.drawing import PILE, Drawing, Line, Point
from viz.maps.forces import scattered, straight, tangles
from viz.maps.layers import Plan, layered
from viz.maps.ownership import NONE, Ownership, branches, ownership, stands_above
from viz.maps.packing import packed, pieces
from viz.picture import Picture
from viz.style import kind_rank

Trial = TypeVar("Trial")
Scored = tuple[float, Callable[[], Drawing]]  # the score of a trial, and how to finish it


@dataclass(frozen=True, slots=True)
class _Trial:
    """One way to arrange a layered map.

    `room`, `fact_room`: em per line; `most`: lines of a fact; `tall`: px of a node with its
    facts; `wide`: px of a row; `near_owners`: shared facts stand right below their owners;
    `below`: facts hang below their owner even if more of the trace stands there.
    """

    room: float
    fact_room: float
    most: int
    tall: float
    wide: float
    sorted: bool
    near_owners: bool
    below: bool


SCREEN = (1264.0, 652.0)  # px for the map on a 1280×800 screen with a key of two rows
_CUT, _TANGLE = 0.02, 0.08  # what a shortened label and a line behind a box cost, in scale
_APART = 0.75  # how much smaller a map of pieces may be than one of common rows
_WIDEST, _NARROW = 24.0, 13.0  # em of a line of a node that is alone in its row
_MANY = 6  # lines of one relation; of fewer, each can bear its name
_EFFORT = 200_000  # pairs of nodes and of edges looked at in all trials: about a second
_PATIENCE, _HOPELESS = 80, 0.9  # trials after which none so bad gets good enough
_TRIALS = tuple(
    _Trial(room, fact_room, most, tall, wide, sorted, near_owners, below)
    for most in (4, 2)
    for near_owners in (False, True)
    for wide in (1264.0, 1080.0, 950.0, 1180.0, 820.0)
    for tall in (420.0, 300.0, 250.0, 180.0)
    for room, fact_room in ((12.0, 11.0), (12.0, 16.0), (11.0, 9.0), (10.0, 8.0), (9.0, 10.0))
    for sorted in (False, True)
    for below in (False, True)
)
# Of a map without facts, all trials of which only facts know the difference are one.
_STANDING = tuple(
    dict.fromkeys(
        replace(t, fact_room=0.0, most=4, tall=0.0, near_owners=False, below=False) for t in _TRIALS
    )
)
# Of a tree, what has nothing below it stands best in the upper row.
_SORTED = tuple(trial for trial in _TRIALS if trial.sorted)
# Em per line of text, number of the start.
_SCATTERS = tuple((em, start) for start in range(40) for em in (8.0, 10.0))
_ROOM = 3.0  # free space as a multiple of the boxes', where the page has so much


@lru_cache(maxsize=8)
def arrange(picture: Picture) -> Drawing:
    """Place every node and line of a picture; the drawing is not to be changed."""
    if not picture.nodes:
        return Drawing({}, {}, ())
    if all(node.layer is None for node in picture.nodes):
        if len(picture.nodes) > CROWD:
            return crowded(picture)
        return _best(_network(picture, *trial) for trial in _some(picture, _SCATTERS))
    parts = pieces(picture)
    several = packed(picture, parts, [_piece(part) for part in parts], fit) if parts[1:] else None
    if several is not None and fit(several) >= 1.0:
        return several
    whole = _best(_rows_tried(picture, _WIDEST))
    # Pieces apart are easier to read than lines that pass one another.
    return several if several is not None and fit(several) > _APART * fit(whole) else whole


def _piece(picture: Picture) -> Drawing:
    """Place a piece of a larger map: narrower, because others stand beside it."""
    if all(node.layer is None for node in picture.nodes):
        return arrange(picture)
    return _best(_rows_tried(picture, _NARROW))


def _rows_tried(picture: Picture, widest: float) -> Iterator[Scored]:
    """Try the ways to arrange a layered map; of a tree first those whose lower rows hang."""
    ways = [branches(picture), NONE] if _common(picture) else [NONE]
    facts = any(node.layer is None for node in picture.nodes)
    for hanging in ways if ways[0] else [NONE]:
        trials = _SORTED if hanging else _TRIALS if facts else _STANDING
        for trial in _some(picture, trials):
            yield _layers(picture, trial, widest, hanging)


def _some(picture: Picture, trials: tuple[Trial, ...]) -> tuple[Trial, ...]:
    """Return as many trials as the time allows: all for 30 nodes, one for hundreds."""
    pairs = len(picture.nodes) * (len(picture.nodes) + len(picture.edges))
    return trials[: max(1, _EFFORT // pairs)]


def _best(scored: Iterable[Scored]) -> Drawing:
    """Return the drawing of the best score, or the first that is good enough."""
    best: Scored | None = None
    for tried, (score, finish) in enumerate(scored):
        if best is None or score > best[0] + 0.005:
            best = (score, finish)
        if score >= 1.0 or (tried >= _PATIENCE and best[0] < _HOPELESS):
            break
    if best is None:
        raise ValueError("no arrangement was tried. give at least one trial")
    return best[1]()


def positions(picture: Picture) -> dict[str, Point]:
    """Return the centre of every node, in px at scale 1, y downwards."""
    return arrange(picture).places


def fit(drawing: Drawing, screen: Point = SCREEN) -> float:
    """Return the scale at which the whole drawing fills the map on a 1280×800 screen."""
    left, top, right, bottom = drawing.bounds
    return min(screen[0] / (right - left or 1.0), screen[1] / (bottom - top or 1.0))


def _score(drawing: Drawing, tangled: int = 0) -> float:
    cut = sum(box.lines[-1].endswith("…") for box in drawing.boxes.values())
    return min(fit(drawing), 1.0) - _CUT * cut - _TANGLE * tangled


def _layers(picture: Picture, trial: _Trial, widest: float, hanging: frozenset[str]) -> Scored:
    rank = {node.id: kind_rank(node.kind) for node in picture.nodes}
    owned = ownership(picture, rank, near_owners=trial.near_owners, hanging=hanging)
    if hanging:  # what all lines are called is said in the key, not in each box
        owned = replace(owned, tied={}, by_kind={})
    boxes = _boxes(picture, owned, trial, widest)
    bare = frozenset(n for n, edge in enumerate(picture.edges) if owned.leads(edge))
    above = frozenset() if trial.below else stands_above(picture, owned)
    plan = Plan(picture, owned, above, boxes, trial.wide, trial.sorted, SCREEN[0], trial.tall, bare)
    places, lines = layered(plan)
    lines = straight(picture, places, boxes) | lines
    rough = Drawing(boxes, places, _lines(lines), owned.by_kind)
    return _score(rough), lambda: _captioned(picture, rough, lines, bare)


def _boxes(picture: Picture, owned: Ownership, trial: _Trial, widest: float) -> dict[str, Box]:
    """Return the box of each node: with longer lines, up to `widest`, where few share a row."""
    count = Counter(owned.levels.values())
    boxes = {}
    for node in picture.nodes:
        room, most = trial.room, LINES
        if node.id in owned.levels and node.id not in owned.hung:
            room = max(room, min(widest, 72.0 / count[owned.levels[node.id]]))
        elif node.id not in owned.levels:
            room, most = trial.fact_room, trial.most
        boxes[node.id] = box_of(node, room=room, lead=owned.lead(node), most=most)
    return boxes


def _network(picture: Picture, em: float, start: int) -> Scored:
    boxes = {node.id: box_of(node, room=em) for node in picture.nodes}
    places = scattered(picture, boxes, start=start, room=_ROOM, page=SCREEN)
    lines = straight(picture, places, boxes)
    rough = Drawing(boxes, places, _lines(lines))
    score = _score(rough, tangles(picture, rough))
    return score, lambda: _captioned(picture, rough, lines, frozenset())


def _lines(points: dict[int, tuple[Point, ...]]) -> tuple[Line, ...]:
    return tuple(Line(points[number]) for number in range(len(points)))


def _common(picture: Picture) -> str:
    """Return the relation of all lines, if it is one and there are many of them."""
    labels = {edge.label for edge in picture.edges}
    return next(iter(labels)) if len(labels) == 1 and len(picture.edges) >= _MANY else ""


def _captioned(
    picture: Picture,
    drawing: Drawing,
    lines: dict[int, tuple[Point, ...]],
    bare: frozenset[int],
) -> Drawing:
    """Add the lines with their labels; lines of the trace choose their label's place first."""
    order = sorted(range(len(picture.edges)), key=lambda n: (picture.edges[n].beside, n))
    if (relation := _common(picture)) and len(bare) < len(picture.edges):
        plain_lines = tuple(Line(lines[number]) for number in range(len(picture.edges)))
        return replace(drawing, lines=plain_lines, relation=relation)
    labels = {n: shortened(picture.edges[n], picture.lang) for n in order if n not in bare}
    areas = []
    for node in picture.nodes:
        left, top, right, bottom = drawing.area(node.id)
        pile = PILE if node.members else 0.0
        areas.append((left, top, right + pile, bottom + pile))
    spots = captions(labels, lines, areas)
    count = range(len(picture.edges))
    placed = tuple(Line(lines[n], labels.get(n, ""), spots.get(n)) for n in count)
    return replace(drawing, lines=placed)
