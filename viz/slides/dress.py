"""How shapes and lines look on a slide: our colours and dashes, without the theme's gloss.

Relies on python-pptx, partly untyped (hence `Any`); what it does not know is set as XML.
"""

from typing import Any

from pptx.enum.dml import MSO_LINE
from pptx.shapes.autoshape import Shape
from pptx.util import Pt

from viz.slides.text import rgb
from viz.style import LINE, LINE_BESIDE, STATUSES, StatusStyle

_WIDE, _WIDE_BESIDE, _DOUBLE = 2.25, 1.5, 2.5  # pt of a line; what a double line takes more
# Office's own dashes, so that its menu shows them; nearest to `viz.style`'s.
DASHES = {
    "observed": MSO_LINE.LONG_DASH_DOT,
    "planned": MSO_LINE.DASH,
    "curated": MSO_LINE.ROUND_DOT,
    "shares": MSO_LINE.SQUARE_DOT,
    "proposed": MSO_LINE.LONG_DASH,
    "forecast": MSO_LINE.DASH_DOT_DOT,
    "opinion": MSO_LINE.DASH_DOT,
}


def stroke(line: Any, style: StatusStyle, *, beside: bool) -> None:
    """Give a line the width, colour and dashes of its status."""
    wide = _WIDE_BESIDE if beside else _WIDE
    line.color.rgb = rgb(LINE_BESIDE if beside else LINE)
    line.width = Pt(wide + _DOUBLE if style.double else wide)
    if style.double:
        line._get_or_add_ln().set("cmpd", "dbl")
    dash = next(
        (DASHES[name] for name, known in STATUSES.items() if known == style and name in DASHES),
        None,
    )
    if dash is not None:
        line.dash_style = dash


def flat(shape: Any) -> None:
    """Take a shape's theme, with its shadow and gloss."""
    style = shape._element.find("{*}style")
    if style is not None:
        shape._element.remove(style)


def fill(shape: Shape, ground: str, border: str, wide: float) -> None:
    """Dress a shape in our colours."""
    flat(shape)
    shape.fill.solid()
    shape.fill.fore_color.rgb = rgb(ground)
    shape.line.color.rgb = rgb(border)
    shape.line.width = Pt(wide)
