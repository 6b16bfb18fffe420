"""The quad store: one class over pyoxigraph, in memory, on disk, or read-only.

Relies on the default graph being written explicitly; no union of named graphs is ever asked for.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import (
    DefaultGraph,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    serialize,
)

from kg.errors import UsageError
from kg.namespaces import PREFIXES, STATEMENT, Iri, Term

if TYPE_CHECKING:
    import rdflib

# One solution of a SELECT query: variable name → term; unbound variables are absent.
Binding = dict[str, Term]

# Words that would leave the graph, and a misspelling of each that is no keyword.
_REMOTE = re.compile(r"(SERVIC)E|(LOA)D|(FRO)M", re.IGNORECASE)
_KEYWORD = re.compile(r"(?<![?$:\w-])(SERVICE|LOAD|FROM)\b", re.IGNORECASE)


class GraphStore:
    """RDF quads with SPARQL 1.1: `select`, `construct`, `ask` over the default graph.

    >>> store = GraphStore.memory()
    >>> store.load('<http://a> <http://b> "c" .'.encode(), RdfFormat.TURTLE)
    >>> [str(b["o"]) for b in store.select("SELECT ?o { ?s ?p ?o }")]
    ['"c"']
    """

    def __init__(self, store: Store) -> None:
        """Wrap an open pyoxigraph store."""
        self._store = store

    @classmethod
    def memory(cls) -> "GraphStore":
        """Make an empty store in memory."""
        return cls(Store())

    @classmethod
    def create(cls, folder: Path) -> "GraphStore":
        """Make or open a writable store on disk.

        Raises:
            UsageError: another process writes to it.
        """
        try:
            return cls(Store(str(folder)))
        except OSError as error:
            raise UsageError(f"{folder}: {error}. wait for the other command to end") from error

    @classmethod
    def open(cls, folder: Path) -> "GraphStore":
        """Open a store on disk for reading; any number of readers may.

        Raises:
            UsageError: there is no store.
        """
        try:
            return cls(Store.read_only(str(folder)))
        except (OSError, RuntimeError) as error:
            raise UsageError(f"{folder}: no graph there ({error}). run `kg build`") from error

    def __len__(self) -> int:
        """Count all quads."""
        return len(self._store)

    def extend(self, quads: Iterable[Quad]) -> None:
        """Add quads in bulk; not atomic, for a store that nobody reads yet."""
        self._store.bulk_extend(quads)

    def load(self, content: bytes, form: RdfFormat) -> None:
        """Add a serialised graph or dataset."""
        self._store.load(content, form)

    def load_bulk(self, content: bytes, form: RdfFormat) -> None:
        """Add a serialised dataset fast and compact the store; for a store nobody reads yet."""
        # Lenient: the terms were checked when the dump was made; checking again costs an eighth.
        self._store.bulk_load(content, form, lenient=True)
        self._store.flush()
        self._store.optimize()

    def update(self, rule: str) -> None:
        """Run one SPARQL update of our own; users' text never comes here."""
        self._store.update(rule, prefixes=PREFIXES)

    def select(self, query: str) -> list[Binding]:
        """Run a SELECT query; solutions in the query's order.

        Raises:
            UsageError: the query is malformed, no SELECT, or asks for the network.
        """
        found = self._query(query)
        if not isinstance(found, QuerySolutions):
            raise UsageError("query: not a SELECT query. write SELECT ?variable WHERE { … }")
        names = [variable.value for variable in found.variables]
        with _said(query):
            return [
                {name: term for name in names if (term := solution[name]) is not None}
                for solution in found
            ]

    def variables(self, query: str) -> list[str]:
        """Name the columns of a SELECT query without reading its solutions."""
        found = self._query(query)
        return [v.value for v in found.variables] if isinstance(found, QuerySolutions) else []

    def construct(self, query: str) -> list[Triple]:
        """Run a CONSTRUCT or DESCRIBE query; triples sorted.

        Raises:
            UsageError: the query is malformed or of another form.
        """
        found = self._query(query)
        if not isinstance(found, QueryTriples):
            raise UsageError("query: not a CONSTRUCT query. write CONSTRUCT { … } WHERE { … }")
        with _said(query):
            return sorted(found, key=str)

    def ask(self, query: str) -> bool:
        """Run an ASK query.

        Raises:
            UsageError: the query is malformed or of another form.
        """
        found = self._query(query)
        if not isinstance(found, QueryBoolean):
            raise UsageError("query: not an ASK query. write ASK { … }")
        return bool(found)

    def _query(self, query: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        self._refuse_remote(query)
        with _said(query):
            return self._store.query(query, prefixes=PREFIXES)

    def _refuse_remote(self, query: str) -> None:
        """Refuse SERVICE, LOAD and FROM as keywords; in names, texts and comments they may stand.

        The engine's own parser decides: a query that it still reads with the words misspelt
        does not use them as keywords. Splitting strings from code here could be tricked.
        """
        misspelt = _REMOTE.sub(lambda m: f"{m[1] or m[2] or m[3]}0", query)
        if misspelt == query:
            return
        try:
            with _said(query):
                Store().query(misspelt, prefixes=PREFIXES)
        except UsageError as error:
            word = _KEYWORD.search(query)
            if word is None:
                raise
            name, found = word[0].upper(), str(error).removeprefix("query:").rpartition(". ")[0]
            what = f"{name} is refused, or the query is malformed ({found})"
            raise UsageError(f"query: {what}. ask the graph alone, without {name}") from error

    def quads(
        self,
        subject: Iri | None = None,
        predicate: Iri | None = None,
        object: Term | None = None,
        *,
        graph: Iri | DefaultGraph | None = None,
    ) -> Iterator[Quad]:
        """Give the quads that match; None matches all, also all graphs."""
        return self._store.quads_for_pattern(subject, predicate, object, graph)

    def dump(self) -> bytes:
        """Give the whole dataset as N-Quads, one quad a line, sorted by bytes."""
        lines = (serialize(self._store, format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
        return b"".join(sorted(lines))

    def as_rdflib(self) -> "rdflib.Graph":
        """Give the default graph as an rdflib graph that answers from this store."""
        import rdflib
        from oxrdflib import OxigraphStore

        default = rdflib.graph.DATASET_DEFAULT_GRAPH_ID
        graph = rdflib.Graph(store=OxigraphStore(store=self._store), identifier=default)
        for prefix, space in PREFIXES.items():
            graph.bind(prefix, space)
        return graph


def stated_in(quad: Quad) -> Iri | None:
    """Give the statement whose graph holds a quad; None in any other graph."""
    graph = quad.graph_name
    return graph if isinstance(graph, Iri) and graph.value.startswith(STATEMENT) else None


@contextmanager
def _said(query: str) -> Iterator[None]:
    """Say what the engine finds wrong with a query, at its line and column."""
    try:
        yield
    except SyntaxError as error:
        raise UsageError(f"query:{_position(error, query)}. mend the SPARQL") from error
    except (ValueError, OSError, RuntimeError) as error:
        raise UsageError(f"query: {error}. mend the SPARQL") from error


def _position(error: SyntaxError, query: str) -> str:
    """Say `line:column: what` of a syntax error, with the line as it was written."""
    match = re.search(r"at (\d+):(\d+): (.*)", str(error), re.DOTALL)
    if match is None:
        return f" {error}"
    lines = query.splitlines() or [""]
    shown = lines[min(int(match[1]), len(lines)) - 1].strip()[:60]
    what = "unknown prefix" if "Prefix not found" in match[3] else " ".join(match[3].split())[:120]
    return f"{match[1]}:{match[2]}: {what} in '{shown}'"
