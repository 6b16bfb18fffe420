"""Ids and references: every id is unique, everything a row names exists.

Relies on the schemas: a column's `valueUrl` says whether it names an entity, a row or a concept.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property

from csvw.metadata import Column

from kg.citations import count, parse_lines
from kg.errors import Violation
from kg.namespaces import ID, NS, iri
from kg.tables import Package, Row, Table
from kg.times import bounds
from kg.vocabulary import Vocabulary

REGISTERS = ("entities", "documents")
ROW_TEMPLATE = f"{ID}{{document}}/"
LONGEST_SPAN, LONGEST_TABLE = 12, 40  # lines a row may cite, without and with anchor=table


@dataclass(frozen=True)
class Index:
    """Where each id stands: entities and documents together, rows per document."""

    package: Package
    violations: list[Violation] = field(default_factory=list)

    @cached_property
    def entities(self) -> dict[str, tuple[Table, Row]]:
        """Entity and document ids → their rows."""
        return self._unique(self.package.rows(*REGISTERS), "id")

    @cached_property
    def rows(self) -> dict[str, dict[str, tuple[Table, Row]]]:
        """Document → row id → row, over all its tables."""
        documents: dict[str, list[tuple[Table, Row]]] = {}
        for table, row in self.package.rows():
            if table.kind not in (*REGISTERS, "reread"):
                documents.setdefault(table.document, []).append((table, row))
        return {name: self._unique(iter(rows), "id") for name, rows in documents.items()}

    def _unique(self, rows: Iterator[tuple[Table, Row]], key: str) -> dict[str, tuple[Table, Row]]:
        found: dict[str, tuple[Table, Row]] = {}
        for table, row in rows:
            name = row.cells.get(key, "")
            if not name:
                continue  # a missing id is reported where the form of the row is
            if name in found:
                first, line = found[name][0].name, found[name][1].line
                what = f"'{name}' stands already at {first}:{line}"
                self.violations.append(
                    Violation(table.name, row.line, key, what, "give one of them another id")
                )
            else:
                found[name] = (table, row)
        return found


def broken_references(package: Package, vocabulary: Vocabulary) -> list[Violation]:
    """List duplicated ids, ids and terms that do not exist, and line spans that cannot be."""
    index = Index(package)
    known = set(index.entities)
    found = [
        violation
        for table in package.tables
        for column in table.schema.columns
        if not column.virtual
        for violation in _column(table, column, index, vocabulary, known)
    ]
    found += [fault for table, row in package.rows() for fault in _spans(table, row)]
    found += _documents(package, index)
    assert index.rows is not None
    return [*index.violations, *found]


def _column(
    table: Table, column: Column, index: Index, vocabulary: Vocabulary, known: set[str]
) -> Iterator[Violation]:
    """Check every value of one column against what it may name."""
    datatype = column.inherit("datatype")
    kind = str(datatype.at_props.get("id", "")).removeprefix(NS) if datatype else ""
    template = str(column.valueUrl.uri) if column.valueUrl is not None else ""
    separator = column.inherit("separator")
    for row in table.rows:
        cell = row.cells.get(column.name, "")
        for value in (cell.split(separator) if separator else [cell]) if cell else []:
            problem = None
            if kind == "Edtf":
                problem = _edtf(value, row.cells.get("calendar", "cy"))
            elif kind == "Term":
                problem = _known_term(value, column.name, vocabulary)
            elif kind == "Object":
                problem = _object(value, row, vocabulary, known)
            elif template.startswith(ROW_TEMPLATE):
                problem = _near(value, index.rows.get(table.document, {}), "row")
            elif template.startswith(ID):
                problem = _near(value, known, "entity")
            elif template.startswith(NS) and "{table}" in template:
                problem = _concept(table.stem, value, vocabulary)
            if problem:
                yield Violation(table.name, row.line, column.name, *problem)


def _near(value: str, known: object, noun: str) -> tuple[str, str] | None:
    names = known if isinstance(known, (set, dict)) else set()
    if value in names:
        return None
    near = get_close_matches(value, list(names), n=3, cutoff=0.5)
    hint = f"did you mean {', '.join(near)}?" if near else f"add the {noun} or mend the id"
    return f"no {noun} '{value}'", hint


def _known_term(value: str, column: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """Check a class (`type`) or a property (`predicate`)."""
    noun = "class" if column == "type" else "property"
    terms = (
        vocabulary.classes
        if noun == "class"
        else vocabulary.object_properties | vocabulary.datatype_properties
    )
    try:
        if iri(value) in terms:
            return None
    except ValueError as error:
        return str(error).split(". ")[0], str(error).split(". ")[-1]
    names = {term.value.removeprefix(NS) for term in terms}
    near = get_close_matches(value, names, n=3)
    hint = f"did you mean {', '.join(near)}?" if near else "declare it in ontology/core.ttl"
    return f"no {noun} '{value}' in the ontology", hint


def _object(
    value: str, row: Row, vocabulary: Vocabulary, known: set[str]
) -> tuple[str, str] | None:
    """Check the object of a statement: an entity, unless the property takes a literal."""
    try:
        predicate = iri(row.cells.get("predicate", ""))
    except ValueError:
        return None
    if predicate in vocabulary.object_properties:
        return _near(value, known, "entity")
    return None


def _concept(scheme: str, value: str, vocabulary: Vocabulary) -> tuple[str, str] | None:
    """Check a concept of the scheme that bears the table's name."""
    start = f"{NS}{scheme}-"
    if start + value in vocabulary.concepts:
        return None
    known = sorted(c.removeprefix(start) for c in vocabulary.concepts if c.startswith(start))
    return f"no concept 'ist:{scheme}-{value}'", f"use one of {', '.join(known) or '(none)'}"


def _edtf(value: str, calendar: str) -> tuple[str, str] | None:
    try:
        bounds(value, calendar)
    except ValueError as error:
        what, _, fix = str(error).rstrip(".").partition(". ")
        return what, fix or "write an EDTF date"
    return None


def _spans(table: Table, row: Row) -> Iterator[Violation]:
    """Check that the spans of `lines` and `heading` are sorted, apart and not too long."""
    for column in ("lines", "heading"):
        try:
            spans = parse_lines(row.cells.get(column, ""))
        except ValueError as error:
            what, _, fix = str(error).rstrip(".").partition(". ")
            yield Violation(table.name, row.line, column, what, fix or "write 216-219; 299")
            continue
        most = LONGEST_TABLE if row.cells.get("anchor") == "table" else LONGEST_SPAN
        if table.kind != "uncited" and column == "lines" and count(spans) > most:
            what = f"{count(spans)} lines cited, at most {most} are allowed"
            yield Violation(table.name, row.line, column, what, "cite the lines that state it")
        if column == "heading" and len(spans) > 2:
            yield Violation(table.name, row.line, column, "more than two headings", "keep two")


def _documents(package: Package, index: Index) -> Iterator[Violation]:
    """Check that every folder below `sources/` is a document."""
    for table in package.tables:
        if table.document and table.document not in index.entities:
            what = f"no document '{table.document}'"
            yield Violation(table.name, 1, "", what, "add it to documents.csv")
