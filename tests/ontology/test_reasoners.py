"""Other reasoners agree: owlrl on what follows, HermiT on what contradicts."""

import shutil
from pathlib import Path

import owlready2
import owlrl
import pytest
import rdflib
from pyoxigraph import RdfFormat, parse, serialize
from rdflib import XSD, Literal, URIRef

from kg.build import graph
from kg.namespaces import NS
from kg.project import DATA, ONTOLOGY
from kg.reasoning import compile_rules, reason
from kg.store import GraphStore
from kg.tables import Package
from kg.vocabulary import Vocabulary

Triple = tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node]
IDS = "https://w3id.org/ict-strategy/id/"
# Outside the OWL 2 datatype map; one of them makes HermiT give up.
NOT_OWL = (XSD.date, XSD.gYear, XSD.gYearMonth)
EXAMPLES = sorted((ONTOLOGY / "examples").glob("*/valid.*"))
needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="HermiT needs java")


def read(path: Path) -> rdflib.Graph:
    """An example as one graph, whatever graphs it names."""
    form = RdfFormat.TRIG if path.suffix == ".trig" else RdfFormat.TURTLE
    triples = {quad.triple for quad in parse(path=str(path), format=form)}
    content = serialize(sorted(triples, key=str), format=RdfFormat.N_TRIPLES) or b""
    return rdflib.Graph().parse(data=content, format="nt")


def links(found: rdflib.Graph) -> set[Triple]:
    """The triples of `ist:` predicates between two individuals."""

    def mine(term: rdflib.term.Node) -> bool:
        return isinstance(term, URIRef) and str(term).startswith(IDS)

    return {(s, p, o) for s, p, o in found if mine(s) and mine(o) and str(p).startswith(NS)}


@pytest.fixture(scope="module")
def ontology(core: rdflib.Graph, schemes: rdflib.Graph) -> rdflib.Graph:
    """Core and lists, to be copied."""
    return core + schemes


@pytest.fixture(scope="module")
def axioms(core: rdflib.Graph) -> rdflib.Graph:
    """The core without domains and ranges: these are checked, never used to infer."""
    kept = rdflib.Graph()
    for triple in core:
        if triple[1] not in (rdflib.RDFS.domain, rdflib.RDFS.range):
            kept.add(triple)
    return kept


def test_owlrl_infers_the_same_links_from_all_the_examples(
    vocabulary: Vocabulary, axioms: rdflib.Graph
) -> None:
    ours, theirs = GraphStore.memory(), rdflib.Graph() + axioms
    ours.extend(vocabulary.quads())
    for path in EXAMPLES:
        example = read(path)
        theirs += example
        content = example.serialize(format="nt", encoding="utf-8")
        ours.load(content, RdfFormat.N_TRIPLES)

    reason(ours, compile_rules(vocabulary))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(theirs)

    same = {t for t in links(theirs) if t[0] != t[2]}
    assert links(ours.as_rdflib()) == same


def consistent(found: rdflib.Graph, folder: Path) -> bool:
    """Ask HermiT whether a graph has a model."""
    kept = rdflib.Graph()
    for triple in found:
        if not (isinstance(triple[2], Literal) and triple[2].datatype in NOT_OWL):
            kept.add(triple)
    path = folder / "ontology.owl"
    path.write_bytes(kept.serialize(format="xml", encoding="utf-8"))
    world = owlready2.World()
    world.get_ontology(path.as_uri()).load()
    try:
        owlready2.sync_reasoner_hermit(world, debug=0)
    except owlready2.OwlReadyInconsistentOntologyError:
        return False
    finally:
        world.close()
    return True


@needs_java
def test_hermit_finds_the_ontology_with_all_valid_examples_consistent(
    ontology: rdflib.Graph, tmp_path: Path
) -> None:
    found = rdflib.Graph() + ontology
    for path in EXAMPLES:
        found += read(path)

    assert consistent(found, tmp_path)


@needs_java
@pytest.mark.parametrize("name", ["asymmetric", "disjoint", "functional", "irreflexive"])
def test_hermit_finds_the_planted_contradiction(
    ontology: rdflib.Graph, tmp_path: Path, name: str
) -> None:
    found = ontology + read(ONTOLOGY / "examples" / name / "invalid.ttl")

    assert not consistent(found, tmp_path)


@needs_java
def test_hermit_finds_the_ontology_with_the_real_data_consistent(
    vocabulary: Vocabulary, tmp_path: Path
) -> None:
    store, _ = graph(Package.read(DATA), vocabulary)

    assert consistent(rdflib.Graph() + store.as_rdflib(), tmp_path)
