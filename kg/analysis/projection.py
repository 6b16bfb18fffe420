"""The projection: stated links as an undirected, simple, weighted graph of bodies, work and things.

Relies on the saved question `stated-links` for what counts, and on igraph.

Nodes: organisations and people; strategies, programmes, projects and measures; technologies, use
cases, systems, products, facilities and standards; goals and challenges. Left out are documents,
concept schemes, countries, places, fields, topics and broader terms: they classify, and to share a
class is no contact; as nodes they would put any two things of one country two steps apart. Groups
that a document only describes (users, companies) are left out for the same reason. Topics come
back as what a node joins.

Links: every stated relation between two nodes, planned ones too; not what is curated, declined or
only proposed, nor whether two names may mean one thing. Those that share an n-ary node (a role, a
sum of money) are linked with each other.

Weight: each document that states the link adds the weight of its best statement (stated 1, planned
0.8); of n that share an n-ary node each pair has 1/(n-1) of it, so that a shared node counts each
member once (Newman 2001, doi:10.1103/PhysRevE.64.016132). The length of a link is 1/weight.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import igraph

SHARED = ("Role", "Money")  # relations of the question that name the n-ary node between two
_UNIT = 5040  # lengths in whole numbers, so that equally long ways are found equal


@dataclass(frozen=True, slots=True)
class Stated:
    """One stated link between two nodes, by IRI; weight 0…1 of its status."""

    one: str
    relation: str
    other: str
    weight: float
    statement: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the projection; its statements, those of the greatest weight first."""

    weight: float
    statements: tuple[str, ...]


class Projection:
    """The graph: nodes in order of their IRIs, so that the same links give the same answers."""

    def __init__(self, links: Mapping[tuple[str, str], Link]) -> None:
        """Take links by pair of nodes, each pair in alphabetical order."""
        self.links = dict(sorted(links.items()))
        self.nodes = tuple(sorted({node for pair in links for node in pair}))
        self.near: dict[str, dict[str, Link]] = {node: {} for node in self.nodes}
        for (one, other), link in self.links.items():
            self.near[one][other] = link
            self.near[other][one] = link

    @classmethod
    def of(cls, stated: Iterable[Stated]) -> "Projection":
        """Project stated links; a link of a node with itself is none."""
        found: dict[tuple[str, str], dict[str, float]] = {}
        listed = list(stated)
        sharing = _sharing(listed)
        for link in listed:
            if link.one != link.other:
                pair = (min(link.one, link.other), max(link.one, link.other))
                share = link.weight / sharing.get((link.relation, link.statement), 1)
                weighed = found.setdefault(pair, {})
                weighed[link.statement] = max(share, weighed.get(link.statement, 0.0))
        return cls({pair: _link(weighed) for pair, weighed in found.items()})

    def around(self, nodes: Collection[str]) -> "Projection":
        """Give the part that holds these nodes, their neighbours and all links among them."""
        inside = {n for node in nodes if node in self.near for n in (node, *self.near[node])}
        kept = {pair: link for pair, link in self.links.items() if inside.issuperset(pair)}
        return Projection(kept)

    @cached_property
    def graph(self) -> igraph.Graph:
        """The same for igraph: vertices in the order of `nodes`, edges with weight and length."""
        place = {node: number for number, node in enumerate(self.nodes)}
        edges = [(place[one], place[other]) for one, other in self.links]
        graph = igraph.Graph(n=len(self.nodes), edges=edges)
        graph.es["weight"] = [link.weight for link in self.links.values()]
        graph.es["length"] = [round(_UNIT / link.weight) for link in self.links.values()]
        return graph


def _sharing(stated: Iterable[Stated]) -> dict[tuple[str, str], int]:
    """Count for each n-ary node with how many others each of its members shares it."""
    members: dict[tuple[str, str], set[str]] = {}
    for link in stated:
        if link.relation in SHARED:
            members.setdefault((link.relation, link.statement), set()).update(
                (link.one, link.other)
            )
    return {shared: max(1, len(nodes) - 1) for shared, nodes in members.items()}


def _link(weighed: Mapping[str, float]) -> Link:
    """Sum over documents the best statement of each."""
    best: dict[str, float] = {}
    for statement, weight in weighed.items():
        document = statement.rpartition("/")[0]
        best[document] = max(weight, best.get(document, 0.0))
    ranked = sorted(weighed, key=lambda statement: (-weighed[statement], statement))
    return Link(sum(best[document] for document in sorted(best)), tuple(ranked))
