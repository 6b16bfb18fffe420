"""Every competency question is answered, and its answer cites the lines read by hand.

`competency.csv`: the question of the notes, the saved question that answers it, its parameters
(`*` for any), and `year:line` of what the answer has to cite.
"""

import csv
from pathlib import Path

import pytest

from kg.citations import parse_lines
from kg.graph import Graph

DOCUMENTS = {
    "2019": "2019-mic-ict-global-strategy",
    "2020": "2020-mic-b5g-ict-strategy",
    "2022": "2022-mic-global-strategy",
    "2025": "2025-mic-ict-trends-survey",
    "2026": "2026-mic-ict-rd-policy",
}
with (Path(__file__).parent / "competency.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))


@pytest.mark.parametrize(
    "row", ROWS, ids=[f"{row['notes']}-{row['question']}-{n}" for n, row in enumerate(ROWS)]
)
def test_a_competency_question_is_answered_from_the_lines_of_the_notes(
    graph: Graph, row: dict[str, str]
) -> None:
    pairs = (pair.partition("=") for pair in row["parameters"].split("; ") if pair)
    answer = graph.question(row["question"], **{name: value for name, _, value in pairs})
    cited = {
        (citation.source.id, number)
        for citation in answer.citations
        for span in parse_lines(citation.lines)
        for number in range(span.first, span.last + 1)
    }
    places = (place.split(":") for place in row["lines"].split())

    missing = {(DOCUMENTS[year], int(line)) for year, line in places} - cited

    assert missing == set()
