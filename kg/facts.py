"""Facts: what statements say of one entity, seen from that entity.

Relies on statement graphs for what is stated and on owl:inverseOf for reading a triple backwards.
"""

from dataclasses import dataclass

from pyoxigraph import Literal

from kg.labels import Labels
from kg.namespaces import NS, Iri, Term, curie, iri
from kg.store import GraphStore, stated_in

INVERSE = iri("owl:inverseOf")
PHRASE = iri("phrase")
# What every n-ary node says of itself; its label in words holds these already.
FORMAL = frozenset(
    iri(name)
    for name in (
        "rdf:type", "status", "when", "earliest", "latest", "calendar", "amount", "amountHigh",
        "currency", "bound", "stage", "per", "value", "valueHigh", "unit", "metric", "comparator",
        "scope", "modality", "skos:prefLabel", "low", "high", "precision", "measure", "asPrinted",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fact:
    """One stated triple seen from `subject`; `statements` are those that say it, sorted."""

    subject: Iri
    predicate: Iri
    object: Term
    statements: tuple[Iri, ...]


class Facts:
    """Reads facts and their sentences from a store."""

    def __init__(self, store: GraphStore, labels: Labels) -> None:
        """Read the inverses once; sentences are in the language of `labels`."""
        self._store = store
        self._labels = labels
        self._inverses: dict[Iri, Iri] = {}
        for quad in store.quads(None, INVERSE):
            if isinstance(quad.subject, Iri) and isinstance(quad.object, Iri):
                self._inverses |= {quad.subject: quad.object, quad.object: quad.subject}

    def inverse(self, relation: Iri) -> Iri:
        """Give the relation as seen from its other end; itself where it has no name of its own."""
        return self._inverses.get(relation, relation)

    def of(self, node: Iri) -> list[Fact]:
        """List what is stated of a node, in the order of the phrases' predicates."""
        found: dict[tuple[Iri, Term], set[Iri]] = {}
        for quad in self._store.quads(node):
            statement = stated_in(quad)
            if statement and quad.predicate not in FORMAL:
                found.setdefault((quad.predicate, quad.object), set()).add(statement)
        for quad in self._store.quads(None, None, node):
            statement, inverse = stated_in(quad), self._inverses.get(quad.predicate)
            if statement and inverse and isinstance(quad.subject, Iri):
                found.setdefault((inverse, quad.subject), set()).add(statement)
        facts = [
            Fact(node, predicate, term, tuple(sorted(statements, key=str)))
            for (predicate, term), statements in found.items()
        ]
        return sorted(facts, key=lambda f: (curie(f.predicate), str(f.object)))

    def readable(self, node: Iri) -> list[Fact]:
        """List what is stated of a node, a text only once where both languages are held."""
        facts = self.of(node)
        own = {f.predicate for f in facts if self._language(f) == self._labels.lang}
        return [
            fact
            for fact in facts
            if fact.predicate not in own or self._language(fact) in (None, self._labels.lang)
        ]

    @staticmethod
    def _language(fact: Fact) -> str | None:
        return fact.object.language if isinstance(fact.object, Literal) else None

    def own(self, node: Iri) -> list[Fact]:
        """List what an n-ary node's own row says beside its value (payer, account, side …)."""
        return [f for f in self.of(node) if f.predicate.value.startswith(NS)]

    def sentence(self, subject: Term, predicate: Iri, object: Term) -> str:
        """Say a triple in words by its predicate's phrase."""
        phrase = self._labels.text(predicate, PHRASE) or f"{{s}} {curie(predicate)} {{o}}"
        named = {"s": self._labels.of(subject), "o": self._labels.of(object)}
        return phrase.replace("{s}", "\0").replace("{o}", named["o"]).replace("\0", named["s"])

    def relation(self, predicate: Iri) -> str:
        """Name a predicate in the reader's language."""
        return self._labels.of(predicate)
