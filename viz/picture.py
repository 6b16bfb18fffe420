"""What is drawn: nodes, edges, and the cited facts behind each of them.

Relies on nothing; every other module of `viz` takes these values.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Literal

Lang = Literal["ja", "en"]


@dataclass(frozen=True, slots=True)
class Note:
    """One fact as a sentence, with its printed citations."""

    text: str
    citations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cited:
    """A place in a document, for programs that read on: document id and lines.

    `year`: when the document was issued, empty where that is not known.
    """

    document: str
    lines: str
    year: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What nodes have in common; `id` may be that of a node, which then heads the group.

    `name`: what its nodes are called ("companies"), if not by their kind.
    """

    id: str
    label: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A thing on the map.

    `kind`: local name of its class (`Goal`), which sets shape and colour; `kind_label`: the
    class in the reader's language; `layer`: 0 is the top row; a node without a layer, on a map
    where others have one, is a fact beside the trace and drawn next to what it belongs to;
    `size`: 0 to 2, how large its letters are; `members`: the things it stands for, which are
    not drawn.
    """

    id: str
    label: str
    kind: str
    kind_label: str
    notes: tuple[Note, ...] = ()
    layer: int | None = None
    emphasis: bool = False
    group: Group | None = None
    size: int = 0
    members: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation between two nodes; the arrow points at `target`.

    `status`: local name of the status concept (`planned`), which sets the line's style;
    `beside`: a fact beside the traced path, drawn thin; `relation`: the property's name, for
    programs that read on; `labels`: of a line that stands for several, what each is called.
    """

    source: str
    target: str
    label: str
    status: str = "stated"
    notes: tuple[Note, ...] = ()
    beside: bool = False
    cited: tuple[Cited, ...] = ()
    relation: str = ""
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A whole map, complete in itself.

    `subtitle`: one sentence that says what is seen; `sources`: the documents, as printed;
    `tones`: the groups that have a colour of their own, in the order of the legend; without
    them the colour says the kind; `dated`: publishers and dates of the sources alone.

    Raises ValueError for a repeated node id, an edge end that is no node, an empty id, a
    negative layer, or a language other than ja and en.
    """

    title: str
    subtitle: str
    lang: Lang
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    sources: tuple[str, ...]
    tones: tuple[Group, ...] = ()
    dated: str = ""

    def __post_init__(self) -> None:
        problems = [*_node_problems(self.nodes), *_edge_problems(self.nodes, self.edges)]
        if self.lang not in ("ja", "en"):
            problems.append(f"lang {self.lang!r}: unknown language. use 'ja' or 'en'")
        if problems:
            raise ValueError("; ".join(problems))


def _node_problems(nodes: tuple[Node, ...]) -> list[str]:
    counts = Counter(node.id for node in nodes)
    return [
        *(f"node {id!r}: given {n} times. merge them" for id, n in counts.items() if n > 1),
        *(f"node {n.label!r}: no id. give it one" for n in nodes if not n.id),
        *(
            f"node {n.id!r}: layer {n.layer} is negative. count from 0, the top"
            for n in nodes
            if n.layer is not None and n.layer < 0
        ),
    ]


def _edge_problems(nodes: tuple[Node, ...], edges: tuple[Edge, ...]) -> list[str]:
    known = {node.id for node in nodes}
    return [
        f"edge {edge.source!r} → {edge.target!r}: no node {end!r}. add it or drop the edge"
        for edge in edges
        for end in (edge.source, edge.target)
        if end not in known
    ]
