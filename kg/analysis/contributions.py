"""The contribution graph: stated links from means to ends, with the cuts that sever an end.

Relies on the tracer's links; those that only share a field are no links here.
"""

from collections.abc import Collection
from itertools import pairwise

import networkx

from kg.namespaces import Iri, iri
from kg.trace import MEANS, OUTSIDE, Hop, Tracer

# Stands for all means of an end at once: what is cut off from it has no means left.
ALL_MEANS = iri("means")


def contributions(tracer: Tracer) -> "networkx.DiGraph[Iri]":
    """Make the graph: each edge carries its `hop`, each node its `roles`, in sorted order.

    What stands outside (a body, a country, a topic) begins or ends a path, it never passes one on.
    """
    graph: networkx.DiGraph[Iri] = networkx.DiGraph()
    for source in sorted(tracer.up, key=str):
        for hop in tracer.up[source]:
            if _passes_on(tracer, hop):
                graph.add_edge(hop.source, hop.target, hop=hop)
    for node in graph:
        graph.add_node(node, roles=tracer.roles(node))
    return graph


def _passes_on(tracer: Tracer, hop: Hop) -> bool:
    source, target = tracer.roles(hop.source), tracer.roles(hop.target)
    return not (OUTSIDE in source and MEANS not in source) and not (
        OUTSIDE in target and MEANS in target
    )


def means_reaching(graph: "networkx.DiGraph[Iri]", end: Iri) -> frozenset[Iri]:
    """List the programmes, projects and measures from which a path leads to an end."""
    if end not in graph:
        return frozenset()
    before = networkx.ancestors(graph, end)
    return frozenset(node for node in before if MEANS in graph.nodes[node]["roles"])


def without(graph: "networkx.DiGraph[Iri]", nodes: Collection[Iri]) -> "networkx.DiGraph[Iri]":
    """Give the graph that remains when these nodes are lost."""
    left = graph.copy()
    left.remove_nodes_from(nodes)
    return left


def routes(graph: "networkx.DiGraph[Iri]", end: Iri) -> dict[Iri, tuple[Hop, ...]]:
    """Give the shortest path from each node that reaches an end, the nodes themselves sorted."""
    reverse = graph.reverse(copy=False)
    found = networkx.single_source_shortest_path(reverse, end)
    return {
        node: tuple(graph.edges[pair]["hop"] for pair in pairwise(path[::-1]))
        for node, path in sorted(found.items(), key=lambda item: (len(item[1]), str(item[0])))
        if node != end
    }


def single_points(graph: "networkx.DiGraph[Iri]", end: Iri) -> list[Iri]:
    """List the nodes whose loss alone cuts every means off from an end, the nearest first.

    They are the dominators of all means, seen from the end (Cooper, Harvey and Kennedy 2001).
    """
    joined = _joined(graph, end)
    if ALL_MEANS not in joined:
        return []
    above = networkx.immediate_dominators(joined.reverse(copy=False), end)
    found, node = [], above[ALL_MEANS]
    while node != end:
        found.append(node)
        node = above[node]
    return found[::-1]


def smallest_cut(graph: "networkx.DiGraph[Iri]", end: Iri) -> frozenset[Iri]:
    """Find the fewest nodes whose joint loss cuts every means off, those nearest to the end.

    By Menger's theorem their number is that of the routes that share no node.
    """
    joined = _joined(graph, end)
    if ALL_MEANS not in joined:
        return frozenset()
    return frozenset(networkx.minimum_node_cut(joined, ALL_MEANS, end))


def _joined(graph: "networkx.DiGraph[Iri]", end: Iri) -> "networkx.DiGraph[Iri]":
    """Give what lies before an end, with one source of all its means."""
    means = means_reaching(graph, end)
    before = networkx.ancestors(graph, end) if means else set()
    joined: networkx.DiGraph[Iri] = networkx.DiGraph(graph.subgraph({*before, end}))
    # Sorted, so that equal cuts are chosen alike at every run.
    joined.add_edges_from((ALL_MEANS, node) for node in sorted(means, key=str))
    return joined
