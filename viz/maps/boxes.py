"""The box of each node: its lines of text and its size, before it has a place.

Relies on `lettering` for widths and `style` for shapes; sizes are px at scale 1.
"""

from dataclasses import dataclass

from viz.lettering import LINES, longest, plain, width, wrap
from viz.maps.shapes import EXTRA_HEIGHT, INSETS
from viz.picture import Node
from viz.style import FONT_SIZE, SIZES, kind_style

LINE_HEIGHT = 18.0
_PAD_X, _PAD_Y, _BOLD = 9.0, 5.0, 1.06
_ROOMY = 14.0  # em; narrower English labels are easier to read below their relation
_LONGEST_WORD = 12.0  # em; a longer one is broken
_LONGEST_LEAD = 7.0  # em; a longer relation name gets a line of its own


@dataclass(frozen=True, slots=True)
class Box:
    """A node as drawn: its text lines and its size.

    `lead`: the relation that ties a fact to its owner, printed before the label in grey; it is
    the start of the first line; `scale`: its letters as a multiple of the usual ones.
    """

    lines: tuple[str, ...]
    lead: str
    width: float
    height: float
    scale: float = 1.0


def box_of(node: Node, *, room: float, lead: str = "", most: int = LINES) -> Box:
    """Return the box of a node: at most `most` lines of about `room` em, and its relation."""
    lines, lead = _lettered(plain(lead), plain(node.label), _roomy(node.label, room), most)
    shape = kind_style(node.kind).shape
    scale = SIZES[node.size]
    em = FONT_SIZE * scale * (_BOLD if node.emphasis else 1.0)
    wide = max(width(line) for line in lines) * em
    return Box(
        lines,
        lead,
        round(max(wide + 2 * (_PAD_X + INSETS.get(shape, 0.0)), 56.0)),
        round(len(lines) * LINE_HEIGHT * scale + 2 * _PAD_Y + EXTRA_HEIGHT.get(shape, 0.0)),
        scale,
    )


def _roomy(text: str, room: float) -> float:
    """Return room for the longest word, within reason."""
    return max(room, min(longest(text), _LONGEST_WORD))


def _lettered(lead: str, text: str, room: float, most: int) -> tuple[tuple[str, ...], str]:
    """Return the lines, and the relation that begins the first: inline where that saves a line."""
    alone = wrap(text, room, most)
    if not lead:
        return alone, ""
    inline = wrap(f"{lead}\u2007{text}", room, most)
    spaced = " " in text and text.isascii() and room < _ROOMY
    saves = len(inline) == 1 or (len(inline) <= len(alone) and not spaced)
    if saves and inline[0].startswith(lead) and width(lead) <= _LONGEST_LEAD:
        return inline, lead
    head = wrap(lead, room, 1)
    return (*head, *alone), head[0]
