"""Places: from a term of the graph back to the file and line that wrote it.

Relies on the IRIs of statements, n-ary nodes and entities.
"""

from kg.errors import Violation
from kg.namespaces import ID, STATEMENT, Iri, Term, curie
from kg.references import REGISTERS
from kg.tables import Package


class Places:
    """File and line of every statement, n-ary node, section, entity and document."""

    def __init__(self, package: Package) -> None:
        """Index every row of the package once."""
        self._places: dict[str, tuple[str, int]] = {}
        for table, row in package.rows():
            place = (table.name, row.line)
            name = row.cells.get(table.key, "")
            if table.kind in REGISTERS:
                self._places[f"{ID}{name}"] = place
            elif table.kind != "reread":
                self._places[f"{STATEMENT}{table.document}/{name}"] = place
                self._places[f"{ID}{table.document}/{name}"] = place

    def violation(self, term: Term | None, column: str, what: str, fix: str) -> Violation:
        """Make a violation at the row of a term; a term of no row is named instead."""
        if isinstance(term, Iri) and term.value in self._places:
            file, line = self._places[term.value]
            return Violation(file, line, column, what, fix)
        name = curie(term) if isinstance(term, Iri) else str(term or "")
        return Violation("ontology", 0, name, what, fix)
