"""A briefing gathers what the documents say of one thing, each row with its citations."""

import pytest

from kg.errors import UsageError
from kg.graph import Graph
from kg.namespaces import iri
from kg.wording import Lang

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
    # Tsukifune, rainbow and its two measures; of these Tsukifune alone supports it directly.
    assert "事業・施策などは4件、うち直接は1件" in sentence


def test_money_is_summed_once_by_year_and_stage(mini_graph: Graph) -> None:
    rows = mini_graph.brief("programme-rainbow").section("money").rows

    assert len({row.cells[:3] for row in rows}) == len(rows)
    # Stated three times over two documents, and a sum once.
    assert [row.cells[3] for row in rows].count("12億3,400万円") == 1


def test_a_sum_without_a_date_says_so(real_graph: Graph) -> None:
    rows = real_graph.brief("programme-space-strategy-fund").section("money").rows

    assert ("時期の記載なし", "", "基金", "1兆円（概数）", "宇宙戦略基金") in [
        r.cells for r in rows
    ]


def test_what_nothing_serves_and_what_serves_nothing_has_no_briefing(mini_graph: Graph) -> None:
    with pytest.raises(UsageError, match="kg show"):
        mini_graph.brief("product-formula")


def test_a_refusal_names_what_there_is_a_briefing_of(real_graph: Graph) -> None:
    with pytest.raises(UsageError, match="6G-IAとの協力") as refused:
        real_graph.brief("org-6g-ia")

    [offered, *_] = str(refused.value).partition("can tell of '")[2].split("'")
    assert real_graph.brief(offered).answer.citations


def test_a_technology_is_told_by_what_works_on_it_and_by_what_it_serves(mini_graph: Graph) -> None:
    found = mini_graph.brief("tech-rainbow-switch")

    [sentence] = found.answer.cells
    name = mini_graph.labels.of
    assert name(iri("id:programme-rainbow")) in sentence
    assert name(iri("id:goal-national-light")) in sentence
    chains = [row.cells[0].split(" → ") for row in found.section("paths").rows]
    assert [name(iri("id:programme-rainbow")), found.title] in [chain[:2] for chain in chains]
    assert "12億3,400万円" in {row.cells[3] for row in found.section("money").rows}


def test_a_body_is_told_by_its_work_and_is_not_named_as_its_own_partner(mini_graph: Graph) -> None:
    found = mini_graph.brief("tsukifune-institute")

    rows = found.section("involved").rows
    assert rows[0].cells[0] == found.title  # in what it is involved itself
    others = found.answer.cells[0].partition("最も多く関わるのは")[2]
    assert others and found.title not in others


def test_all_means_are_counted_however_many_are_traced(real_graph: Graph) -> None:
    """The same number as of the analysis of impact, which counts them all."""
    [sentence] = real_graph.brief("経済安全保障の確保").answer.cells
    served = real_graph.impact("経済安全保障の確保").question

    assert "88件の手段" in served and "などは88件、うち直接は11件" in sentence


def test_gaps_of_one_kind_share_a_row_with_their_number(real_graph: Graph) -> None:
    rows = real_graph.brief("topic-ai").section("gaps").rows

    assert len({(row.cells[0], row.cells[2]) for row in rows}) == len(rows)
    assert any("件）" in row.cells[0] and "；ほか" in row.cells[1] for row in rows)


def test_agreements_and_meetings_of_a_country_are_told(real_graph: Graph) -> None:
    found = real_graph.brief("india")

    assert "合意・会合などは6件" in found.answer.cells[0]
    concluded = [row for row in found.section("involved").rows if row.cells[1] == "締結した"]
    assert [row.cells[0] for row in concluded] == ["インド"]
    assert "2021年9月24日" in {row.cells[0] for row in found.section("timeline").rows}


def test_a_topic_that_only_technologies_bear_is_told_by_what_works_on_these(
    real_graph: Graph,
) -> None:
    paths = real_graph.brief("topic-submarine-cable").section("paths").rows

    assert any("光海底ケーブルの海外展開" in row.cells[0] for row in paths)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_moment_does_not_repeat_its_time_or_its_thing(real_graph: Graph, lang: Lang) -> None:
    graph = Graph(real_graph.store, lang=lang)

    for row in graph.brief("topic-ai").section("timeline").rows:
        when, subject, what, _ = row.cells
        assert (
            what and what not in (when, subject) and not what.endswith((f"({when})", f"（{when}）"))
        )


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
