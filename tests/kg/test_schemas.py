"""The schemas of the tables and the ontology speak of the same terms."""

import json
from pathlib import Path
from typing import Any

import pytest

from kg.namespaces import ID, NS, STATEMENT, curie, iri
from kg.project import DATA
from kg.vocabulary import Vocabulary

SCHEMAS = sorted((DATA / "schemas").glob("*.json"))
COLUMNS = [
    pytest.param(column, id=f"{path.stem}.{column['name']}")
    for path in SCHEMAS
    for column in json.loads(path.read_text("utf-8"))["columns"]
]


def enumeration(column: dict[str, Any]) -> list[str]:
    """The values of a column with a fixed list."""
    pattern = column.get("datatype", {}).get("format", "") if "datatype" in column else ""
    plain = isinstance(pattern, str) and not set(pattern) & set("[](){}+*?\\.")
    return pattern.split("|") if plain and pattern else []


def concepts(vocabulary: Vocabulary, scheme: str) -> set[str]:
    return {
        subject.value.removeprefix(NS)
        for subject, found in vocabulary.pairs(iri("skos:inScheme"))
        if found == iri(f"scheme-{scheme}")
    }


@pytest.mark.parametrize("column", COLUMNS)
def test_a_column_names_only_terms_that_the_ontology_declares(
    vocabulary: Vocabulary, column: dict[str, Any]
) -> None:
    properties = vocabulary.object_properties | vocabulary.datatype_properties
    annotations = vocabulary.instances("owl:AnnotationProperty")
    builtin = {iri("rdf:type"), iri("owl:differentFrom")}
    name = column.get("propertyUrl", "")
    if name and "{" not in name:
        assert iri(name) in properties | annotations | builtin, name
    value = column.get("valueUrl", "")
    if value.startswith(NS) and "{" not in value:
        assert iri(value) in vocabulary.classes, value
    kind = column.get("datatype", {}).get("@id", "") if "datatype" in column else ""
    if kind:
        assert iri(kind) in vocabulary.instances("rdfs:Datatype"), kind
    for key in column:
        if key.startswith(NS):
            assert iri(key) in annotations, key


@pytest.mark.parametrize("column", COLUMNS)
def test_a_column_with_an_iri_takes_an_object_property_and_else_a_datatype_property(
    vocabulary: Vocabulary, column: dict[str, Any]
) -> None:
    name = column.get("propertyUrl", "")
    if not name or "{" in name or name in ("rdf:type", "owl:differentFrom"):
        return
    objects = "valueUrl" in column

    assert (iri(name) in vocabulary.object_properties) == objects, name


@pytest.mark.parametrize("column", COLUMNS)
def test_the_values_of_a_column_are_the_concepts_of_its_scheme(
    vocabulary: Vocabulary, column: dict[str, Any]
) -> None:
    value = column.get("valueUrl", "")
    listed = enumeration(column)
    if not listed or not value.startswith(NS):
        return
    template = value.removeprefix(NS)
    found = {template.format_map({column["name"]: notation}) for notation in listed}
    scheme = template.split("-{")[0] if "-{" in template else column["name"]

    assert found <= concepts(vocabulary, scheme)


@pytest.mark.parametrize(
    ("kind", "column", "scheme", "left_out"),
    [
        ("money", "kind", "money", set()),
        ("money", "bound", "bound", set()),
        ("money", "per", "per", set()),
        ("money", "sector", "sector", set()),
        ("money", "stage", "stage", set()),
        ("money", "calendar", "calendar", set()),
        ("events", "kind", "event", set()),
        ("periods", "kind", "period", set()),
        ("roles", "role", "role", set()),
        ("targets", "comparator", "comparator", set()),
        ("observations", "measure", "measure", set()),
        ("observations", "precision", "precision", set()),
        ("findings", "direction", "direction", set()),
        ("statements", "anchor", "anchor", set()),
        ("uncited", "reason", "reason", set()),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_list_in_a_schema_is_its_whole_concept_scheme(
    vocabulary: Vocabulary, kind: str, column: str, scheme: str, left_out: set[str]
) -> None:
    described = json.loads((DATA / "schemas" / f"{kind}.json").read_text("utf-8"))
    [found] = [c for c in described["columns"] if c["name"] == column]
    notations = {name.removeprefix(f"{scheme}-") for name in concepts(vocabulary, scheme)}

    assert set(enumeration(found)) == notations - left_out


def test_the_modalities_of_targets_and_events_make_up_their_scheme(vocabulary: Vocabulary) -> None:
    listed: set[str] = set()
    for kind in ("targets", "events"):
        described = json.loads((DATA / "schemas" / f"{kind}.json").read_text("utf-8"))
        [found] = [c for c in described["columns"] if c["name"] == "modality"]
        listed |= {f"modality-{notation}" for notation in enumeration(found)}

    assert listed == concepts(vocabulary, "modality")


def test_the_statuses_of_facts_are_all_but_the_one_of_retired_entities(
    vocabulary: Vocabulary,
) -> None:
    for path in SCHEMAS:
        columns = json.loads(path.read_text("utf-8"))["columns"]
        for column in (c for c in columns if c["name"] == "status"):
            retired = {"retired"} if path.stem == "entities" else set()
            known = concepts(vocabulary, "status")
            assert set(enumeration(column)) == (retired or known - {"retired"}), path.stem


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.stem)
def test_every_fact_table_ends_in_the_same_columns(path: Path) -> None:
    described = json.loads(path.read_text("utf-8"))
    names = [c["name"] for c in described["columns"] if not c.get("virtual")]
    facts = {"statements", "money", "targets", "events", "periods", "roles", "observations",
             "findings", "citations"}  # fmt: skip
    tail = ["lines", "heading", "anchor", "cited_work", "said_by", "status", "note"]

    assert (names[-7:] == tail) == (path.stem in facts)


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.stem)
def test_every_column_is_described_in_words(path: Path) -> None:
    described = json.loads(path.read_text("utf-8"))

    assert described["dc:description"]
    for column in described["columns"]:
        assert column.get("virtual") or column["dc:description"], column["name"]


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.stem)
def test_a_schema_makes_entities_rows_or_statements_only(path: Path) -> None:
    described = json.loads(path.read_text("utf-8"))
    bases = [
        described["aboutUrl"],
        *(c["aboutUrl"] for c in described["columns"] if "aboutUrl" in c),
    ]

    assert all(base.startswith((ID, STATEMENT)) for base in bases), [curie(b) for b in bases]
