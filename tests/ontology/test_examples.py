"""Every shape, check and axiom has an example that passes and one that must fail."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import DefaultGraph, Quad, RdfFormat

from kg.check.axioms import broken_axioms
from kg.check.places import Places
from kg.check.rules import broken_rules
from kg.check.shapes import broken_shapes
from kg.errors import Violation
from kg.namespaces import STATEMENT, Iri
from kg.project import ONTOLOGY
from kg.reasoning import compile_rules, reason
from kg.store import GraphStore
from kg.tables import Package
from kg.vocabulary import Vocabulary

FORMATS = {".ttl": RdfFormat.TURTLE, ".trig": RdfFormat.TRIG}
FOLDERS = sorted(path for path in (ONTOLOGY / "examples").iterdir() if path.is_dir())
INFERRED = ("chain", "inverse", "sub-property", "symmetric", "transitive")
AXIOMS = ("domain", "range", "disjoint", "functional")
REASONER_ONLY = ("asymmetric", "irreflexive")  # left to HermiT, see test_reasoners.py
RULES = sorted(path.stem for path in (ONTOLOGY / "checks").glob("*.rq"))
SHAPES = [f.name for f in FOLDERS if f.name not in (*INFERRED, *AXIOMS, *REASONER_ONLY, *RULES)]
NOWHERE = Places(Package(Path(), (), ()))


def file(folder: Path, name: str) -> Path:
    [path] = folder.glob(f"{name}.*")
    return path


def quads(path: Path) -> Iterator[Quad]:
    """The triples of an example; those of the default graph are also what one statement says."""
    graph = Iri(f"{STATEMENT}example/s1")
    for quad in pyoxigraph.parse(path=str(path), format=FORMATS[path.suffix]):
        yield quad
        if quad.graph_name == DefaultGraph():
            yield Quad(*quad.triple, graph)
        else:
            yield Quad(*quad.triple, DefaultGraph())


@pytest.fixture(scope="module")
def faults(vocabulary: Vocabulary) -> dict[Path, list[Violation]]:
    """What the checks say of every example, each reasoned on alone; an invalid one is asked
    only what its folder names.
    """
    rules = compile_rules(vocabulary)
    ontology = [quad for quad in vocabulary.quads() if quad.graph_name == DefaultGraph()]
    found: dict[Path, list[Violation]] = {}
    for path in (p for folder in FOLDERS for p in folder.glob("*valid.*")):
        name, valid = path.parent.name, path.stem == "valid"
        store = GraphStore.memory()
        store.extend(quads(path))
        reason(store, rules)
        found[path] = []
        # Shapes before the ontology joins: pySHACL would read its terms for every file.
        if valid or name in SHAPES:
            found[path] += broken_shapes(store, ONTOLOGY / "shapes.ttl", NOWHERE)
        store.extend(ontology)
        if valid or name in AXIOMS:
            found[path] += broken_axioms(store, vocabulary, NOWHERE)
        if valid or name in RULES:
            found[path] += broken_rules(store, ONTOLOGY / "checks", NOWHERE)
    return found


def test_every_check_has_an_example() -> None:
    assert set(RULES) <= {folder.name for folder in FOLDERS}


def test_every_shape_has_an_example() -> None:
    text = (ONTOLOGY / "shapes.ttl").read_text("utf-8")

    assert {name for name in SHAPES if f"shape:{name} a sh:NodeShape" in text} == set(SHAPES)
    assert text.count("a sh:NodeShape") == len(SHAPES)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_valid_example_passes_all_axioms_shapes_and_checks(
    faults: dict[Path, list[Violation]], folder: Path
) -> None:
    assert faults[file(folder, "valid")] == []


@pytest.mark.parametrize("name", RULES)
def test_every_invalid_example_of_a_check_fails_that_check(
    faults: dict[Path, list[Violation]], name: str
) -> None:
    found = faults[file(ONTOLOGY / "examples" / name, "invalid")]

    # Places knows no rows here, so the message falls into the column; the fix tells the rule.
    text = (ONTOLOGY / "checks" / f"{name}.rq").read_text("utf-8")
    assert [fault for fault in found if fault.fix in text]


@pytest.mark.parametrize("name", SHAPES)
def test_every_invalid_example_of_a_shape_fails_that_shape(
    faults: dict[Path, list[Violation]], name: str
) -> None:
    text = (ONTOLOGY / "shapes.ttl").read_text("utf-8")
    shape = text.partition(f"shape:{name} a sh:NodeShape")[2].partition("\n\n")[0]

    found = faults[file(ONTOLOGY / "examples" / name, "invalid")]

    assert [fault for fault in found if f"{fault.what}. {fault.fix}" in shape]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("domain", "as the subject of addresses must be"),
        ("range", "as the object of"),
        ("disjoint", "is both"),
        ("functional", "more than one value of amount"),
    ],
)
def test_every_invalid_example_of_an_axiom_is_found_by_the_check_made_from_it(
    faults: dict[Path, list[Violation]], name: str, words: str
) -> None:
    found = faults[file(ONTOLOGY / "examples" / name, "invalid")]

    assert [fault for fault in found if words in fault.what]


@pytest.mark.parametrize("name", INFERRED)
def test_what_is_expected_follows_from_the_example_and_did_not_stand_there(
    vocabulary: Vocabulary, name: str
) -> None:
    folder = ONTOLOGY / "examples" / name
    store = GraphStore.memory()
    store.extend(vocabulary.quads())
    store.extend(quads(file(folder, "valid")))
    before = {quad.triple for quad in store.quads(graph=DefaultGraph())}

    reason(store, compile_rules(vocabulary))

    after = {quad.triple for quad in store.quads(graph=DefaultGraph())}
    path = file(folder, "expected")
    expected = {q.triple for q in pyoxigraph.parse(path=str(path), format=FORMATS[path.suffix])}
    assert expected <= after - before
