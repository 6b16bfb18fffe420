"""Labels: how an entity, a concept or an n-ary node is called in one language.

Relies on skos:prefLabel, rdfs:label and dcterms:title; amounts, targets, periods and roles have
no name of their own and are put into words here.
"""

from decimal import Decimal

from pyoxigraph import DefaultGraph, Literal

from kg.namespaces import Iri, Term, curie, iri
from kg.store import GraphStore
from kg.wording import Lang, date_text, money_text, unit_text

DEFAULT = DefaultGraph()
NAMES = (iri("skos:prefLabel"), iri("rdfs:label"), iri("dcterms:title"))
WHEN, VALUE, UNIT, AMOUNT = iri("when"), iri("value"), iri("unit"), iri("amount")

_COMPARATORS = {
    "ja": {"at-least": "{}以上", "at-most": "{}以下", "about": "約{}", "more-than": "{}超",
           "less-than": "{}未満", "rank-within": "{}以内", "part-of": "{}の内数"},
    "en": {"at-least": "≥ {}", "at-most": "≤ {}", "about": "about {}", "more-than": "> {}",
           "less-than": "< {}", "rank-within": "top {}", "part-of": "part of {}"},
}  # fmt: skip


class Labels:
    """Names things in one language, the other language where that one is missing."""

    def __init__(self, store: GraphStore, lang: Lang = "ja") -> None:
        """Read from `store`; names are remembered."""
        self._store = store
        self.lang = lang
        self._known: dict[Term, str] = {}

    def of(self, term: Term) -> str:
        """Name a term: its label, its words, or its CURIE; a literal is its own name."""
        if not isinstance(term, Iri):
            return term.value if isinstance(term, Literal) else str(term)
        if term not in self._known:
            named = next((text for name in NAMES if (text := self.text(term, name))), "")
            self._known[term] = named or self._worded(term) or curie(term).removeprefix("id:")
        return self._known[term]

    def text(self, subject: Term, predicate: Iri) -> str:
        """Give a literal of the subject in the language asked for, else in any."""
        if not isinstance(subject, Iri):
            return ""
        found = [
            q.object
            for q in self._store.quads(subject, predicate, graph=DEFAULT)
            if isinstance(q.object, Literal)
        ]
        ranked = sorted(found, key=lambda t: (t.language != self.lang, t.language or "", t.value))
        return ranked[0].value if ranked else ""

    def _worded(self, node: Iri) -> str:
        """Put an n-ary node into words: an amount, a target, a role, a period."""
        if self.text(node, AMOUNT):
            return self._money(node)
        if metric := self.text(node, iri("metric")):
            return " ".join(part for part in (metric, self._target(node)) if part)
        who = [self.link(node, iri(p)) for p in ("holder", "roleOrganisation")]
        post = self.text(node, iri("post"))
        if parts := [part for part in (*who, post) if part]:
            part = self.link(node, iri("role"))
            return f"{' '.join(parts)} ({part})" if part else " ".join(parts)
        if value := self.text(node, iri("asPrinted")) or self.text(node, VALUE):
            return f"{self.link(node, iri('indicator'))} {value}".strip()
        return self.when(node)

    def link(self, node: Iri, predicate: Iri) -> str:
        """Name the first object of a node and predicate, or give an empty string."""
        found = sorted(
            (q.object for q in self._store.quads(node, predicate, graph=DEFAULT)), key=str
        )
        return self.of(found[0]) if found else ""

    def when(self, node: Iri) -> str:
        """Say when, as written, with the calendar where it is a fiscal year.

        >>> Labels(GraphStore.memory(), "ja").when(iri("id:nothing"))
        ''
        """
        when = self.text(node, WHEN)
        calendar = next(iter(self._store.quads(node, iri("calendar"), graph=DEFAULT)), None)
        fiscal = calendar is not None and str(calendar.object).endswith("-fy>")
        return date_text(when, fiscal=fiscal, lang=self.lang) if when else ""

    def _money(self, node: Iri) -> str:
        amount = Decimal(self.text(node, AMOUNT))
        text = money_text(amount, self.text(node, iri("currency")), self.lang)
        text = self._compared(node, iri("bound"), text)
        details = (
            self.when(node),
            self.link(node, iri("stage")),
            self.link(node, iri("kind")),
            self.link(node, iri("account")),
        )
        return (
            f"{text}（{' '.join(d for d in details if d)}）"
            if self.lang == "ja"
            else (f"{text} ({', '.join(d for d in details if d)})")
        )

    def _target(self, node: Iri) -> str:
        value, unit = self.text(node, VALUE), self.text(node, UNIT)
        shown = unit_text(value, unit, self.lang)
        text = self._compared(node, iri("comparator"), shown) if value else ""
        scope, when = self.text(node, iri("scope")), self.when(node)
        extra = [part for part in (scope, when) if part]
        return " ".join(p for p in (text, f"({', '.join(extra)})" if extra else "") if p)

    def _compared(self, node: Iri, predicate: Iri, text: str) -> str:
        """Put a comparator or bound around a value."""
        quad = next(iter(self._store.quads(node, predicate, graph=DEFAULT)), None)
        name = curie(quad.object).partition("-")[2] if quad and isinstance(quad.object, Iri) else ""
        return _COMPARATORS[self.lang].get(name, "{}").format(text)
