"""Stacked bars, heat maps, treemaps: values in, marks out, nothing cut, nothing told twice."""

from collections.abc import Sequence
from importlib.resources import files
from itertools import combinations
from typing import Any
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.answers import Answer, AnswerRow, Cell, Column
from kg.errors import UsageError
from kg.graph import Graph
from kg.questions import Question
from viz.charts.axes import ordered
from viz.charts.chart import Chart, Form, png, specification, svg
from viz.charts.charted import chart_of
from viz.charts.heat import MOST_COLUMNS, MOST_ROWS
from viz.charts.page import page
from viz.charts.treemap import HEIGHT, MOST_TILES, WIDTH, Box, tiles
from viz.lettering import width

EVIL = "<script>alert(1)</script>'\"\\</text>"
NEW: tuple[Form, ...] = ("stack", "heat", "treemap")
LONG = "国内外における最新の情報通信技術の研究開発及びデジタル活用の動向に関する調査研究の請負"
SPENT = (
    ("衛星網の整備", "宇宙", "150000000000"),
    ("宇宙基金", "宇宙", "31000000000"),
    ("AIの評価", "AI", "38300000000"),
    ("地域の実証", "", "1300000000"),
)


def texts(drawing: str) -> list[str]:
    """List the texts of a drawing, in its order."""
    found = (e for e in ElementTree.fromstring(drawing).iter() if e.tag.endswith("}text"))
    return ["".join(e.itertext()) for e in found]


def drawn(form: str, rows: Sequence[tuple[str, str, str]], **more: Any) -> Chart:
    """Draw rows of label, series and amount; `years` gives each row a year of its own."""
    years = more.pop("years", ())
    header = {
        "columns": {"what": {}, "field": {}, "amount": {}, "currency": {}, "year": {}},
        "chart": {"form": form, "label": "what", "series": "field", "value": "amount"} | more,
    }
    columns = {
        "what": Column("事業"),
        "field": Column("分野"),
        "amount": Column("金額", "money"),
        "currency": Column("通貨", detail=True),
        "year": Column("年度"),
    }
    answered = []
    for number, (what, field, amount) in enumerate(rows):
        shown = f"{int(amount) // 10**8}億円" if amount.isdigit() else amount
        year = years[number] if years else "2025年度"
        values = (what, field, shown, "JPY", year)
        cells = {name: Cell(None, text, text) for name, text in zip(columns, values, strict=True)}
        cells["amount"] = Cell(None, shown, amount)
        answered.append(AnswerRow(cells))
    question = Question("money", header, (), "")
    answer = Answer("予算はどこに付いたか", columns, tuple(answered), (), ())
    return chart_of(question, answer, "ja")


def cells(chart: Chart) -> dict[tuple[str, str], dict[str, Any]]:
    """Give a heat map's cells by row and column."""
    values = specification(chart)["vconcat"][0]["data"]["values"]
    return {(cell["key"], cell["series"]): cell for cell in values}


def contrast(one: str, other: str) -> float:
    """Measure contrast as https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio does."""

    def light(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05

    low, high = sorted((light(one), light(other)))
    return high / low


def area(box: Box) -> float:
    return (box.right - box.left) * (box.bottom - box.top)


def part(name: str, series: str, value: float) -> dict[str, Any]:
    """Make a row of a treemap."""
    return {"key": name, "series": series, "value": value, "printed": f"{value:g}億円"}


parts = st.lists(
    st.builds(
        part,
        st.text("光衛星量子AIネットワーク開発 ", min_size=1, max_size=40).map(lambda t: f"事業{t}"),
        st.sampled_from(["", "宇宙", "量子通信", "AI"]),
        st.integers(1, 5000).map(float),
    ),
    min_size=1,
    max_size=MOST_TILES,
)


@pytest.mark.parametrize("form", NEW)
def test_every_form_prints_title_labels_values_and_series(form: str) -> None:
    shown = "".join(texts(svg(drawn(form, SPENT))))

    for said in ("予算はどこに付いたか", "宇宙基金", "1500億円", "310億円", "383億円", "AIの評価"):
        assert said in shown


@pytest.mark.parametrize("form", NEW)
def test_the_packaged_typeface_has_every_letter_of_every_form(form: str) -> None:
    [font] = [f for f in files("noto_cjk_sans_jp_regular").iterdir() if f.name.endswith(".otf")]
    known = TTFont(str(font)).getBestCmap()
    shown = texts(svg(drawn(form, SPENT)))

    assert shown
    assert {letter for text in shown for letter in text if ord(letter) not in known} == set()


@pytest.mark.parametrize("form", NEW)
def test_hostile_labels_stay_text_in_every_form(form: str, mini_graph: Graph) -> None:
    chart = drawn(form, [(EVIL, EVIL, "100000000"), ("b", EVIL, "200000000")])
    answer = mini_graph.query('SELECT ("<script>alert(3)</script>" AS ?x) WHERE {}')

    written = page(chart.title, svg(chart), answer, chart.lang)

    assert "<script" not in written
    assert "alert(1)" in "".join(texts(svg(chart)))
    assert png(chart).startswith(b"\x89PNG")


@pytest.mark.parametrize("form", NEW)
def test_the_same_values_give_the_same_bytes_in_every_form(form: str) -> None:
    assert svg(drawn(form, SPENT)) == svg(drawn(form, SPENT))


@pytest.mark.parametrize("form", NEW)
def test_an_answer_without_a_number_is_refused(form: str) -> None:
    with pytest.raises(UsageError, match="no row has a number"):
        drawn(form, [("衛星網の整備", "宇宙", "多額")])
    with pytest.raises(UsageError, match="the answer is empty"):
        drawn(form, [])


@pytest.mark.parametrize("form", NEW)
def test_a_form_of_sums_or_cells_needs_its_series(form: str) -> None:
    header = {"columns": {"what": {}}, "chart": {"form": form, "label": "what", "value": "what"}}

    with pytest.raises(UsageError, match=f"'{form}' needs 'series'"):
        chart_of(Question("money", header, (), ""), Answer("", {}, (), (), ()), "ja")


@pytest.mark.parametrize("form", ["heat", "treemap"])
def test_one_group_is_said_in_the_title_and_several_are_refused(form: str) -> None:
    years = ["2025年度", "2025年度", "2025年度", "2026年度"]

    assert drawn(form, SPENT, group="year").title == "予算はどこに付いたか（2025年度）"
    with pytest.raises(UsageError, match=r"2025年度; 2026年度.*-p"):
        drawn(form, SPENT, group="year", years=years)


def test_a_legend_of_the_header_is_printed_under_the_chart() -> None:
    legend = {"ja": "文書に書かれた額だけ。", "en": "Stated figures only."}

    assert legend["ja"] in drawn("stack", SPENT, legend=legend).notes


def test_a_stack_prints_its_sum_and_its_parts() -> None:
    chart = drawn(
        "stack", [("2025年度", "当初", "15000000000"), ("2025年度", "補正", "23900000000")]
    )
    shown = texts(svg(chart))

    assert {mark.whole for mark in chart.marks} == {"389億円"}
    assert "389億円" in shown
    assert "当初 150億円 + 補正 239億円" in shown


def test_a_stack_sums_within_its_own_bar_and_currency_only() -> None:
    rows = [("2025年度", "当初", "100000000"), ("2026年度", "当初", "200000000")] * 2
    chart = drawn("stack", rows, group="year", years=["円", "円", "ドル", "ドル"])

    assert [mark.whole for mark in chart.marks] == ["1億円", "2億円", "1億円", "2億円"]


def test_the_parts_of_a_stack_reach_from_nought_to_its_sum() -> None:
    rows = [("2025年度", "当初", "300000000"), ("2025年度", "補正", "100000000")]
    [plot, _] = specification(drawn("stack", rows))["vconcat"]

    assert [row["rank"] for row in plot["data"]["values"]] == [0, 1]
    assert plot["layer"][1]["data"]["values"][0]["end"] == 400000000


def test_a_part_of_a_stack_without_a_series_says_so() -> None:
    chart = drawn("stack", SPENT)

    assert [mark.series for mark in chart.marks][-1] == "分野: 記載なし"


def test_too_many_stacked_values_are_refused() -> None:
    with pytest.raises(UsageError, match="41 values do not fit"):
        drawn("stack", [(f"{n}", "当初", "1") for n in range(41)])


@given(st.lists(st.sets(st.integers(0, 7), min_size=1), min_size=1, max_size=6))
def test_the_series_keep_the_order_of_every_label(lines: list[set[int]]) -> None:
    rows = [(n, str(name)) for n, line in enumerate(lines) for name in sorted(line)]
    found = ordered([{"key": key, "series": name} for key, name in rows])

    for line in lines:
        assert [name for name in found if int(name) in line] == [str(n) for n in sorted(line)]


def test_labels_that_contradict_each_other_leave_the_series_as_they_appear() -> None:
    rows = [("a", "補正"), ("a", "当初"), ("b", "当初"), ("b", "補正")]

    assert ordered([{"key": k, "series": s} for k, s in rows]) == ["補正", "当初"]


def test_a_series_that_an_earlier_label_lacks_stands_before_its_successor() -> None:
    rows = [("a", "補正"), ("b", "当初"), ("c", "当初"), ("c", "補正"), ("d", "案")]

    assert ordered([{"key": k, "series": s} for k, s in rows]) == ["当初", "補正", "案"]


def test_a_missing_cell_is_white_with_a_dash_and_a_nought_is_not() -> None:
    found = cells(drawn("heat", [("光", "2020", "0"), ("光", "2022", "5"), ("量子", "2022", "1")]))

    assert found["量子", "2020"]["value"] is None
    assert found["量子", "2020"]["printed"] == "–"
    assert found["光", "2020"]["value"] == 0
    assert found["光", "2020"]["fill"] != found["量子", "2020"]["fill"] == "#ffffff"


def test_a_heat_map_says_what_a_dash_means() -> None:
    assert any("–" in note and "0とは異なる" in note for note in drawn("heat", SPENT).notes)


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=40, unique=True))
def test_a_larger_value_is_darker_and_every_value_can_be_read(values: list[int]) -> None:
    found = cells(drawn("heat", [(str(n), "2022", str(n)) for n in values]))
    by_value = sorted(found.values(), key=lambda cell: float(cell["value"]))

    darkness = [contrast("#ffffff", cell["fill"]) for cell in by_value]
    assert darkness == sorted(darkness)
    assert all(contrast(cell["ink"], cell["fill"]) >= 4.5 for cell in by_value)


def test_no_heading_of_a_heat_map_is_cut() -> None:
    chart = drawn("heat", [("光", LONG, "1"), ("光", "2022", "2")])
    heading = cells(chart)["光", LONG]["heading"]

    assert "".join(heading) == LONG
    assert "…" not in "".join(texts(svg(chart)))


def test_the_headings_of_a_heat_map_end_on_one_level() -> None:
    found = cells(drawn("heat", [("光", LONG, "1"), ("光", "2022", "2")]))

    assert len({len(cell["heading"]) for cell in found.values()}) == 1
    assert found["光", "2022"]["heading"][-1] == "2022"


def test_rows_and_columns_without_room_are_named_and_counted() -> None:
    rows = [
        (f"主題{row}", f"文書{column}", "1")
        for row in range(MOST_ROWS + 2)
        for column in range(MOST_COLUMNS + 1)
    ]
    chart = drawn("heat", rows)

    assert len(cells(chart)) == MOST_ROWS * MOST_COLUMNS
    assert f"行に示していないほか2件: 主題{MOST_ROWS}、主題{MOST_ROWS + 1}" in chart.notes
    assert f"列に示していないほか1件: 文書{MOST_COLUMNS}" in chart.notes


def test_two_values_for_one_cell_are_refused() -> None:
    with pytest.raises(UsageError, match="'光' has two values for '2022'"):
        drawn("heat", [("光", "2022", "1"), ("光", "2022", "2")])


@settings(max_examples=30, deadline=None)
@given(parts)
def test_areas_are_in_proportion_and_fill_the_whole(rows: list[dict[str, Any]]) -> None:
    found = tiles(rows)
    whole = sum(row["value"] for row in rows)
    values = sorted((row["value"] for row in rows), reverse=True)

    assert len(found) == len(rows)
    for tile, value in zip(found, values, strict=True):
        assert area(tile.box) == pytest.approx(WIDTH * HEIGHT * value / whole, rel=1e-3)
    for one, other in combinations([tile.box for tile in found], 2):
        across = min(one.right, other.right) - max(one.left, other.left)
        down = min(one.bottom, other.bottom) - max(one.top, other.top)
        assert min(across, down) < 1e-3


@settings(max_examples=30, deadline=None)
@given(parts)
def test_every_part_stands_whole_in_its_box_or_in_the_list(rows: list[dict[str, Any]]) -> None:
    ranked = sorted(rows, key=lambda row: -row["value"])
    for row, tile in zip(ranked, tiles(rows), strict=True):
        letters, box = tile.letters, tile.box
        said = "".join(letters.lines).replace(" ", "")
        name, printed = (row[key].replace(" ", "") for key in ("key", "printed"))

        assert name in (tile.told.replace(" ", "") or said)
        assert printed in (tile.told.replace(" ", "") or said)
        assert "…" not in said
        assert letters.size >= 14
        for line in letters.lines:
            assert width(line) * letters.size <= box.right - box.left
        if letters.lines:
            assert len(letters.lines) * letters.size <= box.bottom - box.top + 0.01


def test_a_part_too_small_for_its_number_is_told_by_its_field() -> None:
    found = tiles([part("甲", "宇宙", 10**6), part("乙", "宇宙", 1), part("丙", "AI", 2000)])

    assert [tile.told for tile in found] == ["", "B –  丙  2000億円", "A –  乙  1億円"]
    assert [tile.letters.lines for tile in found][1:] == [(), ()]


def test_the_parts_of_a_field_stand_together() -> None:
    found = tiles([part("甲", "宇宙", 5), part("乙", "AI", 4), part("丙", "宇宙", 3)])
    space = [tile.box for tile in found if tile.field == "宇宙"]
    around = Box(
        min(box.left for box in space),
        min(box.top for box in space),
        max(box.right for box in space),
        max(box.bottom for box in space),
    )

    assert area(around) == pytest.approx(sum(map(area, space)), rel=1e-3)


def test_a_field_is_named_by_letter_with_its_sum() -> None:
    shown = texts(svg(drawn("treemap", SPENT)))

    assert "A 宇宙 1,810億円" in {" ".join(text.split()) for text in shown}
    assert "A 宇宙基金310億円" in shown
    assert "C その他・記載なし 13億円" in {" ".join(text.split()) for text in shown}


def test_a_treemap_prints_the_sum_of_all_that_it_shows() -> None:
    assert "合計: 2,206億円。" in drawn("treemap", SPENT).notes


def test_the_smallest_of_too_many_parts_are_summed_up_and_counted() -> None:
    chart = drawn("treemap", [(f"事業{n}", "AI", f"{n + 1}00000000") for n in range(50)])
    [others] = [mark for mark in chart.marks if mark.label.startswith("ほか")]

    assert len(chart.marks) == MOST_TILES
    assert others.label == "ほか11件"
    assert others.printed == "66億円"
    assert sum(mark.value or 0 for mark in chart.marks) == 127_500_000_000


def test_what_no_area_can_show_is_named() -> None:
    chart = drawn("treemap", [*SPENT, ("返納", "AI", "-100"), ("無し", "AI", "0")])

    assert "面積で示せない0以下の値: 返納、無し" in chart.notes
    assert len(chart.marks) == len(SPENT)
    with pytest.raises(UsageError, match="no value is above 0"):
        drawn("treemap", [("無し", "AI", "0")])


@pytest.mark.parametrize(
    "name",
    [
        "programmes-and-topics",
        "money-by-field-and-programme",
        "budget-totals-by-year",
        "money-by-fiscal-year",
    ],
)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_saved_questions_can_be_drawn(name: str, lang: Any, real_graph: Graph) -> None:
    graph = Graph(real_graph.store, lang=lang)
    question = Question.read(graph.queries / f"{name}.rq")

    chart = chart_of(question, graph.question(name), lang)

    assert len(texts(svg(chart))) > len(chart.marks)
    assert chart.sources


def test_the_supplementary_budget_of_2025_is_divided_as_the_slides_say(real_graph: Graph) -> None:
    """The slides of 2026, l.216-254 and 833: 1,500 + 310 + 239, and all 2,863.3 (億円)."""
    question = Question.read(real_graph.queries / "money-by-field-and-programme.rq")

    chart = chart_of(question, real_graph.question(question.name), "ja")

    assert chart.title.endswith("（2025年度・補正・円）")
    assert "合計: 2,863億3,000万円。" in chart.notes
    assert {m.whole for m in chart.marks if m.series.startswith("海・空・宇宙")} == {"2,049億円"}


def test_no_total_over_two_years_stands_beside_its_years(real_graph: Graph) -> None:
    """The slides of 2022, l.1527-1542: 300 + 200 in 2020 and 200 in 2021 make the 700 (億円)."""
    answer = real_graph.question("budget-totals-by-year")
    totals = {
        row.cells["fiscalYear"].value: float(row.cells["total"].value)
        for row in answer.rows
        if (row.cells["stage"].iri or "").endswith("-supplementary")
    }

    assert totals["2020"] == (300 + 200 + 113.4) * 1e8
    assert "2020/2021" not in totals


def test_a_heat_map_of_one_country_says_so(real_graph: Graph) -> None:
    question = Question.read(real_graph.queries / "programmes-and-topics.rq")

    chart = chart_of(question, real_graph.question(question.name, country="japan"), "ja")

    assert chart.title.endswith("（日本）")


def test_a_topic_of_a_document_without_programme_is_nought_not_missing(real_graph: Graph) -> None:
    answer = real_graph.question("programmes-and-topics")
    found = {
        tuple((row.cells[name].iri or "").rpartition("/")[2] for name in ("topic", "document")): (
            row.cells["programmes"].value
        )
        for row in answer.rows
    }

    assert found["topic-beyond-5g", "2019-mic-ict-global-strategy"] == "0"
    assert ("topic-quantum-technology", "2019-mic-ict-global-strategy") not in found
    assert int(found["topic-quantum-communication", "2026-mic-ict-rd-policy"]) == 4
