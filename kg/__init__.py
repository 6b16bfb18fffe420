"""Knowledge graph of Japan's ICT strategy documents: every answer names its document and line.

`kg.open("out/graph")` gives a `Graph`; its methods are the commands of the command line.
"""

from kg.errors import DataError, KgError, NotFoundError, UsageError, Violation
from kg.graph import Graph
from kg.graph import open_graph as open

__all__ = ["DataError", "Graph", "KgError", "NotFoundError", "UsageError", "Violation", "open"]
