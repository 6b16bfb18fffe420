"""The goal map: the best paths to a goal, and the money, bodies and technologies beside them.

Relies on `kg.Graph` for paths, facts and citations; drawing is left to `viz.html`.
"""

from kg.facts import Fact
from kg.graph import Graph
from kg.namespaces import Iri, curie, iri
from kg.trace import Hop, Path
from viz.picture import Edge, Node, Note, Picture

PATHS = 8  # best paths drawn; more do not fit a screen in a readable size
# What is drawn beside a means, and how many of each; the rest is behind a click.
BESIDE = {
    "hasMoney": 2, "administeredBy": 2, "implementedBy": 2, "fundedBy": 1, "hasParticipant": 2,
    "develops": 2, "builds": 1, "partnersWith": 2,
}  # fmt: skip
MOST_NODES = 28
# Of several classes of a node, the one that gives it its shape.
KINDS = ("Goal", "Target", "Challenge", "Programme", "Project", "Measure", "Strategy", "Field")
_WORDS = {
    "ja": "「{goal}」を支える手段 {means} 件を、根拠となる行とともに示す。",
    "en": "{means} means behind “{goal}”, each link with the lines that state it.",
}
_NOTHING = {
    "ja": "「{goal}」を支える手段は、調べた文書に見当たらない。",
    "en": "No means behind “{goal}” is stated in the documents searched.",
}


def goal_picture(graph: Graph, goal: Iri) -> Picture:
    """Draw a goal's traced paths, ends on top, with what hangs on their means."""
    paths = graph.paths(goal, limit=PATHS)
    layers = _layers(paths, goal)
    hops = {(hop.source, hop.target): hop for path in paths for hop in path.hops}
    edges = [_edge(graph, hop) for hop in hops.values()]
    drawn = list(layers)
    for node in list(layers):
        for fact in _beside(graph, node):
            if fact.object not in drawn and len(drawn) >= MOST_NODES:
                continue
            if isinstance(fact.object, Iri) and (node, fact.object) not in hops:
                drawn += [fact.object] if fact.object not in drawn else []
                edges.append(_beside_edge(graph, fact, fact.object))
    nodes = tuple(_node(graph, node, layers.get(node), node == goal) for node in drawn)
    means = len({path.means for path in paths})
    words = (_WORDS if paths else _NOTHING)[graph.lang]
    subtitle = words.format(goal=graph.labels.of(goal), means=means)
    return Picture(
        graph.labels.of(goal), subtitle, graph.lang, nodes, tuple(edges), _sources(graph, hops)
    )


def _layers(paths: list[Path], goal: Iri) -> dict[Iri, int]:
    """Give each node its distance from the goal, the longest over all paths."""
    layers = {goal: 0}
    for path in paths:
        for distance, node in enumerate(reversed(path.nodes)):
            layers[node] = max(layers.get(node, 0), distance)
    return layers


def _beside(graph: Graph, node: Iri) -> list[Fact]:
    """Choose the facts drawn beside a node: at most so many of each relation."""
    chosen: list[Fact] = []
    counts: dict[str, int] = {}
    order = list(BESIDE)
    facts = [f for f in graph.facts.of(node) if curie(f.predicate) in BESIDE]
    for fact in sorted(facts, key=lambda f: order.index(curie(f.predicate))):
        name = curie(fact.predicate)
        if isinstance(fact.object, Iri) and not _repeats(graph, fact.object):
            counts[name] = counts.get(name, 0) + 1
            if counts[name] <= BESIDE[name]:
                chosen.append(fact)
    return chosen


def _repeats(graph: Graph, node: Iri) -> bool:
    """Say whether an amount only restates, or is part of, another."""
    return any(
        any(True for _ in graph.store.quads(node, iri(name)))
        for name in ("restates", "amountPartOf")
    )


def _node(graph: Graph, node: Iri, layer: int | None, emphasis: bool) -> Node:
    kind = _kind(graph, node)
    notes = tuple(_note(graph, fact) for fact in graph.facts.of(node))
    label = graph.labels.of(iri(kind))
    return Node(node.value, graph.labels.of(node), kind, label, notes, layer, emphasis)


def _kind(graph: Graph, node: Iri) -> str:
    """Choose the class that gives a node its shape."""
    kinds = graph.kinds(node) or [
        curie(q.object)
        for q in graph.store.quads(node, iri("rdf:type"))
        if isinstance(q.object, Iri)
    ]
    ranked = sorted(kinds, key=lambda k: (KINDS.index(k) if k in KINDS else len(KINDS), k))
    return ranked[0] if ranked else "Thing"


def _note(graph: Graph, fact: Fact) -> Note:
    text = graph.facts.sentence(fact.subject, fact.predicate, fact.object)
    return Note(text, _cited(graph, fact.statements))


def _edge(graph: Graph, hop: Hop) -> Edge:
    fact = (hop.target, hop.source) if hop.backwards else (hop.source, hop.target)
    text = graph.facts.sentence(fact[0], hop.relation, fact[1])
    note = Note(text, _cited(graph, hop.statements))
    label = graph.labels.of(hop.relation)
    status = _status(graph, hop.statements)
    return Edge(hop.source.value, hop.target.value, label, status, (note,))


def _beside_edge(graph: Graph, fact: Fact, end: Iri) -> Edge:
    label = graph.labels.of(fact.predicate)
    note = _note(graph, fact)
    status = _status(graph, fact.statements)
    return Edge(fact.subject.value, end.value, label, status, (note,), beside=True)


def _cited(graph: Graph, statements: tuple[Iri, ...]) -> tuple[str, ...]:
    return tuple(graph.evidence.citation(s).text(graph.lang) for s in statements)


def _status(graph: Graph, statements: tuple[Iri, ...]) -> str:
    """Take the firmest status of several statements."""
    found = {graph.evidence.citation(statement).status for statement in statements}
    order = ("stated", "agreed", "observed", "planned", "curated")
    return next((status for status in order if status in found), "stated")


def _sources(graph: Graph, hops: dict[tuple[Iri, Iri], Hop]) -> tuple[str, ...]:
    """Name the documents behind the traced links."""
    citations = [graph.evidence.citation(s) for hop in hops.values() for s in hop.statements]
    documents = {c.source.id: c.source for c in citations if c.source.publisher}
    printed = []
    for name in sorted(documents):
        source = documents[name]
        head = (
            f"{source.publisher}『{source.title}』"
            if graph.lang == "ja"
            else (f"{source.publisher}, “{source.title}”")
        )
        printed.append(f"{head} ({source.issued})" if source.issued else head)
    return tuple(printed)
