"""The real graph, built once for all tests of the saved questions; each query runs once.

Relies on every test leaving the solutions as they are.
"""

from functools import cache
from pathlib import Path

import pytest

import kg
from kg.build import build
from kg.graph import Graph

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    out = tmp_path_factory.mktemp("graph")
    build(ROOT / "data", ROOT / "ontology", out)
    found = kg.open(out, lang="ja", queries=ROOT / "queries")
    # Several tests ask the same of a question; its query need not run again for each of them.
    found.store.select = cache(found.store.select)  # type: ignore[method-assign]
    return found
