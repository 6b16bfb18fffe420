"""Reach: which ends a means serves by stated links, and what would have to be taken as stated.

Relies on statement graphs, so that each link has its status; links climb as a trace climbs them.
"""

from collections import deque
from collections.abc import Iterable
from functools import cached_property
from math import inf

from kg.namespaces import Iri
from kg.store import GraphStore
from kg.trace import MEANS, OUTSIDE, Tracer

# Links of contribution, and our own guesses that two things are one; `reverse`: stated as inverse.
_RELATIONS = """SELECT ?said ?reverse WHERE {
  { ?said rdfs:subPropertyOf* ist:contributesTo . BIND(false AS ?reverse) } UNION
  { ?link rdfs:subPropertyOf* ist:contributesTo .
    { ?said owl:inverseOf ?link } UNION { ?link owl:inverseOf ?said } BIND(true AS ?reverse) } UNION
  { VALUES (?said ?reverse) { (skos:closeMatch false) (skos:closeMatch true) } }
} ORDER BY ?said ?reverse"""

Link = tuple[Iri, Iri]  # what is reached, and the statement of the step


class Reach:
    """What programmes, projects and measures reach, and what else they would reach."""

    def __init__(self, store: GraphStore, tracer: Tracer) -> None:
        """Read the links of `store` when first asked; `tracer` knows the roles of what is there."""
        self._store = store
        self._tracer = tracer

    def firm(self, node: Iri) -> bool:
        """Say whether a means reaches the node by links that documents state as facts."""
        return node in self._firm

    def missing(self, node: Iri) -> tuple[Iri, ...]:
        """Give the fewest statements that, taken as facts, would let a means reach the node.

        They are proposals, forecasts, opinions or links of our own; none: no such way exists.
        """
        found: list[Iri] = []
        while node in self._open:
            node, statement, firm = self._open[node]
            if not firm:
                found.append(statement)
        return tuple(found)

    @cached_property
    def _links(self) -> tuple[dict[Iri, list[Link]], dict[Iri, list[Link]]]:
        """Links by source: those that documents state as facts, and the others."""
        firm: dict[Iri, list[Link]] = {}
        loose: dict[Iri, list[Link]] = {}
        for relation in self._store.select(_RELATIONS):
            reverse = str(relation["reverse"]).startswith('"true"')
            # A query for each relation: one for all takes a hundred times as long.
            for b in self._store.select(
                f"SELECT ?source ?target ?statement ?firm WHERE {{"
                f" GRAPH ?statement {{ ?source {relation['said']} ?target }}"
                " ?statement ist:status ?status . ?status ist:merged ?merged"
                " BIND(?merged && ?status != ist:curated AS ?firm) }"
            ):
                source, target, statement = b["source"], b["target"], b["statement"]
                if not (isinstance(source, Iri) and isinstance(target, Iri)):
                    continue
                if isinstance(statement, Iri):
                    start, end = (target, source) if reverse else (source, target)
                    kept = firm if str(b.get("firm")).startswith('"true"') else loose
                    kept.setdefault(start, []).append((end, statement))
        for kept in (firm, loose):
            for links in kept.values():
                links.sort(key=str)
        return firm, loose

    def _passes(self, node: Iri) -> bool:
        return OUTSIDE not in self._tracer.roles(node)

    @cached_property
    def _firm(self) -> set[Iri]:
        """All means, and what they reach by firm links alone."""
        links, _ = self._links
        found = {node for node in self._nodes() if MEANS in self._tracer.roles(node)}
        queue = deque(sorted(found, key=str))
        while queue:
            node = queue.popleft()
            for target, _ in links.get(node, []) if self._passes(node) else []:
                if target not in found:
                    found.add(target)
                    queue.append(target)
        return found

    @cached_property
    def _open(self) -> dict[Iri, tuple[Iri, Iri, bool]]:
        """What is reached with loose links only → the step before, its statement, is it firm?

        A breadth-first search in which firm links cost nothing (0-1 BFS).
        """
        firm, loose = self._links
        found: dict[Iri, tuple[Iri, Iri, bool]] = {}
        cost: dict[Iri, float] = dict.fromkeys(self._firm, 0)
        queue = deque(sorted(self._firm, key=str))
        while queue:
            node = queue.popleft()
            if not self._passes(node):
                continue
            for links, price in ((firm, 0), (loose, 1)):
                for target, statement in links.get(node, []):
                    if cost[node] + price < cost.get(target, inf):
                        cost[target] = cost[node] + price
                        found[target] = (node, statement, price == 0)
                        (queue.append if price else queue.appendleft)(target)
        return found

    def _nodes(self) -> Iterable[Iri]:
        for kept in self._links:
            for source, links in kept.items():
                yield source
                yield from (target for target, _ in links)
