"""The moments of a briefing: which dated rows of the question `timeline` are told.

Relies on that question's columns.
"""

from collections.abc import Iterable
from itertools import zip_longest

from kg.analysis.briefed import Row
from kg.answers import AnswerRow, CitationList, rows_of
from kg.namespaces import Iri, iri
from kg.questions import Question, find
from kg.reading import Reading

MOMENTS = 10  # told
MONEY = iri("Money")  # told as sums


def telling(
    reading: Reading, nodes: Iterable[Iri], cited: CitationList
) -> tuple[tuple[AnswerRow, ...], int]:
    """Choose dated rows of some things, in the order of time, and count all there are.

    Each thing keeps one before any keeps two; the latest tell most of what is still to come.
    """
    around = {owned for node in nodes for owned in _owned(reading, node)}
    question = Question.read(find(reading.queries, "timeline"))
    # Asked once for all things: once for each takes ten times as long.
    asked = reading.store.select(question.bind({"thing": None}))
    wanted = [b for b in asked if b["subject"] in around and b["class"] != MONEY]
    own = CitationList(reading.evidence)
    found: dict[tuple[str, ...], AnswerRow] = {}
    for row in rows_of(wanted, question.columns(reading.lang), reading.labels, own):
        if any(_starts(row)):
            found.setdefault(moment_row(row).cells, row)
    turns: dict[str | None, list[AnswerRow]] = {}
    for row in sorted(found.values(), key=_starts, reverse=True):
        turns.setdefault(row.cells["subject"].iri, []).append(row)
    ranked = [row for turn in zip_longest(*turns.values()) for row in turn if row]
    shown = tuple(
        AnswerRow(row.cells, cited.add(Iri(own.citations[p].statement) for p in row.citations))
        for row in sorted(ranked[:MOMENTS], key=_starts)
    )
    return shown, len(found)


def moment_row(row: AnswerRow) -> Row:
    """Put a moment into the cells of a table; what names nothing of its own is named by its kind.

    A period or a target without a figure is called after its thing and its time.
    """
    when, subject, what, status = (
        row.cells[name].label for name in ("when", "subject", "what", "status")
    )
    for ending in (f"（{when}）", f" ({when})"):
        what = what.removesuffix(ending)
    if not what.replace(subject, "").replace(when, "").strip(" ()（）"):
        what = row.cells["class"].label
    return Row((when, subject, what, status), row.citations)


def _owned(reading: Reading, node: Iri) -> set[Iri]:
    """Give a thing, what bears it as a topic, and the parts of both."""
    store = reading.store
    bearing = {quad.subject for quad in store.quads(None, iri("hasTopic"), node)}
    found = {node, *(term for term in bearing if isinstance(term, Iri))}
    parts = {q.subject for whole in found for q in store.quads(None, iri("partOf"), whole)}
    return found | {term for term in parts if isinstance(term, Iri)}


def _starts(row: AnswerRow) -> tuple[str, str]:
    """Give the days between which it may lie, ISO 8601, the first known one first."""
    first, last = (row.cells[name].value for name in ("earliest", "latest"))
    return first or last, last
