"""HermiT, a complete OWL 2 DL reasoner, on the ontology and the data (needs Java)."""

import shutil
import warnings
from collections.abc import Callable, Iterable
from pathlib import Path

import owlready2
import pytest
from pyoxigraph import DefaultGraph, Literal, Quad, RdfFormat, Triple, parse, serialize

from kg.build import quads
from kg.namespaces import PREFIXES, iri
from kg.project import DATA
from kg.tables import Package
from kg.vocabulary import Vocabulary

pytestmark = pytest.mark.skipif(shutil.which("java") is None, reason="HermiT runs on Java")

# Literals outside the OWL 2 datatype map, at which HermiT gives up.
FOREIGN = {iri("xsd:date"), iri("xsd:gYear"), iri("xsd:gYearMonth")}
PREAMBLE = "".join(f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items())
Consistent = Callable[[Iterable[Triple], str], bool]


def stated(root: Path, vocabulary: Vocabulary) -> list[Triple]:
    """The ontology and what the default graph holds before reasoning, without annotations."""
    annotations = vocabulary.instances("owl:AnnotationProperty")

    def kept(quad: Quad) -> bool:
        foreign = isinstance(quad.object, Literal) and quad.object.datatype in FOREIGN
        annotation = quad.predicate in annotations
        return quad.graph_name == DefaultGraph() and not foreign and not annotation

    every = [*vocabulary.quads(), *quads(Package.read(root), vocabulary)]
    return list(dict.fromkeys(quad.triple for quad in every if kept(quad)))


@pytest.fixture
def consistent(tmp_path: Path) -> Consistent:
    """Whether HermiT finds triples, and some more in Turtle, free of contradiction."""

    def run(triples: Iterable[Triple], more: str = "") -> bool:
        added = [q.triple for q in parse((PREAMBLE + more).encode(), format=RdfFormat.TURTLE)]
        path = tmp_path / "graph.nt"
        path.write_bytes(serialize([*triples, *added], format=RdfFormat.N_TRIPLES) or b"")
        world = owlready2.World()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)  # owlready2 leaves its files open
            world.get_ontology(path.as_uri()).load()
            try:
                owlready2.sync_reasoner_hermit(world, infer_property_values=False, debug=0)
            except owlready2.OwlReadyInconsistentOntologyError:
                return False
        return not list(world.inconsistent_classes())

    return run


def test_the_ontology_and_the_data_contradict_nothing(
    consistent: Consistent, vocabulary: Vocabulary
) -> None:
    assert consistent(stated(DATA, vocabulary), "")


PLANTED = {
    "a person that is an organisation": "id:aoba-ministry a ist:Person .",
    "money that is a target, by its property": "id:money ist:moneyOf id:x ; ist:targetOf id:y .",
    "a sum of two owners": (
        "id:m ist:moneyOf id:aoba , id:shiranami . id:aoba owl:differentFrom id:shiranami ."
    ),
    "an amount that is no number": 'id:m ist:amount "much" .',
}


@pytest.mark.parametrize("turtle", PLANTED.values(), ids=PLANTED)
def test_a_planted_contradiction_is_found(
    consistent: Consistent, vocabulary: Vocabulary, mini: Path, turtle: str
) -> None:
    assert not consistent(stated(mini, vocabulary), turtle)


def test_the_mini_package_itself_contradicts_nothing(
    consistent: Consistent, vocabulary: Vocabulary, mini: Path
) -> None:
    assert consistent(stated(mini, vocabulary), "")
