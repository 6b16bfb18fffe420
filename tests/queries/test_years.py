"""Answers that join the years hold the figures read from the documents by hand."""

from kg.graph import Graph

EARLIER, LATER = "2019-mic-ict-global-strategy", "2026-mic-ict-rd-policy"


def test_the_network_target_of_2019_stands_beside_the_market_target_of_2026(graph: Graph) -> None:
    answer = graph.question("targets-by-document")
    found = {(row.cells["subject"].iri or "").rpartition("/")[2]: row for row in answer.rows}
    assert found["tech-innovative-network"].cells["value"].value == "400"
    assert found["field-apn"].cells["value"].value == "3"


def test_the_candidates_of_2019_name_their_counterparts_with_a_reason(graph: Graph) -> None:
    answer = graph.question("counterparts", document=EARLIER, otherDocument=LATER)
    found = {
        tuple((row.cells[name].iri or "").rpartition("/")[2] for name in ("subject", "other"))
        for row in answer.rows
        if row.cells["reason"].value
    }
    assert {
        ("tech-innovative-network", "tech-apn"),
        ("tech-tap-proof-communication", "tech-quantum-cryptography"),
        ("tech-space-ict", "tech-ntn"),
        ("tech-quantum-ict", "tech-quantum-communication"),
    } <= found


def test_money_by_fiscal_year_counts_a_total_and_not_its_parts(graph: Graph) -> None:
    answer = graph.question("money-by-fiscal-year")
    found = {
        ((r.cells["programme"].iri or "").rpartition("/")[2], r.cells["fiscalYear"].value): float(
            r.cells["total"].value
        )
        for r in answer.rows
    }
    assert found["programme-b5g-rd-promotion", "2020/2021"] == 70_000_000_000
    assert found["programme-2022-quantum-network-rd", "2021"] == 3_450_000_000
    assert not [owner for owner, _ in found if owner == "project-global-quantum-rd-satellite"]


def test_the_life_of_the_fund_names_both_funds_and_their_dates(graph: Graph) -> None:
    answer = graph.question("life-of-programme", programme="programme-b5g-fund")
    whens = {row.cells["when"].value for row in answer.rows}
    assert {"2021-03", "2023-03", "2025", "2026"} <= whens
