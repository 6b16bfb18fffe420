"""What the key of a picture says: kinds with their shapes, groups with their colours, lines.

Relies on the picture and its drawing; pages and files print the same entries.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from viz.lettering import in_rows, plain, width
from viz.maps.drawing import Drawing
from viz.maps.shapes import outline
from viz.picture import Picture
from viz.style import (
    FONT_SIZE,
    NEUTRAL,
    TONES,
    WORDS,
    StatusStyle,
    kind_rank,
    kind_style,
    status_style,
)

WIDTH, HEIGHT = 30.0, 18.0  # px of a sample
LINE_WIDTH = 40.0  # px of a sample of a line
_GAP, _NEAR = 15.0, 5.0  # px between entries, and from a sample to its name


@dataclass(frozen=True, slots=True)
class Sample:
    """One kind or group: its name, the relation that ties all its facts, if any, its look."""

    label: str
    relation: str
    path: str
    fill: str
    border: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """One kind of line, with the relation of all lines if they have but one."""

    label: str
    style: StatusStyle


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the key: a sample of a shape, of a line, or of the thin lines beside."""

    label: str
    sample: Sample | None = None
    status: StatusStyle | None = None
    beside: bool = False

    @property
    def width(self) -> float:
        """How many px sample and name take, and the gap after them."""
        sample = WIDTH if self.sample else LINE_WIDTH
        return sample + _NEAR + width(self.label) * FONT_SIZE


def entries(picture: Picture, drawing: Drawing) -> list[Entry]:
    """Return all that the key says: kinds, groups, lines."""
    shapes = [Entry(_named(s), s) for s in [*kinds(picture, drawing), *tones(picture)]]
    lines = [
        Entry(plain(stroke.label), None, stroke.style) for stroke in statuses(picture, drawing)
    ]
    if any(edge.beside for edge in picture.edges):
        lines.append(Entry(WORDS[picture.lang]["beside"], beside=True))
    return [*shapes, *lines]


def _named(sample: Sample) -> str:
    return plain(f"{sample.label} – {sample.relation}" if sample.relation else sample.label)


def laid(found: Sequence[Entry], wide: float) -> list[tuple[float, int, Entry]]:
    """Set entries in rows of a width, like words: x, row, entry."""
    places = in_rows((entry.width for entry in found), wide, _GAP)
    return [(x, row, entry) for (row, x), entry in zip(places, found, strict=True)]


def kinds(picture: Picture, drawing: Drawing) -> list[Sample]:
    """Return the kinds on the map, in their fixed order; in grey where colour says the group."""
    labels: dict[str, str] = {}
    for node in sorted(picture.nodes, key=lambda node: (kind_rank(node.kind), node.kind)):
        labels.setdefault(node.kind, node.kind_label)
    samples = []
    toned = {group.label: tone for group, tone in zip(picture.tones, TONES, strict=False)}
    for kind, label in labels.items():
        style = kind_style(kind)
        fill, border = style.fill, style.border
        if picture.tones:
            fill, border = toned.get(label, (NEUTRAL.fill, NEUTRAL.border))
        relation = drawing.relations.get(kind, "")
        path = outline(style.shape, WIDTH, HEIGHT)
        told = relation if relation != label else ""
        samples.append(Sample(label, told, path, fill, border))
    return samples


def tones(picture: Picture) -> list[Sample]:
    """Return the groups that have a colour, but those that are a kind: it has the colour."""
    path = outline("round", WIDTH, HEIGHT)
    kinds = {node.kind_label for node in picture.nodes}
    named = zip(picture.tones, TONES, strict=False)
    return [
        Sample(group.label, "", path, fill, border)
        for group, (fill, border) in named
        if group.label not in kinds
    ]


def statuses(picture: Picture, drawing: Drawing) -> list[Stroke]:
    """Return the kinds of line on the map."""
    used = list(dict.fromkeys(status_style(edge.status) for edge in picture.edges))
    relation = f" – {drawing.relation}" if drawing.relation else ""
    return [
        Stroke((style.ja if picture.lang == "ja" else style.en) + relation, style)
        for style in sorted(used, key=lambda style: (len(style.dash), style.dash, style.en))
    ]
