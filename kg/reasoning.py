"""Inference at build time: SPARQL rules compiled from the axioms, run to a fixpoint.

Relies on the vocabulary; covers subclasses, sub-properties, inverses, symmetry, transitivity
and property chains (https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules).
Domains, ranges and disjointness are checked, never materialised.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal

from kg.namespaces import INFERRED, Iri, Term, iri
from kg.store import GraphStore
from kg.vocabulary import SUBCLASS, SUBPROPERTY, TYPE, Vocabulary

INVERSE = iri("owl:inverseOf")


# What a rule reads or writes: a predicate, or a class as `rdf:type <class>`.
Key = str


@dataclass(frozen=True, slots=True)
class Rule:
    """IF `body` THEN `head`: both graph patterns over ?a, ?b (and inner variables)."""

    head: str
    body: str
    writes: Key
    reads: tuple[Key, ...]

    def update(self) -> str:
        """Write the rule as a SPARQL update that adds only what is new."""
        # MINUS: 20 times faster in Oxigraph than FILTER NOT EXISTS at a million triples.
        return (
            f"INSERT {{ {self.head} GRAPH <{INFERRED.value}> {{ {self.head} }} }} "
            f"WHERE {{ {{ SELECT DISTINCT ?a ?b WHERE {{ {self.body} }} }} "
            f"MINUS {{ {self.head} }} }}"
        )


def compile_rules(vocabulary: Vocabulary) -> list[Rule]:
    """Read the axioms as rules, in a fixed order."""
    return [
        *_hierarchy(vocabulary),
        *_inverses(vocabulary),
        *_chains(vocabulary),
        *(
            Rule(f"?b {p!s} ?a .", f"?a {p!s} ?b .", str(p), (str(p),))
            for p in sorted(vocabulary.instances("owl:SymmetricProperty"), key=str)
        ),
        *(
            Rule(f"?a {p!s} ?b .", f"?a {p!s} ?between . ?between {p!s} ?b .", str(p), (str(p),))
            for p in sorted(vocabulary.instances("owl:TransitiveProperty"), key=str)
        ),
    ]


def reason(store: GraphStore, rules: list[Rule]) -> int:
    """Add what follows, to the default graph and to graph/inferred; count the new triples.

    A rule runs again only after something that it reads has grown.
    """
    before = len(store)
    counts: dict[Key, int] = {}
    grown: dict[Key, int] = {}
    ran: dict[int, int] = {}
    clock = 0
    for number, rule in _due(rules, ran, grown):
        counts.setdefault(rule.writes, _count(store, rule.writes))
        clock += 1
        ran[number] = clock
        store.update(rule.update())
        count = _count(store, rule.writes)
        if count != counts[rule.writes]:
            # Later than the run itself, so that a rule that feeds itself is due again.
            clock += 1
            counts[rule.writes], grown[rule.writes] = count, clock
    return (len(store) - before) // 2


def _due(
    rules: list[Rule], ran: dict[int, int], grown: dict[Key, int]
) -> Iterator[tuple[int, Rule]]:
    """Give the rules in turn, as long as one has not run since its input grew."""
    waiting = True
    while waiting:
        waiting = False
        for number, rule in enumerate(rules):
            last = ran.get(number)
            if last is None or any(grown.get(key, 0) > last for key in rule.reads):
                waiting = True
                yield number, rule


def _count(store: GraphStore, key: Key) -> int:
    """Count the triples of a predicate, or the instances of a class, in the default graph."""
    pattern = f"?a {key}" if key.startswith(str(TYPE)) else f"?a {key} ?b"
    found = store.select(f"SELECT (COUNT(*) AS ?count) WHERE {{ {pattern} }}")[0]["count"]
    return int(found.value) if isinstance(found, Literal) else 0


def _hierarchy(vocabulary: Vocabulary) -> list[Rule]:
    """Compile subClassOf and subPropertyOf; the hierarchy itself is closed here, once."""
    rules = []
    for below in sorted({s for s, _ in vocabulary.pairs(SUBCLASS)}, key=str):
        if isinstance(below, Iri):
            for above in sorted(vocabulary.ancestors(below, SUBCLASS) - {below}, key=str):
                writes, reads = f"{TYPE!s} {above!s}", f"{TYPE!s} {below!s}"
                body = f"?a {reads} . BIND({above!s} AS ?b)"
                rules.append(Rule(f"?a {writes} .", body, writes, (reads,)))
    for below in sorted({s for s, _ in vocabulary.pairs(SUBPROPERTY)}, key=str):
        if isinstance(below, Iri):
            for above in sorted(vocabulary.ancestors(below, SUBPROPERTY) - {below}, key=str):
                head, body = f"?a {above!s} ?b .", f"?a {below!s} ?b ."
                rules.append(Rule(head, body, str(above), (str(below),)))
    return rules


def _inverses(vocabulary: Vocabulary) -> list[Rule]:
    rules = []
    for one, other in vocabulary.pairs(INVERSE):
        if isinstance(one, Iri) and isinstance(other, Iri):
            for a, b in ((one, other), (other, one)):
                rules.append(Rule(f"?b {b!s} ?a .", f"?a {a!s} ?b .", str(b), (str(a),)))
    return rules


def _chains(vocabulary: Vocabulary) -> list[Rule]:
    """Compile property chains; a member may be an inverse, written as a blank node."""
    rules = []
    for whole, members in vocabulary.pairs(iri("owl:propertyChainAxiom")):
        steps = [_step(vocabulary, member) for member in vocabulary.members(members)]
        names = ["?a", *(f"?step{i}" for i in range(1, len(steps))), "?b"]
        body = " ".join(
            f"{names[i + 1]} {prop} {names[i]} ."
            if backwards
            else f"{names[i]} {prop} {names[i + 1]} ."
            for i, (prop, backwards) in enumerate(steps)
        )
        reads = tuple(prop for prop, _ in steps)
        rules.append(Rule(f"?a {whole!s} ?b .", body, str(whole), reads))
    return rules


def _step(vocabulary: Vocabulary, member: Term) -> tuple[Key, bool]:
    """Give the property of a chain's member, and whether it is read backwards."""
    if isinstance(member, Iri):
        return str(member), False
    return str(vocabulary.objects(member, INVERSE)[0]), True
