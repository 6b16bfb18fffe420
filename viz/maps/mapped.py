"""From the answer of a view to its whole picture, nothing left out yet.

Relies on the view's plan for what the columns mean; `summary` then makes it fit a page.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import networkx

from kg.answers import Answer, AnswerRow
from kg.citations import Citation
from kg.graph import Graph
from kg.namespaces import Iri, curie
from viz.lettering import width
from viz.maps.entities import firmest, node_of, note_of, places
from viz.maps.view import ENDS, View
from viz.picture import Edge, Group, Node, Note, Picture
from viz.sources import dated, titled
from viz.style import TONES

_SHORT = 12.0  # em; longer names stay in small letters, or they would fill the map


@dataclass(slots=True)
class _End:
    """What the rows say of one node."""

    group: Group | None = None
    row: int | None = None
    weight: float = 0.0


@dataclass(slots=True)
class _Found:
    """Nodes and links of an answer, in its order."""

    ends: dict[str, _End] = field(default_factory=dict)
    links: dict[tuple[str, str, str], list[Citation]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mapped:
    """A whole picture, and by node id what is drawn first where not all can be."""

    picture: Picture
    weights: Mapping[str, float]


def mapped(view: View, graph: Graph, answer: Answer, entity: Iri | None) -> Mapped:
    """Make the picture of a view's answer; `entity` is what the map is about, if one thing."""
    found = _read(view, answer, graph)
    rows = _rows(view, found)
    about = entity.value if entity else ""
    nodes = []
    for id, end in found.ends.items():
        node = node_of(graph, Iri(id), layer=rows.get(id), emphasis=id == about, group=end.group)
        if isinstance(kinds := view.plan.get("rows"), list):
            node = replace(node, layer=kinds.index(node.kind) if node.kind in kinds else None)
        nodes.append(node)
    edges = tuple(_edge(graph, link, alike) for link, alike in found.links.items())
    nodes = _sized(nodes, edges) if view.plan.get("size") == "links" else nodes
    cited = _cited(graph, found)
    picture = Picture(
        _title(view, graph, entity), str(view.question.header["description"][graph.lang]),
        graph.lang, tuple(nodes), _sided(tuple(nodes), edges),
        titled(cited, graph.lang), _tones(view, nodes), dated(cited, graph.lang),
    )  # fmt: skip
    links = Counter(end for edge in edges for end in (edge.source, edge.target))
    weights = {id: end.weight or float(links[id]) for id, end in found.ends.items()}
    return Mapped(picture, weights)


def _cited(graph: Graph, found: _Found) -> list[Citation]:
    """List the citations of all links; of a link that is our own, those of its ends' facts."""
    cited = [citation for alike in found.links.values() for citation in alike]
    own = [link for link, alike in found.links.items() if all(not c.lines for c in alike)]
    ends = {end for source, _, target in own for end in (source, target)}
    return cited + [
        graph.evidence.citation(statement)
        for end in sorted(ends)
        for fact in graph.facts.of(Iri(end))
        for statement in fact.statements
    ]


def _title(view: View, graph: Graph, entity: Iri | None) -> str:
    summary = view.question.title(graph.lang)
    if entity is None:
        return summary
    return f"{graph.labels.of(entity)}{'：' if graph.lang == 'ja' else ': '}{summary}"


def _read(view: View, answer: Answer, graph: Graph) -> _Found:
    """Collect nodes and links; what a node's first row says of it counts."""
    found = _Found()
    columns = dict(zip(ENDS, view.plan["nodes"], strict=True))
    for row in answer.rows:
        ids = {end: row.cells[column].iri for end, column in columns.items()}
        for end, id in ids.items():
            if id:
                _note_end(found.ends.setdefault(id, _End()), row, view, end, graph)
        relation = row.cells[view.plan["edges"]].iri
        if ids["source"] and ids["target"] and relation:
            link = (ids["source"], relation, ids["target"])
            cited = found.links.setdefault(link, [])
            cited += [c for p in row.citations if (c := answer.citations[p]) not in cited]
    return found


def _note_end(end: _End, row: AnswerRow, view: View, side: str, graph: Graph) -> None:
    group = row.cells.get(view.column("groups", side))
    if end.group is None and group is not None and group.label:
        plan = view.plan["groups"]
        label = plan.get(graph.lang, "{}").format(group.label)
        name = label if plan.get("named") == "group" else ""
        end.group = Group(group.iri or group.value, label, name)
    number = row.cells.get(view.column("rows", side))
    if end.row is None and number is not None and number.value:
        end.row = int(number.value)
    weight = row.cells.get(view.column("weight", side))
    if weight is not None and weight.value:
        end.weight = float(weight.value)


def _rows(view: View, found: _Found) -> dict[str, int | None]:
    """Return the rows that columns or the depth below the roots give."""
    if view.plan.get("rows") != "depth":
        return {id: end.row for id, end in found.ends.items()}
    # A cycle counts as one step, so that it cannot go on for ever.
    down: networkx.DiGraph[str] = networkx.DiGraph()
    down.add_edges_from((target, source) for source, _, target in found.links)
    steps = networkx.condensation(down)
    return {
        id: depth
        for depth, generation in enumerate(networkx.topological_generations(steps))
        for step in generation
        for id in steps.nodes[step]["members"]
    }


def _edge(graph: Graph, link: tuple[str, str, str], cited: Sequence[Citation]) -> Edge:
    source, relation, target = (Iri(name) for name in link)
    note: Note = note_of(graph, source, relation, target, cited)
    status = firmest(citation.status for citation in cited)
    label = graph.labels.of(relation)
    return Edge(
        link[0], link[2], label, status, (note,), cited=places(cited), relation=curie(relation)
    )


def _sided(nodes: tuple[Node, ...], edges: tuple[Edge, ...]) -> tuple[Edge, ...]:
    """Draw links to what stands beside thin, on a map that has rows."""
    beside = {node.id for node in nodes if node.layer is None}
    if len(beside) == len(nodes):
        return edges
    return tuple(replace(e, beside=bool({e.source, e.target} & beside)) for e in edges)


def _sized(nodes: list[Node], edges: tuple[Edge, ...]) -> list[Node]:
    """Write the names of the best-linked nodes larger."""
    links = Counter(end for edge in edges for end in (edge.source, edge.target))
    most = max(links.values(), default=0)
    large = (max(4, most / 4), max(8, most / 2))
    return [
        replace(n, size=sum(links[n.id] >= least for least in large))
        if width(n.label) <= _SHORT
        else n
        for n in nodes
    ]


def _tones(view: View, nodes: Sequence[Node]) -> tuple[Group, ...]:
    """Return the groups that get a colour: the largest, in the order of their labels."""
    if view.plan.get("colour") != "group":
        return ()
    counts = Counter(node.group for node in nodes if node.group)
    largest: list[Any] = [group for group, _ in counts.most_common(len(TONES))]
    return tuple(sorted(largest, key=lambda group: group.label))
