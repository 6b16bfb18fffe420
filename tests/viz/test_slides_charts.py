"""Charts on slides: native and editable, legible, all values told, caveats and sources named."""

import io
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_SHAPE, MSO_SHAPE_TYPE
from pptx.oxml.ns import qn
from typer.testing import CliRunner

from kg.__main__ import application
from kg.build import build
from kg.graph import Graph
from kg.project import ONTOLOGY, QUERIES
from kg.questions import Question, find
from tests.viz.decks import (
    box,
    dates,
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
from viz.charts.chart import FORMS, Chart, Mark
from viz.charts.charted import chart_of
from viz.lettering import plain
from viz.maps.drawing import overlap
from viz.slides.charts import chart_slides

LONG = "長い名前" * 400
HOSTILE = ("<script>alert(1)</script>", "=cmd()", "a\x00b\x0bc\u202ed", LONG, "]]>&amp;")
RATES = (
    Mark("日本", 26.7, "26.7%", "今回"),
    Mark("日本", 9.1, "9.1%", "前回"),
    Mark("=cmd()", 46.3, "46.3%", "今回"),
)
RANGES = (*RATES, Mark("他の3か国", None, "31～45.6%", "今回", 31.0, 45.6))

CELLS = tuple(
    Mark(f"主題{row}", float(row * column), f"{row * column}", f"2026 / 文書{column}")
    for row in range(1, 26)
    for column in range(1, 5)
)
AMOUNTS = tuple(
    Mark(f"事業の名前{n}", 1000.0 / n**2, f"{1000 // n**2}億円", f"分野{n % 3}", whole="1,000億円")
    for n in range(1, 20)
)
MARKS = {"heat": CELLS, "treemap": AMOUNTS}

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


def chart(form: str, marks: Sequence[Mark] = RATES) -> Chart:
    return Chart(
        "使っている割合", form, "ja", tuple(marks), ("母数: 国民",),  # type: ignore[arg-type]
        ("出典: 総務省『調査』 l.2584",), "総務省 2025-03",
    )  # fmt: skip


def drawn(content: bytes) -> list[Any]:
    return [shape.chart for _, shape in shapes(opened(content)) if shape.has_chart]


def said(deck: Any) -> str:
    return "".join(text(shape) for _, shape in shapes(deck) if shape.has_text_frame)


@pytest.mark.parametrize("form", ["bar", "line", "rank"])
@pytest.mark.parametrize("marks", [RATES, RANGES], ids=["values", "ranges"])
def test_charts_are_native_and_print_values_as_the_document_does(
    form: str, marks: tuple[Mark, ...]
) -> None:
    content = chart_slides(chart(form, marks))
    told = "".join(run.find(qn("a:t")).text for name, run in runs(content) if "charts" in name)

    assert drawn(content)
    for mark in marks:
        assert mark.printed in told


@pytest.mark.parametrize("form", FORMS)
def test_every_slide_is_legible_and_names_caveats_and_documents(form: str) -> None:
    content = chart_slides(chart(form, MARKS.get(form, RATES)))
    deck = opened(content)

    assert min(sizes(content)) >= 18
    assert undressed(content, "ja-JP") == []
    assert overlaps(deck) == outside(deck) == []
    for slide in deck.slides:
        shown = "".join(text(shape) for shape in slide.shapes if shape.has_text_frame)
        assert "母数:国民" in shown
        assert "出典:総務省2025-03（ノートに題名と行）" in shown
        assert "l.2584" in noted(slide)
        assert not [s for s in slide.shapes if s.shape_type == MSO_SHAPE_TYPE.PICTURE]


@pytest.mark.parametrize("form", FORMS)
def test_all_that_is_drawn_is_in_the_notes(form: str) -> None:
    marks = MARKS.get(form, RATES)
    notes = "".join(noted(slide) for slide in opened(chart_slides(chart(form, marks))).slides)

    for mark in marks:
        told = " | ".join(filter(None, (mark.label, plain(mark.series), mark.printed)))
        assert told in notes


@pytest.mark.parametrize("form", FORMS)
def test_the_same_chart_gives_the_same_bytes(form: str) -> None:
    content = chart_slides(chart(form, MARKS.get(form, RATES)))

    assert content == chart_slides(chart(form, MARKS.get(form, RATES)))
    assert dates(content) == {(1980, 1, 1), (2000, 1, 1)}


@pytest.mark.parametrize("form", FORMS)
def test_hostile_labels_stay_text(form: str) -> None:
    marks = [Mark(name, 5.0 + n, name, name, group="") for n, name in enumerate(HOSTILE)]
    made = Chart(HOSTILE[0], form, "en", tuple(marks), HOSTILE, HOSTILE)  # type: ignore[arg-type]
    content = chart_slides(made)
    notes = "".join(noted(slide) for slide in opened(content).slides)

    assert plain(LONG) in notes
    assert "=cmd()" in notes
    assert outside(opened(content)) == []
    assert "<script>alert(1)</script>" in notes


def test_the_workbook_holds_the_numbers_and_no_formula() -> None:
    [bars] = drawn(chart_slides(chart("bar")))
    sheet = load_workbook(io.BytesIO(bars.part.chart_workbook.xlsx_part.blob)).active

    assert sheet is not None
    cells = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert cells == [[None, "今回", "前回"], ["日本", 26.7, 9.1], ["=cmd()", 46.3, None]]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"n", "s"}
    assert [list(series.values) for series in bars.plots[0].series] == [
        [26.7, 46.3], [9.1, None],
    ]  # fmt: skip


def test_a_range_is_a_bar_from_its_low_to_its_high_end() -> None:
    [bars] = drawn(chart_slides(chart("bar", RANGES)))
    low, reach, _ = bars.plots[0].series

    assert (low.values[-1], round(low.values[-1] + reach.values[-1], 6)) == (31.0, 45.6)
    assert low.format.fill.type == 5  # no fill


def test_a_stack_is_one_bar_that_bears_its_sum() -> None:
    marks = (
        Mark("2025年度", 300.0, "300億円", "補正", group="円", whole="310億円"),
        Mark("2025年度", 10.0, "10億円", "当初", group="円", whole="310億円"),
    )
    content = chart_slides(chart("stack", marks))
    [bars] = drawn(content)

    assert bars.chart_type == XL_CHART_TYPE.BAR_STACKED
    assert list(bars.plots[0].categories) == ["2025年度（310億円）"]
    assert [list(s.values) for s in bars.plots[0].series] == [[300.0], [10.0]]
    assert "10億円" in noted(opened(content).slides[0])


def test_marks_of_one_name_and_series_all_stay() -> None:
    marks = (Mark("日本", 1.0, "1"), Mark("日本", 2.0, "2"), Mark("米国", 3.0, "3"))
    [bars] = drawn(chart_slides(chart("bar", marks)))

    assert list(bars.plots[0].categories) == ["日本", "日本", "米国"]
    assert list(bars.plots[0].series[0].values) == [1.0, 2.0, 3.0]


def test_units_that_differ_have_charts_of_their_own() -> None:
    marks = (Mark("韓国", 1.0, "1", group="KRW"), Mark("EU", 2.0, "2", group="EUR"))
    deck = opened(chart_slides(chart("bar", marks)))

    assert len([1 for _, shape in shapes(deck) if shape.has_chart]) == 2
    assert {"KRW", "EUR"} <= {text(s) for _, s in shapes(deck) if s.has_text_frame}


def test_colours_that_say_anything_are_explained_on_every_slide() -> None:
    marks = [
        Mark("期限", 5.0, "5年", "目標", group="年"),
        Mark("数", 2.0, "2件", "実績", group="件"),
    ]

    assert [bars.has_legend for bars in drawn(chart_slides(chart("bar", marks)))] == [True, True]


@pytest.mark.parametrize("form", ["bar", "line", "rank"])
def test_many_values_go_on_over_several_slides(form: str) -> None:
    marks = [
        Mark(f"量子暗号通信の高度化に向けた研究開発その{n}", n + 1.0, f"{n}") for n in range(40)
    ]
    deck = opened(content := chart_slides(chart(form, marks)))
    found = drawn(content)
    shown = [label for bars in found for label in bars.plots[0].categories]
    ends = {bars.value_axis.maximum_scale for bars in found}
    counts = [len(list(bars.plots[0].categories)) for bars in found]

    assert shown == [mark.label for mark in marks]
    assert len(ends) == 1, "bars on different slides cannot be compared"
    assert min(ends) >= 40
    assert max(counts) - min(counts) <= len(counts), "one slide is nearly empty"
    assert overlaps(deck) == outside(deck) == []


def test_a_slide_has_the_caveats_of_what_it_shows_and_counts_the_others() -> None:
    marks = [
        Mark(f"設問{n}", 1.0, "1", notes=(f"注意: 設問{n}は今年度に加わった" + "。続く" * n,))
        for n in range(40)
    ]
    notes = ("すべてに関わる注意", *(note for mark in marks for note in mark.notes))
    made = Chart("題", "bar", "ja", tuple(marks), notes, ("出典",), "総務省 2025")
    deck = opened(chart_slides(made))

    for slide in deck.slides:
        shown = "".join(text(shape) for shape in slide.shapes if shape.has_text_frame)
        assert "すべてに関わる注意" in shown
        assert "件の注意）" in shown
        assert all(note in noted(slide) for note in notes)
    assert "設問0は" in text(list(deck.slides[0].shapes)[-1])
    assert "設問0は" not in text(list(deck.slides[-1].shapes)[-1])


def tables(content: bytes) -> list[Any]:
    return [shape.table for _, shape in shapes(opened(content)) if shape.has_table]


def test_a_heat_map_is_a_table_whose_cells_are_as_dark_as_their_values() -> None:
    light, dark = CELLS[0], Mark("主題1", 900.0, "900", "2026 / 文書2")
    [table] = tables(
        chart_slides(chart("heat", [light, dark, Mark("主題2", 5.0, "5", light.series)]))
    )
    cells = [[cell.text_frame.text for cell in row.cells] for row in table.rows]
    fills = [str(cell.fill.fore_color.rgb) for cell in table.rows[1].cells]

    assert [cells[1], cells[2]] == [["主題1", "1", "900"], ["主題2", "5", "–"]]
    assert sum(bytes.fromhex(fills[2])) < sum(bytes.fromhex(fills[1]))
    assert str(table.cell(2, 2).fill.fore_color.rgb) == "FFFFFF", "no value is not 0"


def test_a_long_heat_map_repeats_its_headings() -> None:
    found = tables(chart_slides(chart("heat", CELLS)))
    names = [row.cells[0].text_frame.text for table in found for row in [*table.rows][1:]]
    heads = {tuple(cell.text_frame.text for cell in table.rows[0].cells) for table in found}

    assert len(found) > 1
    assert names == list(dict.fromkeys(mark.label for mark in CELLS))
    assert len(heads) == 1
    assert "文書4" in str(heads)


def test_a_wide_heat_map_goes_on_with_further_columns() -> None:
    wide = [Mark("主題", float(n), f"{n}", f"とても長い名前の文書の第{n}号") for n in range(12)]
    found = tables(chart_slides(chart("heat", wide)))
    values = [cell.text_frame.text for table in found for cell in [*table.rows[1].cells][1:]]

    assert len(found) > 1
    assert values == [mark.printed for mark in wide]
    assert {table.cell(1, 0).text_frame.text for table in found} == {"主題"}


def tiles(slide: Any) -> list[Any]:
    """Return the rectangles of a treemap, not the samples of its key."""
    found = [s for s in slide.shapes if s.shape_type == MSO_SHAPE_TYPE.AUTO_SHAPE]
    return [s for s in found if str(s.line.color.rgb) == "FFFFFF"]


def test_a_treemap_is_rectangles_as_large_as_their_amounts() -> None:
    first = opened(chart_slides(chart("treemap", AMOUNTS))).slides[0]
    found = tiles(first)
    areas = sorted(shape.width * shape.height for shape in found)
    shares = sorted((mark.value or 0) / sum(m.value or 0 for m in AMOUNTS) for mark in AMOUNTS)

    assert {shape.auto_shape_type for shape in found} == {MSO_SHAPE.RECTANGLE}
    assert [area / sum(areas) for area in areas] == pytest.approx(shares, rel=0.02)
    assert not [
        1 for n, a in enumerate(found) for b in found[:n] if overlap(box(a), box(b), margin=-0.2)
    ]


def test_a_treemap_names_every_amount_in_its_rectangle_or_beside() -> None:
    deck = opened(chart_slides(chart("treemap", AMOUNTS)))
    shown = said(deck)

    for mark in AMOUNTS:
        assert plain(mark.label).replace(" ", "") in shown
        assert mark.printed in shown
    assert all(f"分野{n}" in shown for n in range(3))


@st.composite
def matrices(draw: st.DrawFn) -> Chart:
    """Draw a heat map or treemap of any size, with names of any length."""
    form = draw(st.sampled_from(("heat", "treemap")))
    words = st.text("量子暗号 abcMW漢字の", min_size=1, max_size=40)
    rows, columns = draw(st.integers(1, 12)), draw(st.integers(1, 6))
    names = [f"{draw(words)}{n}" for n in range(rows)]
    heads = [f"{draw(words)}{n}" for n in range(columns)]
    values = st.floats(1, 1e9, allow_nan=False)
    marks = [
        Mark(name, draw(values), "1,234億円", head, whole="計")
        for name in names for head in heads
    ]  # fmt: skip
    return Chart("題", form, draw(st.sampled_from(("ja", "en"))), tuple(marks), (), (), "総務省")  # type: ignore[arg-type]


@settings(max_examples=25, deadline=None)
@given(matrices())
def test_any_matrix_or_treemap_is_whole_and_legible(made: Chart) -> None:
    content = chart_slides(made)
    deck = opened(content)

    assert min(sizes(content)) >= 18
    assert overlaps(deck) == outside(deck) == []


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("name", ["programmes-and-topics", "money-by-field-and-programme"])
def test_real_matrices_fit_their_slides(real_graph: Graph, name: str, lang: str) -> None:
    made = chart_of(Question.read(find(QUERIES, name)), real_graph.question(name), lang)  # type: ignore[arg-type]
    content = chart_slides(made)
    deck = opened(content)

    assert min(sizes(content)) >= 18
    assert overlaps(deck) == outside(deck) == []


def test_the_command_writes_slides_of_a_question(tmp_path: Path, mini: Path) -> None:
    build(mini, ONTOLOGY, tmp_path / "out")
    question = tmp_path / "light-lines.rq"
    question.write_text(QUESTION, "utf-8")
    file = tmp_path / "chart.pptx"

    done = CliRunner().invoke(
        application("chart"), ["chart", str(question), str(file), "--out", str(tmp_path / "out")]
    )

    assert done.exit_code == 0, done.output
    [bars] = drawn(file.read_bytes())
    assert sorted(bars.plots[0].series[0].values) == [45.0, 52.0]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice Impress")
@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="needs poppler-utils")
def test_libreoffice_opens_and_prints_every_slide(tmp_path: Path) -> None:
    for form, marks in (("bar", RANGES), ("heat", CELLS)):
        (tmp_path / form).mkdir()
        content = chart_slides(chart(form, marks))
        images = printed(content, tmp_path / form)

        assert len(images) == len(opened(content).slides)
        assert min(image.stat().st_size for image in images) > 2000  # an empty page has 400
