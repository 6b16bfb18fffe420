import csv
import gzip
import io
import json
import xml.etree.ElementTree as ElementTree

import openpyxl
import pytest

from kg.answers import Answer, AnswerRow, Cell, Column
from kg.citations import Citation, Source
from kg.dump import dump
from kg.errors import UsageError
from kg.export import FORMATS, harmless, write
from kg.graph import Graph
from kg.wording import Lang

PAPER = Source("doc", "=戦略|", "省", "2031-04-01")
CITED = Citation("https://example.org/s", PAPER, "<b>節</b>", "1-2; 4", "stated")
HOSTILE = [
    "<script>alert(1)</script>",
    "=cmd()",
    "+cmd()",
    "-1+cmd()",
    "@SUM(A1)",
    "＝cmd()",
    "\t=cmd()",
    " =cmd()",
    "\r=cmd()",
    "\n=cmd()",
    "[bold]x[/bold]",
    "[x](javascript:alert(1))",
    "a|b",
    "a\\|b",
    "line\nbreak",
    'quote"comma,',
    "*star* _line_ `code`",
    "𠮷野 é ß",
]


def of(*texts: str, question: str = "問い") -> Answer:
    """An answer of one column, a row a text, each citing the same lines."""
    rows = tuple(AnswerRow({"name": Cell(None, text, text)}, (0,)) for text in texts)
    return Answer(question, {"name": Column("名称")}, rows, (CITED,), ("doc", "other"))


def sheet(answer: Answer, lang: Lang = "ja") -> list[list[object]]:
    book = openpyxl.load_workbook(io.BytesIO(write(answer, "xlsx", lang=lang)))
    return [[cell.value for cell in row] for row in book["answer"].iter_rows()]


@pytest.mark.parametrize("text", HOSTILE, ids=repr)
def test_no_cell_of_a_csv_begins_a_formula(text: str) -> None:
    content = write(of(text), "csv", lang="ja").decode()
    [header, row] = list(csv.reader(io.StringIO(content, newline="")))

    assert header == ["名称", "出典"]
    for cell in row:
        assert cell.lstrip()[:1] not in set("=+-@＝＋－＠") and cell[:1] not in set("\t\r\n")
    assert row[0].removeprefix("'") == text.replace("\r", "\n")


@pytest.mark.parametrize("text", HOSTILE, ids=repr)
def test_a_workbook_holds_texts_and_no_formula(text: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write(of(text), "xlsx", lang="ja")))

    for page in book:
        for row in page.iter_rows():
            assert all(cell.data_type != "f" and cell.hyperlink is None for cell in row)
    assert book.sheetnames == ["answer", "sources"]
    assert not str(book["answer"]["A2"].value).startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("-5", "-5"),
        ("+81", "+81"),
        ("-0.5", "-0.5"),
        ("-inf", "'-inf"),
        ("+81-3-1", "'+81-3-1"),
        ("-1_000", "'-1_000"),
        ("", ""),
        ("5", "5"),
        ("総務省", "総務省"),
        ("a=b", "a=b"),
    ],
)
def test_numbers_stay_numbers_and_other_signs_are_disarmed(text: str, safe: str) -> None:
    assert harmless(text) == safe


@pytest.mark.parametrize("text", HOSTILE, ids=repr)
def test_a_markdown_cell_stays_one_inert_cell(text: str) -> None:
    lines = write(of(text, question=text), "md", lang="ja").decode().splitlines()
    table = [line for line in lines if line.startswith("|")]

    assert len(table) == 3
    for line in table:
        assert line.replace("\\\\", "").replace("\\|", "").count("|") == 3
    whole = "\n".join(lines)
    assert "<" not in whole and "](" not in whole.replace("\\]", "")
    assert lines[0].startswith("## ") and lines[-1].startswith("1. 省『=戦略\\|』")


@pytest.mark.parametrize("text", [t for t in HOSTILE if t.isprintable()], ids=repr)
def test_a_table_shows_a_text_as_it_is(text: str) -> None:
    assert text.strip() in write(of(text), "table", lang="ja").decode()


def test_jsonl_is_one_object_a_row_with_its_citations_in_full() -> None:
    lines = write(of("a", "b\nc"), "jsonl", lang="ja").decode().splitlines()
    rows = [json.loads(line) for line in lines]

    assert [row["name"]["value"] for row in rows] == ["a", "b\nc"]
    assert rows[0]["citations"] == [
        {
            "statement": "https://example.org/s",
            "document": "doc",
            "title": "=戦略|",
            "section": "<b>節</b>",
            "lines": "1-2; 4",
            "status": "stated",
        }
    ]


def test_json_is_the_answer_of_the_contract() -> None:
    answer = of("a")

    assert json.loads(write(answer, "json", lang="ja")) == answer.to_json()


def test_csv_prints_the_citation_in_the_language_asked_for() -> None:
    japanese, english = (write(of("a"), "csv", lang=lang).decode() for lang in ("ja", "en"))

    assert "省『=戦略|』(2031年4月)「<b>節</b>」l.1–2, 4" in japanese
    assert '"省, “=戦略|” (2031-04), “<b>節</b>”, l. 1–2, 4"' in english.replace('""', '"')


@pytest.mark.parametrize("form", ["table", "md"])
@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("ja", "該当なし (調べた文書: doc, other)"),
        ("en", "nothing found (documents searched: doc, other)"),
    ],
)
def test_a_negative_answer_names_what_was_searched(form: str, lang: Lang, words: str) -> None:
    assert write(of(), form, lang=lang).decode() == words + "\n"


def test_a_negative_answer_in_json_names_what_was_searched() -> None:
    assert json.loads(write(of(), "json", lang="ja"))["searched"] == ["doc", "other"]


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_writes_an_empty_answer(form: str) -> None:
    write(of(), form, lang="en")


def test_an_unknown_format_is_refused_with_the_formats() -> None:
    with pytest.raises(UsageError, match=r"-O 'pdf': no such format. use one of table, csv"):
        write(of(), "pdf", lang="ja")


def test_the_workbook_says_what_the_csv_says() -> None:
    answer = of("a", "=b")

    assert sheet(answer) == [*csv.reader(io.StringIO(write(answer, "csv", lang="ja").decode()))]


def test_a_dump_in_csv_has_a_bom_and_a_row_a_stated_triple(mini_graph: Graph) -> None:
    content = dump(mini_graph, "all.csv")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    stated = [q for q in mini_graph.store.quads() if "statement/" in str(q.graph_name)]

    assert content.startswith(b"\xef\xbb\xbf") and len(rows) == len(stated) + 1
    assert any("l.7" in row[-1] and row[0] == "全国光網の完成" for row in rows)
    assert all(cell[:1] not in set("=+@") for row in rows for cell in row)


@pytest.mark.parametrize(
    "name", ["all.ttl", "all.nq", "all.nq.gz", "all.jsonld", "all.xlsx", "all.graphml"]
)
def test_a_dump_is_the_same_each_time_or_at_least_readable(mini_graph: Graph, name: str) -> None:
    content = dump(mini_graph, name)

    assert content
    if name.endswith(".nq.gz"):
        assert gzip.decompress(content) == mini_graph.store.dump()
    if name.endswith(".graphml"):
        ElementTree.fromstring(content)
    if not name.endswith(".xlsx"):  # a workbook holds its date
        assert dump(mini_graph, name) == content


def test_a_dump_of_no_known_ending_is_refused(mini_graph: Graph) -> None:
    with pytest.raises(UsageError, match=r"all.pdf: no such format. end it in ttl, nq"):
        dump(mini_graph, "all.pdf")
