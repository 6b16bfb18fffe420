"""Every competency question is answered, and its answer cites the lines read by hand.

`queries/competency.csv`: the question, the saved question that answers it, its parameters (`*` for
any), and `year:line` of what the answer has to cite. `queries/unanswered.csv`: what stays open.
"""

import csv
from collections import defaultdict

import pytest

from kg.citations import parse_lines
from kg.graph import Graph
from kg.project import ONTOLOGY, QUERIES

DOCUMENTS = {
    "2019": "2019-mic-ict-global-strategy",
    "2020": "2020-mic-b5g-ict-strategy",
    "2022": "2022-mic-global-strategy",
    "2025": "2025-mic-ict-trends-survey",
    "2026": "2026-mic-ict-rd-policy",
}


def table(name: str) -> list[dict[str, str]]:
    with (QUERIES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ROWS, UNANSWERED = table("competency.csv"), table("unanswered.csv")


@pytest.mark.parametrize(
    "row", ROWS, ids=[f"{row['id']}-{row['answered_by']}-{n}" for n, row in enumerate(ROWS)]
)
def test_a_competency_question_is_answered_from_the_lines_of_the_notes(
    graph: Graph, row: dict[str, str]
) -> None:
    pairs = (pair.partition("=") for pair in row["parameters"].split("; ") if pair)
    answer = graph.question(row["answered_by"], **{name: value for name, _, value in pairs})
    cited = {
        (citation.source.id, number)
        for citation in answer.citations
        for span in parse_lines(citation.lines)
        for number in range(span.first, span.last + 1)
    }
    places = (place.split(":") for place in row["lines"].split())

    missing = {(DOCUMENTS[year], int(line)) for year, line in places} - cited

    assert missing == set()


def test_every_row_names_lines_and_no_row_stands_twice() -> None:
    assert all(row["lines"] for row in ROWS)
    asked = [(row["id"], row["answered_by"], row["parameters"]) for row in ROWS]
    assert len(set(asked)) == len(asked)


def test_the_rows_of_one_question_ask_the_same_in_both_languages() -> None:
    texts = defaultdict(set)
    for row in ROWS:
        texts[row["id"]].add((row["question_ja"], row["question_en"]))
    assert [found for found in texts.values() if len(found) > 1 or not all(*found)] == []


def test_every_question_that_the_ontology_is_built_for_is_answered() -> None:
    with (ONTOLOGY / "questions.csv").open(encoding="utf-8", newline="") as file:
        wanted = {row["id"] for row in csv.DictReader(file)}
    assert wanted - {row["id"] for row in ROWS} == set()


def test_what_stays_open_belongs_to_a_question_and_has_a_reason() -> None:
    assert {row["id"] for row in UNANSWERED} <= {row["id"] for row in ROWS}
    assert all(all(row.values()) for row in UNANSWERED)
