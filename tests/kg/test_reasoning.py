from pathlib import Path

import pytest
import rdflib
from owlrl import DeductiveClosure, OWLRL_Semantics
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat

from kg.errors import UsageError
from kg.graph import Graph
from kg.namespaces import INFERRED, NS, PREFIXES, iri
from kg.project import ONTOLOGY
from kg.reasoning import compile_rules, reason
from kg.store import GraphStore
from kg.vocabulary import Vocabulary

EXAMPLES = sorted((ONTOLOGY / "examples").glob("*/valid.ttl"))
AXIOMS = {
    iri(name).value
    for name in (
        "rdfs:subClassOf",
        "rdfs:subPropertyOf",
        "owl:inverseOf",
        "owl:propertyChainAxiom",
        "rdf:first",
        "rdf:rest",
    )
}
KINDS = {
    iri(name).value
    for name in ("owl:ObjectProperty", "owl:SymmetricProperty", "owl:TransitiveProperty")
}
PREAMBLE = "".join(f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items())

Links = set[tuple[str, str, str]]


def ours(turtle: list[bytes], vocabulary: Vocabulary) -> Links:
    """The ist: triples between IRIs after our rules."""
    store = GraphStore.memory()
    store.extend(vocabulary.quads())
    for content in turtle:
        store.load(content, RdfFormat.TURTLE)
    reason(store, compile_rules(vocabulary))
    return {
        (q.subject.value, q.predicate.value, q.object.value)
        for q in store.quads(graph=DefaultGraph())
        if q.predicate.value.startswith(NS)
        and isinstance(q.subject, NamedNode)
        and isinstance(q.object, NamedNode)
    }


def theirs(turtle: list[bytes], axioms: rdflib.Graph) -> Links:
    """The same by owlrl, from the axioms alone (labels would only cost time)."""
    graph = rdflib.Graph()
    for triple in axioms:
        if str(triple[1]) in AXIOMS or str(triple[2]) in KINDS:
            graph.add(triple)
    for content in turtle:
        graph.parse(data=content, format="turtle")
    DeductiveClosure(OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    return {
        (str(s), str(p), str(o))
        for s, p, o in graph
        if str(p).startswith(NS) and isinstance(s, rdflib.URIRef) and isinstance(o, rdflib.URIRef)
    }


def between_individuals(links: Links, vocabulary: Vocabulary) -> Links:
    """Leave out the annotations of the ontology's own terms."""
    annotations = {p.value for p in vocabulary.instances("owl:AnnotationProperty")}
    return {link for link in links if not link[0].startswith(NS) and link[1] not in annotations}


def test_the_rules_infer_what_owlrl_infers_on_all_examples(vocabulary: Vocabulary) -> None:
    axioms = rdflib.Graph()
    for name in ("core.ttl", "schemes.ttl"):
        axioms.parse(ONTOLOGY / name)
    turtle = [path.read_bytes() for path in EXAMPLES]

    mine = between_individuals(ours(turtle, vocabulary), vocabulary)

    assert len(EXAMPLES) > 20 and len(mine) > 100
    assert mine == between_individuals(theirs(turtle, axioms), vocabulary)


AXIOM_TURTLE = """
ist:below a owl:ObjectProperty ; rdfs:subPropertyOf ist:middle .
ist:middle a owl:ObjectProperty ; rdfs:subPropertyOf ist:above .
ist:above a owl:ObjectProperty .
ist:belowInverse a owl:ObjectProperty ; owl:inverseOf ist:below .
ist:twin a owl:ObjectProperty , owl:SymmetricProperty .
ist:within a owl:ObjectProperty , owl:TransitiveProperty .
ist:aunt a owl:ObjectProperty ; owl:propertyChainAxiom ( [ owl:inverseOf ist:below ] ist:twin ) .
ist:far a owl:ObjectProperty ; owl:propertyChainAxiom ( ist:below ist:twin ist:within ) .
ist:bounded a owl:ObjectProperty ; rdfs:domain ist:Big ; rdfs:range ist:Big .
ist:single a owl:ObjectProperty , owl:FunctionalProperty .
ist:Small a owl:Class ; rdfs:subClassOf ist:Medium .
ist:Medium a owl:Class ; rdfs:subClassOf ist:Big .
ist:Big a owl:Class .
"""

SMALL = {
    "sub-properties reach the top": (
        "id:a ist:below id:b .",
        "a middle b, a above b, b belowInverse a",
    ),
    "inverses run both ways": ("id:a ist:belowInverse id:b .", "b below a, b middle a, b above a"),
    "symmetry turns a link round": ("id:a ist:twin id:b .", "b twin a"),
    "transitivity closes a chain": (
        "id:a ist:within id:b . id:b ist:within id:c . id:c ist:within id:d .",
        "a within c, a within d, b within d",
    ),
    "transitivity ends on a cycle": (
        "id:a ist:within id:b . id:b ist:within id:a .",
        "a within a, b within b",
    ),
    "a chain may begin with an inverse": (
        "id:a ist:below id:b . id:a ist:twin id:c .",
        "a middle b, a above b, b belowInverse a, c twin a, b aunt c",
    ),
    "a chain of three": (
        "id:a ist:below id:b . id:b ist:twin id:c . id:c ist:within id:d .",
        "a middle b, a above b, b belowInverse a, c twin b, a far d",
    ),
    "nothing follows from domain and range": ("id:a ist:bounded id:b .", ""),
    "two values of a functional property are not one": ("id:a ist:single id:b , id:c .", ""),
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Vocabulary:
    folder = tmp_path_factory.mktemp("ontology")
    (folder / "core.ttl").write_text(PREAMBLE + AXIOM_TURTLE, "utf-8")
    (folder / "schemes.ttl").write_text("", "utf-8")
    return Vocabulary.read(folder)


def run(turtle: str, vocabulary: Vocabulary) -> tuple[GraphStore, int]:
    store = GraphStore.memory()
    store.load((PREAMBLE + turtle).encode(), RdfFormat.TURTLE)
    return store, reason(store, compile_rules(vocabulary))


@pytest.mark.parametrize(("turtle", "expected"), SMALL.values(), ids=SMALL)
def test_exactly_this_follows(small: Vocabulary, turtle: str, expected: str) -> None:
    store, count = run(turtle, small)

    found = {
        " ".join(str(t)[1:-1].rpartition("/")[2].removeprefix("ns#") for t in q.triple)
        for q in store.quads(graph=INFERRED)
    }
    assert found == ({part.strip() for part in expected.split(",")} if expected else set())
    assert count == len(found)


@pytest.mark.parametrize("turtle", [turtle for turtle, _ in SMALL.values()], ids=SMALL)
def test_a_small_graph_is_reasoned_as_owlrl_does(small: Vocabulary, turtle: str) -> None:
    axioms = rdflib.Graph().parse(data=PREAMBLE + AXIOM_TURTLE, format="turtle")
    content = [(PREAMBLE + turtle).encode()]
    both = [ours(content, small), theirs(content, axioms)]

    mine, other = ({link for link in links if "/id/" in link[0]} for links in both)
    assert mine == other


def test_every_inferred_triple_stands_in_both_graphs_and_is_new(small: Vocabulary) -> None:
    store, count = run("id:a ist:below id:b . id:a ist:middle id:b .", small)
    default = {q.triple for q in store.quads(graph=DefaultGraph())}
    inferred = {q.triple for q in store.quads(graph=INFERRED)}

    assert inferred < default and count == len(inferred) == 2
    assert iri("middle") not in {triple.predicate for triple in inferred}


def test_reasoning_twice_adds_nothing(small: Vocabulary) -> None:
    store, _ = run("id:a ist:below id:b . id:b ist:twin id:c . id:c ist:within id:d .", small)

    assert reason(store, compile_rules(small)) == 0


def test_classes_reach_the_top_of_their_hierarchy(small: Vocabulary) -> None:
    store, count = run("id:a a ist:Small .", small)

    assert store.ask("ASK { id:a a ist:Medium , ist:Big }") and count == 2


def test_a_literal_is_never_made_a_subject(small: Vocabulary) -> None:
    store, _ = run('id:a ist:twin "text" ; ist:below "text" .', small)

    assert not store.ask("ASK { ?subject ?predicate id:a }")
    assert store.ask('ASK { id:a ist:above "text" }')


def test_contributes_to_is_not_transitive(vocabulary: Vocabulary) -> None:
    links = ours(
        [(PREAMBLE + "id:a ist:supports id:b . id:b ist:supports id:c .").encode()], vocabulary
    )
    ends = {
        (s.rpartition("/")[2], o.rpartition("/")[2])
        for s, p, o in links
        if p == NS + "contributesTo"
    }

    assert ends == {("a", "b"), ("b", "c")}
    assert iri("contributesTo") not in vocabulary.instances("owl:TransitiveProperty")
    assert vocabulary.instances("owl:TransitiveProperty") == {
        iri("partOf"),
        iri("skos:broaderTransitive"),
    }


def test_what_hangs_on_a_container_does_not_contribute(vocabulary: Vocabulary) -> None:
    apart = ("partOf", "skos:broader", "memberOf", "basedOn", "hasLegalBasis", "hasGoal",
             "hasTarget", "expectedToYield")  # fmt: skip
    under = ("supports", "addresses", "enables", "develops", "executes", "targetOf", "meansOf")

    forward = {prop for prop, backward in vocabulary.contributing.items() if not backward}
    assert not {iri(name) for name in apart} & forward
    assert {iri(name) for name in under} <= forward
    assert (
        vocabulary.contributing[iri("supportedBy")] and not vocabulary.contributing[iri("supports")]
    )


def test_the_reasoned_mini_graph_holds_the_chains_of_the_ontology(mini_graph: Graph) -> None:
    store = mini_graph.store

    for triple in (
        "id:programme-rainbow ist:fundedBy id:aoba-ministry",
        "id:hoshino-hikaru ist:involvedIn id:rainbow-council",
        "id:tsukifune-institute ist:involvedIn id:rainbow-council",
        "id:hotaru-testbed ist:inCountry id:aoba",
        "id:measure-switch-demo ist:partOf id:field-rainbow",
        "id:programme-tsukifune ist:supports id:goal-national-light",
        "id:tech-rainbow-switch skos:broaderTransitive id:topic-light",
    ):
        assert store.ask(f"ASK {{ {triple} }}"), triple
        assert store.ask(f"ASK {{ GRAPH <{INFERRED.value}> {{ {triple} }} }}"), triple


def test_an_ontology_that_is_no_turtle_is_refused_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "core.ttl").write_text("ist:a a", "utf-8")
    with pytest.raises(UsageError, match=r"core\.ttl: .* mend the file"):
        Vocabulary.read(tmp_path)
