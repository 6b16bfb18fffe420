"""PowerPoint: native shapes with glued connectors, legible, nothing lying on anything else."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]
from openpyxl import load_workbook
from pptx import Presentation
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml.ns import qn
from typer.testing import CliRunner

from kg.__main__ import application
from kg.build import build
from kg.errors import UsageError
from kg.project import ONTOLOGY
from viz import Edge, Node, Note, Picture
from viz.chart import Chart, Mark
from viz.drawing import overlap, runs_through
from viz.pptx import slides
from viz.pptx_chart import chart_slides
from viz.pptx_map import DASHES
from viz.style import STATUSES, kind_style

POINT = 12700  # EMU
LONG = "長い名前" * 400
HOSTILE = ("<script>alert(1)</script>", "=cmd()", "a\x00b\x0bc\u202ed", LONG, "]]>&amp;")
CITED = ("総務省『研究開発政策の在り方』(2026年3月) l.{}",)
RATES = (
    Mark("日本", 26.7, "26.7%", "今回"),
    Mark("日本", 9.1, "9.1%", "前回"),
    Mark("=cmd()", 46.3, "46.3%", "今回"),
)
RANGES = (*RATES, Mark("他の3か国", None, "31～45.6%", "今回", 31.0, 45.6))

QUESTION = """\
#+ summary: {ja: 光回線はどれだけ普及したか, en: "How far have light lines spread?"}
#+ description: {ja: 普及率。, en: Rates.}
#+ tags: [statistics]
#+ columns:
#+   area: {ja: 国, en: country}
#+   value: {ja: 値, en: value, as: unit}
#+   unit: {ja: 単位, en: unit, detail: true}
#+ chart: {form: bar, label: area, value: value}
PREFIX ist: <https://w3id.org/ict-strategy/ns#>
SELECT ?area ?value ?unit ?statement WHERE {
  GRAPH ?statement { ?o a ist:Observation ; ist:area ?area ; ist:value ?value ; ist:unit ?unit }
}
"""


def chart(form: str, marks: tuple[Mark, ...] = RATES) -> Chart:
    return Chart("使っている割合", form, "ja", marks, ("母数: 国民",), ("出典: 総務省 l.2584",))  # type: ignore[arg-type]


def opened(content: bytes) -> Any:
    return Presentation(io.BytesIO(content))


def shapes(deck: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each shape with its slide."""
    for slide in deck.slides:
        for shape in slide.shapes:
            yield slide, shape


def box(shape: Any) -> tuple[float, float, float, float]:
    """Return a shape's rectangle in pt."""
    left, top = shape.left / POINT, shape.top / POINT
    return (left, top, left + shape.width / POINT, top + shape.height / POINT)


def is_node(shape: Any) -> bool:
    """Tell a node from the samples of the legend: only nodes describe themselves."""
    return bool(shape._element.xpath(".//p:cNvPr/@descr"))


def nodes(slide: Any) -> list[Any]:
    return [shape for shape in slide.shapes if is_node(shape)]


def glued(slide: Any) -> list[Any]:
    """Return the connectors that are edges, not samples of the legend."""
    return [s for s in slide.shapes if s._element.xpath(".//a:tailEnd")]


def runs(content: bytes) -> Iterator[tuple[str, Any]]:
    """Yield every run of text in slides, notes and charts, with the part it stands in."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        for name in file.namelist():
            if re.match(r"ppt/(slides|notesSlides|charts)/[^/]+\.xml$", name):
                for run in etree.fromstring(file.read(name)).iter(qn("a:r")):
                    yield name, run


def text(shape: Any) -> str:
    return str(shape.text_frame.text).replace("\x0b", "").replace(" ", "")


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


def test_a_small_picture_has_one_map_and_one_table(few: Picture) -> None:
    deck = opened(slides(few))

    assert len(deck.slides) == 2
    assert {text(shape) for shape in nodes(deck.slides[0])} == {n.label for n in few.nodes}
    [table] = [s for s in deck.slides[1].shapes if s.has_table]
    assert [table.table.cell(1, n).text for n in range(5)] == [
        "基金事業", "支える", "国際競争力の強化", "明記", CITED[0],
    ]  # fmt: skip


def test_nothing_is_a_picture(goal_map: Picture) -> None:
    for content in (slides(goal_map), chart_slides(chart("bar"))):
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


def test_every_connector_is_glued_to_its_shapes_where_it_ends(goal_map: Picture) -> None:
    labels = {node.id: node.label for node in goal_map.nodes}
    pairs = {(labels[edge.source], labels[edge.target]) for edge in goal_map.edges}
    found = set()
    for slide in opened(slides(goal_map)).slides:
        by_id = {shape.shape_id: shape for shape in nodes(slide)}
        for line in glued(slide):
            ends = []
            for tag, at in (
                ("stCxn", (line.begin_x, line.begin_y)),
                ("endCxn", (line.end_x, line.end_y)),
            ):
                [glue] = line._element.xpath(f".//a:{tag}")
                shape = by_id[int(glue.get("id"))]
                left, top, right, bottom = box(shape)
                sites = [
                    ((left + right) / 2, top), (left, (top + bottom) / 2),
                    ((left + right) / 2, bottom), (right, (top + bottom) / 2),
                ]  # fmt: skip
                site = sites[int(glue.get("idx"))]
                assert site == pytest.approx((at[0] / POINT, at[1] / POINT), abs=0.1)
                ends.append(text(shape))
            found.add((ends[0], ends[1]))

    assert found == {(a.replace(" ", ""), b.replace(" ", "")) for a, b in pairs}


def test_each_shape_offers_the_four_sites_of_office(goal_map: Picture) -> None:
    for slide in opened(slides(goal_map)).slides:
        for shape in nodes(slide):
            sites = shape._element.xpath(".//a:custGeom/a:cxnLst/a:cxn/a:pos")
            places = [(site.get("x"), site.get("y")) for site in sites]
            if shape.shape_type == MSO_SHAPE_TYPE.FREEFORM:
                assert places == [("hc", "t"), ("l", "vc"), ("hc", "b"), ("r", "vc")]
            else:
                assert shape._element.xpath(".//a:prstGeom/@prst")[0] in ("rect", "roundRect")


def test_every_line_bears_its_label_and_the_dots_of_its_status(few: Picture) -> None:
    slide = opened(slides(few)).slides[0]
    texts = {text(shape) for shape in slide.shapes if shape.has_text_frame}

    assert {"支える", "寄与する", "当方による対応付け"} <= texts
    dashes = [line._element.xpath(".//a:prstDash/@val") for line in glued(slide)]
    assert dashes == [[], ["sysDot"]]


def test_every_status_with_a_dash_has_one_in_office() -> None:
    assert DASHES.keys() == {name for name, style in STATUSES.items() if style.dash}
    assert len(set(DASHES.values())) == len(DASHES)


def test_an_agreed_line_is_double(few: Picture) -> None:
    edges = (Edge("p", "g", "支える", "agreed"),)
    picture = Picture("題", "", "ja", few.nodes, edges, ())

    [line] = [line for slide in opened(slides(picture)).slides for line in glued(slide)]

    assert line._element.xpath(".//a:ln/@cmpd") == ["dbl"]


def test_every_run_names_its_typefaces_and_language(goal_map: Picture, few: Picture) -> None:
    english = Picture("Goal", "Two means.", "en", few.nodes, few.edges, few.sources)
    for content, lang in (
        (slides(goal_map), "ja-JP"), (slides(english), "en-US"),
        (chart_slides(chart("bar")), "ja-JP"),
    ):  # fmt: skip
        found = list(runs(content))
        assert found
        assert any(name.startswith("ppt/notesSlides") for name, _ in found)
        for name, run in found:
            properties = run.find(qn("a:rPr"))
            assert properties.find(qn("a:ea")).get("typeface") == "Yu Gothic", name
            assert properties.find(qn("a:latin")) is not None, name
            assert properties.get("lang") == lang, name


def test_names_and_titles_are_set_in_18_pt_and_nothing_under_12(goal_map: Picture) -> None:
    deck = opened(slides(goal_map))
    for slide, shape in shapes(deck):
        sizes = [int(size) / 100 for size in shape._element.xpath(".//a:r/a:rPr/@sz")]
        big = is_node(shape) or shape == slide.shapes.title
        assert all(size >= (18 if big else 12) for size in sizes)


def test_no_label_is_cut_on_the_maps(goal_map: Picture) -> None:
    for slide in opened(slides(goal_map)).slides:
        for shape in nodes(slide):
            assert text(shape) in {node.label.replace(" ", "") for node in goal_map.nodes}


def overlaps(deck: Any) -> list[tuple[str, str]]:
    """List nodes and texts that lie on one another."""
    found = []
    for slide in deck.slides:
        inner = [s for s in slide.shapes if is_node(s) or s.shape_type == MSO_SHAPE_TYPE.TEXT_BOX]
        inner += [s for s in (slide.shapes.title,) if s is not None]
        inner += [s for s in slide.shapes if s.has_table or s.has_chart]
        found += [
            (a.name, b.name)
            for a, b in combinations(inner, 2)
            if overlap(box(a), box(b), margin=-0.6)
        ]
    return found


def outside(deck: Any) -> list[str]:
    wide, high = deck.slide_width / POINT, deck.slide_height / POINT
    found = []
    for _, shape in shapes(deck):
        left, top, right, bottom = box(shape)
        if left < 0 or top < 0 or right > wide + 0.1 or bottom > high + 0.1:
            found.append(shape.name)
    return found


def test_nothing_overlaps_or_leaves_the_slide(
    goal_map: Picture, few: Picture, hostile: Picture, network_map: Callable[[int], Picture]
) -> None:
    for picture in (goal_map, few, hostile, network_map(5), network_map(40)):
        deck = opened(slides(picture))
        assert (deck.slide_width / POINT, deck.slide_height / POINT) == (960, 540)
        assert overlaps(deck) == []
        assert outside(deck) == []


def test_no_connector_runs_behind_a_box_of_others(goal_map: Picture) -> None:
    for slide in opened(slides(goal_map)).slides:
        for line in glued(slide):
            own = {int(end) for end in line._element.xpath(".//a:stCxn/@id | .//a:endCxn/@id")}
            ends = [(line.begin_x, line.begin_y), (line.end_x, line.end_y)]
            start, end = [(x / POINT, y / POINT) for x, y in ends]
            for shape in nodes(slide):
                if shape.shape_id not in own:
                    assert not runs_through(box(shape), start, end), shape.name


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
    drawn = sum(len(glued(slide)) for slide in deck.slides)
    rows = sum(len(s.table.rows) - 1 for _, s in shapes(deck) if s.has_table)
    linked = {end for edge in picture.edges for end in (edge.source, edge.target)}
    assert drawn <= len(picture.edges)
    assert rows == len(picture.edges) + len({node.id for node in picture.nodes} - linked)


def test_links_that_no_map_holds_are_counted_and_listed(
    network_map: Callable[[int], Picture],
) -> None:
    picture = network_map(80)
    deck = opened(slides(picture))
    drawn = sum(len(glued(slide)) for slide in deck.slides)
    tables = [slide for slide in deck.slides if any(s.has_table for s in slide.shapes)]

    assert len(deck.slides) - len(tables) <= 8
    assert 0 < drawn < len(picture.edges)
    said = " ".join(text(s) for s in tables[0].shapes if s.has_text_frame)
    assert f"図に載らないつながり{len(picture.edges) - drawn}件" in said


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
    maps = [s for s in deck.slides if not any(shape.has_table for shape in s.shapes)]
    notes = "".join(slide.notes_slide.notes_text_frame.text for slide in maps)

    assert cited
    for sentence in (*cited, *(n.text for e in goal_map.edges for n in e.notes)):
        assert sentence in notes


def test_a_link_with_many_citations_goes_on_in_further_rows(few: Picture) -> None:
    cited = tuple(f"総務省『研究開発政策の在り方』(2026年3月)「重点分野」l.{n}" for n in range(90))
    edges = (Edge("p", "g", "支える", "stated", (Note("支える。", cited),)),)
    deck = opened(slides(Picture("題", "", "ja", few.nodes, edges, ())))
    cells = [
        s.table.cell(row, 4).text
        for _, s in shapes(deck)
        if s.has_table
        for row in range(1, len(s.table.rows))
    ]

    assert "\n".join(filter(None, cells)).split("\n") == list(cited)
    assert outside(deck) == []


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


@pytest.mark.parametrize("form", ["bar", "line", "rank"])
@pytest.mark.parametrize("marks", [RATES, RANGES], ids=["values", "ranges"])
def test_charts_are_native_and_print_values_as_the_document_does(
    form: str, marks: tuple[Mark, ...]
) -> None:
    content = chart_slides(chart(form, marks))
    deck = opened(content)
    found = [shape.chart for _, shape in shapes(deck) if shape.has_chart]
    printed = "".join(run.find(qn("a:t")).text for name, run in runs(content) if "charts" in name)

    assert found
    for mark in marks:
        assert mark.printed in printed
    said = "".join(text(s) for _, s in shapes(deck) if s.has_text_frame)
    assert "母数:国民" in said
    assert "l.2584" in said
    assert overlaps(deck) == outside(deck) == []


def test_the_workbook_holds_the_numbers_and_no_formula() -> None:
    deck = opened(chart_slides(chart("bar")))
    [drawn] = [shape.chart for _, shape in shapes(deck) if shape.has_chart]
    sheet = load_workbook(io.BytesIO(drawn.part.chart_workbook.xlsx_part.blob)).active

    assert sheet is not None
    cells = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert cells == [[None, "今回", "前回"], ["日本", 26.7, 9.1], ["=cmd()", 46.3, None]]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"n", "s"}
    assert [list(series.values) for series in drawn.plots[0].series] == [
        [26.7, 46.3], [9.1, None],
    ]  # fmt: skip


def test_a_range_is_a_bar_from_its_low_to_its_high_end() -> None:
    deck = opened(chart_slides(chart("bar", RANGES)))
    [drawn] = [shape.chart for _, shape in shapes(deck) if shape.has_chart]
    low, reach, _ = drawn.plots[0].series

    assert (low.values[-1], round(low.values[-1] + reach.values[-1], 6)) == (31.0, 45.6)
    assert low.format.fill.type == 5  # no fill


def test_a_stack_is_one_bar_that_bears_its_sum() -> None:
    marks = (
        Mark("2025年度", 300.0, "300億円", "補正", group="円", whole="310億円"),
        Mark("2025年度", 10.0, "10億円", "当初", group="円", whole="310億円"),
    )
    deck = opened(chart_slides(chart("stack", marks)))
    [drawn] = [shape.chart for _, shape in shapes(deck) if shape.has_chart]
    notes = deck.slides[0].notes_slide.notes_text_frame.text

    assert drawn.chart_type == XL_CHART_TYPE.BAR_STACKED
    assert list(drawn.plots[0].categories) == ["2025年度（310億円）"]
    assert [list(s.values) for s in drawn.plots[0].series] == [[300.0], [10.0]]
    assert "10億円" in notes


@pytest.mark.parametrize("form", ["heat", "treemap"])
def test_a_form_that_office_has_not_says_what_to_do(form: str) -> None:
    with pytest.raises(UsageError, match=r"end the file in \.html"):
        chart_slides(chart(form))


def test_marks_of_one_name_and_series_all_stay() -> None:
    marks = (Mark("日本", 1.0, "1"), Mark("日本", 2.0, "2"), Mark("米国", 3.0, "3"))
    deck = opened(chart_slides(chart("bar", marks)))
    [drawn] = [shape.chart for _, shape in shapes(deck) if shape.has_chart]

    assert list(drawn.plots[0].categories) == ["日本", "日本", "米国"]
    assert list(drawn.plots[0].series[0].values) == [1.0, 2.0, 3.0]


def test_units_that_differ_have_charts_of_their_own() -> None:
    marks = (Mark("韓国", 1.0, "1", group="KRW"), Mark("EU", 2.0, "2", group="EUR"))
    deck = opened(chart_slides(chart("bar", marks)))

    assert len([1 for _, shape in shapes(deck) if shape.has_chart]) == 2
    assert {"KRW", "EUR"} <= {text(s) for _, s in shapes(deck) if s.has_text_frame}


@pytest.mark.parametrize("form", ["bar", "line", "rank"])
def test_many_values_and_caveats_go_on_over_several_slides(form: str) -> None:
    marks = tuple(
        Mark(f"量子暗号通信の高度化に向けた研究開発その{n}", n + 1.0, f"{n}") for n in range(40)
    )
    notes = tuple(f"比較上の注意: 調査年が異なる（{n}）" for n in range(30))
    deck = opened(chart_slides(Chart("題", form, "ja", marks, notes, ("出典: 総務省",))))  # type: ignore[arg-type]
    shown = [
        label
        for _, shape in shapes(deck)
        if shape.has_chart
        for label in shape.chart.plots[0].categories
    ]

    assert shown == [mark.label for mark in marks]
    ends = [s.chart.value_axis.maximum_scale for _, s in shapes(deck) if s.has_chart]
    assert len(set(ends)) == 1, "bars on different slides cannot be compared"
    assert ends[0] >= 40
    said = "".join(text(s) for _, s in shapes(deck) if s.has_text_frame)
    assert all(note.replace(" ", "") in said for note in notes)
    assert overlaps(deck) == outside(deck) == []


def test_the_same_values_give_the_same_bytes(goal_map: Picture) -> None:
    assert slides(goal_map) == slides(goal_map)
    assert chart_slides(chart("bar")) == chart_slides(chart("bar"))
    for content in (slides(goal_map), chart_slides(chart("line"))):
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            assert {entry.date_time[:3] for entry in file.infolist()} == {(1980, 1, 1)}
            assert b"2000-01-01" in file.read("docProps/core.xml")


def test_the_command_writes_slides_of_a_question(tmp_path: Path, mini: Path) -> None:
    build(mini, ONTOLOGY, tmp_path / "out")
    question = tmp_path / "light-lines.rq"
    question.write_text(QUESTION, "utf-8")
    file = tmp_path / "chart.pptx"

    done = CliRunner().invoke(
        application("chart"), ["chart", str(question), str(file), "--out", str(tmp_path / "out")]
    )

    assert done.exit_code == 0, done.output
    [drawn] = [shape.chart for _, shape in shapes(opened(file.read_bytes())) if shape.has_chart]
    assert sorted(drawn.plots[0].series[0].values) == [45.0, 52.0]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice Impress")
@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="needs poppler-utils")
def test_libreoffice_opens_and_prints_every_slide(goal_map: Picture, tmp_path: Path) -> None:
    for name, content in (("map", slides(goal_map)), ("chart", chart_slides(chart("bar", RANGES)))):
        (tmp_path / f"{name}.pptx").write_bytes(content)
        profile = (tmp_path / "profile").as_uri()
        order = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
        subprocess.run([*order, f"{name}.pptx"], cwd=tmp_path, check=True, capture_output=True)
        pages = ["pdftoppm", "-r", "30", "-png", f"{name}.pdf", name]
        subprocess.run(pages, cwd=tmp_path, check=True, capture_output=True)
        images = list(tmp_path.glob(f"{name}-*.png"))
        assert len(images) == len(opened(content).slides)
        assert min(image.stat().st_size for image in images) > 2000  # an empty page has 400
