from pathlib import Path

import pytest
from pyoxigraph import BlankNode, DefaultGraph, Literal, Quad

from kg.build import quads
from kg.mapping import as_literal
from kg.namespaces import BASE, ENTITIES, ID, NS, STATEMENT, curie, entity, iri, statement
from kg.project import DATA
from kg.tables import Package
from kg.vocabulary import Vocabulary

A, B = "2031-aoba-network-strategy", "2033-aoba-network-review"


@pytest.fixture(scope="module")
def mapped(mini: Path, vocabulary: Vocabulary) -> list[Quad]:
    return list(quads(Package.read(mini), vocabulary))


def short(term: object) -> str:
    """Write a term as the tables do: an id, a local name, a literal with its language or type."""
    if isinstance(term, Literal):
        if term.language:
            return f"{term.value}@{term.language}"
        kind = curie(term.datatype).removeprefix("xsd:")
        return term.value if kind == "string" else f"{term.value}^^{kind}"
    value = getattr(term, "value", "default")
    return (
        value.removeprefix(STATEMENT)
        if value.startswith(STATEMENT)
        else curie(value).removeprefix("id:")
    )


def said(mapped: list[Quad], row: str) -> set[tuple[str, str, str]]:
    """The triples of one row's statement graph."""
    graph = iri(f"{STATEMENT}{row}")
    return {
        (short(q.subject), short(q.predicate), short(q.object))
        for q in mapped
        if q.graph_name == graph
    }


def merged(mapped: list[Quad], subject: str) -> set[tuple[str, str]]:
    """What the default graph says of a statement or node: predicate and object."""
    return {
        (short(q.predicate), short(q.object))
        for q in mapped
        if q.graph_name == DefaultGraph() and short(q.subject) == subject
    }


def lines(text: str) -> set[tuple[str, ...]]:
    """Read expected triples: one a line, parts apart by two spaces or more."""
    return {
        tuple(part.strip() for part in line.split("  ") if part.strip())
        for line in text.strip().splitlines()
    }


FACTS = {
    f"{A}/s07-1": """
        goal-national-light  supports  goal-resilience
    """,
    f"{A}/s15-1": """
        tech-rainbow-switch  skos:broader  tech-light-parts
    """,
    f"{B}/s13-1": """
        tech-rainbow-switch  feature  消費電力が低い@ja
    """,
    f"{A}/m25-1": f"""
        {A}/m25-1  rdf:type  Money
        {A}/m25-1  status  stated
        {A}/m25-1  moneyOf  measure-switch-demo
        {A}/m25-1  kind  money-budget
        {A}/m25-1  when  2031
        {A}/m25-1  earliest  2031-04-01^^date
        {A}/m25-1  latest  2032-03-31^^date
        {A}/m25-1  calendar  calendar-jp-fy
        {A}/m25-1  stage  stage-initial
        {A}/m25-1  amount  400000000^^decimal
        {A}/m25-1  currency  JPY
        {A}/m25-1  bound  bound-exact
        {A}/m25-1  per  per-total
        {A}/m25-1  amountPartOf  {A}/m24-1
    """,
    f"{A}/t12-1": f"""
        {A}/t12-1  rdf:type  Target
        {A}/t12-1  status  planned
        {A}/t12-1  targetOf  field-rainbow
        {A}/t12-1  metric  国内普及率@ja
        {A}/t12-1  metric  domestic share@en
        {A}/t12-1  comparator  comparator-at-least
        {A}/t12-1  value  60^^decimal
        {A}/t12-1  unit  percent
        {A}/t12-1  when  2035~
        {A}/t12-1  earliest  2035-01-01^^date
        {A}/t12-1  latest  2035-12-31^^date
        {A}/t12-1  calendar  calendar-cy
        {A}/t12-1  scope  国内@ja
        {A}/t12-1  scope  domestic@en
        {A}/t12-1  modality  modality-target
    """,
    f"{A}/e31-1": f"""
        {A}/e31-1  rdf:type  Event
        {A}/e31-1  status  observed
        {A}/e31-1  eventOf  rainbow-council
        {A}/e31-1  skos:prefLabel  第1回会合@ja
        {A}/e31-1  skos:prefLabel  First meeting@en
        {A}/e31-1  kind  event-held
        {A}/e31-1  when  2031-05-20
        {A}/e31-1  earliest  2031-05-20^^date
        {A}/e31-1  latest  2031-05-20^^date
        {A}/e31-1  calendar  calendar-cy
        {A}/e31-1  modality  modality-actual
    """,
    f"{A}/p29-1": f"""
        {A}/p29-1  rdf:type  Period
        {A}/p29-1  status  planned
        {A}/p29-1  periodOf  programme-rainbow
        {A}/p29-1  kind  period-research
        {A}/p29-1  when  2031/..
        {A}/p29-1  earliest  2031-04-01^^date
        {A}/p29-1  calendar  calendar-jp-fy
    """,
    f"{A}/r30-1": f"""
        {A}/r30-1  rdf:type  Role
        {A}/r30-1  status  stated
        {A}/r30-1  holder  hoshino-hikaru
        {A}/r30-1  roleOrganisation  tsukifune-institute
        {A}/r30-1  post  座長@ja
        {A}/r30-1  post  Chair@en
        {A}/r30-1  context  rainbow-council
        {A}/r30-1  role  role-chair
    """,
    f"{A}/o32-1": f"""
        {A}/o32-1  rdf:type  Observation
        {A}/o32-1  status  observed
        {A}/o32-1  indicator  indicator-light-lines
        {A}/o32-1  observes  aoba
        {A}/o32-1  area  aoba
        {A}/o32-1  when  2030
        {A}/o32-1  earliest  2030-01-01^^date
        {A}/o32-1  latest  2030-12-31^^date
        {A}/o32-1  calendar  calendar-cy
        {A}/o32-1  measure  measure-share
        {A}/o32-1  value  45^^decimal
        {A}/o32-1  unit  percent
        {A}/o32-1  precision  precision-exact
        {A}/o32-1  asPrinted  45％
    """,
    f"{A}/f33-1": f"""
        {A}/f33-1  rdf:type  Finding
        {A}/f33-1  status  observed
        {A}/f33-1  indicator  indicator-light-lines
        {A}/f33-1  observes  aoba
        {A}/f33-1  dimension  時系列@ja
        {A}/f33-1  dimension  over time@en
        {A}/f33-1  direction  direction-rising
        {A}/f33-1  area  aoba
    """,
    f"{A}/c34-1": f"""
        {A}/c34-1  rdf:type  WorkCitation
        {A}/c34-1  status  stated
        {A}/c34-1  work  doc-strait-white-paper
        {A}/c34-1  accessed  2031-03-31
        {A}/c34-1  earliest  2031-03-31^^date
        {A}/c34-1  latest  2031-03-31^^date
    """,
    "curation/x-light-parts": """
        tech-light-parts  skos:broader  topic-light
    """,
    f"{A}/u43-1": "",
}


@pytest.mark.parametrize("row", FACTS, ids=lambda row: row.rpartition("/")[2])
def test_a_row_says_exactly_these_triples(mapped: list[Quad], row: str) -> None:
    expected = lines(FACTS[row]) if FACTS[row] else set()

    assert said(mapped, row) == expected


REGISTERED = {
    "tsukifune-old-institute": """
        rdf:type  Organisation
        kind  organisation-institute
        skos:prefLabel  旧月舟研究所@ja
        skos:prefLabel  Old Tsukifune Institute@en
        englishLabelBy  ours
        owl:differentFrom  tsukifune-institute
        status  retired
        dcterms:isReplacedBy  tsukifune-institute
        skos:note  one and the same body@en
    """,
    "goal-national-light": """
        rdf:type  Goal
        skos:prefLabel  全国光網の完成@ja
        skos:prefLabel  Completion of the national light network@en
        englishLabelBy  ours
        skos:hiddenLabel  全国光綱の完成@ja
    """,
    B: """
        rdf:type  Document
        dcterms:title  青葉国通信網戦略の点検@ja
        dcterms:title  Review of the Aoba network strategy@en
        dcterms:publisher  aoba-ministry
        dcterms:issued  2033-06
        earliest  2033-06-01^^date
        latest  2033-06-30^^date
        kind  document-source
        locator  line
        file  2033-aoba-network-review.txt
    """,
    f"{A}/section-budget": f"""
        rdf:type  Section
        dcterms:isPartOf  {A}
        dcterms:title  予算@ja
        dcterms:title  Budget@en
        firstLine  22^^integer
        lastLine  27^^integer
        page  3^^integer
    """,
}


@pytest.mark.parametrize("name", REGISTERED)
def test_what_exists_stands_in_the_entity_graph_and_the_default_graph(
    mapped: list[Quad], name: str
) -> None:
    registered = {
        (short(q.predicate), short(q.object))
        for q in mapped
        if q.graph_name == ENTITIES and short(q.subject) == name and q.predicate != iri("sha256")
    }

    assert registered == lines(REGISTERED[name])
    assert merged(mapped, name) >= registered


def test_evidence_names_document_lines_status_and_what_else_the_row_gives(
    mapped: list[Quad],
) -> None:
    assert merged(mapped, f"{A}/s37-1") == {
        ("rdf:type", "Statement"),
        ("prov:wasDerivedFrom", A),
        ("lines", "37"),
        ("status", "opinion"),
        ("saidBy", "strait-association"),
        ("prov:hadPrimarySource", "doc-strait-white-paper"),
        ("section", f"{A}/section-opinions"),
    }
    assert merged(mapped, f"{A}/m24-1") >= {("heading", "23"), ("lines", "24")}
    assert {q.graph_name for q in mapped if q.predicate == iri("lines")} == {DefaultGraph()}


def test_each_span_of_lines_is_one_literal(mapped: list[Quad]) -> None:
    spans = {obj for predicate, obj in merged(mapped, f"{A}/s26-1") if predicate == "lines"}

    assert spans == {"24", "26"}


def test_a_curated_link_has_a_reason_and_no_lines(mapped: list[Quad]) -> None:
    evidence = merged(mapped, "curation/x-showroom")

    assert {p for p, _ in evidence} == {"rdf:type", "prov:wasDerivedFrom", "status", "note"}
    assert ("status", "curated") in evidence


@pytest.mark.parametrize(
    ("row", "status", "joins"),
    [
        (f"{A}/s07-1", "stated", True),
        (f"{A}/s41-1", "agreed", True),
        (f"{A}/s16-1", "planned", True),
        ("curation/x-showroom", "curated", True),
        (f"{A}/s38-1", "proposed", False),
        (f"{A}/s37-1", "opinion", False),
    ],
    ids=lambda value: value if isinstance(value, str) and "/" not in value else None,
)
def test_a_statement_joins_the_default_graph_by_its_status(
    mapped: list[Quad], row: str, status: str, joins: bool
) -> None:
    [(subject, predicate, obj)] = said(mapped, row)

    assert ("status", status) in merged(mapped, row)
    assert ((predicate, obj) in merged(mapped, subject)) == joins


def test_a_forecast_stays_in_its_statement_but_a_forecast_target_is_merged(
    copy: Path, vocabulary: Vocabulary
) -> None:
    for table in ("statements", "targets"):
        path = copy / "sources" / A / f"{table}.csv"
        path.write_text(path.read_text("utf-8").replace(",planned,", ",forecast,"), "utf-8")
    mapped = list(quads(Package.read(copy), vocabulary))

    assert ("programme-rainbow", "builds", "hotaru-testbed") in said(mapped, f"{A}/s18-1")
    assert ("builds", "hotaru-testbed") not in merged(mapped, "programme-rainbow")
    assert {("targetOf", "field-rainbow"), ("status", "forecast")} <= merged(mapped, f"{A}/t12-1")


def test_the_innermost_section_around_the_first_line_is_cited(mapped: list[Quad]) -> None:
    section = {
        short(q.subject).rpartition("/")[2]: short(q.object).rpartition("/")[2]
        for q in mapped
        if q.predicate == iri("section") and short(q.subject).startswith(A)
    }

    assert section["s07-1"] == "section-goals"
    assert section["s26-1"] == "section-budget"
    assert section["s37-1"] == "section-opinions"
    assert "u43-1" not in section and "u01-1" not in section


def test_a_row_outside_every_section_has_none(copy: Path, vocabulary: Vocabulary) -> None:
    path = copy / "sources" / B / "sections.csv"
    path.write_text(path.read_text("utf-8").replace(",4,13,", ",7,8,"), "utf-8")
    mapped = quads(Package.read(copy), vocabulary)
    cited = {short(q.subject) for q in mapped if q.predicate == iri("section")}

    assert f"{B}/s07-1" in cited and f"{B}/s08-1" in cited
    assert f"{B}/s06-1" not in cited and f"{B}/s13-1" not in cited


def test_a_row_of_excused_lines_makes_no_triple(mapped: list[Quad]) -> None:
    assert not [q for q in mapped if "u43-1" in str(q) or "u01-1" in str(q)]


def test_a_second_reading_makes_no_triple(mapped: list[Quad]) -> None:
    assert not [q for q in mapped if q.object == Literal("right")]


def test_an_open_start_has_no_earliest_day(copy: Path, vocabulary: Vocabulary) -> None:
    path = copy / "sources" / A / "periods.csv"
    path.write_text(path.read_text("utf-8").replace("2031/..", "../2031"), "utf-8")
    mapped = list(quads(Package.read(copy), vocabulary))
    node = merged(mapped, f"{A}/p29-1")

    assert ("latest", "2032-03-31^^date") in node
    assert "earliest" not in {p for p, _ in node}


@pytest.mark.parametrize("root", ["mini", "data"])
def test_data_hold_no_blank_nodes_and_only_known_graphs(
    mini: Path, vocabulary: Vocabulary, root: str
) -> None:
    for quad in quads(Package.read(mini if root == "mini" else DATA), vocabulary):
        assert not isinstance(quad.subject, BlankNode) and not isinstance(quad.object, BlankNode)
        graph = quad.graph_name
        assert isinstance(graph, DefaultGraph) or graph.value.startswith(
            (STATEMENT, ENTITIES.value)
        )


def test_statement_graphs_and_nodes_have_the_names_of_the_design() -> None:
    assert statement("doc", "r1").value == "https://w3id.org/ict-strategy/statement/doc/r1"
    assert entity("doc/r1").value == "https://w3id.org/ict-strategy/id/doc/r1"
    assert (BASE, NS, ID) == (
        "https://w3id.org/ict-strategy/",
        "https://w3id.org/ict-strategy/ns#",
        "https://w3id.org/ict-strategy/id/",
    )


@pytest.mark.parametrize(
    ("cell", "value", "language"),
    [
        ("低消費電力@ja", "低消費電力", "ja"),
        ("low power@en", "low power", "en"),
        ("info@example.org", "info@example.org", None),
        ("a@b@en", "a@b", "en"),
        ("42", "42", None),
    ],
)
def test_a_literal_cell_ends_in_its_language(cell: str, value: str, language: str | None) -> None:
    literal = as_literal(cell)

    assert (literal.value, literal.language) == (value, language)


def test_a_hostile_label_stays_a_plain_literal(mapped: list[Quad]) -> None:
    assert ("skos:prefLabel", "<script>alert(1)</script>@ja") in merged(mapped, "script-company")
    assert ("skos:prefLabel", "=cmd()@ja") in merged(mapped, "product-formula")


def test_a_quad_is_written_once_a_graph(mapped: list[Quad]) -> None:
    own = [q for q in mapped if q.graph_name != DefaultGraph()]

    assert len(own) == len(set(own))
