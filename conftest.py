"""What the doctests of `kg` see: `graph`, the small invented graph of the tests, in English.

Relies on `tests/data/mini`.
"""

from pathlib import Path
from typing import Any

import pytest

from kg.build import graph as build_graph
from kg.graph import Graph
from kg.project import ONTOLOGY
from kg.tables import Package
from kg.vocabulary import Vocabulary


@pytest.fixture(scope="session")
def small_graph() -> Graph:
    """The mini package, mapped and reasoned in memory."""
    package = Package.read(Path(__file__).parent / "tests" / "data" / "mini")
    store, _ = build_graph(package, Vocabulary.read(ONTOLOGY))
    return Graph(store, lang="en")


@pytest.fixture(autouse=True)
def _names(request: pytest.FixtureRequest, doctest_namespace: dict[str, Any]) -> None:
    """Give doctests their `graph`; other tests build nothing."""
    if isinstance(request.node, pytest.DoctestItem):
        doctest_namespace["graph"] = request.getfixturevalue("small_graph")
