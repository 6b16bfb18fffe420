"""What a briefing looks at: the means of a thing, the ends they serve, the paths between them.

Relies on the tracer and on the contribution graph, so on stated links only.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import networkx
from pyoxigraph import DefaultGraph

from kg.analysis.contributions import contributions, means_reaching, routes
from kg.namespaces import Iri, iri
from kg.questions import Question, find
from kg.reading import Reading
from kg.trace import END, MEANS, Hop, Path, Tracer

DEFAULT = DefaultGraph()
PATHS = 5  # told
TRACED = 40  # means whose paths are compared
CHALLENGE, GOAL, WORK = "challenge", "goal", "means"
PLACE, TOPIC, BODY, THING = "place", "topic", "body", "thing"
# Classes of what is neither an end nor a means → how it is told, the first that fits; any other is
# a thing worked on.
SORTS = {
    "Country": PLACE, "Region": PLACE, "Topic": TOPIC, "Organisation": BODY, "Committee": BODY,
}  # fmt: skip
PLACES = tuple(kind for kind, sort in SORTS.items() if sort == PLACE)
FRAMES = ("concluded", "signed", "participatesIn")
# How a means is tied to what is told of that sort.
TIES = {
    PLACE: ("inCountry", "involves", "aimsAt", "locatedIn"),
    TOPIC: ("hasTopic",),
    BODY: ("involves",),
    THING: ("usesTechnology", "partOf"),
}
NARROWER = ("skos:broaderTransitive", "partOf")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a briefing on one thing looks at.

    `sort`: how it is told; `means`: all of them, the best first; `near`: what is linked to it
    directly, the means of an end or the ends of anything else; `ends`: all ends that it serves;
    `alone`: the ways from one of its means to the ends that this alone serves; `frames`:
    agreements and meetings of a place.
    """

    subject: Iri
    sort: str
    means: tuple[Iri, ...]
    paths: tuple[Path, ...]
    near: tuple[Iri, ...] = ()
    ends: tuple[Iri, ...] = ()
    alone: tuple[tuple[Hop, ...], ...] = ()
    frames: tuple[Iri, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.paths or self.means or self.ends or self.frames)


class Scopes:
    """Finds what briefings look at in one graph."""

    def __init__(self, reading: Reading, tracer: Tracer) -> None:
        """Read from the store of `reading`; links climb as `tracer` climbs them."""
        self._reading = reading
        self._tracer = tracer
        self._graph = contributions(tracer)

    def of(self, subject: Iri) -> Scope:
        """Find what is looked at for one thing; an empty scope has nothing to tell."""
        roles = self._tracer.roles(subject)
        if END in roles:
            return self._of_end(subject)
        return self._of_means(subject) if MEANS in roles else self._of_other(subject)

    def abroad(self, nodes: Iterable[Iri]) -> frozenset[Iri]:
        """Tell which things are in other countries only; what names no country is ours."""
        found = set()
        for node in nodes:
            stated = self._reading.store.quads(node, iri("inCountry"), graph=DEFAULT)
            countries = {quad.object for quad in stated}
            if countries and self._home not in countries:
                found.add(node)
        return frozenset(found)

    def _of_end(self, subject: Iri) -> Scope:
        paths = self._tracer.trace(subject, paths=TRACED)
        reaching = means_reaching(self._graph, subject)
        # Without a stated way, what shares its field or strategy is all there is.
        traced = [path.means for path in paths if path.means in reaching or not reaching]
        further = (node for node in routes(self._graph, subject) if node in reaching)
        direct = (hop.source for hop in self._tracer.down.get(subject, ()))
        sort = CHALLENGE if "Challenge" in self._reading.kinds(subject) else GOAL
        return Scope(
            subject, sort, tuple(dict.fromkeys((*traced, *further))), tuple(paths[:PATHS]),
            near=self._weighed(node for node in direct if node in reaching),
        )  # fmt: skip

    def _of_means(self, subject: Iri) -> Scope:
        paths, ends = self._tracer.trace(subject, paths=PATHS), self._ends(subject)
        means = (subject, *self._linked(subject, ("partOf",)))
        return Scope(subject, WORK, means, tuple(paths), self._direct(subject, ends), ends)

    def _of_other(self, subject: Iri) -> Scope:
        kinds = self._reading.kinds(subject)
        sort = next((sort for kind, sort in SORTS.items() if kind in kinds), THING)
        means, ends = self._tied(subject, sort), self._ends(subject)
        traced = [path for node in means[:TRACED] for path in self._best(node, subject)]
        # What leads through the thing itself comes first.
        traced.sort(key=lambda path: (subject not in path.nodes, -path.score))
        paths = traced or self._tracer.trace(subject, paths=PATHS)
        alone = self._alone(means[:TRACED]) if sort in (PLACE, TOPIC) else ()
        near = self._direct(subject, ends)
        frames = self._frames(subject) if sort == PLACE else ()
        return Scope(subject, sort, means, tuple(paths[:PATHS]), near, ends, alone, frames)

    def _best(self, means: Iri, subject: Iri) -> list[Path]:
        through = self._tracer.trace(means, via=subject, paths=1) if subject in self._graph else []
        return through or self._tracer.trace(means, paths=1)

    def _tied(self, subject: Iri, sort: str) -> tuple[Iri, ...]:
        """List the means of what is no end itself, ours and those with most statements first."""
        found = self._linked(subject, TIES[sort])
        if sort == THING:
            found |= self._working_on([subject, *self._narrower(subject)])
            found |= dict.fromkeys(means_reaching(self._graph, subject))
        elif sort == TOPIC and not found:  # a topic that only technologies bear
            bearing = self._reading.store.quads(None, iri("hasTopic"), subject, graph=DEFAULT)
            found = self._working_on(q.subject for q in bearing if isinstance(q.subject, Iri))
        if sort == PLACE:  # what is between two says more of one than what is among many
            return tuple(sorted(self._weighed(found), key=self._spread))
        abroad = self.abroad(found)
        return tuple(sorted(self._weighed(found), key=lambda node: node in abroad))

    def _weighed(self, nodes: Iterable[Iri]) -> tuple[Iri, ...]:
        """Sort things, those with most statements first."""
        weight = {node: len(self._reading.facts.of(node)) for node in nodes}
        return tuple(sorted(weight, key=lambda node: (-weight[node], node.value)))

    def _spread(self, node: Iri) -> int:
        """Count the places that a thing names."""
        store = self._reading.store
        named = {
            q.object for tie in TIES[PLACE] for q in store.quads(node, iri(tie), graph=DEFAULT)
        }
        kinds = (self._reading.kinds(n) for n in named if isinstance(n, Iri))
        return sum(any(kind in PLACES for kind in some) for some in kinds)

    def _frames(self, subject: Iri) -> tuple[Iri, ...]:
        """List the agreements that a place concluded, and the meetings that it took part in."""
        found = (
            quad.object
            for link in FRAMES
            for quad in self._reading.store.quads(subject, iri(link), graph=DEFAULT)
        )
        named = [node for node in dict.fromkeys(found) if isinstance(node, Iri)]
        return tuple(node for node in named if MEANS not in self._tracer.roles(node))

    def _working_on(self, things: Iterable[Iri]) -> dict[Iri, None]:
        """List the means that contribute to any of some things."""
        hops = (hop for thing in things for hop in self._tracer.down.get(thing, ()))
        found = (hop.source for hop in hops if MEANS in self._tracer.roles(hop.source))
        return dict.fromkeys(found)

    def _narrower(self, subject: Iri) -> list[Iri]:
        """List the narrower technologies and the parts of one, sorted."""
        found = {
            quad.subject
            for link in NARROWER
            for quad in self._reading.store.quads(None, iri(link), subject, graph=DEFAULT)
            if isinstance(quad.subject, Iri) and MEANS not in self._tracer.roles(quad.subject)
        }
        return sorted(found, key=str)

    def _linked(self, subject: Iri, links: Sequence[str]) -> dict[Iri, None]:
        """List the means that name a thing by some relations, sorted."""
        found = {
            quad.subject
            for link in links
            for quad in self._reading.store.quads(None, iri(link), subject, graph=DEFAULT)
            if isinstance(quad.subject, Iri) and MEANS in self._tracer.roles(quad.subject)
        }
        return dict.fromkeys(sorted(found, key=str))

    def _direct(self, subject: Iri, ends: Sequence[Iri]) -> tuple[Iri, ...]:
        """Give the ends that a thing is linked to, of all that it serves."""
        targets = (hop.target for hop in self._tracer.up.get(subject, ()))
        return self._weighed(node for node in targets if node in ends)

    def _ends(self, subject: Iri) -> tuple[Iri, ...]:
        """List the ends that a thing serves, near and far."""
        if subject not in self._graph:
            return ()
        beyond = networkx.descendants(self._graph, subject)
        return tuple(sorted((n for n in beyond if END in self._graph.nodes[n]["roles"]), key=str))

    def _alone(self, means: Sequence[Iri]) -> tuple[tuple[Hop, ...], ...]:
        """Find the ends that one of some means alone serves, with the way to each."""
        found = {}
        for node in means:
            for end in self._ends(node):
                if means_reaching(self._graph, end) == {node}:
                    found[end] = routes(self._graph, end)[node]
        return tuple(found.values())

    @cached_property
    def _home(self) -> Iri:
        path = find(self._reading.queries, "countries-without-project")
        return iri(Question.read(path).default("home"))
