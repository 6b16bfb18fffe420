"""Views: the graph as some documents, or the documents up to a date, or one period, state it.

Relies on statement graphs: the passing statements are merged into a fresh store and reasoned
again; the merged graph is never filtered.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pyoxigraph import Dataset, DefaultGraph, Literal, Quad

from kg.errors import NotFoundError
from kg.namespaces import ENTITIES, ID, INFERRED, ONTOLOGY, Iri, iri
from kg.reasoning import compile_rules, reason
from kg.store import GraphStore
from kg.times import Interval, overlaps
from kg.vocabulary import TYPE, Vocabulary

DEFAULT = DefaultGraph()
STATEMENT = iri("Statement")
DERIVED, STATUS = iri("prov:wasDerivedFrom"), iri("status")
EARLIEST, LATEST = iri("earliest"), iri("latest")


@dataclass(frozen=True, slots=True)
class View:
    """What passes: statements of one document, issued up to a day, about one period."""

    document: str | None = None
    as_of: date | None = None
    within: Interval | None = None

    def __bool__(self) -> bool:
        return any((self.document, self.as_of, self.within))


def narrow(store: GraphStore, view: View) -> GraphStore:
    """Make the store that holds only what passes the view.

    `document` keeps one document's statements: its id, or how no other id begins (2019);
    `as_of` those of documents issued up to that day; `within` drops facts whose own time lies
    outside the interval (undated facts stay).

    Raises:
        NotFoundError: no such document, or several.
    """
    documents = _documents(store, view)
    vocabulary = Vocabulary(Dataset(
        Quad(q.subject, q.predicate, q.object) for q in store.quads(graph=ONTOLOGY)
    ))  # fmt: skip
    narrowed = GraphStore.memory()
    narrowed.extend(vocabulary.quads())
    narrowed.extend(_twice(store.quads(graph=ENTITIES)))
    for quad in store.quads(None, TYPE, STATEMENT, graph=DEFAULT):
        source = quad.subject
        if isinstance(source, Iri) and _one(store, source, DERIVED) in documents:
            narrowed.extend(_statement(store, source, vocabulary, view.within))
    reason(narrowed, compile_rules(vocabulary))
    return narrowed


def _documents(store: GraphStore, view: View) -> set[Iri]:
    """Find the documents whose statements pass; our own links have no date and always may."""
    found = {q.object for q in store.quads(None, DERIVED, graph=DEFAULT)}
    documents = {document for document in found if isinstance(document, Iri)}
    if view.document is not None:
        named = {d for d in documents if d.value == ID + view.document}
        wanted = named or {d for d in documents if d.value.startswith(ID + view.document)}
        if len(wanted) != 1:
            names = ", ".join(sorted(d.value.removeprefix(ID) for d in documents))
            raise NotFoundError(f"'{view.document}': no such document. there are {names}")
        documents = wanted
    if view.as_of is not None:
        documents = {d for d in documents if _issued_by(store, d, view.as_of)}
    return documents


def _issued_by(store: GraphStore, document: Iri, day: date) -> bool:
    issued = _day(store, document, LATEST)
    return issued is None or issued <= day


def _statement(
    store: GraphStore, source: Iri, vocabulary: Vocabulary, within: Interval | None
) -> Iterator[Quad]:
    """Give a statement's evidence, its triples, and the merged copies of these."""
    stated = list(store.quads(graph=source))
    if within is not None and not _in_time(stated, within):
        return
    for quad in store.quads(source, graph=DEFAULT):
        if not any(store.quads(source, quad.predicate, quad.object, graph=INFERRED)):
            yield quad
    status = _one(store, source, STATUS)
    notation = status.value.rpartition("#")[2] if status is not None else ""
    # The row of an n-ary node types it; such nodes are always merged (DESIGN §3).
    merged = notation in vocabulary.merged or any(q.predicate == TYPE for q in stated)
    yield from _twice(iter(stated)) if merged else stated


def _in_time(stated: list[Quad], within: Interval) -> bool:
    edges = {q.predicate: _date(q) for q in stated if q.predicate in (EARLIEST, LATEST)}
    if not edges:
        return True
    return overlaps(Interval(edges.get(EARLIEST), edges.get(LATEST)), within)


def _twice(quads: Iterator[Quad]) -> Iterator[Quad]:
    for quad in quads:
        yield quad
        yield Quad(quad.subject, quad.predicate, quad.object, DEFAULT)


def _one(store: GraphStore, subject: Iri, predicate: Iri) -> Iri | None:
    quad = next(iter(store.quads(subject, predicate, graph=DEFAULT)), None)
    return quad.object if quad is not None and isinstance(quad.object, Iri) else None


def _day(store: GraphStore, subject: Iri, predicate: Iri) -> date | None:
    quad = next(iter(store.quads(subject, predicate, graph=DEFAULT)), None)
    return _date(quad) if quad is not None else None


def _date(quad: Quad) -> date | None:
    return date.fromisoformat(quad.object.value) if isinstance(quad.object, Literal) else None
