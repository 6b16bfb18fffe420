"""The ontology as the program reads it: classes, properties, statuses and their axioms.

Relies on `ontology/core.ttl` and `ontology/schemes.ttl`: the rules about terms are read there.
"""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from pyoxigraph import CanonicalizationAlgorithm, Dataset, DefaultGraph, Quad, RdfFormat, parse

from kg.errors import UsageError
from kg.namespaces import NS, ONTOLOGY, Iri, Term, iri

TYPE = iri("rdf:type")
SUBCLASS = iri("rdfs:subClassOf")
SUBPROPERTY = iri("rdfs:subPropertyOf")
FILES = ("core.ttl", "schemes.ttl")


class Vocabulary:
    """The axioms of the ontology; terms are IRIs, answers are sorted or sets."""

    def __init__(self, dataset: Dataset) -> None:
        """Hold `dataset`, one triple per quad of the default graph, blank nodes canonical."""
        self._dataset = dataset

    @classmethod
    def read(cls, folder: Path) -> "Vocabulary":
        """Read the Turtle files of `folder`; blank nodes are named by RDFC-1.0.

        Raises:
            UsageError: a file is missing or is not Turtle.
        """
        dataset = Dataset()
        for name in FILES:
            path = folder / name
            try:
                for quad in parse(path=str(path), format=RdfFormat.TURTLE, rename_blank_nodes=True):
                    dataset.add(quad)
            except (OSError, SyntaxError) as error:
                raise UsageError(f"{path}: {error}. mend the file") from error
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        return cls(dataset)

    def quads(self) -> Iterator[Quad]:
        """Give every triple twice: in the ontology's graph and in the default graph."""
        for quad in self._dataset:
            triple = (quad.subject, quad.predicate, quad.object)
            yield Quad(*triple, ONTOLOGY)
            yield Quad(*triple, DefaultGraph())

    def objects(self, subject: Term, predicate: Iri) -> list[Term]:
        """List the objects of one subject and predicate, sorted."""
        found = self._dataset.quads_for_subject(subject)  # type: ignore[arg-type]
        return sorted((q.object for q in found if q.predicate == predicate), key=str)

    def pairs(self, predicate: Iri) -> list[tuple[Term, Term]]:
        """List (subject, object) of one predicate, sorted."""
        found = self._dataset.quads_for_predicate(predicate)
        return sorted(((q.subject, q.object) for q in found), key=str)

    def instances(self, kind: str) -> frozenset[Iri]:
        """Give the IRIs typed by a CURIE or local name."""
        found = self._dataset.quads_for_object(iri(kind))
        return frozenset(
            q.subject for q in found if q.predicate == TYPE and isinstance(q.subject, Iri)
        )

    def members(self, node: Term) -> list[Term]:
        """List the members of an RDF list."""
        members: list[Term] = []
        while node != iri("rdf:nil"):
            members.extend(self.objects(node, iri("rdf:first")))
            node = self.objects(node, iri("rdf:rest"))[0]
        return members

    def ancestors(self, term: Iri, predicate: Iri) -> frozenset[Iri]:
        """Give the term itself and everything above it along `predicate`."""
        seen: set[Iri] = set()
        queue = [term]
        while queue:
            current = queue.pop()
            if current not in seen:
                seen.add(current)
                queue += [o for o in self.objects(current, predicate) if isinstance(o, Iri)]
        return frozenset(seen)

    def descendants(self, term: Iri, predicate: Iri) -> frozenset[Iri]:
        """Give the term itself and every IRI below it along `predicate`."""
        below = {s for s, _ in self.pairs(predicate) if isinstance(s, Iri)}
        return frozenset({term, *(s for s in below if term in self.ancestors(s, predicate))})

    @cached_property
    def classes(self) -> frozenset[Iri]:
        """All named classes that the ontology declares."""
        return self.instances("owl:Class")

    @cached_property
    def object_properties(self) -> frozenset[Iri]:
        """All object properties, the reused ones among them."""
        return self.instances("owl:ObjectProperty")

    @cached_property
    def datatype_properties(self) -> frozenset[Iri]:
        """All datatype properties, the reused ones among them."""
        return self.instances("owl:DatatypeProperty")

    @cached_property
    def concepts(self) -> frozenset[str]:
        """IRIs of all concepts."""
        return frozenset(concept.value for concept in self.instances("skos:Concept"))

    @cached_property
    def merged(self) -> frozenset[str]:
        """Notations of the statuses whose triples join the default graph."""
        return frozenset(
            s.value.removeprefix(NS)
            for s, flag in self.pairs(iri("merged"))
            if isinstance(s, Iri) and getattr(flag, "value", "") == "true"
        )

    @cached_property
    def contributing(self) -> dict[Iri, bool]:
        """Properties under `contributesTo` → is the edge read backwards (a named inverse)?"""
        forward = self.descendants(iri("contributesTo"), SUBPROPERTY)
        backward: dict[Iri, bool] = {}
        for one, other in self.pairs(iri("owl:inverseOf")):
            if isinstance(one, Iri) and isinstance(other, Iri):
                backward |= {a: True for a, b in ((one, other), (other, one)) if b in forward}
        return backward | {prop: False for prop in forward}
