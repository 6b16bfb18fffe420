"""Inference at build time: SPARQL rules compiled from the axioms, run to a fixpoint.

Relies on the vocabulary; covers subclasses, sub-properties, inverses, symmetry, transitivity
and property chains (https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules).
Domains, ranges and disjointness are checked, never materialised.
"""

from dataclasses import dataclass

from kg.namespaces import INFERRED, Iri, Term, iri
from kg.store import GraphStore
from kg.vocabulary import SUBCLASS, SUBPROPERTY, TYPE, Vocabulary

INVERSE = iri("owl:inverseOf")


@dataclass(frozen=True, slots=True)
class Rule:
    """IF `body` THEN `head`: both graph patterns over ?a, ?b (and inner variables)."""

    head: str
    body: str

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
            Rule(f"?b {p!s} ?a .", f"?a {p!s} ?b .")
            for p in sorted(vocabulary.instances("owl:SymmetricProperty"), key=str)
        ),
        *(
            Rule(f"?a {p!s} ?b .", f"?a {p!s} ?between . ?between {p!s} ?b .")
            for p in sorted(vocabulary.instances("owl:TransitiveProperty"), key=str)
        ),
    ]


def reason(store: GraphStore, rules: list[Rule]) -> int:
    """Add what follows, to the default graph and to graph/inferred; count the new triples."""
    before = len(store)
    size = -1
    while size != len(store):
        size = len(store)
        for rule in rules:
            store.update(rule.update())
    return (len(store) - before) // 2


def _hierarchy(vocabulary: Vocabulary) -> list[Rule]:
    """Compile subClassOf and subPropertyOf; the hierarchy itself is closed here, once."""
    rules = []
    for below in sorted({s for s, _ in vocabulary.pairs(SUBCLASS)}, key=str):
        if isinstance(below, Iri):
            for above in sorted(vocabulary.ancestors(below, SUBCLASS) - {below}, key=str):
                head, body = f"?a {TYPE!s} {above!s} .", f"?a {TYPE!s} {below!s} ."
                rules.append(Rule(head, f"{body} BIND({above!s} AS ?b)"))
    for below in sorted({s for s, _ in vocabulary.pairs(SUBPROPERTY)}, key=str):
        if isinstance(below, Iri):
            for above in sorted(vocabulary.ancestors(below, SUBPROPERTY) - {below}, key=str):
                rules.append(Rule(f"?a {above!s} ?b .", f"?a {below!s} ?b ."))
    return rules


def _inverses(vocabulary: Vocabulary) -> list[Rule]:
    rules = []
    for one, other in vocabulary.pairs(INVERSE):
        if isinstance(one, Iri) and isinstance(other, Iri):
            for a, b in ((one, other), (other, one)):
                rules.append(Rule(f"?b {b!s} ?a .", f"?a {a!s} ?b ."))
    return rules


def _chains(vocabulary: Vocabulary) -> list[Rule]:
    """Compile property chains; a member may be an inverse, written as a blank node."""
    rules = []
    for whole, members in vocabulary.pairs(iri("owl:propertyChainAxiom")):
        steps = vocabulary.members(members)
        names = ["?a", *(f"?step{i}" for i in range(1, len(steps))), "?b"]
        body = " ".join(
            _step(vocabulary, step, names[i], names[i + 1]) for i, step in enumerate(steps)
        )
        rules.append(Rule(f"?a {whole!s} ?b .", body))
    return rules


def _step(vocabulary: Vocabulary, step: Term, start: str, end: str) -> str:
    if isinstance(step, Iri):
        return f"{start} {step!s} {end} ."
    return f"{end} {vocabulary.objects(step, INVERSE)[0]!s} {start} ."
