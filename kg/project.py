"""Where the project's folders lie when it runs from a checkout.

Relies on the package standing beside `data/`, `ontology/` and `queries/`.
"""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
ONTOLOGY = ROOT / "ontology"
QUERIES = ROOT / "queries"
OUT = Path("out")
