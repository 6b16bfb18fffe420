"""Texts: the reader's own copies of the documents, compared with the curated edition first.

Relies on the SHA-256 in `documents.csv`; lines are counted from 1 and end at LF only.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kg.citations import Span
from kg.errors import Violation
from kg.folding import fold
from kg.tables import CURATION, Package, Row, Table

_PAGE = re.compile(r"\W*\d{1,4}\W*")


@dataclass(frozen=True)
class Text:
    """A document's text by line, 1-based."""

    lines: tuple[str, ...]

    @classmethod
    def read(cls, path: Path) -> "Text":
        """Read a text; lines end at LF only."""
        return cls(tuple(path.read_bytes().decode("utf-8").split("\n")))

    def at(self, spans: tuple[Span, ...]) -> list[str]:
        """Give the lines of some spans; those beyond the end are left out."""
        return [line for span in spans for line in self.lines[span.first - 1 : span.last]]

    @cached_property
    def last(self) -> int:
        """Number of the last line that holds anything."""
        return max((n for n, line in enumerate(self.lines, 1) if line.strip()), default=0)

    @cached_property
    def content(self) -> tuple[int, ...]:
        """Numbers of the content lines: no blank, page number, or repeated title."""
        title = fold(self.lines[0]) if self.lines else ""
        found, titles = [], {title} - {""}
        for number, line in enumerate(self.lines, 1):
            folded = fold(line.lstrip("#- "))
            if not any(letter.isalnum() for letter in folded) or _PAGE.fullmatch(folded):
                continue
            if line.startswith("# "):
                if folded in titles:
                    continue
                titles.add(folded)
            found.append(number)
        return tuple(found)


def texts(package: Package, sources: Path) -> tuple[dict[str, Text], list[Violation]]:
    """Read the text of every curated document; report those that are missing or differ."""
    found: dict[str, Text] = {}
    violations = []
    curated = {table.document for table in package.tables if table.document != CURATION}
    for table, row in package.rows("documents"):
        name = row.cells.get("file", "")
        if row.cells.get("kind") != "source" or not name:
            if row.cells["id"] in curated:
                what = "it has rows, and no text to compare them with"
                fix = "make its kind source, and give file and sha256"
                violations.append(Violation(table.name, row.line, "file", what, fix))
            continue
        path = sources / name
        fault = _differs(table, row, path)
        if fault is None:
            found[row.cells["id"]] = Text.read(path)
        else:
            violations.append(fault)
    return found, violations


def _differs(table: Table, row: Row, path: Path) -> Violation | None:
    """Say how a reader's copy is not the curated text: missing, or another edition."""
    if not path.is_file():
        what = f"no {path.name} in {path.parent}"
        return Violation(table.name, row.line, "file", what, "put your copy there")
    if hashlib.sha256(path.read_bytes()).hexdigest() != row.cells.get("sha256"):
        what = f"{path.name} is not the text that was curated (SHA-256 differs)"
        return Violation(table.name, row.line, "sha256", what, "get that edition")
    return None
