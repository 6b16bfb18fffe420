"""Search: from what one types to the entity meant, in Japanese or English.

Relies on labels folded by `folding`; some ten thousand labels are scanned, no index is kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import DefaultGraph, Literal
from rapidfuzz import fuzz, process

from kg.errors import NotFoundError
from kg.folding import fold, fold_loose
from kg.namespaces import ENTITIES, ID, Iri, curie, iri
from kg.store import GraphStore, stated_in

NAMES = ("skos:prefLabel", "skos:altLabel", "skos:hiddenLabel", "dcterms:title")
# How well a name fits: the whole name, its beginning, a part of it, or a near miss.
WHOLE, START, PART, NEAR = 4, 3, 2, 1
NEAREST = 5
FUZZY = 70  # rapidfuzz ratio below which two names have little in common


@dataclass(frozen=True, slots=True)
class Hit:
    """One entity found: its kinds (local names) and how many statements name it."""

    iri: Iri
    name: str
    fit: int
    kinds: tuple[str, ...]
    statements: int


class Search:
    """All names of all entities, folded once."""

    def __init__(self, store: GraphStore) -> None:
        """Read from `store`; its names are read when the first text is looked for."""
        self._store = store
        self._counts: dict[Iri, int] = {}

    @cached_property
    def _names(self) -> list[tuple[str, str, str, Iri]]:
        """Every name: folded, folded loosely, as written, and whose it is."""
        return [
            (fold(text := quad.object.value), fold_loose(text), text, quad.subject)
            for predicate in NAMES
            for quad in self._store.quads(None, iri(predicate), graph=ENTITIES)
            if isinstance(quad.object, Literal) and isinstance(quad.subject, Iri)
        ]

    def find(self, text: str, *, kinds: Sequence[str] = (), limit: int = 20) -> list[Hit]:
        """List the entities that a text may mean, best first.

        Kinds named in `kinds` (local class names) come before others of the same fit.
        """
        best: dict[Iri, tuple[int, str]] = {}
        wanted, loose = fold(text), fold_loose(text)
        if not wanted:
            return []
        for folded, looser, name, subject in self._names:
            fit = _fit(wanted, folded) or _fit(loose, looser)
            if fit and fit > best.get(subject, (0, ""))[0]:
                best[subject] = (fit, name)
        if not best:
            best = self._near(loose)
        hits = [self._hit(subject, fit, name) for subject, (fit, name) in best.items()]
        hits.sort(key=lambda h: _rank(h, kinds))
        return hits[:limit]

    def resolve(self, text: str, *, kinds: Sequence[str] = ()) -> list[Hit]:
        """Give the entity that an argument names, the best first, the others after it.

        `text`: id, CURIE, IRI, or any label or alias after folding.

        Raises:
            NotFoundError: nothing has that name; the nearest five are offered.
        """
        if (named := self._by_id(text)) is not None:
            return [self._hit(named, WHOLE, text)]
        hits = [hit for hit in self.find(text, kinds=kinds) if hit.fit == WHOLE]
        if hits:
            return hits
        near = self.find(text, kinds=kinds, limit=NEAREST) or [
            self._hit(subject, fit, name)
            for subject, (fit, name) in self._near(fold_loose(text), cutoff=0).items()
        ]
        offered = ", ".join(f"{hit.name} ({curie(hit.iri)[3:]})" for hit in near[:NEAREST])
        raise NotFoundError(f"'{text}': no entity of that name. the nearest are {offered}")

    def _by_id(self, text: str) -> Iri | None:
        try:
            named = iri(text) if ":" in text else Iri(ID + text)
        except ValueError:
            return None
        return named if any(True for _ in self._store.quads(named, iri("rdf:type"))) else None

    def _near(self, loose: str, *, cutoff: int = FUZZY) -> dict[Iri, tuple[int, str]]:
        """Find names that are a few letters away."""
        choices = {i: looser for i, (_, looser, _, _) in enumerate(self._names)}
        found = process.extract(
            loose, choices, scorer=fuzz.WRatio, limit=NEAREST * 4, score_cutoff=cutoff
        )
        near: dict[Iri, tuple[int, str]] = {}
        for _, _, position in found:
            near.setdefault(self._names[position][3], (NEAR, self._names[position][2]))
        return dict(list(near.items())[:NEAREST])

    def _hit(self, subject: Iri, fit: int, name: str) -> Hit:
        types = self._store.quads(subject, iri("rdf:type"), graph=DefaultGraph())
        kinds = sorted(curie(q.object) for q in types if isinstance(q.object, Iri))
        if subject not in self._counts:
            graphs = {stated_in(q) for q in self._store.quads(subject)}
            graphs |= {stated_in(q) for q in self._store.quads(None, None, subject)}
            self._counts[subject] = len(graphs - {None})
        return Hit(subject, name, fit, tuple(kinds), self._counts[subject])


def _fit(wanted: str, name: str) -> int:
    if not wanted:
        return 0
    if wanted == name:
        return WHOLE
    if name.startswith(wanted):
        return START
    return PART if wanted in name else 0


def _rank(hit: Hit, kinds: Sequence[str]) -> tuple[int, int, int, str]:
    expected = 0 if set(kinds) & set(hit.kinds) else 1
    return (-hit.fit, expected, -hit.statements, hit.iri.value)
