"""Coverage: which content lines are cited, and which things on them some row holds.

Relies on the documents' texts and on the same naming as the citation check. A *thing* is a
figure with a unit, a date, or a known organisation's name on a content line.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path

import ahocorasick

from kg.check.names import LISTS, names_of, pattern, softened
from kg.check.texts import Text, texts
from kg.citations import parse_lines
from kg.errors import DataError, NotFoundError
from kg.figures import Figure, dates, figures, mentions_date, mentions_figure, things
from kg.folding import fold, narrow
from kg.namespaces import ID
from kg.references import Index
from kg.tables import Package, Row, Table

ORGANISATION = frozenset(("Organisation", "Committee"))
SHORTEST_NAME = 2  # characters; a one-letter alias is found everywhere
LEAST_TITLE = 0.4  # of a line that a section's title must make up to be its heading
PERCENT = "%"
VALUES = ("amount", "amount_high", "value", "value_high", "low", "high")  # columns of figures
MEASURING = frozenset(("observations", "targets", "money"))  # tables whose rows are figures
_QUOTED = re.compile("「([^」]+)」")


@dataclass(frozen=True, slots=True)
class OpenThing:
    """A thing that no row holds and nobody excused."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Share:
    """Coverage of one section or document: numbers of lines and things."""

    title: str
    lines: int
    cited: int
    excused: int
    things: int
    held: int

    @property
    def line_share(self) -> float:
        """Share of content lines cited or excused, 0…1."""
        return (self.cited + self.excused) / self.lines if self.lines else 1.0

    @property
    def thing_share(self) -> float:
        """Share of things held or excused, 0…1."""
        return self.held / self.things if self.things else 1.0


class Coverage:
    """What the rows of one document cover of its text."""

    def __init__(self, package: Package, document: str, text: Text) -> None:
        """Index the rows of `document` by the lines they cite."""
        self.document = document
        self._package = package
        self._text = text
        self._index = Index(package)
        self._rows: dict[int, list[tuple[Table, Row]]] = defaultdict(list)
        self._excused: dict[int, set[str]] = {}
        for table, row in package.rows():
            if table.document == document and "lines" in row.cells:
                self._place(table, row)

    def _place(self, table: Table, row: Row) -> None:
        lines = parse_lines(row.cells["lines"])
        numbers = [n for span in lines for n in range(span.first, span.last + 1)]
        if table.kind == "uncited":
            quoted = {fold(text) for text in _QUOTED.findall(row.cells.get("note", ""))}
            for number in numbers:
                # One by one: only a row for a single line excuses the things it quotes.
                found = self._excused.setdefault(number, set())
                found |= quoted if len(numbers) == 1 else set()
            return
        for span in parse_lines(row.cells.get("heading", "")):
            numbers += range(span.first, span.last + 1)
        for number in dict.fromkeys(numbers):
            self._rows[number].append((table, row))

    @property
    def content(self) -> tuple[int, ...]:
        """Numbers of the content lines: no blank, page number, or repeated title."""
        return self._text.content

    def open_lines(self) -> list[int]:
        """List the content lines that are neither cited nor excused."""
        return [n for n in self.content if not self._is_cited(n) and n not in self._excused]

    def open_things(self) -> list[OpenThing]:
        """List the things that no row holds and nobody excused."""
        return [
            OpenThing(number, text)
            for number in self.content
            for text in self._things(number)
            if not self._held(number, text)
        ]

    def open_percentages(self) -> list[OpenThing]:
        """List the percentages that no observation, target or sum of money has as its value."""
        return [
            OpenThing(number, figure.text)
            for number in self.content
            for figure in figures(self._text.lines[number - 1])
            if figure.unit == PERCENT and not self._measured(number, figure)
        ]

    def share(self, title: str, first: int, last: int) -> Share:
        """Count what is covered between two lines, both included."""
        content = [n for n in self.content if first <= n <= last]
        cited = sum(self._is_cited(n) for n in content)
        excused = sum(n in self._excused and not self._is_cited(n) for n in content)
        found = [(n, text) for n in content for text in self._things(n)]
        held = sum(self._held(n, text) for n, text in found)
        return Share(title, len(content), cited, excused, len(found), held)

    def whole(self) -> Share:
        """Count what is covered of the whole document."""
        return self.share(self.document, 1, len(self._text.lines))

    def sections(self) -> Iterator[Share]:
        """Count what is covered of each section, in the document's order."""
        for table in self._package.of("sections"):
            if table.document == self.document:
                rows = sorted(
                    table.rows, key=lambda r: (int(r.cells["first"]), -int(r.cells["last"]))
                )
                for row in rows:
                    c = row.cells
                    yield self.share(c["title_ja"], int(c["first"]), int(c["last"]))

    def _is_cited(self, number: int) -> bool:
        return number in self._rows or number in self._headings

    @cached_property
    def _headings(self) -> frozenset[int]:
        """Lines whose text is recorded as the title of a section that begins there."""
        return frozenset(
            int(row.cells["first"])
            for table, row in self._package.rows("sections")
            if table.document == self.document and self._titled(row)
        )

    def _titled(self, row: Row) -> bool:
        first = int(row.cells["first"])
        line = self._text.lines[first - 1] if first <= len(self._text.lines) else ""
        title, printed = fold(row.cells["title_ja"]), fold(line.replace("**", "").strip("#- 　"))
        held = printed in title or (title in printed and len(title) >= LEAST_TITLE * len(printed))
        return bool(printed) and held

    def _things(self, number: int) -> list[str]:
        """List the things of one line as printed."""
        line = self._text.lines[number - 1]
        found = [(t.start, t.end, line[t.start : t.end]) for t in things(line)]
        folded = narrow(line).casefold()
        for end, name in self._organisations.iter_long(folded):
            start = end + 1 - len(name)
            if pattern(name).search(softened(line)):
                found.append((start, end + 1, line[start : end + 1]))
        return [text for _, _, text in sorted(found)]

    @cached_property
    def _organisations(self) -> ahocorasick.Automaton:
        """All names of organisations and committees, narrowed and lower-cased."""
        automaton = ahocorasick.Automaton()
        for _, row in self._package.rows("entities"):
            if ORGANISATION & set(row.cells.get("type", "").split(LISTS)):
                for name in names_of(row):
                    if len(name) >= SHORTEST_NAME:
                        key = narrow(name).casefold()
                        automaton.add_word(key, key)
        automaton.make_automaton()
        return automaton

    def _held(self, number: int, text: str) -> bool:
        """Say whether a row that cites the line holds the thing, or it is excused."""
        if fold(text) in self._excused.get(number, ()):
            return True
        return any(self._holds(table, row, text) for table, row in self._rows.get(number, ()))

    def _holds(self, table: Table, row: Row, text: str) -> bool:
        """Say whether a row's value, date, end or wording is the thing."""
        cells = row.cells
        for name in VALUES:
            if name in cells and _same_figure(text, cells[name]):
                return True
        for date in self._dates(row):
            if _same_date(text, date, cells.get("calendar", "cy")):
                return True
        wanted = fold(text)
        return any(wanted in fold(form) for form in self._forms(table, row))

    def _measured(self, number: int, figure: Figure) -> bool:
        """Say whether a row with a value of its own holds a percentage, or it is excused."""
        if fold(figure.text) in self._excused.get(number, ()):
            return True
        rows = (row for table, row in self._rows.get(number, ()) if table.kind in MEASURING)
        return any(
            Decimal(row.cells[name]) == figure.value
            for row in rows
            for name in VALUES
            if name in row.cells
        )

    def _dates(self, row: Row) -> Iterator[str]:
        """Give the dates of a row, and the date of issue of a work that it cites."""
        yield from (row.cells[name] for name in ("when", "accessed") if name in row.cells)
        work = self._index.entities.get(row.cells.get("work", ""))
        if work is not None and "issued" in work[1].cells:
            yield work[1].cells["issued"]

    def _forms(self, table: Table, row: Row) -> Iterator[str]:
        """Give the wordings of a row: names of its entities, and its literals."""
        for column in table.schema.columns:
            cell = row.cells.get(column.name, "")
            if not cell or column.name in ("lines", "heading", "note", "id"):
                continue
            template = str(column.valueUrl.uri) if column.valueUrl is not None else ""
            if template.startswith(ID) or column.name == "object":
                entity = self._index.entities.get(cell)
                yield from names_of(entity[1]) if entity else (cell,)
            elif column.inherit("lang") or column.name == "as_printed":
                yield cell


def _same_figure(text: str, value: str) -> bool:
    return bool(figures(text)) and mentions_figure(text, Decimal(value))


def _same_date(text: str, when: str, calendar: str) -> bool:
    """Say whether a printed date is the row's, or an end or part of it."""
    ends = [end.rstrip("~?%") for end in when.split("/") if end not in ("", "..")]
    parts = {when, *ends, *(end[:7] for end in ends), *(end[:4] for end in ends)}
    printed = (end for mention in dates(text) for end in mention.interval.split("/"))
    yearless = {end[5:] for end in printed if end.startswith("XXXX-")}
    return any(end[5:].startswith(rest) for end in ends for rest in yearless) or any(
        mentions_date(text, part, kind)
        for part in sorted(parts)
        for kind in (calendar, "cy", "jp-fy")
    )


def coverage(package: Package, sources: Path, document: str | None = None) -> list[Coverage]:
    """Measure the coverage of one document, or of every curated one.

    Raises:
        DataError: a text is missing or is not the curated edition.
        NotFoundError: no such document.
    """
    found, violations = texts(package, sources)
    if violations:
        raise DataError(violations)
    if document is not None and document not in found:
        names = ", ".join(sorted(found))
        raise NotFoundError(f"'{document}': no curated document of that id. there are {names}")
    names_wanted = [document] if document is not None else sorted(found)
    return [Coverage(package, name, found[name]) for name in names_wanted]
