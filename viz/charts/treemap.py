"""A treemap: rectangles as large as their amounts, gathered in fields.

Relies on Vega for the layout, squarified (Bruls, Huizing, van Wijk 2000). The letters are placed
here, since only what fits may stand in a rectangle; what does not is a sign, told in a list.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from string import ascii_uppercase
from typing import Any

import vl_convert

from viz.charts.axes import Row
from viz.lettering import longest, width, wrap
from viz.style import FONT_SIZE, MUTED, PAPER, TEXT, TONES

MOST_TILES = 40  # more cannot be read on one page
WIDTH, HEIGHT = 960, 540  # px
_INSET, _LEAST = 6.0, 2.0  # px between the edge of a tile and its letters; a sign's
_LINE = 1.25  # of the font size
SIZES = (FONT_SIZE * 1.3, FONT_SIZE)  # px


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, px from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Letters:
    """The lines in a box, of one size, so far from its edges, px."""

    lines: tuple[str, ...]
    size: float
    inset: float


@dataclass(frozen=True, slots=True)
class Tile:
    """A part in its field; `told`: what the list says of it, empty where all stands in the box."""

    box: Box
    field: str
    letters: Letters
    told: str


def tiles(
    rows: Sequence[Row], *, size: tuple[float, float] = (WIDTH, HEIGHT),
    sizes: Sequence[float] = SIZES,
) -> tuple[Tile, ...]:  # fmt: skip
    """Lay out rows of `key`, `series` (its field, or nothing), `value` and `printed`.

    `size`: of the whole; `sizes`: of letters, the largest first. Values are above 0; the largest
    come first. Fields have letters, parts without room for a name
    numbers, and a dash in the list where there is no room for the number either.
    """
    letters = lettered(rows)
    boxes = _layout([*letters], rows, size)
    number = 1
    found = []
    for row, box in sorted(zip(rows, boxes, strict=True), key=lambda pair: -pair[0]["value"]):
        letter = letters.get(row["series"], "")
        name, value = f"{letter} {row['key']}".strip(), row["printed"]
        texts: list[Sequence[str]] = [(name, value), (f"{name} {value}",)]
        texts.append((name, *value.split(" ", 1)))
        lines, high = _fitting(texts, box, _INSET, sizes)
        inset, told = _INSET, ""
        if not lines:
            sign, inset = f"{letter}{number}", _LEAST
            texts = [(sign, value), (f"{sign} {value}",), (sign,)]
            lines, high = _fitting(texts, box, _LEAST, sizes[-1:])
            number += bool(lines)
            told = f"{sign if lines else f'{letter} –'}  {row['key']}  {value}"
        found.append(Tile(box, row["series"], Letters(lines, high, inset), told))
    return tuple(found)


def listing(found: Sequence[Tile]) -> tuple[str, ...]:
    """List what does not stand in its rectangle, each with its sign."""
    return tuple(tile.told for tile in found if tile.told)


def plot(rows: Sequence[Row], found: Sequence[Tile]) -> dict[str, Any]:
    """Draw the tiles, each at its place; the fields with their sums (`whole`) stand above."""
    sums = {row["series"]: row["whole"] for row in rows}
    letters = lettered(rows)
    named = {field: f"{letter}  {field}  {sums[field]}" for field, letter in letters.items()}
    boxes = [
        {
            "left": tile.box.left, "right": tile.box.right,
            "top": tile.box.top, "bottom": tile.box.bottom,
            "x": tile.box.left + tile.letters.inset, "y": tile.box.top + _above(tile),
            "lines": [*tile.letters.lines], "size": tile.letters.size,
            "field": named.get(tile.field, ""),
        }
        for tile in found
    ]  # fmt: skip
    fields = [*named.values()] or [""]
    x = {"field": "left", "type": "quantitative", "axis": None, "scale": {"domain": [0, WIDTH]}}
    y = {"field": "top", "type": "quantitative", "axis": None} | {
        "scale": {"domain": [0, HEIGHT], "reverse": True}
    }
    return {
        "data": {"values": boxes},
        "width": WIDTH,
        "height": HEIGHT,
        "layer": [
            {
                "mark": {"type": "rect", "stroke": PAPER, "strokeWidth": 2},
                "encoding": {
                    "x": x,
                    "x2": {"field": "right"},
                    "y": y,
                    "y2": {"field": "bottom"},
                    "color": _colour(fields),
                },
            },
            *(_lettering(x, y, size) for size in SIZES),
        ],
    }


def _lettering(x: dict[str, Any], y: dict[str, Any], size: float) -> dict[str, Any]:
    """Letter the tiles of one size."""
    return {
        "transform": [{"filter": f"datum.size === {size}"}],
        "mark": {
            "type": "text", "align": "left", "baseline": "top", "color": TEXT,
            "fontSize": size, "lineHeight": size * _LINE,
        },
        "encoding": {
            "x": x | {"field": "x"}, "y": y | {"field": "y"}, "text": {"field": "lines"},
        },
    }  # fmt: skip


def _above(tile: Tile) -> float:
    """Give the distance of the letters from the upper edge: less in a low box."""
    letters = tile.letters
    free = tile.box.bottom - tile.box.top - _high(letters.lines, letters.size)
    return min(letters.inset, free / 2)


def lettered(rows: Sequence[Row]) -> dict[str, str]:
    """Give each field a letter, which says what its colour says; the largest field is A."""
    sums: Counter[str] = Counter()
    for row in rows:
        sums[row["series"]] += row["value"]
    fields = [field for field, _ in sums.most_common() if field]
    return dict(zip(fields, _signs(), strict=False))


def _signs() -> Iterator[str]:
    """Count in letters: A to Z, AA to ZZ."""
    yield from ascii_uppercase
    yield from map("".join, product(ascii_uppercase, repeat=2))


def _colour(fields: Sequence[str]) -> dict[str, Any]:
    """Colour by field; without fields there is no legend."""
    colours = [TONES[number % len(TONES)][0] for number in range(len(fields))]
    legend = {
        "title": None, "orient": "top", "direction": "vertical", "labelLimit": WIDTH,
        "symbolType": "square", "symbolSize": 220, "symbolStrokeColor": MUTED,
    }  # fmt: skip
    return {
        "field": "field", "type": "nominal", "scale": {"domain": [*fields], "range": colours},
        "legend": legend if any(fields) else None,
    }  # fmt: skip


def _fitting(
    choices: Sequence[Sequence[str]], box: Box, inset: float, sizes: Sequence[float]
) -> tuple[tuple[str, ...], float]:
    """Break the first texts that stand whole in a box into lines, of the first size that fits.

    Gives no lines where none fit.
    """
    wide = box.right - box.left - 2 * inset
    for texts, size in product(choices, sizes):
        room, most = wide / size, int((box.bottom - box.top) / size / _LINE) + 2
        if any(longest(text) > room or width(text) > room * most for text in texts):
            continue
        lines = tuple(line for text in texts for line in wrap(text, room, most))
        if _high(lines, size) <= box.bottom - box.top:
            return lines, size
    return (), sizes[-1]


def _high(lines: Sequence[str], size: float) -> float:
    return (len(lines) - 1) * size * _LINE + size


def _layout(fields: Sequence[str], rows: Sequence[Row], size: tuple[float, float]) -> list[Box]:
    """Ask Vega for the rectangles of the rows; no room is left between, so that areas are true.

    https://vega.github.io/vega/docs/transforms/treemap/
    """
    whole = len(rows) + len(fields)
    values: list[Row] = [{"id": whole}]
    values += ({"id": len(rows) + number, "in": whole} for number in range(len(fields)))
    for number, row in enumerate(rows):
        above = len(rows) + fields.index(row["series"]) if row["series"] else whole
        values.append({"id": number, "in": above, "size": row["value"]})
    treemap = {
        "type": "treemap", "field": "size", "method": "squarify", "size": [*size],
        "sort": {"field": "value", "order": "descending"},
    }  # fmt: skip
    stratify = {"type": "stratify", "key": "id", "parentKey": "in"}
    # A rectangle's stacking order carries its id through the scene graph.
    place = {"x": "x0", "y": "y0", "x2": "x1", "y2": "y1", "zindex": "id"}
    encoded = {channel: {"field": field} for channel, field in place.items()}
    scene = vl_convert.vega_to_scenegraph(
        {
            "width": size[0],
            "height": size[1],
            "data": [{"name": "boxes", "values": values, "transform": [stratify, treemap]}],
            "marks": [{"type": "rect", "from": {"data": "boxes"}, "encode": {"enter": encoded}}],
        }
    )
    [drawn] = scene["scenegraph"]["items"][0]["items"]
    found = {
        int(item.get("zindex", 0)): Box(item["x"], item["y"], item["x2"], item["y2"])
        for item in drawn["items"]
    }
    return [found[number] for number in range(len(rows))]
