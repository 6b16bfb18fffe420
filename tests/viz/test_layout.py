"""Places are the same at every run, nothing lies on anything else, ends stand on top."""

import os
import subprocess
import sys
from collections.abc import Callable
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viz import Edge, Node, Picture
from viz.lettering import width
from viz.maps.drawing import Drawing, area, overlap, runs_through
from viz.maps.layout import SCREEN, arrange, fit, positions
from viz.style import FONT_SIZE, KINDS

NetworkMap = Callable[[int], Picture]


def overlaps(drawing: Drawing) -> list[tuple[str, str]]:
    pairs = combinations(drawing.places, 2)
    return [(a, b) for a, b in pairs if overlap(drawing.area(a), drawing.area(b))]


@pytest.mark.parametrize("count", [1, 2, 12, 40, 60])
def test_no_two_boxes_of_a_network_overlap(network_map: NetworkMap, count: int) -> None:
    assert overlaps(arrange(network_map(count))) == []


def test_no_two_boxes_of_a_goal_map_overlap(goal_map: Picture) -> None:
    assert overlaps(arrange(goal_map)) == []


def test_no_label_of_a_line_lies_on_a_box_or_another_label(goal_map: Picture) -> None:
    drawing = arrange(goal_map)
    labels = [
        area(line.label_at, width(line.label) * FONT_SIZE, 16)
        for line in drawing.lines
        if line.label_at
    ]
    assert len(labels) >= 9
    assert not any(overlap(a, b) for a, b in combinations(labels, 2))
    assert not any(overlap(label, drawing.area(n)) for label in labels for n in drawing.places)


def test_no_line_of_a_goal_map_runs_behind_a_box(goal_map: Picture) -> None:
    drawing = arrange(goal_map)
    for edge, line in zip(goal_map.edges, drawing.lines, strict=True):
        for node in set(drawing.places) - {edge.source, edge.target}:
            left, top, right, bottom = drawing.area(node)
            inner = (left + 1, top + 1, right - 1, bottom - 1)
            assert not any(runs_through(inner, a, b) for a, b in pairwise(line.points))


def test_every_line_runs_from_its_source_to_its_target(goal_map: Picture) -> None:
    drawing = arrange(goal_map)
    for edge, line in zip(goal_map.edges, drawing.lines, strict=True):
        for node, point in ((edge.source, line.points[0]), (edge.target, line.points[-1])):
            assert overlap(drawing.area(node), (*point, *point), margin=0.6)


def test_ends_stand_above_means_and_facts_near_their_owner(goal_map: Picture) -> None:
    places = positions(goal_map)
    assert places["goal"][1] < places["f0"][1] < places["p0"][1] < places["Money0"][1]
    for n in range(6):
        own = abs(places[f"Money{n}"][0] - places[f"p{n}"][0])
        others = [abs(places[f"Money{n}"][0] - places[f"p{m}"][0]) for m in range(6) if m != n]
        assert own < min(others)


@pytest.mark.parametrize("size", [12, 26])
def test_a_map_of_a_screen_is_shown_whole_in_readable_letters(
    goal_map: Picture, network_map: NetworkMap, size: int
) -> None:
    picture = goal_map if size == 26 else network_map(size)
    assert fit(arrange(picture)) * FONT_SIZE >= 14


def test_a_relation_that_all_facts_of_a_kind_share_is_told_in_the_legend(goal_map: Picture) -> None:
    drawing = arrange(goal_map)
    assert drawing.relations == {"Money": "予算", "Technology": "開発する"}
    assert {drawing.boxes[node].lead for node in ("mic", "Organisation3")} == {"所管", "実施"}


SCRIPT = """
from viz import Edge, Node, Picture
from viz.maps.layout import arrange
nodes = tuple(Node(f"n{i}", f"研究開発 {i}", "Programme", "事業", layer=LAYER) for i in range(30))
edges = tuple(Edge(f"n{i}", f"n{i // 3}", "支える") for i in range(1, 30))
print(arrange(Picture("", "", "ja", nodes, edges, ())))
"""


@pytest.mark.parametrize("layer", ["None", "i % 4", "i % 4 if i % 3 else None"])
def test_places_do_not_depend_on_the_hash_seed(layer: str) -> None:
    printed = [
        subprocess.run(
            [sys.executable, "-c", SCRIPT.replace("LAYER", layer)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert printed[0] == printed[1] != ""


@st.composite
def pictures(draw: st.DrawFn) -> Picture:
    count = draw(st.integers(1, 24))
    layer = st.none() | st.integers(0, 4)
    kind = st.sampled_from([*KINDS, "Unheard"])
    label = st.sampled_from(["総務省", "量子暗号通信の高度化に向けた研究開発", "JPY 1.5 bn", ""])
    nodes = tuple(
        Node(f"n{i}", draw(label), draw(kind), "種類", layer=draw(layer)) for i in range(count)
    )
    end = st.integers(0, count - 1).map(lambda i: f"n{i}")
    edge = st.builds(
        Edge, end, end, st.sampled_from(["支える", ""]), st.sampled_from(["stated", "curated"])
    )
    return Picture("", "", "ja", nodes, tuple(draw(st.lists(edge, max_size=40))), ())


@settings(max_examples=40, deadline=None)
@given(pictures())
def test_any_picture_is_laid_out_without_overlap(picture: Picture) -> None:
    drawing = arrange(picture)
    assert overlaps(drawing) == []
    assert len(drawing.lines) == len(picture.edges)


def test_hundreds_of_nodes_are_still_placed_apart(network_map: NetworkMap) -> None:
    assert overlaps(arrange(network_map(200))) == []


def tree(sizes: tuple[int, ...]) -> Picture:
    """Make a tree: so many children below each node of a row, row by row."""
    rows = [["r"]]
    for size in sizes:
        rows.append([f"{over}{n}" for over in rows[-1] for n in range(size)])
    nodes = tuple(
        Node(id, f"技術{id}", "Technology", "技術", layer=layer)
        for layer, row in enumerate(rows)
        for id in row
    )
    edges = tuple(Edge(id, id[:-1], "上位概念") for row in rows[1:] for id in row)
    return Picture("技術", "木", "ja", nodes, edges, ())


def test_the_lower_rows_of_a_tree_hang_below_what_they_belong_to() -> None:
    picture = tree((3, 3, 2))
    drawing = arrange(picture)
    for edge in picture.edges:
        left, top, _, _ = drawing.area(edge.source)
        over_left, _, _, over_bottom = drawing.area(edge.target)
        assert top > over_bottom
        assert len(edge.source) < 3 or left > over_left
    assert overlaps(drawing) == []
    assert fit(drawing) >= 1.0


def test_no_line_of_a_tree_runs_behind_a_box() -> None:
    picture = tree((4, 3, 2))
    drawing = arrange(picture)
    for edge, line in zip(picture.edges, drawing.lines, strict=True):
        for node in set(drawing.places) - {edge.source, edge.target}:
            left, top, right, bottom = drawing.area(node)
            inner = (left + 1, top + 1, right - 1, bottom - 1)
            assert not any(runs_through(inner, a, b) for a, b in pairwise(line.points))


def test_chains_stand_apart_the_first_kinds_of_the_key_on_top() -> None:
    kinds = ["Technology"] * 6 + ["Strategy"] * 6
    nodes = tuple(
        Node(f"{n}{end}", f"{kind}第{n}版の名前", kind, kind, layer="ab".index(end))
        for n, kind in enumerate(kinds)
        for end in "ab"
    )
    edges = tuple(Edge(f"{n}b", f"{n}a", "後に続く") for n in range(12))
    drawing = arrange(Picture("戦略", "流れ", "ja", nodes, edges, ()))
    tops = {
        kind: [drawing.area(node.id)[1] for node in nodes if node.kind == kind] for kind in kinds
    }
    assert min(tops["Strategy"]) < min(tops["Technology"])
    assert max(tops["Strategy"]) <= max(tops["Technology"])
    assert overlaps(drawing) == []


def test_a_row_that_fits_the_page_stays_on_it(goal_map: Picture) -> None:
    left, _, right, _ = arrange(goal_map).bounds
    assert right - left <= SCREEN[0]
