"""A trace told: statuses at each hop, bodies and countries beside the path, never inside it."""

from kg.graph import Graph
from kg.namespaces import curie, iri
from kg.traced import text_of


def test_each_hop_names_the_status_of_what_it_rests_on(mini_graph: Graph) -> None:
    trace = mini_graph.trace("programme-rainbow", to="goal-terminals")

    lines = [line.strip() for line in text_of(trace, "ja").splitlines()]
    assert any(line.endswith("支える（計画・記載）[1][2]") for line in lines)
    assert any("（記載）[" in line for line in lines)


def test_who_standardises_a_technology_is_told_beside_the_programme_that_develops_it(
    real_graph: Graph,
) -> None:
    trace = real_graph.trace("programme-qkd-early-deployment", to="goal-economic-security")

    beside = {node: [s for s, _ in facts] for node, facts in trace.beside}
    technology = iri("id:tech-quantum-cryptography")
    assert all(technology not in path.nodes for path in trace.paths)
    assert any("標準化" in sentence for sentence in beside[technology])


def test_no_body_or_country_is_an_inner_node(real_graph: Graph) -> None:
    trace = real_graph.trace("経済安全保障の確保", limit=50)

    inner = {node for path in trace.paths for node in path.nodes[1:-1]}
    kinds = {kind for node in inner for kind in real_graph.kinds(node)}
    assert inner and not kinds & {"Organisation", "Country", "Person", "Topic", "Committee"}
    assert {curie(node) for node, _ in trace.beside}
