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
    """IF `body` THEN `head`: both graph patterns over ?a, ?b (and inner variables).

    `gives` and `reads` name what head and body speak of: properties, or the class of a type.
    """

    head: str
    body: str
    gives: Iri
    reads: frozenset[Iri]

    @property
    def missing(self) -> str:
        """The pattern whose solutions lack the head; both ends are bound, so it is looked up."""
        subject = self.head.partition(" ")[0]
        return f"{self.body} FILTER(!isLITERAL({subject})) FILTER NOT EXISTS {{ {self.head} }}"

    def update(self) -> str:
        """Write the rule as a SPARQL update that adds only what is new."""
        head = f"{self.head} GRAPH <{INFERRED.value}> {{ {self.head} }}"
        return f"INSERT {{ {head} }} WHERE {{ {self.missing} }}"


def compile_rules(vocabulary: Vocabulary) -> list[Rule]:
    """Read the axioms as rules, in a fixed order."""
    return [
        *_hierarchy(vocabulary),
        *_inverses(vocabulary),
        *_chains(vocabulary),
        *(
            Rule(f"?b {p!s} ?a .", f"?a {p!s} ?b .", p, frozenset({p}))
            for p in sorted(vocabulary.instances("owl:SymmetricProperty"), key=str)
        ),
        *(
            Rule(f"?a {p!s} ?b .", f"?a {p!s} ?between . ?between {p!s} ?b .", p, frozenset({p}))
            for p in sorted(vocabulary.instances("owl:TransitiveProperty"), key=str)
        ),
    ]


def reason(store: GraphStore, rules: list[Rule]) -> int:
    """Add what follows, to the default graph and to graph/inferred; count the new triples.

    A rule runs again only when another, or itself, has given what it reads.
    """
    before = len(store)
    waiting = dict.fromkeys(rules)
    while waiting:
        rule = next(iter(waiting))
        del waiting[rule]
        if store.ask(f"ASK {{ {rule.missing} }}"):
            store.update(rule.update())
            waiting |= dict.fromkeys(other for other in rules if rule.gives in other.reads)
    return (len(store) - before) // 2


def _hierarchy(vocabulary: Vocabulary) -> list[Rule]:
    """Compile subClassOf and subPropertyOf; the hierarchy itself is closed here, once."""
    rules = []
    for axiom, pattern in ((SUBCLASS, f"?a {TYPE!s} {{}} ."), (SUBPROPERTY, "?a {} ?b .")):
        for below in sorted({s for s, _ in vocabulary.pairs(axiom)}, key=str):
            if isinstance(below, Iri):
                for above in sorted(vocabulary.ancestors(below, axiom) - {below}, key=str):
                    head, body = pattern.format(above), pattern.format(below)
                    rules.append(Rule(head, body, above, frozenset({below})))
    return rules


def _inverses(vocabulary: Vocabulary) -> list[Rule]:
    rules = []
    for one, other in vocabulary.pairs(INVERSE):
        if isinstance(one, Iri) and isinstance(other, Iri):
            for a, b in ((one, other), (other, one)):
                rules.append(Rule(f"?b {b!s} ?a .", f"?a {a!s} ?b .", b, frozenset({a})))
    return rules


def _chains(vocabulary: Vocabulary) -> list[Rule]:
    """Compile property chains; a member may be an inverse, written as a blank node."""
    rules = []
    for whole, members in vocabulary.pairs(iri("owl:propertyChainAxiom")):
        steps = [_step(vocabulary, member) for member in vocabulary.members(members)]
        names = ["?a", *(f"?step{i}" for i in range(1, len(steps))), "?b"]
        body = " ".join(
            f"{end} {prop!s} {start} ." if backwards else f"{start} {prop!s} {end} ."
            for (prop, backwards), start, end in zip(steps, names, names[1:], strict=False)
        )
        if isinstance(whole, Iri):
            reads = frozenset(prop for prop, _ in steps)
            rules.append(Rule(f"?a {whole!s} ?b .", body, whole, reads))
    return rules


def _step(vocabulary: Vocabulary, member: Term) -> tuple[Iri, bool]:
    """Give the property of a chain's member, and whether it is walked backwards."""
    if isinstance(member, Iri):
        return member, False
    inverse = vocabulary.objects(member, INVERSE)[0]
    assert isinstance(inverse, Iri)
    return inverse, True
