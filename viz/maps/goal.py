"""The goal map: the best paths to a goal, and the money, bodies and technologies beside them.

Relies on `kg.Graph` for the paths and on the view `goal` for what stands beside them.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest

from kg.answers import Answer, AnswerRow
from kg.citations import Citation
from kg.graph import Graph
from kg.namespaces import Iri, curie
from kg.trace import Hop, Path
from viz.maps.entities import firmest, node_of, note_of, places
from viz.maps.view import View
from viz.picture import Edge, Picture
from viz.sources import dated, titled

PATHS = 8  # best paths drawn; more do not fit a screen in a readable size
_WORDS = {
    "ja": "「{goal}」を支える手段 {means} 件を、根拠となる行とともに示す。",
    "en": "{means} means behind “{goal}”, each link with the lines that state it.",
}
_BEST = {
    "ja": "「{goal}」を支える手段のうち最も確かな {means} 件を、根拠となる行とともに示す。",
    "en": "The {means} best-founded means behind “{goal}”, each link with the lines that state it.",
}
_LEFT_OUT = {
    "ja": "金額・組織・技術などの添え書きのうち {count} 件は省いた。",
    "en": " Of the money, bodies and technologies beside them {count} are left out.",
}
_NOTHING = {
    "ja": "「{goal}」を支える手段は、調べた文書に見当たらない。",
    "en": "No means behind “{goal}” is stated in the documents searched.",
}


@dataclass(frozen=True, slots=True)
class _Fact:
    """A row of the view: a fact beside the trace."""

    source: str
    relation: str
    target: str
    cited: tuple[Citation, ...]


def goal_picture(view: View, graph: Graph, answer: Answer, goal: Iri) -> Callable[[int], Picture]:
    """Return what draws a goal's traced paths, ends on top, and up to so many items in all."""
    paths = graph.paths(goal, limit=PATHS)
    layers = _layers(paths, goal)
    facts = _by_source(view, answer)
    # In turn: the money of all means before the second fact of any.
    turns = zip_longest(*(facts.get(node, ()) for node in layers))
    beside = [fact for turn in turns for fact in turn if fact is not None]
    return lambda most: _picture(graph, goal, paths, layers, beside, most)


def _picture(
    graph: Graph, goal: Iri, paths: list[Path], layers: dict[str, int], beside: list[_Fact],
    most: int,
) -> Picture:  # fmt: skip
    hops = {(hop.source.value, hop.target.value): hop for path in paths for hop in path.hops}
    edges = [_traced(graph, hop) for hop in hops.values()]
    cited = [graph.evidence.citation(s) for hop in hops.values() for s in hop.statements]
    drawn, left_out = dict.fromkeys(layers), set()
    for fact in beside:
        if fact.target not in drawn and len(drawn) >= most:
            left_out.add(fact.target)
            continue
        if (fact.source, fact.target) not in hops:
            drawn[fact.target] = None
            cited += fact.cited
            edges.append(_beside(graph, fact))
    nodes = tuple(
        node_of(graph, Iri(id), layer=layers.get(id), emphasis=id == goal.value) for id in drawn
    )
    label, means = graph.labels.of(goal), len({path.means for path in paths})
    words = _BEST if len(paths) == PATHS else _WORDS if paths else _NOTHING
    subtitle = words[graph.lang].format(goal=label, means=means)
    subtitle += _LEFT_OUT[graph.lang].format(count=len(left_out)) if left_out else ""
    return Picture(
        label, subtitle, graph.lang, nodes, tuple(edges),
        titled(cited, graph.lang), dated=dated(cited, graph.lang),
    )  # fmt: skip


def _layers(paths: list[Path], goal: Iri) -> dict[str, int]:
    """Give each node its distance from the goal, the longest over all paths."""
    layers = {goal.value: 0}
    for path in paths:
        for distance, node in enumerate(reversed(path.nodes)):
            layers[node.value] = max(layers.get(node.value, 0), distance)
    return layers


def _by_source(view: View, answer: Answer) -> dict[str, list[_Fact]]:
    """Choose the facts beside each means: so many of each relation, in the plan's order."""
    most: Mapping[str, int] = view.plan["beside"]
    order = list(most)
    found: dict[str, list[_Fact]] = {}
    for row in answer.rows:
        if (fact := _fact(view, row, answer)) is not None and curie(fact.relation) in most:
            found.setdefault(fact.source, []).append(fact)
    for source, facts in found.items():
        counts: Counter[str] = Counter()
        facts.sort(key=lambda fact: order.index(curie(fact.relation)))
        kept = []
        for fact in facts:
            counts[fact.relation] += 1
            kept += [fact] if counts[fact.relation] <= most[curie(fact.relation)] else []
        found[source] = kept
    return found


def _fact(view: View, row: AnswerRow, answer: Answer) -> _Fact | None:
    source, target = (row.cells[column].iri for column in view.plan["nodes"])
    relation = row.cells[view.plan["edges"]].iri
    cited = tuple(answer.citations[place] for place in row.citations)
    return _Fact(source, relation, target, cited) if source and relation and target else None


def _traced(graph: Graph, hop: Hop) -> Edge:
    subject, object = (hop.target, hop.source) if hop.backwards else (hop.source, hop.target)
    cited = [graph.evidence.citation(statement) for statement in hop.statements]
    note = note_of(graph, subject, hop.relation, object, cited)
    status = firmest(citation.status for citation in cited)
    label = graph.labels.of(hop.relation)
    edge = Edge(hop.source.value, hop.target.value, label, status, (note,))
    return replace(edge, cited=places(cited), relation=curie(hop.relation))


def _beside(graph: Graph, fact: _Fact) -> Edge:
    ends = Iri(fact.source), Iri(fact.target)
    note = note_of(graph, ends[0], Iri(fact.relation), ends[1], fact.cited)
    status = firmest(citation.status for citation in fact.cited)
    label = graph.labels.of(Iri(fact.relation))
    return Edge(
        fact.source, fact.target, label, status, (note,), True, places(fact.cited),
        curie(fact.relation),
    )  # fmt: skip
