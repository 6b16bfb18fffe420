"""A heat map: a matrix whose cells bear their values, the darker the larger.

Relies on `viz.charts.axes`. One hue from light to dark is read alike by colour-blind readers; the
value in each cell says it again. A cell without a value is white with a dash, never a 0.
"""

from collections.abc import Sequence
from itertools import product
from typing import Any

from viz.charts.axes import Row, beside, names, ordered
from viz.lettering import longest, plain, wrap
from viz.style import FONT_SIZE, PAPER

MOST_ROWS, MOST_COLUMNS = 40, 12  # more cannot be read on one page
NOTHING = "–"
JOINT = " / "  # between the parts of a heading: each begins a line
_LIGHT, _DARK = (0xE9, 0xF2, 0xFA), (0x08, 0x45, 0x8A)
_INK = "#000000"
_TURN = 0.7  # of the way to the darkest: ink and paper both stand out from it by 4.5 to 1
_HEADING_LINES = 6
_NARROWEST, _WIDEST = 64, 176  # px of a cell
_HIGH = 28  # px of a cell
_LINE = 1.2  # of the font size


def plot(rows: Sequence[Row], _: Sequence[str]) -> dict[str, Any]:
    """Draw a cell for each label and each series, in the order of the answer."""
    across = ordered(rows)
    wide = _wide([*across, *(row["printed"] for row in rows)])
    headings = _headings(across, wide)
    cells = [cell | {"heading": headings[cell["series"]]} for cell in shaded(rows, across)]
    deepest = max((len(row["label"]) for row in rows), default=1)
    x = names(cells, "series", "heading")
    high = FONT_SIZE * _LINE
    top = {
        "orient": "top", "labelAngle": 0, "labelLimit": wide, "labelBaseline": "top",
        "labelLineHeight": high, "labelPadding": len(cells[0]["heading"]) * high + 4,
    }  # fmt: skip
    return {
        "data": {"values": cells},
        "width": wide * len(across),
        "height": {"step": max(_HIGH, (deepest + 0.4) * FONT_SIZE * _LINE)},
        "encoding": {
            "y": beside(cells) | {"scale": {"padding": 0}},
            "x": x | {"axis": x["axis"] | top, "scale": {"padding": 0}},
        },
        "layer": [
            {
                "mark": {"type": "rect", "stroke": PAPER, "strokeWidth": 1.5},
                "encoding": {"color": {"field": "fill", "type": "nominal", "scale": None}},
            },
            {
                "mark": {"type": "text", "fontSize": FONT_SIZE},
                "encoding": {
                    "text": {"field": "printed"},
                    "color": {"field": "ink", "type": "nominal", "scale": None},
                },
            },
        ],
    }


def _wide(headings: Sequence[str]) -> int:
    """Give the narrowest cell in which every heading is whole."""
    for wide in range(_NARROWEST, _WIDEST, 8):
        room = (wide - 8) / FONT_SIZE
        fits = all(len(_broken(text, room)) <= _HEADING_LINES for text in headings)
        if fits and all(longest(text) <= room for text in headings):
            return wide
    return _WIDEST


def shaded(rows: Sequence[Row], across: Sequence[str]) -> list[Row]:
    """Fill the matrix, row by row; what the answer does not tell is a dash."""
    told = {(row["key"], row["series"]): row for row in rows}
    labels = {row["key"]: row["label"] for row in rows}
    low, high = _ends([row["value"] for row in rows])
    cells = []
    for key, name in product(labels, across):
        row = told.get((key, name))
        share = None if row is None else ((row["value"] - low) / (high - low)) ** 0.5
        cells.append(
            {
                "key": key,
                "label": labels[key],
                "series": name,
                "value": None if row is None else row["value"],
                "printed": NOTHING if row is None else plain(row["printed"]),
                "fill": PAPER if share is None else _fill(share),
                "ink": PAPER if share is not None and share > _TURN else _INK,
            }
        )
    return cells


def _headings(names: Sequence[str], wide: float) -> dict[str, list[str]]:
    """Break the headings of the columns, their last lines on one level."""
    found = {name: _broken(name, (wide - 8) / FONT_SIZE) for name in names}
    deepest = max(map(len, found.values()), default=0)
    return {name: [""] * (deepest - len(lines)) + lines for name, lines in found.items()}


def _broken(heading: str, room: float) -> list[str]:
    return [line for part in heading.split(JOINT) for line in wrap(part, room, len(part) + 1)]


def _ends(values: Sequence[float]) -> tuple[float, float]:
    low, high = min([0.0, *values]), max([0.0, *values])
    return low, high if high > low else low + 1


def _fill(share: float) -> str:
    mixed = (round(a + (b - a) * share) for a, b in zip(_LIGHT, _DARK, strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)
