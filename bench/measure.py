"""What is measured at one scale: each stage of the build, a question, look-ups, traces, checks.

Relies on a synthetic package on disk; times are seconds of processor time of all threads, which
other programs on the machine disturb less than the clock on the wall; memory is the peak of this
process, so each scale runs in a process of its own.
"""

import hashlib
import json
import random
import resource
import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

from pyoxigraph import RdfFormat

from bench import rival
from kg.build import gzipped, quads
from kg.check import check
from kg.graph import Graph
from kg.namespaces import ENTITIES, Iri, iri
from kg.project import ONTOLOGY
from kg.reasoning import compile_rules, reason
from kg.references import broken_references
from kg.store import GraphStore
from kg.tables import Package
from kg.vocabulary import Vocabulary

LOOK_UPS, TRACES, QUESTIONS = 1_000, 20, 5
QUESTION = "supplementary-budgets"

Times = dict[str, float]


def timed(times: Times, name: str, work: Callable[[], object]) -> None:
    """Add the seconds that a piece of work takes."""
    start = process_time()
    work()
    times[name] = times.get(name, 0.0) + process_time() - start


def built(data: Path, out: Path, times: Times) -> GraphStore:
    """Build as `kg build` does, one stage at a time; the store is what readers would open."""
    vocabulary = Vocabulary.read(ONTOLOGY)
    start = process_time()
    package = Package.read(data).checked()
    times["read"] = process_time() - start
    timed(times, "references", lambda: broken_references(package, vocabulary))
    memory = GraphStore.memory()
    memory.extend(vocabulary.quads())
    timed(times, "map", lambda: memory.extend(quads(package, vocabulary)))
    timed(times, "reason", lambda: reason(memory, compile_rules(vocabulary)))
    start = process_time()
    content = memory.dump()
    hashlib.sha256(gzipped(content)).hexdigest()
    times["write"] = process_time() - start
    (out / "graph.nq").write_bytes(content)
    disk = GraphStore.create(out / "store")
    timed(times, "store", lambda: disk.load_bulk(content, RdfFormat.N_QUADS))
    stages = ("read", "references", "map", "reason", "write", "store")
    times["build"] = sum(times[stage] for stage in stages)
    return disk


def asked(store: GraphStore, times: Times) -> tuple[list[Iri], list[Iri]]:
    """Measure a question, evidence look-ups and traces; give what was looked up and traced."""
    graph = Graph(store, lang="en")
    timed(times, "question", lambda: [graph.question(QUESTION) for _ in range(QUESTIONS)])
    times["question"] /= QUESTIONS
    found = store.quads(None, iri("rdf:type"), iri("Statement"))
    statements = sorted(q.subject.value for q in found if isinstance(q.subject, Iri))
    cited = [Iri(name) for name in random.Random(LOOK_UPS).choices(statements, k=LOOK_UPS)]
    times["look-up"] = statistics.median(_each(cited, graph.evidence.citation))
    goals = store.quads(None, iri("rdf:type"), iri("Goal"), graph=ENTITIES)
    names = sorted({q.subject.value for q in goals if isinstance(q.subject, Iri)})
    starts = [Iri(name) for name in random.Random(TRACES).sample(names, TRACES)]
    timed(times, "trace set-up", lambda: graph.paths(starts[0]))
    times["trace"] = statistics.median(_each(starts, graph.paths))
    return cited, starts


def _each(things: list[Iri], work: Callable[[Iri], object]) -> list[float]:
    seconds = []
    for thing in things:
        start = process_time()
        work(thing)
        seconds.append(process_time() - start)
    return seconds


def main(data: Path, out: Path, with_rival: bool) -> None:
    """Measure one package and print the figures as JSON."""
    times: Times = {}
    store = built(data, out, times)
    cited, starts = asked(store, times)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    timed(times, "check", lambda: check(Package.read(data), ONTOLOGY))
    result = {"quads": len(store), "times": times, "memory": peak, "rival": {}}
    if with_rival:
        result["rival"] = rival.measure(out / "graph.nq", cited[:100], starts)
    sys.stdout.write(json.dumps(result))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3] == "rival")
