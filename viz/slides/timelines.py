"""Timelines on slides: native rectangles for spans, circles for days, an axis of native lines.

Relies on `viz.charts.lanes` for every place. All letters are set in 18 pt; the notes tell every
moment with its citations.
"""

from collections.abc import Iterator, Sequence

from pptx.dml.line import LineFormat
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import PP_ALIGN
from pptx.shapes.autoshape import Shape
from pptx.slide import Slide
from pptx.util import Pt

from viz.charts.lanes import Lane, Lanes, Mark, pages, pale, tint
from viz.charts.moments import Moment, Timeline
from viz.charts.timeline import drawable, explained
from viz.lettering import LEADING, TIGHT, in_rows, plain, width
from viz.maps.drawing import Area
from viz.slides.deck import INNER, MARGIN, Deck, Heading, paged
from viz.slides.dress import fill, flat
from viz.slides.foot import SIZE, Foot
from viz.slides.text import Face, rgb
from viz.style import MUTED, PAPER

_ROW = SIZE * LEADING
_GRID = "#dde3e8"
_SAMPLE, _GAP = 24.0, 8.0  # pt of a sample in the key, and between it and its name
_MOST_SLIDES = 4  # more are not looked at; the notes tell the rest
_WORDS = {
    "ja": {
        "undated": "時期の記載のない{}件", "more": "ほか{}件",
    },
    "en": {
        "undated": "{} without a date", "more": "{} more",
    },
}  # fmt: skip


def timeline_slides(timeline: Timeline) -> bytes:
    """Return the PowerPoint file of a timeline: the same bytes for the same timeline.

    Raises:
        UsageError: nothing has a date.
    """
    deck = Deck(timeline.lang, drawable(timeline).title)
    heading = Heading.of(paged(timeline.title, 9, 9, timeline.lang), "")
    low = _foot(timeline, timeline.telling(1)).top
    box = _inside(timeline, (MARGIN, heading.bottom, MARGIN + INNER, low))
    found, shown = pages(timeline, box, SIZE, _MOST_SLIDES)
    rest = [moment for moment in timeline.moments if moment not in {*shown.placed}]
    for number, lanes in enumerate(found, 1):
        title = paged(timeline.title, number, len(found), timeline.lang)
        slide = deck.slide(Heading.of(title, ""))
        _drawn(deck, slide, shown, lanes, heading.bottom)
        _foot(timeline, shown).add(deck, slide)
        moments = [mark.moment for mark in lanes.marks]
        more = ["", *told(rest)] if number == len(found) and rest else []
        deck.note(slide, [timeline.title, "", *told(moments), *more, "", *timeline.sources])
    return deck.content()


def draw(deck: Deck, slide: Slide, timeline: Timeline, box: Area) -> Timeline:
    """Draw what tells most into a box, key and axis above it; return what is drawn.

    Raises:
        UsageError: nothing has a date.
    """
    found, shown = pages(drawable(timeline), _inside(timeline, box), SIZE, 1)
    _drawn(deck, slide, shown, found[0], box[1])
    return shown


def told(moments: Sequence[Moment]) -> Iterator[str]:
    """Tell each moment with its citations, a line each, for the notes."""
    for moment in moments:
        text = " | ".join((moment.subject, moment.kind_label, moment.text))
        yield f"{text}: {'; '.join(moment.cited)}" if moment.cited else text


def _inside(timeline: Timeline, box: Area) -> Area:
    """Leave room for key and axis above the lanes."""
    left, top, right, bottom = box
    rows = max((row for row, _, _, _ in _key(timeline)), default=0) + 1
    return left, top + rows * _ROW + 6.0 + _ROW, right, bottom


def _foot(timeline: Timeline, shown: Timeline) -> Foot:
    """Name the documents, and what is not drawn."""
    words = _WORDS[timeline.lang]
    counts = ("undated", len(timeline.undated)), ("more", len(timeline.placed) - len(shown.placed))
    held = [words[key].format(count) for key, count in counts if count]
    return Foot.of(timeline.dated, timeline.lang, held=held)


def _drawn(deck: Deck, slide: Slide, timeline: Timeline, lanes: Lanes, top: float) -> None:
    """Add key, axis, names and marks."""
    for row, x, kind, label in _key(timeline):
        y = top + row * _ROW
        sample = (lanes.left + x, y + 4.0, lanes.left + x + _SAMPLE, y + _ROW - 4.0)
        _box(slide, sample, kind, label, known=bool(kind))
        corner = (lanes.left + x + _SAMPLE + _GAP, y)
        wide = width(label) * SIZE / TIGHT[timeline.lang] + 4.0
        deck.text(slide, corner, wide, [[(label, Face(SIZE))]], name=label)
    _axis(deck, slide, lanes)
    for lane in lanes.lanes:
        _named(deck, slide, lane, lanes)
        for mark in lane.marks:
            _mark(deck, slide, mark)


def _axis(deck: Deck, slide: Slide, lanes: Lanes) -> None:
    """Draw the years as lines, their numbers above."""
    top = lanes.lanes[0].top
    half = SIZE * 1.5
    for x, year in lanes.axis.ticks(SIZE):
        _line(slide, (x, top - 4.0, x, lanes.bottom))
        left = min(max(x - half, lanes.left), lanes.axis.right - 2 * half)
        lines = [[(str(year), Face(SIZE, MUTED))]]
        deck.text(slide, (left, top - _ROW - 4.0), 2 * half, lines, align=PP_ALIGN.CENTER)
    for lane in lanes.lanes:
        _line(slide, (lanes.left, lane.top, lanes.axis.right, lane.top))


def _named(deck: Deck, slide: Slide, lane: Lane, lanes: Lanes) -> None:
    if lane.lines:
        lines = [[(line, Face(SIZE))] for line in lane.lines]
        y = lane.marks[0].area[1] if len(lane.lines) > 1 else lane.marks[0].told[1]
        wide = lanes.axis.left - lanes.left
        deck.text(slide, (lanes.left, min(y, lane.marks[0].told[1])), wide, lines)


def _mark(deck: Deck, slide: Slide, mark: Mark) -> None:
    """Draw a bar, a dot or an open end, and its text."""
    moment = mark.moment
    name = plain(f"{moment.subject}: {moment.text}")
    if mark.tail:
        _box(slide, mark.tail, moment.kind, name, known=False)
    shape = _box(slide, mark.area, moment.kind, name, round_=mark.dot)
    if mark.tail:
        shape.fill.fore_color.rgb = rgb(tint(moment.kind).border)
    left, top, right, _ = mark.told
    align = PP_ALIGN.RIGHT if mark.leftwards else PP_ALIGN.LEFT
    lines = [[(line, Face(SIZE))] for line in mark.lines]
    deck.text(slide, (left, top), right - left, lines, align=align, name=name)


def _box(
    slide: Slide, area: Area, kind: str, name: str, *, known: bool = True, round_: bool = False
) -> Shape:
    """Add a rectangle, or a circle, in the colours of a kind; dashed where it is open."""
    left, top, right, bottom = area
    form = MSO_SHAPE.OVAL if round_ else MSO_SHAPE.RECTANGLE
    shape = slide.shapes.add_shape(form, *map(Pt, (left, top, right - left, bottom - top)))
    shape.name = name[:80]
    look = tint(kind)
    ground = look.fill if known else pale(kind) if kind else PAPER
    fill(shape, ground, look.border if kind else MUTED, 1.25)
    if not known:
        shape.line.dash_style = MSO_LINE.DASH
    return shape


def _line(slide: Slide, ends: Area) -> None:
    line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *map(Pt, ends))
    flat(line)
    form: LineFormat = line.line
    form.color.rgb, form.width = rgb(_GRID), Pt(0.75)


def _key(timeline: Timeline) -> list[tuple[int, float, str, str]]:
    """Set the key in rows: row, place, kind and name of each entry; no kind for what is open."""
    tight = TIGHT[timeline.lang]
    entries = explained(timeline)
    needs = (_SAMPLE + _GAP + width(label) * SIZE / tight + 18.0 for _, label in entries)
    return [(*place, *entry) for place, entry in zip(in_rows(needs, INNER), entries, strict=True)]
