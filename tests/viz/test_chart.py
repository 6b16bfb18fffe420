"""Charts: what is drawn from an answer, every letter of it in the packaged typeface."""

import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont

from kg.errors import UsageError
from kg.graph import Graph
from kg.questions import Question
from viz.charts.chart import Chart, Mark, png, specification, svg
from viz.charts.charted import chart_of
from viz.charts.page import page

if TYPE_CHECKING:
    from playwright.sync_api import Browser

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>"
RATES = Chart(
    "生成AIサービスを使っている割合はどれだけか",
    "bar",
    "ja",
    (
        Mark("日本", 26.7, "26.7%", "今回"),
        Mark("日本", 9.1, "9.1%", "前回"),
        Mark("他の3か国", None, "31～45.6%", "今回", 31.0, 45.6),
    ),
    ("母数: 20～60歳代の国民",),
    ("出典: 総務省『成果報告書』(2025年3月) l.2584",),
)
HEADER = """\
#+ summary: {{ja: 光回線はどれだけ普及したか, en: "How far have light lines spread?"}}
#+ description: {{ja: 普及率。, en: Rates.}}
#+ tags: [statistics]
#+ columns:
#+   area: {{ja: 国, en: country}}
#+   value: {{ja: 値, en: value, as: unit}}
#+   unit: {{ja: 単位, en: unit, detail: true}}
#+   precision: {{ja: 精度, en: precision}}
#+ {chart}
PREFIX ist: <https://w3id.org/ict-strategy/ns#>
SELECT ?area ?value ?unit ?precision ?statement WHERE {{
  GRAPH ?statement {{
    ?o a ist:Observation ; ist:area ?area ; ist:value ?value ; ist:unit ?unit ;
      ist:precision ?precision .
  }}
}}
"""
PLAN = "chart: {form: bar, label: area, value: value, notes: precision}"


def texts(drawing: str) -> list[str]:
    """List the texts of a drawing, in its order."""
    return [
        "".join(e.itertext()) for e in ElementTree.fromstring(drawing).iter() if "text" in e.tag
    ]


@pytest.fixture
def ask(tmp_path: Path, mini_graph: Graph) -> Callable[..., Chart]:
    """Draw the mini graph's observations by a header."""

    def drawn(chart: str = PLAN) -> Chart:
        path = tmp_path / "light-lines.rq"
        path.write_text(HEADER.format(chart=chart), "utf-8")
        question = Question.read(path)
        return chart_of(question, mini_graph.question(str(path)), "ja")

    return drawn


def test_a_chart_bears_values_notes_and_sources(ask: Callable[..., Chart]) -> None:
    chart = ask()

    assert {(mark.label, mark.value, mark.printed) for mark in chart.marks} == {
        ("青葉国", 45.0, "45%"),
        ("青葉国", 52.0, "52%"),
    }
    assert "精度: 正確" in chart.notes
    assert all(source.startswith("出典: ") for source in chart.sources)
    assert any("l.32" in source for source in chart.sources)


@pytest.mark.parametrize(
    ("chart", "said"),
    [
        ("view: table", "it has no chart"),
        ("chart: {form: pie, label: area, value: value}", "chart form 'pie'"),
        ("chart: {form: bar, label: region, value: value}", "'region' is no column"),
        ("chart: {form: bar, label: area, value: precision}", "no row has a number"),
    ],
)
def test_a_header_that_cannot_be_drawn_says_how_to_mend_it(
    ask: Callable[..., Chart], chart: str, said: str
) -> None:
    with pytest.raises(UsageError, match=re.escape(said)):
        ask(chart)


@pytest.mark.parametrize("form", ["bar", "line", "rank"])
def test_every_form_prints_title_labels_values_notes_and_sources(form: str) -> None:
    shown = "".join(texts(svg(Chart(RATES.title, form, "ja", *(  # type: ignore[arg-type]
        RATES.marks, RATES.notes, RATES.sources)))))  # fmt: skip

    for part in ("生成AI", "日本", "26.7%", "31～45.6%", "母数", "l.2584", "今回"):
        assert part in shown


def test_a_range_is_drawn_from_its_low_to_its_high_end() -> None:
    [row] = [r for r in specification(RATES)["vconcat"][0]["data"]["values"] if r["low"]]

    assert (row["low"], row["value"]) == (31.0, 45.6)


def test_units_that_differ_have_plots_of_their_own() -> None:
    marks = (Mark("韓国", 1.0, "1", group="KRW"), Mark("EU", 2.0, "2", group="EUR"))
    plots = specification(Chart("額", "bar", "ja", marks, (), ("出典",)))["vconcat"]

    assert [plot.get("title", {}).get("text") for plot in plots] == ["KRW", "EUR", None]


def test_the_same_chart_gives_the_same_bytes() -> None:
    assert svg(RATES) == svg(RATES)
    assert png(RATES) == png(RATES)
    assert png(RATES).startswith(b"\x89PNG")


def test_the_packaged_typeface_has_every_letter_of_a_chart() -> None:
    [font] = [f for f in files("noto_cjk_sans_jp_regular").iterdir() if f.name.endswith(".otf")]
    known = TTFont(str(font)).getBestCmap()

    missing = {letter for text in texts(svg(RATES)) for letter in text if ord(letter) not in known}

    assert missing == set()


def test_hostile_labels_stay_text(mini_graph: Graph) -> None:
    chart = Chart(EVIL, "bar", "en", (Mark(EVIL, 1.0, EVIL, EVIL),), (EVIL,), (EVIL,))
    answer = mini_graph.query('SELECT ("<script>alert(3)</script>" AS ?x) WHERE {}')

    written = page(chart.title, svg(chart), answer, chart.lang)

    assert "<script" not in written
    assert "<img" not in written
    assert "alert(3)" in written


def test_the_page_opens_offline_and_asks_for_nothing(
    browser: "Browser", tmp_path: Path, mini_graph: Graph
) -> None:
    file = tmp_path / "chart.html"
    answer = mini_graph.query("SELECT ?s WHERE { ?s a ?t } LIMIT 1")
    file.write_text(page(RATES.title, svg(RATES), answer, RATES.lang), "utf-8")
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 800})
    shown = context.new_page()
    requests: list[str] = []
    complaints: list[str] = []
    shown.on("request", lambda request: requests.append(request.url))
    shown.on("console", lambda message: complaints.append(message.text))

    shown.goto(file.as_uri())

    assert requests == [file.as_uri()]
    assert complaints == []
    assert "26.7%" in shown.inner_text("figure")
    context.close()
