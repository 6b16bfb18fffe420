"""A briefing as six slides: the answer, the map, money, time, bodies, gaps; all of it editable.

Relies on `pptx_deck` for slides and `pptx_map` for the map; the notes of a slide cite its rows.
"""

from collections.abc import Sequence
from typing import Any

from kg.analysis.briefed import Row, Section
from viz.brief import SHARES, WORDS, Brief
from viz.chart import Chart
from viz.lettering import plain
from viz.pptx_deck import HIGH, INNER, MARGIN, SMALL, Deck, Heading
from viz.pptx_map import draw, foot, legend
from viz.pptx_parts import divided
from viz.pptx_plot import Plot, plotted
from viz.pptx_table import Line, ruled
from viz.pptx_text import LEADING, Face, filled
from viz.style import MUTED

SIZE = 18.0  # pt of all text but the legend and the sources of the map
_SECOND = 22.0  # pt of a second title on a slide
_PAD, _AIR = 5.0, 8.0  # pt around a cell's text, and between parts
_FOOT = 34.0  # pt at the foot: the line that names the documents
_SOURCE_LINES = 2
_CHART = 0.42  # of the room under a heading, for the money chart
_TIGHT = 0.92  # of a line: other programs set it a little wider than we reckon
_CELL_LINES = 3  # of a cell; the notes have it in full


def brief_slides(brief: Brief) -> bytes:
    """Return the PowerPoint file of a briefing: the same bytes for the same briefing."""
    content = brief.content
    deck = Deck(content.lang, content.title)
    heading = Heading.of(content.title, "")
    slide = deck.slide(heading)
    answer = filled(content.answer.cells[0], INNER / SIZE * _TIGHT)
    deck.text(slide, (MARGIN, heading.bottom), INNER, [[(line, Face(SIZE))] for line in answer])
    below = heading.bottom + len(answer) * SIZE * LEADING + _AIR
    _table(deck, slide, content.section("paths"), below)
    deck.note(slide, _cited(brief, [content.answer, *content.section("paths").rows]))
    _sources(deck, slide, brief)
    _map(deck, brief)
    _listed(deck, brief, ("money",))
    for keys in (("timeline",), ("involved",), ("gaps", "weak")):
        _listed(deck, brief, keys)
    return deck.content()


def _map(deck: Deck, brief: Brief) -> None:
    """Draw the first slide of the map; `kg map` gives the others and every link."""
    picture = brief.picture
    heading = Heading.of(WORDS[brief.content.lang]["map"], "")
    area = (MARGIN, heading.bottom, MARGIN + INNER, foot(picture) - _AIR)
    for part in divided(picture, area, area)[:1]:
        slide = deck.slide(heading)
        draw(deck, slide, part)
        legend(deck, slide, part, picture)
        facts = [f"{note.text} {' '.join(note.citations)}"
                 for edge in part.picture.edges for note in edge.notes]  # fmt: skip
        deck.note(slide, facts)


def _listed(deck: Deck, brief: Brief, keys: Sequence[str]) -> None:
    """Put sections on one slide, the chart of the money above its table."""
    sections = [brief.content.section(key) for key in keys]
    heading = Heading.of(sections[0].title, "")
    slide = deck.slide(heading)
    top = heading.bottom
    if "money" in keys and brief.chart:
        low = top + (HIGH - _FOOT - top) * _CHART
        _plot(slide, brief.chart, (MARGIN, top, MARGIN + INNER, low))
        top = low + _AIR
    share = (HIGH - _FOOT - top) / len(sections)
    for number, section in enumerate(sections):
        y = top + number * share
        if number:
            deck.text(slide, (MARGIN, y), INNER, [[(section.title, Face(_SECOND, bold=True))]])
            y += _SECOND * LEADING + _AIR
        _table(deck, slide, section, y, room=top + (number + 1) * share - _AIR - y)
    deck.note(slide, _cited(brief, [row for section in sections for row in section.rows]))
    _sources(deck, slide, brief)


def _sources(deck: Deck, slide: Any, brief: Brief) -> None:
    """Name the documents at the foot; the notes have the lines."""
    titles = dict.fromkeys(f"{c.source.title} ({c.source.issued[:4]})" for c in
                           brief.content.citations if c.source.publisher)  # fmt: skip
    words = WORDS[deck.lang]
    told = filled(f"{words['noted']}: {'; '.join(titles)}", INNER / SMALL * _TIGHT)
    lines = [[(line, Face(SMALL, MUTED))] for line in told[:_SOURCE_LINES]]
    deck.text(slide, (MARGIN, HIGH - _FOOT), INNER, lines)


def _plot(slide: Any, chart: Chart, box: tuple[float, float, float, float]) -> None:
    plotted(slide, Plot(chart.marks, chart.form, ("",), SIZE, chart.lang, box))


def _table(
    deck: Deck, slide: Any, section: Section, top: float, *, room: float | None = None
) -> None:
    """Write as many rows of a section as fit, and how many there are beside."""
    room = HIGH - _FOOT - top if room is None else room
    words, shares = WORDS[deck.lang], SHARES[section.key]
    if not section.rows:
        return deck.text(slide, (MARGIN, top), INNER, [[(section.empty, Face(SIZE, MUTED))]])
    lines: list[Line] = [(_paragraphs(section.columns), _high(section.columns, shares))]
    left = room - lines[0][1] - SIZE * LEADING  # a line for what does not fit
    for row in section.rows:
        cells = tuple(_short(c, s) for c, s in zip(row.cells, shares, strict=True))
        if (high := _high(cells, shares)) > left:
            break
        lines.append((_paragraphs(cells), high))
        left -= high
    whole = sum(high for _, high in lines)
    ruled(deck, slide, lines, shares, top, SIZE)
    if more := section.more + len(section.rows) - len(lines) + 1:
        rest = [[(words["more"].format(n=more), Face(SIZE, MUTED))]]
        deck.text(slide, (MARGIN, top + whole), INNER, rest)


def _paragraphs(cells: Sequence[str]) -> list[tuple[str]]:
    return [(text,) for text in cells]


def _high(cells: Sequence[str], shares: Sequence[float]) -> float:
    """Return the height of a row, by its longest cell."""
    lines = (len(filled(c, _room(s))) for c, s in zip(cells, shares, strict=True))
    return max(lines) * SIZE * LEADING + 2 * _PAD


def _room(share: float) -> float:
    """Return the em that fit into a column."""
    return (share * INNER - 12.0) / SIZE * _TIGHT


def _short(text: str, share: float) -> str:
    lines, told = filled(text, _room(share)), plain(text)
    if len(lines) <= _CELL_LINES:
        return told
    # A line break took the place of one space at most.
    return told[: sum(map(len, lines[:_CELL_LINES])) - 1].rstrip() + "…"


def _cited(brief: Brief, rows: Sequence[Row]) -> list[str]:
    """Tell rows in full, each with its citations."""
    content = brief.content
    return [
        f"{' | '.join(row.cells)}: "
        + "; ".join(content.citations[place].text(content.lang) for place in row.citations)
        for row in rows
    ]
