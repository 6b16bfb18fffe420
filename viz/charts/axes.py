"""What the plots of a chart share: rows with their labels, colours of series, printed values.

Relies on Vega-Lite's channels; a row is a mark as Vega-Lite's data has it.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import networkx

from viz.style import FONT_SIZE, SERIES, TEXT

WIDTH, LABELS = 560, 300  # px of the plot, and of the labels left of it
GAP = 8  # px between a label and its bar
BAR = 22  # px
_LABEL_LINE = FONT_SIZE * 1.2  # px
Row = dict[str, Any]


def names(rows: Sequence[Row], key: str = "key", lines: str = "label") -> dict[str, Any]:
    """Lay one row for each label, in the order of the answer, long labels on several lines."""
    shown = {row[key]: row[lines] for row in rows}
    chosen = " : ".join(f"datum.value === {name!r} ? {shown[name]!r}" for name in shown)
    return {
        "field": key,
        "type": "nominal",
        "sort": list(shown),
        "axis": {
            "title": None, "labelLimit": LABELS, "ticks": False, "domain": False,
            "labelExpr": f"{chosen} : datum.value", "labelPadding": GAP,
        },
    }  # fmt: skip


def beside(rows: Sequence[Row], shift: float = 0.0) -> dict[str, Any]:
    """Set labels left of their rows: the middle of their lines `shift` px below the row's.

    Vega sets the first line at the middle, so each number of lines has an offset of its own.
    """
    lines = {row["key"]: len(row["label"]) for row in rows}
    offsets = [
        {
            "test": f"indexof({[key for key in lines if lines[key] == deep]!r}, datum.value) >= 0",
            "value": shift - (deep - 1) * _LABEL_LINE / 2,
        }
        for deep in sorted(set(lines.values()))
    ]
    y = names(rows)
    y["axis"] |= {
        "labelLineHeight": _LABEL_LINE,
        "labelOffset": {"condition": offsets, "value": shift},
    }
    return y


def step(rows: Sequence[Row]) -> float:
    """Give the height of a row: its bar, or the lines of the longest label."""
    lines = max((len(row["label"]) for row in rows), default=1)
    return max(BAR * 1.6, (lines + 0.5) * FONT_SIZE * 1.2)


def colour(series: Sequence[str]) -> dict[str, Any]:
    """Colour by series; one series needs no legend."""
    if len(series) < 2:
        return {"value": SERIES[0]}
    legend = {"title": None, "orient": "top", "columns": 3, "labelLimit": WIDTH}
    scale = {
        "domain": [*series],
        "range": [SERIES[n % len(SERIES)] for n in range(len(series))],
    }
    return {"field": "series", "type": "nominal", "scale": scale, "legend": legend}


def printed(**place: Any) -> dict[str, Any]:
    """Print the value at its mark."""
    mark = {"type": "text", "color": TEXT, "fontSize": FONT_SIZE, "align": "left", "dx": 6}
    return {"mark": mark | place, "encoding": {"text": {"field": "printed"}}}


def room(values: Sequence[float], texts: Sequence[str]) -> float:
    """Give the end of a value axis that leaves room for the texts at the ends of the bars."""
    longest = max(map(len, texts), default=0)
    return max(values, default=0) * (1 + min(0.6, longest * 0.022)) or 1


def ordered(rows: Sequence[Row]) -> list[str]:
    """Order the series so that each label's order is kept; what no label orders, as it appears.

    >>> ordered([{"key": "a", "series": "2022"}, {"key": "b", "series": "2020"},
    ...     {"key": "b", "series": "2022"}])
    ['2020', '2022']
    """
    lines: dict[str, list[str]] = {}
    for row in rows:
        lines.setdefault(row["key"], []).append(row["series"])
    seen = {name: place for place, name in enumerate(dict.fromkeys(row["series"] for row in rows))}
    graph: networkx.DiGraph[str] = networkx.DiGraph()
    graph.add_nodes_from(seen)
    graph.add_edges_from(pair for line in lines.values() for pair in pairwise(line))
    try:
        return list(networkx.lexicographical_topological_sort(graph, key=seen.__getitem__))
    except networkx.NetworkXUnfeasible:  # two labels contradict each other
        return list(seen)
