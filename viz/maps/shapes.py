"""Outlines of the node shapes, as SVG paths around (0, 0), for canvas, legend and files alike.

Relies on nothing.
"""

Point = tuple[float, float]

# Room a shape's slanted or notched sides take on the left and on the right, in px.
INSETS = {
    "hexagon": 12.0,
    "octagon": 5.0,
    "funnel": 10.0,
    "pennant": 10.0,
    "pill": 7.0,
    "barred": 6.0,
    "ticket": 6.0,
    "slant": 9.0,
    "folded": 6.0,
    "flag": 8.0,
    "house": 4.0,
    "drum": 4.0,
}
EXTRA_HEIGHT = {"house": 6.0, "drum": 10.0}


def outline(shape: str, width: float, height: float) -> str:
    """Return the SVG path of a shape; an unknown shape is a plain box.

    >>> outline("plain", 20, 10)
    'M-10 -5L10 -5L10 5L-10 5Z'
    """
    w, h = width / 2, height / 2
    if shape in ("round", "pill"):
        return _rounded(w, h, min(9.0, h) if shape == "round" else min(h, 18.0))
    if shape == "barred":
        return _polygon(_box(w, h)) + f"M{_n(-w + 5)} {_n(-h)}V{_n(h)}M{_n(w - 5)} {_n(-h)}V{_n(h)}"
    if shape == "ticket":
        return _ticket(w, h, min(5.0, h / 2))
    if shape == "folded":
        return (
            _polygon([(-w, -h), (w - 9, -h), (w, -h + 9), (w, h), (-w, h)])
            + f"M{_n(w - 9)} {_n(-h)}V{_n(-h + 9)}H{_n(w)}"
        )
    if shape == "drum":
        return _drum(w, h, 5.0)
    return _polygon(_corners(shape, w, h))


def _corners(shape: str, w: float, h: float) -> list[Point]:
    """Return the corners of a straight-sided shape, clockwise from the top left."""
    match shape:
        case "hexagon":
            k = min(13.0, h)
            return [(-w + k, -h), (w - k, -h), (w, 0), (w - k, h), (-w + k, h), (-w, 0)]
        case "octagon":
            k = min(8.0, h / 1.5)
            top = [(-w, -h + k), (-w + k, -h), (w - k, -h), (w, -h + k)]
            return [*top, (w, h - k), (w - k, h), (-w + k, h), (-w, h - k)]
        case "funnel":
            return [(-w, -h), (w, -h), (w - 11, h), (-w + 11, h)]
        case "slant":
            return [(-w + 10, -h), (w, -h), (w - 10, h), (-w, h)]
        case "pennant":
            return [(-w, -h), (w - 11, -h), (w, 0), (w - 11, h), (-w, h)]
        case "flag":
            return [(-w, -h), (w, -h), (w - 8, 0), (w, h), (-w, h)]
        case "house":
            return [(-w, -h + 7), (0, -h), (w, -h + 7), (w, h), (-w, h)]
    return _box(w, h)


def _box(w: float, h: float) -> list[Point]:
    return [(-w, -h), (w, -h), (w, h), (-w, h)]


def _rounded(w: float, h: float, r: float) -> str:
    arc = f"A{_n(r)} {_n(r)} 0 0 1 "
    return (
        f"M{_n(-w + r)} {_n(-h)}H{_n(w - r)}{arc}{_n(w)} {_n(-h + r)}V{_n(h - r)}"
        f"{arc}{_n(w - r)} {_n(h)}H{_n(-w + r)}{arc}{_n(-w)} {_n(h - r)}V{_n(-h + r)}"
        f"{arc}{_n(-w + r)} {_n(-h)}Z"
    )


def _ticket(w: float, h: float, r: float) -> str:
    """Return a box with a bite taken out of each corner."""
    arc = f"A{_n(r)} {_n(r)} 0 0 0 "
    return (
        f"M{_n(-w + r)} {_n(-h)}H{_n(w - r)}{arc}{_n(w)} {_n(-h + r)}V{_n(h - r)}"
        f"{arc}{_n(w - r)} {_n(h)}H{_n(-w + r)}{arc}{_n(-w)} {_n(h - r)}V{_n(-h + r)}"
        f"{arc}{_n(-w + r)} {_n(-h)}Z"
    )


def _drum(w: float, h: float, r: float) -> str:
    """Return a cylinder: two elliptic ends and the front rim."""
    rim = f"A{_n(w)} {_n(r)} 0 0 "
    return (
        f"M{_n(-w)} {_n(-h + r)}{rim}1 {_n(w)} {_n(-h + r)}V{_n(h - r)}"
        f"{rim}1 {_n(-w)} {_n(h - r)}Z"
        f"M{_n(w)} {_n(-h + r)}{rim}1 {_n(-w)} {_n(-h + r)}"
    )


def _polygon(points: list[Point]) -> str:
    return "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points) + "Z"


def _n(value: float) -> str:
    """Print a coordinate the same on every machine: one decimal, no trailing zero."""
    return f"{round(value, 1) + 0.0:g}"
