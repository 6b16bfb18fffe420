"""Answers: rows of named terms with the citations they rest on; one shape for every command.

Relies on labels and evidence. The JSON is what other programs read.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from pyoxigraph import Literal

from kg.citations import Citation
from kg.evidence import Evidence
from kg.labels import Labels
from kg.namespaces import STATEMENT, Iri, Term
from kg.wording import date_text, money_text, unit_text


@dataclass(frozen=True, slots=True)
class Cell:
    """One term of an answer.

    `label`: as people read it; `value`: as stored, an entity's label. A literal has no IRI.
    """

    iri: str | None
    label: str
    value: str
    lang: str | None = None

    def to_json(self) -> dict[str, str | None]:
        """Give the four fields of the contract."""
        return {"iri": self.iri, "label": self.label, "value": self.value, "lang": self.lang}


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """Cells by column; `citations` are positions in the answer's list."""

    cells: dict[str, Cell]
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an answer.

    `form`: how a literal is put into words (`money`, `date`, `unit`), with the query's columns
    `currency`, `calendar` and `unit`; `detail`: left out where people read, kept in csv and json.
    """

    heading: str
    form: str = ""
    detail: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command found, where it stands, and what was searched."""

    question: str
    columns: Mapping[str, Column]
    rows: tuple[AnswerRow, ...]
    citations: tuple[Citation, ...]
    searched: tuple[str, ...]
    query: str | None = None

    def __bool__(self) -> bool:
        return bool(self.rows)

    def to_json(self) -> dict[str, Any]:
        """Give the JSON object of the contract."""
        return {
            "question": self.question,
            "columns": list(self.columns),
            "rows": [
                {n: c.to_json() for n, c in row.cells.items()} | {"citations": [*row.citations]}
                for row in self.rows
            ],
            "citations": [citation_json(citation) for citation in self.citations],
            "searched": list(self.searched),
            "query": self.query,
        }


def citation_json(citation: Citation) -> dict[str, str]:
    """Give a citation's JSON object of the contract."""
    return {
        "statement": citation.statement,
        "document": citation.source.id,
        "title": citation.source.title,
        "section": citation.section,
        "lines": citation.lines,
        "status": citation.status,
    }


class CitationList:
    """Numbers the citations of one answer in the order of their first use."""

    def __init__(self, evidence: Evidence) -> None:
        """Look citations up in `evidence`."""
        self._evidence = evidence
        self._positions: dict[str, int] = {}
        self.citations: list[Citation] = []

    def add(self, statements: Iterable[Iri]) -> tuple[int, ...]:
        """Give the positions of these statements, adding those that are new."""
        return tuple(dict.fromkeys(self._position(statement) for statement in statements))

    def _position(self, statement: Iri) -> int:
        if statement.value not in self._positions:
            self._positions[statement.value] = len(self.citations)
            self.citations.append(self._evidence.citation(statement))
        return self._positions[statement.value]


def cell(term: Term | None, labels: Labels) -> Cell:
    """Name a term for an answer; an unbound variable is an empty cell."""
    if term is None:
        return Cell(None, "", "")
    if isinstance(term, Iri):
        label = labels.of(term)
        return Cell(term.value, label, label)
    value = labels.of(term)
    return Cell(None, value, value, getattr(term, "language", None))


def worded(plain: Cell, column: Column, binding: Mapping[str, Term], labels: Labels) -> Cell:
    """Put a literal into words as its column asks; its value stays as it is stored."""
    if not column.form or not plain.value:
        return plain
    other = {name: labels.of(term) for name, term in binding.items() if isinstance(term, Literal)}
    match column.form:
        case "money":
            text = money_text(Decimal(plain.value), other.get("currency", ""), labels.lang)
        case "date":
            fiscal = str(binding.get("calendar", "")).endswith("-fy>")
            text = date_text(plain.value, fiscal=fiscal, lang=labels.lang)
        case _:
            text = unit_text(plain.value, other.get("unit", ""), labels.lang)
    return replace(plain, label=text)


def headed(headings: Mapping[str, str]) -> dict[str, Column]:
    """Make plain columns of names and headings."""
    return {name: Column(heading) for name, heading in headings.items()}


def is_evidence(column: str) -> bool:
    """Say whether a column of a query holds statements rather than an answer."""
    return column.lower().endswith(("statement", "statements"))


def statements_in(term: Term | None) -> list[Iri]:
    """Read the statements of an evidence column: an IRI, or IRIs joined by spaces."""
    if term is None:
        return []
    names = [term.value] if isinstance(term, Iri) else str(getattr(term, "value", "")).split()
    return [Iri(name) for name in names if name.startswith(STATEMENT)]


def rows_of(
    bindings: Sequence[dict[str, Term]],
    columns: Mapping[str, Column],
    labels: Labels,
    cited: CitationList,
) -> tuple[AnswerRow, ...]:
    """Turn solutions into rows; equal rows become one that holds all their citations."""
    merged: dict[tuple[tuple[str, Cell], ...], list[int]] = {}
    for binding in bindings:
        cells = tuple(
            (name, worded(cell(binding.get(name), labels), column, binding, labels))
            for name, column in columns.items()
        )
        statements = [
            s for name, t in binding.items() if is_evidence(name) for s in statements_in(t)
        ]
        found = merged.setdefault(cells, [])
        found += [position for position in cited.add(statements) if position not in found]
    return tuple(AnswerRow(dict(cells), tuple(found)) for cells, found in merged.items())
