"""A copy of the mini package in which one plants a fault, and the rows of the project's data.

Relies on the tests leaving the project's data as they are.
"""

import csv
import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.check import check
from kg.check.citations import broken_citations
from kg.check.texts import texts
from kg.errors import Violation
from kg.project import DATA, ONTOLOGY, ROOT
from kg.tables import Package
from tests.check.facts import Data

STRATEGY, REVIEW = "2031-aoba-network-strategy", "2033-aoba-network-review"


@dataclass(frozen=True)
class Planted:
    """A damaged package and what the checks say of it."""

    root: Path

    def table(self, name: str) -> Path:
        """The file of a table: `entities/goal`, or a fact table of the strategy."""
        inside = self.root / f"{name}.csv"
        return inside if "/" in name or inside.exists() else (
            self.root / "sources" / STRATEGY / f"{name}.csv"
        )  # fmt: skip

    def rows(self, name: str) -> tuple[list[str], list[dict[str, str]]]:
        with self.table(name).open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            rows = list(reader)
            return list(reader.fieldnames or ()), rows

    def write(self, name: str, header: list[str], rows: list[dict[str, str]]) -> None:
        with self.table(name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, header, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(sorted(rows, key=lambda row: row[header[0]]))

    def change(self, name: str, row: str, /, **cells: str) -> "Planted":
        """Give one row other cells."""
        header, rows = self.rows(name)
        [found] = [r for r in rows if r[header[0]] == row]
        found.update(cells)
        self.write(name, header, rows)
        return self

    def add(self, name: str, /, **cells: str) -> "Planted":
        """Add a row; cells left out are empty."""
        header, rows = self.rows(name)
        self.write(name, header, [*rows, cells])
        return self

    def line(self, name: str, row: str) -> int:
        """The line of the file on which a row stands."""
        header, rows = self.rows(name)
        return next(n for n, r in enumerate(rows, 2) if r[header[0]] == row)

    def faults(self, sources: Path | None = None) -> list[Violation]:
        """All that `kg check` reports."""
        return check(Package.read(self.root), ONTOLOGY, sources=sources)

    def uncited(self) -> list[Violation]:
        """All that the citation check reports."""
        return sorted(broken_citations(Package.read(self.root).checked(), self.root / "texts"))

    def said(self, name: str, row: str) -> list[str]:
        """What the citation check says of one row, as `column: what`."""
        place = (self.table(name).relative_to(self.root).as_posix(), self.line(name, row))
        return [f"{v.column}: {v.what}" for v in self.uncited() if (v.file, v.line) == place]

    def rewrite_text(self, change: Callable[[str], str]) -> "Planted":
        """Change the strategy's text, and its SHA-256 with it."""
        path = self.root / "texts" / f"{STRATEGY}.txt"
        path.write_text(change(path.read_text("utf-8")), "utf-8")
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        return self.change("documents", STRATEGY, sha256=digest)


@pytest.fixture
def planted(copy: Path) -> Planted:
    """The mini package, still sound."""
    return Planted(copy)


@pytest.fixture(scope="session")
def data() -> Data:
    """The rows of the project's own data."""
    return Data(Package.read(DATA))


@pytest.fixture(scope="session")
def sources() -> Path:
    """The reader's own copies of the real documents; without them citations are not compared."""
    named = os.environ.get("KG_SOURCES", "")
    for folder in (
        [Path(named)] if named else [ROOT.parent / "shared" / "sources", ROOT / "sources"]
    ):
        package = Package.read(DATA)
        if folder.is_dir() and texts(package, folder)[0]:
            return folder
    pytest.skip("the documents' texts are not here: set KG_SOURCES to their folder")
