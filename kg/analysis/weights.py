"""Weights: which of many things matters first to a reader of the strategies.

Relies on the defaults of two saved questions: the list of priority fields, and the home country.
"""

from collections.abc import Iterable

from pyoxigraph import DefaultGraph

from kg.analysis.searched import Searched
from kg.namespaces import Iri, Term, iri
from kg.questions import Question, find
from kg.reading import Reading

DEFAULT = DefaultGraph()
IN_SCHEME, IN_COUNTRY = iri("skos:inScheme"), iri("inCountry")
RELATED = iri("skos:related")

Weight = tuple[bool, int, int, int, str]


class Weights:
    """Weighs things: at home first, then tied to a priority field, then the most stated."""

    def __init__(self, reading: Reading, searched: Searched) -> None:
        """Read the priority fields and what they are related to."""
        self._store = reading.store
        self._labels = reading.labels
        self._searched = searched
        path = find(reading.queries, "technologies-without-standards")
        scheme = iri(Question.read(path).default("scheme"))
        self._home = iri(
            Question.read(find(reading.queries, "countries-without-project")).default("home")
        )
        fields = {q.subject for q in self._store.quads(None, IN_SCHEME, scheme, graph=DEFAULT)}
        related = {
            q.object for f in fields if isinstance(f, Iri) for q in self._store.quads(f, RELATED)
        }
        self._priority: set[Term] = {*fields, *related}

    def of(self, thing: Iri, bearer: Iri) -> Weight:
        """Give the rank of a thing: the smaller, the sooner it is told."""
        statements = self._searched.statements(bearer)
        around = self._around(statements) | {thing, bearer}
        countries = {
            q.object
            for node in around
            if isinstance(node, Iri)
            for q in self._store.quads(node, IN_COUNTRY, graph=DEFAULT)
        }
        documents = {self._searched.document(statement) for statement in statements}
        return (
            bool(countries) and self._home not in countries,
            -len(around & self._priority),
            -len(documents),
            -len(statements),
            self._labels.of(thing),
        )

    def _around(self, statements: Iterable[Iri]) -> set[Term]:
        """Collect what the statements name beside their relations."""
        return {
            term
            for statement in statements
            for quad in self._store.quads(graph=statement)
            for term in (quad.subject, quad.object)
        }
