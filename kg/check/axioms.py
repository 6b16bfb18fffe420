"""Axioms as checks: domains, ranges, functional properties, disjoint classes.

Relies on the vocabulary; each axiom becomes one query over stated triples. Nothing is inferred
from these axioms: a wrong domain is a fault of the row, not news about its subject.
"""

from collections.abc import Iterator
from itertools import combinations

from kg.check.places import Places
from kg.errors import Violation
from kg.namespaces import ENTITIES, STATEMENT, Iri, Term, curie, iri
from kg.store import GraphStore
from kg.vocabulary import SUBPROPERTY, Vocabulary

DOMAIN, RANGE = iri("rdfs:domain"), iri("rdfs:range")


def broken_axioms(store: GraphStore, vocabulary: Vocabulary, places: Places) -> Iterator[Violation]:
    """List stated triples whose ends are of the wrong class, and other broken axioms."""
    for axiom, end in ((DOMAIN, "subject"), (RANGE, "object")):
        for prop in sorted(vocabulary.object_properties, key=str):
            for classes in _classes(vocabulary, prop, axiom):
                yield from _wrong_end(store, places, prop, classes, end)
    for prop in sorted(vocabulary.datatype_properties, key=str):
        for classes in _classes(vocabulary, prop, DOMAIN):
            yield from _wrong_end(store, places, prop, classes, "subject")
        for datatype in vocabulary.objects(prop, RANGE):
            yield from _wrong_datatype(store, places, prop, datatype)
    for prop in sorted(vocabulary.instances("owl:FunctionalProperty"), key=str):
        yield from _several_values(store, places, prop)
    for one, other in _disjoint(vocabulary):
        yield from _both(store, places, one, other)


def _classes(vocabulary: Vocabulary, prop: Iri, axiom: Iri) -> Iterator[list[Iri]]:
    """Give the admitted classes of one end, for the property and all above it."""
    for above in sorted(vocabulary.ancestors(prop, SUBPROPERTY), key=str):
        for term in vocabulary.objects(above, axiom):
            if isinstance(term, Iri):
                yield [term]
            else:
                for union in vocabulary.objects(term, iri("owl:unionOf")):
                    yield [c for c in vocabulary.members(union) if isinstance(c, Iri)]


def _wrong_end(
    store: GraphStore, places: Places, prop: Iri, classes: list[Iri], end: str
) -> Iterator[Violation]:
    if iri("owl:Thing") in classes:
        return
    typed = " ".join(f"MINUS {{ ?{end} a {cls} }}" for cls in classes)
    found = store.select(
        f"SELECT ?graph ?subject ?object WHERE {{ GRAPH ?graph {{ ?subject {prop} ?object }} "
        f'FILTER(STRSTARTS(STR(?graph), "{STATEMENT}") || ?graph = {ENTITIES}) {typed} }} '
        "ORDER BY ?graph ?subject ?object"
    )
    wanted = " or ".join(curie(cls) for cls in classes)
    for binding in found:
        # A register has no graph of its own for each row: there the subject tells the row.
        row = binding["subject" if binding["graph"] == ENTITIES else "graph"]
        what = f"'{_name(binding[end])}' is no {wanted}, as the {end} of {curie(prop)} must be"
        fix = "use another property, or mend the entity's type"
        yield places.violation(row, end, what, fix)


def _wrong_datatype(
    store: GraphStore, places: Places, prop: Iri, datatype: Term
) -> Iterator[Violation]:
    # An integer is a decimal.
    integers = f", {iri('xsd:integer')}" if datatype == iri("xsd:decimal") else ""
    admitted = f"{datatype}{integers}"
    found = store.select(
        f"SELECT ?subject ?object ?statement WHERE {{ ?subject {prop} ?object "
        f"FILTER(!ISLITERAL(?object) || DATATYPE(?object) NOT IN ({admitted})) "
        "OPTIONAL { GRAPH ?statement { ?subject ?any ?object } "
        f'FILTER(?any = {prop} && STRSTARTS(STR(?statement), "{STATEMENT}")) }} }} '
        "ORDER BY ?subject ?object ?statement"
    )
    wanted = "text with its language" if datatype == iri("rdf:langString") else _name(datatype)
    for binding in found:
        what = f"'{_name(binding['object'])}' is no {wanted}, as {curie(prop)} must have"
        place = binding.get("statement", binding["subject"])
        yield places.violation(place, "object", what, "add @ja or @en, or mend the value")


def _several_values(store: GraphStore, places: Places, prop: Iri) -> Iterator[Violation]:
    found = store.select(
        f"SELECT ?subject (COUNT(DISTINCT ?object) AS ?count) WHERE {{ ?subject {prop} ?object }} "
        "GROUP BY ?subject HAVING(COUNT(DISTINCT ?object) > 1) ORDER BY ?subject"
    )
    for binding in found:
        what = f"more than one value of {curie(prop)}"
        yield places.violation(binding["subject"], curie(prop), what, "keep one")


def _disjoint(vocabulary: Vocabulary) -> list[tuple[Iri, Iri]]:
    """List the pairs of disjoint classes, AllDisjointClasses taken apart."""
    pairs = {
        (one, other)
        for one, other in vocabulary.pairs(iri("owl:disjointWith"))
        if isinstance(one, Iri) and isinstance(other, Iri)
    }
    for _, members in vocabulary.pairs(iri("owl:members")):
        classes = [c for c in vocabulary.members(members) if isinstance(c, Iri)]
        pairs |= set(combinations(classes, 2))
    return sorted(pairs, key=str)


def _both(store: GraphStore, places: Places, one: Iri, other: Iri) -> Iterator[Violation]:
    for binding in store.select(f"SELECT ?x WHERE {{ ?x a {one} , {other} }} ORDER BY ?x"):
        what = f"'{_name(binding['x'])}' is both {curie(one)} and {curie(other)}"
        yield places.violation(binding["x"], "type", what, "keep one, or make two entities")


def _name(term: Term) -> str:
    return curie(term).removeprefix("id:") if isinstance(term, Iri) else str(term)[:60]
