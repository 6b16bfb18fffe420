"""A user's mistake prints one message with the way out, sets the exit code and shows no trace."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Run = Callable[..., Result]
Shell = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("show", "programme-rainbow", "-O", "pdf"), "use one of table, csv, json"),
        (("show", "programme-rainbow", "--lang", "de"), "use ja or en"),
        (("questions", "--lang", "de"), "use ja or en"),
        (("show", "programme-rainbow", "--as-of", "gestern"), "write 2026-03-31"),
        (("show", "programme-rainbow", "--as-of", "2026-02-30"), "write 2026-03-31"),
        (("show", "programme-rainbow", "--in", "いつか"), "--in 'いつか'"),
        (("query", "council-members", "-p", "committee"), "write -p name=value"),
        (("query", "council-members", "-p", "wizard=x"), "no parameter 'wizard'"),
        (("map", "galaxy", "goal-resilience", "x.html"), "use goal"),
        (("map", "goal", "goal-resilience", "x.gif"), "such format"),
        (("map", "goal"), "no file. add one that ends in .html"),
        (("map", "goal", "x.html"), "write kg map goal ENTITY x.html"),
        (("map", "--lang", "de"), "use ja or en"),
        (("chart", "field-targets"), "no file. add one that ends in .svg"),
        (("chart", "field-targets", "x.gif"), "end it in .svg"),
        (("export", "x.docx"), "end it in ttl, nq"),
        (("coverage",), "add --sources DIR"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_a_wrong_use_says_what_is_right_and_exits_2(
    kg: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], words: str
) -> None:
    monkeypatch.chdir(tmp_path)

    found = kg(*arguments)

    assert found.exit_code == 2, found.output
    assert words in found.stderr
    assert found.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_document_is_said_to_be_unknown(kg: Run, texts: Path, mini: Path) -> None:
    found = kg("coverage", "2099-nothing", "--data", mini, "--sources", texts)

    assert found.exit_code == 1
    assert "2031-aoba-network-strategy" in found.stderr


@pytest.mark.parametrize("command", ["wizard", "--wizard"])
def test_an_unknown_command_or_option_exits_2(kg: Run, command: str) -> None:
    assert kg(command).exit_code == 2


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("SELECT ?x {", "query:1:"),
        ("SELECT ?x\nWHERE { ?x a ist:Goal ;; }\nORDER BY", "query:"),
        ("SELECT ?x { ?x nowhere:a ?y }", "unknown prefix"),
        ("", "query:"),
        ("ASK { ?x a ist:Goal }", "not a SELECT query"),
        ("DROP ALL", "query:"),
        ("SELECT * { SERVICE <http://example.org/> { ?x ?y ?z } }", "SERVICE is refused"),
    ],
    ids=["cut", "semicolons", "prefix", "empty", "ask", "update", "service"],
)
def test_malformed_sparql_is_told_with_its_place_and_without_a_traceback(
    kg: Run, query: str, place: str
) -> None:
    found = kg("query", "-", stdin=query)

    assert found.exit_code == 2
    assert found.stdout == ""
    assert place in found.stderr
    assert isinstance(found.exception, SystemExit)


def test_the_process_itself_shows_no_traceback_and_returns_the_code(
    shell: Shell, out: Path
) -> None:
    found = shell("query", "-", "--out", out, stdin=b"SELECT ?x {")

    assert (found.returncode, found.stdout) == (2, b"")
    assert b"query:1:" in found.stderr
    assert b"Traceback" not in found.stderr


def test_a_query_that_is_no_utf_8_is_told_so(kg: Run) -> None:
    found = kg("query", "-", stdin="SELECT ?x { ?x ?y '予算' }".encode("cp932"))

    assert found.exit_code == 2
    assert "write the query in UTF-8" in found.stderr


@pytest.mark.parametrize("command", ["show", "query", "search", "trace"])
def test_where_no_graph_is_built_the_way_out_is_kg_build(
    kg: Run, tmp_path: Path, command: str
) -> None:
    found = kg(command, "council-members", "--out", tmp_path / "nothing")

    assert found.exit_code == 2
    assert "run `kg build`" in found.stderr
    assert not (tmp_path / "nothing").exists()


def test_a_file_that_is_written_is_whole_and_standard_output_stays_empty(
    kg: Run, tmp_path: Path
) -> None:
    target = tmp_path / "new" / "answer.csv"

    found = kg("show", "programme-rainbow", "-O", "csv", "-o", target)

    assert found.exit_code == 0
    assert found.stdout == ""
    assert f"wrote {target}" in found.stderr.replace("\n", "")
    assert target.read_bytes() == kg("show", "programme-rainbow", "-O", "csv").stdout_bytes
    assert [path.name for path in target.parent.iterdir()] == ["answer.csv"]


def test_a_failing_command_leaves_an_earlier_file_as_it_was(kg: Run, tmp_path: Path) -> None:
    target = tmp_path / "answer.csv"
    target.write_text("earlier", "utf-8")

    assert kg("show", "wizard", "-o", target).exit_code == 1
    assert kg("query", "-", "-o", target, stdin="SELECT {").exit_code == 2
    assert target.read_text("utf-8") == "earlier"
    assert [path.name for path in tmp_path.iterdir()] == ["answer.csv"]


def test_a_place_that_cannot_be_written_is_named_without_a_traceback(
    kg: Run, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", "utf-8")

    found = kg("show", "programme-rainbow", "-o", tmp_path / "file" / "answer")

    assert found.exit_code == 2
    assert "name another place" in found.stderr
    assert isinstance(found.exception, SystemExit)


def test_a_folder_without_data_is_said_to_hold_none(kg: Run, tmp_path: Path) -> None:
    for extra in (("build", "--out", tmp_path), ("check",)):
        found = kg(*extra, "--data", tmp_path)
        assert found.exit_code == 2
        assert "no documents.csv there" in found.stderr


def test_a_faulty_package_is_not_built_and_every_fault_is_told(
    kg: Run, copy: Path, tmp_path: Path
) -> None:
    path = copy / "sources" / "2031-aoba-network-strategy" / "statements.csv"
    path.write_text(path.read_text("utf-8").replace("goal-resilience", "goal-nowhere"), "utf-8")

    found = kg("build", "--data", copy, "--out", tmp_path / "out")

    assert found.exit_code == 1
    assert "no entity 'goal-nowhere'" in found.stderr
    assert "violation(s)" in found.stderr
    assert not (tmp_path / "out" / "graph" / "CURRENT").exists()


def test_a_reader_that_closes_the_pipe_ends_the_command_quietly(out: Path) -> None:
    command = [sys.executable, "-m", "kg", "show", "programme-rainbow", "--out", str(out)]
    read, write = os.pipe()
    os.close(read)

    found = subprocess.run(command, stdout=write, stderr=subprocess.PIPE)
    os.close(write)

    assert found.returncode == 0
    assert found.stderr == b""


def test_two_commands_at_once_both_answer(out: Path) -> None:
    command = [sys.executable, "-m", "kg", "search", "虹", "--out", str(out)]
    both = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)
    ]
    answers = [process.communicate() for process in both]

    assert [process.returncode for process in both] == [0, 0], answers
    assert answers[0] == answers[1]


def test_two_builds_at_once_leave_one_whole_graph(kg: Run, mini: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kg", "build", "--data", str(mini), "--out", str(tmp_path)]
    both = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)
    ]
    said = [process.communicate()[1] for process in both]
    codes = sorted(process.returncode for process in both)

    assert codes in ([0, 0], [0, 2]), said
    assert codes == [0, 0] or any(b"another build is running" in text for text in said)
    assert kg("show", "programme-rainbow", "--out", tmp_path).exit_code == 0


def test_the_graph_is_read_while_another_is_built(kg: Run, mini: Path, tmp_path: Path) -> None:
    kg("build", "--data", mini, "--out", tmp_path)
    command = [sys.executable, "-m", "kg", "build", "--data", str(mini), "--out", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as building:
        codes = set()
        while building.poll() is None:
            codes.add(kg("show", "programme-rainbow", "--out", tmp_path).exit_code)
        building.communicate()

    assert building.returncode == 0
    assert codes <= {0}


def test_every_command_of_the_help_has_a_line_of_help(kg: Run) -> None:
    found = kg("--help")

    assert found.exit_code == 0
    for name in ("build", "check", "coverage", "query", "questions", "search", "show", "trace"):
        assert name in found.stdout
