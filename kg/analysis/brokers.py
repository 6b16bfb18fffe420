"""Brokers: who or what stands between others, and which topics it joins, with evidence.

Relies on the saved questions `stated-links` and `topics-of-things`, projected by `projection`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import Literal

from kg.analysis.centrality import (
    Bridge,
    Shares,
    betweenness,
    bridges,
    communities,
    joined,
    participation,
)
from kg.analysis.projection import Projection, Stated
from kg.answers import Answer, AnswerRow, Cell, CitationList, Column, cell
from kg.errors import UsageError
from kg.folding import fold
from kg.labels import Labels
from kg.namespaces import Iri, curie, iri
from kg.questions import Question, find
from kg.reading import Reading
from kg.store import Binding

LINKS, TOPICS = "stated-links", "topics-of-things"
TOP = 15
SHOWN = 4  # topics in a row, the most firmly joined
# The classes of the projection, as `stated-links` lists them, and Committee below Organisation.
KINDS = (
    "Organisation", "Committee", "Person", "Strategy", "Programme", "Project", "Measure", "Goal",
    "Challenge", "Technology", "UseCase", "System", "Product", "Facility", "Standard",
)  # fmt: skip
_WORDS = {
    "ja": {"title": "つなぐもの", "among": "主題", "more": "ほか{}主題", "and": "、"},
    "en": {"title": "Brokers", "among": "topic", "more": "{} more", "and": "; "},
}
_HEADINGS = {
    "ja": ("順位", "名称", "つなぐ主題（太い順）", "とくに結ぶ二つの主題", "ほかに結ぶもの",
           "最短経路に占める割合", "属するまとまり（中心）", "主題の数", "つながりの数",
           "参加係数"),
    "en": ("rank", "name", "joins these topics, firmest first", "two topics it joins above all",
           "others that join them", "share of shortest ways", "community (around)",
           "topics", "links", "participation"),
}  # fmt: skip
_COLUMNS = (
    "rank", "thing", "joins", "bridge", "others", "share", "community", "topics", "links",
    "participation",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Network:
    """A projection with its figures, by IRI; topics as shares that add up to 1.

    `asked`: the topics to which it is narrowed.
    """

    projection: Projection
    topics: Mapping[str, Shares]
    between: Mapping[str, float]
    community: Mapping[str, int]
    asked: tuple[str, ...]


def brokers(
    reading: Reading, *, topic: Iri | None = None, kind: str = "Organisation", top: int = TOP
) -> Answer:
    """Rank what stands between others: all kinds make the graph, one kind is ranked.

    `topic`: only the part of the graph that bears it and what is linked to that; of a thing that
    is no topic, those it bears. `kind`: a class by name or label.

    Raises:
        UsageError: there is no such kind in the graph.
    """
    wanted = kind_of(reading, kind)
    network = _network(reading, topic)
    of_kind = {
        quad.subject.value
        for quad in reading.store.quads(None, iri("rdf:type"), iri(wanted))
        if isinstance(quad.subject, Iri)
    }
    links = {
        node: joined(network.projection, node, network.topics)
        for node in network.projection.nodes
        if node in of_kind
    }
    bridge = bridges(links)
    ranked = sorted(
        (node for node in links if network.between[node] > 0),
        key=lambda node: (-network.between[node], -len(links[node]), node),
    )
    cited = CitationList(reading.evidence)
    named = _named(network, reading.labels)
    rows = tuple(
        AnswerRow(
            _cells(rank, node, network, links[node], bridge.get(node), named, reading.labels),
            cited.add(_evidence(node, network, links[node], bridge.get(node))),
        )
        for rank, node in enumerate(ranked[:top], 1)
    )
    return _answer(reading, network.asked, wanted, rows, cited)


def kind_of(reading: Reading, text: str) -> str:
    """Name the class of the graph that a text means: its name, or its label in any language.

    Raises:
        UsageError: it means none.
    """
    both = [Labels(reading.store, "ja"), Labels(reading.store, "en")]
    for name in KINDS:
        if fold(text) in {fold(name), *(fold(labels.of(iri(name))) for labels in both)}:
            return name
    known = ", ".join(f"{name} ({reading.labels.of(iri(name))})" for name in KINDS)
    raise UsageError(f"--kind '{text}': no such kind. use one of {known}")


def _answer(
    reading: Reading,
    topics: tuple[str, ...],
    kind: str,
    rows: tuple[AnswerRow, ...],
    cited: CitationList,
) -> Answer:
    words = _WORDS[reading.lang]
    parts = [words["title"], reading.labels.of(iri(kind))]
    if topics:
        among = words["and"].join(reading.labels.of(Iri(topic)) for topic in topics)
        parts.append(f"{words['among']}: {among}")
    detail = ("topics", "links", "participation")
    columns = {
        name: Column(heading, detail=name in detail)
        for name, heading in zip(_COLUMNS, _HEADINGS[reading.lang], strict=True)
    }
    searched = tuple(reading.evidence.documents())
    return Answer(" – ".join(parts), columns, rows, tuple(cited.citations), searched)


def _network(reading: Reading, topic: Iri | None) -> _Network:
    """Read links and topics, and measure the part that a topic leaves."""
    topics: dict[str, set[str]] = {}
    for binding in _asked(reading, TOPICS):
        topics.setdefault(_value(binding, "thing"), set()).add(_value(binding, "topic"))
    projection = Projection.of(
        Stated(
            _value(binding, "thing"),
            curie(_value(binding, "relation")),
            _value(binding, "other"),
            float(_value(binding, "weight")),
            _value(binding, "statement"),
        )
        for binding in _asked(reading, LINKS)
    )
    asked = topics.get(topic.value, {topic.value}) if topic else set()
    if asked:
        projection = projection.around([n for n, held in topics.items() if held & asked])
    shares = {n: dict.fromkeys(sorted(held), 1 / len(held)) for n, held in topics.items()}
    between, community = betweenness(projection), communities(projection)
    return _Network(projection, shares, between, community, tuple(sorted(asked)))


def _asked(reading: Reading, name: str) -> list[Binding]:
    """Answer a saved question for all things, as bindings."""
    question = Question.read(find(reading.queries, name))
    return reading.store.select(question.bind({"thing": None}))


def _value(binding: Binding, name: str) -> str:
    term = binding[name]
    return term.value if isinstance(term, Iri | Literal) else str(term)


def _named(network: _Network, labels: Labels) -> dict[int, str]:
    """Name each community by its two most central members."""
    found: dict[int, list[str]] = {}
    for node in sorted(network.between, key=lambda node: (-network.between[node], node)):
        members = found.setdefault(network.community[node], [])
        if len(members) < 2:
            members.append(labels.of(Iri(node)))
    return {number: _WORDS[labels.lang]["and"].join(names) for number, names in found.items()}


def _cells(
    rank: int, node: str, network: _Network, links: Shares, bridge: Bridge | None,
    named: Mapping[int, str], labels: Labels,
) -> dict[str, Cell]:  # fmt: skip
    words = _WORDS[labels.lang]
    shown = [labels.of(Iri(topic)) for topic in list(links)[:SHOWN]]
    if len(links) > SHOWN:
        shown.append(words["more"].format(len(links) - SHOWN))
    share = network.between[node]
    spread = participation(network.projection, node, network.community)
    text = {
        "rank": str(rank),
        "joins": words["and"].join(shown),
        "bridge": " ↔ ".join(labels.of(Iri(t)) for t in bridge.topics) if bridge else "",
        "others": str(bridge.others) if bridge else "",
        "community": named[network.community[node]],
        "topics": str(len(links)),
        "links": str(len(network.projection.near[node])),
        "participation": f"{spread:.2f}",
    }
    cells = {name: Cell(None, value, value) for name, value in text.items()}
    cells["thing"] = cell(Iri(node), labels)
    cells["share"] = Cell(None, f"{share:.1%}", f"{share:.6f}")
    return {name: cells[name] for name in _COLUMNS}


def _evidence(node: str, network: _Network, links: Shares, bridge: Bridge | None) -> list[Iri]:
    """Give the best statement of its firmest link, and of that to each topic it is said to join."""
    near = network.projection.near[node]
    firmest = min(near, key=lambda other: (-near[other].weight, other))
    found = [Iri(near[firmest].statements[0])]
    for topic in dict.fromkeys([*(bridge.topics if bridge else ()), *list(links)[:SHOWN]]):
        tied = [
            (-link.weight * network.topics[other][topic], other, link)
            for other, link in near.items()
            if topic in network.topics.get(other, {})
        ]
        found.append(Iri(min(tied)[2].statements[0]))
    return found
