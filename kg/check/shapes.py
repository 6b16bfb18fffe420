"""Shapes: SHACL over the built graph, each result at the row that wrote its focus node.

Relies on pySHACL with an rdflib copy in memory, advanced features off.
"""

from collections.abc import Iterator
from pathlib import Path

import pyshacl
import rdflib
from pyoxigraph import DefaultGraph, RdfFormat, serialize

from kg.check.places import Places
from kg.errors import Violation
from kg.namespaces import Iri, curie, iri
from kg.store import GraphStore

SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
ALWAYS = frozenset((iri("rdf:type"), iri("rdfs:subClassOf")))  # how a shape finds its targets


def broken_shapes(store: GraphStore, shapes: Path, places: Places) -> Iterator[Violation]:
    """List every shape that a node of the default graph breaks."""
    if not shapes.is_file():
        return
    rules = rdflib.Graph().parse(shapes, format="turtle")
    # Only what the shapes speak of (none is closed): rdflib reads 35,000 triples a second.
    named = {Iri(str(term)) for term in rules.objects() if isinstance(term, rdflib.URIRef)}
    data = rdflib.Graph()
    triples = (
        quad.triple
        for quad in store.quads(graph=DefaultGraph())
        if quad.predicate in named or quad.predicate in ALWAYS
    )
    data.parse(data=serialize(triples, format=RdfFormat.N_TRIPLES), format="nt")
    _, report, _ = pyshacl.validate(
        data, shacl_graph=rules, advanced=False, inference="none", meta_shacl=False
    )
    for result in sorted(report.subjects(rdflib.RDF.type, SH.ValidationResult)):
        focus = report.value(result, SH.focusNode)
        path = report.value(result, SH.resultPath)
        column = curie(str(path)) if isinstance(path, rdflib.URIRef) else ""
        message = str(report.value(result, SH.resultMessage) or "the shape is broken")
        what, _, fix = message.rstrip(".").partition(". ")
        yield places.violation(Iri(str(focus)), column, what, fix or "see ontology/shapes.ttl")
