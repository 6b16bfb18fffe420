"""The foot of a slide with a map: what shapes, colours and lines mean, and the documents.

Relies on `legend` for the entries, so that slides say what pages and files say.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from pptx.enum.shapes import MSO_CONNECTOR
from pptx.slide import Slide
from pptx.util import Pt

from viz.lettering import LEADING, in_rows, wrap
from viz.maps.drawing import Drawing, Point, area
from viz.maps.legend import Sample, Stroke, kinds, statuses, tones
from viz.picture import Picture
from viz.slides.deck import INNER, MARGIN, Deck
from viz.slides.dress import fill, flat, stroke
from viz.slides.foot import Foot
from viz.slides.letters import LETTERS, common, drawn
from viz.slides.outline import traced
from viz.slides.text import Face
from viz.style import MUTED, STATUSES, StatusStyle

_ROW, _SAMPLE, _SAMPLE_HIGH = 26.0, 30.0, 18.0  # pt of a row, and of a sample
_AFTER, _BETWEEN = 5.0, 16.0  # pt after a sample, and between entries
_ROWS = 2
_NAMES = (40.0, 10.0, 8.0, 6.0, 4.0)  # em of a name, the longest that leaves rows enough
_FACTORED = 4  # letters that names of groups must share to be told once


@dataclass(frozen=True, slots=True)
class _Entry:
    """An entry of the key: its name and its sample."""

    label: str
    sample: Sample | StatusStyle

    @property
    def wide(self) -> float:
        return _SAMPLE + _AFTER + drawn(self.label) * LETTERS + _BETWEEN


def foot(picture: Picture) -> float:
    """Return where the key of a picture begins, so many rows and lines it has."""
    return _sources(picture).top - len(_rows(picture, common(picture))) * _ROW


def legend(deck: Deck, slide: Slide, shown: Picture, whole: Picture) -> None:
    """Explain the shapes and lines of a slide, and name the documents of the whole picture."""
    rows = _rows(shown, common(whole))
    sources = _sources(whole)
    for number, row in enumerate(rows):
        x, y = MARGIN, sources.top - (len(rows) - number) * _ROW
        for entry in row:
            _draw(deck, slide, entry, (x, y))
            x += entry.wide
    sources.add(deck, slide)


def _rows(picture: Picture, relation: str) -> list[list[_Entry]]:
    """Lay the entries in rows, names as long as two rows allow."""
    told = Drawing({}, {}, (), {}, relation)
    shapes: list[Sample | Stroke] = [*kinds(picture, told), *_factored(tones(picture))]
    lines = statuses(picture, told)
    plain = len(lines) == 1 and lines[0].style == STATUSES["stated"] and not relation
    for some in ([*shapes, *lines], shapes if plain else [*shapes, *lines]):
        for room in _NAMES:
            rows = _laid([_entry(item, room) for item in some if item.label])
            if len(rows) <= _ROWS:
                return rows
    return rows[:_ROWS]


def _factored(samples: list[Sample]) -> list[Sample]:
    """Say once what all names of groups begin or end with: "first named in 2019", "2020"."""
    names = [sample.label for sample in samples]
    if len(set(names)) < _FACTORED - 1:
        return samples
    before = _common(names)
    before = before[: before.rfind(" ") + 1]
    after = _common([name[::-1] for name in names])[::-1]
    if len(before) >= _FACTORED:
        return samples[:1] + [replace(s, label=s.label.removeprefix(before)) for s in samples[1:]]
    if len(after) >= _FACTORED:
        return [replace(s, label=s.label.removesuffix(after)) for s in samples[:-1]] + samples[-1:]
    return samples


def _common(names: Sequence[str]) -> str:
    """Return the letters that all names begin with."""
    alike = takewhile(lambda letters: len(set(letters)) == 1, zip(*names, strict=False))
    return "".join(letters[0] for letters in alike)


def _entry(item: Sample | Stroke, room: float) -> _Entry:
    sample = item.style if isinstance(item, Stroke) else item
    return _Entry(wrap(item.label, room, 1)[0], sample)


def _laid(entries: Sequence[_Entry]) -> list[list[_Entry]]:
    rows: list[list[_Entry]] = []
    places = in_rows((entry.wide - _BETWEEN for entry in entries), INNER, _BETWEEN)
    for (row, _), entry in zip(places, entries, strict=True):
        if row == len(rows):
            rows.append([])
        rows[row].append(entry)
    return rows


def _draw(deck: Deck, slide: Slide, entry: _Entry, corner: Point) -> None:
    x, y = corner
    middle = y + _ROW / 2
    if isinstance(entry.sample, Sample):
        box = area((x + _SAMPLE / 2, middle), _SAMPLE, _SAMPLE_HIGH)
        fill(
            traced(slide.shapes, entry.sample.path, box),
            entry.sample.fill,
            entry.sample.border,
            1.0,
        )
    else:
        ends = (x, middle, x + _SAMPLE, middle)
        sample = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *map(Pt, ends))
        flat(sample)
        stroke(sample.line, entry.sample, beside=False)
    at = (x + _SAMPLE + _AFTER, middle - LETTERS * LEADING / 2)
    deck.text(
        slide, at, entry.wide - _SAMPLE - _AFTER - 1.0, [[(entry.label, Face(LETTERS, MUTED))]]
    )


def _sources(picture: Picture) -> Foot:
    """Name publishers and dates; the notes have titles and lines."""
    return Foot.of(picture.dated, picture.lang) if picture.sources else Foot(())
