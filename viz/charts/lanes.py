"""Where each moment of a timeline stands: an axis of years, a lane for each thing, its marks.

Relies on `viz.charts.moments`; lengths are px or pt, as those of the box and the letters are.
"""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from viz.charts.moments import Moment, Timeline
from viz.lettering import LEADING, TIGHT, width, wrap
from viz.maps.drawing import Area
from viz.style import NEUTRAL, TONES, KindStyle

_NAMES = 0.33  # of the width, at most, for the names of the things
_TAIL = 2.2  # em of an open end
_SHORT = 31  # days; what is shorter is a dot, not a bar
_LEAST = 0.7  # em of the shortest bar
_KNOWN = 4.0  # of the known end of what is open
_PARTS = 40  # of the height of a page, by which it may be less full
_DAY = timedelta(days=1)
_PAD = 0.32  # em between rows, and between a mark and its text
_LINES = 3  # of a text beside its mark, at most
_STEPS = (1, 2, 5, 10, 20, 50, 100)  # years between ticks
_NARROW = 0.94  # of a room: other typefaces are a little wider than we reckon
# The colours of ends and money are those of the maps; a bar bears its letters, so all are light.
TINTS = {
    "Period": KindStyle("plain", *TONES[0]),
    "Target": KindStyle("plain", *TONES[1]),
    "Event": KindStyle("plain", *TONES[2]),
    "Money": KindStyle("plain", *TONES[4]),
}


def tint(kind: str) -> KindStyle:
    """Give the colours of a kind of moment; an unknown kind is grey."""
    return TINTS.get(kind, NEUTRAL)


def pale(kind: str) -> str:
    """Give the fill of an open end: half way to the paper."""
    return "#" + bytes((part + 255) // 2 for part in bytes.fromhex(tint(kind).fill[1:])).hex()


@dataclass(frozen=True, slots=True)
class Axis:
    """The years between two sides of a drawing."""

    start: int
    end: int
    left: float
    right: float

    @classmethod
    def of(cls, moments: Sequence[Moment], left: float, right: float) -> "Axis":
        """Reach over whole years from the first to the last known day."""
        days = [day for moment in moments for day in (moment.first, moment.last) if day]
        start = min(days).year
        return cls(start, max(max(days).year + 1, start + 2), left, right)

    def x(self, day: date) -> float:
        """Give the place of a day's beginning."""
        year = date(day.year, 1, 1)
        part = (day - year).days / 366
        return self.left + (day.year + part - self.start) * self._wide

    def ticks(self, size: float) -> list[tuple[float, int]]:
        """Give the years that are named, with their places, so far apart that they are legible."""
        step = next((n for n in _STEPS if n * self._wide > 3.4 * size), _STEPS[-1])
        years = range(-(-self.start // step) * step, self.end + 1, step)
        return [(self.left + (year - self.start) * self._wide, year) for year in years]

    @property
    def _wide(self) -> float:
        return (self.right - self.left) / (self.end - self.start)


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment in its place.

    `area`: its bar, or its dot, or the known end of what is open; `tail`: the open part; `lines`
    of text in the area `told`, which ends at the mark if it stands left of it.
    """

    moment: Moment
    area: Area
    dot: bool
    lines: tuple[str, ...]
    told: Area
    leftwards: bool = False
    tail: Area | None = None


@dataclass(frozen=True, slots=True)
class Lane:
    """The moments of one thing; `lines` of its name, none where all are of one thing."""

    lines: tuple[str, ...]
    top: float
    bottom: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Lanes:
    """A drawing of a timeline, or as much of it as fits a page."""

    axis: Axis
    left: float
    lanes: tuple[Lane, ...]
    bottom: float

    @property
    def marks(self) -> tuple[Mark, ...]:
        """All marks, from the top."""
        return tuple(mark for lane in self.lanes for mark in lane.marks)


def whole(timeline: Timeline, corner: tuple[float, float], wide: float, size: float) -> Lanes:
    """Lay out all that has a time, however high that is, from an upper left corner."""
    left, top = corner
    frame = _Frame.of(timeline, (left, top, left + wide, float("inf")), size, _NARROW)
    rows = [frame.row(moment) for moment in timeline.placed]
    return frame.lanes(_by_subject(rows))


def pages(timeline: Timeline, box: Area, size: float, most: int) -> tuple[list[Lanes], Timeline]:
    """Divide what tells most among at most `most` pages, all filled alike; say what that is."""
    room = box[3] - box[1]

    def divided(count: int) -> tuple[_Frame, _Rows, list[_Rows]]:
        shown = timeline.telling(count)
        frame = _Frame.of(shown, box, size, TIGHT[timeline.lang])
        rows = _by_subject([frame.row(moment) for moment in shown.placed])
        return frame, rows, frame.divided(rows, room)

    counts = range(1, len(timeline.placed) + 1)
    count = bisect(counts, most, key=lambda count: len(divided(count)[2])) or 1
    frame, rows, found = divided(count)
    for part in range(_PARTS, _PARTS // 2, -1):  # the least room that needs no further page
        closer = frame.divided(rows, room * part / _PARTS)
        found = closer if len(closer) <= len(found) else found
    return [frame.lanes(some) for some in found], timeline.telling(count)


_Rows = list[tuple[str, list["Mark"]]]  # of each thing, as far as it goes on one page


@dataclass(frozen=True, slots=True)
class _Frame:
    """The box of a drawing, divided into names, if there are any, and axis."""

    box: Area
    size: float
    axis: Axis
    names: float
    tight: float

    @classmethod
    def of(cls, timeline: Timeline, box: Area, size: float, tight: float) -> "_Frame":
        left, _, right, _ = box
        subjects = {moment.subject for moment in timeline.placed}
        names = 0.0
        if subjects != {timeline.title}:
            most = (right - left) * _NAMES
            names = min(most, max(width(subject) for subject in subjects) * size / tight + 1)
        axis = Axis.of(timeline.placed, left + names + size * _PAD * 2, right)
        return cls(box, size, axis, names, tight)

    @property
    def line(self) -> float:
        """The height of a line of text."""
        return self.size * LEADING

    def row(self, moment: Moment) -> Mark:
        """Lay out a moment in a row that begins at 0."""
        area, dot, tail = self._placed(moment)
        pad = self.size * _PAD
        left, right = min(area[0], (tail or area)[0]), max(area[2], (tail or area)[2])
        before, after = left - pad - self.axis.left, self.axis.right - right - pad
        need = width(moment.text) * self.size / self.tight
        inside = tail or area
        if need > after and not dot and need + 2 * pad <= inside[2] - inside[0]:
            told = (inside[0] + pad, 0.0, inside[2] - pad, self.line)
            return Mark(moment, area, dot, (moment.text,), told, tail=tail)
        leftwards = need > after and before > after
        room = before if leftwards else after
        lines = wrap(moment.text, room * self.tight / self.size, _LINES)
        high = len(lines) * self.line
        start, end = (
            (left - pad - room, left - pad) if leftwards else (right + pad, right + pad + room)
        )
        down = (high - self.line) / 2
        area, tail = _lowered(area, down), tail and _lowered(tail, down)
        return Mark(moment, area, dot, lines, (start, 0.0, end, high), leftwards, tail)

    def _placed(self, moment: Moment) -> tuple[Area, bool, Area | None]:
        """Give the bar or dot of a moment, and its open end, in a row that begins at 0."""
        least, reach = _LEAST * self.size, _TAIL * self.size
        if moment.first and moment.last:
            left, right = self.axis.x(moment.first), self.axis.x(moment.last + _DAY)
            if (moment.last - moment.first).days < _SHORT:
                middle = min(max((left + right) / 2, self.axis.left), self.axis.right)
                return (
                    (
                        middle - least / 2,
                        (self.line - least) / 2,
                        middle + least / 2,
                        (self.line + least) / 2,
                    ),
                    True,
                    None,
                )
            left = max(min(left, right - least), self.axis.left)
            return (left, 0.0, max(right, left + least), self.line), False, None
        if moment.first:
            x = min(self.axis.x(moment.first), self.axis.right - reach)
            return (x, 0.0, x + _KNOWN, self.line), False, (x + _KNOWN, 0.0, x + reach, self.line)
        x = max(self.axis.x((moment.last or date.max) + _DAY), self.axis.left + reach)
        return (x - _KNOWN, 0.0, x, self.line), False, (x - reach, 0.0, x - _KNOWN, self.line)

    def divided(self, rows: _Rows, room: float) -> list[_Rows]:
        """Divide the rows among pages of a height; a thing with few stays whole."""
        found: list[_Rows] = [[]]
        left = room
        for subject, marks in rows:
            rest = marks
            while rest:
                count = self._fitting(subject, rest, left)
                split = 0 < count < len(rest)
                if found[-1] and (not count or (split and self._high(subject, rest) < room / 2)):
                    found.append([])
                    left = room
                    continue
                count = count or 1
                found[-1].append((subject, rest[:count]))
                left -= self._high(subject, rest[:count])
                rest = rest[count:]
        return found

    def _fitting(self, subject: str, marks: Sequence[Mark], room: float) -> int:
        """Count the rows that fit."""
        count = len(marks)
        while count and self._high(subject, marks[:count]) > room:
            count -= 1
        return count

    def _high(self, subject: str, marks: Sequence[Mark]) -> float:
        rows = sum(self._row_high(mark) for mark in marks)
        names = len(self._name(subject, rows)) * self.line
        return max(rows, names) + self.size * _PAD

    def _row_high(self, mark: Mark) -> float:
        return mark.told[3] + self.size * _PAD

    def _name(self, subject: str, room: float) -> tuple[str, ...]:
        """Break a name into two lines, or as many as stand beside its rows."""
        if not self.names:
            return ()
        return wrap(subject, self.names * self.tight / self.size, max(2, int(room / self.line)))

    def lanes(self, rows: _Rows) -> Lanes:
        """Set the rows of a page under one another."""
        found: list[Lane] = []
        y = self.box[1]
        for subject, marks in rows:
            high = self._high(subject, marks)
            placed, at = [], y + self.size * _PAD
            for mark in marks:
                placed.append(replace(
                    mark, area=_lowered(mark.area, at), told=_lowered(mark.told, at),
                    tail=mark.tail and _lowered(mark.tail, at),
                ))  # fmt: skip
                at += self._row_high(mark)
            name = self._name(subject, sum(map(self._row_high, marks)))
            found.append(Lane(name, y, y + high, tuple(placed)))
            y += high
        return Lanes(self.axis, self.box[0], tuple(found), y)


def _by_subject(marks: Sequence[Mark]) -> _Rows:
    """Gather the marks of each thing, which stand together."""
    return [(name, [*some]) for name, some in groupby(marks, lambda mark: mark.moment.subject)]


def _lowered(area: Area, by: float) -> Area:
    left, top, right, bottom = area
    return left, top + by, right, bottom + by
