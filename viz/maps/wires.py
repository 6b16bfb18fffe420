"""The channel between two rows: where lines leave, run across, and arrive.

Relies on the x of the items above and below. Lines of one node and one style share a track;
others never lie on one another.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from viz.maps.drawing import Point

Item = tuple[str, int]  # a node (id, -1), or an edge on its way through a row (row, edge)

_HEAD, _TRACK, _APART = 16.0, 11.0, 16.0  # px: below the upper row, between tracks, side by side
_CORNER = 16.0  # px from a box's corner that lines keep
_PORTS = 26.0  # px between two lines that arrive at one node


@dataclass(frozen=True, slots=True)
class Wire:
    """The part of an edge in one channel, leaving at `x`.

    `bundle`: lines of one upper node and one bundle share a track; `flat`: both ends stand in
    the row below the channel.
    """

    edge: int
    upper: Item
    lower: Item
    x: float
    bundle: str
    flat: bool = False


@dataclass(slots=True)
class Run:
    """A wire with its place: from `wire.x` across at `y` to `port`."""

    wire: Wire
    port: float
    y: float = 0.0

    def points(self, top: float) -> list[Point]:
        """Return its points, down to the row's `top` (where a passing line goes on)."""
        start = [(self.wire.x, top)] if self.wire.flat else []
        end = [] if self.wire.lower[1] >= 0 else [(self.port, top)]
        return [*start, (self.wire.x, self.y), (self.port, self.y), *end]


@dataclass(slots=True)
class _Track:
    """The horizontal stretch shared by the wires of one upper node."""

    key: tuple[Item, str]
    low: float
    high: float
    x: float
    ports: list[float]
    level: int = -1


@dataclass(slots=True)
class Channel:
    """All wires above one row; `first`: nothing stands above; `drop`: px above the row."""

    wires: list[Wire]
    x: dict[Item, float]
    half: Callable[[Item], float]
    first: bool
    drop: float
    runs: dict[int, Run] = field(default_factory=dict)
    _tracks: dict[tuple[Item, str], _Track] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._set_ports()
        groups: dict[tuple[Item, str], list[Run]] = {}
        for run in self.runs.values():
            groups.setdefault(_group(run.wire), []).append(run)
        for key, runs in sorted(groups.items()):
            ports = [run.port for run in runs]
            x = runs[0].wire.x
            if any(abs(port - x) > 0.5 for port in ports):
                self._tracks[key] = _Track(key, min(x, *ports), max(x, *ports), x, ports)
        _set_levels(list(self._tracks.values()))

    def settle(self, y: float) -> float:
        """Give the tracks their y, below `y`; return the top of the row beneath."""
        if self.first and not self.wires:
            return y
        levels = 1 + max((track.level for track in self._tracks.values()), default=0)
        for run in self.runs.values():
            track = self._tracks.get(_group(run.wire))
            run.y = y + _HEAD + _TRACK * (track.level if track else 0)
        return y + _HEAD + _TRACK * (levels - 1) + self.drop

    def _set_ports(self) -> None:
        """Let lines arrive side by side, straight down wherever the node reaches that far."""
        arriving: dict[Item, list[tuple[float, int, Wire, bool]]] = {}
        for wire in self.wires:
            arriving.setdefault(wire.lower, []).append((wire.x, wire.edge, wire, True))
            if wire.flat:
                other = self.x[wire.lower]
                arriving.setdefault(wire.upper, []).append((other, wire.edge, wire, False))
        starts: dict[int, float] = {}
        ends: dict[int, float] = {}
        for item, wires in arriving.items():
            wires.sort(key=lambda found: found[:2])
            ports = self._ports(item, [x for x, _, _, _ in wires])
            for port, (_, edge, _, is_end) in zip(ports, wires, strict=True):
                (ends if is_end else starts)[edge] = port
        for wire in self.wires:
            moved = replace(wire, x=starts.get(wire.edge, wire.x))
            self.runs[wire.edge] = Run(moved, ends[wire.edge])

    def _ports(self, item: Item, wishes: list[float]) -> list[float]:
        centre, reach = self.x[item], max(self.half(item) - _CORNER, 0.0)
        if len(wishes) == 1:
            return [min(max(wishes[0], centre - reach), centre + reach)]
        step = min(_PORTS, 2 * reach / (len(wishes) - 1))
        first = centre - step * (len(wishes) - 1) / 2
        return [first + step * place for place in range(len(wishes))]


def _group(wire: Wire) -> tuple[Item, str]:
    """Return what shares a track; a flat line runs alone."""
    return (wire.upper, f"flat {wire.edge}" if wire.flat else wire.bundle)


def _set_levels(tracks: list[_Track]) -> None:
    """Give each track the highest free level below those that must stay above it."""
    waiting = sorted(tracks, key=lambda track: (track.low, track.high, track.key))
    above = {t.key: {o.key for o in tracks if o is not t and _above(o, t)} for t in tracks}
    done: dict[tuple[Item, str], _Track] = {}
    while waiting:
        free = (track for track in waiting if above[track.key] <= done.keys())
        track = next(free, waiting[0])
        waiting.remove(track)
        taken = {other.level for other in done.values() if _meet(track, other)}
        must = [done[key].level for key in above[track.key] if key in done]
        least = 1 + max(must, default=-1)
        track.level = next(n for n in range(least, len(tracks) + 1) if n not in taken)
        done[track.key] = track


def _above(a: _Track, b: _Track) -> bool:
    """Tell whether a line of `b` arrives right below where `a` starts."""
    return any(abs(port - a.x) < _APART / 2 for port in b.ports)


def _meet(a: _Track, b: _Track) -> bool:
    return a.low < b.high + _APART and b.low < a.high + _APART
