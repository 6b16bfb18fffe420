"""Stacked bars: what adds up to a whole, its parts in their colours, each with its value.

Relies on `viz.charts.axes`. A part may be too thin for its value, so the values stand under the
bar.
"""

from collections.abc import Sequence
from typing import Any

from viz.charts.axes import BAR, WIDTH, Row, beside, colour, room, step
from viz.lettering import wrap
from viz.style import FONT_SIZE, TEXT

_PARTS_ROOM = WIDTH / FONT_SIZE  # em of the line under a bar
_LINE = 1.3  # of the font size


def plot(rows: Sequence[Row], series: Sequence[str]) -> dict[str, Any]:
    """Draw a bar for each label: its parts side by side, the sum at its end."""
    bars = _bars(rows)
    sums = [bar["end"] for bar in bars]
    end = room(sums, [bar["printed"] for bar in bars])
    deepest = max((len(bar["parts"]) for bar in bars), default=0)
    high = max(step(rows), BAR + (deepest + 0.6) * FONT_SIZE * _LINE)
    top = (BAR * 1.3 - high) / 2 if deepest else 0  # the bar's middle from that of its row, px
    x = {"field": "value", "type": "quantitative", "axis": None, "scale": {"domain": [0, end]}}
    text = {"type": "text", "align": "left", "color": TEXT, "fontSize": FONT_SIZE}
    y = beside(rows, top)
    ranked = [row | {"rank": series.index(row["series"])} for row in rows]
    at = {"y": y, "x": x | {"field": "end"}}
    return {
        "data": {"values": ranked},
        "height": {"step": high},
        "layer": [
            {
                "mark": {"type": "bar", "height": BAR, "yOffset": top},
                "encoding": {
                    "y": y,
                    "x": x | {"stack": "zero"},
                    "color": colour(series),
                    "order": {"field": "rank", "type": "quantitative"},
                },
            },
            {
                "data": {"values": bars},
                "mark": text | {"dx": 6, "dy": top},
                "encoding": at | {"text": {"field": "printed"}},
            },
            {
                "data": {"values": bars},
                "mark": text
                | {"baseline": "top", "dy": top + BAR * 0.7, "lineHeight": FONT_SIZE * _LINE},
                "encoding": at | {"x": {"value": 0}, "text": {"field": "parts"}},
            },
        ],
    }


def _bars(rows: Sequence[Row]) -> list[Row]:
    """Sum up each label's parts; a bar of one part needs no second line."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["key"], []).append(row)
    return [
        {
            "key": key,
            "label": parts[0]["label"],
            "end": sum(part["value"] for part in parts),
            "printed": parts[0]["whole"] if len(parts) > 1 else _told(parts[0]),
            "parts": _lines(parts) if len(parts) > 1 else [],
        }
        for key, parts in found.items()
    ]


def _told(part: Row) -> str:
    return " ".join(filter(None, (part["series"], part["printed"])))


def _lines(parts: Sequence[Row]) -> list[str]:
    return [*wrap(" + ".join(map(_told, parts)), _PARTS_ROOM, 4)]
