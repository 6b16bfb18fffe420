"""Commands that write files: exports that other tools read, and a map that needs no network."""

import csv
import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path

import networkx
import openpyxl
import pytest
import rdflib
from typer.testing import Result

from viz.maps.view import names

Run = Callable[..., Result]
IDS = "https://w3id.org/ict-strategy/id/"
ENDINGS = ["ttl", "nq", "nq.gz", "jsonld", "csv", "xlsx", "graphml"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("exports")


@pytest.fixture
def exported(kg: Run, folder: Path) -> Callable[[str], Path]:
    """Export once a format."""

    def export(ending: str) -> Path:
        path = folder / f"graph.{ending}"
        if not path.exists():
            found = kg("export", path)
            assert found.exit_code == 0, found.output
            assert found.stdout == ""
        return path

    return export


# rdflib's own JSON-LD reader still makes a class that rdflib deprecates.
quiet = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")


@quiet
@pytest.mark.parametrize(("ending", "form"), [("ttl", "turtle"), ("jsonld", "json-ld")])
def test_the_default_graph_is_read_back_by_rdflib(
    exported: Callable[[str], Path], ending: str, form: str
) -> None:
    found = rdflib.Graph().parse(data=exported(ending).read_text("utf-8"), format=form)

    assert (rdflib.URIRef(f"{IDS}programme-rainbow"), None, None) in found


@quiet
def test_turtle_and_jsonld_hold_the_same_number_of_triples(
    exported: Callable[[str], Path],
) -> None:
    turtle = rdflib.Graph().parse(data=exported("ttl").read_text("utf-8"), format="turtle")
    linked = rdflib.Graph().parse(data=exported("jsonld").read_text("utf-8"), format="json-ld")

    assert len(turtle) == len(linked) > 1000


def test_the_compressed_quads_are_the_quads_of_the_build(
    exported: Callable[[str], Path], out: Path
) -> None:
    quads = exported("nq").read_bytes()
    built = gzip.decompress((out / "graph.nq.gz").read_bytes())

    def named(content: bytes) -> list[bytes]:
        # The nodes of lists get fresh ids at each load.
        return [line for line in content.splitlines() if b"_:" not in line]

    assert gzip.decompress(exported("nq.gz").read_bytes()) == quads
    assert named(built) == named(quads)
    assert quads.splitlines() == sorted(quads.splitlines())


def test_tables_hold_one_row_for_each_stated_triple_with_its_citation(
    exported: Callable[[str], Path],
) -> None:
    content = exported("csv").read_bytes()
    table = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    sheet = openpyxl.load_workbook(exported("xlsx"))["answer"]

    assert content.startswith("\ufeff".encode())
    assert len(table) == sheet.max_row
    assert all(row[-1] for row in table)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_no_cell_of_an_export_is_a_formula(exported: Callable[[str], Path], ending: str) -> None:
    path = exported(ending)
    if ending == "csv":
        table = csv.reader(io.StringIO(path.read_text("utf-8-sig")))
        cells = [cell for row in table for cell in row]
    else:
        sheet = openpyxl.load_workbook(path)["answer"]
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
        cells = [str(cell.value) for row in sheet.iter_rows() for cell in row]

    assert "'=cmd()" in cells
    assert [cell for cell in cells if cell.startswith(("=", "+", "@"))] == []


def test_networkx_reads_the_links_between_entities(exported: Callable[[str], Path]) -> None:
    found = networkx.read_graphml(exported("graphml"), force_multigraph=True)

    [edge] = found.get_edge_data("id:programme-rainbow", "id:field-rainbow").values()
    assert edge["relation"] == "meansOf"
    assert edge["document"] == "2031-aoba-network-strategy"
    assert edge["lines"] == "13"
    assert found.nodes["id:programme-rainbow"]["kind"] == "Programme"


def test_a_view_is_exported_as_the_view(kg: Run, tmp_path: Path) -> None:
    path = tmp_path / "view.nq"

    kg("export", path, "--document", "2033-aoba-network-review")

    statements = path.read_text("utf-8")
    assert "/statement/2033-aoba-network-review/" in statements
    assert "/statement/2031-aoba-network-strategy/" not in statements


@pytest.mark.parametrize("ending", ENDINGS)
def test_an_export_is_the_same_bytes_each_time(
    exported: Callable[[str], Path], kg: Run, tmp_path: Path, ending: str
) -> None:
    if ending == "xlsx":
        pytest.skip("a workbook holds the time at which it was made")
    again = tmp_path / f"graph.{ending}"

    kg("export", again)

    assert again.read_bytes() == exported(ending).read_bytes()


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_map_is_one_file_that_asks_no_network(kg: Run, tmp_path: Path, lang: str) -> None:
    path = tmp_path / "maps" / "map.html"

    found = kg("map", "goal", "goal-resilience", path, "--lang", lang)

    assert found.exit_code == 0, found.output
    text = path.read_text("utf-8")
    assert ("災害に強い通信" if lang == "ja" else "Resilient communications") in text
    assert 'src="http' not in text
    assert "<link" not in text


@pytest.mark.parametrize(("lang", "about"), [("ja", "組織（省略可）"), ("en", "organisation (opt")])
def test_without_a_view_the_views_are_listed(kg: Run, lang: str, about: str) -> None:
    found = kg("map", "--lang", lang)

    assert found.exit_code == 0
    assert all(name in found.stdout for name in names()) and about in found.stdout


def test_without_a_name_the_questions_with_a_chart_are_listed(kg: Run) -> None:
    found = kg("chart", "--lang", "en")

    assert found.exit_code == 0
    assert "money-by-fiscal-year" in found.stdout and "council-members" not in found.stdout


def test_a_map_of_an_unknown_goal_writes_nothing(kg: Run, tmp_path: Path) -> None:
    found = kg("map", "goal", "wizard", tmp_path / "map.html")

    assert found.exit_code == 1
    assert list(tmp_path.iterdir()) == []


def test_a_build_prints_the_fingerprint_of_what_it_wrote(
    kg: Run, mini: Path, out: Path, tmp_path: Path
) -> None:
    found = kg("build", "--data", mini, "--out", tmp_path)

    assert found.exit_code == 0
    assert len(found.stdout.strip()) == 64
    assert "stored" in found.stderr
    assert (tmp_path / "graph.nq.gz").read_bytes() == (out / "graph.nq.gz").read_bytes()


def test_coverage_draws_a_table_for_each_document(kg: Run, mini: Path, texts: Path) -> None:
    found = kg("coverage", "--data", mini, "--sources", texts)

    assert found.exit_code == 0
    assert "2031-aoba-network-strategy" in found.stdout
    assert "2033-aoba-network-review" in found.stdout


def test_coverage_of_one_document_tells_its_open_lines(kg: Run, copy: Path, texts: Path) -> None:
    path = copy / "sources" / "2031-aoba-network-strategy" / "uncited.csv"
    rows = path.read_text("utf-8").splitlines()
    path.write_text("\n".join(row for row in rows if not row.startswith("u43-1")) + "\n", "utf-8")

    found = kg(
        "coverage", "2031-aoba-network-strategy", "--data", copy, "--sources", copy / "texts"
    )

    assert "2031-aoba-network-strategy:43: line neither cited nor excused" in found.stderr
    assert "2033-aoba-network-review" not in found.stdout


def test_a_clean_package_passes_and_prints_nothing(kg: Run, mini: Path, texts: Path) -> None:
    found = kg("check", "--data", mini, "--sources", texts)

    assert (found.exit_code, found.stdout) == (0, "")
    assert "0 violation(s)" in found.stderr


def test_json_of_a_command_ends_in_one_line_feed(kg: Run) -> None:
    text = kg("show", "programme-rainbow", "-O", "json").stdout

    assert text.endswith("}\n")
    assert json.loads(text)


def test_a_briefing_without_a_file_is_printed_as_markdown(kg: Run) -> None:
    found = kg("brief", "goal-national-light")

    assert found.exit_code == 0
    assert found.stdout.startswith("# 全国光網の完成")
