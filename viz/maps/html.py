"""One self-contained page from a picture: map, legend, facts, table; nothing is fetched.

Relies on pyvis for nodes and options and on the vis-network script in its package; the
page is our own template, because pyvis's own loads from a CDN and lets labels become markup.
"""

import json
import re
from collections import Counter
from functools import lru_cache
from importlib.resources import files
from typing import Any

from markupsafe import Markup
from pyvis.network import Network

from viz.lettering import plain
from viz.maps.drawing import Drawing, path
from viz.maps.layout import arrange
from viz.maps.legend import kinds, statuses, tones
from viz.maps.screen import TITLE, title_size
from viz.maps.shapes import outline
from viz.page import checked, own, policy, template
from viz.picture import Edge, Node, Note, Picture
from viz.style import (
    FONT_SIZE,
    FONTS,
    LINE,
    LINE_BESIDE,
    MUTED,
    PAPER,
    TEXT,
    WORDS,
    look,
    status_style,
)

_LINE_HEIGHT = 18
_SCRIPTS = (
    "map-places.js",
    "map-draw.js",
    "map.js",
    "map-tools.js",
    "map-bar.js",
    "map-export.js",
)
_STYLES = ("map.css", "map-tools.css")
_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "dragNodes": True,
        "hover": True,
        "keyboard": False,
        "selectConnectedEdges": False,
        "tooltipDelay": 100000,
        "zoomSpeed": 0.6,
    },
    "nodes": {"chosen": False},
}
_IN_SCRIPT = {ord(c): f"\\u{ord(c):04x}" for c in "<>&'\u2028\u2029"}


def render(picture: Picture) -> str:
    """Return the page of a picture: UTF-8 text, the same bytes for the same picture."""
    drawing = arrange(picture)
    words = WORDS[picture.lang]
    first, scripts = own("map-first.js"), [_library(), *map(own, _SCRIPTS)]
    style = "\n".join(map(own, _STYLES))
    page = template("map.html.j2")
    return page.render(
        policy=policy([first, *scripts], style),
        first=Markup(first),
        picture=picture,
        small_title=title_size(picture.title) != TITLE,
        words=words,
        style=Markup(style),  # our own file, checked by a test
        scripts=[Markup(script) for script in scripts],  # ours and pyvis's, neither with data
        data=_json(_data(picture, drawing)),
        kinds=kinds(picture, drawing),
        tones=tones(picture),
        statuses=_statuses(picture, drawing),
        edges=_edge_rows(picture),
        nodes=[node for node in _all(picture) if node.notes],
        has_beside=any(edge.beside for edge in picture.edges),
    )


@lru_cache(maxsize=1)
def _library() -> str:
    """Return the vis-network script of the installed pyvis, fit to stand in a page.

    Its style sheet is left out: it dresses only buttons, dialogs and tooltips that we do not use.
    """
    versions = [entry for entry in files("pyvis").joinpath("lib").iterdir() if "vis-" in entry.name]
    newest = max(versions, key=lambda entry: [int(n) for n in re.findall(r"\d+", entry.name)])
    script = newest.joinpath("vis-network.min.js").read_text(encoding="utf-8")
    script = re.sub(r"^//# sourceMappingURL=.*$", "", script, flags=re.MULTILINE)
    return checked(script, "vis-network.min.js")


def _json(data: dict[str, Any]) -> Markup:
    """Return JSON that is safe inside a script element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return Markup(text.translate(_IN_SCRIPT))


def _data(picture: Picture, drawing: Drawing) -> dict[str, Any]:
    network = _network(picture, drawing)
    return {
        "nodes": network.nodes,
        "options": network.options,
        "boxes": {node.id: _box(node, picture, drawing) for node in picture.nodes},
        "lines": [_line(edge, n, picture, drawing) for n, edge in enumerate(picture.edges)],
        "bounds": [round(value, 1) for value in drawing.bounds],
        "start": _start(picture, drawing),
        "words": WORDS[picture.lang],
        "ink": {
            "fonts": FONTS,
            "size": FONT_SIZE,
            "lineHeight": _LINE_HEIGHT,
            "text": TEXT,
            "muted": MUTED,
            "paper": PAPER,
            "line": LINE,
            "beside": LINE_BESIDE,
        },
    }


def _start(picture: Picture, drawing: Drawing) -> str:
    """Return where reading starts: what the map is about, or its first row, or its hub."""
    links = Counter(end for edge in picture.edges for end in (edge.source, edge.target))

    def place(node: Node) -> tuple[bool, bool, float, float]:
        _, top, _, _ = drawing.area(node.id)
        in_rows = node.layer is not None
        x = drawing.places[node.id][0]
        return (not node.emphasis, not in_rows, top if in_rows else -links[node.id], x)

    return min(picture.nodes, key=place).id if picture.nodes else ""


def _network(picture: Picture, drawing: Drawing) -> Network:
    """Return pyvis's nodes and options; letters and lines are drawn by our script, not by pyvis."""
    network = Network(directed=True, cdn_resources="in_line")
    for node in picture.nodes:
        x, y = drawing.places[node.id]
        box = drawing.boxes[node.id]
        text = "\n".join(box.lines) or " "
        network.add_node(node.id, label=text, shape="custom", x=round(x, 1), y=round(y, 1))
    network.set_options(json.dumps(_OPTIONS))
    return network


def _box(node: Node, picture: Picture, drawing: Drawing) -> dict[str, Any]:
    box, style = drawing.boxes[node.id], look(node, picture.tones)
    return {
        "label": plain(node.label),
        "kind": plain(node.kind_label),
        "lines": box.lines,
        "lead": box.lead,
        "width": box.width,
        "height": box.height,
        "scale": box.scale,
        "path": outline(style.shape, box.width, box.height),
        "fill": style.fill,
        "border": style.border,
        "emphasis": node.emphasis,
        "notes": [_note(note) for note in node.notes],
        "members": [
            {"label": plain(member.label), "notes": [_note(note) for note in member.notes]}
            for member in node.members
        ],
    }


def _line(edge: Edge, number: int, picture: Picture, drawing: Drawing) -> dict[str, Any]:
    line, style = drawing.lines[number], status_style(edge.status)
    return {
        "source": edge.source,
        "target": edge.target,
        "label": plain(edge.label),
        "caption": line.label,
        "at": line.label_at,
        "path": path(line.points),
        "points": [[round(x, 1), round(y, 1)] for x, y in line.points],
        "status": style.ja if picture.lang == "ja" else style.en,
        "dash": style.dash,
        "double": style.double,
        "beside": edge.beside,
        "relations": [plain(label) for label in edge.labels or (edge.label,)],
        "years": sorted({cited.year for cited in edge.cited} or {""}),
        "notes": [_note(note) for note in edge.notes],
    }


def _note(note: Note) -> dict[str, Any]:
    return {"text": plain(note.text), "citations": [plain(cited) for cited in note.citations]}


def _statuses(picture: Picture, drawing: Drawing) -> list[dict[str, Any]]:
    return [
        {
            "label": stroke.label,
            "dash": " ".join(f"{part:g}" for part in stroke.style.dash),
            "double": stroke.style.double,
        }
        for stroke in statuses(picture, drawing)
    ]


def _all(picture: Picture) -> list[Node]:
    """Return the nodes, each followed by those it stands for."""
    return [found for node in picture.nodes for found in (node, *node.members)]


def _edge_rows(picture: Picture) -> list[dict[str, Any]]:
    labels = {node.id: node.label for node in picture.nodes}
    styles = {edge.status: status_style(edge.status) for edge in picture.edges}
    return [
        {
            "source": labels[edge.source],
            "target": labels[edge.target],
            "label": edge.label,
            "status": getattr(styles[edge.status], picture.lang),
            "notes": edge.notes,
        }
        for edge in picture.edges
    ]
