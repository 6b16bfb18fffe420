"""The tables of ontology/README.md say what the files of the ontology say."""

import csv
import re

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS

from kg.namespaces import NS, Iri, curie, iri
from kg.project import ONTOLOGY
from kg.vocabulary import SUBCLASS, Vocabulary

README = (ONTOLOGY / "README.md").read_text("utf-8")
IST = rdflib.Namespace(NS)
BUILT_IN = {"ist:", "a", "summary", "fix", "core", "invalid", "valid"}


def section(title: str) -> str:
    return re.split(r"^## ", README.partition(f"\n## {title}\n")[2], flags=re.MULTILINE)[0]


def cells(title: str) -> list[list[str]]:
    """The rows of the tables of a section, their headings left out."""
    lines = [line for line in section(title).splitlines() if line.startswith("|")]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    rules = [n for n, row in enumerate(rows) if set("".join(row)) <= {"-"}]
    heads = {n - 1 for n in rules} | set(rules)
    return [row for n, row in enumerate(rows) if n not in heads]


def names_in(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)


def classes_of(core: rdflib.Graph, prop: str, axiom: rdflib.URIRef) -> set[str]:
    found: set[str] = set()
    for node in core.objects(IST[prop], axiom):
        union = core.value(node, OWL.unionOf)
        members = core.items(union) if union is not None else [node]
        found |= {curie(str(member)) for member in members}
    return found


def test_the_contributes_to_table_lists_the_whole_family(vocabulary: Vocabulary) -> None:
    listed = {names_in(row[0])[0] for row in cells("The `contributesTo` family")}
    family = vocabulary.descendants(iri("contributesTo"), iri("rdfs:subPropertyOf"))

    assert listed == {curie(prop) for prop in family}


@pytest.mark.parametrize("row", cells("The `contributesTo` family"), ids=lambda r: r[0])
def test_a_row_of_the_contributes_to_table_agrees_with_the_core(
    core: rdflib.Graph, row: list[str]
) -> None:
    name, start, end, inverse, phrases = names_in(row[0])[0], *row[1:]

    for shown, axiom in ((start, RDFS.domain), (end, RDFS.range)):
        wanted = classes_of(core, name, axiom)
        assert set(shown.split(", ")) - {"anything"} == wanted - {"owl:Thing"}
    [other] = names_in(inverse)
    assert {(IST[name], OWL.inverseOf, IST[other]), (IST[other], OWL.inverseOf, IST[name])} & set(
        core.triples((None, OWL.inverseOf, None))
    )
    assert set(phrases.split(" · ")) == {str(p) for p in core.objects(IST[name], IST.phrase)}


def test_every_class_stands_in_the_table_of_classes(vocabulary: Vocabulary) -> None:
    listed = {name for row in cells("Classes") for cell in row for name in names_in(cell)}
    mine = {curie(cls) for cls in vocabulary.classes if cls.value.startswith(NS)}

    assert mine <= listed


def test_the_table_of_trace_roles_agrees_with_the_core(core: rdflib.Graph) -> None:
    shown = {
        names_in(role)[0].removeprefix("ist:"): set(names_in(classes))
        for role, classes in (row for row in cells("Classes") if "`ist:" in row[0])
    }
    found: dict[str, set[str]] = {}
    for cls, role in core.subject_objects(IST.traceRole):
        found.setdefault(curie(str(role)), set()).add(curie(str(cls)))

    assert shown == found


def test_the_disjoint_classes_are_those_of_the_core(core: rdflib.Graph) -> None:
    groups = [
        {curie(str(c)) for c in core.items(core.value(node, OWL.members))}
        for node in core.subjects(RDF.type, OWL.AllDisjointClasses)
    ]
    told = re.search(r"^Disjoint are (.*?)\. ", section("Classes"), re.MULTILINE)
    assert told is not None

    pairs = [set(names_in(part)) for part in told[1].split(", ") if "`" in part]
    assert [g for g in groups if len(g) == 2 and g not in pairs] == []
    assert [pair for pair in pairs if pair not in groups] == []


def test_the_chains_of_the_readme_are_the_chains_of_the_core(core: rdflib.Graph) -> None:
    shown = {(*names_in(chain), names_in(gives)[0]) for chain, gives in cells("What is inferred")}
    found = {
        (*(curie(str(step)) for step in core.items(steps)), curie(str(whole)))
        for whole, steps in core.subject_objects(OWL.propertyChainAxiom)
    }

    assert shown == found


def test_the_symmetric_and_transitive_properties_are_those_of_the_core(
    vocabulary: Vocabulary,
) -> None:
    text = section("What is inferred")
    for word, kind in (("symmetry", "Symmetric"), ("transitivity", "Transitive")):
        told = re.search(rf"{word} \(([^)]*)\)", text)
        assert told is not None
        assert set(names_in(told[1])) == {
            curie(p) for p in vocabulary.instances(f"owl:{kind}Property")
        }


def test_every_file_of_the_table_exists() -> None:
    for row in cells("Files"):
        for name in names_in(row[0]):
            assert list(ONTOLOGY.glob(name.replace("<topic>/", "*"))), name


def test_the_number_of_questions_is_right() -> None:
    told = re.search(r"the (\d+) questions", README)
    with (ONTOLOGY / "questions.csv").open(encoding="utf-8", newline="") as file:
        number = len(list(csv.DictReader(file)))

    assert told is not None
    assert int(told[1]) == number


def test_every_term_that_the_readme_names_is_declared(vocabulary: Vocabulary) -> None:
    prefixed = re.findall(r"`((?:ist|skos):[A-Za-z-]+)`", README)
    known = {quad.subject for quad in vocabulary.quads() if isinstance(quad.subject, Iri)}

    assert [n for n in prefixed if iri(n) not in known and not n.endswith("-")] == []


def test_a_superclass_of_the_table_holds_what_stands_beside_it(vocabulary: Vocabulary) -> None:
    for group, members in (row for row in cells("Classes") if "`ist:" not in row[0]):
        for above in names_in(group):
            # A name in brackets is a comment on the member before it.
            for name in names_in(re.sub(r"\([^)]*\)", "", members.partition(";")[0])):
                assert iri(above) in vocabulary.ancestors(iri(name), SUBCLASS), (above, name)
