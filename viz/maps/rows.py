"""Order and x of the items in each row of a layered map.

Relies on igraph's Sugiyama layout for the order that crosses least; x then follows from the
real widths, by least squares under the order (isotonic regression).
"""

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

import igraph

_SWEEPS, _STILL = 24, 0.5  # passes at most, and px that count as no movement
Key = TypeVar("Key", bound=Hashable)
Span = tuple[float, float]  # how far an item reaches to the left and right of its x


def ordered(rows: Sequence[Sequence[Key]], links: Sequence[tuple[Key, Key]]) -> list[list[Key]]:
    """Return each row's items, left to right, so that few of the links cross.

    `links` join items of neighbouring rows only.
    """
    items = [item for row in rows for item in row]
    index = {item: number for number, item in enumerate(items)}
    layers = [number for number, row in enumerate(rows) for _ in row]
    graph = igraph.Graph(n=len(items), edges=[(index[a], index[b]) for a, b in links])
    places = graph.layout_sugiyama(layers=layers, maxiter=200).coords
    x = {item: places[number][0] for item, number in index.items()}
    return [sorted(row, key=lambda item: (x[item], index[item])) for row in rows]


def spread(
    rows: Sequence[Sequence[Key]],
    links: Sequence[tuple[Key, Key]],
    spans: Mapping[Key, Span],
    gaps: Mapping[Key, float],
    wide: float,
) -> dict[Key, float]:
    """Return an x for every item: linked items as near above one another as their room allows.

    `wide`: what no row exceeds, unless its items do not fit in it side by side.
    """
    near: dict[Key, list[Key]] = {item: [] for row in rows for item in row}
    for a, b in links:
        near[a].append(b)
        near[b].append(a)
    x: dict[Key, float] = {}
    offsets = {number: _offsets(row, spans, gaps) for number, row in enumerate(rows)}
    for number, row in enumerate(rows):
        middle = (offsets[number][0] + offsets[number][-1]) / 2 if row else 0.0
        x |= {item: at - middle for item, at in zip(row, offsets[number], strict=True)}
    limits = [_limits(row, spans, gaps, wide) for row in rows]
    order = list(range(len(rows)))
    for sweep in range(_SWEEPS):
        before = dict(x)
        for number in order if sweep % 2 == 0 else order[::-1]:
            row = rows[number]
            wish = [_mean([x[other] for other in near[i]]) if near[i] else x[i] for i in row]
            weights = [1.0 + len(near[item]) for item in row]
            placed = _fit(wish, weights, offsets[number], limits[number])
            x |= dict(zip(row, placed, strict=True))
        if all(abs(x[item] - before[item]) < _STILL for item in x):
            break
    return x


def row_width(row: Sequence[Key], spans: Mapping[Key, Span], gaps: Mapping[Key, float]) -> float:
    """Return how wide a row is when packed."""
    return sum(sum(spans[item]) for item in row) + sum(gaps[item] for item in row[1:])


def _offsets(
    row: Sequence[Key], spans: Mapping[Key, Span], gaps: Mapping[Key, float]
) -> list[float]:
    """Return the x of each item of a packed row whose first item stands at 0."""
    offsets: list[float] = []
    for place, item in enumerate(row):
        if place == 0:
            offsets.append(0.0)
            continue
        before = row[place - 1]
        gap = min(gaps[before], gaps[item])
        offsets.append(offsets[-1] + spans[before][1] + gap + spans[item][0])
    return offsets


def _limits(
    row: Sequence[Key], spans: Mapping[Key, Span], gaps: Mapping[Key, float], wide: float
) -> Span:
    """Return where the first item of a row may stand if the row stays within the page."""
    packed = row_width(row, spans, gaps)
    least = spans[row[0]][0] - max(packed, wide) / 2 if row else 0.0
    return (least, least + max(wide - packed, 0.0))


def _fit(
    wish: list[float], weights: list[float], offsets: list[float], limits: Span
) -> list[float]:
    """Return the places nearest to the wishes that keep order, distances and limits of the first.

    >>> _fit([0.0, 0.0, 10.0], [1, 1, 1], [0, 4, 8], (-9, 9))
    [-2.0, 2.0, 10.0]
    >>> _fit([0.0, 0.0, 10.0], [1, 1, 1], [0, 4, 8], (0, 1))
    [0, 4, 9]
    """
    first, last = limits
    blocks: list[tuple[float, float, int]] = []  # mean, weight, how many items
    for want, weight, offset in zip(wish, weights, offsets, strict=True):
        mean, total, count = want - offset, weight, 1
        while blocks and blocks[-1][0] >= mean:
            left, heavy, number = blocks.pop()
            mean = (mean * total + left * heavy) / (total + heavy)
            total, count = total + heavy, count + number
        blocks.append((mean, total, count))
    flat = [min(max(mean, first), last) for mean, _, count in blocks for _ in range(count)]
    return [base + offset for base, offset in zip(flat, offsets, strict=True)]


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)
