"""Answers that join the years hold the lines and figures read from the four documents by hand."""

import pytest

from kg.answers import Answer
from kg.graph import Graph

PRINTED = {
    "2019": "2019-mic-ict-global-strategy",
    "2020": "2020-mic-b5g-ict-strategy",
    "2022": "2022-mic-global-strategy",
    "2026": "2026-mic-ict-rd-policy",
}

# Question, its parameters, and `year:line` of what the answer has to cite.
STAR = [
    ("targets-by-document", {}, "2019:804 2026:164"),
    ("budgets-and-plans-by-topic", {}, "2026:243 2026:244 2026:929 2026:995"),
    ("budgets-and-plans-by-topic", {"topic": "topic-ntn-space"}, "2026:216 2026:217 2026:291"),
    ("role-of-technology-by-document", {}, "2019:808 2019:871 2026:525 2026:562 2026:567"),
    ("role-of-technology-by-document", {}, "2026:563 2026:564 2026:568"),
    ("fields-and-counterparts", {}, "2019:767 2019:771 2019:794 2019:811 2026:162 2026:180"),
    ("partner-countries-by-document", {}, "2019:879 2026:584 2026:596 2026:605"),
    ("top-goals-by-document", {}, "2019:50 2019:51 2019:285 2026:108 2026:258 2026:263"),
    ("measures-on-topic-by-document", {}, "2019:94 2019:231 2019:252 2026:159 2026:254 2026:793"),
    (
        "challenges-by-document",
        {},
        "2019:689 2019:693 2019:698 2019:707 2019:743 2026:109 2026:117",
    ),
    ("organisations-in-several-documents", {}, "2019:33 2019:35 2026:372 2026:592 2026:864"),
]
EARLIER = [
    ("technologies-by-field", {"scheme": "scheme-strategic-areas-2020"}, "2020:644 2020:708"),
    ("technologies-by-field", {}, "2020:40 2020:44 2020:605 2020:606 2020:610 2020:612"),
    ("deadlines-by-field", {}, "2020:807 2020:808"),
    ("standardisation-areas", {}, "2020:1307 2020:1310 2020:1342 2020:1343 2020:1344"),
    ("standards-alliances", {}, "2020:1245 2020:1247 2020:1248"),
    ("market-ranks", {}, "2020:1469 2020:1470"),
    ("results-of-programme", {}, "2020:1023 2020:1024 2020:1027"),
    ("targets-of-strategy", {}, "2022:1134 2022:1135 2022:1163 2022:1166 2022:1169"),
    ("budgets-and-plans-by-topic", {}, "2022:901 2022:920 2022:923 2022:945 2022:1022"),
    ("structure-of-programme", {}, "2022:1521 2022:1527 2022:1530 2022:1541 2022:1553 2022:1584"),
    ("adopted-projects-by-participant", {}, "2022:1598 2022:1600"),
    ("investments-abroad", {}, "2022:1071 2022:1080 2022:1096"),
    ("leaders-and-agreements", {}, "2022:1894 2022:1901 2022:2026 2022:2027 2022:2028 2022:2088"),
    ("issues-and-priority-programmes", {}, "2022:1405 2022:1419 2022:1658 2022:1667 2022:1689"),
    ("technology-users", {}, "2022:496"),
    ("facility-operators-and-standards", {}, "2022:958 2022:960 2022:961 2022:963"),
    ("recommendations-to-organisation", {}, "2022:2193 2022:2194 2022:2195"),
    ("recommendations-to-organisation", {"status": "planned"}, "2022:2105"),
    ("international-posts", {}, "2022:2555 2022:2558 2022:2561"),
    ("orders-abroad", {}, "2022:2942 2022:2960 2022:3004 2022:3013"),
    ("support-schemes", {}, "2022:3026 2022:3151 2022:3152"),
    ("promises-with-date", {}, "2020:713 2020:1306 2022:1163"),
]


def places(answer: Answer) -> set[tuple[str, int]]:
    """List every document and line that an answer cites."""
    found: set[tuple[str, int]] = set()
    for citation in answer.citations:
        for span in filter(None, citation.lines.split("; ")):
            first, _, last = span.partition("-")
            found |= {(citation.source.id, n) for n in range(int(first), int(last or first) + 1)}
    return found


@pytest.mark.parametrize(("name", "parameters", "lines"), [*STAR, *EARLIER])
def test_an_answer_cites_the_lines_read_by_hand(
    graph: Graph, name: str, parameters: dict[str, str], lines: str
) -> None:
    expected = {
        (PRINTED[year], int(line)) for year, line in (pair.split(":") for pair in lines.split())
    }
    assert expected - places(graph.question(name, **parameters)) == set()


def test_the_network_target_of_2019_stands_beside_the_market_target_of_2026(graph: Graph) -> None:
    answer = graph.question("targets-by-document")
    found = {(row.cells["subject"].iri or "").rpartition("/")[2]: row for row in answer.rows}
    assert found["tech-innovative-network"].cells["value"].value == "400"
    assert found["field-apn"].cells["value"].value == "3"


def test_the_candidates_of_2019_name_their_counterparts_with_a_reason(graph: Graph) -> None:
    answer = graph.question("counterparts", document=PRINTED["2019"], otherDocument=PRINTED["2026"])
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
