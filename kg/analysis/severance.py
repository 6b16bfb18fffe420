"""What an end hangs on: the losses, one or several at once, that leave no means reaching it.

Relies on dominators and minimum cuts of the contribution graph, and on what the means hang on.
"""

from collections.abc import Iterable, Iterator

import networkx

from kg.analysis.contributions import (
    means_reaching,
    routes,
    single_points,
    smallest_cut,
    without,
)  # fmt: skip
from kg.analysis.dependence import AIM, Tie, Ties, falling, reasons
from kg.analysis.impact_findings import Finding, Impact, cited_by, stated_by
from kg.analysis.impact_words import triple
from kg.namespaces import Iri


def severed(whole: Impact, end: Iri) -> Iterator[Finding]:
    """Find what cuts an end off from all its means: one node, one carrier, or several nodes."""
    graph, words = whole.graph, whole.words
    means, points = means_reaching(graph, end), single_points(graph, end)
    if not means:
        return
    paths = routes(graph, end)
    for place, node in enumerate(points):
        sentence = "point-means" if means == {node} else "point"
        detail = words.say(sentence, n=len(means), path=words.links(map(triple, paths[node])))
        yield Finding("point", (node,), detail, stated_by(paths[node]), place)
    for carrier, why in _carriers(whole, end, points):
        told = words.links((t.thing, t.relation, t.carrier) for t in why)
        detail = words.say("carrier", n=len(means), path=told)
        yield Finding("point", (carrier,), detail, cited_by(why), len(points))
    cut = smallest_cut(graph, end)
    for node in cut if len(cut) > 1 else ():
        effect = words.say("cut-off", k=len(cut))
        told = words.links(map(triple, paths[node]))
        yield Finding("cut", (node,), told, stated_by(paths[node]), label=effect)


def _carriers(whole: Impact, end: Iri, points: list[Iri]) -> Iterator[tuple[Iri, tuple[Tie, ...]]]:
    """Find the bodies, wholes and bases with which all means of an end fall, and the ties."""
    near = networkx.ancestors(whole.graph, end)
    before: networkx.DiGraph[Iri] = networkx.DiGraph(whole.graph.subgraph({*near, end}))
    for carrier in sorted(_above(whole.ties, near) - {end, *points}, key=str):
        gone = falling(whole.ties, carrier)
        if end not in gone and not means_reaching(without(before, gone), end):
            # One fallen point is reason enough; a target that falls supported nothing.
            fallen = [node for node in points if node in gone][:1] or [
                node for node, why in gone.items() if node in near and why and why[0].way != AIM
            ]
            chains = (tie for node in fallen for tie in reasons(gone, node))
            yield carrier, tuple(dict.fromkeys(chains))


def _above(ties: Ties, things: Iterable[Iri]) -> set[Iri]:
    """Gather all that things hang on, near and far."""
    found: set[Iri] = set()
    queue = list(things)
    while queue:
        for hanging in ties.of.get(queue.pop(), {}).values():
            carriers = {tie.carrier for tie in hanging} - found
            found |= carriers
            queue += carriers
    return found


def served(whole: Impact, end: Iri) -> str:
    """Say how many means reach an end, by how many independent routes, and what all hang on."""
    words, points = whole.words, single_points(whole.graph, end)
    means, cut = means_reaching(whole.graph, end), smallest_cut(whole.graph, end)
    hangs = words.say("hangs", names=words.names(points)) if points else ""
    name = words.labels.of(end)
    return words.say("served", thing=name, n=len(means), k=len(cut), hangs=hangs)
