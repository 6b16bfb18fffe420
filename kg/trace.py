"""Traces: the best paths from means up to ends, or from an end down to its means.

Relies on stated `contributesTo` edges only, so that each hop has a statement. Strategies, fields
and documents are passed upward; organisations, countries, people and topics never (DESIGN §4).
"""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from math import log2

from pyoxigraph import DefaultGraph, Literal

from kg.namespaces import Iri, Term, curie, iri
from kg.store import GraphStore

DEFAULT = DefaultGraph()
CONTAINER, OUTSIDE, END, MEANS = "container", "outside", "end", "means"
LONGER, SHARES = 0.9, 0.4  # factor for each further hop, and for sharing a field only
PATHS, HOPS = 10, 6
APART = 5  # so many paths come first that are not variants of each other
POOL = 4  # times the paths asked for: how many are found before the order is made
MOST_STEPS = 200_000  # partial paths looked at before a search gives up


@dataclass(frozen=True, slots=True)
class Hop:
    """One stated link from means to end, whichever way the trace runs.

    `backwards`: the document states it as the inverse, `target relation source`.
    """

    source: Iri
    relation: Iri
    target: Iri
    statements: tuple[Iri, ...]
    weight: float
    shares: bool = False
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class Path:
    """A chain of hops from means (first) to end (last), with its score in 0…1."""

    score: float
    hops: tuple[Hop, ...]

    @property
    def means(self) -> Iri:
        """Where the path begins."""
        return self.hops[0].source

    @property
    def end(self) -> Iri:
        """Where the path ends."""
        return self.hops[-1].target

    @property
    def nodes(self) -> tuple[Iri, ...]:
        """All nodes from means to end."""
        return (self.means, *(hop.target for hop in self.hops))

    def varies(self, other: "Path") -> bool:
        """Say whether one path is a part of the other, or they share hops and differ in one."""
        mine, others = set(self.hops), set(other.hops)
        apart = (len(mine - others), len(others - mine))
        return bool(mine & others) and (min(apart) == 0 or max(apart) == 1)


@dataclass(frozen=True, slots=True)
class _Partial:
    """A path under way: hops in the order of travel, all nodes seen."""

    score: float
    hops: tuple[Hop, ...]
    nodes: tuple[Iri, ...]

    @property
    def last(self) -> Iri:
        return self.nodes[-1]


class Tracer:
    """The contribution graph of a store, ready for searches in both directions."""

    def __init__(self, store: GraphStore) -> None:
        """Read the edges, the roles of classes and the weights of statuses."""
        self._store = store
        self.up: dict[Iri, list[Hop]] = {}
        self.down: dict[Iri, list[Hop]] = {}
        self.goals: dict[Iri, list[Hop]] = {}
        self.containers: dict[Iri, list[Hop]] = {}
        self._read(self._contributing, self.up, self.down, shares=False)
        self._read(self._belonging, self.goals, self.containers, shares=True)

    def trace(
        self,
        start: Iri,
        *,
        to: Iri | None = None,
        via: Iri | None = None,
        paths: int = PATHS,
        hops: int = HOPS,
    ) -> list[Path]:
        """Find the best paths: down from an end, up from anything else; best first.

        The first five are no variants of each other, where there are as many; the others follow.
        `to`: only paths that reach this node; `via`: only paths through it.
        """
        downward = END in self.roles(start)
        found: list[Path] = []
        queue: list[tuple[float, int, _Partial]] = []
        order = count()
        heapq.heappush(queue, (-1.0, next(order), _Partial(1.0, (), (start,))))
        for _ in range(MOST_STEPS):
            if not queue or (len(found) >= paths * POOL and -queue[0][0] < found[-1].score):
                break
            _, _, partial = heapq.heappop(queue)
            if partial.hops and self._wanted(partial, downward, to, via):
                hops_up = partial.hops[::-1] if downward else partial.hops
                found.append(Path(partial.score, hops_up))
            if len(partial.hops) < hops and partial.last != to:
                for step in self._steps(partial, downward):
                    heapq.heappush(queue, (-step.score, next(order), step))
        return _spread(sorted(found, key=self._rank))[:paths]

    def roles(self, node: Iri) -> frozenset[str]:
        """Give the trace roles of a node, from its classes."""
        if node not in self._roles:
            types = self._store.quads(node, iri("rdf:type"), graph=DEFAULT)
            found = {self._class_roles.get(q.object) for q in types}
            self._roles[node] = frozenset(role for role in found if role)
        return self._roles[node]

    def _wanted(self, partial: _Partial, downward: bool, to: Iri | None, via: Iri | None) -> bool:
        if via is not None and via not in partial.nodes[1:-1]:
            return False
        if to is not None:
            return partial.last == to
        return (MEANS if downward else END) in self.roles(partial.last)

    def _steps(self, partial: _Partial, downward: bool) -> Iterator[_Partial]:
        """Extend a partial path by every admissible hop."""
        node = partial.last
        if partial.hops and OUTSIDE in self.roles(node):
            return
        onward = (self.down if downward else self.up).get(node, [])
        shared = self._shared(partial, downward)
        hops = [hop for hop in onward if self._admitted(partial, hop, downward)] + shared
        spread = log2(2 + len(onward) + len(shared)) if partial.hops else 1.0
        factor = partial.score * (LONGER if partial.hops else 1.0) / spread
        for hop in hops:
            reached = hop.source if downward else hop.target
            if reached not in partial.nodes:
                yield _Partial(factor * hop.weight, (*partial.hops, hop), (*partial.nodes, reached))

    def _admitted(self, partial: _Partial, hop: Hop, downward: bool) -> bool:
        """Refuse what would leave a container downward: after a shared field, only its means."""
        if not partial.hops:
            return True
        if not downward:
            return not partial.hops[-1].shares
        if not partial.hops[0].shares:
            return True
        roles = self.roles(hop.source)
        if CONTAINER not in self.roles(partial.hops[0].source):
            return len(partial.hops) > 1 or END not in roles
        return CONTAINER not in roles and (len(partial.hops) > 1 or MEANS in roles)

    def _shared(self, partial: _Partial, downward: bool) -> list[Hop]:
        """Give the last steps `hasGoal`/`hasTarget`: of the immediate container, or of a means.

        One end never reaches another so: sibling goals are not joined through what they share.
        """
        if downward:
            return [] if partial.hops else self.containers.get(partial.last, [])
        if not partial.hops:
            return self.goals.get(partial.last, [])
        before = partial.nodes[:-1]
        admitted = END not in self.roles(before[-1])
        if CONTAINER in self.roles(partial.last):
            first = not any(CONTAINER in self.roles(node) for node in before)
            admitted = MEANS in self.roles(before[-1]) and first
        return self.goals.get(partial.last, []) if admitted else []

    def _rank(self, path: Path) -> tuple[float, int, int, tuple[str, ...]]:
        documents = {s.value.split("/")[-2] for hop in path.hops for s in hop.statements}
        names = tuple(node.value for node in path.nodes)
        return (-round(path.score, 9), -len(documents), len(path.hops), names)

    def _read(
        self,
        predicates: dict[Iri, bool],
        forward: dict[Iri, list[Hop]],
        backward: dict[Iri, list[Hop]],
        *,
        shares: bool,
    ) -> None:
        """Index the stated edges of some predicates; one hop per pair of nodes, the best."""
        best: dict[tuple[Iri, Iri], Hop] = {}
        for relation, reverse in sorted(predicates.items(), key=str):
            stated: dict[tuple[Iri, Iri], dict[Iri, float]] = {}
            for source, target, statement, weight in self._links(relation):
                pair = (target, source) if reverse else (source, target)
                stated.setdefault(pair, {})[statement] = weight
            for pair, weighed in stated.items():
                weight = max(weighed.values()) * (SHARES if shares else 1.0)
                cited = tuple(sorted(weighed, key=str))
                hop = Hop(pair[0], relation, pair[1], cited, weight, shares, reverse)
                if pair not in best or weight > best[pair].weight:
                    best[pair] = hop
        for pair in sorted(best, key=str):
            forward.setdefault(pair[0], []).append(best[pair])
            backward.setdefault(pair[1], []).append(best[pair])

    def _links(self, relation: Iri) -> Iterator[tuple[Iri, Iri, Iri, float]]:
        """Give source, target, statement and the weight of its status, of all that are merged."""
        # One query: reading each statement's status on its own takes twice as long.
        found = self._store.select(
            "SELECT ?source ?target ?statement ?weight WHERE {"
            f" GRAPH ?statement {{ ?source {relation!s} ?target }}"
            " ?statement ist:status/ist:pathWeight ?weight }"
        )
        for binding in found:
            source, target, statement, weight = (
                binding[name] for name in ("source", "target", "statement", "weight")
            )
            if isinstance(source, Iri) and isinstance(target, Iri) and isinstance(statement, Iri):
                if isinstance(weight, Literal) and float(weight.value) > 0:
                    yield source, target, statement, float(weight.value)

    @cached_property
    def _roles(self) -> dict[Iri, frozenset[str]]:
        return {}

    @cached_property
    def _class_roles(self) -> dict[Term, str]:
        found = self._store.quads(None, iri("traceRole"), graph=DEFAULT)
        return {q.subject: curie(q.object) for q in found if isinstance(q.object, Iri)}

    @cached_property
    def _contributing(self) -> dict[Iri, bool]:
        """Predicates under `contributesTo` → read backwards?"""
        found = self._store.select(
            "SELECT ?p ?reverse WHERE {"
            " { ?p rdfs:subPropertyOf* ist:contributesTo . BIND(false AS ?reverse) } UNION"
            " { ?q rdfs:subPropertyOf* ist:contributesTo ."
            "   { ?p owl:inverseOf ?q } UNION { ?q owl:inverseOf ?p } BIND(true AS ?reverse) } }"
        )
        return {
            b["p"]: str(b["reverse"]).startswith('"true"') for b in found if isinstance(b["p"], Iri)
        }

    @cached_property
    def _belonging(self) -> dict[Iri, bool]:
        """Predicates that tie a goal or target to its container → read backwards?"""
        return {
            iri("hasGoal"): False,
            iri("goalOf"): True,
            iri("hasTarget"): False,
            iri("targetOf"): True,
        }


def _spread(ranked: list[Path]) -> list[Path]:
    """Put the best paths first that are no variants of each other; the rest keep their order."""
    first: list[Path] = []
    for path in ranked:
        if len(first) < APART and not any(path.varies(other) for other in first):
            first.append(path)
    return first + [path for path in ranked if path not in first]
