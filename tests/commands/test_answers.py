"""Commands that answer: results on standard output, messages on standard error, exit codes."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from typer.testing import Result

Run = Callable[..., Result]
ASKED = [
    pytest.param(("query", "-"), id="query"),
    pytest.param(("search", "虹光"), id="search"),
    pytest.param(("show", "programme-rainbow"), id="show"),
    pytest.param(("trace", "goal-resilience"), id="trace"),
]
SPARQL = (
    "SELECT ?programme ?goal ?statement { "
    "GRAPH ?statement { ?programme ist:supports ?goal } } ORDER BY ?programme ?statement"
)


def rows_of(content: bytes, form: str) -> int:
    """Count the rows of an answer in a format for machines."""
    match form:
        case "csv":
            return len(list(csv.reader(io.StringIO(content.decode())))) - 1
        case "json":
            return len(json.loads(content)["rows"])
        case "jsonl":
            return len([json.loads(line) for line in content.decode().splitlines()])
        case "xlsx":
            return int(openpyxl.load_workbook(io.BytesIO(content))["answer"].max_row) - 1
    return 0


@pytest.mark.parametrize("form", ["table", "csv", "json", "jsonl", "xlsx", "md"])
@pytest.mark.parametrize("asked", ASKED)
def test_every_answer_comes_in_every_format(kg: Run, asked: tuple[str, ...], form: str) -> None:
    found = kg(*asked, "-O", form, stdin=SPARQL)

    assert found.exit_code == 0, found.stderr
    assert found.stderr == ""
    if form in ("table", "md"):
        assert found.stdout.strip()
    else:
        assert rows_of(found.stdout_bytes, form) > 0


@pytest.mark.parametrize("asked", ASKED)
def test_all_machine_formats_hold_the_same_number_of_rows(kg: Run, asked: tuple[str, ...]) -> None:
    forms = ("csv", "json", "jsonl", "xlsx")
    counts = {
        form: rows_of(kg(*asked, "-O", form, stdin=SPARQL).stdout_bytes, form) for form in forms
    }

    assert len(set(counts.values())) == 1, counts


@pytest.mark.parametrize("asked", ASKED)
def test_json_has_the_fields_of_the_contract_and_citations_that_exist(
    kg: Run, asked: tuple[str, ...]
) -> None:
    answer = json.loads(kg(*asked, "-O", "json", stdin=SPARQL).stdout)

    assert {"question", "columns", "rows", "citations", "searched", "query"} <= set(answer)
    for row in answer["rows"]:
        assert all(0 <= number < len(answer["citations"]) for number in row["citations"])
        for column in set(row) - {"citations"}:
            assert set(row[column]) == {"iri", "label", "value", "lang"}
    for citation in answer["citations"]:
        fields = {"statement", "document", "title", "section", "lines", "status"}
        assert set(citation) == fields


def test_a_trace_tells_each_hop_with_its_lines(kg: Run) -> None:
    answer = json.loads(kg("trace", "programme-rainbow", "-O", "json").stdout)

    assert answer["paths"]
    for path in answer["paths"]:
        assert 0 < path["score"] <= 1
        assert all(hop["citations"] and hop["sentence"] for hop in path["hops"])


def test_a_trace_through_an_entity_to_another_passes_both(kg: Run) -> None:
    found = kg(
        "trace", "programme-rainbow", "--to", "goal-resilience", "--via", "goal-national-light",
        "-O", "json",
    )  # fmt: skip
    ids = [
        {end["iri"].rpartition("/")[2] for hop in path["hops"] for end in (hop["from"], hop["to"])}
        for path in json.loads(found.stdout)["paths"]
    ]

    assert ids
    assert all({"goal-resilience", "goal-national-light"} <= names for names in ids)


def test_the_language_of_an_answer_is_the_one_asked_for(kg: Run) -> None:
    assert "Tsukifune Institute" in kg("show", "programme-rainbow", "--lang", "en").stdout
    assert "月舟研究所" in kg("show", "programme-rainbow", "--lang", "ja").stdout


def test_a_citation_names_publisher_title_section_and_line(kg: Run) -> None:
    found = kg("show", "tech-rainbow-switch")

    assert "青葉通信省『青葉国通信網戦略』(2031年4月)「重点分野」l.15" in found.stdout


def test_as_of_a_day_leaves_out_documents_issued_later(kg: Run) -> None:
    query = "SELECT ?x ?statement { GRAPH ?statement { ?x ist:supersedes ?y } }"

    assert kg("query", "-", stdin=query).exit_code == 0
    assert kg("query", "-", "--as-of", "2032-01-01", stdin=query).exit_code == 1


def test_one_document_answers_alone(kg: Run) -> None:
    found = kg("show", "programme-rainbow", "--document", "2033-aoba-network-review", "-O", "json")
    answer = json.loads(found.stdout)

    assert {c["document"] for c in answer["citations"]} == {"2033-aoba-network-review"}
    assert answer["searched"] == ["2033-aoba-network-review"]


@pytest.mark.parametrize("when", ["FY2031", "令和13年度"])
def test_facts_of_another_time_are_left_out(kg: Run, when: str) -> None:
    query = "SELECT ?x ?statement { GRAPH ?statement { ?x a ist:Money } }"
    inside = json.loads(kg("query", "-", "--in", when, "-O", "json", stdin=query).stdout)
    outside = kg("query", "-", "--in", "FY2020", "-O", "json", stdin=query)

    assert inside["rows"]
    assert outside.exit_code == 1


def test_passages_are_the_cited_lines_of_the_readers_copy(kg: Run, texts: Path) -> None:
    found = kg("show", "tech-light-parts", "--passages", "--sources", texts)

    assert found.exit_code == 0, found.stderr
    assert "     15  虹光スイッチは、光部品の一種である。" in found.stdout


@pytest.mark.parametrize("command", ["show", "trace"])
def test_a_curated_link_without_lines_does_not_hinder_passages(
    kg: Run, texts: Path, command: str
) -> None:
    found = kg(command, "measure-showroom", "--passages", "--sources", texts)

    assert found.exit_code == 0, found.stderr
    assert "展示場の開設も、虹光網の取組である。" in found.stdout


def test_passages_in_markdown_are_code_so_that_markup_stays_inert(kg: Run, texts: Path) -> None:
    found = kg("show", "script-company", "-O", "md", "--passages", "--sources", texts)

    lines = [line for line in found.stdout.splitlines() if "<script>" in line]
    assert lines
    assert all(line.startswith("    ") for line in lines)


@pytest.mark.parametrize("form", ["csv", "json", "jsonl", "xlsx"])
@pytest.mark.parametrize("command", ["show", "trace"])
def test_passages_do_not_spoil_a_format_for_machines(
    kg: Run, texts: Path, command: str, form: str
) -> None:
    found = kg(command, "programme-rainbow", "-O", form, "--passages", "--sources", texts)

    assert found.exit_code == 2
    assert found.stdout == ""
    assert "-O table or md" in found.stderr


def test_passages_without_documents_say_what_to_add(kg: Run, tmp_path: Path) -> None:
    without = kg("show", "programme-rainbow", "--passages")
    elsewhere = kg("show", "programme-rainbow", "--passages", "--sources", tmp_path)

    assert (without.exit_code, elsewhere.exit_code) == (2, 2)
    assert "add --sources DIR" in without.stderr
    assert "no copy of 2031-aoba-network-strategy there" in elsewhere.stderr


def test_passages_of_another_edition_say_so(kg: Run, texts: Path, tmp_path: Path) -> None:
    for path in texts.glob("*.txt"):
        (tmp_path / path.name).write_text("一行だけ\n", "utf-8")

    found = kg("show", "programme-rainbow", "--passages", "--sources", tmp_path)

    assert found.exit_code == 2
    assert "use the edition that was curated" in found.stderr


def test_a_name_of_two_things_takes_the_kind_expected_and_tells_the_others(kg: Run) -> None:
    found = kg("show", "月舟")

    assert found.exit_code == 0
    assert "「月舟」はtsukifune-institute (組織)とみなした。" in found.stderr
    assert "tsukifune-city (場所)" in found.stderr
    assert "みなした" not in found.stdout
    assert "“月舟” is taken as tsukifune-institute" in kg("show", "月舟", "--lang", "en").stderr


def test_an_unknown_entity_offers_the_nearest(kg: Run) -> None:
    found = kg("show", "虹光通言開発事業")

    assert found.exit_code == 1
    assert found.stdout == ""
    assert "the nearest are 虹光通信開発事業 (programme-rainbow)" in found.stderr


def test_a_name_like_nothing_still_offers_five(kg: Run) -> None:
    found = kg("show", "zzzz")

    assert found.exit_code == 1
    assert found.stderr.count("(") - found.stderr.count("alert(") - found.stderr.count("cmd(") == 5


@pytest.mark.parametrize("option", ["--to", "--via"])
def test_an_unknown_end_of_a_trace_offers_the_nearest(kg: Run, option: str) -> None:
    found = kg("trace", "programme-rainbow", option, "災害に強い")

    assert found.exit_code == 1
    assert "災害に強い通信 (goal-resilience)" in found.stderr


def test_a_negative_answer_names_what_was_searched(kg: Run) -> None:
    nothing = "SELECT ?x { ?x a ist:Standard }"
    table, machine = kg("query", "-", stdin=nothing), kg("query", "-", "-O", "csv", stdin=nothing)

    assert (table.exit_code, machine.exit_code) == (1, 1)
    assert "該当なし" in table.stdout
    assert "2031-aoba-network-strategy" in table.stdout
    assert "該当なし" in machine.stderr


def test_an_unknown_question_offers_the_nearest(kg: Run) -> None:
    found = kg("query", "council-member")

    assert found.exit_code == 1
    assert "council-members" in found.stderr


@pytest.mark.parametrize("asked", ["who sits on a council?", "会議体の構成員は誰か"])
def test_what_is_asked_in_words_offers_the_questions_that_ask_it(kg: Run, asked: str) -> None:
    assert "council-members" in kg("query", asked).stderr


def test_defaults_are_listed_as_one_types_them(kg: Run) -> None:
    listed = kg("questions", "-O", "csv").stdout

    assert "UNDEF" not in listed
    assert "=id:" not in listed
    assert "kind=*" in listed


def test_a_markdown_answer_says_once_that_there_is_nothing(kg: Run) -> None:
    found = kg("query", "-", "-O", "md", stdin="SELECT ?x { ?x a ist:Standard }")

    assert "該当なし" in found.stdout
    assert found.stderr == ""


def test_every_saved_question_is_listed_with_its_parameters(kg: Run) -> None:
    found = json.loads(kg("questions", "-O", "json", "--lang", "en").stdout)
    names = {row["name"]["value"] for row in found["rows"]}

    assert {"council-members", "field-targets"} <= names
    assert all(row["question"]["value"] for row in found["rows"])


def test_search_finds_by_one_character_in_either_language(kg: Run) -> None:
    assert "programme-rainbow" in kg("search", "虹").stdout
    assert "programme-rainbow" in kg("search", "rainbow", "--lang", "en").stdout
    assert kg("search", "🦖").exit_code == 1


def test_hostile_names_stay_text_in_every_format(kg: Run) -> None:
    query = "SELECT ?x { ?x a ?kind VALUES ?kind { ist:Product } } ORDER BY ?x"
    query = f"SELECT ?name {{ {{ {query} }} ?x skos:prefLabel ?name }} ORDER BY ?name"

    table = list(csv.reader(io.StringIO(kg("query", "-", "-O", "csv", stdin=query).stdout)))
    book = openpyxl.load_workbook(
        io.BytesIO(kg("query", "-", "-O", "xlsx", stdin=query).stdout_bytes)
    )
    shown = kg("show", "script-company", "-O", "md").stdout

    assert ["'=cmd()"] in [row[:1] for row in table]
    cells = [cell for row in book["answer"].iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown
