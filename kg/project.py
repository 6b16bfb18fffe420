"""Where the project's folders lie when it runs from a checkout, and how files in them change.

Relies on the package standing beside `data/`, `ontology/` and `queries/`.
"""

import os
from pathlib import Path

from kg.errors import UsageError

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
ONTOLOGY = ROOT / "ontology"
QUERIES = ROOT / "queries"
OUT = Path("out")


def current(out: Path) -> Path:
    """Find the folder of the current graph below `out` (or `out/graph` itself).

    Raises:
        UsageError: nothing has been built there.
    """
    home = out if (out / "CURRENT").is_file() else out / "graph"
    try:
        return home / (home / "CURRENT").read_text("utf-8").strip()
    except OSError as error:
        raise UsageError(f"{out}: no graph has been built there. run `kg build`") from error


def replace(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: beside it first, then renamed over it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_bytes(content)
    os.replace(beside, path)
