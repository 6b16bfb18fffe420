"""The stated links between things as a networkx graph, for network tools and notebooks.

Relies on statement graphs; what an n-ary node says only of itself is no link.
"""

from collections.abc import Callable

import networkx

from kg.evidence import Evidence
from kg.facts import FORMAL
from kg.labels import Labels
from kg.namespaces import Iri, curie, iri
from kg.store import GraphStore, stated_in


def network(
    store: GraphStore,
    labels: Labels,
    evidence: Evidence,
    kinds: Callable[[Iri], list[str]],
) -> "networkx.MultiDiGraph[str]":
    """Make the network: nodes are CURIEs, one edge per stated triple, in sorted order."""
    found: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for quad in sorted(store.quads(), key=str):
        statement, source, target = stated_in(quad), quad.subject, quad.object
        if statement is None or quad.predicate in FORMAL:
            continue
        if isinstance(source, Iri) and isinstance(target, Iri):
            citation = evidence.citation(statement)
            found.add_edge(
                curie(source),
                curie(target),
                relation=curie(quad.predicate),
                label=labels.of(quad.predicate),
                statement=statement.value,
                document=citation.source.id,
                lines=citation.lines,
                status=citation.status,
            )
    for name in found:
        node = iri(name)
        found.add_node(name, label=labels.of(node), kind=", ".join(kinds(node)))
    return found
