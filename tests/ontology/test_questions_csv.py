"""The questions that the graph is built to answer can be asked with its terms."""

import csv
from collections.abc import Iterator
from itertools import combinations

import pytest

from kg.namespaces import Iri, iri
from kg.project import ONTOLOGY
from kg.vocabulary import SUBCLASS, SUBPROPERTY, Vocabulary

with (ONTOLOGY / "questions.csv").open(encoding="utf-8", newline="") as _file:
    ROWS = list(csv.DictReader(_file))
THING = iri("owl:Thing")
# Notes on anything: they may hang on every class.
ANYWHERE = ("skos:prefLabel", "skos:altLabel", "dcterms:title")


def terms_of(row: dict[str, str]) -> list[Iri]:
    return [iri(name) for name in row["terms"].split("; ")]


def ends(vocabulary: Vocabulary, term: Iri) -> set[Iri]:
    """The classes that a term may touch: itself, or its domains and ranges; anything if open."""
    if term in vocabulary.classes:
        return {term}
    if term in map(iri, ANYWHERE):
        return {THING}
    objects = term in vocabulary.object_properties
    found: set[Iri] = set()
    for axiom in ("rdfs:domain", "rdfs:range") if objects else ("rdfs:domain",):
        above = vocabulary.ancestors(term, SUBPROPERTY)
        found |= {c for prop in above for c in _classes(vocabulary, prop, iri(axiom))} or {THING}
    return found


def _classes(vocabulary: Vocabulary, prop: Iri, axiom: Iri) -> Iterator[Iri]:
    for node in vocabulary.objects(prop, axiom):
        unions = vocabulary.objects(node, iri("owl:unionOf"))
        nodes = [m for union in unions for m in vocabulary.members(union)] or [node]
        yield from (n for n in nodes if isinstance(n, Iri))


def touch(vocabulary: Vocabulary, one: Iri, other: Iri) -> bool:
    """Whether two terms may meet in one individual."""
    for a in ends(vocabulary, one):
        for b in ends(vocabulary, other):
            if THING in (a, b):
                return True
            if a in vocabulary.ancestors(b, SUBCLASS) or b in vocabulary.ancestors(a, SUBCLASS):
                return True
    return False


def test_there_are_eighty_questions_each_with_an_id_of_its_own() -> None:
    assert len(ROWS) == 80
    assert len({row["id"] for row in ROWS}) == 80


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_every_question_names_its_lines_and_is_asked_in_both_languages(row: dict[str, str]) -> None:
    assert row["question_ja"]
    assert row["question_en"]
    assert all(":" in part or part for part in row["lines"].split("; "))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_every_term_of_a_question_is_declared(vocabulary: Vocabulary, row: dict[str, str]) -> None:
    known = vocabulary.classes | vocabulary.object_properties | vocabulary.datatype_properties
    known |= vocabulary.instances("owl:AnnotationProperty")

    assert [term.value for term in terms_of(row) if term not in known] == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_a_path_over_domains_and_ranges_joins_the_terms_of_a_question(
    vocabulary: Vocabulary, row: dict[str, str]
) -> None:
    terms = terms_of(row)
    joined = {terms[0]}
    pairs = [p for p in combinations(terms, 2) if touch(vocabulary, *p)]
    for _ in terms:
        joined |= {t for pair in pairs if joined & set(pair) for t in pair}

    assert joined == set(terms)
