"""Evidence: from a statement, or a triple, to the citations that a reader can follow.

Relies on the layout of the default graph: `<statement> prov:wasDerivedFrom <document> ;
ist:lines "216-219" ; ist:status … ; ist:section …`, and on statement graphs for the triples.
"""

from collections.abc import Iterable

from pyoxigraph import DefaultGraph, Literal

from kg.citations import Citation, Source, Span, format_lines, parse_lines
from kg.labels import Labels
from kg.namespaces import ID, NS, Iri, Term, iri
from kg.store import GraphStore, stated_in

DEFAULT = DefaultGraph()
DERIVED, LINES, STATUS = iri("prov:wasDerivedFrom"), iri("lines"), iri("status")
SECTION, ISSUED, LOCATOR = iri("section"), iri("dcterms:issued"), iri("locator")
PUBLISHER, TITLE = iri("dcterms:publisher"), iri("dcterms:title")


class Evidence:
    """Looks citations up; sources are read once each."""

    def __init__(self, store: GraphStore, labels: Labels) -> None:
        """Read from `store`, print names in the language of `labels`."""
        self._store = store
        self._labels = labels
        self._sources: dict[Term, Source] = {}

    def citation(self, statement: Iri) -> Citation:
        """Give document, section, lines and status of one statement."""
        document = self._one(statement, DERIVED)
        spans = sorted(
            span
            for quad in self._store.quads(statement, LINES, graph=DEFAULT)
            if isinstance(quad.object, Literal)
            for span in parse_lines(quad.object.value)
        )
        status = self._one(statement, STATUS)
        return Citation(
            statement.value,
            self._source(document),
            self._section(statement),
            format_lines(merge(spans)),
            status.value.removeprefix(NS) if isinstance(status, Iri) else "",
        )

    def statements(self, subject: Iri, predicate: Iri, object: Term) -> list[Iri]:
        """List the statements that say exactly this triple, sorted."""
        found = self._store.quads(subject, predicate, object)
        return sorted({s for quad in found if (s := stated_in(quad))}, key=str)

    def documents(self) -> list[str]:
        """List the ids of the documents that state anything: what a search looks through."""
        # From the few documents to a statement of each, not over all statements.
        found = self._store.select(
            "SELECT ?document WHERE { ?document a ist:Document"
            " FILTER EXISTS { ?statement prov:wasDerivedFrom ?document } } ORDER BY ?document"
        )
        return [
            b["document"].value.removeprefix(ID) for b in found if isinstance(b["document"], Iri)
        ]

    def _source(self, document: Term | None) -> Source:
        if not isinstance(document, Iri):
            return Source("", "", "", "", "line")
        if document not in self._sources:
            publisher = self._one(document, PUBLISHER)
            issued = self._one(document, ISSUED)
            locator = self._one(document, LOCATOR)
            self._sources[document] = Source(
                document.value.removeprefix(ID),
                self._labels.text(document, TITLE),
                self._labels.of(publisher) if isinstance(publisher, Iri) else "",
                issued.value if isinstance(issued, Literal) else "",
                "page" if isinstance(locator, Literal) and locator.value == "page" else "line",
            )
        return self._sources[document]

    def _section(self, statement: Iri) -> str:
        section = self._one(statement, SECTION)
        return self._labels.text(section, TITLE) if isinstance(section, Iri) else ""

    def _one(self, subject: Iri, predicate: Iri) -> Term | None:
        quad = next(iter(self._store.quads(subject, predicate, graph=DEFAULT)), None)
        return quad.object if quad else None


def merge(spans: Iterable[Span]) -> list[Span]:
    """Join spans that touch or overlap; sorted input, sorted output.

    >>> merge([Span(1, 2), Span(3, 4), Span(9, 9)])
    [Span(first=1, last=4), Span(first=9, last=9)]
    """
    merged: list[Span] = []
    for span in spans:
        if merged and span.first <= merged[-1].last + 1:
            merged[-1] = Span(merged[-1].first, max(span.last, merged[-1].last))
        else:
            merged.append(span)
    return merged
