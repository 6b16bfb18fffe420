"""From entities, facts and citations of a graph to the nodes, edges and notes of a picture.

Relies on `kg.Graph`; every view makes its picture's parts here.
"""

from collections.abc import Iterable, Sequence

from kg.citations import Citation
from kg.graph import Graph
from kg.namespaces import Iri, curie, iri
from viz.picture import Cited, Group, Node, Note

# Of several classes of a node, the one that gives it its shape.
KINDS = ("Goal", "Target", "Challenge", "Programme", "Project", "Measure", "Strategy", "Field")
MOST_NOTES = 40  # facts of one node that a page carries; a country has a thousand
_FIRMEST = ("stated", "agreed", "observed", "planned", "curated")
_MORE = {
    "ja": "ほかに {count} 件（`kg show {id}` で全件）。",
    "en": "{count} more (all of them: `kg show {id}`).",
}


def node_of(
    graph: Graph, node: Iri, *, layer: int | None = None, emphasis: bool = False,
    group: Group | None = None,
) -> Node:  # fmt: skip
    """Make the node of an entity or of an n-ary fact, with what is stated of it."""
    kind = kind_of(graph, node)
    label, kind_label = graph.labels.of(node), graph.labels.of(iri(kind))
    return Node(node.value, label, kind, kind_label, _notes(graph, node), layer, emphasis, group)


def kind_of(graph: Graph, node: Iri) -> str:
    """Choose the class that gives a node its shape; `Thing` where it has none."""
    kinds = graph.kinds(node) or [
        curie(quad.object)
        for quad in graph.store.quads(node, iri("rdf:type"))
        if isinstance(quad.object, Iri)
    ]
    general = {
        curie(quad.object)
        for kind in kinds
        for quad in graph.store.quads(iri(kind), iri("rdfs:subClassOf"))
        if isinstance(quad.object, Iri)
    }
    order = {kind: place for place, kind in enumerate(KINDS)}
    narrow = set(kinds) - general or set(kinds)
    ranked = sorted(narrow, key=lambda kind: (order.get(kind, len(KINDS)), kind))
    return ranked[0] if ranked else "owl:Thing"


def note_of(
    graph: Graph, subject: Iri, relation: Iri, object: Iri, cited: Sequence[Citation]
) -> Note:
    """Say one link in a sentence, with its citations as printed."""
    text = graph.facts.sentence(subject, relation, object)
    return Note(text, printed(graph, cited))


def printed(graph: Graph, citations: Iterable[Citation]) -> tuple[str, ...]:
    """Print citations, each once."""
    return tuple(dict.fromkeys(citation.text(graph.lang) for citation in citations))


def places(citations: Iterable[Citation]) -> tuple[Cited, ...]:
    """Give document and lines of citations, each place once."""
    return tuple(dict.fromkeys(Cited(c.source.id, c.lines, c.source.issued[:4]) for c in citations))


def firmest(statuses: Iterable[str]) -> str:
    """Take the firmest of several statuses."""
    found = set(statuses)
    return next((status for status in _FIRMEST if status in found), "stated")


def _notes(graph: Graph, node: Iri) -> tuple[Note, ...]:
    facts = graph.facts.of(node)
    notes = []
    for fact in facts[:MOST_NOTES]:
        text = graph.facts.sentence(fact.subject, fact.predicate, fact.object)
        notes.append(Note(text, printed(graph, map(graph.evidence.citation, fact.statements))))
    if more := len(facts) - MOST_NOTES:
        if more > 0:
            words = _MORE[graph.lang].format(count=more, id=curie(node).removeprefix("id:"))
            notes.append(Note(words, ()))
    return tuple(notes)
