"""A picture that could not be drawn is refused at once, with all its faults named."""

import pytest

from viz import Edge, Node, Picture


def picture(nodes: tuple[Node, ...], edges: tuple[Edge, ...] = (), lang: str = "ja") -> Picture:
    return Picture("題", "副題", lang, nodes, edges, ())  # type: ignore[arg-type]


def node(id: str, layer: int | None = None) -> Node:
    return Node(id, "総務省", "Organisation", "組織", layer=layer)


def test_a_repeated_id_is_refused() -> None:
    with pytest.raises(ValueError, match="node 'a': given 2 times"):
        picture((node("a"), node("a")))


def test_an_edge_to_no_node_is_refused() -> None:
    with pytest.raises(ValueError, match="no node 'b'"):
        picture((node("a"),), (Edge("a", "b", "支える"),))


def test_a_negative_layer_is_refused() -> None:
    with pytest.raises(ValueError, match="layer -1 is negative"):
        picture((node("a", -1),))


def test_an_empty_id_is_refused() -> None:
    with pytest.raises(ValueError, match="no id"):
        picture((node(""),))


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown language"):
        picture((), lang="fr")


def test_all_faults_are_named_together() -> None:
    with pytest.raises(ValueError, match=r"given 2 times.*no node 'x'"):
        picture((node("a"), node("a")), (Edge("a", "x", "支える"),))
