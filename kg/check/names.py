"""Names: the forms by which a text may call an entity, and forms that are no names.

Relies on the entity table's columns; a whole clause as an alias would let any line pass.
"""

import re
from collections.abc import Iterator
from functools import cache

from kg.errors import Violation
from kg.folding import fold
from kg.tables import Package, Row

LISTS = "; "
LONGEST_ALIAS, LONGEST_LABEL = 25, 40  # characters of a common noun phrase
# Classes whose members bear official names, however long.
PROPER = frozenset(
    "Account Committee Dataset Document Event Facility Organisation Person Programme Project "
    "Standard Strategy System".split()
)
_CLAUSE = re.compile("を|(?<!我)が|により")


def names_of(row: Row, *, hidden: bool = True) -> list[str]:
    """List label and aliases of an entity row, both languages; titles of a document row."""
    cells = row.cells
    names = [cells.get(column, "") for column in ("label_ja", "label_en", "title_ja", "title_en")]
    columns = ("alt_ja", "alt_en", "hidden") if hidden else ("alt_ja", "alt_en")
    for column in columns:
        names += cells.get(column, "").split(LISTS)
    return [name for name in names if name]


def clauses(package: Package) -> Iterator[Violation]:
    """List labels and aliases that are clauses rather than names."""
    for table, row in package.rows("entities"):
        if PROPER & set(row.cells.get("type", "").split(LISTS)):
            continue
        for column, longest in (("label_ja", LONGEST_LABEL), ("alt_ja", LONGEST_ALIAS)):
            for name in row.cells.get(column, "").split(LISTS):
                if len(name) > longest or (column == "alt_ja" and _CLAUSE.search(name)):
                    what = f"'{name}' is a clause, no name"
                    fix = "shorten it to a noun phrase that the text prints"
                    yield Violation(table.name, row.line, column, what, fix)


def softened(text: str) -> str:
    """Fold a text but keep its spaces, so that Latin words keep their ends.

    >>> softened("**ＮＩＣＴ** and AI Act")
    'nict and ai act'
    """
    return " ".join(fold(word) for word in text.replace("**", "").replace("\\*", "*").split())


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Match a name in a softened text, spaces anywhere, Latin words whole.

    >>> bool(pattern("AI").search("hair")), bool(pattern("NICT").search("n i c tの"))
    (False, True)
    """
    folded = fold(name)
    body = r"\s*".join(re.escape(letter) for letter in folded)
    before = r"(?<![a-z0-9])" if folded[:1].isascii() and folded[:1].isalnum() else ""
    after = r"(?![a-z0-9])" if folded[-1:].isascii() and folded[-1:].isalnum() else ""
    return re.compile(before + body + after)
