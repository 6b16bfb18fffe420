"""Synthetic data packages: one document's data N times over, of the same shape, as CSV.

Relies on the CSVW schemas to know which columns hold ids. Copy 0 is the real data; in copy k
each id ends in `-copy-<k>` and each name is enciphered, so that copies are not likely doubles.
One document, not all: the sizes stay the same when further documents are added.
"""

import csv
import random
import shutil
from collections.abc import Callable
from pathlib import Path

from csvw.metadata import Column

from kg.namespaces import ID, NS
from kg.tables import CURATION, Package, Row, Table

DOCUMENT = "2026-mic-ict-rd-policy"
SEED = 20260309
CROSSED = 0.1  # share of a copy's statements whose object is in another copy
SIGNS, FIRST_SIGN = 20_992, 0x4E00  # the CJK block into which Japanese names are enciphered
STEP = 211  # signs between the ciphers of neighbouring copies
NAMES = ("label_ja", "alt_ja", "hidden", "title_ja", "label_en", "alt_en", "title_en")

# Writes a cell of copy k: (cell, k) to cell.
Rewriter = Callable[[str, int], str]


def write(data: Path, out: Path, copies: int, *, document: str = DOCUMENT, seed: int = SEED) -> int:
    """Write `copies` times the rows of a document and of what it names; give their number.

    Raises:
        DataError: the tables of `data` break their form.
    """
    package = Package.read(data).checked()
    known = _named(package, document)
    if (data / "schemas").is_dir():
        shutil.copytree(data / "schemas", out / "schemas", dirs_exist_ok=True)
    written = 0
    for table in package.tables:
        rows = [row for row in table.rows if _kept(table, row, document, known)]
        chance = random.Random(f"{seed}/{table.name}")
        if table.document == document:
            for k in range(copies):
                path = out / "sources" / copied(document, k) / f"{table.kind}.csv"
                written += _write_table(table, rows, path, range(k, k + 1), known, copies, chance)
        elif rows:
            path = out / table.name
            written += _write_table(table, rows, path, range(copies), known, copies, chance)
    return written


def _named(package: Package, document: str) -> set[str]:
    """Give the ids of a document, of all that its rows name, and of all that those name."""
    registered = {row.cells["id"]: row for _, row in package.rows("entities", "documents")}
    rows = [row for table, row in package.rows() if table.document == document]
    named = {document, CURATION} & set(registered)
    rows += [registered[name] for name in named]
    while rows:
        cells = rows.pop().cells.values()
        found = {part for cell in cells for part in cell.split("; ") if part in registered}
        rows += [registered[name] for name in found - named]
        named |= found
    return named


def _kept(table: Table, row: Row, document: str, known: set[str]) -> bool:
    if table.document == CURATION:
        return {row.cells["subject"], row.cells["object"]} <= known
    return table.document == document or row.cells[table.key] in known


def copied(name: str, k: int) -> str:
    """Give the id of copy k of a thing.

    >>> copied("nict", 0), copied("nict", 12)
    ('nict', 'nict-copy-12')
    """
    return f"{name}-copy-{k}" if k and name != CURATION else name


def _write_table(
    table: Table, rows: list[Row], path: Path, numbers: range,
    known: set[str], copies: int, chance: random.Random,
) -> int:  # fmt: skip
    """Write some copies of a table's rows to one file, sorted by id."""
    columns = [column for column in table.schema.columns if not column.virtual]
    rewriters = [_rewriter(column, known) for column in columns]
    lines: list[list[str]] = []
    for k in numbers:
        for row in rows:
            if k and row.cells[table.key] == CURATION:
                continue  # there is one curation, whatever the size
            crosses = table.kind == "statements" and k > 0 and chance.random() < CROSSED
            other = chance.randrange(copies) if crosses else k
            cells = [
                rewrite(row.cells.get(column.name, ""), other if column.name == "object" else k)
                for column, rewrite in zip(columns, rewriters, strict=True)
            ]
            lines.append(cells)
    key = [column.name for column in columns].index(table.key)
    lines.sort(key=lambda cells: cells[key])
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(column.name for column in columns)
        writer.writerows(lines)
    return len(lines)


def _rewriter(column: Column, known: set[str]) -> Rewriter:
    """Say how a column's cells differ between copies."""
    separator = column.inherit("separator")
    template = str(column.valueUrl.uri) if column.valueUrl is not None else ""
    datatype = column.inherit("datatype")
    kind = str(datatype.at_props.get("id", "")) if datatype else ""
    if kind == f"{NS}Object":
        return lambda cell, k: copied(cell, k) if cell in known else cell
    if template.startswith(ID) or column.name in ("id", "row"):
        return _listed(copied, separator)
    if column.name in NAMES:
        japanese = column.inherit("lang") == "ja"
        return _listed(_enciphered if japanese else _numbered, separator)
    return lambda cell, k: cell


def _listed(rewrite: Rewriter, separator: str | None) -> Rewriter:
    def listed(cell: str, k: int) -> str:
        parts = cell.split(separator) if separator else [cell]
        return (separator or "").join(rewrite(part, k) for part in parts) if cell and k else cell

    return listed


def _enciphered(name: str, k: int) -> str:
    """Move each sign by a number of places that is the copy's own; the length stays."""
    return "".join(chr(FIRST_SIGN + (ord(sign) + k * STEP) % SIGNS) for sign in name)


def _numbered(name: str, k: int) -> str:
    return f"{name} {k}"
