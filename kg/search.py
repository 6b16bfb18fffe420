"""Search: from what one types to the entity meant, in Japanese or English.

Relies on labels folded by `folding`, and on `phrases` where no name is the text as it stands; some
twenty thousand names are scanned, no index is kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import DefaultGraph, Literal
from rapidfuzz import fuzz, process

from kg.errors import NotFoundError
from kg.folding import fold, fold_loose
from kg.namespaces import ENTITIES, ID, Iri, curie, iri
from kg.phrases import Phrases
from kg.spelling import words
from kg.store import GraphStore, stated_in

NAMES = ("skos:prefLabel", "skos:altLabel", "skos:hiddenLabel")
# How well a name fits: the whole name, the same but for spelling, its beginning, a part of it,
# all its words in any order and language, or a near miss.
WHOLE, ALIKE, START, PART, WORDS, NEAR = 6, 5, 4, 3, 2, 1
NEAREST = 5
TITLED = 0.2  # headings repeat what they are about; so much closer must one be to come first
FUZZY = 0.6  # share of a text below which a name has little in common with it


@dataclass(frozen=True, slots=True)
class Hit:
    """One entity found: its kinds (local names) and how many statements name it."""

    iri: Iri
    name: str
    fit: int
    kinds: tuple[str, ...]
    statements: int


@dataclass(frozen=True, slots=True)
class _Match:
    """How a name fits a text; closeness 0…1 tells matches of one fit apart."""

    fit: int
    name: str
    closeness: float = 1.0


class Search:
    """All names of all entities, folded once."""

    def __init__(self, store: GraphStore) -> None:
        """Read from `store`; its names are read when the first text is looked for."""
        self._store = store
        self._counts: dict[Iri, int] = {}

    @cached_property
    def _names(self) -> list[tuple[str, str, str, Iri]]:
        """Every name: folded, folded loosely, as written, and whose it is."""
        named = [pair for predicate in NAMES for pair in self._by(predicate)] + self._titles
        return [(fold(text), fold_loose(text), text, subject) for text, subject in named]

    @cached_property
    def _titles(self) -> list[tuple[str, Iri]]:
        """The titles of documents and sections, and whose each is."""
        return self._by("dcterms:title")

    @cached_property
    def _titled(self) -> frozenset[Iri]:
        return frozenset(subject for _, subject in self._titles)

    def _by(self, predicate: str) -> list[tuple[str, Iri]]:
        # A query reads half the terms that quads would, in two thirds of the time.
        found = self._store.select(
            f"SELECT ?entity ?name {{ GRAPH {ENTITIES} {{ ?entity {predicate} ?name }} }}"
        )
        return [
            (name.value, entity)
            for one in found
            if isinstance(name := one["name"], Literal) and isinstance(entity := one["entity"], Iri)
        ]

    def find(self, text: str, *, kinds: Sequence[str] = (), limit: int = 20) -> list[Hit]:
        """List the entities that a text may mean, best first.

        Kinds named in `kinds` (local class names) come before others of the same fit.
        """
        found = self._meant(text, self._named(text))
        return self._ranked(found or self._near(text), kinds, limit)

    def resolve(self, text: str, *, kinds: Sequence[str] = ()) -> list[Hit]:
        """Give the entity that an argument names, the best first, the others after it.

        `text`: id, CURIE, IRI, or any label or alias after folding.

        Raises:
            NotFoundError: nothing has that name; the nearest five are offered.
        """
        if (subject := self._by_id(text)) is not None:
            return [self._hit(subject, WHOLE, text)]
        named = {s: match for s, match in self._named(text).items() if match.fit == WHOLE}
        # A name that is only like the text has to be the only one.
        if named or len(named := self._alike(text)) == 1:
            return self._ranked(named, kinds, len(named))
        near = self.find(text, kinds=kinds, limit=NEAREST) or self._ranked(
            self._near(text, least=0), kinds, NEAREST
        )
        offered = ", ".join(f"{hit.name} ({curie(hit.iri)[3:]})" for hit in near)
        raise NotFoundError(f"'{text}': no entity of that name. the nearest are {offered}")

    def _by_id(self, text: str) -> Iri | None:
        try:
            named = iri(text) if ":" in text else Iri(ID + text)
        except ValueError:
            return None
        return named if any(True for _ in self._store.quads(named, iri("rdf:type"))) else None

    def _named(self, text: str) -> dict[Iri, _Match]:
        """Find the names that are, begin with or contain the text as it stands."""
        found: dict[Iri, _Match] = {}
        wanted, loose = fold(text), fold_loose(text)
        if not wanted:
            return found
        for folded, looser, name, subject in self._names:
            fit = _fit(wanted, folded) or _fit(loose, looser)
            if fit and (subject not in found or fit > found[subject].fit):
                found[subject] = _Match(fit, name)
        return found

    def _meant(self, text: str, found: dict[Iri, _Match]) -> dict[Iri, _Match]:
        """Add names that differ in spelling, and those that hold all words of the text."""
        asked = words(text)
        whole = any(match.fit == WHOLE for match in found.values())
        # One word that is found as it stands needs no more, unless it may be an English plural.
        if not asked or (len(asked) == 1 and (whole or (found and not text.isascii()))):
            return found
        held: dict[Iri, _Match] = {}
        if len(asked) > 1 or not found:
            held = {f.iri: _Match(WORDS, f.name, f.closeness) for f in self._phrases.find(text)}
        same = {
            s: match
            for s, match in self._alike(text).items()
            if s not in self._titled and (s not in found or found[s].fit < ALIKE)
        }
        return held | same | {s: m for s, m in found.items() if s not in same}

    def _alike(self, text: str) -> dict[Iri, _Match]:
        """Find the names that are the text but for spelling."""
        return {s: _Match(ALIKE, name) for s, name in self._phrases.alike(text).items()}

    def _near(self, text: str, *, least: float = FUZZY) -> dict[Iri, _Match]:
        """Find names that are a few letters or a word away."""
        loose = fold_loose(text)
        choices = [looser for _, looser, _, _ in self._names]
        found = {
            f.iri: _Match(NEAR, f.name, f.closeness) for f in self._phrases.near(text, least=least)
        }
        for _, ratio, position in process.extract(
            loose, choices, scorer=fuzz.ratio, limit=NEAREST * 4, score_cutoff=least * 100
        ):
            _, _, name, subject = self._names[position]
            if subject not in found or ratio > found[subject].closeness * 100:
                found[subject] = _Match(NEAR, name, ratio / 100)
        best = sorted(found.items(), key=lambda match: (-match[1].closeness, match[0].value))
        return dict(best[:NEAREST])

    def _ranked(self, found: Mapping[Iri, _Match], kinds: Sequence[str], limit: int) -> list[Hit]:
        """Order what was found; only the fits that are listed are looked up."""
        hits: list[Hit] = []
        for fit in sorted({match.fit for match in found.values()}, reverse=True):
            if len(hits) < limit:
                same = [(s, match) for s, match in found.items() if match.fit == fit]
                ranked = [
                    (m.closeness - TITLED * (s in self._titled), self._hit(s, fit, m.name))
                    for s, m in same
                ]
                ranked.sort(key=lambda pair: _rank(pair[0], pair[1], kinds))
                hits += [hit for _, hit in ranked]
        return hits[:limit]

    @cached_property
    def _phrases(self) -> Phrases:
        return Phrases([(name, subject) for _, _, name, subject in self._names])

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


def _rank(closeness: float, hit: Hit, kinds: Sequence[str]) -> tuple[int, float, int, str]:
    expected = 0 if set(kinds) & set(hit.kinds) else 1
    return (expected, -round(closeness, 1), -hit.statements, hit.iri.value)
