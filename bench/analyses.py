"""Run the bench of the analyses: `python -m bench.analyses [--copies 25]`.

Measures traces and gaps on a synthetic graph of a million triples in memory, and the same asked of
the same store in plain SPARQL: traces by property paths, gaps by `FILTER NOT EXISTS`. Prints the
median and the 95th percentile of each; `bench/README.md` keeps ratios.
"""

import argparse
import random
import resource
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from time import process_time
from typing import TypeVar

from bench import synthetic
from bench.naive import NAIVE
from bench.run import rewrite
from kg.build import graph
from kg.graph import Graph
from kg.namespaces import ENTITIES, Iri, iri
from kg.project import DATA, ONTOLOGY, QUERIES
from kg.questions import Question, find
from kg.store import GraphStore
from kg.tables import Package
from kg.vocabulary import Vocabulary

BEGIN, END = "<!-- analyses -->", "<!-- end of analyses -->"
Thing = TypeVar("Thing")
COPIES = 25  # of one document: a million quads
GOALS, REPEATS = 100, 3
LIMIT = 40.0  # seconds after which a plain query is given up

# All links of all paths to a goal, with statement and weight: what a trace is made of. Written as
# two sub-selects, with the classes in a FILTER: as one group pattern it takes far longer.
LINKS = """SELECT DISTINCT ?source ?relation ?target ?statement ?weight WHERE {{
  {{ SELECT DISTINCT ?source ?relation ?target ?statement WHERE {{
    VALUES ?goal {{ {goal} }}
    ?means ist:contributesTo+ ?goal ; a ?class .
    FILTER(?class IN (ist:Programme, ist:Measure, ist:Project))
    ?means ist:contributesTo* ?source .
    ?source ist:contributesTo ?target .
    ?target ist:contributesTo* ?goal .
    GRAPH ?statement {{ ?source ?relation ?target }}
    ?relation rdfs:subPropertyOf ist:contributesTo .
  }} }} UNION {{ SELECT DISTINCT ?source ?relation ?target ?statement WHERE {{
    VALUES ?goal {{ {goal} }}
    ?goal ist:goalOf ?container .
    ?means ist:contributesTo+ ?container ; a ?class .
    FILTER(?class IN (ist:Programme, ist:Measure, ist:Project))
    ?means ist:contributesTo* ?source .
    ?source ist:contributesTo ?target .
    ?target ist:contributesTo* ?container .
    GRAPH ?statement {{ ?source ?relation ?target }}
    ?relation rdfs:subPropertyOf ist:contributesTo .
  }} }}
  ?statement ist:status/ist:pathWeight ?weight .
}}"""
# Who reaches the goal at all: no hops, no evidence, no order.
REACHED = "SELECT DISTINCT ?means WHERE {{ ?means ist:contributesTo+ {goal} }}"


@dataclass(frozen=True, slots=True)
class Figures:
    """Seconds of processor time of one task, one for each thing it was done for."""

    task: str
    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The median."""
        return statistics.median(self.seconds)

    @property
    def high(self) -> float:
        """The 95th percentile."""
        return statistics.quantiles(self.seconds, n=20)[-1]

    def __str__(self) -> str:
        middle, high = self.median * 1000, self.high * 1000
        return f"{self.task:<42} p50 {middle:10.3f} ms   p95 {high:10.3f} ms"


def made(copies: int) -> Graph:
    """Make the graph of so many copies of one document, in memory."""
    with tempfile.TemporaryDirectory() as folder:
        synthetic.write(DATA, Path(folder) / "data", copies)
        store, _ = graph(Package.read(Path(folder) / "data"), Vocabulary.read(ONTOLOGY))
    return Graph(store, lang="en")


def timed(task: str, things: Iterable[Thing], work: Callable[[Thing], object]) -> Figures:
    """Do a task for each thing."""
    seconds = []
    for thing in things:
        start = process_time()
        work(thing)
        seconds.append(process_time() - start)
    return Figures(task, tuple(seconds))


def traces(found: Graph) -> list[Figures]:
    """Measure traces to goals that have means, and the same in SPARQL; the first is ours."""
    goals = found.store.quads(None, iri("rdf:type"), iri("Goal"), graph=ENTITIES)
    names = sorted({q.subject.value for q in goals if isinstance(q.subject, Iri)})
    reached = [Iri(name) for name in names if found.paths(Iri(name))]
    drawn = random.Random(GOALS).sample(reached, GOALS)
    asked = {
        "all links by property paths": [LINKS.format(goal=goal) for goal in drawn],
        "means reached by property path": [REACHED.format(goal=goal) for goal in drawn],
    }
    return [
        timed("ten best paths", drawn, found.paths),
        *(timed(task, queries, found.store.select) for task, queries in asked.items()),
    ]


def gaps(found: Graph) -> list[tuple[str, float, float | None]]:
    """Give of each kind the seconds as asked (evidence and all) and as plain NOT EXISTS.

    None where the plain form did not end within the limit.
    """
    measured = []
    for name, naive in NAIVE.items():
        ours = Question.read(find(QUERIES, name)).query
        fast = timed(name, [ours] * REPEATS, found.store.select).median
        measured.append((name, fast, _limited(found.store, naive)))
        print(*measured[-1], file=sys.stderr, flush=True)
    return measured


def _limited(store: GraphStore, query: str) -> float | None:
    """Ask in a process of its own, which inherits the store and is stopped at the limit."""
    context = get_context("fork")
    answers = context.SimpleQueue()

    def ask() -> None:
        answers.put(timed("", [query], store.select).median)

    child = context.Process(target=ask)
    child.start()
    child.join(LIMIT)
    if child.is_alive():
        child.kill()
        child.join()
        return None
    return float(answers.get())


def main() -> None:
    """Measure, print seconds, and write the ratios to the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--copies", type=int, default=COPIES)
    found = made(parser.parse_args().copies)
    ours, *others = traced = traces(found)
    absent = gaps(found)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    size = f"{len(found.store):,} quads, peak memory {memory:.1f} GB (reading, reasoning, tracing)"
    print(size, *traced, sep="\n", file=sys.stderr)
    lines = [f"{size}\n\n| task | p50 | p95 |\n|---|---|---|\n"]
    lines += [row(f"{other.task} / {ours.task}", other, ours) for other in others]
    lines.append("\n| gaps by `NOT EXISTS` / as asked | ratio |\n|---|---|\n")
    for name, fast, slow in absent:
        ratio = f"{slow / fast:,.1f}" if slow is not None else f"> {LIMIT / fast:,.0f}"
        lines.append(f"| {name} | {ratio} |\n")
    whole = sum(slow if slow is not None else LIMIT for _, _, slow in absent)
    lines.append(f"| all seven | > {whole / sum(fast for _, fast, _ in absent):,.0f} |\n")
    rewrite(BEGIN, END, "".join(lines))


def row(task: str, slow: Figures, fast: Figures) -> str:
    """Write one line of ratios."""
    return f"| {task} | {slow.median / fast.median:,.1f} | {slow.high / fast.high:,.1f} |\n"


if __name__ == "__main__":
    main()
