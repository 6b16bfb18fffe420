"""The same work on rdflib's memory store: load, question, evidence look-up, trace.

Relies on the N-Quads of the build, so that both stores hold the same quads.
"""

import statistics
from pathlib import Path
from time import process_time

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
    """Time rdflib on the same tasks; seconds of processor time."""
    start = process_time()
    dataset = rdflib.Dataset(default_union=False)
    dataset.parse(dump, format="nquads")
    times = {"build": process_time() - start}
    question = (QUERIES / "supplementary-budgets.rq").read_text("utf-8")
    start = process_time()
    list(dataset.query(question, initNs=PREFIXES))
    times["question"] = process_time() - start
    times["look-up"] = _median(dataset, LOOK_UP, "s", statements)
    times["trace"] = _median(dataset, CLIMB, "goal", goals)
    return times


def _median(dataset: rdflib.Dataset, query: str, name: str, things: list[NamedNode]) -> float:
    seconds = []
    for thing in things:
        start = process_time()
        list(dataset.query(query, initNs=PREFIXES, initBindings={name: rdflib.URIRef(thing.value)}))
        seconds.append(process_time() - start)
    return statistics.median(seconds)
