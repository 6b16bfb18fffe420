"""Synthetic data packages: the real data N times over, of the same shape, as CSV.

Relies on the CSVW schemas to know which columns hold ids. Copy 0 is the real data; in copy k
each id ends in `-copy-<k>` and each name is enciphered, so that copies are not likely doubles.
"""

import csv
import random
import shutil
from collections.abc import Callable
from pathlib import Path

from csvw.metadata import Column

from kg.namespaces import ID, NS
from kg.tables import CURATION, Package, Table

SEED = 20260309
CROSSED = 0.1  # share of a copy's statements whose object is in another copy
SIGNS, FIRST_SIGN = 20_992, 0x4E00  # the CJK block into which Japanese names are enciphered
STEP = 211  # signs between the ciphers of neighbouring copies
NAMES = ("label_ja", "alt_ja", "hidden", "title_ja", "label_en", "alt_en", "title_en")

# Writes a cell of copy k: (cell, k) to cell.
Rewriter = Callable[[str, int], str]


def write(data: Path, out: Path, copies: int, *, seed: int = SEED) -> int:
    """Write a package of `copies` times the rows of `data` to `out`; give the number of rows.

    Raises:
        DataError: the tables of `data` break their form.
    """
    package = Package.read(data).checked()
    known = {row.cells["id"] for _, row in package.rows("entities", "documents")}
    shutil.copytree(data / "schemas", out / "schemas", dirs_exist_ok=True)
    written = 0
    for table in package.tables:
        chance = random.Random(f"{seed}/{table.name}")
        apart = bool(table.document) and table.document != CURATION
        if not apart:
            written += _write_table(table, out / table.name, range(copies), known, copies, chance)
        for k in range(copies) if apart else ():
            path = out / "sources" / copied(table.document, k) / f"{table.kind}.csv"
            written += _write_table(table, path, range(k, k + 1), known, copies, chance)
    return written


def copied(name: str, k: int) -> str:
    """Give the id of copy k of a thing.

    >>> copied("nict", 0), copied("nict", 12)
    ('nict', 'nict-copy-12')
    """
    return f"{name}-copy-{k}" if k and name != CURATION else name


def _write_table(
    table: Table, path: Path, numbers: range, known: set[str], copies: int, chance: random.Random
) -> int:
    """Write some copies of a table's rows to one file, sorted by id."""
    columns = [column for column in table.schema.columns if not column.virtual]
    rewriters = [_rewriter(column, known) for column in columns]
    lines = []
    for k in numbers:
        for row in table.rows:
            if k and row.cells[table.key] == CURATION:
                continue  # there is one curation, whatever the size
            cells = [row.cells.get(column.name, "") for column in columns]
            copy = [rewrite(cell, k) for rewrite, cell in zip(rewriters, cells, strict=True)]
            if table.kind == "statements" and k and chance.random() < CROSSED:
                position = [column.name for column in columns].index("object")
                copy[position] = rewriters[position](cells[position], chance.randrange(copies))
            lines.append(copy)
    key = [column.name for column in columns].index(table.key)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(column.name for column in columns)
        writer.writerows(sorted(lines, key=lambda cells: cells[key]))
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
