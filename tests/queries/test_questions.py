"""Every saved question, file by file: header, form, answer, evidence."""

import csv
import re
from collections.abc import Iterator
from typing import Any

import pytest
from pyoxigraph import Literal, NamedNode

from kg.answers import is_evidence
from kg.graph import Graph
from kg.labels import Lang
from kg.namespaces import PREFIXES, iri
from kg.questions import Question, listed
from tests.queries.expected import EXPECTED, QUERIES, ROOT, written

QUESTIONS = [Question.read(path) for path in listed(QUERIES)]
PICKS = [Question.read(path) for path in sorted((QUERIES / "pick").glob("*.rq"))]
with (QUERIES / "themes.csv").open(encoding="utf-8", newline="") as _file:
    THEMES = {row["tag"] for row in csv.DictReader(_file)}
VIEWS = {"bar", "table", "timeline", "tree"}
MEND = "run `python -m tests.queries.expected` on a fresh build and read the difference"

# The scope puts all tests of one question side by side, so that its query runs once.
each = pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.name, scope="session")
each_pick = pytest.mark.parametrize("pick", PICKS, ids=lambda q: q.name)
each_file = pytest.mark.parametrize("question", [*QUESTIONS, *PICKS], ids=lambda q: q.name)


def texts(header: dict[str, Any]) -> Iterator[dict[str, str]]:
    """Give every text of a header that has to be in two languages."""
    yield header["summary"]
    yield header["description"]
    yield from header["columns"].values()
    yield from (parameter["label"] for parameter in (header.get("params") or {}).values())


def body(question: Question) -> str:
    """Give the query without its header and comments."""
    return re.sub(r"(?m)^\s*#.*$", "", question.query)


@each_file
def test_every_text_of_a_header_is_in_japanese_and_english(question: Question) -> None:
    for text in texts(dict(question.header)):
        assert text["ja"] and text["en"], text
        assert set(text) <= {"ja", "en", "as", "detail"}, (
            f"quote the text that holds a comma: {text}"
        )


@each_file
def test_a_header_names_a_known_view(question: Question) -> None:
    assert question.header["view"] in VIEWS


@each
def test_every_tag_is_a_theme(question: Question) -> None:
    tags = question.header["tags"]
    assert tags and set(tags) <= THEMES, (
        f"{tags}: use tags of queries/themes.csv, the first is home"
    )


def test_the_themes_are_few_and_each_is_the_home_of_questions() -> None:
    assert len(THEMES) <= 12
    assert {question.header["tags"][0] for question in QUESTIONS} == THEMES


@each_pick
def test_a_pick_list_bears_no_theme(pick: Question) -> None:
    assert pick.header["tags"] == ["pick"]


@each_file
def test_every_prefix_is_declared_used_and_ours(question: Question) -> None:
    query = re.sub(r"(?m)^PREFIX.*$|\"[^\"]*\"", "", body(question))
    used = set(re.findall(r"(?<![\w?])([a-z]+):(?!//)", query))
    assert question.prefixes == {name: PREFIXES[name] for name in used}


@each_file
def test_every_question_orders_its_answer(question: Question) -> None:
    assert re.search(r"\}[^{}]*\bORDER BY\b[^{}]*$", body(question), re.DOTALL)


@each_file
def test_variables_are_words(question: Question) -> None:
    assert not [name for name in re.findall(r"\?(\w+)", body(question)) if len(name) < 3]


@each_file
def test_the_columns_are_the_projected_variables_but_evidence(
    question: Question, graph: Graph
) -> None:
    projected = [name for name in graph.store.variables(question.query) if not is_evidence(name)]
    assert list(question.header["columns"]) == projected


@each
def test_parameters_stand_first_in_the_body(question: Question) -> None:
    head = body(question).split("WHERE {", 1)[1]
    for number, parameter in enumerate(question.parameters):
        before = head.split(f"VALUES ?{parameter.name} {{")[0]
        assert len(re.findall(r"VALUES", before)) == number, "in the header's order, first of all"
        assert not re.sub(r"VALUES\s+\?\w+\s*\{[^}]*\}", "", before).strip()


@each
def test_the_choices_of_a_parameter_are_a_pick_list(question: Question) -> None:
    for parameter in question.parameters:
        assert parameter.choices is not None
        assert (ROOT / parameter.choices).is_file(), parameter.choices


@each
def test_the_type_of_a_parameter_is_a_class_or_a_datatype(question: Question, graph: Graph) -> None:
    classes = {row["known"] for row in graph.store.select("SELECT ?known { ?known a owl:Class }")}
    for parameter in question.parameters:
        assert parameter.type.startswith("xsd:") or iri(parameter.type) in classes, parameter.type


@each
def test_the_default_of_a_parameter_is_among_its_choices(question: Question, graph: Graph) -> None:
    for parameter in question.parameters:
        pick = Question.read(ROOT / str(parameter.choices))
        choices = {_written(found["value"]) for found in graph.store.select(pick.query)}
        default = question.default(parameter.name)
        if default != "UNDEF":
            query = f"SELECT ?value WHERE {{ VALUES ?value {{ {default} }} }}"
            assert {_written(found["value"]) for found in graph.store.select(query)} <= choices


@each_pick
def test_a_pick_list_gives_every_value_a_label(pick: Question, graph: Graph) -> None:
    found = graph.store.select(pick.query)
    assert found
    assert all(set(row) == {"value", "label"} for row in found)
    assert pick.header["evidence"] == "none"


@each
def test_every_row_has_a_citation_that_names_lines(question: Question, graph: Graph) -> None:
    answer = graph.question(question.name)
    assert answer.rows
    if question.header.get("evidence") == "none":
        return
    for row in answer.rows:
        assert row.citations
        assert any(answer.citations[position].lines for position in row.citations) or {
            answer.citations[position].status for position in row.citations
        } == {"curated"}


@each
def test_the_answer_is_the_expected_one(question: Question, graph: Graph) -> None:
    path = EXPECTED / f"{question.name}.csv"
    assert path.is_file(), MEND
    assert written(graph.question(question.name)) == path.read_text("utf-8"), MEND


def test_no_expected_answer_is_without_its_question() -> None:
    assert {path.stem for path in EXPECTED.glob("*.csv")} == {q.name for q in QUESTIONS}


@each
def test_every_parameter_may_be_any(question: Question, graph: Graph) -> None:
    default = _rows(graph, question.name)
    # A question that also lists what has no answer has fewer such rows where more is admitted.
    for parameter in () if "gaps" in question.header["tags"] else question.parameters:
        assert _rows(graph, question.name, **{parameter.name: None}) >= default
    # One that sets two lists side by side would pair all with all: the first is any, no more.
    loose = question.parameters[: 1 if question.header.get("pairs") else None]
    everything = graph.question(question.name, **{p.name: None for p in loose})
    assert everything.rows
    assert all(row.citations for row in everything.rows)


@each
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_question_answers_in_both_languages(
    question: Question, graph: Graph, lang: Lang
) -> None:
    answer = Graph(graph.store, lang=lang, queries=QUERIES).question(question.name)
    assert answer.question == question.header["summary"][lang]
    headings = {name: column.heading for name, column in answer.columns.items()}
    assert headings == {n: text[lang] for n, text in question.header["columns"].items()}
    for row in answer.rows:
        for name, cell in row.cells.items():
            assert cell.label or not cell.iri, f"{name} has no label"
            assert not cell.iri or not cell.label.startswith(("id:", "ist:", "http")), cell


def _written(term: object) -> str:
    if isinstance(term, NamedNode):
        return term.value
    return f"{term.value}^^{term.datatype.value}" if isinstance(term, Literal) else str(term)


def _rows(graph: Graph, name: str, **parameters: str | None) -> set[tuple[str, ...]]:
    answer = graph.question(name, **parameters)
    return {tuple(next(csv.reader([line]))[:-1]) for line in written(answer).splitlines()[1:]}
