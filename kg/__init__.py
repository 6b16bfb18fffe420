"""Knowledge graph of Japan's ICT strategy documents: every answer names its document and line.

>>> import kg
>>> graph = kg.open("out/graph")  # doctest: +SKIP
"""

from kg.errors import DataError, KgError, NotFoundError, UsageError, Violation
from kg.graph import Graph
from kg.graph import open_graph as open

__all__ = ["DataError", "Graph", "KgError", "NotFoundError", "UsageError", "Violation", "open"]
