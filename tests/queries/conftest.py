"""The real graph, built once for all tests of the saved questions."""

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
    return kg.open(out, lang="ja", queries=ROOT / "queries")
