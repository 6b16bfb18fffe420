"""How large boxes and labels are on a slide, in letters of 18 pt.

Relies on `boxes` for lines and widths; every size is worked out once for a picture.
"""

from collections.abc import Sequence
from copy import copy
from functools import cache
from itertools import pairwise
from math import inf

from viz.lettering import LEADING, longest, plain, width, wrap
from viz.maps.boxes import Box, box_of
from viz.maps.captions import LONGEST, shortened
from viz.maps.shapes import EXTRA_HEIGHT, INSETS
from viz.picture import Edge, Picture
from viz.style import FONT_SIZE, kind_style

LETTERS = 18.0  # pt of all text on a map
SCALE = LETTERS / FONT_SIZE
PILE = 4.0  # pt by which the second outline of a counted box stands out
NARROW, _HALF = 6.5, 9.0  # em of a label that is broken to save width; of its longer line
_LINES, _WORD = 5, 12.0  # lines of a box's text; em of the longest word kept whole
_PAD, _LABEL_PAD = 3.5, 3.0  # pt above and below a box's text; beside a label's
_SIDE, _BOLD = 8.0, 1.06  # pt beside a box's text; how much wider bold letters are
_BETWEEN_SCRIPTS = 0.25  # em of air that offices put between full-width and other letters
_WIDE_FROM = 0x2E80
_ARIAL = 0.93  # of what `width` reckons; measured: 0.82 to 0.9
_LEAST, _MARK = 5, 0.6  # em of a line; of a mark after the longest word
WIDEST = 26  # em of a line
_CUT = 20  # em; a text that does not even fit lines of this width is cut


class Letters:
    """The sizes of a picture's boxes and labels; `relation`: the label of all lines, if one."""

    def __init__(self, picture: Picture) -> None:
        self._nodes = {node.id: node for node in picture.nodes}
        self._lang = picture.lang
        self._label = LONGEST
        self.relation = common(picture)
        self.box = cache(self._box)

    def narrower(self) -> "Letters":
        """Return the same with labels broken into two lines."""
        other = copy(self)  # the boxes that are worked out serve both
        other._label = NARROW
        return other

    def _box(self, node: str, em: int) -> Box:
        found = self._nodes[node]
        box = box_of(found, room=em, most=_LINES)
        shape = kind_style(found.kind).shape
        wide = max(map(drawn, box.lines)) * LETTERS * box.scale * (_BOLD if found.emphasis else 1)
        wide += 2 * (_SIDE + INSETS.get(shape, 0.0) * SCALE) + (PILE if found.members else 0.0)
        extra = EXTRA_HEIGHT.get(shape, 0.0) * SCALE
        high = len(box.lines) * LETTERS * LEADING * box.scale + 2 * _PAD + extra
        high += PILE if found.members else 0.0
        return Box(box.lines, "", wide, high, box.scale)

    def label(self, edge: Edge) -> Box:
        """Return the label of lines, of no size if they bear none."""
        if self.relation or not plain(edge.label):
            return Box((), "", 0.0, 0.0)
        text = shortened(edge, self._lang, LONGEST if self._label == LONGEST else 2 * NARROW)
        lines = _broken(text, self._label)
        wide = max(map(drawn, lines)) * LETTERS
        return Box(lines, "", wide + 2 * _LABEL_PAD, len(lines) * LETTERS * LEADING)

    def least(self, node: str) -> int:
        """Return the least em of a line that keeps the words of a node whole."""
        return max(_LEAST, int(min(longest(self._nodes[node].label) + _MARK, _WORD)) + 1)

    def wide(self, nodes: Sequence[str], em: int) -> float:
        """Return the width of a column of boxes."""
        return max((self.box(node, em).width for node in nodes), default=0.0)

    def high(self, nodes: Sequence[str], em: int, gap: float) -> float:
        """Return the height of a column of boxes; without bounds where a text is cut."""
        if self._cuts(nodes, em):
            return inf
        return sum(self.box(node, em).height + gap for node in nodes) - gap

    def bad(self, nodes: Sequence[str], em: int) -> float:
        """Return how hard a column is to read: many lines in a box are worse than in several."""
        if self._cuts(nodes, em):
            return inf
        return float(sum(len(self.box(node, em).lines) ** 2 for node in nodes))

    def _cuts(self, nodes: Sequence[str], em: int) -> bool:
        """Tell whether a text is cut that would be whole in longer lines."""
        return em < _CUT and any(self.box(node, em).lines[-1].endswith("…") for node in nodes)

    def wider(self, nodes: Sequence[str], em: int, left: float) -> tuple[int, float] | None:
        """Return the next em that saves lines, if there is width left for it, and how it pays."""
        bad, wide = self.bad(nodes, em), self.wide(nodes, em)
        for more in range(em + 1, WIDEST + 1):
            extra = self.wide(nodes, more) - wide
            if extra > left:
                return None
            if (better := self.bad(nodes, more)) < bad:
                return more, (bad - better) / max(extra, 1.0)
        return None


def _broken(text: str, room: float) -> tuple[str, ...]:
    """Break a label into two lines at most, as narrow as its words allow."""
    head, mark, tail = text.rpartition("・")
    if mark and room < max(map(width, (head + mark, tail))) <= _HALF:
        return (head + mark, tail)
    room, whole = max(room, longest(text) + _MARK), text.replace(" ", "")
    while "".join(lines := wrap(text, room, 2)).replace(" ", "") != whole:
        room += 0.5
    return lines


def common(picture: Picture) -> str:
    """Return the relation of all lines, if they have but one and are several: the key tells it."""
    labels = {edge.label for edge in picture.edges}
    return next(iter(labels)) if len(labels) == 1 and len(picture.edges) > 1 else ""


def drawn(text: str) -> float:
    """Return the width in em that a line takes on a slide, whose typeface for Latin is Arial.

    >>> round(drawn("総務省の2022年"), 2), round(drawn("Beyond 5G"), 2)
    (7.94, 4.85)
    """
    air = sum((ord(a) < _WIDE_FROM) != (ord(b) < _WIDE_FROM) for a, b in pairwise(text))
    pure = all(ord(char) < _WIDE_FROM for char in text)
    return width(text) * _ARIAL if pure else width(text) + air * _BETWEEN_SCRIPTS
