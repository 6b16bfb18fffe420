"""Checking: every rule that the data must keep, each fault with its file and line.

Relies on tables and references for the form; on the built graph for axioms, shapes and rules; on
the reader's own copies of the documents for citations.
"""

from collections.abc import Iterator
from pathlib import Path

from kg.build import Progress, graph
from kg.check.axioms import broken_axioms
from kg.check.citations import broken_citations
from kg.check.doubles import likely_doubles
from kg.check.names import no_names
from kg.check.places import Places
from kg.check.reread import poorly_reread
from kg.check.rules import broken_rules
from kg.check.shapes import broken_shapes
from kg.errors import Violation
from kg.references import broken_references
from kg.tables import Package
from kg.vocabulary import Vocabulary


def check(
    package: Package,
    ontology: Path,
    *,
    sources: Path | None = None,
    progress: Progress = lambda line: None,
) -> list[Violation]:
    """List every violation of a package, sorted by file and line.

    `sources`: folder with the documents' texts; without it citations are not compared.
    """
    vocabulary = Vocabulary.read(ontology)
    form = [*package.violations, *broken_references(package, vocabulary)]
    progress(f"form and references: {len(form)} violation(s)")
    if form:
        return sorted(set(form))
    found: list[Violation] = []
    for name, stage in _stages(package, vocabulary, ontology, sources, progress):
        faults = list(stage)
        progress(f"{name}: {len(faults)} violation(s)")
        found += faults
    return sorted(set(found))


def _stages(
    package: Package,
    vocabulary: Vocabulary,
    ontology: Path,
    sources: Path | None,
    progress: Progress,
) -> Iterator[tuple[str, Iterator[Violation]]]:
    """Give the stages in the order in which they help a curator most."""
    places = Places(package)
    store, _ = graph(package, vocabulary, progress=progress)
    yield "domains, ranges, disjointness", broken_axioms(store, vocabulary, places)
    yield "shapes", broken_shapes(store, ontology / "shapes.ttl", places)
    yield "rules", broken_rules(store, ontology / "checks", places)
    yield "names", no_names(package)
    yield "likely doubles", likely_doubles(package)
    yield "second reading", poorly_reread(package)
    if sources is not None:
        yield "citations", broken_citations(package, sources)
