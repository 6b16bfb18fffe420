"""Cells: what is wrong with one cell of a table, said in words.

Relies on a column's CSVW description (the `csvw` package) for datatype, format and separator.
"""

from collections.abc import Callable
from functools import cache

from csvw.metadata import Column

LARGEST_CELL = 20_000  # characters; the longest honest note is below 1,000

# What is wrong and how to mend it; None where nothing is.
Problem = tuple[str, str] | None


def reader() -> Callable[[Column, str], Problem]:
    """Return a function that says what is wrong with a cell; it remembers what it has seen."""
    columns: dict[str, Column] = {}

    @cache
    def remembered(name: str, cell: str) -> Problem:
        return _problem(columns[name], cell)

    def read(column: Column, cell: str) -> Problem:
        if not cell and not column.inherit("required"):
            return None
        columns[column.name] = column
        return remembered(column.name, cell)

    return read


def _problem(column: Column, cell: str) -> Problem:
    if len(cell) > LARGEST_CELL:
        return f"{len(cell):,} characters in one cell", f"keep it under {LARGEST_CELL:,}"
    if cell != cell.strip():
        return "space at the end of a cell", "trim it"
    separator = column.inherit("separator")
    if cell and separator and not all(_is_item(part) for part in cell.split(separator)):
        return f"{cell[:60]!r} is not a list", f"write its items apart by '{separator}'"
    try:
        column.read(cell)
    except ValueError as error:
        return f"{cell[:60]!r}: {str(error)[:200]}", f"write {_form(column)}"
    return None


def _is_item(text: str) -> bool:
    """Say whether a part of a list is one item: `a;b` is two written as one."""
    return bool(text) and ";" not in text and text == text.strip()


def _form(column: Column) -> str:
    """Say in words what a cell of the column looks like."""
    datatype = column.inherit("datatype")
    if datatype is None or (datatype.base == "string" and not datatype.format):
        return "a value"
    return f"{datatype.base} {datatype.format or ''}".strip().replace("|", " | ")
