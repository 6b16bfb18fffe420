"""Who stands between others: betweenness, communities, participation, topics that a node joins.

Relies on a projection and igraph; every figure is the same whatever the order of the input.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass

import igraph

from kg.analysis.projection import Projection

_SEED = 2005
# Until nothing improves may mean for ever: rounding can make two states better than each other.
_ROUNDS = 10
Shares = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Bridge:
    """Two topics that a node joins, and how many others of its kind join them too."""

    topics: tuple[str, str]
    others: int


def betweenness(projection: Projection) -> dict[str, float]:
    """Give for each node the share of all pairs of others whose shortest way runs through it.

    Ways that are equally short share a pair (Freeman 1977, doi:10.2307/3033543); a pair without
    any way counts as one that does not need the node.
    """
    size = len(projection.nodes)
    pairs = (size - 1) * (size - 2) / 2
    if pairs <= 0:
        return dict.fromkeys(projection.nodes, 0.0)
    found = projection.graph.betweenness(directed=False, weights="length")
    return {n: round(b / pairs, 9) for n, b in zip(projection.nodes, found, strict=True)}


def communities(projection: Projection) -> dict[str, int]:
    """Give for each node the number of its community, by the Leiden algorithm on modularity.

    Traag, Waltman & van Eck 2019, doi:10.1038/s41598-019-41695-z; the seed is fixed.
    """
    if not projection.nodes:
        return {}
    igraph.set_random_number_generator(random.Random(_SEED))
    try:
        found = projection.graph.community_leiden(
            objective_function="modularity", weights="weight", n_iterations=_ROUNDS
        )
    finally:
        igraph.set_random_number_generator(random)
    return dict(zip(projection.nodes, found.membership, strict=True))


def participation(projection: Projection, node: str, community: Mapping[str, int]) -> float:
    """Say how evenly a node's links spread over communities: 0 all in one, towards 1 many.

    The participation coefficient of Guimerà & Amaral 2005, doi:10.1038/nature03288, with weights.
    """
    into: dict[int, float] = {}
    for other, link in projection.near[node].items():
        into[community[other]] = into.get(community[other], 0.0) + link.weight
    total = sum(into.values())
    return 1 - sum((weight / total) ** 2 for weight in into.values()) if total else 0.0


def joined(projection: Projection, node: str, topics: Mapping[str, Shares]) -> dict[str, float]:
    """Weigh the topics of a node's neighbours: each link's weight is divided among them."""
    found: dict[str, float] = {}
    for other, link in projection.near[node].items():
        for topic, share in topics.get(other, {}).items():
            found[topic] = found.get(topic, 0.0) + link.weight * share
    return dict(sorted(found.items(), key=lambda item: (-round(item[1], 9), item[0])))


def bridges(links: Mapping[str, Shares]) -> dict[str, Bridge]:
    """Give for each node the pair of topics of whose joining it does the greatest part.

    A node joins two topics as firmly as its weaker link to them; its part is that, divided by
    what all nodes do. `links`: the weight of each node's links to topics.
    """
    firm = {node: _pairs(weights) for node, weights in links.items()}
    total: dict[tuple[str, str], float] = {}
    number: dict[tuple[str, str], int] = {}
    for node in sorted(firm):
        for pair, weight in firm[node].items():
            total[pair] = total.get(pair, 0.0) + weight
            number[pair] = number.get(pair, 0) + 1
    found = {}
    for node, pairs in firm.items():
        # A single link to each is chance where there are pairs that are joined more firmly.
        firmest = max(pairs.values(), default=0.0)
        ranked = sorted(
            (-round(w / total[p], 9), -round(w, 9), p) for p, w in pairs.items() if w * 2 >= firmest
        )
        if ranked:
            found[node] = Bridge(ranked[0][2], number[ranked[0][2]] - 1)
    return found


def _pairs(weights: Shares) -> dict[tuple[str, str], float]:
    """Weigh every pair of topics by the weaker of the two."""
    names = sorted(weights)
    return {
        (one, other): min(weights[one], weights[other])
        for place, one in enumerate(names)
        for other in names[place + 1 :]
    }
