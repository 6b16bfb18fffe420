"""The same work on rdflib's memory store: load, question, evidence look-up, trace.

Relies on the N-Quads of the build, so that both stores hold the same quads.
"""

import statistics
from pathlib import Path
from time import perf_counter

import rdflib
from pyoxigraph import NamedNode

from kg.namespaces import PREFIXES
from kg.project import QUERIES

LOOK_UP = (
    "SELECT ?document ?lines ?status WHERE "
    "{ ?s prov:wasDerivedFrom ?document ; ist:lines ?lines ; ist:status ?status }"
)
CLIMB = "SELECT DISTINCT ?means WHERE { ?means ist:contributesTo+ ?goal }"


def measure(dump: Path, statements: list[NamedNode], goals: list[NamedNode]) -> dict[str, float]:
    """Time rdflib on the same tasks; seconds."""
    start = perf_counter()
    dataset = rdflib.Dataset(default_union=False)
    dataset.parse(dump, format="nquads")
    times = {"build": perf_counter() - start}
    question = (QUERIES / "supplementary-budgets.rq").read_text("utf-8")
    start = perf_counter()
    list(dataset.query(question, initNs=PREFIXES))
    times["question"] = perf_counter() - start
    times["look-up"] = _median(dataset, LOOK_UP, "s", statements)
    times["trace"] = _median(dataset, CLIMB, "goal", goals)
    return times


def _median(dataset: rdflib.Dataset, query: str, name: str, things: list[NamedNode]) -> float:
    seconds = []
    for thing in things:
        start = perf_counter()
        list(dataset.query(query, initNs=PREFIXES, initBindings={name: rdflib.URIRef(thing.value)}))
        seconds.append(perf_counter() - start)
    return statistics.median(seconds)
