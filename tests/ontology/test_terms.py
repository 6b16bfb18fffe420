"""Every term of the ontology is complete and stands where one looks for it."""

import re
from itertools import pairwise

import pyoxigraph
import pytest
import rdflib
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Literal, URIRef

from kg.namespaces import NS
from kg.project import ONTOLOGY
from kg.vocabulary import Vocabulary

IST = rdflib.Namespace(NS)
FILES = ("alignments", "core", "schemes", "shapes")
_VOCABULARY = Vocabulary.read(ONTOLOGY)


def ours(*kinds: str) -> list[str]:
    """Local names of the ontology's own terms of some kinds."""
    found = {term.value for kind in kinds for term in _VOCABULARY.instances(kind)}
    return sorted(name.removeprefix(NS) for name in found if name.startswith(NS))


PROPERTIES = ours("owl:ObjectProperty", "owl:DatatypeProperty")
TERMS = ours("owl:Class") + PROPERTIES
ALL_TERMS = TERMS + ours("owl:AnnotationProperty", "rdfs:Datatype")
CONCEPTS = [n for n in ours("skos:Concept", "skos:ConceptScheme") if n not in ALL_TERMS]


def languages(graph: rdflib.Graph, subject: URIRef, predicate: URIRef) -> list[str]:
    """The languages of a property's values, sorted, one for each value."""
    found = (o for o in graph.objects(subject, predicate) if isinstance(o, Literal))
    return sorted(str(o.language) for o in found if o.strip())


@pytest.mark.parametrize("name", ALL_TERMS)
def test_every_term_has_one_label_and_one_definition_in_each_language(
    core: rdflib.Graph, name: str
) -> None:
    assert languages(core, IST[name], RDFS.label) == ["en", "ja"]
    assert languages(core, IST[name], SKOS.definition) == ["en", "ja"]


@pytest.mark.parametrize("name", TERMS)
def test_every_class_and_property_has_an_example_in_each_language_and_a_source(
    core: rdflib.Graph, name: str
) -> None:
    assert {"en", "ja"} <= set(languages(core, IST[name], SKOS.example))
    sources = list(core.objects(IST[name], DCTERMS.source))
    assert sources
    assert all(isinstance(source, URIRef) for source in sources)


@pytest.mark.parametrize("name", ALL_TERMS)
def test_every_term_says_which_ontology_defines_it(core: rdflib.Graph, name: str) -> None:
    assert list(core.objects(IST[name], RDFS.isDefinedBy)) == [URIRef(NS.rstrip("#"))]


@pytest.mark.parametrize("name", PROPERTIES)
def test_every_property_has_a_phrase_with_both_ends_in_each_language(
    core: rdflib.Graph, name: str
) -> None:
    phrases = list(core.objects(IST[name], IST.phrase))

    assert languages(core, IST[name], IST.phrase) == ["en", "ja"]
    assert all(text.count("{s}") == text.count("{o}") == 1 for text in map(str, phrases))


@pytest.mark.parametrize("name", PROPERTIES)
def test_every_domain_and_range_is_a_declared_class_or_a_union_of_them(
    core: rdflib.Graph, name: str
) -> None:
    for axiom in (RDFS.domain, RDFS.range):
        for end in core.objects(IST[name], axiom):
            union = core.value(end, OWL.unionOf)
            members = list(core.items(union)) if union is not None else [end]
            datatypes = (str(rdflib.XSD), str(RDF.langString), str(RDFS.Literal))
            for member in members:
                assert (member, RDF.type, OWL.Class) in core or str(member).startswith(datatypes)


@pytest.mark.parametrize("name", CONCEPTS)
def test_every_concept_and_scheme_has_a_name_and_a_definition_in_each_language(
    schemes: rdflib.Graph, name: str
) -> None:
    assert languages(schemes, IST[name], SKOS.prefLabel) == ["en", "ja"]
    assert languages(schemes, IST[name], SKOS.definition) == ["en", "ja"]
    assert list(schemes.objects(IST[name], RDFS.isDefinedBy)) == [URIRef(NS.rstrip("#"))]


def test_every_concept_ends_in_its_notation_and_is_in_one_scheme(schemes: rdflib.Graph) -> None:
    for concept in schemes.subjects(RDF.type, SKOS.Concept):
        notations = list(schemes.objects(concept, SKOS.notation))
        assert len(notations) == 1, concept
        assert str(concept).endswith(str(notations[0])), concept
        assert len(list(schemes.objects(concept, SKOS.inScheme))) == 1, concept


def test_every_inverse_is_named_from_one_side_and_swaps_domain_and_range(
    core: rdflib.Graph,
) -> None:
    def end(prop: rdflib.term.Node, axiom: URIRef) -> set[str]:
        found = set()
        for node in core.objects(prop, axiom):
            union = core.value(node, OWL.unionOf)
            found |= {str(m) for m in (core.items(union) if union is not None else [node])}
        return found

    for one, other in core.subject_objects(OWL.inverseOf):
        if isinstance(one, URIRef) and str(one).startswith(NS):
            assert end(one, RDFS.domain) == end(other, RDFS.range), one
            assert end(one, RDFS.range) == end(other, RDFS.domain), one
            assert (other, OWL.inverseOf, one) not in core, one


@pytest.mark.parametrize("name", ["core", "alignments"])
def test_terms_stand_in_alphabetical_order_within_their_section(name: str) -> None:
    text = (ONTOLOGY / f"{name}.ttl").read_text("utf-8")
    for section in re.split(r"^# ", text, flags=re.MULTILINE)[1:]:
        title, _, body = section.partition("\n")
        found = re.findall(r"^([a-zA-Z][\w-]*:[\w-]+) ", body, flags=re.MULTILINE)
        names = [term.lower() for term in found]
        out_of_place = [after for before, after in pairwise(names) if after < before]
        assert not out_of_place, f"{title}: {out_of_place}"


def test_concepts_stand_in_alphabetical_order_below_their_scheme() -> None:
    text = (ONTOLOGY / "schemes.ttl").read_text("utf-8")
    for section in re.split(r"^# ", text, flags=re.MULTILINE)[1:]:
        title, _, body = section.partition("\n")
        scheme, *names = re.findall(r"^ist:([\w-]+) ", body, flags=re.MULTILINE)
        assert scheme.startswith("scheme-"), title
        assert names == sorted(names), title


def test_all_about_one_term_stands_in_one_block() -> None:
    text = (ONTOLOGY / "core.ttl").read_text("utf-8")
    names = re.findall(r"^(\w+:[\w-]+) ", text, flags=re.MULTILINE)

    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", FILES)
def test_rdflib_and_oxigraph_read_the_same_number_of_triples(name: str) -> None:
    path = ONTOLOGY / f"{name}.ttl"
    read = {q.triple for q in pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)}

    assert len(rdflib.Graph().parse(path)) == len(read)


@pytest.mark.parametrize("name", FILES)
def test_every_file_has_a_header_with_version_title_and_licence(name: str) -> None:
    graph = rdflib.Graph().parse(ONTOLOGY / f"{name}.ttl")
    [header] = graph.subjects(RDF.type, OWL.Ontology)

    assert graph.value(header, OWL.versionIRI)
    assert graph.value(header, DCTERMS.license)
    assert languages(graph, header, DCTERMS.title) == ["en", "ja"]


def test_the_core_never_imports_the_alignments(core: rdflib.Graph, schemes: rdflib.Graph) -> None:
    assert not list(core.objects(None, OWL.imports))
    assert not list(schemes.objects(None, OWL.imports))


def test_alignments_speak_of_declared_terms_only(core: rdflib.Graph) -> None:
    graph = rdflib.Graph().parse(ONTOLOGY / "alignments.ttl")
    used = {str(term) for triple in graph for term in triple if isinstance(term, URIRef)}
    mine = {name.removeprefix(NS) for name in used if name.startswith(NS) and name != NS}

    assert mine <= {*ALL_TERMS, *CONCEPTS}
