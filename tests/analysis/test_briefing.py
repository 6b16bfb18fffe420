"""A briefing gathers what the documents say of one thing, each row with its citations."""

import pytest

from kg.errors import UsageError
from kg.graph import Graph

SECTIONS = ["paths", "money", "timeline", "involved", "gaps", "weak"]


@pytest.mark.parametrize(
    "entity", ["goal-national-light", "programme-rainbow", "programme-tsukifune"]
)
def test_every_row_of_a_briefing_is_cited(mini_graph: Graph, entity: str) -> None:
    found = mini_graph.brief(entity)

    assert [section.key for section in found.sections] == SECTIONS
    rows = [row for section in found.sections for row in section.rows]
    assert rows and found.answer.citations
    for row in rows:
        assert row.citations
        assert all(found.citations[place].lines for place in row.citations)
    for section in found.sections:
        assert all(len(row.cells) == len(section.columns) for row in section.rows)
        assert section.rows or section.empty


def test_a_goal_is_answered_in_one_sentence_with_its_means_and_money(mini_graph: Graph) -> None:
    found = mini_graph.brief("goal-national-light")

    [sentence] = found.answer.cells
    assert found.title in sentence
    assert all(mini_graph.labels.of(node) for node in found.means)
    assert f"{len(found.means)}件" in sentence


def test_money_is_summed_once_by_year_and_stage(mini_graph: Graph) -> None:
    rows = mini_graph.brief("programme-rainbow").section("money").rows

    assert len({row.cells[:3] for row in rows}) == len(rows)
    # Stated three times over two documents, and a sum once.
    assert [row.cells[3] for row in rows].count("12億3,400万円") == 1


def test_what_nothing_serves_and_what_serves_nothing_has_no_briefing(mini_graph: Graph) -> None:
    with pytest.raises(UsageError, match="kg show"):
        mini_graph.brief("product-formula")


def test_a_country_is_told_by_what_belongs_to_it(real_graph: Graph) -> None:
    found = real_graph.brief("usa")

    assert found.section("money").rows
    named = {row.cells[0] for row in found.section("involved").rows}
    assert "国防高等研究計画局" in named


def test_a_topic_is_told_by_the_means_that_bear_it(real_graph: Graph) -> None:
    found = real_graph.brief("topic-quantum-communication")

    amounts = {row.cells[3] for row in found.section("money").rows}
    assert "32億3,000万円" in amounts  # 2022: l. 945
    assert found.section("gaps").rows and not found.section("weak").rows


def test_the_briefing_on_economic_security_holds_what_the_slides_say(real_graph: Graph) -> None:
    found = real_graph.brief("経済安全保障の確保")

    sums = {row.cells[:4] for row in found.section("money").rows}
    assert ("2025年度", "当初", "予算", "150億円") in sums  # 2026: l. 564
    assert "総務省" in {row.cells[0] for row in found.section("involved").rows}
    gaps = [row.cells for row in found.section("gaps").rows]
    assert any("新基金" in thing for _, thing, _ in gaps)
