"""Citations: do the cited lines name what the row says they state?

Relies on the documents' texts; a schema's columns marked `names` must be named and those marked
`prints` must be printed within `lines` or `heading`.
"""

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from csvw.metadata import Column

from kg.check.names import LISTS, common_aliases, names_of, pattern, softened
from kg.check.texts import Text, texts
from kg.check.wordings import is_printed, translated, wordings
from kg.citations import Span, parse_lines
from kg.errors import Violation
from kg.figures import mentions_date, mentions_figure
from kg.namespaces import NS
from kg.references import Index
from kg.tables import CURATION, Package, Row, Table

NAMES, PRINTS = f"{NS}names", f"{NS}prints"
# Units that are compared with the text; others have too many counters.
PRINTED_UNITS = {"percent": "%"}
# How prose gives a rank without a figure: 最も多いのはA、次いでB; A、B、Cの順; A、Bに次ぐ.
FIRST = re.compile("最も|最多|最大|首位|筆頭|トップ|第一|突出|の順|に次い|に次ぐ|に続")
LATER = re.compile("次いで|次に|次ぐ|続い|続く|の順")
MOST_ANCHORED = 0.10  # of a document's rows
MOST_EXCUSED = 0.20  # of a document's content lines
LONGEST_HEADING = 3  # lines; a heading of a whole chapter would name everything
MOST_PADDING = 3  # lines at the ends of a span that carry no part of the fact


def broken_citations(package: Package, sources: Path) -> Iterator[Violation]:
    """List rows whose cited lines do not name their ends or print their figures."""
    found, violations = texts(package, sources)
    yield from violations
    index = Index(package)
    known = translated(package)
    for table, row in package.rows():
        text = found.get(table.document)
        if text is None or table.document == CURATION:
            continue
        if table.kind == "sections":
            yield from _section(table, row, text)
        if "lines" not in row.cells:
            continue
        if table.kind != "uncited":
            yield from broken_row(table, row, text, index)
            yield from _lone_translation(table, row, text, known)
        yield from _outside(table, row, text)
    yield from _shares(package, found)
    for document, text in sorted(found.items()):
        lines = [text.lines[number - 1] for number in text.content]
        yield from common_aliases(package, document, lines)


def _shares(package: Package, found: dict[str, Text]) -> Iterator[Violation]:
    """Report documents with too many anchors, or too many lines excused."""
    rows: Counter[str] = Counter()
    anchored: Counter[str] = Counter()
    excused: dict[str, set[int]] = {name: set() for name in found}
    cited: dict[str, set[int]] = {name: set() for name in found}
    for table, row in package.rows():
        if "lines" not in row.cells or table.document not in found:
            continue
        spans = parse_lines(row.cells["lines"])
        lines = {n for s in spans for n in range(s.first, s.last + 1)}
        if table.kind == "uncited":
            excused[table.document] |= lines
        else:
            cited[table.document] |= lines
            rows[table.document] += 1
            anchored[table.document] += "anchor" in row.cells
    for table, row in package.rows("documents"):
        name = row.cells["id"]
        if anchored[name] > MOST_ANCHORED * rows[name]:
            what = f"{anchored[name]} of {rows[name]} rows of {name} have an anchor"
            fix = f"cite headings that name the ends, at most {MOST_ANCHORED:.0%} may have one"
            yield Violation(table.name, row.line, "anchor", what, fix)
        content = found[name].content if name in found else ()
        # A row for one figure of a line that others cite excuses no line.
        number = len((excused.get(name, set()) - cited.get(name, set())).intersection(content))
        if number > MOST_EXCUSED * len(content):
            what = f"{number} of {len(content)} content lines of {name} are excused"
            fix = f"record what they state, at most {MOST_EXCUSED:.0%} may be excused"
            yield Violation(table.name, row.line, "lines", what, fix)


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
    for span in heading:
        if span.last - span.first >= LONGEST_HEADING:
            what = f"the heading {span} is longer than {LONGEST_HEADING} lines"
            yield Violation(table.name, row.line, "heading", what, "cite the line of the heading")


def _section(table: Table, row: Row, text: Text) -> Iterator[Violation]:
    first, last = int(row.cells["first"]), int(row.cells["last"])
    for column, number in (("first", first), ("last", last)):
        if number > len(text.lines):
            what = f"line {number} is beyond the document's last, {text.last}"
            yield Violation(table.name, row.line, column, what, "mend the line numbers")


def _lone_translation(
    table: Table, row: Row, text: Text, known: frozenset[tuple[str, ...]]
) -> Iterator[Violation]:
    """Report an English wording whose lines neither print it nor have it in Japanese."""
    cells = row.cells
    wording, at, lang = cells.get("object", "").rpartition("@")
    if not at or lang != "en":
        return
    key = (table.document, cells["subject"], cells["predicate"], cells["lines"])
    if key not in known and softened(wording) not in softened(" ".join(_cited(row, text))):
        what = f"'{wording[:40]}' translates no Japanese wording of the same lines"
        yield Violation(table.name, row.line, "object", what, "add the row of the wording, …@ja")


def broken_row(table: Table, row: Row, text: Text, index: Index) -> Iterator[Violation]:
    """List the ends and figures of one row that its cited lines do not hold."""
    cited = _cited(row, text)
    soft, plain = softened(" ".join(cited)), "\n".join(cited)
    missing = [c.name for c in ends(table) if not _named(row, c, index, soft)]
    unheld = [column for column, wording in wordings(table, row) if not is_printed(wording, plain)]
    if "anchor" in row.cells:
        # Without it, would all be well? A year that stands elsewhere on the slide needs one too.
        bare = Row(row.line, {n: cell for n, cell in row.cells.items() if n != "anchor"})
        needed = bool(missing or unheld or [*unprinted(table, bare, plain)])
        yield from _anchor(table, row, missing, needed=needed)
    else:
        for column in missing:
            what = f"'{row.cells[column]}' is not named in l.{_where(row)}"
            fix = "mend the object or the lines, add the heading, the alias, or an anchor"
            yield Violation(table.name, row.line, column, what, fix)
        for column in unheld:
            what = f"'{row.cells[column][:40]}' shares no words with l.{_where(row)}"
            fix = "keep to the words of the lines, mend the lines, or add an anchor"
            yield Violation(table.name, row.line, column, what, fix)
        yield from _padded(table, row, text, index)
        yield from _cut(table, row, text, index)
    for column in unprinted(table, row, plain):
        what = f"{column} {row.cells[column]} is not printed in l.{_where(row)}"
        yield Violation(table.name, row.line, column, what, "mend the value or the lines")
    if not _carries(table, row, " ".join(text.at(parse_lines(row.cells["lines"]))), index):
        what = f"no line of l.{row.cells['lines']} itself names an end or prints a figure"
        yield Violation(table.name, row.line, "lines", what, "cite the lines that state it")


def _cited(row: Row, text: Text) -> list[str]:
    """Give the lines of a row and of its headings."""
    spans = (*parse_lines(row.cells["lines"]), *parse_lines(row.cells.get("heading", "")))
    return text.at(spans)


def _anchor(table: Table, row: Row, missing: list[str], *, needed: bool) -> Iterator[Violation]:
    """An anchor needs a note and must be needed, and one end must still be named."""
    columns = [c.name for c in ends(table) if c.name in row.cells]
    if "note" not in row.cells:
        fix = "say why the end is not named"
        yield Violation(table.name, row.line, "anchor", "an anchor without a note", fix)
    if not needed:
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
            case "figure" if cells.get("measure") == "rank" and _ranked(cell, text):
                continue
            case "figure":
                unit = cells.get("currency") or PRINTED_UNITS.get(cells.get("unit", ""))
                if not mentions_figure(text, Decimal(cell), unit):
                    yield column.name
            case "date" if "anchor" not in cells:
                if not mentions_date(text, cell, cells.get("calendar", "cy")):
                    yield column.name


def _ranked(rank: str, text: str) -> bool:
    """Say whether a text gives a rank in words."""
    return (FIRST if rank == "1" else LATER).search(text) is not None


def _vertical(lines: list[str]) -> bool:
    """Say whether a text stands one letter a line: it carries only as a whole."""
    return all(len(line.strip()) <= 2 for line in lines)


def _padded(table: Table, row: Row, text: Text, index: Index) -> Iterator[Violation]:
    """Report spans whose ends are empty lines, or many lines that carry nothing of the fact."""
    for span in parse_lines(row.cells["lines"]):
        lines = text.at((span,))
        if not lines or not lines[0].strip() or not lines[-1].strip():
            what = f"the span {span} begins or ends on an empty line"
            yield Violation(table.name, row.line, "lines", what, "cite the lines that state it")
        elif len(lines) > MOST_PADDING and not _vertical(lines):
            carrying = _carrying(table, row, lines, index)
            held = carrying[-1] - carrying[0] + 1 if carrying else 0
            if len(lines) - held > MOST_PADDING:
                what = f"{len(lines) - held} lines at the ends of {span} carry no part of the fact"
                yield Violation(table.name, row.line, "lines", what, "cite the lines that state it")


def _carrying(table: Table, row: Row, lines: list[str], index: Index) -> list[int]:
    """Give the places of the lines that carry part of the fact, also one that two lines share."""
    alone = [_carries(table, row, line, index) for line in lines]
    found = {n for n, carries in enumerate(alone) if carries}
    for n in range(len(lines) - 1):
        if not (alone[n] or alone[n + 1]) and _carries(table, row, lines[n] + lines[n + 1], index):
            found |= {n, n + 1}
    return sorted(found)


def _cut(table: Table, row: Row, text: Text, index: Index) -> Iterator[Violation]:
    """Report a span that stops within a name: a hidden form stands there, the name runs on."""
    soft = softened(" ".join(_cited(row, text)))
    for column in ends(table):
        entity = index.entities.get(row.cells.get(column.name, ""))
        if entity is None:
            continue
        patterns = [pattern(name) for name in names_of(entity[1], hidden=False)]
        if any(known.search(soft) for known in patterns):
            continue
        for span in parse_lines(row.cells["lines"]):
            for wider in (Span(max(span.first - 1, 1), span.last), Span(span.first, span.last + 1)):
                lines = text.at((wider,))
                parts = [softened(line) for line in (*lines[:1], *lines[-1:])]
                whole = softened(" ".join(lines))
                runs_on = any(
                    known.search(whole) and not any(known.search(part) for part in parts)
                    for known in patterns
                )
                if runs_on and all(map(str.strip, lines)):
                    what = f"{row.cells[column.name]} is named in full only on l.{wider}"
                    yield Violation(table.name, row.line, "lines", what, f"cite {wider}")


def _carries(table: Table, row: Row, line: str, index: Index) -> bool:
    """Say whether a passage names an end, prints a figure or date, or holds a text of the row."""
    # An anchor lets a date go unprinted; it then carries nothing.
    row = Row(row.line, {name: cell for name, cell in row.cells.items() if name != "anchor"})
    soft, cells = softened(line), row.cells
    named = (c for c in ends(table) if c.name in cells and not _is_literal(row, c, index))
    printing = {c.name for c in table.schema.columns if PRINTS in c.common_props} & set(cells)
    return (
        any(_named(row, c, index, soft) for c in named)
        or bool(printing - set(unprinted(table, row, line)))
        or any(is_printed(text, line) for _, text in wordings(table, row))
        or cells.get("object", "").endswith("@en")
    )


def _is_literal(row: Row, column: Column, index: Index) -> bool:
    return column.name == "object" and row.cells["object"] not in index.entities


def _where(row: Row) -> str:
    heading = row.cells.get("heading", "")
    return row.cells["lines"] + (f" ∪ {heading}" if heading else "")
