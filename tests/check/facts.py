"""The rows of the data by what the tests on the documents' traps ask of them.

Relies on a package whose rows were read as they stand.
"""

import re
import unicodedata

from kg.citations import parse_lines
from kg.tables import Cells, Package

PREFERRED, ALTERNATIVE = ("label_ja", "label_en"), ("alt_ja", "alt_en")
FACTS = ("statements", "money", "targets", "events", "periods", "roles", "observations", "findings")


class Data:
    """The rows of the package by what the tests ask of them."""

    def __init__(self, package: Package) -> None:
        self.entities: dict[str, Cells] = {
            row.cells["id"]: row.cells for _, row in package.rows("entities")
        }
        self.facts: list[tuple[str, str, Cells]] = [
            (table.document, table.kind, row.cells) for table, row in package.rows(*FACTS)
        ]
        self.citations = [(table.document, row.cells) for table, row in package.rows("citations")]
        self.links = [row.cells for table, row in package.rows("crosswalk")]
        self.works = {row.cells["id"]: row.cells for _, row in package.rows("documents")}
        self.titles = [row.cells["title_ja"] for _, row in package.rows("sections")]

    def of(self, document: str, kind: str) -> list[Cells]:
        return [cells for doc, table, cells in self.facts if (doc, table) == (document, kind)]

    def row(self, document: str, kind: str, identifier: str) -> Cells:
        [found] = [cells for cells in self.of(document, kind) if cells["id"] == identifier]
        return found

    def within(self, document: str, kind: str, first: int, last: int) -> list[Cells]:
        """Rows of which a cited line lies between two lines."""
        return [
            cells
            for cells in self.of(document, kind)
            if any(s.first <= last and s.last >= first for s in parse_lines(cells["lines"]))
        ]

    def cell(self, entity: str, column: str) -> list[str]:
        return [part for part in self.entities[entity].get(column, "").split("; ") if part]

    def names(self, entity: str, *columns: str) -> set[str]:
        columns = columns or (*PREFERRED, *ALTERNATIVE)
        return {name for column in columns for name in self.cell(entity, column)}

    def objects(self, subject: str, *predicates: str, document: str = "") -> set[str]:
        return {
            cells["object"]
            for doc, kind, cells in self.facts
            if kind == "statements"
            and cells["subject"] == subject
            and document in ("", doc)
            and (not predicates or cells["predicate"] in predicates)
        }

    def subjects(self, obj: str, *predicates: str) -> set[str]:
        return {
            cells["subject"]
            for _, kind, cells in self.facts
            if kind == "statements"
            and cells["object"] == obj
            and (not predicates or cells["predicate"] in predicates)
        }

    def naming(self, entity: str) -> list[tuple[str, str, Cells]]:
        return [fact for fact in self.facts if entity in fact[2].values()]


def folded(name: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", name)).casefold()
