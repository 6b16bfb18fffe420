"""Wordings: texts of a row in its document's language, and how much of them the lines print.

Relies on pairs of letters, particles left out: a curator may shorten or turn a phrase, but words
that the lines do not hold at all come from elsewhere.
"""

import re
from collections.abc import Iterator

from kg.folding import fold
from kg.tables import Package, Row, Table

# Honest wordings share 0.33 and more; of lines taken at random 99 % share under 0.25.
LEAST_PRINTED = 0.3
# Columns in the curator's words: what a finding compares, as 時系列; the caveats of an observation.
OURS = frozenset(("dimension", "base", "comparability"))
_PARTICLES = re.compile(r"[ぁ-ん\W_]+")


def wordings(table: Table, row: Row) -> Iterator[tuple[str, str]]:
    """Give (column, text) of the Japanese texts of a fact row, a literal object among them."""
    for column in table.schema.columns:
        cell = row.cells.get(column.name, "")
        if cell and column.inherit("lang") == "ja" and column.name not in OURS:
            yield column.name, cell
        elif column.name == "object" and cell.endswith("@ja"):
            yield column.name, cell.removesuffix("@ja")


def is_printed(wording: str, passage: str) -> bool:
    """Say whether a passage prints enough of a wording to be its origin.

    >>> is_printed("様々な利用者の柔軟な接続", "様々な利用者を柔軟に接続する")
    True
    >>> is_printed("様々な利用者の柔軟な接続", "第3章 予算")
    False
    """
    parts = _PARTICLES.split(fold(wording))
    pairs = {part[i : i + 2] for part in parts if part for i in range(max(1, len(part) - 1))}
    plain = fold(passage)
    held = sum(pair in plain for pair in pairs)
    return held >= LEAST_PRINTED * len(pairs) if pairs else fold(wording) in plain


def translated(package: Package) -> frozenset[tuple[str, ...]]:
    """Give document, subject, predicate and lines of every Japanese wording in a statement."""
    return frozenset(
        (table.document, row.cells["subject"], row.cells["predicate"], row.cells["lines"])
        for table, row in package.rows("statements")
        if row.cells["object"].endswith("@ja")
    )
