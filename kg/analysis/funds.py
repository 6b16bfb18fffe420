"""The money that goes with things: figures that do not overlap, added up by like and like.

Relies on the saved question `amounts-and-their-parts`; nothing is added across currencies, years,
stages or kinds of money.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from operator import itemgetter

import networkx
from pyoxigraph import Literal

from kg.namespaces import Iri, Term, curie
from kg.questions import Question, find
from kg.reading import Reading

# Money given or promised to a thing; markets, demand and revenue are not, and a ceiling for one
# project says nothing of the whole.
KINDS = {"money-budget", "money-fund", "money-award", "money-pledge", "money-loan-plan"}
CEILING, PER_PROJECT, SHARE = "money-cap", "per-project", "bound-part-of"


@dataclass(frozen=True, slots=True, order=True)
class Purse:
    """What figures must share to be added up: empty where a document does not say."""

    when: str
    calendar: str
    stage: str
    kind: str
    currency: str
    per: str
    bound: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One stated amount; `first` is the figure it repeats, `whole` the figure it is part of."""

    money: Iri
    owner: Iri
    payer: Iri | None
    amount: Decimal
    purse: Purse
    statement: Iri
    first: Iri | None = None
    whole: Iri | None = None

    @property
    def document(self) -> str:
        """The id of the document that states it, which begins with its year."""
        return self.statement.value.split("/")[-2]


@dataclass(frozen=True, slots=True)
class Total:
    """Figures of one purse added up; `statements` are those of the figures and their repeats.

    `earlier`: what an earlier document states where a later one states another amount.
    """

    purse: Purse
    amount: Decimal
    figures: tuple[Figure, ...]
    statements: tuple[Iri, ...]
    earlier: bool = False


def figures(reading: Reading) -> list[Figure]:
    """Read all merged amounts that may be added up."""
    question = Question.read(find(reading.queries, "amounts-and-their-parts"))
    found = (_figure(row) for row in reading.store.select(question.bind({"owner": None})))
    return [figure for figure in found if figure and _addable(figure.purse)]


def totals(figures: Iterable[Figure], gone: Collection[Iri]) -> list[Total]:
    """Add up the figures whose owner or payer is gone, each once, by purse, in sorted order.

    A figure stated again counts once; a part does not count beside its whole. A figure that
    repeats one of a thing that stays is shared with it, so nothing goes. Figures without a year
    are added to none, nor are those that a later document states otherwise.
    """
    groups = _repeats(figures)
    containing = _containing(groups)
    lost = {first: rows for first, rows in groups.items() if _lost(rows[0], gone)}
    counted = [
        rows
        for first, rows in lost.items()
        if not networkx.descendants(containing, first) & lost.keys()
    ]
    latest: dict[tuple[Iri, Purse], str] = {}
    for rows in counted:
        stated = (rows[0].owner, rows[0].purse)
        latest[stated] = max(latest.get(stated, ""), _document(rows))
    sums: dict[tuple[bool, Purse, str], list[list[Figure]]] = {}
    for rows in counted:
        figure = rows[0]
        earlier = _document(rows) != latest[figure.owner, figure.purse]
        alone = "" if figure.purse.when and not earlier else str(figure.money)
        sums.setdefault((earlier, figure.purse, alone), []).append(rows)
    return [_total(key[1], found, key[0]) for key, found in sorted(sums.items(), key=itemgetter(0))]


def _document(rows: list[Figure]) -> str:
    return max(row.document for row in rows)


def _total(purse: Purse, found: list[list[Figure]], earlier: bool) -> Total:
    counted = tuple(rows[0] for rows in found)
    statements = tuple(row.statement for rows in found for row in rows)
    amount = sum((figure.amount for figure in counted), Decimal(0))
    return Total(purse, amount, counted, statements, earlier)


def _repeats(figures: Iterable[Figure]) -> dict[Iri, list[Figure]]:
    """Gather what repeats one figure, under the figure that repeats none where it is known."""
    known = {figure.money: figure for figure in figures}
    same: networkx.Graph[Iri] = networkx.Graph()
    same.add_nodes_from(known)
    same.add_edges_from((f.money, f.first) for f in known.values() if f.first)
    # `restates` names figures of one document; across documents the amount alone can tell.
    alike: dict[tuple[Iri, Purse, Decimal], dict[str, Iri]] = {}
    for figure in known.values():
        stated = alike.setdefault((figure.owner, figure.purse, figure.amount), {})
        stated.setdefault(figure.document, figure.money)
    for stated in alike.values():
        same.add_edges_from(pairwise(stated.values()))
    groups = {}
    for linked in networkx.connected_components(same):
        rows = [known[money] for money in linked if money in known]
        rows.sort(key=lambda row: (row.first is not None, str(row.money)))
        groups[rows[0].money] = rows
    return groups


def _containing(groups: Mapping[Iri, list[Figure]]) -> "networkx.DiGraph[Iri]":
    """Link each figure to those that contain it, by way of the figures they repeat."""
    origin = {row.money: first for first, rows in groups.items() for row in rows}
    pairs = ((first, row.whole) for first, rows in groups.items() for row in rows)
    links: networkx.DiGraph[Iri] = networkx.DiGraph()
    links.add_nodes_from(groups)
    links.add_edges_from((first, origin.get(whole, whole)) for first, whole in pairs if whole)
    return links


def _lost(figure: Figure, gone: Collection[Iri]) -> bool:
    return figure.owner in gone or figure.payer in gone


def _addable(purse: Purse) -> bool:
    yearly_ceiling = purse.kind == CEILING and purse.per != PER_PROJECT
    return (purse.kind in KINDS or yearly_ceiling) and purse.bound != SHARE


def _figure(row: Mapping[str, Term]) -> Figure | None:
    money, owner, statement, amount = (
        row.get(name) for name in ("money", "owner", "statement", "amount")
    )
    if not (isinstance(money, Iri) and isinstance(owner, Iri) and isinstance(statement, Iri)):
        return None
    purse = Purse(
        *(_name(row.get(name)) for name in ("when", "calendar", "stage", "kind")),
        *(_name(row.get(name)) for name in ("currency", "per", "bound")),
    )
    value = Decimal(amount.value) if isinstance(amount, Literal) else Decimal(0)
    payer, first, whole = (
        term if isinstance(term := row.get(name), Iri) else None
        for name in ("payer", "first", "whole")
    )
    return Figure(money, owner, payer, value, purse, statement, first, whole)


def _name(term: Term | None) -> str:
    if isinstance(term, Iri):
        return curie(term)
    return term.value if isinstance(term, Literal) else ""
