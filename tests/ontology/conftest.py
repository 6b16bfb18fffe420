"""The ontology's files as rdflib reads them, for tests that compare reasoners and terms."""

from pathlib import Path

import pytest
import rdflib

from kg.project import ONTOLOGY


@pytest.fixture(scope="session")
def core() -> rdflib.Graph:
    """The core ontology; tests leave it as it is."""
    return rdflib.Graph().parse(ONTOLOGY / "core.ttl")


@pytest.fixture(scope="session")
def schemes() -> rdflib.Graph:
    """The controlled lists; tests leave them as they are."""
    return rdflib.Graph().parse(ONTOLOGY / "schemes.ttl")


@pytest.fixture(scope="session")
def examples() -> Path:
    """The folder of the examples."""
    return ONTOLOGY / "examples"
