"""Centrality of graphs made by hand: one line a link, `one other [weight] [document]`."""

import os
import subprocess
import sys
from collections.abc import Mapping
from itertools import combinations

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.analysis.brokers import KINDS, kind_of
from kg.analysis.centrality import betweenness, bridges, communities, joined, participation
from kg.analysis.projection import Projection, Stated
from kg.errors import NotFoundError, UsageError
from kg.graph import Graph
from kg.namespaces import ID, STATEMENT
from kg.project import ROOT


def project(text: str, relation: str = "partnersWith") -> Projection:
    """Project links written one a line."""
    stated = []
    for number, line in enumerate(text.strip().splitlines()):
        one, other, *rest = line.split()
        weight, document = (*rest, *("1", "doc")[len(rest) :])
        named = f"{STATEMENT}{document}/r{number}"
        stated.append(Stated(one, relation, other, float(weight), named))
    return Projection.of(stated)


def clique(names: str) -> str:
    return "\n".join(f"{one} {other}" for one, other in combinations(names.split(), 2))


CLIQUES = f"{clique('a b c d')}\n{clique('p q r s')}\nd x\nx p"


def test_in_a_star_every_way_runs_through_the_middle() -> None:
    shares = betweenness(project("m a\nm b\nm c\nm d"))

    assert shares == {"m": 1.0, "a": 0.0, "b": 0.0, "c": 0.0, "d": 0.0}


def test_in_a_path_the_middle_parts_two_ends() -> None:
    assert betweenness(project("a b\nb c\nc d\nd e")) == pytest.approx(
        {"a": 0, "b": 3 / 6, "c": 4 / 6, "d": 3 / 6, "e": 0}
    )


def test_in_a_cycle_all_are_alike() -> None:
    shares = betweenness(project("a b\nb c\nc d\nd e\ne a"))

    assert shares == pytest.approx(dict.fromkeys("abcde", 1 / 6))


def test_the_bridge_between_two_cliques_stands_first_and_parts_them() -> None:
    projection = project(CLIQUES)
    shares, community = betweenness(projection), communities(projection)

    assert max(shares, key=lambda node: shares[node]) == "x"
    assert shares["x"] == pytest.approx(16 / 28)
    assert len({community[node] for node in "abcd"}) == len({community[n] for n in "pqrs"}) == 1
    assert community["a"] != community["p"]


def test_parts_without_a_way_between_them_count_as_pairs_that_need_nobody() -> None:
    shares = betweenness(project("a m\nm b\np n\nn q"))

    assert shares["m"] == shares["n"] == pytest.approx(1 / 10)
    assert len(set(communities(project("a b\np q")).values())) == 2


@pytest.mark.parametrize("text", ["", "a a", "a b"], ids=["nothing", "a loop", "one link"])
def test_where_there_is_nobody_between_all_shares_are_nought(text: str) -> None:
    projection = project(text)

    assert set(betweenness(projection).values()) <= {0.0}
    assert set(communities(projection)) == set(projection.nodes)


def test_a_link_that_more_documents_state_is_shorter() -> None:
    way = "a x 1 one\nx b 1 one\na y 1 one\ny b 1 one"
    firm = f"{way}\na x 1 two\nx b 1 two"

    assert betweenness(project(way)) == pytest.approx(
        {"a": 1 / 6, "b": 1 / 6, "x": 1 / 6, "y": 1 / 6}
    )
    assert betweenness(project(firm))["x"] > betweenness(project(firm))["y"] == 0


def test_of_one_document_the_best_statement_counts_and_documents_add_up() -> None:
    link = project("a b .8 one\nb a 1 one\na b .8 two").links["a", "b"]

    assert link.weight == pytest.approx(1.8)
    assert link.statements[0] == f"{STATEMENT}one/r1" and len(link.statements) == 3


def test_those_that_share_a_role_share_its_weight() -> None:
    three = [("h", "o"), ("h", "c"), ("o", "c")]
    stated = [Stated(a, "Role", b, 1.0, f"{STATEMENT}doc/r1") for a, b in three]

    assert {link.weight for link in Projection.of(stated).links.values()} == {0.5}
    assert Projection.of(stated[:1]).links["h", "o"].weight == 1.0


def test_around_some_nodes_lie_their_neighbours_and_the_links_among_them() -> None:
    part = project(CLIQUES).around(["x", "nowhere"])

    assert part.nodes == ("d", "p", "x")
    assert list(part.links) == [("d", "x"), ("p", "x")]


def test_participation_is_the_evenness_over_communities() -> None:
    projection = project("x a\nx b\nx c\nx d")

    assert participation(projection, "x", dict.fromkeys("abcd", 0)) == 0
    assert participation(projection, "x", dict(zip("abcd", (0, 0, 1, 1), strict=True))) == 0.5
    assert participation(projection, "x", dict(zip("abcd", range(4), strict=True))) == 0.75


def test_a_node_joins_the_topics_of_its_neighbours() -> None:
    projection = project("x a 1\nx b .8\nx c")
    topics = {"a": {"light": 1.0}, "b": {"light": 0.5, "dark": 0.5}, "x": {"own": 1.0}}

    assert joined(projection, "x", topics) == pytest.approx({"light": 1.4, "dark": 0.4})
    assert list(joined(projection, "x", topics)) == ["light", "dark"]
    assert joined(projection, "c", topics) == {"own": 1.0}


def test_the_pair_that_few_others_join_is_named() -> None:
    common = {name: {"light": 2.0, "dark": 2.0} for name in "abc"}
    found = bridges({**common, "x": {"light": 2.0, "dark": 2.0, "warm": 2.0}, "z": {"dark": 1.0}})

    assert found["x"].topics in (("dark", "warm"), ("light", "warm"))
    assert (found["x"].others, found["a"].others) == (0, 3)
    assert found["a"].topics == ("dark", "light")
    assert "z" not in found


def test_one_chance_link_is_no_bridge_where_firmer_ones_are() -> None:
    found = bridges(
        {"x": {"light": 9.0, "dark": 8.0, "odd": 1.0}, "y": {"light": 9.0, "dark": 8.0}}
    )

    assert found["x"].topics == ("dark", "light")


edges = st.lists(
    st.tuples(st.integers(0, 7), st.integers(0, 7), st.sampled_from([0.8, 1.0])), max_size=16
)


def linked(pairs: list[tuple[int, int, float]], names: Mapping[int, str]) -> Projection:
    return project("\n".join(f"{names[a]} {names[b]} {w}" for a, b, w in pairs))


@settings(max_examples=60)
@given(edges, st.permutations("abcdefgh"))
def test_other_names_and_another_order_give_the_same_shares(
    pairs: list[tuple[int, int, float]], letters: list[str]
) -> None:
    plain = {number: f"n{number}" for number in range(8)}
    other = dict(enumerate(letters))
    shares = betweenness(linked(pairs, plain))

    assert {other[int(name[1:])]: share for name, share in shares.items()} == pytest.approx(
        betweenness(linked(pairs[::-1], other))
    )


@settings(max_examples=60)
@given(edges)
def test_shares_are_those_of_networkx(pairs: list[tuple[int, int, float]]) -> None:
    projection = linked(pairs, {number: f"n{number}" for number in range(8)})
    graph: networkx.Graph[str] = networkx.Graph()
    for (one, other), link in projection.links.items():
        graph.add_edge(one, other, length=round(5040 / link.weight))

    expected = networkx.betweenness_centrality(graph, weight="length")
    assert betweenness(projection) == pytest.approx(expected, abs=1e-6)


@settings(max_examples=60)
@given(edges.filter(lambda pairs: any(one != other for one, other, _ in pairs)))
def test_a_new_leaf_puts_its_neighbour_between_no_fewer_pairs(
    pairs: list[tuple[int, int, float]],
) -> None:
    before = linked(pairs, {number: f"n{number}" for number in range(8)})
    node = before.nodes[0]
    leaf = Projection({**before.links, (node, "zz"): next(iter(before.links.values()))})

    def between(projection: Projection) -> float:
        size = len(projection.nodes)
        return betweenness(projection)[node] * (size - 1) * (size - 2) / 2

    assert between(leaf) >= between(before) - 1e-6
    assert betweenness(leaf)["zz"] == 0


@given(edges)
def test_participation_is_a_share(pairs: list[tuple[int, int, float]]) -> None:
    projection = linked(pairs, {number: f"n{number}" for number in range(8)})
    community = communities(projection)

    assert set(community) == set(projection.nodes)
    assert all(0 <= participation(projection, n, community) < 1 for n in projection.nodes)


def test_the_mini_graph_has_its_programme_in_the_middle(mini_graph: Graph) -> None:
    first, *others = mini_graph.brokers(kind="Programme").rows

    assert first.cells["thing"].label == "虹光通信開発事業"
    assert first.citations
    assert all(
        float(row.cells["share"].value) <= float(first.cells["share"].value) for row in others
    )


def test_a_kind_is_named_in_either_language(mini_graph: Graph) -> None:
    assert {kind_of(mini_graph, text) for text in ("Technology", "technology", "技術")} == {
        "Technology"
    }
    with pytest.raises(UsageError, match="no such kind"):
        mini_graph.brokers(kind="Country")


def test_an_unknown_topic_offers_the_nearest(mini_graph: Graph) -> None:
    with pytest.raises(NotFoundError, match="the nearest are"):
        mini_graph.brokers(topic="火星")


def test_where_nothing_stands_between_the_answer_is_empty(mini_graph: Graph) -> None:
    answer = mini_graph.brokers(kind="Standard")

    assert not answer and answer.searched


def test_the_ministry_and_its_institute_lead_the_real_graph(real_graph: Graph) -> None:
    answer = real_graph.brokers()
    names = [(row.cells["thing"].iri or "").removeprefix(ID) for row in answer.rows]

    assert set(names[:2]) == {"mic", "nict"}
    assert len(names) == 15
    assert {"cabinet-office", "org-ntt"} <= set(names)
    for row in answer.rows:
        assert row.citations
        assert all(answer.citations[c].lines for c in row.citations)


def test_within_a_topic_those_linked_to_it_are_ranked(real_graph: Graph) -> None:
    answer = real_graph.brokers(topic="topic-quantum-communication", top=10)
    names = {(row.cells["thing"].iri or "").removeprefix(ID) for row in answer.rows}

    assert {"nict", "org-toshiba"} <= names
    assert all("量子通信・量子暗号" in row.cells["joins"].label for row in answer.rows[:3])


def test_a_thing_that_is_no_topic_stands_for_the_topics_it_bears(real_graph: Graph) -> None:
    thing = real_graph.brokers(topic="tech-qkd", top=3)
    topic = real_graph.brokers(topic="topic-quantum-communication", top=3)

    assert thing.rows == topic.rows
    assert thing.question == topic.question == "つなぐもの – 組織 – 主題: 量子通信・量子暗号"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_ranked(real_graph: Graph, kind: str) -> None:
    rows = real_graph.view(document="2022-mic-global-strategy").brokers(kind=kind).rows
    shares = [float(row.cells["share"].value) for row in rows]

    assert shares == sorted(shares, reverse=True)


def test_no_seed_of_hashing_changes_ranks_or_communities() -> None:
    script = (
        "import sys; sys.path.insert(0, '.');"
        "from kg.analysis.centrality import betweenness, communities;"
        "from kg.analysis.projection import Projection, Stated;"
        "links = {(f'n{i}', f'n{(i * i + 3 * k) % 60}') for i in range(60) for k in (1, 2, 5)};"
        "p = Projection.of(Stated(a, 'supports', b, 1.0, f'd/{a}{b}') for a, b in links);"
        "print(betweenness(p), communities(p), p.links)"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }

    assert len(said) == 1
