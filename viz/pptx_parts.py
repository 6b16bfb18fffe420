"""How a picture is divided among slides: all of it on one, or its links group by group.

Relies on `pptx_places` for what fits a slide. A link stands on one slide at most; a node on
every slide that has a link of it. What fits no slide, or none of the first few, is left over.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from viz.drawing import Area
from viz.picture import Edge, Picture
from viz.pptx_places import by_hub, by_layer, levelled, strewn
from viz.pptx_wires import Placing
from viz.style import kind_rank

MOST = 8  # maps in one file; a reader in a hurry takes the rest from the table
_WHOLE = 24  # nodes; more never fit one slide


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


Fit = Callable[[Picture, tuple[str, ...]], Placing | None]


def divided(picture: Picture, first: Area, room: Area) -> tuple[Part, ...]:
    """Return the slides of a picture, in reading order; none for an empty one.

    `first`: the room of the first slide; `room`: that of the others.
    """
    if not picture.nodes:
        return ()
    if len(picture.nodes) <= _WHOLE and (whole := _whole(picture, first)) is not None:
        return (Part(picture, whole),)
    layered = any(node.layer is not None for node in picture.nodes)
    traced = [edge for edge in picture.edges if not edge.beside and edge.source != edge.target]
    beside = [edge for edge in picture.edges if edge.beside and edge.source != edge.target]
    linked = {end for edge in traced + beside for end in (edge.source, edge.target)}
    alone = [_Unit(node.id, ()) for node in picture.nodes if node.id not in linked]

    def in_layers(part: Picture, hubs: tuple[str, ...]) -> Placing | None:
        return _whole(part, room)

    def leading(part: Picture, hubs: tuple[str, ...]) -> Placing | None:
        return _whole(part, first)

    def around(part: Picture, hubs: tuple[str, ...]) -> Placing | None:
        found = (levelled(part, levels, room) for levels in by_hub(part, frozenset(hubs)))
        spread = next((placing for placing in found if placing is not None), None)
        return spread or (_whole(part, room) if layered else None)

    head, rest = _first(picture, _units(picture, traced), leading) if layered else ((), traced)
    parts = list(head)
    for edges in (rest, beside):
        parts += _filled(picture, _units(picture, edges), around, MOST - len(parts))
    parts += _filled(picture, alone, in_layers, MOST - len(parts))
    return tuple(parts[:MOST])


def _whole(picture: Picture, room: Area) -> Placing | None:
    if all(node.layer is None for node in picture.nodes) and picture.edges:
        return strewn(picture, room)
    return levelled(picture, by_layer(picture), room)


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
    return [_Unit(hub, tuple(groups[hub])) for hub in sorted(groups, key=lambda n: order[n])]


def _first(picture: Picture, units: list[_Unit], fit: Fit) -> tuple[tuple[Part, ...], list[Edge]]:
    """Return the slide that begins the trace, with all that fits, and the links left over."""
    part: Part | None = None
    left: list[Edge] = []
    for unit in units:
        more = _with(picture, part, unit, fit)
        if more is None and part is None:  # the goal itself has too many means: some come first
            more = next(iter(_broken(picture, unit, fit)), None)
        part = more or part
        left += [edge for edge in unit.edges if more is None or edge not in more.picture.edges]
    return ((replace(part, hubs=()),) if part else ()), left


def _filled(picture: Picture, units: list[_Unit], fit: Fit, most: int) -> list[Part]:
    """Fill slide after slide, up to `most`; a group too large for one is broken."""
    parts: list[Part] = []
    for unit in units:
        if len(parts) >= most:
            break
        joined = ((n, _with(picture, part, unit, fit)) for n, part in enumerate(parts))
        place, grown = next((found for found in joined if found[1]), (0, None))
        if grown is not None:
            parts[place] = grown
        elif (own := _with(picture, None, unit, fit)) is not None:
            parts.append(own)
        else:
            parts += _broken(picture, unit, fit)
    return parts


def _broken(picture: Picture, unit: _Unit, fit: Fit) -> list[Part]:
    """Spread a group over as many slides as it needs; a link that fits none is left out."""
    parts: list[Part] = []
    for edge in unit.edges:
        single = _Unit(unit.hub, (edge,))
        joined = _with(picture, parts[-1], single, fit) if parts else None
        own = None if joined else _with(picture, None, single, fit)
        if joined is not None:
            parts[-1] = joined
        elif own is not None:
            parts.append(own)
    return parts


def _with(picture: Picture, part: Part | None, unit: _Unit, fit: Fit) -> Part | None:
    """Return a slide with a group added, if it fits."""
    edges = (*(part.picture.edges if part else ()), *unit.edges)
    hubs = tuple(dict.fromkeys([*(part.hubs if part else ()), unit.hub]))
    known = {node.id for node in part.picture.nodes} if part else set()
    shown = known | {unit.hub} | {end for edge in edges for end in (edge.source, edge.target)}
    if len(shown) > _WHOLE:
        return None
    nodes = tuple(node for node in picture.nodes if node.id in shown)
    grown = replace(picture, nodes=nodes, edges=edges)
    placing = fit(grown, hubs)
    return Part(grown, placing, hubs) if placing else None
