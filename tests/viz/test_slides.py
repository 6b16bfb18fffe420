"""PowerPoint: native shapes with glued connectors, legible, nothing lying on anything else."""

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx.enum.shapes import MSO_SHAPE_TYPE

from kg.graph import Graph
from tests.viz.decks import (
    POINT,
    box,
    dates,
    is_node,
    noted,
    opened,
    outside,
    overlaps,
    printed,
    runs,
    shapes,
    sizes,
    text,
    undressed,
)  # fmt: skip
from tests.viz.test_views import ABOUT
from viz import Edge, Node, Note, Picture
from viz.maps.drawing import runs_through
from viz.maps.drawn import drawn
from viz.maps.view import named, names
from viz.picture import Group, Lang
from viz.slides.dress import DASHES
from viz.slides.maps import slides
from viz.style import KINDS, STATUSES, kind_style

LONG = "長い名前" * 400
HOSTILE = ("<script>alert(1)</script>", "=cmd()", "a\x00b\x0bc\u202ed", LONG, "]]>&amp;")
CITED = ("総務省『研究開発政策の在り方』(2026年3月) l.{}",)


def nodes(slide: Any) -> list[Any]:
    return [shape for shape in slide.shapes if is_node(shape)]


def glued(slide: Any) -> list[Any]:
    """Return the connectors that belong to links, not the samples of the legend."""
    return [s for s in slide.shapes if s._element.xpath(".//a:stCxn")]


def ends(line: Any) -> tuple[int, int]:
    """Return the shapes that a connector joins, in the direction of its arrow."""
    first, last = (line._element.xpath(f".//a:{tag}/@id")[0] for tag in ("stCxn", "endCxn"))
    return int(first), int(last)


def corners(line: Any) -> list[tuple[float, float]]:
    """Return the points of a connector; an elbow's trunk stands half way."""
    (x, y), (u, v) = (
        (x / POINT, y / POINT)
        for x, y in ((line.begin_x, line.begin_y), (line.end_x, line.end_y))
    )  # fmt: skip
    straight = line._element.xpath(".//a:prstGeom/@prst") == ["line"]
    return [(x, y), (u, v)] if straight else [(x, y), ((x + u) / 2, y), ((x + u) / 2, v), (u, v)]


def links(slide: Any) -> set[tuple[str, str]]:
    """Return the pairs of names that the lines of a slide join, by way of a label or not."""
    names = {shape.shape_id: text(shape) for shape in nodes(slide)}
    pairs = [ends(line) for line in glued(slide)]
    found = {pair for pair in pairs if set(pair) <= names.keys()}
    for source, label in pairs:
        found |= {(source, target) for start, target in pairs if start == label not in names}
    return {(names[source], names[target]) for source, target in found}


def sites(shape: Any) -> list[tuple[float, float]]:
    """Return where lines may be glued to a shape, in the order of their numbers."""
    left, top, right, bottom = box(shape)
    own = shape._element.xpath(".//a:custGeom/a:cxnLst/a:cxn/a:pos")
    if own:
        return [(left + int(s.get("x")) / POINT, top + int(s.get("y")) / POINT) for s in own]
    x, y = (left + right) / 2, (top + bottom) / 2
    return [(x, top), (left, y), (x, bottom), (right, y)]


def texts(slide: Any) -> list[str]:
    return [text(shape) for shape in slide.shapes if shape.has_text_frame]


def bare(label: str) -> str:
    return label.replace(" ", "")


def told(deck: Any) -> list[str]:
    """Return the heads of all links in the notes."""
    lines = (line for slide in deck.slides for line in noted(slide).split("\n"))
    return [line for line in lines if re.match(r"\d+\. .*→ .*\]$", line)]


@pytest.fixture
def few() -> Picture:
    """A goal with two means, small enough for one slide."""
    made = (
        Node("g", "国際競争力の強化", "Goal", "目標", layer=0, emphasis=True),
        Node("p", "基金事業", "Programme", "事業", layer=1),
        Node("t", "量子暗号通信", "Technology", "技術", layer=1),
    )
    edges = (
        Edge("p", "g", "支える", "stated", (Note("基金事業は目標を支える。", CITED),)),
        Edge("t", "g", "寄与する", "curated"),
    )
    return Picture("国際競争力の強化", "二つの手段が支える。", "ja", made, edges, ("総務省",))


@pytest.fixture
def hostile() -> Picture:
    made = tuple(Node(f"n{i}", label, "Goal", label, layer=i) for i, label in enumerate(HOSTILE))
    edges = tuple(
        Edge(f"n{i}", f"n{i - 1}", label, label, (Note(label, (label,)),))
        for i, label in enumerate(HOSTILE)
        if i
    )
    return Picture(HOSTILE[0], HOSTILE[3], "en", made, edges, HOSTILE)


def test_a_small_picture_is_one_slide(few: Picture) -> None:
    [slide] = opened(slides(few)).slides

    assert {text(shape) for shape in nodes(slide)} == {n.label for n in few.nodes}
    assert links(slide) == {("基金事業", "国際競争力の強化"), ("量子暗号通信", "国際競争力の強化")}


def test_nothing_is_a_picture(goal_map: Picture) -> None:
    content = slides(goal_map)
    kinds = {shape.shape_type for _, shape in shapes(opened(content))}

    assert MSO_SHAPE_TYPE.PICTURE not in kinds
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert not [n for n in file.namelist() if n.endswith((".png", ".jpeg", ".emf"))]


def test_shapes_have_the_colours_of_their_kind(few: Picture) -> None:
    drawn = {text(shape): shape for shape in nodes(opened(slides(few)).slides[0])}

    for node in few.nodes:
        style = kind_style(node.kind)
        assert str(drawn[node.label].fill.fore_color.rgb) == style.fill[1:].upper()
        assert str(drawn[node.label].line.color.rgb) == style.border[1:].upper()


def test_the_maps_draw_every_link_once(goal_map: Picture) -> None:
    labels = {node.id: bare(node.label) for node in goal_map.nodes}
    found = [pair for slide in opened(slides(goal_map)).slides for pair in links(slide)]

    assert sorted(found) == sorted((labels[e.source], labels[e.target]) for e in goal_map.edges)


def test_every_connector_is_glued_where_it_ends(goal_map: Picture) -> None:
    for slide in opened(slides(goal_map)).slides:
        by_id = {shape.shape_id: shape for shape in slide.shapes}
        for line in glued(slide):
            places = corners(line)
            for tag, at in (("stCxn", places[0]), ("endCxn", places[-1])):
                [glue] = line._element.xpath(f".//a:{tag}")
                shape = by_id[int(glue.get("id"))]
                assert sites(shape)[int(glue.get("idx"))] == pytest.approx(at, abs=0.1)


def test_arrows_end_at_boxes_and_never_at_labels(goal_map: Picture) -> None:
    for slide in opened(slides(goal_map)).slides:
        boxes = {shape.shape_id for shape in nodes(slide)}
        for line in glued(slide):
            headed = bool(line._element.xpath(".//a:tailEnd[@type='triangle']"))
            assert headed == (ends(line)[1] in boxes)


def test_lines_of_one_hub_and_label_share_a_trunk() -> None:
    hub = Node("g", "目標", "Goal", "目標", layer=0)
    means = tuple(Node(f"n{i}", f"事業{i}", "Programme", "事業", layer=1) for i in range(5))
    edges = (
        *(Edge(f"n{i}", "g", "支える") for i in range(4)),
        Edge("n4", "g", "支える", "planned"),
    )
    [slide] = opened(slides(Picture("題", "", "ja", (hub, *means), edges, ()))).slides
    trunks = {corners(line)[1][0] for line in glued(slide) if len(corners(line)) == 4}

    assert len(links(slide)) == 5
    assert len(trunks) == 1
    assert "支える" not in {text(s) for s in slide.shapes if s.has_text_frame}  # the key tells it
    assert any("明記–支える" in text(s) for s in slide.shapes if s.has_text_frame)


def test_a_trunk_bears_its_label_once(few: Picture) -> None:
    more = tuple(Node(f"n{i}", f"事業{i}", "Programme", "事業", layer=1) for i in range(3))
    edges = (*few.edges, *(Edge(node.id, "g", "支える") for node in more))
    picture = Picture("題", "", "ja", (*few.nodes, *more), edges, ())
    [slide] = opened(slides(picture)).slides
    texts = [text(shape) for shape in slide.shapes if shape.has_text_frame]

    assert texts.count("支える") == texts.count("寄与する") == 1
    assert len(links(slide)) == 5


def test_elbows_keep_the_trunk_where_every_program_puts_it(goal_map: Picture) -> None:
    lines = [line for slide in opened(slides(goal_map)).slides for line in glued(slide)]

    assert any(line._element.xpath(".//a:prstGeom[@prst='bentConnector3']") for line in lines)
    assert not any(line._element.xpath(".//a:prstGeom//a:gd") for line in lines)


def test_names_of_one_line_are_told_or_counted(few: Picture) -> None:
    names = ("社会実装に向けて所管される", "実施される", "資金を受ける")
    edges = (*(Edge("p", "g", name) for name in names), few.edges[1])
    deck = opened(slides(Picture("題", "", "ja", few.nodes, edges, ())))
    texts = {text(s) for _, s in shapes(deck) if s.has_text_frame}

    assert any(t.endswith("ほか2") and t.startswith("社会実装") for t in texts), texts
    assert all(any(name in head for head in told(deck)) for name in names)


def test_each_shape_offers_the_four_sites_of_office_first(goal_map: Picture) -> None:
    for slide in opened(slides(goal_map)).slides:
        for shape in nodes(slide):
            left, top, right, bottom = box(shape)
            x, y = (left + right) / 2, (top + bottom) / 2
            above, before, below, after = sites(shape)[:4]
            assert (*above, *below) == pytest.approx((x, top, x, bottom))
            assert before[1] == after[1] == pytest.approx(y)
            assert left <= before[0] < x < after[0] <= right


def test_every_line_bears_its_label_and_the_dots_of_its_status(few: Picture) -> None:
    [slide] = opened(slides(few)).slides
    texts = {text(shape) for shape in slide.shapes if shape.has_text_frame}

    assert {"支える", "寄与する", "当方による対応付け"} <= texts
    dashes = {tuple(line._element.xpath(".//a:prstDash/@val")) for line in glued(slide)}
    assert dashes == {(), ("sysDot",)}


def test_a_counted_box_is_one_shape_with_two_outlines(few: Picture) -> None:
    counted = Node("c", "ほか2件", "Programme", "事業", layer=1, members=few.nodes[1:])
    edges = (*few.edges, Edge("c", "g", "支える"))
    [slide] = opened(slides(Picture("題", "", "ja", (*few.nodes, counted), edges, ()))).slides
    paths = {text(shape): len(shape._element.xpath(".//a:path")) for shape in nodes(slide)}

    assert paths["ほか2件"] == 2
    assert paths["基金事業"] < 2


def test_every_status_with_a_dash_has_one_in_office() -> None:
    assert DASHES.keys() == {name for name, style in STATUSES.items() if style.dash}
    assert len(set(DASHES.values())) == len(DASHES)


def test_an_agreed_line_is_double(few: Picture) -> None:
    picture = Picture("題", "", "ja", few.nodes, (Edge("p", "g", "支える", "agreed"),), ())
    lines = [line for slide in opened(slides(picture)).slides for line in glued(slide)]

    assert lines
    assert all(line._element.xpath(".//a:ln/@cmpd") == ["dbl"] for line in lines)


def test_every_run_names_its_typefaces_and_language(goal_map: Picture, few: Picture) -> None:
    english = Picture("Goal", "Two means.", "en", few.nodes, few.edges, few.sources)
    content = slides(goal_map)

    assert any(name.startswith("ppt/notesSlides") for name, _ in runs(content))
    assert undressed(content, "ja-JP") == []
    assert undressed(slides(english), "en-US") == []


def test_everything_on_a_slide_is_set_in_18_pt_or_more(
    goal_map: Picture, hostile: Picture, network_map: Callable[[int], Picture]
) -> None:
    for picture in (goal_map, hostile, network_map(40)):
        assert min(sizes(slides(picture))) >= 18


def test_the_key_takes_two_rows_and_the_sources_two_lines_at_most() -> None:
    kinds = list(KINDS)[:14]
    made = tuple(
        Node(kind, kind, kind, f"{kind} of a long name", group=Group(kind, f"group {kind}"))
        for kind in kinds
    )
    edges = tuple(Edge(kinds[0], kind, "links to", "planned") for kind in kinds[1:])
    tones = tuple(node.group for node in made[:8] if node.group)
    dated = "Ministry of Internal Affairs and Communications 2019, 2020, 2022, 2025, 2026"
    picture = Picture("Title", "", "en", made, edges, ("MIC",), tones, dated)
    for slide in opened(slides(picture)).slides:
        lowest = max(box(shape)[3] for shape in nodes(slide))
        rows = {
            round(box(s)[1])
            for s in slide.shapes
            if s.has_text_frame and text(s) and box(s)[1] > lowest
        }
        assert 2 <= len(rows) <= 3


def test_no_label_is_cut_on_the_maps(goal_map: Picture) -> None:
    for slide in opened(slides(goal_map)).slides:
        for shape in nodes(slide):
            assert text(shape) in {node.label.replace(" ", "") for node in goal_map.nodes}


def test_nothing_overlaps_or_leaves_the_slide(
    goal_map: Picture, few: Picture, hostile: Picture, network_map: Callable[[int], Picture]
) -> None:
    for picture in (goal_map, few, hostile, network_map(5), network_map(40)):
        deck = opened(slides(picture))
        assert (deck.slide_width / POINT, deck.slide_height / POINT) == (960, 540)
        assert overlaps(deck) == []
        assert outside(deck) == []


def test_no_line_runs_behind_a_box_or_label_of_others(
    goal_map: Picture, network_map: Callable[[int], Picture]
) -> None:
    for picture in (goal_map, network_map(12), network_map(30)):
        for slide in opened(slides(picture)).slides:
            for line in glued(slide):
                assert struck(slide, line) == []


def struck(slide: Any, line: Any) -> list[str]:
    """List boxes and labels behind which a line runs; its own label stands on a straight one."""
    others = [s for s in slide.shapes if is_node(s) or s.shape_type == MSO_SHAPE_TYPE.TEXT_BOX]
    middle = corners(line)[0][1] if len(corners(line)) == 2 else -1.0
    return [
        shape.name
        for shape in others
        for a, b in pairwise(corners(line))
        if shape.shape_id not in ends(line)
        and (is_node(shape) or abs(sum(box(shape)[1::2]) / 2 - middle) > 1)
        and runs_through(box(shape), a, b)
    ]


@st.composite
def pictures(draw: st.DrawFn) -> Picture:
    count = draw(st.integers(0, 14))
    layer = st.sampled_from([0, 1, 2, None]) if draw(st.booleans()) else st.none()
    label = st.sampled_from(["総務省", "量子暗号通信の高度化に向けた研究開発", "JPY 1.5 bn", ""])
    kind = st.sampled_from(["Goal", "Money", "Dataset", "Country", "Standard", "Unheard"])
    made = tuple(
        Node(f"n{i}", draw(label), draw(kind), "種類", layer=draw(layer)) for i in range(count)
    )
    end = st.integers(0, max(count - 1, 0)).map(lambda i: f"n{i}")
    edge = st.builds(
        Edge, end, end, st.sampled_from(["支える", ""]), st.sampled_from(["stated", "curated"])
    )
    edges = draw(st.lists(edge, max_size=20)) if count else []
    return Picture("題", "副題。", "ja", made, tuple(edges), ("総務省",))


@settings(max_examples=20, deadline=None)
@given(pictures())
def test_any_picture_is_whole_and_legible(picture: Picture) -> None:
    deck = opened(slides(picture))

    assert overlaps(deck) == []
    assert outside(deck) == []
    assert len(told(deck)) == len(picture.edges)
    assert [struck(s, line) for s in deck.slides for line in glued(s) if struck(s, line)] == []
    linked = {end for edge in picture.edges for end in (edge.source, edge.target)}
    names = {text(shape) for slide in deck.slides for shape in nodes(slide)}
    assert {bare(node.label) for node in picture.nodes if node.id not in linked} <= names


def test_links_that_no_map_holds_are_counted_and_told(
    network_map: Callable[[int], Picture],
) -> None:
    picture = network_map(120)
    deck = opened(slides(picture))
    *_, last = deck.slides
    unseen = noted(last).split("図に載らないつながり:")[1].count(" → ")

    assert len(deck.slides) == 8
    assert len(told(deck)) == len(picture.edges)
    said = " ".join(text(shape) for shape in last.shapes if shape.has_text_frame)
    assert f"図に載らないつながりが{unseen}件" in said


def test_a_slide_that_goes_on_says_with_what(goal_map: Picture) -> None:
    first, *others = opened(slides(goal_map)).slides
    labels = {bare(node.label) for node in goal_map.nodes}

    assert others
    for slide in others:
        [said] = [t for t in texts(slide) if t.endswith("のつながり。")]
        assert re.findall("^「(.*)」", said)[0] in labels
    assert any("3分野と6事業" in text(shape) for shape in first.shapes if shape.has_text_frame)


def test_slides_do_not_speak_of_above_and_below(few: Picture) -> None:
    told = "目標を上に、事業を下に置く。再掲は除く。"
    [slide] = opened(slides(replace(few, subtitle=told))).slides
    texts = {text(shape) for shape in slide.shapes if shape.has_text_frame}

    assert "再掲は除く。" in texts
    assert "目標を上に、事業を下に置く。再掲は除く。" in noted(slide)


def test_the_sources_are_named_in_short_and_in_full_in_the_notes(few: Picture) -> None:
    picture = replace(few, sources=("総務省『研究開発政策』(2026-03-09)",), dated="総務省 2026-03")
    [slide] = opened(slides(picture)).slides
    texts = {text(shape) for shape in slide.shapes if shape.has_text_frame}

    assert any("総務省2026-03" in said for said in texts)
    assert "総務省『研究開発政策』(2026-03-09)" in noted(slide)


def test_hostile_labels_survive_as_text(hostile: Picture) -> None:
    content = slides(hostile)
    deck = opened(content)
    notes = "".join(slide.notes_slide.notes_text_frame.text for slide in deck.slides)

    for label in ("<script>alert(1)</script>", "=cmd()", "a b c d", LONG, "]]>&amp;"):
        assert label in notes
    drawn = {text(shape) for _, shape in shapes(deck) if is_node(shape)}
    assert {"<script>alert(1)</script>", "=cmd()", "abcd", "]]>&amp;"} <= drawn
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert not [n for n in file.namelist() if b"<script" in file.read(n)]


def test_the_notes_hold_the_facts_and_citations_of_each_link(goal_map: Picture) -> None:
    deck = opened(slides(goal_map))
    cited = {c for edge in goal_map.edges for note in edge.notes for c in note.citations}
    notes = "".join(map(noted, deck.slides))

    assert cited
    for sentence in (*cited, *(n.text for e in goal_map.edges for n in e.notes)):
        assert sentence in notes


def test_what_a_box_stands_for_is_in_the_notes(few: Picture) -> None:
    counted = Node("c", "ほか2件", "Programme", "事業", layer=1, members=(
        Node("x", "標準化活動", "Programme", "事業"), Node("y", "実証事業", "Programme", "事業"),
    ))  # fmt: skip
    picture = Picture("題", "", "ja", (*few.nodes, counted), few.edges, ())
    deck = opened(slides(picture))

    notes = "".join(slide.notes_slide.notes_text_frame.text for slide in deck.slides)

    assert "標準化活動" in notes
    assert "実証事業" in notes


def test_an_empty_picture_is_still_a_slide() -> None:
    [slide] = opened(slides(Picture("題", "何もない。", "ja", (), (), ()))).slides

    assert slide.shapes.title.text_frame.text == "題"


def test_the_same_values_give_the_same_bytes(goal_map: Picture) -> None:
    assert slides(goal_map) == slides(goal_map)
    assert dates(slides(goal_map)) == {(1980, 1, 1), (2000, 1, 1)}


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice Impress")
@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="needs poppler-utils")
def test_libreoffice_opens_and_prints_every_slide(goal_map: Picture, tmp_path: Path) -> None:
    content = slides(goal_map)
    images = printed(content, tmp_path)

    assert len(images) == len(opened(content).slides)
    assert min(image.stat().st_size for image in images) > 2000  # an empty page has 400


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", names())
def test_every_view_of_the_real_graph_is_a_few_slides_to_show(
    name: str, lang: Lang, real_graph: Graph
) -> None:
    view = named(name)
    about = {view.entity: ABOUT[name]} if name in ABOUT else {}
    picture = drawn(view, Graph(real_graph.store, lang=lang), **about).page
    content = slides(picture)
    deck = opened(content)
    linked = [slide for slide in deck.slides if links(slide)]

    assert len(deck.slides) <= {"ja": 4, "en": 5}[lang]
    assert all(len(links(slide)) > 2 for slide in linked)
    assert min(sizes(content)) >= 18
    assert not overlaps(deck)
    assert not outside(deck)
    assert len(told(deck)) == len(picture.edges)
    assert "図に載らない" not in "".join(map(noted, deck.slides))
    assert not [1 for s in deck.slides for line in glued(s) if struck(s, line)]
