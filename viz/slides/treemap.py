"""A treemap on slides: native rectangles as large as their amounts, a key of their fields.

Relies on `viz.charts.treemap` for places and letters. What does not fit its rectangle is lettered
there and told beside, or on a further slide; all letters are set in 18 pt or more.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.slide import Slide
from pptx.util import Pt

from viz.charts.axes import Row
from viz.charts.chart import Chart, as_rows
from viz.charts.treemap import Tile, lettered, listing, tiles
from viz.lettering import LEADING, TIGHT, wrap
from viz.picture import Lang
from viz.slides.around import foot_of, heading_of, noted
from viz.slides.deck import INNER, MARGIN, Deck
from viz.slides.dress import fill
from viz.slides.foot import SIZE
from viz.slides.text import Face, snug, write
from viz.style import MUTED, PAPER, TONES

_LARGE = 24.0  # pt
_BESIDE = 270.0  # pt for the key and the list
_GAP, _SAMPLE, _AIR = 14.0, 20.0, 6.0
_LINE = SIZE * LEADING
_LINES = 8  # of an entry of key or list; the notes have it in full


@dataclass(frozen=True, slots=True)
class _Entry:
    """A text of the key or the list; `colour`: of a field."""

    lines: tuple[str, ...]
    colour: str = ""

    @property
    def high(self) -> float:
        """Its height, pt."""
        return len(self.lines) * _LINE + _AIR


def treemap_slides(deck: Deck, chart: Chart) -> None:
    """Add the slides of a treemap: the drawing, and what of its list finds no room beside it."""
    rows = as_rows(chart.marks)
    top, foot = heading_of(chart).bottom, foot_of(chart, chart.marks)
    room = foot.top - _AIR - top
    found = tiles(rows, size=(INNER - _BESIDE - _GAP, room), sizes=(_LARGE, SIZE))
    colours = {field: TONES[n % len(TONES)][0] for n, field in enumerate(lettered(rows) or ("",))}
    entries = [
        *_key(rows, colours, chart.lang),
        *(_Entry(_broken(text, _BESIDE, chart.lang)) for text in listing(found)),
    ]
    pages = _pages(entries, room)
    for number, some in enumerate(pages, 1):
        slide = deck.slide(heading_of(chart, number, len(pages)))
        if number == 1:
            for tile in found:
                _tile(deck, slide, tile, colours[tile.field], top)
        for place, entry in some:
            _entry(deck, slide, entry, (place[0], top + place[1]))
        foot.add(deck, slide)
        deck.note(slide, noted(chart, chart.marks))


def _key(rows: Sequence[Row], colours: dict[str, str], lang: Lang) -> Iterator[_Entry]:
    """Name the fields, each with its sum."""
    sums = {row["series"]: row["whole"] for row in rows}
    for field, letter in lettered(rows).items():
        text = f"{letter}  {field}  {sums[field]}"
        yield _Entry(_broken(text, _BESIDE - _SAMPLE - _AIR, lang), colours[field])


def _broken(text: str, wide: float, lang: Lang) -> tuple[str, ...]:
    return wrap(text, wide / SIZE * TIGHT[lang], _LINES)


def _pages(
    entries: Sequence[_Entry], room: float
) -> list[list[tuple[tuple[float, float], _Entry]]]:
    """Place the entries in the column beside the drawing, then in columns on further slides."""
    last = MARGIN + INNER - _BESIDE
    pages: list[list[tuple[tuple[float, float], _Entry]]] = [[]]
    x, y = last, 0.0
    for entry in entries:
        if y and y + entry.high > room:
            x, y = x + _BESIDE + _GAP, 0.0
            if x > last:
                pages.append([])
                x = MARGIN
        pages[-1].append(((x, y), entry))
        y += entry.high
    return pages


def _tile(deck: Deck, slide: Slide, tile: Tile, colour: str, top: float) -> None:
    """Draw a rectangle with its letters."""
    box = tile.box
    place = (MARGIN + box.left, top + box.top, box.right - box.left, box.bottom - box.top)
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *map(Pt, place))
    shape.name = (" ".join(tile.letters.lines) or tile.told)[:80]
    fill(shape, colour, PAPER, 1.5)
    snug(shape.text_frame, inset=tile.letters.inset)
    shape.text_frame.word_wrap = False  # the lines are broken to fit
    shape.text_frame.vertical_anchor = MSO_ANCHOR.TOP
    if tile.letters.lines:
        lines = [[(line, Face(tile.letters.size))] for line in tile.letters.lines]
        write(shape.text_frame, lines, deck.lang, broken=True)


def _entry(deck: Deck, slide: Slide, entry: _Entry, corner: tuple[float, float]) -> None:
    """Write an entry, a sample of its colour before it."""
    x, y = corner
    if entry.colour:
        place = (x, y + 3.0, _SAMPLE, _LINE - 6.0)
        sample = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *map(Pt, place))
        sample.name = entry.lines[0][:80]
        fill(sample, entry.colour, MUTED, 0.75)
        x += _SAMPLE + _AIR
    wide = corner[0] + _BESIDE - x
    deck.text(slide, (x, y), wide, [[(line, Face(SIZE))] for line in entry.lines])
