"""The project's own data are clean, and planted faults in them are found."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.check import check
from kg.check.citations import broken_citations, broken_row
from kg.check.texts import Text, texts
from kg.citations import parse_lines
from kg.coverage import Coverage, coverage
from kg.project import DATA, ONTOLOGY
from kg.references import Index
from kg.tables import Package, Row, Table

PLANTED, FOUND = 100, 95
SEED = 20260309
CURATED = sorted(path.name for path in (DATA / "sources").iterdir() if path.is_dir())

Fact = tuple[Table, Row]


@pytest.fixture(scope="module")
def package() -> Package:
    return Package.read(DATA)


@pytest.fixture(scope="module")
def index(package: Package) -> Index:
    return Index(package)


@pytest.fixture(scope="module", params=CURATED)
def measured(request: pytest.FixtureRequest, package: Package, sources: Path) -> Coverage:
    return coverage(package, sources, str(request.param))[0]


def test_the_data_are_clean_without_the_documents(package: Package) -> None:
    assert [str(fault) for fault in check(package, ONTOLOGY)] == []


def test_the_data_are_clean_against_the_documents(package: Package, sources: Path) -> None:
    assert [str(fault) for fault in broken_citations(package, sources)] == []


def test_ninety_five_in_a_hundred_lines_are_cited_or_excused(measured: Coverage) -> None:
    assert measured.whole().line_share >= 0.95, measured.open_lines()


def test_ninety_five_in_a_hundred_things_are_held(measured: Coverage) -> None:
    assert measured.whole().thing_share >= 0.95, measured.open_things()


def test_at_most_a_fifth_of_the_lines_is_excused(measured: Coverage) -> None:
    whole = measured.whole()

    assert whole.excused <= 0.20 * whole.lines


@pytest.mark.parametrize("document", CURATED)
def test_at_most_a_tenth_of_the_rows_has_an_anchor(package: Package, document: str) -> None:
    rows = [
        row for table, row in package.rows() if table.document == document and "lines" in row.cells
    ]

    assert sum("anchor" in row.cells for row in rows) <= 0.10 * len(rows)


def statements(package: Package, index: Index, document: str) -> list[Fact]:
    """Rows between two entities that must name both."""
    return [
        (table, row)
        for table, row in package.rows("statements")
        if table.document == document
        and "anchor" not in row.cells
        and row.cells["object"] in index.entities
    ]


def missed(facts: list[Fact], text: Text, index: Index) -> list[str]:
    """Say which of some planted rows the check lets pass."""
    return [
        f"{row.cells['id']}: {row.cells.get('object', '')} on l.{row.cells['lines']}"
        for table, row in facts
        if not list(broken_row(table, row, text, index))
    ]


def with_wrong_object(facts: list[Fact], index: Index, dice: random.Random) -> Iterator[Fact]:
    ends = {row.cells[column] for _, row in facts for column in ("subject", "object")}
    known = [name for name in index.entities if name in ends]
    for table, row in dice.sample(facts, PLANTED):
        own = (row.cells["subject"], row.cells["object"])
        other = dice.choice([name for name in known if name not in own])
        yield table, Row(row.line, row.cells | {"object": other})


def with_wrong_line(facts: list[Fact], text: Text, dice: random.Random) -> Iterator[Fact]:
    for table, row in dice.sample(facts, PLANTED):
        spans = parse_lines(row.cells["lines"])
        own = {n for span in spans for n in range(span.first, span.last + 1)}
        other = dice.choice([n for n in text.content if n not in own])
        yield table, Row(row.line, row.cells | {"lines": str(other)})


@pytest.mark.parametrize("kind", ["object", "line"])
@pytest.mark.parametrize("document", CURATED)
def test_ninety_five_of_a_hundred_planted_faults_are_found(
    package: Package, index: Index, sources: Path, document: str, kind: str
) -> None:
    found, _ = texts(package, sources)
    text, dice = found[document], random.Random(SEED)
    facts = statements(package, index, document)
    planted = (
        with_wrong_object(facts, index, dice)
        if kind == "object"
        else with_wrong_line(facts, text, dice)
    )

    passed = missed(list(planted), text, index)

    assert len(passed) <= PLANTED - FOUND, passed


@pytest.mark.parametrize("kind", ["money", "targets", "events", "observations", "roles"])
@pytest.mark.parametrize("document", CURATED)
def test_a_fact_of_another_kind_on_a_wrong_line_is_found(
    package: Package, index: Index, sources: Path, document: str, kind: str
) -> None:
    found, _ = texts(package, sources)
    text, dice = found[document], random.Random(SEED)
    planted = []
    for table, row in package.rows(kind):
        if table.document == document and "anchor" not in row.cells:
            spans = parse_lines(row.cells["lines"])
            own = {n for span in spans for n in range(span.first, span.last + 1)}
            line = dice.choice([n for n in text.content if n not in own])
            planted.append((table, Row(row.line, row.cells | {"lines": str(line)})))
    if not planted:
        pytest.skip(f"no {kind} in this document")

    assert len(missed(planted, text, index)) <= 0.05 * len(planted) + 1
