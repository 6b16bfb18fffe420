"""How a picture is divided among slides: all of it on one, or its links group by group.

Relies on `places` for what fits a slide. A link stands on one slide at most; a node on
every slide that has a link of it. What fits none of the first few slides is left over.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from viz.maps.drawing import Area
from viz.picture import Edge, Picture
from viz.slides.letters import Letters
from viz.slides.nets import linked
from viz.slides.places import placed
from viz.slides.wires import Placing
from viz.style import kind_rank

MOST = 8  # maps in one file; a reader in a hurry takes the rest from the notes
_WHOLE = 30  # nodes; more never fit one slide
_SHORT, _FEW = 3, 4  # slides that may hold trace and facts apart; and groups unbroken
_MISSED = 20  # groups without room on full slides, after which no more are tried
_OPEN = 4  # slides, the latest, that are tried for links without a relation to them


@dataclass(frozen=True, slots=True)
class Part:
    """What one slide shows: a picture of its own, in its place; `hubs`: what it is about."""

    picture: Picture
    placing: Placing
    hubs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Unit:
    """Links that belong together: those below or around one node; or one node without links."""

    hub: str
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class _Draft:
    """What a slide is to show; `hubs`: what it is about."""

    nodes: frozenset[str]
    edges: tuple[Edge, ...]
    hubs: tuple[str, ...]

    def joined(self, unit: _Unit) -> "_Draft":
        """Return the draft with a group of links more."""
        ends = {end for edge in unit.edges for end in (edge.source, edge.target)}
        hubs = tuple(dict.fromkeys((*self.hubs, unit.hub)))
        return _Draft(self.nodes | ends | {unit.hub}, (*self.edges, *unit.edges), hubs)


_EMPTY = _Draft(frozenset(), (), ())


def divided(picture: Picture, first: Area, room: Area) -> tuple[Part, ...]:
    """Return the slides of a picture, in reading order; none for an empty one.

    `first`: the room of the first slide; `room`: that of the others.
    """
    if not picture.nodes:
        return ()
    division = _Division(picture, Letters(picture), first, room)
    traced = [edge for edge in linked(picture.edges) if not edge.beside]
    beside = [edge for edge in linked(picture.edges) if edge.beside]
    ends = {end for edge in traced + beside for end in (edge.source, edge.target)}
    alone = [_Unit(node.id, ()) for node in picture.nodes if node.id not in ends]
    units = [*_units(picture, traced), *_units(picture, beside), *alone]
    whole = _EMPTY
    for unit in units:
        whole = whole.joined(unit)
    if len(whole.nodes) <= _WHOLE and division.fits(whole, 0):
        return division.parts([whole])
    together = division.evenly(units, 0)
    if traced and beside:
        head = division.evenly(_units(picture, traced), 0)
        rest = division.evenly([*_units(picture, beside), *alone], len(head))
        if len(head) + len(rest) <= max(len(together), _SHORT):
            return division.parts([*head, *rest])
    return division.parts(together)


@dataclass(frozen=True, slots=True)
class _Division:
    """A picture that is being divided: what fits which slide; `tried`: what was found so far."""

    picture: Picture
    letters: Letters
    first: Area
    room: Area
    tried: dict[tuple[object, ...], bool] = field(default_factory=dict)

    def fits(self, draft: _Draft, number: int) -> bool:
        key = (number == 0, draft.nodes, *map(id, draft.edges))
        if key not in self.tried:
            self.tried[key] = self.placing(draft, number) is not None
        return self.tried[key]

    def placing(self, draft: _Draft, number: int, *, best: bool = False) -> Placing | None:
        room = self.room if number else self.first
        return placed(self.of(draft), draft.hubs, self.letters, room, best=best)

    def of(self, draft: _Draft) -> Picture:
        nodes = tuple(node for node in self.picture.nodes if node.id in draft.nodes)
        return replace(self.picture, nodes=nodes, edges=draft.edges)

    def parts(self, drafts: Sequence[_Draft]) -> tuple[Part, ...]:
        found = []
        for number, draft in enumerate(drafts[:MOST]):
            if (placing := self.placing(draft, number, best=True)) is not None:
                found.append(Part(self.of(draft), placing, draft.hubs))
        return tuple(found)

    def evenly(self, units: Sequence[_Unit], before: int) -> list[_Draft]:
        """Fill as few slides as may be, each with about as many links as the others.

        Groups are broken only where that saves one of many slides or fills one half empty.
        """
        whole = self._evenly(units, before)
        if len(whole) < 2:
            return whole
        broken = self._evenly(_single(units), before)
        if len(broken) != len(whole):
            return broken if len(broken) < len(whole) > _FEW else whole
        least, most = (choose(map(_load, whole)) for choose in (min, max))
        return broken if 2 * least < most and min(map(_load, broken)) > least else whole

    def _evenly(self, units: Sequence[_Unit], before: int) -> list[_Draft]:
        fewest = self.filled(units, before, len(self.picture.nodes) + len(self.picture.edges))
        whole = sum(map(_load, fewest))
        for load in range(-(-whole // max(1, len(fewest))), max(map(_load, fewest), default=0)):
            evener = self.filled(units, before, load)
            if len(evener) <= len(fewest) and sum(map(_load, evener)) >= whole:
                return evener
        return fewest

    def filled(self, units: Sequence[_Unit], before: int, most: int) -> list[_Draft]:
        """Fill slide after slide with at most so many links; a group too large is broken."""
        drafts: list[_Draft] = []
        missed = 0
        for unit in units:
            if missed == _MISSED:
                break
            related = [n for n, draft in enumerate(drafts) if unit.hub in draft.nodes]
            latest = [n for n in range(len(drafts)) if n >= len(drafts) - _OPEN]
            order = dict.fromkeys([*related, *latest])
            place = next((n for n in order if self._takes(drafts[n], unit, before + n, most)), None)
            if place is not None:
                drafts[place] = drafts[place].joined(unit)
            elif before + len(drafts) == MOST:
                missed += 1
            elif self._takes(_EMPTY, unit, before + len(drafts), most):
                drafts.append(_EMPTY.joined(unit))
            else:
                self._break(drafts, unit, before, most)
        return drafts

    def _takes(self, draft: _Draft, unit: _Unit, number: int, most: int) -> bool:
        grown = draft.joined(unit)
        return _load(grown) <= most and len(grown.nodes) <= _WHOLE and self.fits(grown, number)

    def _break(self, drafts: list[_Draft], unit: _Unit, before: int, most: int) -> None:
        """Spread a group over as many slides as it needs; a link that fits none is left out."""
        last = len(drafts)
        for single in _single([unit]):
            for place in range(last, min(len(drafts) + 1, MOST - before)):
                draft = drafts[place] if place < len(drafts) else _EMPTY
                if self._takes(draft, single, before + place, most):
                    drafts[place : place + 1] = [draft.joined(single)]
                    break


def _single(units: Iterable[_Unit]) -> list[_Unit]:
    """Break groups into pairs of nodes, each with all its links."""
    found: list[_Unit] = []
    for unit in units:
        pairs: dict[frozenset[str], list[Edge]] = {}
        for edge in unit.edges:
            pairs.setdefault(frozenset((edge.source, edge.target)), []).append(edge)
        found += [_Unit(unit.hub, tuple(edges)) for edges in pairs.values()] or [unit]
    return found


def _load(draft: _Draft) -> int:
    """Return how much a slide shows."""
    linked = {end for edge in draft.edges for end in (edge.source, edge.target)}
    return len(draft.edges) + len(draft.nodes - linked)


def _units(picture: Picture, edges: Iterable[Edge]) -> list[_Unit]:
    """Group links by the end that stands higher, or has more of them; the highest first."""
    edges = list(edges)
    layers = {n.id: n.layer for n in picture.nodes if n.layer is not None}
    count = Counter(end for edge in edges for end in (edge.source, edge.target))
    lowest = max(layers.values(), default=0) + 1
    order = {
        node.id: (layers.get(node.id, lowest), -count[node.id], kind_rank(node.kind), place)
        for place, node in enumerate(picture.nodes)
    }
    groups: dict[str, list[Edge]] = {}
    for edge in edges:
        groups.setdefault(min(edge.source, edge.target, key=lambda n: order[n]), []).append(edge)
    return [
        _Unit(hub, _ordered(hub, groups[hub])) for hub in sorted(groups, key=lambda n: order[n])
    ]


def _ordered(hub: str, edges: Sequence[Edge]) -> tuple[Edge, ...]:
    """Put links side by side that one trunk can bear, and those to one node."""
    told: dict[str, tuple[int, str, bool]] = {}
    for edge in edges:
        other = edge.target if edge.source == hub else edge.source
        count = told[other][0] + 1 if other in told else 0
        told[other] = (count, edge.label, edge.source == hub)
    other_of = {id(edge): edge.target if edge.source == hub else edge.source for edge in edges}
    return tuple(sorted(edges, key=lambda e: (told[other_of[id(e)]], other_of[id(e)])))
