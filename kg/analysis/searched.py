"""What was searched: where the documents speak of a thing, and how much of it the graph holds.

Relies on `ist:section`, the first and last line of sections, and the lines and headings that
statements cite. Lines that were read and excused are not in the graph: they count as not cited,
and so do blank lines.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, Literal

from kg.citations import parse_lines
from kg.evidence import DERIVED, ISSUED, LINES, SECTION, STATUS, TITLE
from kg.namespaces import Iri, curie, iri
from kg.reading import Reading
from kg.store import stated_in

DEFAULT = DefaultGraph()
CURATED, MERGED, TOPIC = iri("curated"), iri("merged"), iri("hasTopic")
FIRST, LAST = iri("firstLine"), iri("lastLine")
SHOWN, DOCUMENTS = 2, 2  # sections named of a document, and documents, where people read


@dataclass(frozen=True, slots=True)
class Ground:
    """The sections that speak of a thing, newest document first, and the share of lines cited."""

    short: str
    full: str
    share: float | None


class Searched:
    """Finds statements about things and the ground they stand on; documents are read once."""

    def __init__(self, reading: Reading) -> None:
        """Read from the store of `reading`, in its language."""
        self._store = reading.store
        self._labels = reading.labels
        self._lines: dict[Iri, frozenset[int]] = {}
        # Asked of the same nodes and statements over and over: by each kind of gap, and to weigh.
        self._around: dict[Iri, tuple[Iri, ...]] = {}
        self._known: dict[tuple[Iri, Iri], Iri | None] = {}
        self._places: dict[Iri, tuple[str, str, int, str]] = {}

    def statements(self, node: Iri) -> tuple[Iri, ...]:
        """List the statements of documents that name a node, by document and line."""
        if node not in self._around:
            around = [*self._store.quads(node), *self._store.quads(None, None, node)]
            found = {s for q in around if q.predicate != TOPIC and (s := stated_in(q))}
            self._around[node] = self.ordered(s for s in found if self.status(s) != CURATED)
        return self._around[node]

    def ordered(self, statements: Iterable[Iri]) -> tuple[Iri, ...]:
        """Sort statements by the date of issue of their documents, then by line."""
        return tuple(sorted(set(statements), key=self._place))

    def status(self, statement: Iri) -> Iri | None:
        """Give the status of a statement."""
        return self._one(statement, STATUS)

    def firm(self, statement: Iri) -> bool:
        """Say whether a document states it as a fact, a plan or an agreement."""
        status = self.status(statement)
        if status is None or status == CURATED:
            return False
        merged = self._store.quads(status, MERGED, graph=DEFAULT)
        return any(q.object == Literal("true", datatype=iri("xsd:boolean")) for q in merged)

    def document(self, statement: Iri) -> Iri | None:
        """Give the document of a statement."""
        return self._one(statement, DERIVED)

    def issued(self, statement: Iri) -> str:
        """Give the date of issue of a statement's document as written; empty for our own links."""
        document = self.document(statement)
        return self._labels.text(document, ISSUED) if document else ""

    def ground(self, statements: Iterable[Iri]) -> Ground:
        """Name the sections of some statements, and the share of their lines that are cited."""
        sections: dict[tuple[str, Iri], list[Iri]] = defaultdict(list)
        for statement in statements:
            document, section = self.document(statement), self._one(statement, SECTION)
            if document is not None and section is not None:
                place = (self.issued(statement), document)
                if section not in sections[place]:
                    sections[place].append(section)
        ordered = sorted(sections.items(), key=lambda item: (item[0][0], str(item[0][1])))[::-1]
        short = "; ".join(
            self._named(place[0][:4], found, SHOWN) for place, found in ordered[:DOCUMENTS]
        )
        if (rest := len(ordered) - DOCUMENTS) > 0:
            short += f"; ほか{rest}文書" if self._labels.lang == "ja" else f"; + {rest} documents"
        full = "; ".join(
            self._named(curie(place[1]).removeprefix("id:"), found, len(found))
            for place, found in ordered
        )
        return Ground(short, full, self._share(ordered))

    def _named(self, document: str, sections: list[Iri], shown: int) -> str:
        """Say `2026「節」「節」ほか1節`; after the year or id of the document."""
        japanese = self._labels.lang == "ja"
        titles = [self._labels.text(section, TITLE) for section in sections]
        named = "".join(f"「{t}」" for t in titles[:shown])
        if not japanese:
            named = " " + ", ".join(f"“{t}”" for t in titles[:shown])
        rest = len(titles) - shown
        more = (f"ほか{rest}節" if japanese else f" + {rest} more") if rest > 0 else ""
        return f"{document}{named}{more}"

    def _share(self, ordered: list[tuple[tuple[str, Iri], list[Iri]]]) -> float | None:
        held = total = 0
        for (_, document), sections in ordered:
            lines = {
                line
                for section in sections
                for line in range(self._number(section, FIRST), self._number(section, LAST) + 1)
            }
            total += len(lines)
            held += len(lines & self._cited(document))
        return held / total if total else None

    def _cited(self, document: Iri) -> frozenset[int]:
        """Give the lines of a document that any statement cites, headings among them."""
        if document not in self._lines:
            found = self._store.select(
                f"SELECT DISTINCT ?lines WHERE {{ ?statement prov:wasDerivedFrom {document} ;"
                " ist:lines|ist:heading ?lines }"
            )
            self._lines[document] = frozenset(
                line
                for b in found
                if isinstance(b["lines"], Literal)
                for span in parse_lines(b["lines"].value)
                for line in range(span.first, span.last + 1)
            )
        return self._lines[document]

    def _place(self, statement: Iri) -> tuple[str, str, int, str]:
        if statement not in self._places:
            lines = [
                parse_lines(q.object.value)[0].first
                for q in self._store.quads(statement, LINES, graph=DEFAULT)
                if isinstance(q.object, Literal) and q.object.value
            ]
            document, first = str(self.document(statement)), min(lines, default=0)
            self._places[statement] = (self.issued(statement), document, first, statement.value)
        return self._places[statement]

    def _number(self, section: Iri, predicate: Iri) -> int:
        return int(self._labels.text(section, predicate) or 0)

    def _one(self, subject: Iri, predicate: Iri) -> Iri | None:
        key = (subject, predicate)
        if key not in self._known:
            quad = next(iter(self._store.quads(*key, graph=DEFAULT)), None)
            self._known[key] = quad.object if quad and isinstance(quad.object, Iri) else None
        return self._known[key]
