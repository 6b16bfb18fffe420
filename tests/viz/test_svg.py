"""Still pictures and networks: complete, well-formed, and text is nothing but text."""

import io
from collections.abc import Callable
from importlib.resources import files
from itertools import combinations
from xml.etree import ElementTree

import networkx
import pytest
from fontTools.ttLib import TTFont

from viz import Edge, Node, Note, Picture
from viz.maps.drawing import overlap
from viz.maps.graphml import graphml
from viz.maps.layout import arrange
from viz.maps.svg import png, svg
from viz.picture import Cited, Group
from viz.style import TONES

SVG = "{http://www.w3.org/2000/svg}"
EVIL = [
    "<script>alert(1)</script>",
    "javascript:alert(2)",
    "]]><svg onload=alert(3)>",
    '" onload="alert(4)',
    "&lt;b&gt; \x00\x1b\u202e",
]


def texts(drawing: str) -> list[str]:
    """List the texts of a drawing, in its order."""
    found = ElementTree.fromstring(drawing)
    return ["".join(element.itertext()) for element in found.iter(f"{SVG}text")]


@pytest.fixture
def years() -> Picture:
    """Three strategies of two years, told apart by colour, one of them for several."""
    groups = (Group("2019", "2019年"), Group("2026", "2026年"))
    many = (Node("m1", "六", "Strategy", "戦略"), Node("m2", "七", "Strategy", "戦略"))
    nodes = (
        Node("a", "ICTグローバル戦略", "Strategy", "戦略", layer=0, group=groups[0]),
        Node("b", "デジタル海外展開総合戦略2030", "Strategy", "戦略", layer=1, group=groups[1]),
        Node("c", "戦略 2件", "Strategy", "戦略", layer=1, group=groups[1], members=many),
    )
    places = (Cited("2026-mic-ict-rd-policy", "12-14"), Cited("2019-mic", "3"))
    edges = (
        Edge("b", "a", "後に続く", "curated", cited=places, relation="follows"),
        Edge("c", "a", "基づく", "planned"),
    )
    return Picture("戦略の流れ", "先のものが上。", "ja", nodes, edges, ("総務省『戦略』",), groups)


def test_a_drawing_has_title_subtitle_labels_key_and_sources(years: Picture) -> None:
    shown = texts(svg(years))
    for text in (
        "戦略の流れ", "先のものが上。", "ICTグローバル戦略", "後に続く",
        "戦略", "2019年", "2026年", "当方による対応付け", "予定・計画", "出典: 総務省『戦略』",
    ):  # fmt: skip
        assert text in shown


def test_every_label_of_a_goal_map_is_in_its_drawing(goal_map: Picture) -> None:
    whole = "".join(texts(svg(goal_map)))
    for node in goal_map.nodes:
        assert all(line in whole for line in arrange(goal_map).boxes[node.id].lines)


@pytest.mark.parametrize("count", [1, 12, 40])
def test_nothing_of_a_drawing_lies_outside_its_sheet(
    network_map: Callable[[int], Picture], count: int
) -> None:
    drawing = ElementTree.fromstring(svg(network_map(count)))
    wide, high = float(drawing.attrib["width"]), float(drawing.attrib["height"])
    layer = next(g for g in drawing.iter(f"{SVG}g") if "translate" in g.get("transform", ""))
    dx, dy = map(float, layer.attrib["transform"][10:-1].split())
    left, top, right, bottom = arrange(network_map(count)).bounds
    assert left + dx >= 0
    assert top + dy >= 0
    assert right + dx <= wide
    assert bottom + dy <= high


@pytest.mark.parametrize("count", [12, 40])
def test_no_two_boxes_of_a_drawing_overlap(
    network_map: Callable[[int], Picture], count: int
) -> None:
    drawing = arrange(network_map(count))
    areas = [drawing.area(node) for node in drawing.places]
    assert not any(overlap(a, b) for a, b in combinations(areas, 2))


def test_letters_are_at_least_14_px(goal_map: Picture) -> None:
    drawing = ElementTree.fromstring(svg(goal_map))
    sizes = [float(e.get("font-size", "14")) for e in drawing.iter()]
    assert min(sizes) >= 14


def test_a_line_without_a_name_is_owned_up_to() -> None:
    nodes = tuple(Node(f"n{i}", f"組織{i}", "Organisation", "組織") for i in range(2))
    edges = tuple(Edge("n0", "n1", f"とても長い名前の関係その{i}") for i in range(5))
    shown = texts(svg(Picture("組織", "連携。", "ja", nodes, edges, ())))
    assert any("名前のない線" in text for text in shown)


def test_hostile_labels_stay_text_in_a_drawing() -> None:
    nodes = tuple(
        Node(f"{n}{evil}", evil, evil, evil, (Note(evil, (evil,)),), group=Group(evil, evil))
        for n, evil in enumerate(EVIL)
    )
    edges = tuple(Edge(nodes[0].id, node.id, node.label, node.label) for node in nodes[1:])
    picture = Picture(EVIL[0], EVIL[1], "ja", nodes, edges, tuple(EVIL), (nodes[0].group,))  # type: ignore[arg-type]

    drawing = ElementTree.fromstring(svg(picture))

    tags = {element.tag.removeprefix(SVG) for element in drawing.iter()}
    assert tags <= {"svg", "title", "desc", "rect", "text", "tspan", "g", "path", "polygon"}
    attributes = {name for element in drawing.iter() for name in element.attrib}
    assert not [name for name in attributes if name.startswith("on") or "href" in name]
    assert any("<script>alert(1)</script>" in text for text in texts(svg(picture)))
    assert png(picture).startswith(b"\x89PNG")


def test_the_same_picture_gives_the_same_bytes(years: Picture) -> None:
    assert svg(years) == svg(years)
    assert png(years) == png(years)


def test_the_packaged_typeface_has_every_letter_of_a_drawing(
    goal_map: Picture, years: Picture
) -> None:
    [font] = [f for f in files("noto_cjk_sans_jp_regular").iterdir() if f.name.endswith(".otf")]
    known = TTFont(str(font)).getBestCmap()
    for picture in (goal_map, years):
        used = {letter for text in texts(svg(picture)) for letter in text if letter != "\n"}
        assert {letter for letter in used if ord(letter) not in known} == set()


def test_a_png_of_kanji_is_no_png_of_empty_boxes() -> None:
    """A face without Japanese draws the same box for every kanji."""

    def drawn(label: str) -> bytes:
        return png(Picture("図", "図", "ja", (Node("a", label, "Goal", "目標"),), (), ()))

    assert drawn("光通信") != drawn("量子鍵")


def test_a_network_holds_kinds_relations_and_places(years: Picture) -> None:
    found = networkx.read_graphml(io.BytesIO(graphml(years)))

    node = dict(found.nodes["a"])
    colour = bytes(node.pop(channel) for channel in "rgb")
    assert f"#{colour.hex()}" == TONES[0][1].lower()
    assert node == {"label": "ICTグローバル戦略", "kind": "戦略", "group": "2019年"}
    assert found.edges["b", "a"] | {"id": ""} == {
        "label": "後に続く", "relation": "follows", "status": "curated", "id": "",
        "document": "2026-mic-ict-rd-policy; 2019-mic", "lines": "12-14 / 3",
    }  # fmt: skip


def test_a_network_survives_hostile_labels() -> None:
    nodes = tuple(Node(f"n{n}", evil, evil, evil) for n, evil in enumerate(EVIL))
    found = networkx.read_graphml(
        io.BytesIO(graphml(Picture("図", "図", "ja", nodes, (Edge("n0", "n1", EVIL[2]),), ())))
    )
    assert found.nodes["n0"]["label"] == EVIL[0]
    assert len(found) == len(EVIL)
