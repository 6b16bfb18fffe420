"""The data package: tidy CSV tables, read and checked by their CSVW schemas.

Relies on `data/schemas/<kind>.json` (W3C CSVW, the `csvw` package) for the form of every cell.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from csvw.metadata import Column, Schema

from kg.cells import reader
from kg.errors import DataError, UsageError, Violation
from kg.project import DATA, replace

CURATION = "curation"  # the document of the links that we draw ourselves
csv.field_size_limit(2**27)

# A row as it is written: only the cells that are not empty, and the file's line.
Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `line` is the line of the file on which it ends."""

    line: int
    cells: Cells


@dataclass(frozen=True, slots=True)
class Table:
    """One CSV file: `name` is its path below the package, `document` whose rows it holds."""

    name: str
    kind: str
    document: str
    schema: Schema
    rows: tuple[Row, ...]

    @property
    def stem(self) -> str:
        """The file's name without its ending, as `{table}` in a schema's templates."""
        return Path(self.name).stem

    @property
    def key(self) -> str:
        """Name of the column that identifies a row."""
        return str(self.schema.primaryKey[0])


@dataclass(frozen=True, slots=True)
class Package:
    """All tables below one folder, in path order, and the violations of their form."""

    root: Path
    tables: tuple[Table, ...]
    violations: tuple[Violation, ...]

    @classmethod
    def read(cls, root: Path) -> "Package":
        """Read every table below `root`.

        Raises:
            UsageError: `root` holds no `documents.csv` or no schemas.
        """
        if not (root / "documents.csv").is_file():
            raise UsageError(f"{root}: no documents.csv there. name a data package's folder")
        tables: list[Table] = []
        violations: list[Violation] = []
        for path, kind, document in _files(root):
            table, found = read_table(path, root, kind=kind, document=document)
            violations += found
            tables.append(table)
        return cls(root, tuple(tables), tuple(violations))

    def of(self, *kinds: str) -> Iterator[Table]:
        """Give the tables of these kinds, or all."""
        return (table for table in self.tables if not kinds or table.kind in kinds)

    def rows(self, *kinds: str) -> Iterator[tuple[Table, Row]]:
        """Give every row of these kinds, or of all, with its table."""
        return ((table, row) for table in self.of(*kinds) for row in table.rows)

    def checked(self) -> "Package":
        """Return the package itself.

        Raises:
            DataError: a table breaks its form.
        """
        if self.violations:
            raise DataError(self.violations)
        return self


def _files(root: Path) -> Iterator[tuple[Path, str, str]]:
    """Give (path, kind, document) of every CSV file of the package, sorted."""
    yield root / "documents.csv", "documents", ""
    for path in sorted((root / "entities").glob("*.csv")):
        yield path, "entities", ""
    for path in sorted((root / "crosswalk").glob("*.csv")):
        yield path, "crosswalk", CURATION
    for path in sorted((root / "sources").glob("*/*.csv")):
        yield path, path.stem, path.parent.name


@cache
def schema(root: Path, kind: str) -> Schema:
    """Read the CSVW schema of one table kind: the package's own, else the project's.

    Raises:
        UsageError: there is no such kind.
    """
    own = root / "schemas"
    path = (own if own.is_dir() else DATA / "schemas") / f"{kind}.json"
    if not path.is_file():
        kinds = ", ".join(sorted(p.stem for p in path.parent.glob("*.json")))
        raise UsageError(f"{kind}.csv: no table kind of that name. rename it to one of {kinds}")
    return Schema.fromvalue(json.loads(path.read_text("utf-8")))


def read_table(
    path: Path, root: Path, *, kind: str, document: str
) -> tuple[Table, list[Violation]]:
    """Read one CSV file; rows of a wrong width are reported and left out."""
    description = schema(root, kind)
    name = path.relative_to(root).as_posix()
    lines, violations = _lines(path, name)
    columns = [column for column in description.columns if not column.virtual]
    header = [column.name for column in columns]
    rows: list[Row] = []
    if lines is not None:
        records = _records(lines, name, violations)
        _, found = next(records, (1, []))
        violations += _header(found, header, name)
        if found == header:
            rows, wrong = _rows(records, columns, name)
            violations += wrong
    table = Table(name, kind, document, description, tuple(rows))
    return table, [*violations, *_order(table)]


def _records(
    lines: Iterable[str], name: str, violations: list[Violation]
) -> Iterator[tuple[int, list[str]]]:
    """Give each record with the line on which it ends; where the CSV breaks, report and stop."""
    reader = csv.reader(lines, strict=True)
    line = 0
    try:
        for cells in reader:
            line = reader.line_num
            yield line, cells
    except csv.Error as error:
        what = f"not readable as CSV from here on ({error})"
        violations.append(Violation(name, line + 1, "", what, "quote it as RFC 4180"))


def _lines(path: Path, name: str) -> tuple[Iterable[str] | None, list[Violation]]:
    """Decode the file; None where it is no UTF-8 text."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        guess = "CP932" if _decodes(raw, "cp932") else "another encoding"
        what = f"not UTF-8 at byte {error.start}; it looks like {guess}"
        return None, [Violation(name, line, "", what, "save the file as UTF-8 without BOM")]
    violations = []
    if text.startswith("\ufeff"):
        violations.append(Violation(name, 1, "", "begins with a BOM", "save it without BOM"))
    if "\r" in text:
        line = text.count("\n", 0, text.index("\r")) + 1
        violations.append(Violation(name, line, "", "holds a CR", "use LF line ends"))
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        return None, [Violation(name, line, "", "holds a NUL character", "remove it")]
    return io.StringIO(text.removeprefix("\ufeff"), newline=""), violations


def _decodes(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _header(found: list[str], expected: list[str], name: str) -> Iterator[Violation]:
    if found == expected:
        return
    if not found:
        yield Violation(name, 1, "", "there is no header", f"begin with {','.join(expected)}")
        return
    for column in sorted({c for c in found if found.count(c) > 1}):
        yield Violation(name, 1, column, "the column stands twice", "remove one of them")
    for column in [c for c in expected if c not in found]:
        yield Violation(name, 1, column, "the column is missing", "add it to the header and rows")
    for column in [c for c in found if c not in expected]:
        yield Violation(name, 1, column, "the column is unknown", "remove it or rename it")
    if sorted(found) == sorted(expected):
        yield Violation(name, 1, "", "columns out of order", f"write {','.join(expected)}")


def _rows(
    records: Iterator[tuple[int, list[str]]], columns: list[Column], name: str
) -> tuple[list[Row], list[Violation]]:
    rows: list[Row] = []
    violations: list[Violation] = []
    read = reader()
    for line, cells in records:
        if len(cells) != len(columns):
            what = f"{len(cells)} cells, the header has {len(columns)}"
            violations.append(Violation(name, line, "", what, "quote commas, add empty cells"))
            continue
        kept: Cells = {}
        for column, cell in zip(columns, cells, strict=True):
            cell = cell or str(column.inherit("default") or "")
            if problem := read(column, cell):
                violations.append(Violation(name, line, column.name, *problem))
            elif cell:
                kept[column.name] = cell
        rows.append(Row(line, kept))
    return rows, violations


def _order(table: Table) -> Iterator[Violation]:
    """Report rows that do not stand in the order of their ids."""
    named = [(row.cells[table.key], row.line) for row in table.rows if table.key in row.cells]
    for (before, _), (after, line) in pairwise(named):
        if after < before:
            what = f"'{after}' stands after '{before}'"
            yield Violation(table.name, line, table.key, what, "run `make tidy`")
            return


def tidy(root: Path) -> list[str]:
    """Sort every table of the package by id and write it canonically; name those changed.

    Raises:
        DataError: a table has faults that sorting cannot mend; nothing is written then.
    """
    tables = [(path, *read_table(path, root, kind=k, document=d)) for path, k, d in _files(root)]
    faults = [fault for *_, found in tables for fault in found if "make tidy" not in fault.fix]
    if faults:
        raise DataError(faults)
    changed = []
    for path, table, _ in tables:
        header = [column.name for column in table.schema.columns if not column.virtual]
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(header)
        with path.open(encoding="utf-8-sig", newline="") as source:
            rows = list(csv.DictReader(source))
        for row in sorted(rows, key=lambda row: row[table.key]):
            writer.writerow([row.get(column) or "" for column in header])
        if path.read_text("utf-8") != text.getvalue():
            replace(path, text.getvalue().encode())
            changed.append(table.name)
    return changed
