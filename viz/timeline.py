"""A timeline as a drawing: one row for each moment, fuzzy dates as long as they may last.

Relies on the columns of the saved question `timeline`; undated moments are listed under it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import vl_convert

from kg.answers import Answer, AnswerRow
from kg.errors import UsageError
from kg.wording import Lang
from viz.chart import fonts, under
from viz.lettering import plain, wrap
from viz.style import FONT_SIZE, PAPER, SERIES, TEXT, TYPEFACES

MOST_ROWS = 60  # more cannot be read on one page
WIDTH, LABELS = 620, 420  # px of the time axis, and of the labels left of it
_ROW = 26  # px
_NAME_ROOM = 30  # em of a label
_SHORT = 31  # days; what is shorter is a dot, not a bar
_WORDS = {
    "ja": {"undated": "時期の記載なし: ", "source": "出典: ", "between": "・"},
    "en": {"undated": "Without a date: ", "source": "Source: ", "between": "; "},
}


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing with its time; a missing end is open."""

    label: str
    kind: str
    when: str
    first: date | None
    last: date | None


def moments(answer: Answer) -> tuple[Moment, ...]:
    """Read the rows of the question `timeline`."""
    return tuple(
        Moment(
            _text(row, "what"), _text(row, "class"), _text(row, "when"),
            _day(row, "earliest"), _day(row, "latest"),
        )
        for row in answer.rows
    )  # fmt: skip


def svg(answer: Answer, title: str, lang: Lang) -> str:
    """Draw as SVG.

    Raises:
        UsageError: nothing has a date, or too much has.
    """
    fonts()
    return str(vl_convert.vegalite_to_svg(specification(answer, title, lang)))


def specification(answer: Answer, title: str, lang: Lang) -> dict[str, Any]:
    """Give the Vega-Lite specification: bars for spans, dots for days, the rest as text."""
    found = moments(answer)
    dated = [moment for moment in found if moment.first or moment.last]
    if not dated:
        raise UsageError(f"'{title}': nothing has a date. print it as a table")
    if len(dated) > MOST_ROWS:
        what = f"'{title}': {len(dated)} moments do not fit one drawing"
        raise UsageError(f"{what}. narrow it with --document, --in or a smaller thing")
    kinds = list(dict.fromkeys(moment.kind for moment in dated))
    words = _WORDS[lang]
    undated = [moment.label for moment in found if moment not in dated]
    notes = [words["undated"] + words["between"].join(undated)] if undated else []
    cited = dict.fromkeys(citation.source.title for citation in answer.citations)
    notes.append(words["source"] + words["between"].join(cited))
    rows = _rows(dated)
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "title": {"text": [*wrap(title, 50)], "anchor": "start", "fontSize": FONT_SIZE * 1.4},
        "background": PAPER,
        "padding": 20,
        "vconcat": [_plot(rows, kinds), under(notes, LABELS)],
        "config": {
            "font": TYPEFACES,
            "title": {"color": TEXT, "fontWeight": "normal"},
            "axis": {"labelColor": TEXT, "labelFontSize": FONT_SIZE, "gridColor": "#e3e8ec"},
            "legend": {"labelFontSize": FONT_SIZE, "labelColor": TEXT},
            "view": {"stroke": None},
        },
    }


def _rows(dated: Sequence[Moment]) -> list[dict[str, Any]]:
    """Lay the moments on the axis; an open end runs to the edge of what is dated."""
    days = [day for moment in dated for day in (moment.first, moment.last) if day]
    return [
        {
            "key": n,
            "label": _label(moment),
            "kind": moment.kind,
            "first": (moment.first or min(days)).isoformat(),
            "last": (moment.last or max(days)).isoformat(),
            "short": _days(moment) < _SHORT,
            "open": moment.first is None or moment.last is None,
        }
        for n, moment in enumerate(dated)
    ]


def _days(moment: Moment) -> int:
    return (moment.last - moment.first).days if moment.first and moment.last else _SHORT


def _label(moment: Moment) -> str:
    when = "" if moment.when in moment.label else f"{moment.when} "
    return wrap(plain(when + moment.label), _NAME_ROOM, 1)[0]


def _plot(rows: list[dict[str, Any]], kinds: list[str]) -> dict[str, Any]:
    labels = " : ".join(f"datum.value === {row['key']} ? {row['label']!r}" for row in rows)
    colours = [SERIES[n % len(SERIES)] for n in range(len(kinds))]
    return {
        "data": {"values": rows},
        "width": WIDTH,
        "height": {"step": _ROW},
        "encoding": {
            "y": {
                "field": "key", "type": "ordinal", "sort": None,
                "axis": {
                    "title": None, "labelExpr": f"{labels} : ''", "labelLimit": LABELS,
                    "ticks": False, "domain": False, "grid": True, "labelPadding": 10,
                },
            },
            "x": {
                "field": "first", "type": "temporal", "scale": {"padding": 12},
                "axis": {"title": None, "orient": "top", "format": "%Y", "tickMinStep": 31536e6},
            },
            "color": {
                "field": "kind", "type": "nominal",
                "scale": {"domain": kinds, "range": colours},
                "legend": {"title": None, "orient": "top"},
            },
        },
        "layer": [
            {
                "transform": [{"filter": "!datum.short"}],
                "mark": {"type": "bar", "height": {"band": 0.5}},
                "encoding": {
                    "x2": {"field": "last"},
                    "opacity": {"condition": {"test": "datum.open", "value": 0.45}, "value": 0.9},
                },
            },
            {
                "transform": [{"filter": "datum.short"}],
                "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1},
            },
        ],
    }  # fmt: skip


def _text(row: AnswerRow, column: str) -> str:
    return row.cells[column].label if column in row.cells else ""


def _day(row: AnswerRow, column: str) -> date | None:
    value = row.cells[column].value if column in row.cells else ""
    return date.fromisoformat(value) if value else None
