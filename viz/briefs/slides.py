"""A briefing as six slides at most: answer, map, money, time, bodies, gaps; all of it editable.

Relies on `deck` for slides, `figure` for the map, `timelines` for the time. All letters
are set in 18 pt and more; the notes of a slide cite its rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from kg.analysis.briefed import Row, Section
from viz.briefs.brief import SHARES, WORDS, Brief
from viz.charts.chart import Chart
from viz.charts.moments import Timeline
from viz.lettering import LEADING, plain
from viz.picture import Lang
from viz.slides.deck import INNER, MARGIN, Deck, Heading
from viz.slides.figure import draw
from viz.slides.foot import SIZE, Foot
from viz.slides.key import foot as key_top
from viz.slides.key import legend
from viz.slides.parts import divided
from viz.slides.plot import Plot, plotted
from viz.slides.table import Line, ruled
from viz.slides.text import Face, filled
from viz.slides.timelines import draw as draw_time
from viz.sources import dated

_SECOND = 22.0  # pt of a second title on a slide
_PAD, _AIR = 5.0, 8.0  # pt around a cell's text, and between parts
_CHART, _BAR = 0.42, 34.0  # of the room under a heading, and pt of a bar, for the money chart
# Of a line: other programs set Japanese a little wider than we reckon, English much narrower.
_TIGHT = {"ja": 0.92, "en": 1.04}
_CELL_LINES = (6, 3)  # of a cell, where all rows fit, and else; the notes have it in full
_SHARES = SHARES | {
    "money": (0.3, 0.17, 0.53), "gaps": (0.28, 0.54, 0.18), "weak": (0.2, 0.26, 0.54),
}  # fmt: skip
_PARTS = {
    "ja": "{n}本のつながりのうち{shown}本を示す", "en": "{shown} of {n} links are shown",
}  # fmt: skip


def brief_slides(brief: Brief) -> bytes:
    """Return the PowerPoint file of a briefing: the same bytes for the same briefing."""
    content = brief.content
    deck = Deck(content.lang, content.title)
    heading = Heading.of(content.title, "")
    slide = deck.slide(heading)
    answer = filled(content.answer.cells[0], INNER / SIZE * _TIGHT[deck.lang])
    _lines(deck, slide, heading.bottom, answer)
    below = heading.bottom + len(answer) * SIZE * LEADING + _AIR
    foot = _foot(brief)
    _table(deck, slide, content.section("paths"), below, foot.top)
    foot.add(deck, slide)
    deck.note(slide, _cited(brief, [content.answer, *content.section("paths").rows]))
    _map(deck, brief)
    if content.section("money").rows:
        _listed(deck, brief, ("money",))
    if brief.timeline:
        _time(deck, brief, brief.timeline)
    if content.section("involved").rows:
        _listed(deck, brief, ("involved",))
    _listed(deck, brief, ("gaps", "weak"))
    return deck.content()


def _map(deck: Deck, brief: Brief) -> None:
    """Draw the slide of the map that shows most; `kg map` gives the others and every link."""
    picture = brief.picture
    title = WORDS[deck.lang]["map"]
    low = key_top(picture) - _AIR
    area = (MARGIN, Heading.of(title, "…").bottom, MARGIN + INNER, low)
    parts = divided(picture, area, area)
    for part in sorted(parts, key=lambda part: -len(part.picture.edges))[:1]:
        shown, whole = len(part.picture.edges), len(picture.edges)
        some = _PARTS[deck.lang].format(n=whole, shown=shown) if shown < whole else ""
        slide = deck.slide(Heading.of(title, some))
        draw(deck, slide, part)
        legend(deck, slide, part.picture, picture)
        facts = [f"{note.text} {' '.join(note.citations)}"
                 for edge in part.picture.edges for note in edge.notes]  # fmt: skip
        deck.note(slide, facts)


def _time(deck: Deck, brief: Brief, timeline: Timeline) -> None:
    """Draw the moments; the notes tell all that the briefing tells, with their lines."""
    section = brief.content.section("timeline")
    heading = Heading.of(section.title, "")
    slide = deck.slide(heading)
    box = (MARGIN, heading.bottom, MARGIN + INNER, _foot(brief, [_more(deck, 1)]).top - _AIR)
    left = len(timeline.placed) - len(draw_time(deck, slide, timeline, box).placed)
    left += section.more
    _foot(brief, [_more(deck, left)] if left else []).add(deck, slide)
    deck.note(slide, _cited(brief, section.rows))


def _listed(deck: Deck, brief: Brief, keys: Sequence[str]) -> None:
    """Put sections on one slide, the chart of the money above its table."""
    sections = [_narrow(brief.content.section(key)) for key in keys]
    heading = Heading.of(sections[0].title, "")
    slide, foot = deck.slide(heading), _foot(brief)
    top = heading.bottom
    if "money" in keys and brief.chart:
        high = len(brief.chart.marks) * _BAR + 2 * _AIR
        low = top + min((foot.top - top) * _CHART, high)
        _plot(slide, brief.chart, (MARGIN, top, MARGIN + INNER, low))
        top = low + _AIR
    for number, section in enumerate(sections):
        if number:
            deck.text(slide, (MARGIN, top), INNER, [[(section.title, Face(_SECOND, bold=True))]])
            top += _SECOND * LEADING + _AIR
        # What is empty needs a line; the others share what is left.
        after = sections[number + 1 :]
        needed = sum(_SECOND * LEADING + 2 * _AIR + _needed(deck, each) for each in after)
        top = _table(deck, slide, section, top, max(foot.top - needed, top)) + _AIR
    foot.add(deck, slide)
    deck.note(slide, _cited(brief, [row for section in sections for row in section.rows]))


def _narrow(section: Section) -> Section:
    """Put time, stage and kind of a sum into one column: slides have room for few."""
    if section.key != "money":
        return section
    rows = tuple(
        Row((" ".join(filter(None, row.cells[:3])), *row.cells[3:]), row.citations)
        for row in section.rows
    )
    return replace(section, columns=(section.columns[0], *section.columns[3:]), rows=rows)


def _foot(brief: Brief, held: Sequence[str] = ()) -> Foot:
    """Name the documents; the notes have titles, sections and lines."""
    content = brief.content
    return Foot.of(dated(content.citations, content.lang), content.lang, held=held)


def _more(deck: Deck, count: int, key: str = "more") -> str:
    return WORDS[deck.lang][key].format(n=count)


def _plot(slide: Any, chart: Chart, box: tuple[float, float, float, float]) -> None:
    plotted(slide, Plot(chart.marks, chart.form, ("",), SIZE, chart.lang, box))


def _needed(deck: Deck, section: Section) -> float:
    """Give the least room of a section: head, first row and what is left; or its one sentence."""
    if not section.rows:
        return len(_said(deck, section)) * SIZE * LEADING
    rows = _Rows.of(section, _CELL_LINES[-1], deck.lang)
    return rows.head + rows.highs[0] + SIZE * LEADING


def _said(deck: Deck, section: Section) -> list[str]:
    return filled(section.empty, INNER / SIZE * _TIGHT[deck.lang])


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of a section, cut to fit, with their heights in pt, and that of the head."""

    cells: tuple[tuple[str, ...], ...]
    highs: tuple[float, ...]
    head: float

    @classmethod
    def of(cls, section: Section, most: int, lang: Lang) -> "_Rows":
        """Cut each cell to `most` lines."""
        rooms = [(s * INNER - 12.0) / SIZE * _TIGHT[lang] for s in _SHARES[section.key]]
        cells = tuple(
            tuple(_short(cell, room, most) for cell, room in zip(row.cells, rooms, strict=True))
            for row in section.rows
        )
        return cls(cells, tuple(_high(row, rooms) for row in cells), _high(section.columns, rooms))


def _table(deck: Deck, slide: Any, section: Section, top: float, low: float) -> float:
    """Write as many rows of a section as fit, and how many there are beside; return its end."""
    if not section.rows:
        _lines(deck, slide, top, _said(deck, section))
        return top + len(_said(deck, section)) * SIZE * LEADING
    for most in _CELL_LINES:
        rows = _Rows.of(section, most, deck.lang)
        left = low - top - rows.head
        whole = sum(rows.highs) + (SIZE * LEADING if section.more else 0) <= left
        if whole:
            break
    if section.more or not whole:
        left -= SIZE * LEADING  # a line for what does not fit
    lines: list[Line] = [(_paragraphs(section.columns), rows.head)]
    for row, high in zip(rows.cells, rows.highs, strict=True):
        if high > left:
            break
        lines.append((_paragraphs(row), high))
        left -= high
    end = top
    if len(lines) > 1:
        ruled(deck, slide, lines, _SHARES[section.key], top, SIZE)
        end += sum(high for _, high in lines)
    if more := section.more + len(section.rows) - len(lines) + 1:
        key = "kinds" if section.key == "gaps" else "more"  # a row tells all gaps of its kind
        _lines(deck, slide, end, [_more(deck, more, key)])
        end += SIZE * LEADING
    return end


def _lines(deck: Deck, slide: Any, top: float, texts: Sequence[str]) -> None:
    deck.text(slide, (MARGIN, top), INNER, [[(text, Face(SIZE))] for text in texts])


def _paragraphs(cells: Sequence[str]) -> list[tuple[str]]:
    return [(text,) for text in cells]


def _high(cells: Sequence[str], rooms: Sequence[float]) -> float:
    """Return the height of a row, by its longest cell."""
    lines = (len(filled(cell, room)) for cell, room in zip(cells, rooms, strict=True))
    return max(lines) * SIZE * LEADING + 2 * _PAD


def _short(text: str, room: float, most: int) -> str:
    lines, told = filled(text, room), plain(text)
    if len(lines) <= most:
        return told
    # A line break took the place of one space at most.
    return told[: sum(map(len, lines[:most])) - 1].rstrip() + "…"


def _cited(brief: Brief, rows: Sequence[Row]) -> list[str]:
    """Tell rows in full, each with its citations."""
    content = brief.content
    return [
        f"{' | '.join(row.cells)}: "
        + "; ".join(content.citations[place].text(content.lang) for place in row.citations)
        for row in rows
    ]
