"""Graphs that many tests read: the invented mini package, and the project's own data.

Relies on every test leaving them as they are; what a test damages, it copies first.
"""

import fcntl
import os
import shutil
from pathlib import Path

import pytest

import kg
from kg.build import build, graph
from kg.graph import Graph
from kg.project import DATA, ONTOLOGY
from kg.tables import Package
from kg.vocabulary import Vocabulary

MINI = Path(__file__).parent / "data" / "mini"


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """The project's ontology."""
    return Vocabulary.read(ONTOLOGY)


@pytest.fixture(scope="session")
def mini() -> Path:
    """The folder of a small, complete, invented data package; its schemas are the project's."""
    return MINI


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the mini package that a test may damage."""
    return Path(shutil.copytree(MINI, tmp_path / "data"))


@pytest.fixture(scope="session")
def mini_graph(vocabulary: Vocabulary) -> Graph:
    """The graph of the mini package, in memory, answering in Japanese."""
    store, _ = graph(Package.read(MINI), vocabulary)
    return Graph(store, lang="ja")


@pytest.fixture(scope="session")
def real_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the project's graph, built once for all workers of pytest-xdist."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    out = shared / "real-graph"
    with (shared / "real-graph.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (out / "graph" / "CURRENT").is_file():
            build(DATA, ONTOLOGY, out)
    return out


@pytest.fixture(scope="session")
def real_graph(real_out: Path) -> Graph:
    """The graph of the project's data on disk."""
    return kg.open(real_out)
