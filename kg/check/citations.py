"""Citations: do the cited lines name what the row says they state?

Relies on the documents' texts, compared by SHA-256 first; a schema's columns marked `names` must
be named and those marked `prints` must be printed within `lines` or `heading`.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from csvw.metadata import Column

from kg.check.names import LISTS, names_of, pattern, softened
from kg.citations import Span, parse_lines
from kg.errors import Violation
from kg.figures import mentions_date, mentions_figure
from kg.folding import fold
from kg.namespaces import NS
from kg.references import Index
from kg.tables import CURATION, Package, Row, Table

NAMES, PRINTS = f"{NS}names", f"{NS}prints"
MOST_ANCHORED = 0.10  # of a document's rows
MOST_EXCUSED = 0.20  # of a document's content lines


@dataclass(frozen=True)
class Text:
    """A document's text by line, 1-based."""

    lines: tuple[str, ...]

    @classmethod
    def read(cls, path: Path) -> "Text":
        """Read a text; lines end at LF only."""
        return cls(tuple(path.read_text("utf-8").split("\n")))

    def at(self, spans: tuple[Span, ...]) -> list[str]:
        """Give the lines of some spans; those beyond the end are left out."""
        return [line for span in spans for line in self.lines[span.first - 1 : span.last]]

    @cached_property
    def last(self) -> int:
        """Number of the last line that holds anything."""
        return max((n for n, line in enumerate(self.lines, 1) if line.strip()), default=0)


def texts(package: Package, sources: Path) -> tuple[dict[str, Text], list[Violation]]:
    """Read the text of every curated document; report those that are missing or differ."""
    found: dict[str, Text] = {}
    violations = []
    for table, row in package.rows("documents"):
        name = row.cells.get("file", "")
        if row.cells.get("kind") != "source" or not name:
            continue
        path = sources / name
        if not path.is_file():
            fix = "put your copy there"
            violations.append(
                Violation(table.name, row.line, "file", f"no {name} in {sources}", fix)
            )
        elif hashlib.sha256(path.read_bytes()).hexdigest() != row.cells.get("sha256"):
            what = f"{name} is not the text that was curated (SHA-256 differs)"
            violations.append(Violation(table.name, row.line, "sha256", what, "get that edition"))
        else:
            found[row.cells["id"]] = Text.read(path)
    return found, violations


def broken_citations(package: Package, sources: Path) -> Iterator[Violation]:
    """List rows whose cited lines do not name their ends or print their figures."""
    found, violations = texts(package, sources)
    yield from violations
    index = Index(package)
    rows: Counter[str] = Counter()
    anchored: Counter[str] = Counter()
    for table, row in package.rows():
        text = found.get(table.document)
        if "lines" not in row.cells or text is None or table.document == CURATION:
            continue
        if table.kind != "uncited":
            rows[table.document] += 1
            anchored[table.document] += "anchor" in row.cells
            yield from broken_row(table, row, text, index)
        yield from _outside(table, row, text)
    for document, number in sorted(anchored.items()):
        if number > MOST_ANCHORED * rows[document]:
            what = f"{number} of {rows[document]} rows of {document} have an anchor"
            yield Violation("documents.csv", 0, "anchor", what, "cite headings that name the ends")


def _outside(table: Table, row: Row, text: Text) -> Iterator[Violation]:
    for column in ("lines", "heading"):
        for span in parse_lines(row.cells.get(column, "")):
            if span.last > text.last:
                what = f"line {span.last} is beyond the document's last, {text.last}"
                yield Violation(table.name, row.line, column, what, "mend the line numbers")
    heading = parse_lines(row.cells.get("heading", ""))
    first = parse_lines(row.cells["lines"])[0].first
    if heading and heading[0].first > first:
        what = f"heading {heading[0]} stands below line {first}"
        yield Violation(table.name, row.line, "heading", what, "cite a heading above the lines")


def broken_row(table: Table, row: Row, text: Text, index: Index) -> Iterator[Violation]:
    """List the ends and figures of one row that its cited lines do not hold."""
    spans = parse_lines(row.cells["lines"])
    cited = text.at((*spans, *parse_lines(row.cells.get("heading", ""))))
    soft, plain = softened(" ".join(cited)), "\n".join(cited)
    missing = [c.name for c in ends(table) if not _named(row, c, index, soft)]
    if "anchor" in row.cells:
        yield from _anchor(table, row, missing)
    else:
        for column in missing:
            what = f"'{row.cells[column]}' is not named in l.{_where(row)}"
            fix = "mend the object or the lines, add the heading, the alias, or an anchor"
            yield Violation(table.name, row.line, column, what, fix)
    for column in unprinted(table, row, plain):
        what = f"{column} {row.cells[column]} is not printed in l.{_where(row)}"
        yield Violation(table.name, row.line, column, what, "mend the value or the lines")
    if "anchor" not in row.cells:
        yield from _padded(table, row, text, index)


def _anchor(table: Table, row: Row, missing: list[str]) -> Iterator[Violation]:
    """An anchor needs a note and must be needed, and one end must still be named."""
    columns = [c.name for c in ends(table) if c.name in row.cells]
    if "note" not in row.cells:
        fix = "say why the end is not named"
        yield Violation(table.name, row.line, "anchor", "an anchor without a note", fix)
    if not missing:
        fix = "remove the anchor"
        yield Violation(table.name, row.line, "anchor", "all ends are named without it", fix)
    if len(columns) > 1 and len(missing) == len(columns):
        what = f"no end is named in l.{_where(row)}"
        yield Violation(table.name, row.line, "anchor", what, "cite lines that name one")


def ends(table: Table) -> list[Column]:
    """List the columns that must be named."""
    return [column for column in table.schema.columns if NAMES in column.common_props]


def _named(row: Row, column: Column, index: Index, soft: str) -> bool:
    """Say whether the entities of a cell are named in a softened text."""
    cell = row.cells.get(column.name, "")
    parts = cell.split(LISTS) if column.inherit("separator") else [cell]
    for part in parts:
        entity = index.entities.get(part)
        if entity and not any(pattern(name).search(soft) for name in names_of(entity[1])):
            return False
    return True


def unprinted(table: Table, row: Row, text: str) -> Iterator[str]:
    """List the columns whose figure or date is not printed in a text."""
    cells = row.cells
    for column in table.schema.columns:
        cell = cells.get(column.name, "")
        match column.common_props.get(PRINTS) if cell else None:
            case "figure":
                unit = cells.get("currency") or None
                if not mentions_figure(text, Decimal(cell), unit):
                    yield column.name
            case "date" if "anchor" not in cells:
                if not mentions_date(text, cell, cells.get("calendar", "cy")):
                    yield column.name


def _padded(table: Table, row: Row, text: Text, index: Index) -> Iterator[Violation]:
    """Report spans that end on an empty line, and lines that carry no part of the fact."""
    spans = parse_lines(row.cells["lines"])
    for span in spans:
        if not all(
            line.strip()
            for line in text.at((Span(span.first, span.first), Span(span.last, span.last)))
        ):
            what = f"the span {span} begins or ends on an empty line"
            yield Violation(table.name, row.line, "lines", what, "cite the lines that state it")
    if not _carries(table, row, " ".join(text.at(spans)), index):
        what = f"no line of l.{row.cells['lines']} itself names an end or prints a figure"
        yield Violation(table.name, row.line, "lines", what, "cite the lines that state it")


def _carries(table: Table, row: Row, line: str, index: Index) -> bool:
    """Say whether a passage names an end, prints a figure or date, or holds a text of the row."""
    soft = softened(line)
    named = (c for c in ends(table) if c.name in row.cells and _named(row, c, index, soft))
    printing = {c.name for c in table.schema.columns if PRINTS in c.common_props} & set(row.cells)
    texts = (row.cells.get(c.name, "") for c in table.schema.columns if c.lang == "ja")
    return (
        any(named)
        or bool(printing - set(unprinted(table, row, line)))
        or any(fold(text) in fold(line) for text in texts if text)
    )


def _where(row: Row) -> str:
    heading = row.cells.get("heading", "")
    return row.cells["lines"] + (f" ∪ {heading}" if heading else "")
