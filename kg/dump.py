"""Whole-graph exports: RDF, flat statements for spreadsheets, GraphML for network tools.

Relies on the graph's store and its networkx view.
"""

import io

import networkx
from pyoxigraph import DefaultGraph, RdfFormat, serialize

from kg.answers import Answer, AnswerRow, CitationList, cell, headed
from kg.build import gzipped
from kg.errors import UsageError
from kg.export import write
from kg.graph import Graph
from kg.namespaces import PREFIXES
from kg.store import stated_in

ENDINGS = ("ttl", "nq", "nq.gz", "jsonld", "csv", "xlsx", "graphml")
BOM = "\ufeff".encode()  # for spreadsheets, which otherwise read UTF-8 as CP932


def dump(graph: Graph, name: str) -> bytes:
    """Write the graph in the format of a file name's ending.

    ttl and jsonld hold the default graph, nq and nq.gz all graphs; csv and xlsx one row a
    stated triple, with its citation; graphml the links between entities.

    Raises:
        UsageError: the ending is unknown.
    """
    if name.endswith(".nq.gz"):
        return gzipped(graph.store.dump())
    ending = name.rpartition(".")[2]
    match ending:
        case "nq":
            return graph.store.dump()
        case "ttl":
            return _default_graph(graph, RdfFormat.TURTLE)
        case "jsonld":
            return _default_graph(graph, RdfFormat.JSON_LD)
        case "csv":
            return BOM + write(stated(graph), "csv", lang=graph.lang)
        case "xlsx":
            return write(stated(graph), "xlsx", lang=graph.lang)
        case "graphml":
            return _graphml(graph)
    raise UsageError(f"{name}: no such format. end it in {', '.join(ENDINGS)}")


def stated(graph: Graph) -> Answer:
    """List every stated triple with its citation, sorted by statement."""
    cited = CitationList(graph.evidence)
    rows = []
    for quad in sorted(graph.store.quads(), key=lambda q: (str(q.graph_name), str(q))):
        if statement := stated_in(quad):
            terms = {"subject": quad.subject, "predicate": quad.predicate, "object": quad.object}
            cells = {name: cell(term, graph.labels) for name, term in terms.items()}
            rows.append(AnswerRow(cells, cited.add([statement])))
    columns = headed({name: name for name in ("subject", "predicate", "object")})
    searched = tuple(graph.evidence.documents())
    return Answer("", columns, tuple(rows), tuple(cited.citations), searched)


def _default_graph(graph: Graph, form: RdfFormat) -> bytes:
    """Serialise the default graph, triples in sorted order."""
    triples = sorted((q.triple for q in graph.store.quads(graph=DefaultGraph())), key=str)
    return serialize(triples, format=form, prefixes=PREFIXES) or b""


def _graphml(graph: Graph) -> bytes:
    out = io.BytesIO()
    networkx.write_graphml(graph.as_networkx(), out)
    return out.getvalue()
