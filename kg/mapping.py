"""Rows to quads: one generic loader, driven by the CSVW schemas and the ontology.

Relies on https://www.w3.org/TR/csv2rdf/ for the meaning of aboutUrl, propertyUrl and valueUrl.
A triple about the row's statement is evidence; all others are what the statement says.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Any

from csvw.metadata import Column, Schema
from pyoxigraph import DefaultGraph, Literal, Quad

from kg.citations import parse_lines
from kg.namespaces import ENTITIES, NS, PREFIXES, STATEMENT, Iri, entity, iri, statement
from kg.tables import Package, Row, Table
from kg.times import bounds
from kg.vocabulary import Vocabulary

DEFAULT = DefaultGraph()
EARLIEST, LATEST, SECTION = iri("earliest"), iri("latest"), iri("section")
DATE = iri("xsd:date")
MERGE = f"{NS}merge"
# Tables that say what exists, not what a document states: their triples have no statement graph.
REGISTERS = frozenset({"documents", "entities", "sections"})

Context = dict[str, str]
# Given a row's context, yields (predicate, object) pairs.
Emitter = Callable[[Context], Iterator[tuple[Iri, Any]]]
# The columns about one subject: whether they are evidence, how the subject is named, what they say.
Group = tuple[bool, Callable[[Context], Iri], list[Emitter]]


class Mapper:
    """Turns the tables of a package into quads; holds what rows need to know of each other."""

    def __init__(self, vocabulary: Vocabulary, package: Package) -> None:
        """Read the ontology's property kinds and the package's sections once."""
        self._vocabulary = vocabulary
        self._sections = _Sections(package)
        self._groups: dict[str, list[Group]] = {}

    def quads(self, table: Table) -> Iterator[Quad]:
        """Give the quads of every row of one table."""
        if table.kind not in self._groups:
            self._groups[table.kind] = self._compile(table.schema)
        known = {"document": table.document, "table": table.stem}
        for row in table.rows:
            yield from self._row(table, row, known | row.cells)

    def _row(self, table: Table, row: Row, context: Context) -> Iterator[Quad]:
        merged = (
            table.kind in REGISTERS
            or MERGE in table.schema.common_props
            or row.cells.get("status", "") in self._vocabulary.merged
        )
        source = statement(table.document, row.cells.get(table.key, ""))
        graph = ENTITIES if table.kind in REGISTERS else source
        groups = self._groups[table.kind]
        for evidence, name, emitters in groups:
            subject = name(context)
            for predicate, value in (pair for emit in emitters for pair in emit(context)):
                if not evidence:
                    yield Quad(subject, predicate, value, graph)
                if evidence or merged:
                    yield Quad(subject, predicate, value, DEFAULT)
        cited = "lines" in row.cells and any(evidence for evidence, *_ in groups)
        if cited and (section := self._sections.of(table.document, row)):
            yield Quad(source, SECTION, section, DEFAULT)

    def _compile(self, schema: Schema) -> list[Group]:
        """Make one emitter per column that produces output, grouped by what they are about."""
        emitters: dict[str, list[Emitter]] = {}
        for column in schema.columns:
            if not column.suppressOutput and column.propertyUrl is not None:
                about = str(column.inherit("aboutUrl").uri)
                emitters.setdefault(about, []).append(self._emitter(column))
        return [(a.startswith(STATEMENT), _template(a), found) for a, found in emitters.items()]

    def _emitter(self, column: Column) -> Emitter:
        if column.name == "object":
            return self._object
        predicate = iri(column.propertyUrl.uri)
        values = _values(column)

        def emit(context: Context) -> Iterator[tuple[Iri, Any]]:
            for value in values(context):
                yield predicate, value

        return _dated(emit) if _datatype(column) == f"{NS}Edtf" else emit

    def _object(self, context: Context) -> Iterator[tuple[Iri, Any]]:
        """Emit the triple of a statement row: its object is an entity or a literal."""
        predicate = iri(context["predicate"])
        cell = context["object"]
        if predicate in self._vocabulary.datatype_properties:
            ranges = self._vocabulary.objects(predicate, iri("rdfs:range"))
            yield predicate, as_literal(cell, next((r for r in ranges if isinstance(r, Iri)), None))
        else:
            yield predicate, _entity_or_term(cell)


def as_literal(cell: str, datatype: Iri | None = None) -> Literal:
    """Read a literal cell: `…@ja` gives its language, else it is of its property's datatype.

    >>> as_literal("low power@en").language, as_literal("42", iri("xsd:integer")).datatype.value
    ('en', 'http://www.w3.org/2001/XMLSchema#integer')
    """
    text, at, language = cell.rpartition("@")
    if at and language in ("ja", "en"):
        return Literal(text, language=language)
    untyped = datatype is None or datatype == iri("rdf:langString")
    return Literal(cell) if untyped else Literal(cell, datatype=datatype)


def _entity_or_term(cell: str) -> Iri:
    return iri(cell) if ":" in cell else entity(cell)


def _datatype(column: Column) -> str:
    """Give the IRI of the column's own datatype, or an empty string."""
    datatype = column.inherit("datatype")
    return str(datatype.at_props.get("id", "")) if datatype else ""


def _template(template: str) -> Callable[[Context], Iri]:
    """Compile a URI template; ids are checked to need no percent-encoding."""
    pattern = template.replace("{+", "{")
    prefix, colon, local = pattern.partition(":")
    if prefix in PREFIXES and colon:
        pattern = PREFIXES[prefix] + local
    return lambda context: Iri(pattern.format_map(context))


def _values(column: Column) -> Callable[[Context], Iterator[Any]]:
    """Compile a column to a function from the row's context to its terms."""
    make = _term(column)
    if column.virtual:
        return lambda context: iter((make(context, ""),))
    name, separator = column.name, column.inherit("separator")

    def values(context: Context) -> Iterator[Any]:
        cell = context.get(name)
        if cell:
            for part in cell.split(separator) if separator else (cell,):
                yield make(context, part)

    return values


def _term(column: Column) -> Callable[[Context, str], Any]:
    """Compile how one value of a column becomes a term."""
    name, lang, datatype = column.name, column.inherit("lang"), column.inherit("datatype")
    if column.valueUrl is not None:
        expand = _template(column.valueUrl.uri)
        if _datatype(column) == f"{NS}Term":
            return lambda context, part: iri(part)
        # A virtual column has no part of its own; its name may be that of a context's entry.
        return lambda context, part: expand({**context, name: part} if part else context)
    if lang and lang != "und":
        return lambda context, part: Literal(part, language=lang)
    base = datatype.base if datatype else "string"
    if base == "string":
        return lambda context, part: Literal(part)
    kind = iri(f"xsd:{base}")
    return lambda context, part: Literal(part, datatype=kind)


def _dated(emit: Emitter) -> Emitter:
    """Add the first and last day of an EDTF value to its triples."""

    def dated(context: Context) -> Iterator[tuple[Iri, Any]]:
        for predicate, value in emit(context):
            yield predicate, value
            interval = bounds(value.value, context.get("calendar", "cy"))
            for day, edge in ((interval.earliest, EARLIEST), (interval.latest, LATEST)):
                if day is not None:
                    yield edge, Literal(day.isoformat(), datatype=DATE)

    return dated


class _Sections:
    """Finds the innermost section of a document that holds a row's first line."""

    def __init__(self, package: Package) -> None:
        self._starts: dict[str, list[int]] = {}
        self._found: dict[str, list[Iri]] = {}
        for table in package.of("sections"):
            spans = [
                (int(c["first"]), int(c["last"]), f"{table.document}/{c['id']}")
                for c in (row.cells for row in table.rows)
            ]
            edges = sorted({edge for first, last, _ in spans for edge in (first, last + 1)})
            self._starts[table.document] = edges
            self._found[table.document] = [_innermost(spans, edge) for edge in edges]

    def of(self, document: str, row: Row) -> Iri | None:
        starts = self._starts.get(document, [])
        first = parse_lines(row.cells["lines"])[0].first
        position = bisect_right(starts, first) - 1
        found = self._found[document][position] if position >= 0 else None
        return found if found != NOWHERE else None


NOWHERE = Iri(f"{NS}nowhere")


def _innermost(spans: list[tuple[int, int, str]], line: int) -> Iri:
    around = [(last - first, name) for first, last, name in spans if first <= line <= last]
    return entity(min(around)[1]) if around else NOWHERE
