"""The real graph for all tests of the saved questions; in each worker a query runs once.

Relies on every test leaving the solutions as they are.
"""

from functools import cache
from pathlib import Path

import pytest

import kg
from kg.graph import Graph
from kg.project import QUERIES


@pytest.fixture(scope="session")
def graph(real_out: Path) -> Graph:
    found = kg.open(real_out, lang="ja", queries=QUERIES)
    # Several tests ask the same of a question; its query need not run again for each of them.
    found.store.select = cache(found.store.select)  # type: ignore[method-assign]
    return found
