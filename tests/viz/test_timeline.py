"""Timelines: the order of moments, fuzzy and open dates, and what is said of the undated."""

import pytest

from kg.errors import UsageError
from kg.graph import Graph
from viz.timeline import MOST_ROWS, moments, specification, svg


@pytest.fixture
def rows(mini_graph: Graph) -> list[dict[str, str]]:
    answer = mini_graph.timeline("programme-rainbow")
    return [{name: cell.label for name, cell in row.cells.items()} for row in answer.rows]


def test_moments_come_earliest_first_and_the_undated_last(rows: list[dict[str, str]]) -> None:
    days = [row["earliest"] for row in rows]
    dated = [day for day in days if day]

    assert dated == sorted(dated)
    assert days[: len(dated)] == dated


def test_every_moment_has_its_citation(mini_graph: Graph) -> None:
    answer = mini_graph.timeline("programme-rainbow")

    assert answer.rows
    assert all(row.citations for row in answer.rows)


def test_a_sum_stated_again_is_one_moment(rows: list[dict[str, str]]) -> None:
    sums = [row["what"] for row in rows if row["class"] == "金額"]

    # Two documents state the budget of 2031; the third row is marked as a repetition.
    assert sorted(sums).count("12億3,400万円（2031年度 当初 予算）") == 2


def test_an_open_end_runs_to_the_edge_and_looks_open(mini_graph: Graph) -> None:
    answer = mini_graph.timeline("programme-rainbow")
    [period] = [moment for moment in moments(answer) if moment.last is None and moment.first]
    drawn = specification(answer, "虹", "ja")["vconcat"][0]["data"]["values"]
    [row] = [row for row in drawn if row["open"]]

    assert period.label in row["label"]
    assert row["last"] == max(row["last"] for row in drawn)


def test_a_topic_gathers_all_that_bears_it(mini_graph: Graph, real_graph: Graph) -> None:
    subjects = {
        row.cells["subject"].iri for row in real_graph.timeline("topic-quantum-communication").rows
    }

    assert len(subjects) > 5


def test_the_drawing_names_its_sources(mini_graph: Graph) -> None:
    drawn = svg(mini_graph.timeline("programme-rainbow"), "虹光通信開発事業", "ja")

    assert "虹光通信開発事業" in drawn
    assert "青葉国通信網戦略" in drawn


def test_too_much_or_nothing_to_draw_says_how_to_go_on(real_graph: Graph) -> None:
    crowd = real_graph.timeline("topic-rd-policy")
    assert len(crowd.rows) > MOST_ROWS

    with pytest.raises(UsageError, match="narrow it with --document"):
        svg(crowd, "Beyond 5G", "ja")
    with pytest.raises(UsageError, match="nothing has a date"):
        svg(real_graph.timeline("japan"), "日本", "ja")
